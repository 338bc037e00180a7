//! A drawn screen as comparable text.

use lazyneon::{
    ui::{Model, themes},
    view::{Theme, draw, theme::ColorDepth},
};
use ratatui::{
    Terminal,
    backend::TestBackend,
    buffer::{Buffer, Cell},
    layout::Position,
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthStr;

/// The model drawn on a screen of its own size.
pub fn buffer(model: &Model, theme: &str) -> Buffer {
    buffer_of(model, theme, model.browser.panes.size)
}

/// The model drawn on a screen of another size.
pub fn buffer_of(model: &Model, theme: &str, size: (u16, u16)) -> Buffer {
    drawn(model, theme, size).0
}

/// The model drawn on a screen of its own size, and the visible cursor.
pub fn with_cursor(model: &Model, theme: &str) -> (Buffer, Option<Position>) {
    drawn(model, theme, model.browser.panes.size)
}

fn drawn(model: &Model, theme: &str, (width, height): (u16, u16)) -> (Buffer, Option<Position>) {
    // Where the terminal says nothing about itself.
    let depth = match theme {
        "auto" => ColorDepth::Ansi,
        _ => ColorDepth::Indexed,
    };
    let theme = Theme::of(themes::named(theme).unwrap(), depth, None);
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw(frame, model, &theme)).unwrap();
    let backend = terminal.backend();
    let cursor = backend.cursor_visible().then(|| backend.cursor_position());
    (backend.buffer().clone(), cursor)
}

/// The text, a separator, and the runs of style.
pub fn screen(model: &Model, theme: &str) -> String {
    let buffer = buffer(model, theme);
    format!("{}\n---\n{}", text(&buffer), runs(&buffer))
}

/// The cells of a line, without those covered by a wide character.
fn cells(buffer: &Buffer, y: u16) -> Vec<(u16, &Cell)> {
    let mut cells = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        cells.push((x, cell));
        x += cell.symbol().width().max(1) as u16;
    }
    cells
}

/// The text on the screen.
pub fn text(buffer: &Buffer) -> String {
    let line = |y| -> String {
        let line: String = cells(buffer, y)
            .iter()
            .map(|(_, cell)| cell.symbol())
            .collect();
        line.trim_end().to_owned()
    };
    let lines: Vec<String> = (0..buffer.area.height).map(line).collect();
    lines.join("\n")
}

/// Where the style is not the default: `row:column style "text"`.
pub fn runs(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut run: Option<(u16, String, String)> = None;
        for (x, cell) in cells(buffer, y) {
            let style = style(cell);
            match &mut run {
                Some((_, same, text)) if *same == style => text.push_str(cell.symbol()),
                _ => {
                    end(&mut out, y, run.take());
                    run = Some((x, style, cell.symbol().to_owned()));
                }
            }
        }
        end(&mut out, y, run);
    }
    out
}

fn end(out: &mut String, y: u16, run: Option<(u16, String, String)>) {
    if let Some((x, style, text)) = run
        && !style.is_empty()
        && (!text.trim().is_empty() || style.contains("REVERSED"))
    {
        out.push_str(&format!("{y}:{x} {style} {:?}\n", text.trim_end()));
    }
}

fn style(cell: &Cell) -> String {
    let mut style = String::new();
    if cell.fg != Color::Reset {
        style.push_str(&cell.fg.to_string());
    }
    if cell.bg != Color::Reset {
        style.push_str(&format!("/{}", cell.bg));
    }
    if cell.modifier != Modifier::empty() {
        style.push_str(&format!(" {:?}", cell.modifier));
    }
    style.trim().to_owned()
}
