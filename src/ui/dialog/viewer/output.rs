//! The text that a command of the user prints, while it runs.

use super::{Content, Viewer};
use crate::ui::own_command::{printed::Printed, running::RunId};
use std::{borrow::Cow, ops::Range};

/// What a command has printed, and whether more may come.
#[derive(Debug, Clone)]
pub struct Output {
    pub run: RunId,
    printed: Printed,
    /// The first line, if there were more before.
    note: Option<String>,
    pub state: OutputState,
}

/// What has become of the lines before, after more was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// By how many lines they have moved up.
    pub moved: usize,
    /// Where those of them are now that have not changed.
    pub kept: Range<usize>,
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

    /// Adds what was printed since.
    fn append(&mut self, more: Printed) -> Appended {
        let had_note = self.note.is_some();
        let is_open = self.printed.is_open() && !self.printed.lines().is_empty();
        let stay = self.count() - usize::from(is_open);
        let dropped = self.printed.append(more);
        let before = self.printed.dropped();
        self.note = (before > 0).then(|| format!("[{before} earlier lines are not kept]"));
        let moved = match had_note || self.note.is_none() {
            true => dropped,
            // The note is a line, too.
            false => dropped - 1,
        };
        let first = usize::from(self.note.is_some());
        Appended {
            moved,
            kept: first..stay.saturating_sub(moved).max(first),
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

    /// Adds what the command has printed. A view of the end stays at the end, another one where it is. Returns `None`
    /// if it is no such text.
    pub fn append(&mut self, more: Printed) -> Option<Appended> {
        let room = self.room.get();
        let is_at_end = self.top(room) >= self.layout(room).last_position();
        let Content::Output(output) = &mut self.content else {
            return None;
        };
        let appended = output.append(more);
        self.top.line = self.top.line.saturating_sub(appended.moved);
        if is_at_end {
            let layout = self.layout(room);
            self.top = layout.place(layout.last_position());
        }
        Some(appended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        neon::log::RequestLog,
        ui::{
            child::Child,
            dialog::viewer::search::{self, Search},
            own_command::{
                printed::Decoder,
                running::{Captured, Running},
            },
        },
    };

    /// A window for output in which these words are searched for.
    fn searching(words: &str) -> Viewer {
        let child = Child::plain(&[]);
        let run = Running::default().start(&child, None, Captured::Everything);
        let output = Output::new(run.unwrap());
        let mut viewer = Viewer::new("own", Content::Output(Box::new(output)));
        viewer.search = Some(Search::of(words));
        viewer
    }

    #[test]
    fn what_is_printed_is_searched_as_if_all_of_it_were() {
        // Few matches, several in a line, more than are counted, and in the note.
        for (words, line) in [
            ("777", "n"),
            ("a", "aXa"),
            ("e", "eee"),
            ("earlier", "x"),
            ("zzz", "z"),
        ] {
            let mut viewer = searching(words);
            let mut decoder = Decoder::default();
            let mut number = 0;
            for count in [0, 1, 3, 4000, 2, 5000, 1500, 1, 11_000, 7, 300] {
                for _ in 0..count {
                    number += 1;
                    decoder.read(format!("{line} {number}\n").as_bytes());
                }
                decoder.read(format!("open {line}").as_bytes());
                let appended = viewer.append(decoder.take()).unwrap();
                search::appended(&mut viewer, &appended);
                let quick = viewer.search.clone().unwrap();
                search::again(&mut viewer, &RequestLog::default());
                let whole = viewer.search.clone().unwrap();
                assert_eq!(quick.count(), whole.count(), "{words} after {number}");
                assert!(quick.hits() == whole.hits(), "{words} after {number}");
            }
        }
    }
}
