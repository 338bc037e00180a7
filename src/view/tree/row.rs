//! One row of the tree.
//!
//! ```text
//! ▾ Acme Labs                        3 projects
//!   ▾ storefront          pg17  us-e2
//!     ▾ production        ▪ active           PD
//!     │ ├ ep-big-oak   rw ▪ active     0.5-4 CU
//!     │ └ neondb          db neondb_owner
//! ^   ^ ^              ^  ^                   ^
//! │   │ └ name         │  └ state             └ tail
//! │   └ guides         └ kind
//! └ where the cursor rests while another pane has the keys
//! ```
//! Everything hangs under the organisations, so they are drawn as headings and their projects are not
//! indented below them.

use super::super::{
    Look, format,
    text::{clean, fit, fit_middle, width},
    widget::Pen,
};
use crate::{
    api::types::{Branch, Endpoint, ProjectId, Time},
    core::{
        Action, Fetch, Inside, Listing, Pane, ProjectEntry, Target, compute, rows,
        tree::{Place, Row, Twig},
    },
    resource::{self, State, Tone, size},
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};
use std::borrow::Cow;

/// Where the columns are, in columns of the screen; the same for all rows.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    state: u16,
    end: u16,
}

impl Columns {
    /// The columns of a tree that is drawn here.
    pub const fn of(area: Rect) -> Self {
        let state = match area.width {
            0..20 => 2,
            20..28 => 10,
            28..38 => 14,
            38..48 => 17,
            _ => 20,
        };
        // One blank column between the text and the frame.
        let end = area.x.saturating_add(area.width).saturating_sub(1);
        Self {
            state: end.saturating_sub(state),
            end,
        }
    }
}

/// What a row says.
struct Text<'a> {
    name: Cow<'a, str>,
    name_style: Style,
    /// Two letters between name and state.
    kind: &'static str,
    glyph: Option<char>,
    glyph_style: Style,
    word: Cow<'a, str>,
    word_style: Style,
    tail: String,
    tail_style: Style,
    /// What is left of the tail where there is little room; nothing where the tail may go.
    short_tail: &'static str,
}

/// Draws a row; `here` says that the cursor is on it.
pub fn draw(
    buffer: &mut Buffer,
    line: Rect,
    row: &Row,
    columns: Columns,
    look: Look<'_>,
    here: bool,
) {
    let Some(mut text) = text(row, look) else {
        return;
    };
    if let Some(doing) = doing(row, look) {
        text.glyph = look.spinner().chars().next();
        text.glyph_style = look.theme.busy;
        text.word = Cow::Owned(doing);
        text.word_style = look.theme.busy;
        text.tail.clear();
    }
    let theme = look.theme;
    let focus = look.has_keys(Pane::Tree);
    let mut pen = Pen::new(buffer, line, 0);
    let bar = if here && !focus { "▌" } else { " " };
    pen.put(bar, theme.border_focus);
    guides(&mut pen, row, columns, look);
    let kind = width(text.kind);
    let free = text.is_free();
    let until = if free { columns.end } else { columns.state };
    let room = usize::from(until.saturating_sub(pen.x()));
    let room = match (free, kind) {
        (true, _) => room.saturating_sub(text.least_tail(room)),
        (false, 0) => room.saturating_sub(1),
        (false, _) => room.saturating_sub(kind + 2),
    };
    pen.put(&fit_middle(&text.name, room), text.name_style);
    if kind > 0 && room > 0 {
        pen.to(columns.state.saturating_sub(kind as u16 + 1));
        pen.put(text.kind, theme.dim);
    }
    let used = pen.x();
    state(buffer, line, &text, columns, used, look);
    if here {
        let style = if focus { theme.selected } else { theme.resting };
        buffer.set_style(line.intersection(buffer.area), style);
    }
}

/// State and tail. A row without state gives its tail all the room.
fn state(
    buffer: &mut Buffer,
    line: Rect,
    text: &Text<'_>,
    columns: Columns,
    used: u16,
    look: Look<'_>,
) {
    let theme = look.theme;
    let from = if text.is_free() {
        used.saturating_add(1)
    } else {
        columns.state
    };
    let rest = Rect {
        x: from,
        width: columns.end.saturating_sub(from),
        ..line
    };
    let mut pen = Pen::new(buffer, rest, 0);
    if let Some(glyph) = text.glyph {
        let mut bytes = [0; 4];
        pen.put(glyph.encode_utf8(&mut bytes), text.glyph_style);
        pen.put(" ", theme.text);
    }
    let word = fit(&text.word, pen.left());
    pen.put(&word, text.word_style);
    let room = pen.left().saturating_sub(usize::from(!text.is_free()));
    for tail in [&text.tail, text.short_tail] {
        if width(tail) <= room && pen.put_right(tail, text.tail_style) {
            return;
        }
    }
}

