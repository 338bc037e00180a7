//! Confirmations.

use super::{
    super::{
        Caret, DrawContext,
        text::{clean, fit, fit_middle, width, wrap},
        widget::{LineWriter, input, lines},
    },
    Window, steps,
};
use crate::{
    api::Request,
    changes::change::Change,
    kinds::{deletion::LABEL, matching::composed},
    ui::{
        Action,
        dialog::confirm::{Confirm, ConfirmedBy, WIDEST, page_width},
    },
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::Line,
    widgets::{Clear, Widget as _},
};

/// The most different requests that are shown.
const FEW: usize = 3;
/// The cells of a title beside the name of the thing: the frame, and what it says of production and undo.
const SUBJECT_BESIDE: usize = 18;
/// The narrowest field for a typed name.
const FIELD: usize = 14;

/// Draws a confirmation; returns the caret position if a name has to be typed.
pub fn draw(buffer: &mut Buffer, confirm: &Confirm, cx: DrawContext<'_>) -> Caret {
    let screen = (buffer.area.width, buffer.area.height);
    let title = confirm.long_title(screen).into_iter();
    let title: Vec<Line<'_>> = title
        .map(|line| Line::styled(line, cx.theme.strong))
        .collect();
    let asks = confirm.guard_lines(screen);
    let room = Window::most_lines(buffer.area).saturating_sub(asks + title.len());
    let mut page = page(confirm, cx, (page_width(screen), room));
    page.splice(0..0, title);
    // A long question is on the page in full, and scrolls; the title keeps the name of the thing.
    let is_long = !confirm.long_title(screen).is_empty();
    let subject = confirm.subject(&cx.model.neon);
    let room = usize::from(screen.0).saturating_sub(SUBJECT_BESIDE);
    let subject = fit_middle(&subject, room);
    let wide = page.iter().map(Line::width).max().unwrap_or(0);
    let area = Window {
        title: if is_long { &subject } else { &confirm.title },
        size: (
            wide.max(width(&confirm.title) + 4).clamp(48, WIDEST),
            page.len() + asks,
        ),
        bare: confirm.is_bare(screen),
    }
    .draw(buffer, cx);
    let free = usize::from(area.height).saturating_sub(asks);
    // Drop blank lines before any text.
    while page.len() > free
        && let Some(blank) = page.iter().position(|line| line.width() == 0)
    {
        page.remove(blank);
    }
    let shown = page.len().min(free.max(1));
    scrolled(buffer, area, confirm, (&page, shown), cx);
    let below = Rect {
        y: area.y.saturating_add(shown as u16),
        height: area.height.saturating_sub(shown as u16),
        ..area
    };
    guard(buffer, below, confirm, cx)
}

