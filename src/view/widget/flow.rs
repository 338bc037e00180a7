//! Groups of lines, each below its heading, that flow into columns side by side.
//!
//! ```text
//! CONNECT          LISTS
//! P  Copy password k  API keys
//!                  m  Members
//! COMPUTE          s  Snapshots
//! R  Restart
//! ```
//! A group stays in one column wherever there is room for that.

use std::ops::Range;

/// A line of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The heading of the group with this index.
    Heading(usize),
    /// The item with this index among those of all groups.
    Item(usize),
    Blank,
}

/// The columns, from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    pub columns: Vec<Vec<Entry>>,
}

impl Flow {
    /// Lays out groups of these sizes in at most `count` columns, as low as possible. Only if they are higher than `high`
    /// lines otherwise, there are no blank lines between them, and only then are they divided.
    pub fn of(sizes: &[usize], count: usize, high: usize) -> Self {
        let count = count.max(1);
        let lines = sizes.iter().map(|size| size + 1).sum::<usize>();
        let most = lines + sizes.len();
        let least = lines.div_ceil(count).max(1);
        let whole = |blanks: usize| {
            let mut heights = least..=most.min(high);
            heights.find_map(|height| Self::whole(sizes, count, height, blanks))
        };
        whole(1)
            .or_else(|| whole(0))
            .unwrap_or_else(|| Self::divided(sizes, count))
    }

    /// How many lines the longest column has.
    pub fn height(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Columns of this height, with so many blank lines between groups, if none has to be divided for that.
    fn whole(sizes: &[usize], count: usize, height: usize, blanks: usize) -> Option<Self> {
        let mut columns: Vec<Vec<Entry>> = vec![Vec::new()];
        for (group, items) in groups(sizes) {
            let needed = items.len() + 1;
            let last = columns.last_mut()?;
            let gap = if last.is_empty() { 0 } else { blanks };
            if last.len() + gap + needed <= height {
                last.extend(std::iter::repeat_n(Entry::Blank, gap));
                last.extend(entries(group, items));
            } else if columns.len() < count && needed <= height {
                columns.push(entries(group, items).collect());
            } else {
                return None;
            }
        }
        Some(Self { columns })
    }

    /// Columns that are equally high; none ends with a heading.
    fn divided(sizes: &[usize], count: usize) -> Self {
        let all: Vec<Entry> = groups(sizes)
            .flat_map(|(group, items)| entries(group, items))
            .collect();
        // A heading and a line below it.
        let mut height = all.len().div_ceil(count).max(2);
        loop {
            let mut columns: Vec<Vec<Entry>> = vec![Vec::new()];
            for (at, entry) in all.iter().enumerate() {
                let is_heading = matches!(entry, Entry::Heading(_)) && at + 1 < all.len();
                let full = height.saturating_sub(usize::from(is_heading)).max(1);
                if columns.last().is_some_and(|last| last.len() >= full) {
                    columns.push(Vec::new());
                }
                if let Some(last) = columns.last_mut() {
                    last.push(*entry);
                }
            }
            if columns.len() <= count {
                return Self { columns };
            }
            height += 1;
        }
    }
}

/// The groups with their items.
fn groups(sizes: &[usize]) -> impl Iterator<Item = (usize, Range<usize>)> {
    let mut from = 0;
    sizes.iter().enumerate().map(move |(group, size)| {
        let items = from..from + size;
        from = items.end;
        (group, items)
    })
}

fn entries(group: usize, items: Range<usize>) -> impl Iterator<Item = Entry> {
    std::iter::once(Entry::Heading(group)).chain(items.map(Entry::Item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(sizes: &[usize], count: usize, high: usize) -> Vec<String> {
        let columns = Flow::of(sizes, count, high).columns.into_iter();
        let columns = columns.map(|column| {
            let entries = column.into_iter().map(|entry| match entry {
                Entry::Heading(_) => '#',
                Entry::Item(_) => '-',
                Entry::Blank => ' ',
            });
            entries.collect()
        });
        columns.collect()
    }

    #[test]
    fn groups_stay_together_and_apart_while_there_is_room() {
        assert_eq!(drawn(&[2, 1, 3], 1, 20), ["#-- #- #---"]);
        assert_eq!(drawn(&[2, 1, 3], 1, 10), ["#--#-#---"]);
        assert_eq!(drawn(&[2, 1, 3], 2, 20), ["#-- #-", "#---"]);
        assert_eq!(drawn(&[2, 1, 3], 9, 20), ["#--", "#-", "#---"]);
        assert_eq!(drawn(&[9], 2, 6), ["#----", "-----"]);
        assert_eq!(drawn(&[1, 1], 1, 2), ["#-#-"]);
        assert_eq!(drawn(&[], 3, 5), [""]);
    }

    proptest! {
        #[test]
        fn every_item_is_there_once_and_in_order(
            sizes in prop::collection::vec(1_usize..15, 0..9), count in 1_usize..7, high in 0_usize..40,
        ) {
            let flow = Flow::of(&sizes, count, high);
            prop_assert!(flow.columns.len() <= count);
            let items: Vec<usize> = flow.columns.iter().flatten().filter_map(|entry| match entry {
                Entry::Item(item) => Some(*item),
                Entry::Heading(_) | Entry::Blank => None,
            }).collect();
            prop_assert_eq!(items, (0..sizes.iter().sum()).collect::<Vec<_>>());
            for column in &flow.columns {
                prop_assert!(!matches!(column.last(), Some(Entry::Heading(_) | Entry::Blank)));
            }
        }
    }
}
