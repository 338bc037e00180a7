//! The text that a command of the user prints, while it runs.

use super::{Content, Viewer};
use crate::ui::own_command::{printed::Printed, running::RunId};
use std::borrow::Cow;

/// What a command has printed, and whether more may come.
#[derive(Debug, Clone)]
pub struct Output {
    pub run: RunId,
    printed: Printed,
    /// The first line, if there were more before.
    note: Option<String>,
    pub state: OutputState,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputState {
    Running,
    /// It was told to end.
    Stopping,
    Ended {
        /// "finished in 2 s".
        how: String,
        is_good: bool,
    },
}

impl Output {
    pub fn new(run: RunId) -> Self {
        Self {
            run,
            printed: Printed::default(),
            note: None,
            state: OutputState::Running,
        }
    }

    /// Whether the command has not ended.
    pub fn is_running(&self) -> bool {
        !matches!(self.state, OutputState::Ended { .. })
    }

    /// The words after the title.
    pub fn words(&self) -> &str {
        match &self.state {
            OutputState::Running => "running",
            OutputState::Stopping => "stopping",
            OutputState::Ended { how, .. } => how,
        }
    }

    /// What stands in place of the text while there is none.
    pub fn placeholder(&self) -> Option<&'static str> {
        let is_empty = self.printed.lines().is_empty();
        is_empty.then(|| match self.is_running() {
            true => "no output yet",
            false => "no output",
        })
    }

    /// The number of lines.
    pub fn count(&self) -> usize {
        self.printed.lines().len() + usize::from(self.note.is_some())
    }

    pub fn line(&self, at: usize) -> Option<&str> {
        match (&self.note, at) {
            (Some(note), 0) => Some(note),
            (note, at) => {
                let at = at.checked_sub(usize::from(note.is_some()))?;
                self.printed.lines().get(at).map(String::as_str)
            }
        }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        let lines = (0..self.count()).filter_map(|at| self.line(at));
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// Adds what was printed since. Returns by how many lines those before have moved up.
    fn append(&mut self, more: Printed) -> usize {
        let had_note = self.note.is_some();
        let dropped = self.printed.append(more);
        let before = self.printed.dropped();
        self.note = (before > 0).then(|| format!("[{before} earlier lines are not kept]"));
        match had_note || self.note.is_none() {
            true => dropped,
            // The note is a line, too.
            false => dropped - 1,
        }
    }
}

impl Viewer {
    /// What a command prints, if that is shown.
    pub fn output(&self) -> Option<&Output> {
        match &self.content {
            Content::Output(output) => Some(output),
            _ => None,
        }
    }

    /// The title, with what its command is at.
    pub fn heading(&self) -> Cow<'_, str> {
        let title = &self.title;
        self.output().map_or(title.into(), |output| {
            format!("{title}: {}", output.words()).into()
        })
    }

    /// Adds what the command has printed. A view of the end stays at the end, another one where it is.
    pub fn append(&mut self, more: Printed) {
        let room = self.room.get();
        let is_at_end = self.top(room) >= self.layout(room).last_position();
        let Content::Output(output) = &mut self.content else {
            return;
        };
        let moved = output.append(more);
        self.top.line = self.top.line.saturating_sub(moved);
        if is_at_end {
            let layout = self.layout(room);
            self.top = layout.place(layout.last_position());
        }
    }
}
