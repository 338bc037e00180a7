//! The layout of a table's columns: each as wide as the rows in view need, the lightest left out until the others fit.

use crate::{
    kinds::column::CellValue,
    ui::table::{Column, Width},
};

/// A column on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    pub column: &'static Column,
    /// Its position among the columns that may be shown.
    pub at: usize,
    /// Its first cell, relative to the row's first cell.
    pub x: u16,
    /// Its width in cells.
    pub width: u16,
    /// The width that its rows need.
    needed: u16,
}

/// What decides which columns are shown.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// Leave out the last ones, rather than the lightest.
    pub in_order: bool,
    /// How many columns after the first are scrolled out of view.
    pub sideways: usize,
    /// The position of the column that the rows are in the order of: what explains the order is never left out.
    pub sorted: Option<usize>,
}

/// From this width on, a screen counts as wide: there are two cells between columns.
const WIDE_SCREEN: u16 = 100;
/// What is left of the name, in cells, where the column of the order needs the rest.
const LEAST_NAME: u16 = 4;
/// The cells between columns where there is room.
const MOST_GAP: u16 = 3;

/// Lays out these columns, which need these widths, in this many cells.
pub fn place(columns: &[&'static Column], needed: &[u16], room: u16, choice: Choice) -> Vec<Slot> {
    let gap = if room < WIDE_SCREEN { 1 } else { 2 };
    let slots = columns.iter().zip(needed).enumerate();
    let slots = slots.map(|(at, (column, needed))| Slot {
        column,
        at,
        x: 0,
        width: least(column.width, *needed),
        needed: *needed,
    });
    let mut shown: Vec<Slot> = slots.filter(|slot| slot.needed > 0).collect();
    let is_fixed = |slot: &Slot| slot.at == 0 || choice.sorted == Some(slot.at);
    let mut away = choice.sideways.min(shown.len().saturating_sub(1));
    shown.retain(|slot| {
        let stays = slot.at == 0 || away == 0;
        away -= usize::from(!stays);
        stays || is_fixed(slot)
    });
    if let Some(name) = shown.first_mut() {
        // Names come before the lightest columns, up to three fifths of the room.
        name.width = name.needed.min(room.saturating_mul(3) / 5).max(name.width);
    }
    while needs(&shown, gap) > room {
        let free = shown.iter().filter(|slot| !is_fixed(slot));
        let lightest = free.map(|slot| slot.column.weight).min();
        let goes = shown.iter().rposition(|slot| {
            let is_lightest = choice.in_order || Some(slot.column.weight) == lightest;
            !is_fixed(slot) && is_lightest
        });
        match goes {
            Some(goes) => shown.remove(goes),
            None => break,
        };
    }
    if let [name, sorted] = &mut *shown {
        // There is no room for both: the name can be cut.
        let beside = room.saturating_sub(sorted.width.saturating_add(gap));
        name.width = name.width.min(beside.max(LEAST_NAME));
    }
    let mut left = room.saturating_sub(needs(&shown, gap));
    // The first one is the name: it takes what it needs before the others do. Marks come last: they are letters unless
    // there is room for words.
    let (words, marks): (Vec<_>, Vec<_>) = shown.iter_mut().partition(|slot| !is_mark(slot.column));
    for slot in words {
        let more = slot.needed.saturating_sub(slot.width).min(left);
        left -= more;
        slot.width += more;
    }
    for slot in marks {
        let more = slot.needed.saturating_sub(slot.width);
        if more <= left {
            left -= more;
            slot.width += more;
        }
    }
    let gaps = u16::try_from(shown.len()).unwrap_or(u16::MAX).max(2) - 1;
    let gap = (gap + left / gaps).min(MOST_GAP);
    let mut x = 0;
    for slot in &mut shown {
        slot.width = slot.width.min(room.saturating_sub(x));
        slot.x = x;
        x = x.saturating_add(slot.width).saturating_add(gap);
    }
    shown
}

/// Whether a column shows words, or letters in their stead.
pub const fn is_mark(column: &Column) -> bool {
    matches!(column.value, CellValue::Protection)
}

/// The cells that all of these columns need.
fn needs(shown: &[Slot], gap: u16) -> u16 {
    let cells = shown.iter().map(|slot| slot.width);
    let cells = cells.fold(0, u16::saturating_add);
    let gaps = u16::try_from(shown.len().saturating_sub(1)).unwrap_or(u16::MAX);
    cells.saturating_add(gaps.saturating_mul(gap))
}

/// The width that a column is not cut below.
const fn least(width: Width, needed: u16) -> u16 {
    match width {
        Width::Axis(cells) | Width::Timeline(cells) => cells,
        Width::Words(least) | Width::Name(least) | Width::Branch(least) if least < needed => least,
        Width::Words(_) | Width::Name(_) | Width::Branch(_) | Width::Number | Width::Time => needed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{chosen_columns::ChosenColumns, table::branches::SPEC};
    use proptest::prelude::*;

    fn may_show(tab: usize, wide: bool) -> Vec<&'static Column> {
        let tab = SPEC.tab(tab);
        ChosenColumns::default().shown(tab.name, tab.columns, wide)
    }

    const FLAT: usize = 1;

    /// Lays out columns that need 10 cells each, and the name 30.
    fn placed(tab: usize, room: u16, wide: bool, sideways: usize) -> Vec<Slot> {
        let columns = may_show(tab, wide);
        let mut needed = vec![10; columns.len()];
        needed[0] = 30;
        let shown = place(
            &columns,
            &needed,
            room,
            Choice {
                in_order: wide,
                sideways: if wide { sideways } else { 0 },
                sorted: None,
            },
        );
        for pair in shown.windows(2) {
            assert!(pair[0].x + pair[0].width < pair[1].x, "{pair:?}");
        }
        let last = shown.last().unwrap();
        assert!(last.x + last.width <= room, "{last:?} in {room}");
        shown
    }

    fn titles(tab: usize, room: u16, wide: bool, sideways: usize) -> Vec<&'static str> {
        let shown = placed(tab, room, wide, sideways);
        shown.iter().map(|slot| slot.column.title).collect()
    }

    #[test]
    fn the_lightest_columns_go_first() {
        assert_eq!(titles(FLAT, 10, false, 0), ["BRANCH"]);
        assert_eq!(titles(FLAT, 41, false, 0), ["BRANCH", "", "STATE"]);
        let at_100 = titles(FLAT, 99, false, 0);
        assert!(!at_100.contains(&"BY"), "{at_100:?}");
        let at_212 = titles(FLAT, 212, false, 0);
        for title in ["PARENT", "BY", "CREATED", "WRITTEN"] {
            assert!(at_212.contains(&title), "{title} in {at_212:?}");
        }
        assert!(!at_212.contains(&"ID"), "{at_212:?}");
        // The cost stays longer than the data.
        for room in 10..200 {
            let shown = titles(FLAT, room, false, 0);
            assert!(
                !shown.contains(&"DATA") || shown.contains(&"~COST"),
                "{shown:?}"
            );
        }
    }

    #[test]
    fn the_tree_leaves_the_parent_out() {
        assert!(!titles(0, 240, false, 0).contains(&"PARENT"));
        assert!(titles(0, 300, true, 0).contains(&"PARENT"));
    }

    #[test]
    fn names_come_before_the_lightest_columns() {
        for room in 60..200 {
            let name = placed(FLAT, room, false, 0)[0];
            assert!(name.width >= 30.min(room * 2 / 5), "{name:?} in {room}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_cut_or_left_out_beside_free_cells(
            needed in prop::collection::vec(0_u16..90, 16), room in 0_u16..250,
        ) {
            let columns = may_show(FLAT, false);
            let choice = Choice { in_order: false, sideways: 0, sorted: None };
            let shown = place(&columns, &needed, room, choice);
            let gap = if room < WIDE_SCREEN { 1 } else { 2 };
            let end = shown.last().map_or(0, |slot| slot.x + slot.width);
            prop_assert!(end <= room);
            for pair in shown.windows(2) {
                prop_assert!(pair[0].x + pair[0].width + gap <= pair[1].x);
            }
            let cut = shown.iter().any(|slot| !is_mark(slot.column) && slot.width < needed[slot.at]);
            prop_assert!(!cut || end == room, "{shown:?} in {room}");
            // What is left out is lighter than what is shown.
            let is_shown = |at: usize| shown.iter().any(|slot| slot.at == at);
            let lightest = shown.iter().skip(1).map(|slot| slot.column.weight).min();
            for (at, column) in columns.iter().enumerate().skip(1) {
                let is_lighter = lightest.is_none_or(|lightest| column.weight <= lightest);
                prop_assert!(is_shown(at) || needed[at] == 0 || is_lighter, "{}", column.title);
            }
        }
    }

    proptest! {
        #[test]
        fn the_column_of_the_order_is_never_left_out(
            needed in prop::collection::vec(1_u16..30, 18), room in 16_u16..250, sorted in 0_usize..18,
            (wide, away) in (any::<bool>(), 0_usize..20),
        ) {
            let columns = may_show(FLAT, wide);
            let needed = needed.get(..columns.len()).unwrap_or(&needed);
            let sorted = sorted % columns.len();
            let sideways = if wide { away } else { 0 };
            let shown = place(&columns, needed, room, Choice { in_order: wide, sideways, sorted: Some(sorted) });
            let column = shown.iter().find(|slot| slot.at == sorted);
            prop_assert!(column.is_some_and(|slot| slot.width > 0), "{shown:?} in {room}");
            prop_assert!(shown.first().is_some_and(|slot| slot.at == 0 && slot.width > 0));
        }
    }

    proptest! {
        #[test]
        fn a_wide_table_cuts_no_name_beside_free_cells(
            needed in prop::collection::vec(0_u16..90, 18), room in 40_u16..=200, away in 0_usize..20,
        ) {
            let columns = may_show(FLAT, true);
            let needed = needed.get(..columns.len()).unwrap_or(&needed);
            let choice = Choice { in_order: true, sideways: away, sorted: None };
            let shown = place(&columns, needed, room, choice);
            let end = shown.last().map_or(0, |slot| slot.x + slot.width);
            prop_assert!(end <= room);
            let name = shown.first().filter(|slot| slot.at == 0);
            let is_cut = name.is_some_and(|slot| slot.width < needed[0]);
            prop_assert!(!is_cut || end == room, "{shown:?} in {room}");
        }
    }

    #[test]
    fn a_wide_table_scrolls_behind_its_names() {
        let all = titles(FLAT, 240, true, 0);
        assert!(all.contains(&"ID"), "{all:?}");
        let away = titles(FLAT, 60, true, 8);
        assert_eq!(away[..2], ["BRANCH", "BY"]);
        assert_eq!(titles(FLAT, 60, true, 999)[0], "BRANCH");
    }
}
