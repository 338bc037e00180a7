//! The geometry of the panes: pure, and shared by drawing and by moving page by page.
//!
//! ```text
//! header
//! tree │ details
//! operations
//! footer
//! ```
//! Below 80x24, one pane is shown at a time; below 40x10 without borders; below 20x6, only a note that the terminal
//! is too small. On a larger screen no pane is narrower or lower than on a smaller one.
//!
//! In linear mode, only the pane with the focus is shown, below its title, with lines for notices that never move.

use super::tree::width::TreeWidth;

/// A part of the main screen that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pane {
    /// The tree of resources, on the left.
    #[default]
    Tree,
    /// The item under the cursor.
    Details,
    /// Current and past operations.
    Operations,
}

impl Pane {
    /// All panes in Tab order.
    pub const ALL: [Self; 3] = [Self::Tree, Self::Details, Self::Operations];
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    /// The area inside a border.
    pub const fn inner(self) -> Self {
        Self {
            x: self.x.saturating_add(1),
            y: self.y.saturating_add(1),
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }

    /// The area below a line of text.
    pub const fn below_title(self) -> Self {
        Self {
            y: self.y.saturating_add(1),
            height: self.height.saturating_sub(1),
            ..self
        }
    }

    /// Whether this cell is in it.
    pub const fn contains(self, (x, y): (u16, u16)) -> bool {
        x >= self.x
            && y >= self.y
            && x < self.x.saturating_add(self.width)
            && y < self.y.saturating_add(self.height)
    }

    /// Cuts columns off the left side.
    fn take_left(&mut self, width: u16) -> Self {
        let width = width.min(self.width);
        let left = Self { width, ..*self };
        self.x = self.x.saturating_add(width);
        self.width = self.width.saturating_sub(width);
        left
    }

    /// Cuts rows off the top.
    fn take_top(&mut self, height: u16) -> Self {
        let height = height.min(self.height);
        let top = Self { height, ..*self };
        self.y = self.y.saturating_add(height);
        self.height = self.height.saturating_sub(height);
        top
    }

    /// Cuts rows off the bottom.
    fn take_bottom(&mut self, height: u16) -> Self {
        let height = height.min(self.height);
        self.height = self.height.saturating_sub(height);
        Self {
            y: self.y.saturating_add(self.height),
            height,
            ..*self
        }
    }
}

/// How much room there is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breakpoint {
    /// Below 40x10: no borders, and nothing that can be omitted.
    Tiny,
    /// Below 80x24: one pane at a time.
    Small,
    /// Tree, details, and operations below them.
    Large,
}

/// The columns and rows of the smallest usable screen: on a smaller one, questions could not be read.
pub const SMALLEST: (u16, u16) = (20, 6);

impl Breakpoint {
    /// The room in a terminal of this size.
    pub const fn of((width, height): (u16, u16)) -> Self {
        match (width, height) {
            (w, h) if w < 40 || h < 10 => Self::Tiny,
            (w, h) if w < 80 || h < 24 => Self::Small,
            _ => Self::Large,
        }
    }

    /// Whether panes have borders.
    pub const fn has_borders(self) -> bool {
        matches!(self, Self::Large)
    }
}

/// Parts of the main screen that the user has hidden for more room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HiddenPanes {
    /// The first line.
    pub header: bool,
    /// The operations; shown anyway while they have the focus.
    pub operations: bool,
    /// The lines that the operations need while they have the focus; `None` for as many as there are.
    pub operation_lines: Option<u16>,
}

impl HiddenPanes {
    fn shows_operations(self, pane: Pane) -> bool {
        !self.operations || pane == Pane::Operations
    }
}

/// Where everything is on the main screen; `None` for parts that are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// How much room there is.
    pub room: Breakpoint,
    /// Whether it is one column of plain text: panes have titles and no borders.
    pub is_linear: bool,
    /// Place, mode, refresh and budget.
    pub header: Option<Area>,
    /// The tree, with its border.
    pub tree: Option<Area>,
    /// The details, with their border.
    pub details: Option<Area>,
    /// The operations, with their border.
    pub operations: Option<Area>,
    /// The key hints.
    pub footer: Option<Area>,
    /// The place of notices in linear mode.
    pub notices: Option<Area>,
}

