//! The help: every key that works here, from the table of actions.

use super::{
    super::{
        Caret, DrawContext,
        text::{fit, width, wrap},
        widget::{LineWriter, found, input, lines},
    },
    Window, more,
};
use crate::{
    kinds::matching,
    ui::{
        Action,
        dialog::help::{self, Help},
    },
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};
use std::ops::Range;

/// The widest the help gets.
const WIDEST: usize = 110;

/// The cells that keys have at most where names stand beside them; longer ones take some of the name's, up to `LONGEST`.
const KEYS: usize = 8;
const LONGEST: usize = 16;

/// The cells that names have at most where sentences stand beside them, and their share of a narrow window; a longer
/// name takes some of the sentence's.
const NAMES: usize = 30;
const SHARE: usize = 3;

/// A sentence with less room than this is left out, unless its line is selected.
const LEAST: usize = 12;

/// Draws the help; returns the caret position in its filter.
pub fn draw(buffer: &mut Buffer, help: &Help, cx: DrawContext<'_>) -> Caret {
    let screen = buffer.area;
    let room = usize::from(screen.width).saturating_sub(4).min(WIDEST);
    let groups = help.lines(cx.model);
    let at = help.at(&groups);
    let (mut page, starts) = page(&groups, at, cx, room.saturating_sub(2));
    signs(&mut page, help.filter.value(), cx, room.saturating_sub(2));
    let here = starts.get(at).map_or(0..0, |(_, lines)| lines.clone());
    let area = Window {
        title: "Help: type a key or words",
        size: (room, usize::from(screen.height).saturating_sub(5)),
        bare: false,
    }
    .draw(buffer, cx);
    let words = help.filter.value();
    let found = match words.is_empty() {
        true => String::new(),
        false => {
            let found: usize = groups.iter().map(|(_, lines)| lines.len()).sum();
            format!("{found} found")
        }
    };
    let caret = input::line(buffer, area, ("> ", &found), &help.filter, cx.theme);
    let list = Rect {
        y: area.y.saturating_add(2),
        height: area.height.saturating_sub(2),
        ..area
    };
    if page.is_empty() {
        LineWriter::new(buffer, list, 0).put("No matching key or action", cx.theme.dim);
    }
    let scroll = &help.cursor.scroll;
    let height = usize::from(list.height);
    // The headings above the first line are in view with it.
    let from = if at == 0 {
        scroll.draw(0, page.len(), height)
    } else {
        // What the signs mean comes below the last line.
        let is_last = at + 1 == starts.len();
        let seen = here.start..if is_last { page.len() } else { here.end };
        scroll.show(seen, page.len(), height)
    };
    lines::draw(buffer, list, &page, from, 0);
    more(buffer, (area, list), scroll, Some(Action::NextPage), cx);
    for at in here.filter(|at| (from..from + height).contains(at)) {
        let row = Rect {
            y: list.y + (at - from) as u16,
            height: 1,
            ..list
        };
        cx.select(buffer, row);
    }
    for (id, seen) in starts {
        cx.spot_of_line(lines::place(list, from, seen), || id);
    }
    for word in words.split_whitespace() {
        found::mark(buffer, list, word, cx.theme.found);
    }
    caret
}

/// A line under a heading, and its lines on the page.
type Entry = (help::HelpId, Range<usize>);

