//! Questions.

use super::{
    super::{
        Caret, Look,
        text::{clean, fit, width, wrap},
        widget::{Pen, input},
    },
    Window, write,
};
use crate::core::dialog::{Confirm, confirm::Guard};
use ratatui::{buffer::Buffer, layout::Rect};

/// The widest that a question gets.
const WIDEST: usize = 72;

/// Draws a question; answers where the caret is if a name has to be typed.
pub fn draw(buffer: &mut Buffer, confirm: &Confirm, look: Look<'_>) -> Caret {
    let theme = look.theme;
    let room = usize::from(buffer.area.width)
        .saturating_sub(4)
        .clamp(1, WIDEST);
    let lines: Vec<String> = confirm
        .lines
        .iter()
        .flat_map(|line| wrap(&clean(line), room))
        .collect();
    let request = request(confirm, room);
    let typed = usize::from(matches!(confirm.guard, Guard::Typed { .. })) * 3;
    let production = usize::from(confirm.production) * 2;
    let needed = if request.is_empty() {
        0
    } else {
        request.len() + 2
    };
    let wide = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let area = Window {
        title: &confirm.title,
        size: (
            wide.max(width(&confirm.title) + 4).clamp(48, WIDEST),
            lines.len() + 1 + typed + production + needed,
        ),
        production: confirm.production,
    }
    .draw(buffer, look);
    let mut at = 1;
    if confirm.production {
        let mut pen = Pen::new(buffer, area, at);
        pen.put(" PROD ", theme.production);
        pen.put("  others may depend on this", theme.text);
        at += 2;
    }
    at = write(buffer, area, at, &lines, theme.text);
    let caret = guard(buffer, area, &mut at, confirm, look);
    if !request.is_empty() {
        Pen::new(buffer, area, at + 1).put("REQUEST", theme.heading);
        write(buffer, area, at + 2, &request, theme.text);
    }
    caret
}

/// What a yes sends: method, path and body.
fn request(confirm: &Confirm, room: usize) -> Vec<String> {
    let Some(request) = confirm.request() else {
        return Vec::new();
    };
    let mut text = vec![format!("{} {}", request.method(), request.target())];
    if let Some(body) = &request.body {
        text.push(crate::api::secret::mask_value(body).to_string());
    }
    text.iter()
        .flat_map(|line| wrap(&clean(line), room))
        .collect()
}

/// The field for the name; how much of it is missing.
fn guard(
    buffer: &mut Buffer,
    area: Rect,
    at: &mut u16,
    confirm: &Confirm,
    look: Look<'_>,
) -> Caret {
    let theme = look.theme;
    let Guard::Typed { word, input: typed } = &confirm.guard else {
        return None;
    };
    let ask = format!("Type {} to go on:", clean(word));
    Pen::new(buffer, area, *at + 1).put(&fit(&ask, usize::from(area.width)), theme.text);
    let state = match confirm.hint {
        Some(hint) => hint.to_owned(),
        None if confirm.is_satisfied() => "✓ matches".to_owned(),
        None => {
            let left = word
                .chars()
                .count()
                .saturating_sub(typed.value().chars().count());
            format!("{left} to go")
        }
    };
    let line = Rect {
        y: area.y + *at + 2,
        height: u16::from(*at + 2 < area.height),
        ..area
    };
    *at += 3;
    let mut pen = Pen::new(buffer, line, 0);
    pen.put_right(
        &state,
        if confirm.hint.is_some() {
            theme.bad
        } else {
            theme.dim
        },
    );
    pen.put("[", theme.dim);
    let field = Rect {
        x: pen.x(),
        width: (pen.left() as u16).saturating_sub(3),
        ..line
    };
    let caret = input::draw(buffer, field, typed, theme.strong);
    let end = Rect {
        x: field.right(),
        width: 1,
        ..line
    };
    Pen::new(buffer, end, 0).put("]", theme.dim);
    caret
}