/// Draws as much of the page as fits, and records how much has not been seen yet.
fn scrolled(
    buffer: &mut Buffer,
    area: Rect,
    confirm: &Confirm,
    (page, shown): (&[Line<'_>], usize),
    cx: DrawContext<'_>,
) {
    let inside = Rect {
        height: (shown as u16).min(area.height),
        ..area
    };
    let from = confirm.scroll.first(0, page.len(), shown);
    let (_, unseen) = confirm.scroll.hidden();
    if from > 0 {
        cx.marker.set(inside);
    }
    lines::draw(buffer, inside, page, from, 0);
    if !confirm.scroll.is_long() || inside.height == 0 {
        return;
    }
    let line = Rect {
        y: inside.bottom().saturating_sub(1),
        height: 1,
        ..inside
    };
    let says_last = page.get((from + shown).saturating_sub(1));
    let room = usize::from(line.width);
    if unseen == 0 {
        // Only where the text of the last line leaves room.
        let end = " the end ";
        if says_last.is_none_or(|line| line.width() + end.len() <= room) {
            LineWriter::new(buffer, line, 0).put_right(end, cx.theme.key);
        }
        return;
    }
    let more = if room < 30 {
        format!(" ↓{unseen}")
    } else {
        format!(" ↓ {unseen} more ")
    };
    Clear.render(line, buffer);
    let beside = Rect {
        width: line.width.saturating_sub(width(&more) as u16),
        ..line
    };
    lines::draw(buffer, beside, page, from + shown.saturating_sub(1), 0);
    LineWriter::new(buffer, line, 0).put_right(&more, cx.theme.key);
}

/// What will happen, and the request that makes it happen: in full, unless that needs more lines than these.
fn page(
    confirm: &Confirm,
    cx: DrawContext<'_>,
    (room, height): (usize, usize),
) -> Vec<Line<'static>> {
    let last = confirm.steps.len().checked_sub(1);
    let steps = last.map(|last| steps::line(confirm.steps, last, cx));
    let mut page = vec![Line::default()];
    if let Some(steps) = &steps {
        page.extend([steps.clone(), Line::default()]);
    }
    for line in &confirm.lines {
        push_line(&mut page, line, room);
    }
    let changes = confirm.changes();
    let Some(first) = changes.first() else {
        return page;
    };
    let whole = requests(&changes, cx, room);
    if page.len() + whole.len() <= height {
        page.extend(whole);
        return page;
    }
    let key = cx.key(Action::ConfirmRequest);
    let text = match changes.len() {
        1 => format!("{} ({key} shows it)", short_request(&first.request)),
        many => format!("{many} requests ({key} shows them)"),
    };
    if page.len() < height {
        page.extend((page.len() + 1 < height).then(Line::default));
        push_line(&mut page, &text, room);
        return page;
    }
    // The title names the thing: what happens to it comes first.
    let (names, others): (Vec<_>, Vec<_>) = confirm.lines.iter().partition(|line| is_name(line));
    let mut page: Vec<Line<'_>> = steps.into_iter().collect();
    for line in others.into_iter().chain(names).chain([&text]) {
        push_line(&mut page, line, room);
    }
    page
}

/// Whether a line only tells which thing it is.
fn is_name(line: &str) -> bool {
    let label = line
        .split_at_checked(LABEL)
        .map(|(label, _)| label.trim_end());
    label.is_some_and(|label| ["in", "branch", "project", "compute", "snapshot"].contains(&label))
}

/// A request without its body and the ids in its path: `POST …/branches/…/restore`.
fn short_request(request: &Request) -> String {
    let target = request.target();
    let path = target.split('?').next().unwrap_or_default();
    let words = path.split('/').skip(1);
    let words = words.map(|word| if word.contains('-') { "…" } else { word });
    let path: Vec<&str> = words.collect();
    format!("{} /{}", request.method(), path.join("/"))
}

fn requests(changes: &[&Change], cx: DrawContext<'_>, room: usize) -> Vec<Line<'static>> {
    let mut page = vec![Line::default(), Line::styled("REQUEST", cx.theme.heading)];
    let Some(first) = changes.first() else {
        return page;
    };
    // Different requests are all shown; of many alike, the first.
    let is_like_first = |one: &&Change| one.request.operation == first.request.operation;
    let shown = if changes.len() <= FEW && !changes.iter().all(is_like_first) {
        changes.len()
    } else {
        1
    };
    let mut say = |text: &str| page.extend(wrap(&clean(text), room).into_iter().map(Line::raw));
    for Change { request, .. } in changes.iter().take(shown) {
        say(&request.line());
        if let Some(body) = request.masked_body() {
            say(&body.to_string());
        }
    }
    match changes.len() - shown {
        0 => {}
        1 => say("and 1 more like it, after this one"),
        more => say(&format!("and {more} more like it, one after the other")),
    }
    page
}

/// Adds a line to the page; text after a label wraps within its own column.
pub(super) fn push_line(page: &mut Vec<Line<'static>>, line: &str, room: usize) {
    let line = clean(line);
    let column = line
        .split_at_checked(LABEL)
        .filter(|(label, _)| label.ends_with("  ") && room > 2 * LABEL);
    let Some((label, text)) = column else {
        page.extend(wrap(&line, room).into_iter().map(Line::raw));
        return;
    };
    for (at, part) in wrap(text, room - LABEL).into_iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        page.push(Line::raw(format!("{label:<LABEL$}{part}")));
    }
}

/// Draws the field for the typed name, and how much of it is missing.
fn guard(buffer: &mut Buffer, area: Rect, confirm: &Confirm, cx: DrawContext<'_>) -> Caret {
    let theme = cx.theme;
    let ConfirmedBy::Typed { word, input: typed } = &confirm.guard else {
        return None;
    };
    let top = u16::from(area.height > 2);
    let ask = format!("Type {} to confirm:", clean(word));
    let ask = fit(&ask, usize::from(area.width));
    LineWriter::new(buffer, area, top).put(&ask, theme.text);
    let (state, style) = if confirm.is_satisfied() {
        ("✓ matches".to_owned(), theme.good)
    } else if !composed(word).starts_with(&*composed(typed.value())) {
        ("does not match".to_owned(), theme.bad)
    } else {
        let typed = typed.value().chars().count();
        let left = word.chars().count().saturating_sub(typed);
        (format!("{left} to go"), theme.dim)
    };
    let line = Rect {
        y: area.y.saturating_add(top + 1),
        height: u16::from(area.height > top + 1),
        ..area
    };
    let mut pen = LineWriter::new(buffer, line, 0);
    // The field takes precedence over the state.
    let beside = width(&state) + FIELD <= pen.left();
    let gap = if beside && pen.put_right(&state, style) {
        3
    } else {
        1
    };
    pen.put("[", theme.dim);
    let field = Rect {
        x: pen.x(),
        width: (pen.left() as u16).saturating_sub(gap),
        ..line
    };
    let caret = input::draw(buffer, field, typed, theme.strong);
    let end = Rect {
        x: field.right(),
        width: 1,
        ..line
    };
    LineWriter::new(buffer, end, 0).put("]", theme.dim);
    caret
}
