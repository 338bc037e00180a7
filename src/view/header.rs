//! The header: where the cursor is, the mode, and how fresh the screen is.
//!
//! ```text
//!  Acme Labs › storefront › dev/maya      PROD  RW  live 15s  12 of 700 requests/min  14:02 UTC
//! ```

use super::{
    DrawContext, filter, format,
    text::{clean, fit, fit_middle, width},
    widget::LineWriter,
};
use crate::{
    api::types::ProjectId,
    kinds::{project::quota::QuotaUse, units::duration},
    neon::{Connectivity, Neon, account::CredentialSource},
    reads::timing,
    store::Store,
    ui::{Pane, Target, browser::Browser, mouse::spot::Spot, navigation_target},
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// The mark of what others may depend on.
pub const PROD: &str = " PROD ";

/// A word on the right; the least important is left out first.
struct Word {
    text: String,
    /// A shorter text for narrow screens.
    short: Option<&'static str>,
    /// A longer one, if it fits beside all other words.
    long: Option<String>,
    style: Style,
    matters: u8,
}

impl Word {
    fn new(text: impl Into<String>, style: Style, matters: u8) -> Self {
        Self {
            text: text.into(),
            short: None,
            long: None,
            style,
            matters,
        }
    }

    /// Whether it says what must be known, or never changes: a screen reader speaks whatever changes.
    fn is_still(&self) -> bool {
        self.matters >= MODE
    }

    fn or_long(self, long: impl Into<String>) -> Self {
        Self {
            long: Some(long.into()),
            ..self
        }
    }
}

/// From this importance on, a word is about the mode or a problem.
const MODE: u8 = 5;
/// From this importance on, a word protects or reports a problem, and the path makes room for it.
const BEFORE_PATH: u8 = 8;

/// From this percentage of a quota on, the header mentions it.
const NEAR_QUOTA: u64 = 80;
/// The widest the name of an account gets.
const WHO: usize = 24;
/// A path with less room than this shows only its end.
const NARROW: usize = 20;
/// Cells between two words.
const GAP: usize = 2;
/// Between two steps of the path.
const ARROW: &str = " › ";

pub fn draw(buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) {
    let mut path = path(&cx.model.browser, &cx.model.neon);
    if cx.is_linear() && cx.model.browser.table.is_none() && cx.has_keys(Pane::Tree) {
        // The row says what it is.
        path.pop();
    }
    let room = usize::from(area.width).saturating_sub(2);
    let mut words = words(cx);
    if cx.is_linear() {
        words.retain(Word::is_still);
    }
    let words = fitting(words, room, path_width(&path).min(room * 3 / 5));
    let right = total(&words);
    let mut pen = LineWriter::new(buffer, area, 0);
    pen.skip(1);
    let left = room.saturating_sub(right + if right > 0 { GAP } else { 0 });
    draw_path(&mut pen, &path, left, cx);
    let mut pen = LineWriter::new(buffer, area, 0);
    pen.skip((room + 1).saturating_sub(right) as u16);
    for word in &words {
        pen.put(&word.text, word.style).skip(GAP as u16);
    }
}

/// The words that fit beside a path of this width; important ones may take its place.
fn fitting(words: Vec<Word>, room: usize, path: usize) -> Vec<Word> {
    let mut words: Vec<(usize, Word)> = words.into_iter().enumerate().collect();
    words.sort_by_key(|(_, word)| std::cmp::Reverse(word.matters));
    let mut used = 0;
    let mut shown: Vec<(usize, Word)> = Vec::new();
    for (at, mut word) in words {
        let beside = room.saturating_sub(used + GAP + path);
        let left = if word.matters >= BEFORE_PATH {
            room.saturating_sub(used)
        } else {
            beside
        };
        if width(&word.text) > beside
            && let Some(short) = word.short
        {
            short.clone_into(&mut word.text);
        }
        if width(&word.text) <= left {
            used += width(&word.text) + GAP;
            shown.push((at, word));
        }
    }
    for (_, word) in &mut shown {
        let more = word
            .long
            .as_ref()
            .map(|long| width(long) - width(&word.text));
        if let Some(long) = word
            .long
            .take_if(|_| more.is_some_and(|more| used + more + path <= room))
        {
            used += more.unwrap_or_default();
            word.text = long;
        }
    }
    shown.sort_by_key(|(at, _)| *at);
    shown.into_iter().map(|(_, word)| word).collect()
}

fn total(words: &[Word]) -> usize {
    let text: usize = words.iter().map(|word| width(&word.text)).sum();
    text + GAP * words.len().saturating_sub(1)
}

/// A step of the path.
struct Step {
    name: String,
    /// The thing of this name, unless it is a list.
    of: Option<Target>,
}

/// The steps from the organization down to the selection.
fn path(browser: &Browser, neon: &Neon) -> Vec<Step> {
    let word = |word: &str| Step {
        name: word.to_owned(),
        of: None,
    };
    if let Some(table) = &browser.table {
        let mut path = path_to(&table.of, neon);
        path.push(word(table.spec.list.0));
        path.extend((table.tab > 0).then(|| word(table.shown().title)));
        return path;
    }
    match browser.selected() {
        Some(target) => path_to(target, neon),
        None => vec![word("lazyneon")],
    }
}

fn path_to(target: &Target, neon: &Neon) -> Vec<Step> {
    let step = |of: Target| Step {
        name: clean(&neon.store.name(&of)).into_owned(),
        of: Some(of),
    };
    let mut path = Vec::new();
    if let Some(project) = target.project() {
        path.extend(list(neon, project).map(step));
        path.push(step(Target::Project(project.clone())));
        path.extend(neon.store.branch_target(target).map(step));
    }
    match target {
        Target::Project(_) | Target::Branch(..) => {}
        Target::More(list) => path.push(step((**list).clone())),
        other => path.push(step(other.clone())),
    }
    path
}

/// The list that contains a project: usually its organization's.
fn list(neon: &Neon, project: &ProjectId) -> Option<Target> {
    let of_org = neon.store.project(project)?.row.org_id.clone();
    let of_org = of_org.map(Target::Org).filter(|org| neon.store.has(org));
    of_org.or_else(|| neon.store.list_of(project))
}

fn path_width(path: &[Step]) -> usize {
    let text: usize = path.iter().map(|step| width(&step.name)).sum();
    text + width(ARROW) * path.len().saturating_sub(1)
}

/// Draws the path. One that is too long first loses its beginning, then the middles of its names.
fn draw_path(pen: &mut LineWriter<'_>, path: &[Step], room: usize, cx: DrawContext<'_>) {
    let mut path = path;
    let least = if room < NARROW { 1 } else { 2 };
    while path.len() > least && path_width(path) > room {
        path = path.get(1..).unwrap_or_default();
    }
    let last = path.len().saturating_sub(1);
    let gaps = width(ARROW) * last;
    let mut left = room.saturating_sub(gaps);
    for (at, step) in path.iter().enumerate() {
        let behind = path.get(at + 1..).unwrap_or_default();
        let needs: usize = behind.iter().map(|step| width(&step.name)).sum();
        let share = left.saturating_sub(needs).max(left / (behind.len() + 1));
        let shown = fit_middle(&step.name, share);
        left = left.saturating_sub(width(&shown));
        let style = if at == last {
            cx.theme.strong
        } else {
            cx.theme.text
        };
        let from = pen.x();
        pen.put(&shown, style);
        if let Some(of) = &step.of {
            cx.spot(pen.since(from), || Spot::Step(of.clone()));
        }
        if at < last {
            pen.put(ARROW, cx.theme.dim);
        }
    }
}

/// Whether the selection is production, or what an empty list is about.
pub fn is_production(browser: &Browser, neon: &Neon) -> bool {
    let shown = browser.table.as_ref().map(|table| &table.of);
    let of = browser.selected().or(shown);
    of.is_some_and(|target| neon.is_production(target))
}

fn words(cx: DrawContext<'_>) -> Vec<Word> {
    let (model, theme) = (cx.model, cx.theme);
    let neon = &model.neon;
    let mut words = Vec::new();
    let mut push = |text: String, style: Style, matters: u8| {
        words.push(Word::new(text, style, matters));
    };
    if is_production(&model.browser, neon) {
        push(PROD.to_owned(), theme.production, 10);
    }
    let paused = neon.budget.paused_until;
    if let Some(until) = paused.filter(|until| *until > neon.now) {
        let until = format::clock(&model.settings, until);
        push(format!("429: paused until {until}"), theme.bad, 7);
    }
    let quota = quota(&model.browser, &neon.store);
    if let Some(used) = quota.filter(|used| *used >= NEAR_QUOTA) {
        let style = if used < 100 { theme.busy } else { theme.bad };
        push(format!("quota {used}%"), style, 7);
    }
    let is_read_only = neon.read_only_by(model.browser.selected()).is_some();
    if is_read_only {
        let word = if cx.is_linear() { "read-only" } else { "RO" };
        push(word.to_owned(), theme.strong, 9);
    } else if !cx.is_linear() {
        push("RW".to_owned(), theme.text, 6);
    }
    if !neon.policy.doubts.is_empty() {
        push("✗ config".to_owned(), theme.bad, 9);
    }
    match &neon.session.origin {
        Some(CredentialSource::Demo) => push("demo".to_owned(), theme.demo, 5),
        Some(origin) => push(short(origin.word(), WHO), theme.dim, 5),
        None => {}
    }
    push(live(neon), theme.dim, 4);
    let (used, limit) = (neon.budget.used_last_minute, neon.budget.limit);
    let api = if used * 5 > limit * 3 {
        theme.bad
    } else {
        theme.dim
    };
    let requests = Word::new(format!("api {used:>3}/{limit}"), api, 2);
    words.push(requests.or_long(format!("{used:>3} of {limit} requests/min")));
    let clock = format::clock_with_zone(&model.settings, neon.now);
    words.push(Word::new(clock, theme.dim, 3));
    if let Some((text, style)) = link(cx) {
        let short = short_failure(neon);
        let matters = BEFORE_PATH - u8::from(short.is_none());
        // After the mark of production.
        let at = usize::from(is_production(&model.browser, neon));
        let word = Word {
            short,
            ..Word::new(text, style, matters)
        };
        words.insert(at, word);
    }
    words
}

/// Whether the screen refreshes itself, and how often.
fn live(neon: &Neon) -> String {
    match (neon.live, neon.attentive) {
        (false, _) => "paused".to_owned(),
        (true, true) => {
            let seconds = timing::interval(neon).as_secs();
            format!("live {}", duration::every(seconds))
        }
        (true, false) => "live".to_owned(),
    }
}

/// How much of its tightest quota the selected project has used, in percent.
fn quota(browser: &Browser, store: &Store) -> Option<u64> {
    let project = browser.selected()?.project()?;
    let plan = store.plan(project).unwrap_or_default();
    QuotaUse::of(store.project(project)?, plan).percent
}

/// What is wrong with the connection to Neon, as short as possible.
const fn short_failure(neon: &Neon) -> Option<&'static str> {
    match neon.link {
        Connectivity::Starting | Connectivity::Online => None,
        Connectivity::Offline {
            is_setting: true, ..
        } => Some("✗ cannot connect"),
        Connectivity::Offline { .. } => Some("✗ offline"),
        Connectivity::Unreadable { .. } => Some("✗ unreadable"),
        Connectivity::SignedOut { .. } => Some("✗ signed out"),
    }
}

