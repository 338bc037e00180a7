//! The layout of a table's columns: the lightest are left out until the others fit.

use crate::ui::{
    TimeStyle,
    table::{Column, Width},
};

/// A column on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    pub column: &'static Column,
    /// Its first cell, relative to the row's first cell.
    pub x: u16,
    /// Its width in cells.
    pub width: u16,
}

/// What decides which columns are shown.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// Show as many columns as fit, of any weight.
    pub wide: bool,
    /// How many columns after the first are scrolled out of view.
    pub sideways: usize,
    /// How points in time are written.
    pub times: TimeStyle,
}

/// The width a name gets before other flexible columns get more than their minimum.
const GOOD_NAME: u16 = 24;
/// The width a name gets on a wide screen, where the lightest columns are left out for it.
const WIDE_NAME: u16 = 28;
/// From this width on, a screen counts as wide.
const WIDE_SCREEN: u16 = 100;

/// Lays out columns in this many cells.
pub fn place(columns: &'static [Column], room: u16, choice: Choice) -> Vec<Slot> {
    let gap = if room < WIDE_SCREEN { 1 } else { 2 };
    let mut shown: Vec<Slot> = columns
        .iter()
        .filter(|column| choice.wide || column.weight > 0)
        .map(|column| Slot {
            column,
            x: 0,
            width: least(column, choice.times),
        })
        .collect();
    if choice.wide {
        let away = choice.sideways.min(shown.len().saturating_sub(1));
        shown.drain(1.min(shown.len())..=away);
    }
    if let Some(name) = shown.first_mut()
        && let Width::Flexible(least, limit) = name.column.width
        && room >= WIDE_SCREEN
        && !choice.wide
    {
        name.width = WIDE_NAME.min(limit).max(least);
    }
    while shown.len() > 1 && needs(&shown, gap) > room {
        let lightest = |slot: &&Slot| slot.column.weight;
        let goes = if choice.wide {
            shown.len() - 1
        } else {
            let lightest = shown.iter().skip(1).min_by_key(lightest);
            let weight = lightest.map_or(0, |slot| slot.column.weight);
            let last = shown.iter().rposition(|slot| slot.column.weight == weight);
            last.unwrap_or(shown.len() - 1).max(1)
        };
        shown.remove(goes);
    }
    let left = room.saturating_sub(needs(&shown, gap));
    stretch(&mut shown, left);
    let mut x = 0;
    for slot in &mut shown {
        slot.width = slot.width.min(room.saturating_sub(x));
        slot.x = x;
        x = x.saturating_add(slot.width).saturating_add(gap);
    }
    shown
}

/// The cells that all of these columns need.
fn needs(shown: &[Slot], gap: u16) -> u16 {
    let cells: u16 = shown.iter().map(|slot| slot.width).sum();
    let gaps = u16::try_from(shown.len().saturating_sub(1)).unwrap_or(u16::MAX);
    cells.saturating_add(gaps.saturating_mul(gap))
}

const fn least(column: &Column, times: TimeStyle) -> u16 {
    match (column.width, times) {
        (Width::Cells(cells) | Width::Number(cells) | Width::Flexible(cells, _), _) => cells,
        (Width::Time, TimeStyle::Relative) => 8,
        (Width::Time, TimeStyle::Local | TimeStyle::Utc) => 12,
    }
}

/// Distributes the remaining cells to the flexible columns: to the name until it is wide enough, to the others,
/// then the rest to the name.
fn stretch(shown: &mut [Slot], mut left: u16) {
    let mut give = |slot: &mut Slot, most: u16| {
        let Width::Flexible(_, limit) = slot.column.width else {
            return;
        };
        let more = limit.min(most).saturating_sub(slot.width).min(left);
        slot.width += more;
        left -= more;
    };
    let Some((name, others)) = shown.split_first_mut() else {
        return;
    };
    give(name, GOOD_NAME);
    others.iter_mut().for_each(|slot| give(slot, u16::MAX));
    give(name, u16::MAX);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::table::branches::SPEC;

    fn titles(room: u16, wide: bool, sideways: usize) -> Vec<&'static str> {
        let choice = Choice {
            wide,
            sideways,
            times: TimeStyle::Relative,
        };
        let columns = SPEC.tab(0).columns;
        let shown = place(columns, room, choice);
        for pair in shown.windows(2) {
            assert!(pair[0].x + pair[0].width < pair[1].x, "{pair:?}");
        }
        let last = shown.last().unwrap();
        assert!(last.x + last.width <= room, "{last:?} in {room}");
        shown.iter().map(|slot| slot.column.title).collect()
    }

    #[test]
    fn the_lightest_columns_go_first() {
        assert_eq!(titles(10, false, 0), ["BRANCH"]);
        assert_eq!(titles(38, false, 0), ["BRANCH", "", "STATE"]);
        let at_80 = titles(78, false, 0);
        assert!(
            at_80.contains(&"PARENT") && !at_80.contains(&"BY"),
            "{at_80:?}"
        );
        let at_160 = titles(158, false, 0);
        assert!(
            at_160.contains(&"BY") && !at_160.contains(&"ID"),
            "{at_160:?}"
        );
    }

    #[test]
    fn names_come_before_the_lightest_columns_of_a_wide_screen() {
        let choice = Choice {
            wide: false,
            sideways: 0,
            times: TimeStyle::Relative,
        };
        let shown = place(SPEC.tab(0).columns, 118, choice);
        assert_eq!(shown[0].width, WIDE_NAME, "{shown:?}");
    }

    #[test]
    fn a_wide_table_scrolls_behind_its_names() {
        let all = titles(240, true, 0);
        assert!(all.contains(&"ID"), "{all:?}");
        let away = titles(60, true, 7);
        assert_eq!(away[..2], ["BRANCH", "BY"]);
        assert_eq!(titles(60, true, 999)[0], "BRANCH");
    }
}
