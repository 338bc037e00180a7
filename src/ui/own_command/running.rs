//! The commands that run in the background, each with what it was started for.

use crate::{
    store::target::Target,
    ui::child::{Child, ChildEnd, ChildPurpose},
};
use std::time::Duration;

/// Identifies a command that runs in the background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RunId(u64);

/// Which output of a program is read while it runs in the background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Captured {
    /// Everything, to be shown at once.
    Everything,
    /// The last words of what it says about errors.
    LastError,
}

/// How a command that ran in the background has ended.
#[derive(Debug)]
pub struct RunEnd {
    pub purpose: ChildPurpose,
    /// The name of the program.
    pub program: String,
    pub end: ChildEnd,
    pub took: Duration,
    /// The last words of what it has said about errors, if they were captured.
    pub last_words: Option<String>,
}

#[derive(Debug)]
struct Run {
    id: RunId,
    name: String,
    words: Vec<String>,
    row: Option<Target>,
    /// Whether it may change something at Neon.
    changes: bool,
    captured: Captured,
    is_stopping: bool,
}

/// The commands that run in the background, the oldest first.
#[derive(Debug, Default)]
pub struct Running {
    runs: Vec<Run>,
    started: u64,
}

impl Running {
    /// Notes that a command starts for a row.
    ///
    /// # Errors
    /// Returns the very same that is still running for it, and what is captured of that.
    pub fn start(
        &mut self,
        child: &Child,
        row: Option<&Target>,
        captured: Captured,
    ) -> Result<RunId, (RunId, Captured)> {
        // The same words may mean another row, of which the environment tells.
        let is_same = |run: &&Run| run.words == child.words && run.row.as_ref() == row;
        if let Some(same) = self.runs.iter().find(is_same) {
            return Err((same.id, same.captured));
        }
        self.started += 1;
        let id = RunId(self.started);
        self.runs.push(Run {
            id,
            name: child.name().to_owned(),
            words: child.words.clone(),
            row: row.cloned(),
            changes: matches!(child.purpose, ChildPurpose::Command { changes: true, .. }),
            captured,
            is_stopping: false,
        });
        Ok(id)
    }

    /// Notes that a command has ended. Returns whether it was told to.
    pub fn end(&mut self, id: RunId) -> bool {
        let mut ended = self.runs.extract_if(.., |run| run.id == id);
        ended.any(|run| run.is_stopping)
    }

    /// Takes note that those without their window are stopped, and returns them.
    pub fn to_stop(&mut self, mut has_window: impl FnMut(RunId) -> bool) -> Vec<RunId> {
        let all = self.runs.iter_mut();
        let closed = all.filter(|run| {
            run.captured == Captured::Everything && !run.is_stopping && !has_window(run.id)
        });
        let stopped = closed.map(|run| {
            run.is_stopping = true;
            run.id
        });
        stopped.collect()
    }

    /// Whether this one runs, was not told to end, and may be changing something at Neon.
    pub fn may_be_changing(&self, id: RunId) -> bool {
        let mut all = self.runs.iter();
        all.any(|run| run.id == id && run.changes && !run.is_stopping)
    }

    /// Notes that this one was told to end. Returns `false` if it does not run, or was told before.
    pub fn set_stopping(&mut self, id: RunId) -> bool {
        let run = self.runs.iter_mut().find(|run| run.id == id);
        run.is_some_and(|run| !std::mem::replace(&mut run.is_stopping, true))
    }

    /// The names of those in windows that may be changing something at Neon: closing their windows would stop them.
    pub fn names_of_changing(&self) -> impl Iterator<Item = &str> {
        let all = self.runs.iter();
        let in_windows = all.filter(|run| run.captured == Captured::Everything);
        let changing = in_windows.filter(|run| run.changes && !run.is_stopping);
        changing.map(|run| run.name.as_str())
    }

    /// The names of those that run.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.runs.iter().map(|run| run.name.as_str())
    }
}
