//! The commands that run in the background, each with what it was started for.

use crate::ui::child::{ChildEnd, ChildPurpose};
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
    /// Notes that a command starts; `None` if the very same is still running.
    pub fn start(&mut self, name: &str, words: &[String], captured: Captured) -> Option<RunId> {
        if self.runs.iter().any(|run| run.words == words) {
            return None;
        }
        self.started += 1;
        let id = RunId(self.started);
        self.runs.push(Run {
            id,
            name: name.to_owned(),
            words: words.to_vec(),
            captured,
            is_stopping: false,
        });
        Some(id)
    }

    /// Notes that a command has ended. Returns whether it was to be stopped because its window was closed.
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

    /// The names of those that run.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.runs.iter().map(|run| run.name.as_str())
    }
}
