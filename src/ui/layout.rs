//! The geometry of the panes: pure, and shared by drawing and by moving page by page.
//!
//! ```text
//! 80x24                          126x40 and up
//! header                         header
//! tree │ details                 tree │ details │ operations
//! operations                     footer
//! footer
//! ```
//! Below 80x24, one pane is shown at a time; below 40x10 without borders; below 20x6, only a note that the terminal
//! is too small.

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
    Medium,
    /// Tree, details and operations side by side.
    Wide,
}

/// The columns and rows of the smallest usable screen: on a smaller one, questions could not be read.
pub const SMALLEST: (u16, u16) = (20, 6);

impl Breakpoint {
    /// The room in a terminal of this size.
    pub const fn of((width, height): (u16, u16)) -> Self {
        match (width, height) {
            (w, h) if w < 40 || h < 10 => Self::Tiny,
            (w, h) if w < 80 || h < 24 => Self::Small,
            (w, h) if w < 126 || h < 40 => Self::Medium,
            _ => Self::Wide,
        }
    }

    /// Whether panes have borders.
    pub const fn has_borders(self) -> bool {
        matches!(self, Self::Medium | Self::Wide)
    }
}

/// Parts of the main screen that the user has hidden for more room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HiddenPanes {
    /// The first line.
    pub header: bool,
    /// The operations; shown anyway while they have the focus.
    pub operations: bool,
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
}

impl Layout {
    /// The maximum width of the details: longer lines are hard to read.
    const WIDEST_DETAILS: u16 = 120;

    /// The layout while a table is shown instead of tree and details: it takes their room, which the details get when
    /// they have the focus.
    pub fn of_table(size: (u16, u16), pane: Pane, zoomed: bool, away: HiddenPanes) -> Self {
        let mut layout = Self::of(size, pane, zoomed, away);
        if zoomed || layout.room <= Breakpoint::Small {
            return layout;
        }
        let mut body = Area {
            x: 0,
            y: layout.header.map_or(0, |header| header.height),
            width: size.0,
            height: size.1.saturating_sub(1),
        };
        body.height -= body.y.min(body.height);
        let strip = if layout.room == Breakpoint::Wide {
            8
        } else {
            strip(size.1)
        };
        layout.operations = away.shows_operations(pane).then(|| body.take_bottom(strip));
        (layout.tree, layout.details) = match pane {
            Pane::Details => (None, Some(body)),
            Pane::Tree | Pane::Operations => (Some(body), None),
        };
        layout
    }

    /// The layout of a terminal of this size.
    pub fn of(size: (u16, u16), pane: Pane, zoomed: bool, away: HiddenPanes) -> Self {
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
        layout.split(body, size, away.shows_operations(pane));
        layout
    }

    fn split(&mut self, mut body: Area, (width, height): (u16, u16), operations: bool) {
        if self.room == Breakpoint::Wide {
            let tree = if width < 160 { 38 } else { 46 };
            self.tree = Some(body.take_left(tree));
            let rail = if operations {
                // Wide enough for the longest name of an operation next to that of a branch.
                (if width < 160 {
                    width * 3 / 10
                } else {
                    width / 3
                })
                .clamp(36, 60)
            } else {
                0
            };
            let details = body.width.saturating_sub(rail).min(Self::WIDEST_DETAILS);
            self.details = Some(body.take_left(details));
            self.operations = operations.then(|| body.take_left(rail));
            return;
        }
        self.operations = operations.then(|| body.take_bottom(strip(height)));
        self.tree = Some(body.take_left(if width < 100 { 34 } else { 42 }));
        self.details = Some(body);
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

    pub const fn content(&self, pane: Pane) -> Option<Area> {
        match self.pane(pane) {
            Some(area) if self.room.has_borders() => Some(area.inner()),
            other => other,
        }
    }
}

/// The height of the operations pane below the others.
const fn strip(height: u16) -> u16 {
    if height < 30 { 4 } else { 6 }
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
                        check(
                            Layout::of((width, height), pane, zoomed, HiddenPanes::default()),
                            (width, height),
                        );
                        let table =
                            Layout::of_table((width, height), pane, zoomed, HiddenPanes::default());
                        check(table, (width, height));
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

    #[test]
    fn the_focused_pane_is_always_shown() {
        for size in [
            (1, 1),
            (39, 9),
            (40, 10),
            (79, 23),
            (80, 24),
            (126, 40),
            (240, 60),
        ] {
            for pane in Pane::ALL {
                assert!(
                    Layout::of(size, pane, false, HiddenPanes::default())
                        .pane(pane)
                        .is_some(),
                    "{pane:?} at {size:?}"
                );
                assert!(
                    Layout::of_table(size, pane, false, HiddenPanes::default())
                        .pane(pane)
                        .is_some(),
                    "{pane:?} beside a table at {size:?}"
                );
                assert!(
                    Layout::of(size, pane, true, HiddenPanes::default())
                        .pane(pane)
                        .is_some(),
                    "{pane:?} zoomed at {size:?}"
                );
            }
        }
    }
}
