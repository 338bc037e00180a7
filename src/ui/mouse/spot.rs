//! What can be clicked, and where the last frame has shown it.

use crate::{
    key::Chord,
    neon::DialogId,
    store::target::Target,
    ui::{
        action::Action,
        activity::state::RowId,
        dialog::line::DialogLine,
        home::state::LineId,
        layout::{Area, Pane},
        panes::Tab,
    },
};
use std::cell::RefCell;

/// What a place on the screen shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Spot {
    Pane(Pane),
    /// A row of the tree or of the table.
    Row(Target),
    /// The sign before a row of the tree that is expanded or can be.
    Fold(Target),
    /// A row of the activity.
    Operation(RowId),
    /// A line of the page of an organization.
    HomeLine(LineId),
    /// A tab of the details.
    Tab(Tab),
    /// A tab of the table, by its title.
    TableTab(&'static str),
    /// The heading of a column of the table.
    Heading(&'static str),
    /// A step of the path in the header.
    Step(Target),
    /// The border between the tree and the details.
    Split,
    /// A hint: the keys that it names, and what they do, unless that is one of the user's own commands.
    Keys(Chord, Option<Action>),
    /// The window of the topmost dialog.
    Dialog,
    /// A line of that dialog.
    Line(DialogLine),
    /// The notices.
    Notices,
    /// Something without a meaning of its own that covers what is below it.
    Cover,
}

impl Spot {
    /// Whether a second click means something else than the first.
    pub const fn takes_two(&self) -> bool {
        matches!(
            self,
            Self::Row(_) | Self::Fold(_) | Self::Operation(_) | Self::HomeLine(_) | Self::Line(_)
        )
    }

    const fn scrolls(&self) -> bool {
        matches!(
            self,
            Self::Pane(_) | Self::Dialog | Self::Notices | Self::Cover
        )
    }
}

/// The spots of the last frame; those that cover others come later. Noted only while the mouse is on.
#[derive(Debug, Default)]
pub struct Spots(RefCell<Frame>);

#[derive(Debug, Default)]
struct Frame {
    /// The topmost dialog.
    dialog: Option<DialogId>,
    spots: Vec<(Area, Spot)>,
}

impl Spots {
    /// Begins a frame with this topmost dialog.
    pub fn begin(&self, dialog: Option<DialogId>) {
        let mut frame = self.0.borrow_mut();
        frame.dialog = dialog;
        frame.spots.clear();
    }

    /// Forgets what is below a dialog.
    pub fn forget(&self) {
        self.0.borrow_mut().spots.clear();
    }

    pub fn add(&self, area: Area, spot: Spot) {
        self.0.borrow_mut().spots.push((area, spot));
    }

    /// What a cell shows; nothing, if another dialog has opened or closed since.
    pub fn at(&self, cell: (u16, u16), dialog: Option<DialogId>) -> Option<Spot> {
        self.topmost(cell, dialog, |_| true)
    }

    /// What the wheel scrolls at a cell.
    pub fn scrolled_at(&self, cell: (u16, u16), dialog: Option<DialogId>) -> Option<Spot> {
        self.topmost(cell, dialog, Spot::scrolls)
    }

    fn topmost(
        &self,
        cell: (u16, u16),
        dialog: Option<DialogId>,
        is_wanted: impl Fn(&Spot) -> bool,
    ) -> Option<Spot> {
        let frame = self.0.borrow();
        let mut spots = frame.spots.iter().rev();
        let found = spots.find(|(area, spot)| area.contains(cell) && is_wanted(spot));
        found
            .filter(|_| frame.dialog == dialog)
            .map(|(_, spot)| spot.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn area(x: u16, y: u16, width: u16, height: u16) -> Area {
        Area {
            x,
            y,
            width,
            height,
        }
    }

    #[test]
    fn the_topmost_spot_counts_and_every_cell_has_an_answer() {
        let spots = Spots::default();
        assert_eq!(spots.at((0, 0), None), None);
        spots.begin(None);
        spots.add(area(0, 1, 10, 4), Spot::Pane(Pane::Tree));
        spots.add(area(1, 2, 8, 1), Spot::Row(Target::Shared));
        spots.add(area(5, 0, 3, 3), Spot::Cover);
        let at = |cell| spots.at(cell, None);
        assert_eq!(at((0, 2)), Some(Spot::Pane(Pane::Tree)));
        assert_eq!(at((1, 2)), Some(Spot::Row(Target::Shared)));
        assert_eq!(at((9, 2)), Some(Spot::Pane(Pane::Tree)));
        assert_eq!(at((5, 2)), Some(Spot::Cover));
        assert_eq!(at((u16::MAX, u16::MAX)), None);
        assert_eq!(
            spots.scrolled_at((1, 2), None),
            Some(Spot::Pane(Pane::Tree))
        );
        // Drawn below a dialog that has opened since.
        assert_eq!(spots.at((1, 2), Some(DialogId(1))), None);
    }
}