/// All lines, under their headings, and which of them are of which action.
fn page(
    groups: &[(&'static str, Vec<help::HelpLine>)],
    at: usize,
    cx: DrawContext<'_>,
    room: usize,
) -> (Vec<Line<'static>>, Vec<Entry>) {
    let theme = cx.theme;
    let (mut page, mut starts) = (Vec::new(), Vec::new());
    for (heading, lines) in groups {
        if !page.is_empty() {
            page.push(Line::default());
        }
        page.push(Line::styled(*heading, theme.strong));
        let widest = |of: fn(&help::HelpLine) -> usize| lines.iter().map(of).max().unwrap_or(0);
        let keys = widest(|line| width(&line.keys)).min(KEYS);
        let labels = widest(|line| width(&line.label)).min(NAMES.min(room / SHARE));
        for line in lines {
            let from = page.len();
            let is_whole = starts.len() == at || cx.is_linear();
            page.extend(one(line, cx, (keys, labels), room, is_whole));
            starts.push(((*heading, line.choice.clone()), from..page.len()));
        }
    }
    (page, starts)
}

/// Signs and short words of the screen, and what they mean.
const SIGNS: &[(&str, &str)] = &[
    ("▪  ▫", "active; idle: the next connection starts it"),
    (
        "▴  ▿",
        "being started or changed; being stopped, or about to expire",
    ),
    ("✗", "blocked or failed"),
    (
        "P D R",
        "protected, default, production by a rule of yours: after the name of a branch",
    ),
    ("PROD", "production: what is changed there asks for more"),
    (
        "CU",
        "compute unit, the size of a compute: about 1 CPU and 4 GB of memory",
    ),
    ("CU-h", "an hour at 1 CU, or four at 0.25 CU"),
    (
        "~$",
        "an estimate: amounts times list prices, or the prices in config.toml",
    ),
    (
        "rw ro",
        "a compute that reads and writes, and a read replica",
    ),
    ("…", "not read from Neon yet, or more than fits"),
    ("-  ?", "there is none; Neon's answer could not be read"),
    ("10+", "at least so many: the list is not loaded to its end"),
];

/// Adds the meanings of signs, as far as they have the words of the filter.
fn signs(page: &mut Vec<Line<'static>>, wanted: &str, cx: DrawContext<'_>, room: usize) {
    let theme = cx.theme;
    let found = SIGNS
        .iter()
        .filter(|(sign, text)| matching::has_words(&format!("{sign} {text} signs legend"), wanted));
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return;
    }
    if !page.is_empty() {
        page.push(Line::default());
    }
    page.push(Line::styled("Signs", theme.strong));
    let widest = found.iter().map(|(sign, _)| width(sign)).max().unwrap_or(0);
    for (sign, text) in found {
        let mut head = column(sign, widest);
        for part in wrap(text, room.saturating_sub(widest + 2)) {
            let blank = " ".repeat(widest + 2);
            let key = Span::styled(std::mem::replace(&mut head, blank), theme.key);
            page.push(Line::from(vec![key, Span::styled(part, theme.dim)]));
        }
    }
}

/// One entry of the help: on one line, as much of the sentence as fits beside the name; a whole one tells all of it.
fn one(
    line: &help::HelpLine,
    cx: DrawContext<'_>,
    (keys, labels): (usize, usize),
    room: usize,
    is_whole: bool,
) -> Vec<Line<'static>> {
    let theme = cx.theme;
    let (label, text) = match &line.why_not {
        Some(why) => (theme.dim, format!("not now: {why}")),
        None => (theme.text, line.help.clone().into_owned()),
    };
    let text = match line.name {
        name if is_whole && !name.is_empty() => format!("{text}. In [keys]: {name}"),
        _ => text,
    };
    let own = width(&line.keys).clamp(keys, LONGEST.max(keys));
    let beside = own + 2;
    let name = fit(&line.label, room.saturating_sub(beside));
    let labels = (labels + keys).saturating_sub(own);
    let name = column(
        &name,
        width(&name).max(labels.min(room.saturating_sub(beside + 2))),
    );
    let left = room.saturating_sub(beside + width(&name));
    let key = Span::styled(column(&line.keys, own), theme.key);
    let (first, rest) = match is_whole {
        _ if width(&text) <= left => (text, Vec::new()),
        true if left >= LEAST => {
            let mut parts = wrap(&text, left).into_iter();
            (parts.next().unwrap_or_default(), parts.collect())
        }
        true => (String::new(), wrap(&text, room.saturating_sub(beside))),
        false if left < LEAST => (String::new(), Vec::new()),
        false => (fit(&text, left).into_owned(), Vec::new()),
    };
    let under = if first.is_empty() {
        beside
    } else {
        room - left
    };
    let blank = " ".repeat(under);
    let rest = rest.into_iter();
    let rest = rest.map(|part| {
        Line::from(vec![
            Span::raw(blank.clone()),
            Span::styled(part, theme.dim),
        ])
    });
    let first = Line::from(vec![
        key,
        Span::styled(name, label),
        Span::styled(first, theme.dim),
    ]);
    std::iter::once(first).chain(rest).collect()
}

fn column(text: &str, cells: usize) -> String {
    let text = fit(text, cells);
    let rest = (cells + 2).saturating_sub(width(&text));
    format!("{text}{}", " ".repeat(rest))
}
