//! What is awake in an organization, and what needs attention.

use super::super::{
    super::{
        format,
        text::{Cut, clean, fit, width},
        widget::table::{elastic, whole},
    },
    page::{Page, beside},
};
use super::GUTTER;
use crate::{
    kinds::{
        Tone,
        operation::words,
        price,
        pulse::{Fact, Item, ItemKey, Items, Pulse, Topic},
        units::duration,
    },
    ui::{Action, Pane, Target, home},
};
use ratatui::text::{Line, Span};
use std::borrow::Cow;

/// Adds the two lists, side by side if there is room; what needs attention comes first.
pub fn sections(page: &mut Page<'_>, org: &Target) {
    let cx = page.cx;
    let Some(pulse) = home::pulse(&cx.model.browser, &cx.model.neon, org) else {
        return;
    };
    if pulse.projects == 0 {
        return;
    }
    let selected = selected(page, &pulse);
    let [awake, needs] = match pulse.looked_at {
        0 => ["not looked at yet"; 2],
        _ => ["nothing is awake", "nothing needs you"],
    };
    let awake = Rows {
        whole: Some(Action::Awake),
        ..Rows::of(page, &pulse.awake, ["AWAKE NOW", awake])
    };
    let needs = Rows::of(page, &pulse.needs, ["NEEDS YOU", needs]);
    page.blank();
    let both = needs.width() + GUTTER + awake.width();
    if both > page.room {
        add(page, needs.lines(page, page.room, selected.as_ref()));
        page.blank();
        add(page, awake.lines(page, page.room, selected.as_ref()));
    } else {
        let half = page.room.saturating_sub(GUTTER) / 2;
        let left = half.clamp(needs.width(), page.room - GUTTER - awake.width());
        let right = page.room - GUTTER - left;
        let (awake, second) = awake.lines(page, right, selected.as_ref());
        let (needs, first) = needs.lines(page, left, selected.as_ref());
        add(
            page,
            (beside(needs, awake, left + GUTTER), first.or(second)),
        );
    }
    looked_at(page, &pulse);
}

/// The item under the cursor, if the page has focus.
fn selected(page: &Page<'_>, pulse: &Pulse) -> Option<ItemKey> {
    if !page.cx.has_keys(Pane::Details) {
        return None;
    }
    let keys = pulse.keys();
    let at = page.cx.model.browser.panes.details.home.cursor.among(&keys);
    keys.into_iter().nth(at)
}