/// The lines that show what hangs under what, and the sign of open and closed.
fn guides(pen: &mut Pen<'_>, row: &Row, columns: Columns, look: Look<'_>) {
    let theme = look.theme;
    // A row's own branch of the tree begins below a branch of the project: everything above is
    // indented without a line.
    const FIRST_LINE: u8 = 3;
    let depth = row.depth;
    let room = usize::from(columns.state.saturating_sub(pen.x()));
    // Deep rows lose the outermost lines rather than their names.
    let deepest = (room / 4).max(2) as u8;
    let skip = depth.saturating_sub(deepest).max(1);
    if skip > 1 {
        pen.put("‹ ", theme.dim);
    }
    for level in skip + 1..=depth {
        let follows = row.guides & (1_u32.checked_shl(u32::from(level)).unwrap_or(0)) != 0;
        let piece = match (level < FIRST_LINE, level == depth, follows) {
            (true, ..) => "  ",
            (false, true, true) => "├ ",
            (false, true, false) => "└ ",
            (false, false, true) => "│ ",
            (false, false, false) => "  ",
        };
        pen.put(piece, theme.dim);
    }
    let twig = match row.twig {
        Twig::Open => "▾ ",
        Twig::Closed => "▸ ",
        Twig::Leaf => "",
    };
    pen.put(twig, theme.dim);
}

/// What is being done to the thing of a row: `starting 1/2`.
fn doing(row: &Row, look: Look<'_>) -> Option<String> {
    let model = look.model;
    if model.writes.is_empty() && model.follow.is_empty() {
        return None;
    }
    let mut target = rows::target(row.place, &model.store)?;
    if matches!(target, Target::Branch(..)) {
        target = compute::target(compute::of(model, &target)?);
    }
    if let Some(pending) = model.writes.get(&target) {
        let doing = if pending.checking {
            "checking"
        } else {
            pending.intent.verb.doing
        };
        return Some(doing.to_owned());
    }
    let watch = model.follow.of(&target)?;
    let (done, all) = watch.steps();
    Some(if all > 1 {
        format!("{} {done}/{all}", watch.intent.verb.doing)
    } else {
        watch.intent.verb.doing.to_owned()
    })
}

impl<'a> Text<'a> {
    fn new(name: &'a str, name_style: Style, look: Look<'_>) -> Self {
        Self {
            name: clean(name),
            name_style,
            kind: "",
            glyph: None,
            glyph_style: look.theme.text,
            word: Cow::Borrowed(""),
            word_style: look.theme.dim,
            tail: String::new(),
            tail_style: look.theme.dim,
            short_tail: "",
        }
    }

    /// A row without a state: name and tail share all of it.
    fn is_free(&self) -> bool {
        self.glyph.is_none() && self.word.is_empty()
    }

    /// What the name must leave for the tail: all of it where that is a third of the row at most.
    fn least_tail(&self, room: usize) -> usize {
        let whole = width(&self.tail);
        let least = if self.short_tail.is_empty() || whole * 3 <= room {
            whole
        } else {
            width(self.short_tail)
        };
        least + usize::from(least > 0)
    }

    fn state(mut self, state: State, look: Look<'_>) -> Self {
        self.glyph = Some(state.glyph);
        self.glyph_style = look.theme.tone(state.tone);
        self.word = Cow::Borrowed(state.word);
        self.word_style = match state.tone {
            Tone::Good | Tone::Plain => look.theme.text,
            Tone::Quiet => look.theme.quiet,
            Tone::Busy => look.theme.busy,
            Tone::Bad => look.theme.bad,
        };
        self
    }

    /// Says something in the place of a state.
    fn instead(mut self, tail: String, style: Style) -> Self {
        self.glyph = None;
        self.word = Cow::Borrowed("");
        self.tail = tail;
        self.tail_style = style;
        self
    }

    fn word(mut self, word: impl Into<Cow<'a, str>>, style: Style) -> Self {
        self.word = word.into();
        self.word_style = style;
        self
    }
}

