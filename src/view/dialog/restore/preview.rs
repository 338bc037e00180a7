//! The preview page: the databases at that moment, and what can be done to see more.

use super::{
    super::super::{
        DrawContext,
        text::{clean, wrap},
    },
    super::{confirm::push_line, schemas},
    Page,
};
use crate::ui::{
    Action, Availability,
    dialog::restore::{Restore, Source},
};
use ratatui::text::{Line, Span};

pub(super) fn page(page: &mut Page, restore: &Restore, cx: DrawContext<'_>, room: usize) {
    let theme = cx.theme;
    let then = restore
        .chosen(&cx.model.settings, &cx.model.neon)
        .unwrap_or_else(|why| why);
    push_line(&mut page.lines, &format!("{:<10}{then}", "becomes"), room);
    page.lines.push(Line::default());
    page.lines
        .push(Line::styled("SCHEMAS, FROM NOW TO THEN", theme.heading));
    let names: Vec<_> = restore.databases(&cx.model.neon).cloned().collect();
    let cursor = restore.cursor.among(&names);
    if names.is_empty() {
        page.lines
            .push(Line::styled("  the databases are not known yet", theme.dim));
    }
    let first = page.lines.len();
    page.here = (!names.is_empty()).then_some(first + cursor);
    for (at, name) in names.iter().enumerate() {
        let here = at == cursor;
        let known = restore.schemas.as_ref().and_then(|batch| batch.get(name));
        let row = schemas::line((here, name.as_str()), known, cx);
        page.lines.push(row);
    }
    page.lines.push(Line::default());
    let look_at_it = if matches!(restore.from, Source::Snapshot(_)) {
        "creates a branch to look at; it expires in an hour"
    } else {
        "creates a branch with a compute to look at; it expires in an hour"
    };
    for (action, what) in [
        (
            Action::RestoreCompare,
            "compares the schemas: Neon reads them from running computes, so idle ones may start",
        ),
        (
            Action::RestoreClient,
            "opens psql to that database as it was then, read-only; starts a compute",
        ),
        (Action::RestoreTry, look_at_it),
        (Action::RestoreNext, "continues without it"),
    ] {
        offer(page, action, what, cx, room);
    }
}

/// A key and what it does here, or why it is not available.
fn offer(page: &mut Page, action: Action, what: &str, cx: DrawContext<'_>, room: usize) {
    let (text, style) = match action.ready(cx.model) {
        Availability::No(why) => (why, cx.theme.dim),
        Availability::Yes | Availability::Hidden => (what.to_owned(), cx.theme.text),
    };
    let key = cx.key(action);
    for (at, part) in wrap(&clean(&text), room.saturating_sub(8))
        .into_iter()
        .enumerate()
    {
        let key = if at == 0 { key.as_str() } else { "" };
        page.lines.push(Line::from(vec![
            Span::styled(format!("  {key:<6}"), cx.theme.key),
            Span::styled(part, style),
        ]));
    }
}
