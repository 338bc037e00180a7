//! Dialogs. Only the topmost is drawn; it receives all keys.

mod confirm;
mod connect;
mod diff;
mod env;
mod form;
mod help;
mod menu;
mod palette;
mod prompt;
mod restore;
mod schemas;
mod sign_in;
mod steps;
mod text_layout;
mod viewer;

use super::{
    Caret, DrawContext, footer,
    header::PROD,
    notice,
    text::{clean, fit, width},
    widget::{LineWriter, Panel, lines, panel},
};
use crate::ui::{
    Action,
    dialog::{confirm::Confirm, kinds::Dialog, menu::Menu, stakes::Stakes},
    mouse::spot::Spot,
    scroll::Scroll,
    theme_menu,
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Clear, Widget as _},
};

/// Draws the topmost dialog. Returns `None` if none is open, otherwise its caret.
pub fn draw(buffer: &mut Buffer, cx: DrawContext<'_>) -> Option<Caret> {
    let top = cx.model.dialogs.shown()?;
    if cx.has_mouse() {
        cx.model.mouse.spots.forget();
    }
    cx.marker.forget();
    let caret = match top {
        Dialog::Help(help) => help::draw(buffer, help, cx),
        Dialog::Confirm(confirm) => confirm::draw(buffer, confirm, cx),
        Dialog::Menu(menu) => menu::draw(buffer, menu, cx),
        Dialog::Palette(palette) => palette::draw(buffer, palette, cx),
        Dialog::Viewer(viewer) => viewer::draw(buffer, viewer, cx),
        Dialog::Form(form) => form::draw(buffer, form, cx),
        Dialog::Connect(connect) => connect::draw(buffer, connect, cx),
        Dialog::SignIn(dialog) => sign_in::draw(buffer, dialog, cx),
        Dialog::EnvFile(dialog) => env::draw(buffer, dialog, cx),
        Dialog::Restore(restore) => restore::draw(buffer, restore, cx),
        Dialog::Prompt(prompt) => prompt::draw(buffer, prompt, cx),
    };
    // Hints are drawn last: which keys count may depend on which part of the dialog is in view.
    let line = cx.hints.get();
    if !line.is_empty() {
        hints(LineWriter::new(buffer, line, 0), cx);
    }
    Some(caret)
}

/// A box in the middle of the screen, with a title and key hints. What is behind it is dimmed, and a blank cell keeps
/// it apart from that.
///
/// The title says PROD, and the frame is doubled, if others may depend on what the dialog is about; the frame is red,
/// and says so, if what it is about to do cannot be undone.
struct Window<'a> {
    title: &'a str,
    /// Columns and lines of the content, without the hints.
    size: (usize, usize),
    /// Without a frame, over the whole screen.
    bare: bool,
}

/// What the frame says when something cannot be undone.
const NO_UNDO: &str = " no undo ";

/// The lines above a dialog: where there is room, the header stays visible, for it shows what the dialog is about.
fn over(screen: Rect) -> u16 {
    u16::from(screen.height >= 16)
}

