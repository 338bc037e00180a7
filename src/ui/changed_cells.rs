//! Cells that an answer has changed: they stay marked for a moment, so that the eye finds them.
//!
//! The engine compares what the rows in view show before and after each answer ([`compare`]) and reports the difference
//! as [`Msg::Changed`](super::Msg::Changed). Keys and time change what is shown, too, but they are never compared. A
//! timer runs only while something is marked.

use crate::{
    api::types::ProjectId,
    changes::{
        Changes, compute,
        log::{LoggedChange, NamedId},
    },
    kinds::{Value, lookup},
    neon::{Neon, Slot},
    store::target::Target,
};
use jiff::Timestamp;
use std::{collections::HashSet, time::Duration};

/// How long a cell stays marked.
pub const MARKED: Duration = Duration::from_secs(1);
/// If an answer changes more cells than this, marks would show nothing.
const MOST: usize = 20;
/// A thing that appears is new if it was created in the last so many seconds.
const NEW: i64 = 900;
/// For how many seconds after a change of ours what it touches is taken for its effect.
const OURS: i64 = 10;

/// What the rows in view show.
#[derive(Debug, Default)]
pub struct ShownCells {
    pub rows: Vec<ShownRow>,
    /// The things of the rows just out of view, which may come into view when others disappear.
    pub near: HashSet<Target>,
}

/// What a row shows.
#[derive(Debug)]
pub struct ShownRow {
    pub target: Target,
    pub depth: u8,
    /// Whether a change of ours to it is in progress.
    pub is_changing: bool,
    /// The cells that change only when somebody changes something, the name first.
    pub cells: Vec<(&'static str, Value)>,
}

impl ShownRow {
    fn is_beside(&self, other: &Self) -> bool {
        let place = |row: &Self| {
            let (project, branch) = (row.target.project(), row.target.branch());
            // A project is beside other projects, and a branch beside other branches.
            let project = project.filter(|_| !matches!(row.target, Target::Project(_)));
            let branch = branch.filter(|_| !matches!(row.target, Target::Branch(..)));
            (row.depth, project.cloned(), branch.cloned())
        };
        place(self) == place(other)
    }
}

/// A cell that shows something else than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedCell {
    pub target: Target,
    /// The name of the cell.
    pub cell: &'static str,
    /// Whether the row was not there before.
    pub is_new: bool,
    /// Whether a change of ours to it was in progress.
    pub is_ours: bool,
}

/// The cells that have changed between two moments.
pub fn compare(before: &ShownCells, after: &ShownCells) -> Vec<ChangedCell> {
    let mut changed = Vec::new();
    for row in &after.rows {
        let change = |cell, is_new, is_ours| ChangedCell {
            target: row.target.clone(),
            cell,
            is_new,
            is_ours,
        };
        match before.rows.iter().find(|old| old.target == row.target) {
            Some(old) => {
                let is_other = |(cell, value): &&(&str, Value)| {
                    let old = old.cells.iter().find(|(name, _)| name == cell);
                    old.is_some_and(|(_, old)| old != value)
                };
                let cells = row.cells.iter().filter(is_other);
                changed.extend(cells.map(|(cell, _)| change(*cell, false, old.is_changing)));
            }
            None if before.near.contains(&row.target) => {}
            // Before the first of them was known, none is new.
            None if !before.rows.iter().any(|old| old.is_beside(row)) => {}
            None => changed.extend(
                row.cells
                    .first()
                    .map(|(cell, _)| change(*cell, true, false)),
            ),
        }
    }
    changed
}

/// The cells that are marked.
#[derive(Debug, Default)]
pub struct CellMarks {
    marks: Vec<CellMark>,
}

#[derive(Debug)]
struct CellMark {
    cell: ChangedCell,
    until: Timestamp,
}

/// Who has changed a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangedBy {
    Us,
    Others,
}

impl CellMarks {
    pub const fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Who has changed a cell, while it is marked.
    pub fn of(&self, target: &Target, cell: &str) -> Option<ChangedBy> {
        let is_it = |mark: &&CellMark| mark.cell.cell == cell && mark.cell.target == *target;
        let mark = self.marks.iter().find(is_it)?;
        Some(match mark.cell.is_ours {
            true => ChangedBy::Us,
            false => ChangedBy::Others,
        })
    }
}

/// Marks cells that have changed.
pub fn mark(marks: &mut CellMarks, changes: &Changes, neon: &mut Neon, cells: Vec<ChangedCell>) {
    let cells = cells.into_iter();
    let mut cells: Vec<ChangedCell> = cells
        .filter(|cell| !cell.is_new || is_new(neon, &cell.target))
        .collect();
    if cells.is_empty() || cells.len() > MOST {
        return;
    }
    for cell in &mut cells {
        cell.is_ours |= is_ours(changes, neon, cell);
    }
    let marks = &mut marks.marks;
    let is_idle = marks.is_empty();
    marks.retain(|mark| {
        let is_same =
            |cell: &ChangedCell| (&cell.target, cell.cell) == (&mark.cell.target, mark.cell.cell);
        !cells.iter().any(is_same)
    });
    let until = neon.now.saturating_add(MARKED).unwrap_or(neon.now);
    marks.extend(cells.into_iter().map(|cell| CellMark { cell, until }));
    neon.touched = true;
    if is_idle {
        neon.after(Slot::Marks, MARKED);
    }
}

