//! What is awake in an organization, what needs attention, and what is running.

use super::{
    super::{
        super::{
            format,
            text::{Cut, clean},
            widget::table::{elastic, whole},
        },
        page::Page,
    },
    list::{IN, List, Row},
};
use crate::{
    kinds::{
        Tone,
        operation::words,
        price,
        pulse::{Fact, Item, Items, Pulse, Topic},
        relative_time,
        units::duration,
    },
    ui::{Action, Pane, Target, home::state::LineId},
};
use ratatui::text::Span;

/// What is awake, and what needs attention.
pub fn lists(page: &Page<'_>, pulse: &Pulse) -> [List; 2] {
    let [awake, needs] = match pulse.looked_at {
        0 => ["not looked at yet"; 2],
        _ => ["nothing is awake", "nothing needs you"],
    };
    let list = |title, empty, items: &Items| List {
        title,
        count: Some(items.shown.len() + items.more),
        hints: Vec::new(),
        empty,
        rows: items.shown.iter().map(|item| row(page, item)).collect(),
    };
    let all = format!("{} lists all", page.cx.key(Action::Awake));
    let needs = list("NEEDS YOU", needs, &pulse.needs);
    let needs = List {
        hints: needs
            .rows
            .first()
            .map(|_| opens(page))
            .into_iter()
            .collect(),
        ..needs
    };
    let awake = list("AWAKE NOW", awake, &pulse.awake);
    let awake = List {
        hints: awake.rows.first().map(|_| all).into_iter().collect(),
        ..awake
    };
    [needs, awake]
}

/// The keys that lead to a line of the page.
fn opens(page: &Page<'_>) -> String {
    let open = page.cx.key(Action::Open);
    match page.cx.has_keys(Pane::Details) {
        true => format!("{open} opens the selected line"),
        false => format!("{} selects a line", page.cx.key(Action::FocusDetails)),
    }
}

/// The line of something that is awake, needs attention or is running.
pub fn row(page: &Page<'_>, item: &Item) -> Row {
    let theme = page.cx.theme;
    let (glyph, tone) = sign(item.topic);
    let (when, what) = fact(page, item);
    Row {
        id: LineId::Item(item.key()),
        sign: (glyph.to_string(), theme.tone(tone)),
        name: name(item),
        when,
        what,
        short: short(page, item),
        note: Default::default(),
        hint: String::new(),
    }
}

/// Adds what needs attention in a single project, without its name.
pub fn needs(page: &mut Page<'_>, items: &Items) {
    let theme = page.cx.theme;
    if items.shown.is_empty() {
        page.note("nothing");
    }
    let rows = items.shown.iter().map(|item| {
        let (glyph, tone) = sign(item.topic);
        let name = match item.name.as_str() {
            "" => "project",
            name => name,
        };
        vec![
            Span::styled(glyph.to_string(), theme.tone(tone)),
            Span::raw(clean(name).into_owned()),
            Span::styled(fact(page, item).1, theme.dim),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        let name = elastic("", 8).cut(Cut::Start);
        page.table(&[whole(""), name, elastic("", 8)], rows);
    }
    if items.more > 0 {
        page.note(format!("and {} more", format::count(items.more)));
    }
}

/// `storefront / production`
fn name(item: &Item) -> String {
    let project = clean(&item.project);
    if item.name.is_empty() {
        return project.into_owned();
    }
    let replica = match item.target {
        Target::Endpoint(..) => ", replica",
        _ => "",
    };
    format!("{project}{IN}{}{replica}", clean(&item.name))
}

/// Expiring is amber, broken is red; the words say it as well.
const fn sign(topic: Topic) -> (char, Tone) {
    match topic {
        Topic::Awake => ('▪', Tone::Good),
        Topic::Failed | Topic::Blocked => ('✗', Tone::Bad),
        Topic::Unreadable => ('?', Tone::Bad),
        Topic::Quota => ('!', Tone::Busy),
        Topic::Expires => ('▿', Tone::Busy),
        Topic::Stale => ('▫', Tone::Quiet),
        Topic::Running => ('▴', Tone::Busy),
    }
}

/// How long something has been awake, and what else there is to say about an item.
fn fact(page: &Page<'_>, item: &Item) -> (String, String) {
    let now = page.cx.model.neon.now;
    let needs = |text| (String::new(), text);
    let ago = |at: jiff::Timestamp| duration::about(now.duration_since(at).as_secs());
    match &item.fact {
        Fact::Awake { since, zero } => {
            let since = since.map_or_else(|| "?".to_owned(), ago);
            (since, zero.sentence())
        }
        Fact::Failed { action, at } => {
            let at = at.map_or_else(String::new, |at| format!(" {} ago", ago(at)));
            needs(format!("{} failed{at}", clean(&words(action))))
        }
        Fact::Blocked => needs("blocked: nobody can connect".to_owned()),
        Fact::Unreadable { entries } => needs(format!("{entries} unreadable")),
        Fact::Quota(percent) => needs(format!("{percent} % of quota")),
        Fact::Expires(at) => needs(format!("expires in {}", format::countdown(*at, now))),
        Fact::Stale { branches, cost } => {
            let cost = cost.filter(|cost| *cost >= 0.01);
            let cost = cost.map_or_else(String::new, |cost| {
                format!(", {} this period", price::about(cost))
            });
            let noun = if *branches == 1 { "branch" } else { "branches" };
            needs(format!("{branches} stale {noun}{cost}"))
        }
        Fact::Running(_, action, since) => {
            let doing = clean(&words(action)).into_owned();
            (relative_time::short(*since, now), doing)
        }
    }
}

/// What else there is to say about an item, in as few words as possible; empty if it has no fewer.
fn short(page: &Page<'_>, item: &Item) -> String {
    match &item.fact {
        Fact::Awake { zero, .. } => zero.short(),
        Fact::Blocked => "blocked".to_owned(),
        Fact::Expires(at) => {
            format!("{} left", format::countdown(*at, page.cx.model.neon.now))
        }
        Fact::Stale { branches, .. } => format!("{branches} stale"),
        Fact::Failed { .. } | Fact::Unreadable { .. } | Fact::Quota(_) | Fact::Running(..) => {
            String::new()
        }
    }
}

/// How much of the organization the lists are about, if that is not all of it.
pub fn looked_at(pulse: &Pulse) -> Option<String> {
    let (some, all) = (pulse.looked_at, pulse.projects);
    let count = format::count;
    (some < all).then(|| format!("{} of {} projects looked at.", count(some), count(all)))
}