fn text<'a>(row: &Row, look: Look<'a>) -> Option<Text<'a>> {
    let (store, theme) = (&look.model.store, look.theme);
    let project = |at: u32| store.projects.get_index(at as usize);
    let inside = |at: u32| project(at)?.1.inside.as_deref();
    let branch = |at: u32, b: u32| Some(inside(at)?.branches.value.get_index(b as usize)?.1);
    let org = |at: u32| store.orgs.value.get_index(at as usize);
    Some(match row.place {
        Place::Org(at) => {
            let (id, org) = org(at)?;
            let list = store.lists.get(&Target::Org(id.clone()));
            list_text(&org.name, list, look)
        }
        Place::Shared => list_text("Shared with me", store.lists.get(&Target::Shared), look),
        Place::MoreOf(at) => more(store.lists.get(&Target::Org(org(at)?.0.clone())), look),
        Place::MoreShared => more(store.lists.get(&Target::Shared), look),
        Place::Project(at) => {
            let (id, entry) = project(at)?;
            project_text(id, entry, look)
        }
        Place::Branch(at, b) => branch_text(inside(at)?, branch(at, b)?, row.twig, look),
        Place::Endpoint(at, e) => {
            endpoint_text(inside(at)?.endpoints.value.get_index(e as usize)?.1, look)
        }
        Place::Database(at, b, d) => {
            let contents = inside(at)?.contents.get(&branch(at, b)?.id)?;
            let database = contents.databases.value.get(d as usize)?;
            let mut text = Text::new(database.name.as_str(), theme.text, look);
            text.tail = format!("db {}", clean(database.owner_name.as_str()));
            text.short_tail = "db";
            text
        }
        Place::Role(at, b, r) => {
            let contents = inside(at)?.contents.get(&branch(at, b)?.id)?;
            let role = contents.roles.value.get(r as usize)?;
            let mut text = Text::new(role.name.as_str(), theme.text, look);
            let system = role.protected == Some(true);
            text.tail = if system { "system role" } else { "role" }.to_owned();
            text.short_tail = "role";
            text
        }
    })
}

fn list_text<'a>(name: &'a str, list: Option<&'a Listing>, look: Look<'a>) -> Text<'a> {
    let mut text = Text::new(name, look.theme.strong, look);
    let Some(list) = list else {
        return text;
    };
    text.tail = match &list.state.fetch {
        Fetch::Loading if list.rows.is_empty() => "loading…".to_owned(),
        Fetch::Failed(_) if list.rows.is_empty() => look.failed(Action::Refresh),
        _ => {
            let more = if list.has_more() { "+" } else { "" };
            let word = if list.rows.len() == 1 {
                "project"
            } else {
                "projects"
            };
            format!("{}{more} {word}", format::count(list.rows.len()))
        }
    };
    text
}

fn more<'a>(list: Option<&'a Listing>, look: Look<'a>) -> Text<'a> {
    let loaded = format::count(list.map_or(0, |list| list.rows.len()));
    let name = match list.map(|list| &list.state.fetch) {
        Some(Fetch::Loading) => format!("loading more: {loaded} loaded"),
        Some(Fetch::Failed(_)) => format!("{} after {loaded}", look.failed(Action::Open)),
        _ => format!("load more: {loaded} loaded"),
    };
    let mut text = Text::new("", look.theme.dim, look);
    text.tail.clear();
    text.name = Cow::Owned(name);
    text
}

fn project_text<'a>(_: &ProjectId, entry: &'a ProjectEntry, look: Look<'a>) -> Text<'a> {
    let theme = look.theme;
    let text = Text::new(&entry.row.name, theme.text, look);
    let branches = entry.inside.as_deref().map(|inside| &inside.branches);
    match branches {
        Some(branches) if branches.at.is_none() && branches.is_loading() => {
            return text.instead("loading…".to_owned(), theme.busy);
        }
        Some(branches) if branches.error().is_some() => {
            return text.instead(look.failed(Action::Refresh), theme.bad);
        }
        _ => {}
    }
    let region = resource::project::short_region(entry.row.region_id.as_str());
    let version = entry.row.pg_version;
    if version == 0 {
        return text;
    }
    text.word(format!("pg{version}  {}", clean(&region)), theme.dim)
}

fn branch_text<'a>(inside: &'a Inside, branch: &'a Branch, twig: Twig, look: Look<'a>) -> Text<'a> {
    let state = inside.branch_state(branch);
    let mut text = Text::new(&branch.name, look.theme.text, look).state(state, look);
    if let Some(contents) = inside
        .contents
        .get(&branch.id)
        .filter(|_| twig == Twig::Open)
    {
        let both = [&contents.databases.fetch, &contents.roles.fetch];
        if both.iter().any(|fetch| matches!(fetch, Fetch::Failed(_))) {
            return text.instead(look.failed(Action::Refresh), look.theme.bad);
        }
        let known = contents.databases.at.is_some() && contents.roles.at.is_some();
        if !known && both.contains(&&Fetch::Loading) {
            text.tail = "…".to_owned();
            return text;
        }
    }
    text.tail = branch.expires_at.map_or_else(
        || resource::branch::marks(branch).to_owned(),
        |at: Time| format::countdown(at.timestamp(), look.model.now),
    );
    text
}

fn endpoint_text<'a>(endpoint: &'a Endpoint, look: Look<'a>) -> Text<'a> {
    let name = endpoint.name.as_deref().filter(|name| !name.is_empty());
    let name = name.unwrap_or(endpoint.id.as_str());
    let state = resource::endpoint::state(endpoint);
    let mut text = Text::new(name, look.theme.text, look).state(state, look);
    text.kind = resource::endpoint::short_kind(endpoint);
    let size = size::range(
        endpoint.autoscaling_limit_min_cu,
        endpoint.autoscaling_limit_max_cu,
    );
    text.tail = size.trim_end_matches(" CU").to_owned();
    text
}
