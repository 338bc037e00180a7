//! What stands below the fields: effect and request, or the values to decide between.

use super::super::super::{
    Look,
    text::{clean, wrap},
    widget::table::{elastic, lines as table, whole},
};
use crate::{
    core::dialog::{
        Form,
        form::{Conflict, Status},
    },
    resource::edit::Gravity,
};
use ratatui::text::{Line, Span};

/// The lines below the fields.
pub fn lines<'a>(form: &'a Form, look: Look<'a>, room: usize) -> Vec<Line<'a>> {
    let theme = look.theme;
    if let Status::Conflict { fields, at, .. } = &form.status {
        return conflict(fields, *at, look, room);
    }
    let mut lines = Vec::new();
    if !form.effects.is_empty() {
        lines.push(Line::default());
        lines.push(Line::styled("EFFECT", theme.heading));
    }
    for effect in &form.effects {
        let (sign, style) = match effect.gravity {
            Gravity::Note => ("  ", theme.text),
            Gravity::Warn | Gravity::Ask => ("! ", theme.busy),
            Gravity::Loud | Gravity::Typed => ("! ", theme.bad),
        };
        for (at, part) in wrap(&clean(&effect.text), room.saturating_sub(2))
            .into_iter()
            .enumerate()
        {
            lines.push(Line::from(vec![
                Span::styled(if at == 0 { sign } else { "  " }, style),
                Span::styled(part, theme.text),
            ]));
        }
    }
    if let Some((head, body)) = form.preview() {
        lines.push(Line::default());
        lines.push(Line::styled("REQUEST", theme.heading));
        for text in [head, body].iter().filter(|text| !text.is_empty()) {
            let parts = wrap(&clean(text), room.saturating_sub(2)).into_iter();
            lines.extend(parts.map(|part| Line::raw(format!("  {part}"))));
        }
    }
    lines
}

/// What it was, what Neon has now, what the form wants.
fn conflict<'a>(fields: &'a [Conflict], at: usize, look: Look<'a>, room: usize) -> Vec<Line<'a>> {
    let theme = look.theme;
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
