//! Below the fields of a form: effects and request, or the conflicting values to choose from.

use super::super::super::{
    DrawContext,
    text::{clean, wrap},
    widget::table::{elastic, lines as table, whole},
};
use crate::{
    kinds::edit::{EditEffect, Severity},
    ui::dialog::form::{Conflict, Form, Status},
};
use ratatui::text::{Line, Span};

pub fn lines<'a>(form: &'a Form, cx: DrawContext<'a>, room: usize) -> Vec<Line<'a>> {
    let theme = cx.theme;
    if let Status::Conflict { fields, cursor, .. } = &form.status {
        return conflict(fields, cursor.at, cx, room);
    }
    let mut lines = Vec::new();
    if !form.effects.is_empty() {
        lines.push(Line::default());
        lines.push(Line::styled("EFFECT", theme.heading));
    }
    lines.extend(form.effects.iter().flat_map(|it| effect(it, cx, room)));
    let request = request(form, room);
    if !request.is_empty() {
        lines.push(Line::default());
        lines.push(Line::styled("REQUEST", theme.heading));
        lines.extend(request);
    }
    lines
}

/// The same without headings, for a small screen. Also returns how many lines, with the request among them, must
/// be visible.
pub fn compact<'a>(form: &'a Form, cx: DrawContext<'a>, room: usize) -> (Vec<Line<'a>>, usize) {
    if matches!(form.status, Status::Conflict { .. }) {
        let lines = lines(form, cx, room);
        let all = lines.len();
        return (lines, all);
    }
    let is_note = |it: &&EditEffect| it.severity == Severity::Note;
    let (notes, urgent): (Vec<_>, Vec<_>) = form.effects.iter().partition(is_note);
    let of = |effects: Vec<&'a EditEffect>| -> Vec<Line<'a>> {
        let lines = effects.into_iter();
        lines.flat_map(|it| effect(it, cx, room)).collect()
    };
    let mut lines = of(urgent);
    // The request is readable at every size, because not every change asks for confirmation.
    lines.extend(request(form, room));
    let first = lines.len();
    lines.extend(of(notes));
    (lines, first)
}

/// An effect; those above a note start with a sign.
fn effect<'a>(effect: &EditEffect, cx: DrawContext<'a>, room: usize) -> Vec<Line<'a>> {
    let theme = cx.theme;
    let (sign, style) = match effect.severity {
        Severity::Note => ("  ", theme.text),
        Severity::Warn | Severity::Ask => ("! ", theme.busy),
        Severity::Loud | Severity::Typed => ("! ", theme.bad),
    };
    let parts = wrap(&clean(&effect.text), room.saturating_sub(2)).into_iter();
    parts
        .enumerate()
        .map(|(at, part)| {
            Line::from(vec![
                Span::styled(if at == 0 { sign } else { "  " }, style),
                Span::styled(part, theme.text),
            ])
        })
        .collect()
}

/// The request that would be sent.
fn request(form: &Form, room: usize) -> Vec<Line<'static>> {
    let Some((head, body)) = form.preview() else {
        return Vec::new();
    };
    let texts = [head, body].into_iter().filter(|text| !text.is_empty());
    let lines = texts.flat_map(|text| wrap(&clean(&text), room.saturating_sub(2)));
    lines.map(|part| Line::raw(format!("  {part}"))).collect()
}

/// For each conflicting field: its value before, Neon's value now, and the form's value.
fn conflict<'a>(
    fields: &'a [Conflict],
    at: usize,
    cx: DrawContext<'a>,
    room: usize,
) -> Vec<Line<'a>> {
    let theme = cx.theme;
    let rows = fields.iter().map(|field| {
        let keep = match field.keep_mine {
            None => "?",
            Some(true) => "yours",
            Some(false) => "theirs",
        };
        vec![
            Span::styled(field.label, theme.strong),
            Span::styled(clean(&field.base), theme.dim),
            Span::styled(clean(&field.theirs), theme.text),
            Span::styled(clean(&field.mine), theme.text),
            Span::styled(keep, theme.busy),
        ]
    });
    let columns = [
        elastic("CHANGED ELSEWHERE", 10),
        elastic("WAS", 6),
        elastic("NOW", 6),
        elastic("YOURS", 6),
        whole("KEEP"),
    ];
    let mut lines = vec![Line::default()];
    lines.extend(table(&columns, rows.collect(), room, theme.heading));
    if let Some(line) = lines.get_mut(at + 2) {
        for span in &mut line.spans {
            span.style = theme.selected;
        }
    }
    lines
}