impl Layout {
    /// The layout while a table is shown instead of tree and details: it takes their room, which the details get when
    /// they have the focus.
    pub fn of_table(size: (u16, u16), pane: Pane, zoomed: bool, away: HiddenPanes) -> Self {
        let mut layout = Self::of(size, pane, zoomed, away, &TreeWidth::default());
        if let (Some(tree), Some(_)) = (layout.tree, layout.details) {
            let body = Area {
                width: size.0,
                ..tree
            };
            (layout.tree, layout.details) = match pane {
                Pane::Details => (None, Some(body)),
                Pane::Tree | Pane::Operations => (Some(body), None),
            };
        }
        layout
    }

    /// The layout of a terminal of this size.
    pub fn of(
        size: (u16, u16),
        pane: Pane,
        zoomed: bool,
        away: HiddenPanes,
        tree: &TreeWidth,
    ) -> Self {
        let room = Breakpoint::of(size);
        let mut body = Area {
            x: 0,
            y: 0,
            width: size.0,
            height: size.1,
        };
        let header = (size.1 >= 4 && !away.header).then(|| body.take_top(1));
        let footer = (size.1 >= 2).then(|| body.take_bottom(1));
        let mut layout = Self {
            room,
            header,
            tree: None,
            details: None,
            operations: None,
            footer,
            is_linear: false,
            notices: None,
        };
        if zoomed || room <= Breakpoint::Small {
            if room == Breakpoint::Small && !zoomed && away.shows_operations(pane) {
                layout.operations = Some(body.take_bottom(1));
            }
            if layout.operations.is_none() || pane != Pane::Operations {
                *layout.pane_mut(pane) = Some(body);
            } else {
                layout.operations = Some(Area {
                    height: body.height.saturating_add(1),
                    ..body
                });
            }
            return layout;
        }
        let strip = match pane {
            Pane::Operations => {
                let needed = away.operation_lines.unwrap_or(u16::MAX);
                (body.height / 2).min(needed.max(strip(size.1)))
            }
            Pane::Tree | Pane::Details => strip(size.1),
        };
        layout.operations = away.shows_operations(pane).then(|| body.take_bottom(strip));
        layout.tree = Some(body.take_left(tree.columns(size.0)));
        layout.details = Some(body);
        layout
    }

    /// The layout in linear mode: the pane with the focus, and nothing beside it.
    ///
    /// ```text
    /// header
    /// title of the pane
    /// its lines
    /// footer
    /// notices
    /// ```
    pub fn linear(size: (u16, u16), pane: Pane, away: HiddenPanes) -> Self {
        let mut layout = Self::of(size, pane, true, away, &TreeWidth::default());
        let lines = notice_lines(size.1);
        layout.is_linear = true;
        if let Some(body) = layout.pane_mut(pane) {
            body.height = body.height.saturating_sub(lines);
        }
        if let Some(footer) = &mut layout.footer {
            footer.y = footer.y.saturating_sub(lines);
        }
        layout.notices = (lines > 0).then(|| Area {
            x: 0,
            y: size.1 - lines,
            width: size.0,
            height: lines,
        });
        layout
    }

    /// Whether panes have titles.
    pub const fn has_titles(&self) -> bool {
        self.is_linear || self.room.has_borders()
    }

    fn pane_mut(&mut self, pane: Pane) -> &mut Option<Area> {
        match pane {
            Pane::Tree => &mut self.tree,
            Pane::Details => &mut self.details,
            Pane::Operations => &mut self.operations,
        }
    }

    /// The area of a pane, including its border.
    pub const fn pane(&self, pane: Pane) -> Option<Area> {
        match pane {
            Pane::Tree => self.tree,
            Pane::Details => self.details,
            Pane::Operations => self.operations,
        }
    }

    /// The area of a pane inside its border, or below its title.
    pub const fn content(&self, pane: Pane) -> Option<Area> {
        match self.pane(pane) {
            Some(area) => Some(self.inside(area)),
            None => None,
        }
    }

    /// What a border, or a title, leaves of an area.
    pub const fn inside(&self, area: Area) -> Area {
        if self.is_linear {
            area.below_title()
        } else if self.room.has_borders() {
            area.inner()
        } else {
            area
        }
    }
}