/// What is wrong with the connection to Neon.
fn link(cx: DrawContext<'_>) -> Option<(String, Style)> {
    let theme = cx.theme;
    match &cx.model.neon.link {
        Connectivity::Starting => Some(match cx.model.neon.remembered_at {
            Some(at) => (
                format!(
                    "as of {}",
                    format::clock_or_day(&cx.model.settings, &cx.model.neon, at)
                ),
                theme.busy,
            ),
            None => ("starting…".to_owned(), theme.dim),
        }),
        Connectivity::Online => {
            let progress =
                navigation_target::search::progress(&cx.model.start, &cx.model.neon.store)?;
            Some((filter::looked(progress), theme.busy))
        }
        Connectivity::Offline {
            is_setting: true, ..
        } => Some(("✗ cannot connect".to_owned(), theme.bad)),
        Connectivity::Offline { since, .. } => {
            let old = cx.model.neon.now.duration_since(*since).as_secs();
            let text = match old {
                // An age below a minute is not worth mentioning.
                0..60 => format!(
                    "✗ offline since {}",
                    format::hour(&cx.model.settings, *since)
                ),
                _ => format!("✗ offline, {} old", duration::rounded(old)),
            };
            Some((text, theme.bad))
        }
        Connectivity::Unreadable { .. } => Some(("✗ answers unreadable".to_owned(), theme.bad)),
        Connectivity::SignedOut { .. } => Some(("✗ signed out".to_owned(), theme.bad)),
    }
}

/// A name for a title, sanitized and cut to this width.
fn short(name: &str, cells: usize) -> String {
    fit(&clean(name), cells).into_owned()
}
