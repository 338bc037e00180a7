//! The details pane: everything known about the selected row, as a page of lines that scrolls.
//!
//! Each kind has a file that fills a [`Page`]; what several kinds show alike is on the page itself.

pub mod awake;
mod branch;
mod card;
mod contents;
mod days;
mod endpoint;
mod errors;
mod expiry;
mod group;
mod home;
mod labels;
mod org;
mod page;
mod project;
mod raw;
mod snapshot;
mod usage;

use super::{
    DrawContext, format,
    header::is_production,
    remedy,
    text::{clean, fit, width, wrap},
    widget::{Panel, lines, panel},
};
use crate::{
    api::ApiError,
    kinds::{
        self, Kind, access::AccessRef, backup_schedule::BackupScheduleRef, item::ItemRef,
        kind::Keys, member::MemberRef, neon_auth::NeonAuthRef, plain,
        spending_limit::SpendingLimitRef, units::duration, with_kind,
    },
    ui::{self, Action, FetchState, Pane, Remote, Tab, Target, mouse::spot::Spot, odd_text},
};
use page::{Link, Page};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

/// Something that can be shown in the details; by default, as a list of its fields.
trait Details<'a>: Kind {
    fn fill(&self, page: &mut Page<'a>) {
        let store = &page.cx.model.neon.store;
        let (edit, delete) = (page.cx.key(Action::Edit), page.cx.key(Action::Delete));
        let keys = Keys {
            edit: &edit,
            delete: &delete,
        };
        if let Some((title, notes)) = self.summary(store, keys) {
            let title = clean(&title).into_owned();
            page.lines.push(Line::styled(title, page.cx.theme.strong));
            page.blank();
            for note in notes {
                page.note(clean(&note).into_owned());
            }
        } else if self.known(store).is_some() {
            page.title(self.noun(), self.name(store).unwrap_or_default());
        }
        if let Some(text) = self.if_removed(store) {
            page.note(format!("{}.", clean(&text)));
        }
        if let Some(known) = self.known(store) {
            page.all_fields(known);
        }
    }
}

impl Details<'_> for AccessRef<'_> {}
impl Details<'_> for SpendingLimitRef<'_> {}
impl Details<'_> for BackupScheduleRef<'_> {}
impl Details<'_> for MemberRef<'_> {}
impl Details<'_> for NeonAuthRef<'_> {}
impl Details<'_> for ItemRef<'_> {}

macro_rules! as_fields {
    ($($kind:ty),* ; $($new:ty),* $(,)?) => { $(impl Details<'_> for $kind {})* };
}
plain!(as_fields);

fn of<'a, R>(target: &Target, ask: impl FnOnce(&dyn Details<'a>) -> R) -> R {
    with_kind!(target, ask)
}

/// From this age on, in seconds, the page says how old its facts are.
const OLD: i64 = 120;

pub fn draw(buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) {
    let model = cx.model;
    let layout = model.browser.layout();
    let content = layout.content(Pane::Details).unwrap_or_default();
    let room = content.width.saturating_sub(2);
    let height = usize::from(content.height);
    let Page {
        mut lines,
        mut cursor,
        mut links,
        ..
    } = page(cx, usize::from(room), height);
    let name = name(cx);
    if width(&name) > title_room(area) {
        let title = wrap(&name, room.into()).into_iter();
        let title = title.map(|line| Line::styled(line, cx.theme.strong));
        let before = lines.len();
        lines.splice(0..0, title.chain([Line::default()]));
        let added = lines.len() - before;
        cursor = cursor.map(|line| line + added);
        links.iter_mut().for_each(|link| link.line += added);
    }
    let all = lines.len();
    let details = &model.browser.panes.details;
    if let Some(line) = cursor
        && (details.home.moved.take() || details.scroll.is_initial())
    {
        details.scroll.reveal(line..line + 1, all, height);
    }
    let from = details.scroll.first(0, all, height);
    let inside = if layout.has_titles() {
        frame(buffer, area, cx, (from, height, all))
    } else {
        area
    };
    let inside = Rect {
        x: inside.x.saturating_add(1),
        width: inside.width.saturating_sub(1),
        ..inside
    };
    let here = cursor.filter(|line| (from..from + height).contains(line));
    cx.marker.set(match here {
        Some(line) => lines::place(inside, from, line..line + 1),
        None => inside,
    });
    let sideways = usize::from(details.sideways);
    lines::draw(buffer, inside, &lines, from, sideways);
    for link in links {
        spot(link, inside, from, cx);
    }
}

/// Notes a link, if its line is among those drawn from this one on.
fn spot(link: Link, area: Rect, from: usize, cx: DrawContext<'_>) {
    let line = lines::place(area, from, link.line..link.line + 1);
    let place = Rect {
        x: area.x.saturating_add(link.columns.start as u16),
        width: link.columns.len() as u16,
        ..line
    };
    cx.spot(place.intersection(area), || Spot::HomeLine(link.id));
}

/// The name of what is selected.
fn name(cx: DrawContext<'_>) -> String {
    let model = cx.model;
    model.browser.selected().map_or_else(
        || "Details".to_owned(),
        |target| clean(&model.neon.store.name(target)).into_owned(),
    )
}

