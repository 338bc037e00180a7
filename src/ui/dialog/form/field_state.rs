//! The input of the user in each field: the state of its widget.

use crate::{
    api::{secret::STARS, types::PreloadLibrary},
    kinds::{
        edit::{self, masks, parameters, schedule},
        weekdays,
    },
    ui::{scroll::ListCursor, text_input::TextInput},
};
use serde_json::Value;

#[derive(Debug, Clone)]
pub enum FieldState {
    /// A line of text, drawn as `[text]` with the caret.
    Text(TextInput),
    /// An index into the row's picks, or `None` if nothing is set; drawn as `(x) one  ( ) other`.
    Choice(Option<usize>),
    /// One of [`crate::kinds::edit::About::offers`], drawn as `◂ label ▸` with the search below it.
    Pick {
        /// The value of the offer.
        value: String,
        /// The search text.
        typed: String,
    },
    /// A quantity, drawn as `◂ 5 min ▸` while it is selected and ← → step, and as `[5 min]` with the caret while it is
    /// being typed.
    Amount(TextInput),
    /// Lines of text, drawn one per line; the last one, after all entries, is for a new entry.
    List {
        entries: Vec<String>,
        /// On a line; `entries.len()` is the new one.
        cursor: ListCursor,
        /// The text of the line of the cursor, drawn instead of the entry.
        input: TextInput,
        /// Splits typed text into entries.
        split: fn(&str) -> Vec<String>,
    },
    /// Checked names, drawn one line per library of [`super::Form::libraries`] with `[x]` or `[ ]`, then checked
    /// names that are not in the list; in the order of [`FieldState::names`].
    Libraries {
        /// The checked names.
        chosen: Vec<String>,
        cursor: ListCursor,
    },
    /// Days of the week, Monday first, drawn as `[x] Mon [ ] Tue …` on one line.
    Weekdays {
        /// Which days are checked.
        days: [bool; 7],
        cursor: ListCursor,
    },
    /// Nothing to edit; only the note is drawn.
    Note,
}

impl FieldState {
    /// Creates the widget of a value.
    pub fn of(kind: edit::Input, value: &Value) -> Self {
        let text = || value.as_str().unwrap_or_default().to_owned();
        match kind {
            edit::Input::Text { .. } | edit::Input::Secret { .. } => {
                Self::Text(TextInput::new(text()))
            }
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
            edit::Input::Masks => Self::list(masks::write(value), schedule::lines),
            edit::Input::Libraries => Self::Libraries {
                chosen: texts(value),
                cursor: ListCursor::default(),
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
                Self::Weekdays {
                    days,
                    cursor: ListCursor::default(),
                }
            }
            edit::Input::Note => Self::Note,
        }
    }

    fn list(entries: Vec<String>, split: fn(&str) -> Vec<String>) -> Self {
        let first = entries.first().cloned().unwrap_or_default();
        Self::List {
            entries,
            cursor: ListCursor::default(),
            input: TextInput::new(first),
            split,
        }
    }

    /// Creates the widget of a quantity.
    pub fn amount(unit: edit::Unit, value: &Value) -> Self {
        Self::Amount(TextInput::new(unit.write(value)))
    }

    /// The value of the widget; `None` if there is nothing to choose.
    ///
    /// # Errors
    /// Why the input is not a valid value.
    pub fn value(&self, kind: edit::Input) -> Result<Option<Value>, String> {
        Ok(Some(match (self, kind) {
            (
                Self::Text(input),
                edit::Input::Text { longest } | edit::Input::Secret { longest },
            ) => {
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
            (Self::List { .. }, edit::Input::Masks) => masks::read(&self.lines())?,
            (Self::List { .. }, _) => self.lines().into(),
            (Self::Libraries { chosen, .. }, _) => chosen.clone().into(),
            (Self::Weekdays { days, .. }, _) => {
                let marked = (1_u8..).zip(days).filter(|(_, marked)| **marked);
                marked.map(|(day, _)| day).collect::<Vec<u8>>().into()
            }
            _ => return Ok(None),
        }))
    }

    /// The entries of a list, including the line being edited.
    pub fn lines(&self) -> Vec<String> {
        let Self::List {
            entries,
            cursor,
            input,
            split,
        } = self
        else {
            return Vec::new();
        };
        let typed = split(input.value());
        let mut lines: Vec<String> = entries.iter().take(cursor.at).cloned().collect();
        lines.extend(typed);
        lines.extend(entries.iter().skip(cursor.at + 1).cloned());
        lines
    }

    /// Puts the line being edited into the list and goes to another line.
    pub fn go_to_line(&mut self, line: usize) {
        let lines = self.lines();
        if let Self::List {
            entries,
            cursor,
            input,
            ..
        } = self
        {
            cursor.go(line, lines.len() + 1, |_| None);
            *input = TextInput::new(lines.get(cursor.at).cloned().unwrap_or_default());
            *entries = lines;
        }
    }

    /// The libraries to list: those that Neon offers, then checked ones that it does not.
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

    /// Leaves the widget: rewrites the typed text in its normal form.
    pub fn leave(&mut self, kind: edit::Input) {
        match (&mut *self, kind) {
            (Self::Amount(input), edit::Input::Amount(unit)) => {
                if let Ok(value) = unit.parse(input.value()) {
                    *input = TextInput::new(unit.write(&value));
                }
            }
            (Self::List { cursor, .. }, _) => {
                let at = cursor.at;
                self.go_to_line(at);
            }
            (Self::Pick { typed, .. }, _) => typed.clear(),
            _ => {}
        }
    }
}

/// A value in words, for "was …" and for comparisons.
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
        edit::Input::Secret { .. } => match value.as_str() {
            None | Some("") => String::new(),
            Some(_) => STARS.to_owned(),
        },
        edit::Input::Choice(picks) => picks
            .iter()
            .find(|pick| pick.value.is(value))
            .map_or_else(|| value.as_str().unwrap_or_default(), |pick| pick.label)
            .to_owned(),
        edit::Input::Amount(unit) => unit.write(value),
        edit::Input::List | edit::Input::Libraries => list(texts(value)),
        edit::Input::Parameters => list(parameters::write(value)),
        edit::Input::Schedule => list(schedule::write(value)),
        edit::Input::Masks => list(masks::write(value)),
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
