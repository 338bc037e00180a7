//! How wide the tree is: what its visible rows need, within limits, or what the user has chosen.

use crate::ui::fitted::{Fitted, Widths};

/// How many columns a key adds or takes. A fitting width is a multiple of it, so that small differences between rows
/// do not move the panes.
pub const STEP: u16 = 4;
/// The frame, the mark of the cursor, and a blank column at the end.
const AROUND: u16 = 4;
/// More than any screen has.
const MOST: u16 = 1_000;

/// The cells that rows need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowWidths {
    /// Of a row with a state: up to the end of its name.
    pub name: u16,
    /// The state and what follows.
    pub state: u16,
    /// All of a row without a state.
    pub free: u16,
}

impl Widths for RowWidths {
    fn max(self, other: &Self) -> Self {
        Self {
            name: self.name.max(other.name),
            state: self.state.max(other.state),
            free: self.free.max(other.free),
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct TreeWidth {
    pub rows: Fitted<RowWidths>,
    /// The width that the user has chosen, with the frame.
    pub chosen: Option<u16>,
    /// Whether the user has chosen it, or the fitting one, in this run.
    pub is_changed: bool,
}

impl TreeWidth {
    /// A tree whose rows need this width, with the frame.
    #[cfg(test)]
    pub fn needed(columns: u16) -> Self {
        let width = Self::default();
        width.rows.show(
            RowWidths {
                free: columns.saturating_sub(AROUND),
                ..RowWidths::default()
            },
            true,
        );
        width
    }

    /// A width that the user has chosen.
    #[cfg(test)]
    pub fn chosen(columns: u16) -> Self {
        Self {
            chosen: Some(columns),
            ..Self::default()
        }
    }

    /// Takes the width that the user chooses; `None` for the fitting one.
    pub fn choose(&mut self, columns: Option<u16>) {
        self.chosen = columns;
        self.is_changed = true;
        self.rows.fit_again();
    }

    /// The width on a screen with this many columns, with the frame.
    pub fn columns(&self, screen: u16) -> u16 {
        let (least, most) = match self.chosen {
            Some(_) => Self::limits(screen),
            None => (
                screen / 5 + 8,
                (screen.saturating_mul(2) / 5).saturating_add(2),
            ),
        };
        let rows = self.rows.get();
        let needed = rows.name.saturating_add(rows.state).max(rows.free);
        let fitting = match needed {
            // Without rows, sentences say why.
            0 => most,
            _ => needed
                .saturating_add(AROUND)
                .min(MOST)
                .next_multiple_of(STEP),
        };
        self.chosen.unwrap_or(fitting).min(most).max(least)
    }

    /// The narrowest and the widest tree that can be chosen: the details need room, too.
    pub fn limits(screen: u16) -> (u16, u16) {
        (20, screen.saturating_mul(2) / 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_follows_its_rows_within_a_share_of_the_screen() {
        for (free, screen, columns) in [
            (2, 160, 40),
            (40, 160, 44),
            (51, 160, 56),
            (900, 160, 66),
            (900, 80, 34),
        ] {
            assert_eq!(
                TreeWidth::needed(free + AROUND).columns(screen),
                columns,
                "{free} in {screen}"
            );
        }
    }

    #[test]
    fn a_chosen_width_stays_within_the_screen() {
        let width = TreeWidth::chosen(60);
        width.rows.show(
            RowWidths {
                free: 100,
                ..RowWidths::default()
            },
            true,
        );
        assert_eq!(width.columns(160), 60);
        assert_eq!(width.columns(80), 53);
        assert_eq!(TreeWidth::chosen(2).columns(80), 20);
    }
}