/// Removes the marks that have been shown long enough.
pub fn elapsed(marks: &mut CellMarks, neon: &mut Neon) {
    // The clock that timers follow is another one.
    const SLACK: Duration = Duration::from_millis(50);
    let now = neon.now.saturating_add(SLACK).unwrap_or(neon.now);
    let before = marks.marks.len();
    marks.marks.retain(|mark| mark.until > now);
    neon.touched |= marks.marks.len() < before;
    if let Some(next) = marks.marks.iter().map(|mark| mark.until).min() {
        neon.after(Slot::Marks, next.duration_since(neon.now).unsigned_abs());
    }
}

/// Whether a thing that has appeared was created lately.
fn is_new(neon: &Neon, target: &Target) -> bool {
    let created = lookup::of(target, |kind| {
        Some(kind.known(&neon.store)?.value("created_at"))
    });
    matches!(created, Some(Value::Time(at)) if neon.now.duration_since(at.timestamp()).as_secs() < NEW)
}

/// Whether a change of ours is in progress or has just ended that may have changed a cell.
fn is_ours(changes: &Changes, neon: &Neon, cell: &ChangedCell) -> bool {
    let target = &cell.target;
    let on_compute = neon.store.compute_of(target).map(compute::target);
    let on = [Some(target.clone()), on_compute].into_iter().flatten();
    if on.into_iter().any(|on| changes.running(&on).is_some()) {
        return true;
    }
    let branch = match target {
        Target::Project(_) => None,
        _ => neon
            .store
            .branch_of(target)
            .map(|branch| branch.id.as_str()),
    };
    let project = target.project().map(ProjectId::as_str);
    let is_cause = |logged: &LoggedChange| {
        let at = logged.ended.unwrap_or(logged.at);
        let id = |of: &'_ Option<NamedId>| of.as_ref().map(|of| of.id.as_str()) == branch;
        neon.now.duration_since(at).as_secs() <= OURS
            && logged.project.as_ref().map(|of| of.id.as_str()) == project
            && (cell.is_new || id(&logged.branch))
    };
    changes.log.entries().any(is_cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(branch: &str, cells: &[(&'static str, &str)]) -> ShownRow {
        let cells = cells.iter();
        ShownRow {
            target: Target::Branch("shop".into(), branch.into()),
            depth: 2,
            is_changing: false,
            cells: cells
                .map(|(cell, text)| (*cell, Value::text(text)))
                .collect(),
        }
    }

    fn shown(rows: Vec<ShownRow>) -> ShownCells {
        ShownCells {
            rows,
            near: HashSet::new(),
        }
    }

    fn changed(before: &ShownCells, after: &ShownCells) -> Vec<(String, &'static str, bool)> {
        let cells = compare(before, after).into_iter();
        cells
            .map(|one| (one.target.id().to_owned(), one.cell, one.is_new))
            .collect()
    }

    #[test]
    fn a_cell_that_shows_something_else_has_changed_and_one_that_comes_or_goes_has_not() {
        let main = |state| row("main", &[("name", "main"), ("state", state)]);
        let before = shown(vec![main("idle")]);
        assert_eq!(changed(&before, &shown(vec![main("idle")])), []);
        let state = ("main".to_owned(), "state", false);
        assert_eq!(changed(&before, &shown(vec![main("active")])), [state]);
        let unknown = shown(vec![row("main", &[("name", "main")])]);
        assert_eq!(changed(&unknown, &before), []);
        assert_eq!(changed(&before, &unknown), []);
    }

    #[test]
    fn a_row_is_new_only_beside_others_that_were_there() {
        let main = || row("main", &[("name", "main")]);
        let dev = || row("dev", &[("name", "dev")]);
        let both = shown(vec![main(), dev()]);
        let new = ("dev".to_owned(), "name", true);
        assert_eq!(changed(&shown(vec![main()]), &both), [new]);
        assert_eq!(changed(&shown(Vec::new()), &both), [], "the first ones");
        let scrolled = ShownCells {
            near: HashSet::from([dev().target]),
            ..shown(vec![main()])
        };
        assert_eq!(changed(&scrolled, &both), [], "out of view before");
        let deeper = ShownRow { depth: 3, ..dev() };
        assert_eq!(
            changed(&shown(vec![main()]), &shown(vec![main(), deeper])),
            []
        );
    }
}