impl Window<'_> {
    /// The most lines of content that fit a screen with a framed box.
    fn most_lines(screen: Rect) -> usize {
        usize::from(screen.height.saturating_sub(over(screen) + 4))
    }

    /// Draws the box and returns the area for its content. A box that does not fit fills the screen; on a very
    /// small screen it has no border.
    fn draw(&self, buffer: &mut Buffer, cx: DrawContext<'_>) -> Rect {
        let screen = buffer.area;
        if cx.is_linear() {
            cover(screen, cx);
            Clear.render(screen, buffer);
            return self.bare(buffer, cx.above_notices(screen), cx);
        }
        if screen.width < 40 || screen.height < 10 {
            cover(screen, cx);
            Clear.render(screen, buffer);
            return self.bare(buffer, screen, cx);
        }
        if self.bare {
            cx.covered.set(screen);
            let area = Rect {
                height: screen
                    .height
                    .saturating_sub(notice::lines_below_dialog(buffer, cx)),
                ..screen
            };
            cover(area, cx);
            Clear.render(area, buffer);
            return self.bare(buffer, area, cx);
        }
        let over = over(screen);
        cx.covered.set(self.area(screen, over));
        let under = notice::lines_below_dialog(buffer, cx);
        let above = Rect {
            height: screen.height.saturating_sub(under),
            ..screen
        };
        let area = self.area(above, over);
        cover(area, cx);
        behind(buffer, area, over, cx);
        self.framed(buffer, area, cx)
    }

    fn framed(&self, buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) -> Rect {
        let theme = cx.theme;
        let stakes = stakes(cx);
        let lines = stakes.irreversible.then_some(theme.danger_border);
        let below = lines.map_or_else(Line::default, |style| Line::styled(NO_UNDO, style));
        let inside = Panel {
            title: self.title(usize::from(area.width.saturating_sub(6)), cx),
            below,
            focus: true,
            production: stakes.production,
            lines,
            ..Panel::default()
        }
        .draw(buffer, area, cx);
        let inside = Rect {
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            ..inside
        };
        cx.hints.set(Rect {
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

    /// The title, and the mark of production.
    fn title(&self, room: usize, cx: DrawContext<'_>) -> Line<'static> {
        let theme = cx.theme;
        let marks = if stakes(cx).production { PROD } else { "" };
        let name = clean(self.title);
        let name = fit(&name, room.saturating_sub(width(marks) + 1));
        let mut title = Line::default();
        if !name.is_empty() {
            title.push_span(Span::raw(" "));
            title.push_span(Span::styled(name.into_owned(), theme.strong));
            title.push_span(Span::raw(" "));
        }
        if !marks.is_empty() {
            title.push_span(Span::styled(marks, theme.production));
        }
        title
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

    fn bare(&self, buffer: &mut Buffer, screen: Rect, cx: DrawContext<'_>) -> Rect {
        let mut title = self.title(usize::from(screen.width), cx);
        if stakes(cx).irreversible {
            title.push_span(Span::styled(NO_UNDO, cx.theme.danger_border));
        }
        let titled = u16::from(title.width() > 0).min(screen.height);
        lines::draw(buffer, screen, &[title], 0, 0);
        let mut inside = Rect {
            y: screen.y + titled,
            height: screen.height - titled,
            ..screen
        };
        if inside.height > 2 {
            inside.height -= 1;
            cx.hints.set(Rect {
                y: screen.bottom() - 1,
                height: 1,
                ..screen
            });
        }
        inside
    }
}

/// Notes what the topmost dialog covers.
fn cover(area: Rect, cx: DrawContext<'_>) {
    cx.covered.set(area);
    cx.spot(area, || Spot::Dialog);
}

/// What is at stake in the topmost dialog.
fn stakes(cx: DrawContext<'_>) -> Stakes {
    let model = cx.model;
    let top = model.dialogs.top();
    top.map_or_else(Stakes::default, |dialog| {
        dialog.stakes(&model.settings, &model.neon)
    })
}

/// Dims what is behind a dialog, below these lines of the screen, and clears its place with a blank cell around it.
fn behind(buffer: &mut Buffer, area: Rect, over: u16, cx: DrawContext<'_>) {
    let screen = buffer.area;
    // Key hints outside of the dialog stay visible, too.
    let footer = footer::area(buffer, cx).filter(|_| !footer::is_in_window(cx));
    let bottom = footer.map_or(screen.bottom(), |footer| footer.y);
    let page = Rect {
        y: screen.y + over,
        height: bottom.saturating_sub(screen.y + over),
        ..screen
    };
    let is_dimmed = !theme_menu::is_open(&cx.model.dialogs);
    if let Some(style) = cx.theme.behind.filter(|_| is_dimmed) {
        dim(buffer, page, style);
    }
    let around = Rect {
        x: area.x.saturating_sub(1),
        y: area.y.saturating_sub(1),
        width: area.width.saturating_add(2),
        height: area.height.saturating_add(2),
    };
    let around = around.intersection(page);
    // Half of a wide character would cover the first cell.
    for y in around.y..around.bottom() {
        if let Some(before) = around.x.checked_sub(1)
            && let Some(cell) = buffer.cell_mut((before, y))
            && width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
    Clear.render(around, buffer);
}

/// Gives everything on these lines the same style.
fn dim(buffer: &mut Buffer, page: Rect, style: Style) {
    let (blank, shown) = (Style::reset(), Style::reset().patch(style));
    let width = usize::from(buffer.area.width);
    let lines = usize::from(page.y - buffer.area.y)..usize::from(page.bottom() - buffer.area.y);
    let cells = lines.start * width..lines.end * width;
    for cell in buffer.content.get_mut(cells).unwrap_or_default() {
        let is_blank = cell.symbol() == " ";
        cell.set_style(if is_blank { blank } else { shown });
    }
}

/// Draws the hints, after the reason why a confirmation cannot be given yet, if there is one.
fn hints(mut pen: LineWriter<'_>, cx: DrawContext<'_>) {
    if let Some(confirm) = cx.model.dialogs.top_as::<Confirm>() {
        let why = confirm
            .why_not_yet(cx.model.browser.panes.size)
            .or(confirm.hint);
        if let Some(why) = why {
            let why = fit(why, pen.left());
            pen.put(&why, cx.theme.bad).skip(2);
        }
    }
    if let Some(menu) = cx.model.dialogs.top_as::<Menu>() {
        for key in &menu.pressed {
            pen.put(&format!("{key} … "), cx.theme.key);
        }
    }
    footer::put_hints(&mut pen, cx);
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
    cx: DrawContext<'_>,
) {
    let (above, below) = scroll.hidden();
    let [up, down_] = match cx.is_linear() {
        true => ["above", "below"],
        false => ["↑", "↓"],
    };
    let parts = [(above, up), (below, down_)].into_iter();
    let parts = parts.filter(|(count, _)| *count > 0);
    let mut parts: Vec<String> = parts
        .map(|(count, arrow)| format!("{count} more {arrow}"))
        .collect();
    // A list needs no hint for the arrow keys.
    if let Some(action) = down.filter(|_| below > 0) {
        parts.push(cx.key(action));
    }
    let y = if is_framed(buffer, window) {
        window.bottom()
    } else {
        place.bottom().saturating_sub(1)
    };
    let height = place.height.min(1);
    let line = Rect { y, height, ..place };
    LineWriter::new(buffer, line, 0).put_right(&parts.join("  "), cx.theme.dim);
    if is_framed(buffer, window) && !cx.is_linear() {
        let border = Rect {
            x: window.right() + 1,
            width: 1,
            ..place
        };
        let shown = usize::from(place.height);
        let all = above + shown + below;
        let is_thick = !stakes(cx).production;
        panel::scroll_bar(buffer, border, (above, shown, all), is_thick);
    }
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
    cx: DrawContext<'_>,
) -> usize {
    let from = scroll.first(at_first, lines.len(), place.height.into());
    cx.marker.set(place);
    lines::draw(buffer, place, lines, from, 0);
    more(buffer, (window, place), scroll, Some(down), cx);
    from
}

/// The caret of a text above a list. In linear mode, the cursor follows the selection once that has left the first row.
const fn beside_list(caret: Caret, at: usize, cx: DrawContext<'_>) -> Caret {
    match cx.is_linear() && at > 0 {
        true => None,
        false => caret,
    }
}

/// The area for the rows of a list, and the index of the first row drawn so that row `at` of `count` is in view.
fn rows(
    buffer: &mut Buffer,
    (window, place): (Rect, Rect),
    scroll: &Scroll,
    (at, count): (usize, usize),
    cx: DrawContext<'_>,
) -> (Rect, usize) {
    let is_long = count > usize::from(place.height);
    let counts = is_long && place.height > 1 && !is_framed(buffer, window);
    let list = Rect {
        height: place.height - u16::from(counts),
        ..place
    };
    let from = scroll.show(at..at + 1, count, list.height.into());
    more(buffer, (window, place), scroll, None, cx);
    (list, from)
}