/// The lines that notices have in linear mode, on a screen of this height.
const fn notice_lines(height: u16) -> u16 {
    match height {
        0..6 => 0,
        6..14 => 1,
        _ => 2,
    }
}

/// The height of the operations pane below the others.
fn strip(height: u16) -> u16 {
    (height / 5).clamp(4, 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_stay_on_the_screen_and_apart_at_every_size() {
        for width in 0..260 {
            for height in 0..70 {
                for pane in Pane::ALL {
                    for zoomed in [false, true] {
                        for tree in [TreeWidth::default(), TreeWidth::chosen(1_000)] {
                            let away = HiddenPanes::default();
                            let layout = Layout::of((width, height), pane, zoomed, away, &tree);
                            check(layout, (width, height));
                        }
                        let table =
                            Layout::of_table((width, height), pane, zoomed, HiddenPanes::default());
                        check(table, (width, height));
                        let linear = Layout::linear((width, height), pane, HiddenPanes::default());
                        check(linear, (width, height));
                    }
                }
            }
        }
    }

    fn check(layout: Layout, (width, height): (u16, u16)) {
        let parts = [
            layout.header,
            layout.tree,
            layout.details,
            layout.operations,
            layout.footer,
            layout.notices,
        ];
        let areas: Vec<Area> = parts.into_iter().flatten().collect();
        for (at, area) in areas.iter().enumerate() {
            assert!(
                area.x + area.width <= width && area.y + area.height <= height,
                "{area:?} in {width}x{height}"
            );
            for other in &areas[at + 1..] {
                let apart = area.x + area.width <= other.x
                    || other.x + other.width <= area.x
                    || area.y + area.height <= other.y
                    || other.y + other.height <= area.y;
                assert!(apart, "{area:?} and {other:?} overlap in {width}x{height}");
            }
        }
    }

    fn of(size: (u16, u16), pane: Pane, zoomed: bool) -> Layout {
        let away = HiddenPanes::default();
        Layout::of(size, pane, zoomed, away, &TreeWidth::default())
    }

    #[test]
    fn no_pane_is_smaller_on_a_larger_screen() {
        let away = HiddenPanes::default();
        let trees = [0, 30, 45, 70, 200].map(TreeWidth::needed);
        let trees = trees
            .into_iter()
            .chain([10, 44, 90, 300].map(TreeWidth::chosen));
        for tree in trees {
            for pane in Pane::ALL {
                let cells = |size: (u16, u16), of: Pane| {
                    let layout = Layout::of(size, pane, false, away, &tree);
                    layout
                        .pane(of)
                        .map_or((0, 0), |area| (area.width, area.height))
                };
                // One pane at a time fills the screen: from two panes on, none shrinks.
                for width in 80..250 {
                    for height in 24..80 {
                        for of in Pane::ALL {
                            let here = cells((width, height), of);
                            let (wider, taller) = (
                                cells((width + 1, height), of),
                                cells((width, height + 1), of),
                            );
                            assert!(
                                here.0 <= wider.0 && here.1 <= wider.1,
                                "{of:?} right of {width}x{height}: {here:?}, {wider:?}"
                            );
                            assert!(
                                here.0 <= taller.0 && here.1 <= taller.1,
                                "{of:?} below {width}x{height}: {here:?}, {taller:?}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_focused_pane_is_always_shown() {
        for size in [(1, 1), (39, 9), (40, 10), (79, 23), (80, 24), (240, 60)] {
            for pane in Pane::ALL {
                assert!(
                    of(size, pane, false).pane(pane).is_some(),
                    "{pane:?} at {size:?}"
                );
                assert!(
                    Layout::of_table(size, pane, false, HiddenPanes::default())
                        .pane(pane)
                        .is_some(),
                    "{pane:?} beside a table at {size:?}"
                );
                assert!(
                    Layout::linear(size, pane, HiddenPanes::default())
                        .pane(pane)
                        .is_some(),
                    "{pane:?} alone at {size:?}"
                );
                assert!(
                    of(size, pane, true).pane(pane).is_some(),
                    "{pane:?} zoomed at {size:?}"
                );
            }
        }
    }
}
