//! The cursor and the visible part of a list or a text.
//!
//! A [`ListCursor`] is on an item, not on a position: when items come or go, it stays on its item, and the item on its
//! line of the screen. A text has no cursor, only a [`Scroll`]. The numbers of lines and of visible lines are recorded
//! when drawing; nothing scrolls beyond them.

use std::{cell::Cell, ops::Range};

/// The maximum number of lines that a key scrolls a text in a dialog.
const STEP: usize = 3;

/// How many more lines a page keeps in a list that is read.
const KEPT: usize = 2;

/// How far a key moves; negative is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Lines(isize),
    HalfPages(isize),
    Pages(isize),
}

impl Step {
    pub const FIRST: Self = Self::Lines(isize::MIN);
    pub const LAST: Self = Self::Lines(isize::MAX);

    /// The step in lines, if `height` lines are visible: a page keeps one of them, for orientation.
    pub fn lines(self, height: usize) -> isize {
        let page = isize::try_from(height.saturating_sub(1)).unwrap_or(isize::MAX);
        match self {
            Self::Lines(lines) => lines,
            Self::HalfPages(halves) => halves * (page / 2).max(1),
            Self::Pages(pages) => pages * page.max(1),
        }
    }
}

/// What a step does at the ends of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    Stay,
    Wrap,
}

/// The position that a step leads to among `count` items.
pub fn moved(at: usize, by: isize, count: usize, ends: Ends) -> usize {
    let last = count.saturating_sub(1);
    match ends {
        Ends::Stay => at.saturating_add_signed(by).min(last),
        Ends::Wrap => {
            let count = count.max(1);
            let forward = by.rem_euclid(count.cast_signed()).unsigned_abs();
            (at.min(last) + forward) % count
        }
    }
}

/// The item that a step leads to from the current one; the first if that is not among them.
pub fn neighbor<'a, T: PartialEq>(
    all: &'a [T],
    now: Option<&T>,
    by: isize,
    ends: Ends,
) -> Option<&'a T> {
    let at = now.and_then(|now| all.iter().position(|other| other == now));
    all.get(at.map_or(0, |at| moved(at, by, all.len(), ends)))
}

/// The step to the next item, or to the previous one.
pub const fn one(forward: bool) -> isize {
    if forward { 1 } else { -1 }
}

/// The visible part of a list or a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scroll {
    /// Where a key has scrolled to.
    from: Cell<Option<usize>>,
    drawn: Cell<Drawn>,
}

/// What was last drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Drawn {
    from: usize,
    lines: usize,
    height: usize,
}

impl Drawn {
    /// The last position that can be scrolled to.
    const fn last(self) -> usize {
        self.lines.saturating_sub(self.height)
    }
}

impl Scroll {
    /// The first of the `lines` to draw in `height` lines: where a key has scrolled to, else `at_first`.
    pub fn first(&self, at_first: usize, lines: usize, height: usize) -> usize {
        self.draw(self.from.get().unwrap_or(at_first), lines, height)
    }

    /// The same, but scrolled as little as needed to show these lines.
    pub fn show(&self, shown: Range<usize>, lines: usize, height: usize) -> usize {
        let lowest = shown.end.saturating_sub(height.max(1));
        let from = self.drawn.get().from;
        self.draw(from.clamp(lowest, shown.start.max(lowest)), lines, height)
    }

    /// Whether no key has scrolled.
    pub const fn is_initial(&self) -> bool {
        self.from.get().is_none()
    }

    /// Scrolls as little as needed to show these lines, and stays there.
    pub fn reveal(&self, shown: Range<usize>, lines: usize, height: usize) {
        self.from.set(Some(self.show(shown, lines, height)));
    }

    /// Shows this line first, if enough lines follow it.
    pub fn draw(&self, from: usize, lines: usize, height: usize) -> usize {
        let drawn = Drawn {
            from,
            lines,
            height,
        };
        let from = from.min(drawn.last());
        self.drawn.set(Drawn { from, ..drawn });
        from
    }

    /// Returns to the initial position.
    pub fn reset(&self) {
        self.from.set(None);
    }

