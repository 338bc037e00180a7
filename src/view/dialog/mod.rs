//! Dialogs. Only the topmost is drawn; it receives all keys.

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
    scroll::Scroll,
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Clear, Widget as _},
};

/// Draws the topmost dialog. Returns `None` if none is open, otherwise its caret.
pub fn draw(buffer: &mut Buffer, look: DrawContext<'_>) -> Option<Caret> {
    let top = look.model.dialogs.top()?;
    let caret = match top {
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
    };
    // Hints are drawn last: which keys count may depend on which part of the dialog is in view.
    let line = look.hints.get();
    if !line.is_empty() {
        hints(LineWriter::new(buffer, line, 0), look);
    }
    Some(caret)
}

/// A box in the middle of the screen, with a title and key hints.
struct Window<'a> {
    title: &'a str,
    /// Columns and lines of the content, without the hints.
    size: (usize, usize),
    production: bool,
    /// Without a frame, over the whole screen.
    bare: bool,
}

impl Window<'_> {
    /// Draws the box and returns the area for its content. A box that does not fit fills the screen; on a very
    /// small screen it has no border.
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
        // Where there is room, the header stays visible: it shows what the dialog is about.
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
        let inside = Panel {
            title: self.title(usize::from(area.width.saturating_sub(6)), look),
            focus: true,
            production: self.production,
            lines: self.production.then_some(look.theme.production_border),
            ..Panel::default()
        }
        .draw(buffer, area, look.theme);
        let inside = Rect {
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            ..inside
        };
        look.hints.set(Rect {
            y: inside.bottom().saturating_sub(1),
            width: inside.width + 1,
            height: inside.height.min(1),
            ..inside
        });
        Rect {
            height: inside.height.saturating_sub(2),
            ..inside
        }
    }

    fn title(&self, room: usize, look: DrawContext<'_>) -> Line<'static> {
        let name = fit(&clean(self.title), room).into_owned();
        if name.is_empty() {
            return Line::default();
        }
        let name = Span::styled(name, look.theme.strong);
        Line::from(vec![Span::raw(" "), name, Span::raw(" ")])
    }

    /// The area of the box, below this many lines of the screen.
    fn area(&self, screen: Rect, over: u16) -> Rect {
        let over = over.min(screen.height);
        let below = screen.height - over;
        // Adds the border, a blank column on both sides, and below a blank line and the hints.
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
            look.hints.set(Rect {
                y: screen.bottom() - 1,
                height: 1,
                ..screen
            });
        }
        inside
    }
}

/// Draws the hints, after the reason why a confirmation cannot be given yet, if there is one.
fn hints(mut pen: LineWriter<'_>, look: DrawContext<'_>) {
    if let Some(confirm) = look.model.dialogs.top_as::<Confirm>() {
        let why = confirm
            .why_not_yet(look.model.browser.panes.size)
            .or(confirm.hint);
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

/// Says how many lines are hidden above and below, and which key shows more: with a frame, on the blank line
/// above the hints, otherwise at the end of the last line.
fn more(
    buffer: &mut Buffer,
    (window, place): (Rect, Rect),
    scroll: &Scroll,
    down: Option<Action>,
    look: DrawContext<'_>,
) {
    let (above, below) = scroll.hidden();
    let parts = [(above, '↑'), (below, '↓')].into_iter();
    let parts = parts.filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> = parts
        .map(|(count, arrow)| format!("{count} more {arrow}"))
        .collect();
    // A list needs no hint for the arrow keys.
    if let Some(action) = down.filter(|_| below > 0) {
        parts.push(look.key(action));
    }
    let y = if is_framed(buffer, window) {
        window.bottom()
    } else {
        place.bottom().saturating_sub(1)
    };
    let height = place.height.min(1);
    let line = Rect { y, height, ..place };
    LineWriter::new(buffer, line, 0).put_right(&parts.join("  "), look.theme.dim);
}

const fn is_framed(buffer: &Buffer, window: Rect) -> bool {
    window.x > buffer.area.x
}

/// Draws the visible lines of a text that may be longer than its area. Returns the first of them: `at_first`,
/// unless the user has scrolled.
fn text(
    buffer: &mut Buffer,
    (window, place): (Rect, Rect),
    (scroll, at_first): (&Scroll, usize),
    lines: &[Line<'_>],
    down: Action,
    look: DrawContext<'_>,
) -> usize {
    let from = scroll.first(at_first, lines.len(), place.height.into());
    lines::draw(buffer, place, lines, from, 0);
    more(buffer, (window, place), scroll, Some(down), look);
    from
}

/// The area for the rows of a list, and the index of the first row drawn so that row `at` of `count` is in view.
fn rows(
    buffer: &mut Buffer,
    (window, place): (Rect, Rect),
    scroll: &Scroll,
    (at, count): (usize, usize),
    look: DrawContext<'_>,
) -> (Rect, usize) {
    let is_long = count > usize::from(place.height);
    let counts = is_long && place.height > 1 && !is_framed(buffer, window);
    let list = Rect {
        height: place.height - u16::from(counts),
        ..place
    };
    let from = scroll.show(at..at + 1, count, list.height.into());
    more(buffer, (window, place), scroll, None, look);
    (list, from)
}
