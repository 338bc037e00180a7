//! What the user has made of a field so far: the state of its widget.

use crate::{
    api::types::PreloadLibrary,
    kinds::{
        edit::{self, parameters, schedule},
        weekdays,
    },
    ui::text_input::TextInput,
};
use serde_json::Value;

/// The state of a widget.
#[derive(Debug, Clone)]
pub enum FieldState {
    /// A line of text: draw `[text]` with the caret.
    Text(TextInput),
    /// A position in the row's picks, none where nothing is set: draw all as `(x) one  ( ) other`.
    Choice(Option<usize>),
    /// One of [`crate::kinds::edit::About::offers`]. Draw `◂ label ▸`, and the search below it.
    Pick {
        /// The value of the offer.
        value: String,
        /// What is searched for.
        typed: String,
    },
    /// A quantity. Draw `◂ 5 min ▸` while it is selected, when ← → step, and `[5 min]` with the caret while
    /// it is typed.
    Amount(TextInput),
    /// Lines of text. Draw one per line; the last one, after all entries, is for a new one.
    List {
        entries: Vec<String>,
        /// The line of the cursor; `entries.len()` is the new one.
        at: usize,
        /// The text of the line of the cursor: draw it in the place of the entry.
        input: TextInput,
        /// What becomes entries of what is typed into a line.
        split: fn(&str) -> Vec<String>,
    },
    /// Marked names. Draw one line per library of [`super::Form::libraries`] with `[x]` or `[ ]`,
    /// then marked names that the list does not have: [`FieldState::names`] gives them in order.
    Libraries {
        /// The marked ones.
        chosen: Vec<String>,
        /// The line of the cursor.
        at: usize,
    },
    /// Days, Monday first. Draw `[x] Mon [ ] Tue …` in one line.
    Weekdays {
        /// Which are marked.
        days: [bool; 7],
        /// The day of the cursor.
        at: usize,
    },
    /// Nothing to edit; only the note is drawn.
    Note,
}

impl FieldState {
    /// The widget of a value.
    pub fn of(kind: edit::Input, value: &Value) -> Self {
        let text = || value.as_str().unwrap_or_default().to_owned();
        match kind {
            edit::Input::Text { .. } => Self::Text(TextInput::new(text())),
            edit::Input::Choice(picks) => {
                Self::Choice(picks.iter().position(|pick| pick.value.is(value)))
            }
            edit::Input::Pick => Self::Pick {
                value: text(),
                typed: String::new(),
            },
            edit::Input::Amount(unit) => Self::amount(unit, value),
            edit::Input::List => Self::list(texts(value), edit::entries),
            edit::Input::Parameters => Self::list(parameters::write(value), parameters::lines),
            edit::Input::Schedule => Self::list(schedule::write(value), schedule::lines),
            edit::Input::Libraries => Self::Libraries {
                chosen: texts(value),
                at: 0,
            },
            edit::Input::Weekdays => {
                let mut days = [false; 7];
                for number in value.as_array().into_iter().flatten() {
                    let day = number.as_u64().and_then(|day| day.checked_sub(1));
                    let at = day.and_then(|day| usize::try_from(day).ok());
                    if let Some(day) = at.and_then(|at| days.get_mut(at)) {
                        *day = true;
                    }
                }
                Self::Weekdays { days, at: 0 }
            }
            edit::Input::Note => Self::Note,
        }
    }

    fn list(entries: Vec<String>, split: fn(&str) -> Vec<String>) -> Self {
        let first = entries.first().cloned().unwrap_or_default();
        Self::List {
            entries,
            at: 0,
            input: TextInput::new(first),
            split,
        }
    }

    /// A quantity that steps.
    pub fn amount(unit: edit::Unit, value: &Value) -> Self {
        Self::Amount(TextInput::new(unit.write(value)))
    }