    pub fn go(&self, step: Step) {
        let drawn = self.drawn.get();
        let to = drawn.from.saturating_add_signed(step.lines(drawn.height));
        let to = self.draw(to, drawn.lines, drawn.height);
        self.from.set(Some(to));
    }

    /// Scrolls a text in a dialog, where a key moves several lines at once.
    pub fn read(&self, step: Step) {
        let most = self.drawn.get().height.saturating_sub(1).clamp(1, STEP);
        self.go(match step {
            Step::Lines(lines) => Step::Lines(lines.saturating_mul(most.cast_signed())),
            step => step,
        });
    }

    /// The first visible line.
    pub fn top(&self) -> usize {
        self.drawn.get().from
    }

    /// The number of lines that fit.
    pub fn height(&self) -> usize {
        self.drawn.get().height
    }

    /// The numbers of lines above and below the visible part.
    pub fn hidden(&self) -> (usize, usize) {
        let drawn = self.drawn.get();
        (drawn.from, drawn.last().saturating_sub(drawn.from))
    }

    /// Whether there are more lines than fit.
    pub fn is_long(&self) -> bool {
        self.drawn.get().last() > 0
    }
}

/// The cursor of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCursor<T = ()> {
    /// The item under the cursor.
    pub item: Option<T>,
    pub at: usize,
    pub scroll: Scroll,
    /// The item that it was on before the list was filtered.
    pub before: Option<T>,
}

impl<T> Default for ListCursor<T> {
    fn default() -> Self {
        Self {
            item: None,
            at: 0,
            scroll: Scroll::default(),
            before: None,
        }
    }
}

impl<T> ListCursor<T> {
    /// Goes to a position among `count` items; `item` returns the item there.
    pub fn go(&mut self, at: usize, count: usize, item: impl FnOnce(usize) -> Option<T>) {
        self.at = at.min(count.saturating_sub(1));
        self.item = item(self.at);
    }

    /// Moves by positions, whatever the items; returns whether it has moved.
    pub fn shift(&mut self, by: isize, count: usize) -> bool {
        let before = self.at;
        self.at = moved(before, by, count, Ends::Stay);
        self.at != before
    }

    /// The position that a key moves to.
    pub fn after(&self, step: Step) -> usize {
        self.at
            .saturating_add_signed(step.lines(self.scroll.height()))
    }

    /// The first line to draw.
    pub fn show(&self, count: usize, height: usize) -> usize {
        self.scroll.show(self.at..self.at + 1, count, height)
    }

    /// Keeps the item on this line of the screen after items have come or gone.
    pub fn show_on(&self, line: usize, count: usize, height: usize) {
        self.scroll
            .draw(self.at.saturating_sub(line), count, height);
        self.show(count, height);
    }

    /// The visible items.
    pub fn visible<'a, I>(&self, items: &'a [I], height: usize) -> &'a [I] {
        let top = self.scroll.top();
        let end = top.saturating_add(height).min(items.len());
        items.get(top..end).unwrap_or_default()
    }

    /// The line of the screen that the cursor is on.
    pub fn line(&self) -> usize {
        self.at.saturating_sub(self.scroll.top())
    }
}

impl<T: Clone + PartialEq> ListCursor<T> {
    /// The position of the item in the current list; if it is gone, the old position.
    pub fn among(&self, items: &[T]) -> usize {
        let own = self.item.as_ref();
        let own = own.and_then(|own| items.iter().position(|item| item == own));
        own.unwrap_or(self.at.min(items.len().saturating_sub(1)))
    }

    /// Moves within a list that is rather read: a page shows the next lines, wherever the cursor was. It keeps some
    /// lines, as the selected item may have more of them than the others.
    pub fn turn(&mut self, step: Step, items: &[T]) {
        let lines = step.lines(self.scroll.height().saturating_sub(KEPT));
        let by = match step {
            Step::Lines(_) => return self.step(step, items),
            Step::HalfPages(_) | Step::Pages(_) => Step::Lines(lines),
        };
        self.scroll.go(by);
        self.step(by, items);
    }