/// Lines, and which of them the cursor is on.
type Marked = (Vec<Line<'static>>, Option<usize>);

fn add(page: &mut Page<'_>, (lines, cursor): Marked) {
    if let Some(at) = cursor {
        page.cursor = Some(page.lines.len() + at);
    }
    page.lines.extend(lines);
}

/// Adds what needs attention in a single project, without its name.
pub fn needs(page: &mut Page<'_>, items: &Items) {
    let theme = page.cx.theme;
    if items.shown.is_empty() {
        page.note("nothing");
    }
    let rows = items.shown.iter().map(|item| {
        let (glyph, tone) = sign(item.topic);
        let name = match (item.name.as_str(), item.topic) {
            ("", Topic::Stale) => "branches",
            ("", _) => "project",
            (name, _) => name,
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

/// A list before it is drawn.
struct Rows<'p> {
    items: &'p [Item],
    /// The number of items that are not listed.
    more: usize,
    title: &'static str,
    empty: &'static str,
    /// What lists all of its kind.
    whole: Option<Action>,
    names: Vec<String>,
    facts: Vec<(String, String)>,
    /// The widths of the names and of both columns of facts.
    widths: [usize; 3],
}

impl<'p> Rows<'p> {
    fn of(page: &Page<'_>, list: &'p Items, [title, empty]: [&'static str; 2]) -> Self {
        let items = list.shown.as_slice();
        let names: Vec<String> = items.iter().map(name).collect();
        let facts: Vec<_> = items.iter().map(|item| fact(page, item)).collect();
        let widest = |texts: &mut dyn Iterator<Item = &String>| {
            let widths = texts.map(|text| width(text));
            widths.max().unwrap_or(0)
        };
        let widths = [
            widest(&mut names.iter()),
            widest(&mut facts.iter().map(|(first, _)| first)),
            widest(&mut facts.iter().map(|(_, second)| second)),
        ];
        Self {
            items,
            more: list.more,
            title,
            empty,
            whole: None,
            names,
            facts,
            widths,
        }
    }

    /// The width at which nothing is cut.
    fn width(&self) -> usize {
        let titles = width(self.title).max(width(self.empty));
        (self.fixed() + self.widths.iter().sum::<usize>()).max(titles)
    }

    /// The cells of the sign and of the gaps.
    fn fixed(&self) -> usize {
        let [_, first, _] = self.widths;
        2 + 2 + if first > 0 { 2 } else { 0 }
    }

    /// The title with the number of items, and the items.
    fn lines(&self, page: &Page<'_>, room: usize, selected: Option<&ItemKey>) -> Marked {
        let theme = page.cx.theme;
        let mut title = Line::from(Span::styled(self.title, theme.heading));
        if self.items.is_empty() {
            let nothing = Line::from(Span::styled(self.empty, theme.dim));
            return (vec![title, nothing], None);
        }
        let count = format!(" {}", format::count(self.items.len() + self.more));
        title.push_span(Span::styled(count, theme.strong));
        if let Some(action) = self.whole {
            let hint = format!("  {} lists all", page.cx.key(action));
            if title.width() + width(&hint) <= room {
                title.push_span(Span::styled(hint, theme.dim));
            }
        }
        let [names, first, second] = self.widths;
        let left = room.saturating_sub(self.fixed() + first);
        // The last column gives way to the names, as long as it says something.
        let second = second.min(left.saturating_sub(names).max(left / 3));
        let cells = names.min(left.saturating_sub(second));
        let mut lines = vec![title];
        let mut cursor = None;
        for ((item, name), (when, what)) in self.items.iter().zip(&self.names).zip(&self.facts) {
            let name = fit_name(name, cells);
            let (glyph, tone) = sign(item.topic);
            let pad = " ".repeat(cells.saturating_sub(width(&name)) + 2);
            let gap = if first > 0 { "  " } else { "" };
            let mut spans = vec![
                Span::styled(format!("{glyph} "), theme.tone(tone)),
                Span::raw(format!("{name}{pad}")),
                Span::raw(format!("{when:>first$}{gap}")),
                Span::styled(fit(what, second).into_owned(), theme.dim),
            ];
            let here = selected.is_some_and(|key| *key == item.key());
            if here {
                let wide: usize = spans.iter().map(Span::width).sum();
                spans.push(Span::raw(" ".repeat(room.saturating_sub(wide))));
                for span in &mut spans {
                    span.style = span.style.patch(theme.selected);
                }
                cursor = Some(lines.len());
            }
            lines.push(Line::from(spans));
        }
        if self.more > 0 {
            let more = format!("  and {} more", format::count(self.more));
            lines.push(Line::from(Span::styled(more, theme.dim)));
        }
        (lines, cursor)
    }
}

/// Between the names of a project and of something in it.
const IN: &str = " / ";

/// A name that is cut if it is wider than `cells`: that of the project at its end, that in it at its start.
fn fit_name(name: &str, cells: usize) -> Cow<'_, str> {
    if width(name) <= cells {
        return Cow::Borrowed(name);
    }
    let (project, inside) = name.split_once(IN).unwrap_or((name, ""));
    let room = cells.saturating_sub(width(IN));
    if inside.is_empty() || room < 6 {
        return fit(name, cells);
    }
    let first = (room / 3).max(room.saturating_sub(width(inside)));
    let project = fit(project, first);
    let inside = Cut::Start.fit(inside, room - width(&project));
    Cow::Owned(format!("{project}{IN}{inside}"))
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
        Fact::Blocked => needs(format!(
            "blocked, {} unblocks",
            page.cx.key(Action::ComputeMenu)
        )),
        Fact::Unreadable { entries } => needs(format!("{entries} unreadable")),
        Fact::Quota(percent) if *percent >= 100 => needs(format!(
            "{percent} % of quota, {} raises it",
            page.cx.key(Action::Edit)
        )),
        Fact::Quota(percent) => needs(format!("{percent} % of quota")),
        Fact::Expires(at) => needs(format!("gone in {}", format::countdown(*at, now))),
        Fact::Stale { branches, cost } => {
            let cost = cost.filter(|cost| *cost >= 0.01);
            let cost = cost.map_or_else(String::new, |cost| format!(", {}", price::about(cost)));
            needs(format!("{branches} stale{cost}"))
        }
    }
}

/// How much of the organization the lists are about.
fn looked_at(page: &mut Page<'_>, pulse: &Pulse) {
    if pulse.looked_at < pulse.projects {
        let (some, all) = (pulse.looked_at, pulse.projects);
        page.note(format!(
            "{} of {} projects looked at.",
            format::count(some),
            format::count(all)
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_the_beginning_of_its_project_and_the_end_of_its_branch() {
        let of = |cells| fit_name("storefront / preview/pr-398", cells).into_owned();
        assert_eq!(of(27), "storefront / preview/pr-398");
        assert_eq!(of(24), "storef… / preview/pr-398");
        assert_eq!(of(16), "sto… / …/pr-398");
        assert_eq!(of(4), "sto…");
        for cells in 0..30 {
            assert!(width(&of(cells)) <= cells, "{:?}", of(cells));
        }
        assert_eq!(fit_name("在庫管理", 5), "在庫…");
    }
}