    /// The value that the widget stands for; none where there is nothing to choose.
    ///
    /// # Errors
    /// Why it stands for none.
    pub fn value(&self, kind: edit::Input) -> Result<Option<Value>, String> {
        Ok(Some(match (self, kind) {
            (Self::Text(input), edit::Input::Text { longest }) => {
                let length = input.value().chars().count();
                if length > longest {
                    return Err(format!("{length} characters: at most {longest}"));
                }
                input.value().into()
            }
            (Self::Choice(at), edit::Input::Choice(picks)) => {
                match at.and_then(|at| picks.get(at)) {
                    Some(pick) => pick.value.json(),
                    None => return Ok(None),
                }
            }
            (Self::Pick { value, .. }, _) => value.as_str().into(),
            (Self::Amount(input), edit::Input::Amount(unit)) => unit.parse(input.value())?,
            (Self::List { .. }, edit::Input::Parameters) => parameters::read(&self.lines())?,
            (Self::List { .. }, edit::Input::Schedule) => schedule::read(&self.lines())?,
            (Self::List { .. }, _) => self.lines().into(),
            (Self::Libraries { chosen, .. }, _) => chosen.clone().into(),
            (Self::Weekdays { days, .. }, _) => {
                let marked = (1_u8..).zip(days).filter(|(_, marked)| **marked);
                marked.map(|(day, _)| day).collect::<Vec<u8>>().into()
            }
            _ => return Ok(None),
        }))
    }

    /// The entries of a list as they would be if the line of the cursor were left now.
    pub fn lines(&self) -> Vec<String> {
        let Self::List {
            entries,
            at,
            input,
            split,
        } = self
        else {
            return Vec::new();
        };
        let typed = split(input.value());
        let mut lines: Vec<String> = entries.iter().take(*at).cloned().collect();
        lines.extend(typed);
        lines.extend(entries.iter().skip(at + 1).cloned());
        lines
    }

    /// Puts the line of the cursor into the list and goes to another one.
    pub fn go_to_line(&mut self, line: usize) {
        let lines = self.lines();
        if let Self::List {
            entries, at, input, ..
        } = self
        {
            *at = line.min(lines.len());
            *input = TextInput::new(lines.get(*at).cloned().unwrap_or_default());
            *entries = lines;
        }
    }

    /// The libraries to be listed: those that Neon offers, then marked ones that it does not.
    pub fn names<'a>(&'a self, offered: &'a [PreloadLibrary]) -> Vec<&'a str> {
        let mut names: Vec<&str> = offered
            .iter()
            .map(|library| library.library_name.as_str())
            .collect();
        if let Self::Libraries { chosen, .. } = self {
            let more = chosen
                .iter()
                .filter(|name| !names.contains(&name.as_str()))
                .map(String::as_str)
                .collect::<Vec<_>>();
            names.extend(more);
        }
        names
    }

    /// Leaves the widget: what was typed is written as it was understood.
    pub fn leave(&mut self, kind: edit::Input) {
        match (&mut *self, kind) {
            (Self::Amount(input), edit::Input::Amount(unit)) => {
                if let Ok(value) = unit.parse(input.value()) {
                    *input = TextInput::new(unit.write(&value));
                }
            }
            (Self::List { at, .. }, _) => {
                let at = *at;
                self.go_to_line(at);
            }
            (Self::Pick { typed, .. }, _) => typed.clear(),
            _ => {}
        }
    }
}

/// A value in words, for "was …" and for comparing.
pub fn words(kind: edit::Input, value: &Value) -> String {
    let list = |items: Vec<String>| match items.len() {
        0 => "none".to_owned(),
        1..=4 => items.join(", "),
        many => format!("{many} entries"),
    };
    let text = match kind {
        edit::Input::Text { .. } | edit::Input::Pick => {
            value.as_str().unwrap_or_default().to_owned()
        }
        edit::Input::Choice(picks) => picks
            .iter()
            .find(|pick| pick.value.is(value))
            .map_or_else(|| value.as_str().unwrap_or_default(), |pick| pick.label)
            .to_owned(),
        edit::Input::Amount(unit) => unit.write(value),
        edit::Input::List | edit::Input::Libraries => list(texts(value)),
        edit::Input::Parameters => list(parameters::write(value)),
        edit::Input::Schedule => list(schedule::write(value)),
        edit::Input::Weekdays => {
            let days = value.as_array().into_iter().flatten();
            let days: Vec<u8> = days
                .filter_map(|day| u8::try_from(day.as_u64()?).ok())
                .collect();
            weekdays::words(&days)
        }
        edit::Input::Note => String::new(),
    };
    if text.is_empty() {
        "not set".to_owned()
    } else {
        text
    }
}

fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}