    /// Moves within the current list.
    pub fn step(&mut self, step: Step, items: &[T]) {
        self.at = self.among(items);
        self.go(self.after(step), items.len(), |at| items.get(at).cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (-3_isize..=3).prop_map(Step::Lines),
            (-2_isize..=2).prop_map(Step::HalfPages),
            (-2_isize..=2).prop_map(Step::Pages),
            Just(Step::FIRST),
            Just(Step::LAST),
        ]
    }

    proptest! {
        #[test]
        fn a_cursor_is_in_a_full_view_whatever_comes_and_goes(
            events in prop::collection::vec((step(), 0_usize..30, 1_usize..12), 1..40),
        ) {
            let mut cursor = ListCursor::default();
            for (step, count, height) in events {
                // Every other list begins with another item.
                let items: Vec<usize> = (count % 2..count).collect();
                let item = cursor.item.filter(|item| items.contains(item));
                cursor.go(cursor.among(&items), items.len(), |at| items.get(at).copied());
                prop_assert!(item.is_none() || cursor.item == item);
                cursor.step(step, &items);
                prop_assert_eq!(cursor.item, items.get(cursor.at).copied());
                let top = cursor.show(items.len(), height);
                prop_assert!(top <= items.len().saturating_sub(height));
                let shown = cursor.visible(&items, height);
                prop_assert_eq!(shown.len(), items.len().min(height));
                prop_assert_eq!(shown.get(cursor.line()).copied(), cursor.item);
            }
        }

        #[test]
        fn steps_stay_within_the_list_and_lead_back(
            at in 0_usize..20, by in -40_isize..40, count in 1_usize..20,
        ) {
            let at = at.min(count - 1);
            let to = moved(at, by, count, Ends::Wrap);
            prop_assert!(to < count);
            prop_assert_eq!(moved(to, -by, count, Ends::Wrap), at);
            let to = moved(at, by, count, Ends::Stay);
            prop_assert_eq!(to.cast_signed(), (at.cast_signed() + by).clamp(0, count.cast_signed() - 1));
            for ends in [Ends::Stay, Ends::Wrap] {
                prop_assert_eq!(moved(at, by, 0, ends), 0);
            }
        }
    }

    #[test]
    fn a_text_scrolls_within_what_was_drawn() {
        let scroll = Scroll::default();
        assert_eq!(scroll.first(0, 20, 5), 0);
        for (step, top) in [
            (Step::Lines(1), 1),
            (Step::Pages(1), 5),
            (Step::HalfPages(-1), 3),
            (Step::LAST, 15),
            (Step::Lines(1), 15),
            (Step::FIRST, 0),
        ] {
            scroll.go(step);
            assert_eq!(scroll.first(0, 20, 5), top, "{step:?}");
        }
        scroll.read(Step::Lines(1));
        assert_eq!((scroll.first(0, 20, 5), scroll.hidden()), (3, (3, 12)));
        scroll.reset();
        assert_eq!(scroll.first(2, 20, 5), 2);
        // It has become shorter.
        scroll.go(Step::LAST);
        assert_eq!((scroll.first(0, 4, 5), scroll.is_long()), (0, false));
    }

    #[test]
    fn a_cursor_stays_on_its_item_and_in_view() {
        let mut cursor = ListCursor::default();
        let mut items: Vec<char> = ('a'..='z').collect();
        cursor.step(Step::Lines(4), &items);
        assert_eq!((cursor.item, cursor.show(items.len(), 3)), (Some('e'), 2));
        items.remove(0);
        assert_eq!(cursor.among(&items), 3);
        cursor.step(Step::Lines(-1), &items);
        assert_eq!((cursor.item, cursor.show(items.len(), 3)), (Some('d'), 2));
        // Its item has gone: another one takes its place.
        items.retain(|item| *item != 'd');
        assert_eq!(cursor.among(&items), 2);
        cursor.step(Step::LAST, &items[..2]);
        assert_eq!((cursor.item, cursor.show(2, 3)), (Some('c'), 0));
    }
}
