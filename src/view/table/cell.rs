//! The text of a cell: as short as the heading above it allows.

use super::super::{DrawContext, details::awake, format, text::clean, tree};
use crate::{
    changes::queue::Stage,
    kinds::{
        State, Tone, Value, price, relative_time, size,
        units::{cu_hours, duration},
    },
    ui::{Target, TimeStyle, table::TableRow},
};
use ratatui::style::Style;
use std::borrow::Cow;

pub struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub style: Style,
}

/// Below this, in seconds, a time span is nearly over.
const SOON: i64 = 3_600;

/// A value as a cell.
pub fn of<'a>(value: &'a Value, cx: DrawContext<'_>) -> Cell<'a> {
    let (model, theme) = (cx.model, cx.theme);
    let plain = |text: Cow<'a, str>| Cell {
        text,
        style: theme.text,
    };
    match value {
        Value::Missing => Cell {
            text: "-".into(),
            style: theme.dim,
        },
        Value::Unreadable => Cell {
            text: "?".into(),
            style: theme.bad,
        },
        Value::Unread => Cell {
            text: "…".into(),
            style: theme.dim,
        },
        Value::Text(text) => plain(clean(text)),
        Value::Id(text) => Cell {
            text: clean(text),
            style: theme.dim,
        },
        Value::Word(word) => plain((*word).into()),
        Value::State(state) => state_cell(*state, cx),
        Value::ComputeSeconds(seconds) => plain(cu_hours::number(*seconds).into()),
        Value::Size { min, max } => {
            let range = size::range(*min, *max);
            plain(range.trim_end_matches(" CU").to_owned().into())
        }
        Value::Dollars(amount) => plain(price::dollars(*amount).into()),
        Value::Seconds(seconds) => plain(duration::rounded(*seconds).into()),
        Value::Time(at) => {
            let at = at.timestamp();
            let text = match model.settings.times {
                TimeStyle::Relative => relative_time::relative(at, model.neon.now),
                TimeStyle::Local | TimeStyle::Utc => format::day(&model.settings, &model.neon, at),
            };
            let short = text.strip_suffix(" ago").unwrap_or(&text);
            let short = if short == "just now" { "now" } else { short };
            plain(short.to_owned().into())
        }
        Value::Until(at) => {
            let left = at.timestamp().duration_since(model.neon.now).as_secs();
            let style = if left < SOON { theme.bad } else { theme.text };
            let text = format::countdown(at.timestamp(), model.neon.now);
            Cell {
                text: text.into(),
                style,
            }
        }
        Value::Flag(_) | Value::Count(_) | Value::Bytes(_) | Value::List(_) => {
            plain(format::value(&model.settings, &model.neon, value).into())
        }
    }
}

fn state_cell<'a>(state: State, cx: DrawContext<'_>) -> Cell<'a> {
    let style = match state.tone {
        Tone::Plain => cx.theme.dim,
        tone => cx.theme.tone(tone),
    };
    Cell {
        text: format!("{} {}", state.glyph, state.word).into(),
        style,
    }
}

/// When the computes of a branch were awake in the last day.
pub fn timeline<'a>(row: &TableRow, cells: usize, cx: DrawContext<'_>) -> Cell<'a> {
    let store = &cx.model.neon.store;
    let project = row.target.project();
    let inside = project.and_then(|project| store.inside(project));
    let line = inside
        .zip(store.branch_of(&row.target))
        .and_then(|(inside, branch)| awake::last_day(inside, branch, cells, cx));
    let (text, style) = line.unwrap_or_default();
    let style = if row.hit { style } else { cx.theme.dim };
    Cell {
        text: text.into(),
        style,
    }
}

/// What is being done to a row's thing, or is queued for it.
pub fn doing(target: &Target, cx: DrawContext<'_>) -> Option<(String, Style)> {
    let theme = cx.theme;
    if let Some(doing) = tree::doing_to(target, cx) {
        return Some((format!("{} {doing}", cx.spinner()), theme.busy));
    }
    let entry = cx.model.changes.queue.as_ref()?.of(target)?;
    match entry.stage {
        Stage::Waiting => Some(("  waiting".to_owned(), theme.dim)),
        Stage::Refused(..) => Some(("✗ refused".to_owned(), theme.bad)),
        Stage::Running | Stage::Done | Stage::Gone | Stage::Skipped => None,
    }
}