/// The room for the name in the title of the pane, before the tabs.
fn title_room(area: Rect) -> usize {
    usize::from(area.width).saturating_sub(28)
}

fn frame(
    buffer: &mut Buffer,
    area: Rect,
    cx: DrawContext<'_>,
    scroll: (usize, usize, usize),
) -> Rect {
    let (model, theme) = (cx.model, cx.theme);
    let focus = cx.has_keys(Pane::Details);
    let name = name(cx);
    let name = fit(&name, title_room(area));
    let mut title = panel::title(theme, focus, "2", Span::raw(name));
    let shown = ui::usage::tab(&model.browser, &model.neon.store);
    for tab in ui::usage::tabs(&model.browser, &model.neon.store) {
        let span = if tab == shown {
            Span::styled(format!("[{}]", tab.title()), theme.strong)
        } else {
            Span::styled(tab.title(), theme.dim)
        };
        if tab != Tab::default() {
            title.push_span(Span::raw(" "));
        }
        let cells = (title.width(), span.width());
        cx.spot_in_title(area, cells, || Spot::Tab(tab));
        title.push_span(span);
    }
    title.push_span(Span::raw(" "));
    let below = age(cx).map_or_else(Line::default, |age| {
        Line::from(Span::styled(format!(" {age} "), theme.dim))
    });
    Panel {
        title,
        below,
        focus,
        production: is_production(&model.browser, &model.neon),
        scroll: Some(scroll),
        ..Panel::default()
    }
    .draw(buffer, area, cx)
}

fn page(cx: DrawContext<'_>, room: usize, height: usize) -> Page<'_> {
    let mut page = Page::new(cx, room, height);
    let Some(target) = cx.model.browser.selected() else {
        return nothing(page);
    };
    match ui::usage::tab(&cx.model.browser, &cx.model.neon.store) {
        Tab::Overview => of(target, |kind| kind.fill(&mut page)),
        Tab::Usage => usage::fill(&mut page, target),
        Tab::Facts => facts(&mut page, target),
        Tab::Raw => raw::fill(&mut page, target),
    }
    page
}

/// The overview of a thing, as lines of this width.
pub fn overview<'a>(target: &Target, room: usize, cx: DrawContext<'a>) -> Vec<Line<'a>> {
    let mut page = Page::new(cx, room, 0);
    of(target, |kind| kind.fill(&mut page));
    page.lines
}

/// All fields of a thing; of one without any, its overview.
fn facts(page: &mut Page<'_>, target: &Target) {
    let store = &page.cx.model.neon.store;
    of(target, |kind| match kind.whole(store) {
        Some(known) => {
            page.title(kind.noun(), kind.name(store).unwrap_or_default());
            page.all_fields(known);
        }
        None => kind.fill(page),
    });
}

/// The page when no row is selected: says how to select one.
fn nothing(mut page: Page<'_>) -> Page<'_> {
    let cx = page.cx;
    let text = if cx.model.browser.list_filter().is_some() {
        format!(
            "Nothing is selected: no row matches the filter. {} clears it.",
            cx.key(Action::Back)
        )
    } else {
        format!(
            "Nothing is selected yet. {} shows every key.",
            cx.key(Action::Help)
        )
    };
    for line in wrap(&text, page.room) {
        page.lines.push(Line::styled(line, cx.theme.dim));
    }
    page
}

/// What the facts on this page are about, and their age, once they are old: `branch read at 14:02, 3m ago`. What else is
/// on the page may be newer.
fn age(cx: DrawContext<'_>) -> Option<String> {
    let model = cx.model;
    let (noun, at) = kinds::lookup::of(model.browser.selected()?, |kind| {
        (kind.noun(), kind.received_at(&model.neon.store))
    });
    let at = at?;
    let age = model.neon.now.duration_since(at).as_secs();
    (age >= OLD).then(|| {
        format!(
            "{noun} read at {}, {} ago",
            format::hour(&model.settings, at),
            duration::about(age)
        )
    })
}

impl Page<'_> {
    /// Says why something could not be fetched, once, and which keys help. What makes one request fail often makes
    /// the next one fail as well.
    fn failed(&mut self, what: &str, error: &ApiError) {
        let why = error.sentence();
        if self.failures.contains(&why) {
            return;
        }
        let text = format!("✗ {what}: {}", clean(&why));
        for line in wrap(&text, self.room) {
            self.lines.push(Line::styled(line, self.cx.theme.bad));
        }
        self.failures.push(why);
        let remedies = ui::remedy::of(error);
        self.lines
            .extend(remedy::lines(remedies, self.room, self.cx));
    }

    /// Says that something is being fetched or could not be fetched.
    fn fetch<T>(&mut self, what: &str, remote: &Remote<T>) {
        let theme = self.cx.theme;
        match &remote.fetch {
            FetchState::Loading if remote.at.is_none() => {
                self.lines
                    .push(Line::styled(format!("loading {what}…"), theme.dim));
            }
            FetchState::Failed(error) => self.failed(what, error),
            FetchState::Absent | FetchState::Loading | FetchState::Ready => {}
        }
        if !remote.odd.is_empty() {
            let text = format!("✗ {}", odd_text(what, &remote.odd));
            for line in wrap(&clean(&text), self.room) {
                self.lines.push(Line::styled(line, theme.bad));
            }
        }
    }
}
