//! Questions.

use super::{
    super::{
        Caret, Look,
        text::{clean, fit, width, wrap},
        widget::{Pen, input, lines},
    },
    Window,
};
use crate::core::dialog::{Confirm, confirm::Guard};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

/// The widest that a question gets.
const WIDEST: usize = 72;

/// Draws a question; answers where the caret is if a name has to be typed.
pub fn draw(buffer: &mut Buffer, confirm: &Confirm, look: Look<'_>) -> Caret {
    let room = usize::from(buffer.area.width)
        .saturating_sub(4)
        .clamp(1, WIDEST);
    let mut page = page(confirm, look, room);
    let asks = if matches!(confirm.guard, Guard::Typed { .. }) {
        3
    } else {
        0
    };
    let wide = page.iter().map(Line::width).max().unwrap_or(0);
    let area = Window {
        title: &confirm.title,
        size: (
            wide.max(width(&confirm.title) + 4).clamp(48, WIDEST),
            page.len() + asks,
        ),
        production: confirm.production,
    }
    .draw(buffer, look);
    let free = usize::from(area.height).saturating_sub(asks);
    // What is asked matters more than how it is spaced.
    while page.len() > free
        && let Some(blank) = page.iter().position(|line| line.width() == 0)
    {
        page.remove(blank);
    }
    page.truncate(free.max(1));
    lines::draw(buffer, area, &page, 0, 0);
    let below = Rect {
        y: area.y.saturating_add(page.len() as u16),
        height: area.height.saturating_sub(page.len() as u16),
        ..area
    };
    guard(buffer, below, confirm, look)
}

/// What will happen, and the request that makes it happen.
fn page(confirm: &Confirm, look: Look<'_>, room: usize) -> Vec<Line<'static>> {
    let theme = look.theme;
    let mut page = vec![Line::default()];
    if confirm.production {
        page.push(Line::from(vec![
            Span::styled(" PROD ", theme.production),
            Span::styled("  others may depend on this", theme.text),
        ]));
        page.push(Line::default());
    }
    let mut say = |text: &str| page.extend(wrap(&clean(text), room).into_iter().map(Line::raw));
    for line in &confirm.lines {
        say(line);
    }
    let Some(request) = confirm.request() else {
        return page;
    };
    page.push(Line::default());
    page.push(Line::styled("REQUEST", theme.heading));
    let mut say = |text: &str| page.extend(wrap(&clean(text), room).into_iter().map(Line::raw));
    say(&format!("{} {}", request.method(), request.target()));
    if let Some(body) = &request.body {
        say(&crate::api::secret::mask_value(body).to_string());
    }
    page
}

/// The field for the name, and how much of it is missing.
fn guard(buffer: &mut Buffer, area: Rect, confirm: &Confirm, look: Look<'_>) -> Caret {
    let theme = look.theme;
    let Guard::Typed { word, input: typed } = &confirm.guard else {
        return None;
    };
    let top = u16::from(area.height > 2);
    let ask = format!("Type {} to go on:", clean(word));
    let ask = fit(&ask, usize::from(area.width));
    Pen::new(buffer, area, top).put(&ask, theme.text);
    let (state, style) = match confirm.hint {
        Some(hint) => (hint.to_owned(), theme.bad),
        None if confirm.is_satisfied() => ("✓ matches".to_owned(), theme.good),
        None => {
            let typed = typed.value().chars().count();
            let left = word.chars().count().saturating_sub(typed);
            (format!("{left} to go"), theme.dim)
        }
    };
    let line = Rect {
        y: area.y.saturating_add(top + 1),
        height: u16::from(area.height > top + 1),
        ..area
    };
    let mut pen = Pen::new(buffer, line, 0);
    pen.put_right(&state, style);
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
