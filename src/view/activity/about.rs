//! What is known about the operation under the cursor.

use super::super::{
    DrawContext, format,
    text::{clean, wrap},
    widget::fields::{self, FieldEntry},
};
use crate::{
    changes::follow::Cause,
    kinds::{self, endpoint, units::duration},
    ui::activity::{Row, words},
};
use jiff::Timestamp;
use ratatui::text::Line;

/// The most lines for an error.
const ERROR: usize = 3;

/// The error, and then the facts, as lines of this width.
pub fn lines(row: &Row<'_>, room: usize, cx: DrawContext<'_>) -> Vec<Line<'static>> {
    let theme = cx.theme;
    let operation = row.chain.decisive();
    let mut lines = Vec::new();
    if let Some(error) = operation.error.as_deref().filter(|error| !error.is_empty()) {
        let error = wrap(&clean(error), room).into_iter().take(ERROR);
        lines.extend(error.map(|line| Line::styled(line, theme.bad)));
    }
    let entry = |label, value: String| FieldEntry {
        label,
        value,
        style: theme.text,
    };
    let entries = [
        entry("Concerns", words::name(row, &cx.model.neon).0),
        entry("Caused by", cause(row)),
        entry("Requested", requested(row, cx)),
        entry("State", state(row, cx.model.neon.now)),
        entry("Steps", steps(row)),
        entry("API", clean(row.chain.first.action.as_str()).into_owned()),
        entry("Id", clean(operation.id.as_str()).into_owned()),
    ];
    let entries = entries.into_iter().filter(|entry| !entry.value.is_empty());
    let entries: Vec<FieldEntry> = entries.collect();
    lines.extend(fields::lines(&entries, room, cx));
    lines
}

/// The change that has started it, or what usually does.
fn cause(row: &Row<'_>) -> String {
    match (row.cause, row.logged) {
        (Some(Cause { change, .. }), _) => {
            format!("you: {} {}", change.verb.plain, clean(&change.name))
        }
        (None, Some(logged)) => {
            let what = endpoint::before_name(&logged.what, &logged.name);
            clean(&format!("you: {what} {}", logged.name)).into_owned()
        }
        (None, None) => format!(
            "~ {}",
            kinds::operation::usual_cause(&row.chain.first.action)
        ),
    }
}

fn requested(row: &Row<'_>, cx: DrawContext<'_>) -> String {
    let (settings, neon) = (&cx.model.settings, &cx.model.neon);
    let at = row.chain.first.created_at.map(|at| at.timestamp());
    at.map_or_else(String::new, |at| {
        let (day, clock) = (format::day(settings, neon, at), format::clock(settings, at));
        // The day has the time without its seconds, unless it is long ago.
        match clock.get(..5).filter(|minute| day.ends_with(minute)) {
            Some(minute) => day.replace(minute, &clock),
            None => day,
        }
    })
}

fn state(row: &Row<'_>, now: Timestamp) -> String {
    let operation = row.chain.decisive();
    let mut text = kinds::operation::state(operation).word.to_owned();
    if let Some(millis) = row.chain.millis() {
        let word = if operation.status.is_pending() {
            "for"
        } else {
            "in"
        };
        text.push_str(&format!(" {word} {}", duration::millis(millis)));
    }
    match operation.failures_count {
        0 => {}
        1 => text.push_str(", 1 failed attempt"),
        many => text.push_str(&format!(", {many} failed attempts")),
    }
    let retry = operation.retry_at.filter(|_| operation.status.is_pending());
    if let Some(at) = retry {
        let left = format::countdown(at.timestamp(), now);
        text.push_str(&format!(", the next one in {left}"));
    }
    text
}

/// "create branch 0.5s, start compute 0.8s", if there are several.
fn steps(row: &Row<'_>) -> String {
    if row.chain.rest.is_empty() {
        return String::new();
    }
    let steps = row.chain.steps().map(|step| {
        let words = kinds::operation::words(&step.action);
        let words = clean(&words);
        match step.total_duration_ms.filter(|_| step.status.is_terminal()) {
            Some(millis) => format!("{words} {}", duration::millis(millis)),
            None => format!("{words} {}", kinds::operation::state(step).word),
        }
    });
    steps.collect::<Vec<_>>().join(", ")
}
