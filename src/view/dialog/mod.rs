//! What lies over the main screen. Only the topmost dialog is drawn; it has all the keys.

mod confirm;
mod connect;
mod diff;
mod env;
mod form;
mod help;
mod menu;
mod prompt;
mod restore;
mod schemas;
mod sign_in;
mod text_layout;
mod viewer;

use super::{
    Caret, DrawContext, footer, notice,
    text::{clean, fit},
    widget::{LineWriter, Panel, lines},
};
use crate::ui::{
    Action,
    dialog::{Confirm, Dialog},
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Clear, Widget as _},
};

/// Draws the topmost dialog; answers nothing if none is open, else where its caret is.
pub fn draw(buffer: &mut Buffer, look: DrawContext<'_>) -> Option<Caret> {
    let top = look.model.dialogs.top()?;
    Some(match top {
        Dialog::Help(help) => help::draw(buffer, help, look),
        Dialog::Confirm(confirm) => confirm::draw(buffer, confirm, look),
        Dialog::Menu(menu) => menu::draw(buffer, menu, look),
        Dialog::Viewer(viewer) => viewer::draw(buffer, viewer, look),
        Dialog::Form(form) => form::draw(buffer, form, look),
        Dialog::Connect(connect) => connect::draw(buffer, connect, look),
        Dialog::SignIn(dialog) => sign_in::draw(buffer, dialog, look),
        Dialog::EnvFile(dialog) => env::draw(buffer, dialog, look),
        Dialog::Restore(restore) => restore::draw(buffer, restore, look),
        Dialog::Prompt(prompt) => prompt::draw(buffer, prompt, look),
    })
}

/// A box in the middle of the screen, with a title and the keys that work in it.
struct Window<'a> {
    title: &'a str,
    /// Columns and lines of its content, hints not counted.
    size: (usize, usize),
    production: bool,
    /// Without a frame, over the whole screen.
    bare: bool,
}

impl Window<'_> {
    /// Draws the box; answers where the content goes. A box that does not fit fills the screen; on a
    /// very small one it has no lines around it.
    fn draw(&self, buffer: &mut Buffer, look: DrawContext<'_>) -> Rect {
        let screen = buffer.area;
        if screen.width < 40 || screen.height < 10 {
            look.covered.set(screen);
            Clear.render(screen, buffer);
            return self.bare(buffer, screen, look);
        }
        if self.bare {
            look.covered.set(screen);
            let area = Rect {
                height: screen
                    .height
                    .saturating_sub(notice::lines_below_dialog(buffer, look)),
                ..screen
            };
            look.covered.set(area);
            Clear.render(area, buffer);
            return self.bare(buffer, area, look);
        }
        // The header stays in view where there is room: it says where all this is.
        let over = u16::from(screen.height >= 16);
        look.covered.set(self.area(screen, over));
        let under = notice::lines_below_dialog(buffer, look);
        let above = Rect {
            height: screen.height.saturating_sub(under),
            ..screen
        };
        let area = self.area(above, over);
        look.covered.set(area);
        Clear.render(area, buffer);
        let room = usize::from(area.width.saturating_sub(6));
        let name = fit(&clean(self.title), room).into_owned();
        let title = if name.is_empty() {
            Line::default()
        } else {
            Line::from(vec![
                Span::raw(" "),
                Span::styled(name, look.theme.strong),
                Span::raw(" "),
            ])
        };
        let inside = Panel {
            title,
            focus: true,
            production: self.production,
            lines: self.production.then_some(look.theme.production_border),
            ..Panel::default()
        }
        .draw(buffer, area, look.theme);
        let mut pen = LineWriter::new(buffer, inside, inside.height.saturating_sub(1));
        pen.skip(1);
        hints(pen, look);
        Rect {
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            height: inside.height.saturating_sub(2),
            ..inside
        }
    }

    /// Where the box is, below so many lines of the screen.
    fn area(&self, screen: Rect, over: u16) -> Rect {
        let over = over.min(screen.height);
        let below = screen.height - over;
        // Lines around, a blank column on both sides, a blank line and the hints below.
        let width = fits(self.size.0 + 4, screen.width);
        let height = fits(self.size.1 + 4, below);
        Rect {
            x: screen.x + (screen.width - width) / 2,
            y: screen.y + over + (below - height) / 2,
            width,
            height,
        }
    }

    fn bare(&self, buffer: &mut Buffer, screen: Rect, look: DrawContext<'_>) -> Rect {
        let titled = u16::from(!self.title.is_empty()).min(screen.height);
        let title = fit(&clean(self.title), usize::from(screen.width)).into_owned();
        LineWriter::new(buffer, screen, 0).put(&title, look.theme.strong);
        let mut inside = Rect {
            y: screen.y + titled,
            height: screen.height - titled,
            ..screen
        };
        if inside.height > 2 {
            inside.height -= 1;
            let pen = LineWriter::new(buffer, screen, screen.height - 1);
            hints(pen, look);
        }
        inside
    }
}

/// The keys of a window; before them why a question does not count yet, and what helps.
fn hints(mut pen: LineWriter<'_>, look: DrawContext<'_>) {
    if let Some(confirm) = look.model.dialogs.top_as::<Confirm>() {
        let why = confirm.why_not_yet(look.model.size).or(confirm.hint);
        if let Some(why) = why {
            let why = fit(why, pen.left());
            pen.put(&why, look.theme.bad).skip(2);
        }
    }
    footer::put_hints(&mut pen, look);
}

fn fits(wanted: usize, room: u16) -> u16 {
    u16::try_from(wanted).unwrap_or(u16::MAX).min(room)
}

/// Says how many lines stand above and below those in view, and which key shows more.
fn more(
    buffer: &mut Buffer,
    line: Rect,
    (above, below): (usize, usize),
    down: Option<Action>,
    look: DrawContext<'_>,
) {
    let parts = [(above, '↑'), (below, '↓')].into_iter();
    let parts = parts.filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> = parts
        .map(|(count, arrow)| format!("{count} more {arrow}"))
        .collect();
    // The arrow keys of a list need no words.
    if let Some(action) = down.filter(|_| below > 0) {
        parts.push(look.key(action));
    }
    LineWriter::new(buffer, line, 0).put_right(&parts.join("  "), look.theme.dim);
}

/// Draws the lines that are in view of a page that may be longer than its place, and says how many
/// are not: in a frame on the blank line above the hints, else at the end of its last line.
fn part(
    buffer: &mut Buffer,
    (window, place): (Rect, Rect),
    (page, from): (&[Line<'_>], usize),
    down: Action,
    look: DrawContext<'_>,
) {
    lines::draw(buffer, place, page, from, 0);
    let below = page.len().saturating_sub(from + usize::from(place.height));
    let framed = window.x > buffer.area.x;
    let line = Rect {
        y: if framed {
            window.bottom()
        } else {
            place.bottom().saturating_sub(1)
        },
        height: place.height.min(1),
        ..place
    };
    more(buffer, line, (from, below), Some(down), look);
}
