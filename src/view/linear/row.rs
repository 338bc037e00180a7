//! Rows as sentences: `production, branch, protected, default, active, expanded, level 3, 4 of 12`.

use super::super::{
    DrawContext, format,
    text::{clean, fit, width},
    tree::{Text, doing_to, is_pinned},
};
use crate::{
    kinds::branch::mark_words,
    store::target::BranchGroup,
    ui::{
        Table, Target, row_lookup,
        table::{Column, TableRow, Width},
        tree::{Expansion, Row},
    },
};

/// Parts of a sentence, the most important first.
#[derive(Default)]
struct Sentence(Vec<String>);

impl Sentence {
    fn say(&mut self, part: impl Into<String>) -> &mut Self {
        let part = part.into();
        let is_said = part.is_empty() || self.0.contains(&part);
        self.0.extend((!is_said).then_some(part));
        self
    }

    fn say_if(&mut self, is_so: bool, part: &str) -> &mut Self {
        self.say(if is_so { part } else { "" })
    }

    /// The sentence in so many cells: where the row is in its list stays, even if other parts do not fit.
    fn ending(self, end: &str, room: usize) -> String {
        let text = self.0.join(", ");
        let left = room.saturating_sub(width(end) + 2);
        match fit(&text, left) {
            text if text.is_empty() => fit(end, room).into_owned(),
            text => format!("{text}, {end}"),
        }
    }
}

fn place(at: usize, all: usize) -> String {
    format!("{} of {}", format::count(at + 1), format::count(all))
}

/// A row of the tree.
pub fn of_tree(
    (row, text): (&Row, &Text<'_>),
    (at, all): (usize, usize),
    room: usize,
    cx: DrawContext<'_>,
) -> String {
    let store = &cx.model.neon.store;
    let target = row_lookup::target(row.place, store);
    let mut sentence = Sentence::default();
    let is_computes = matches!(target, Some(Target::Group(_, _, BranchGroup::Computes)));
    let name = text.name.trim();
    sentence.say(match (is_computes, &target) {
        (true, _) => format!("computes {}", name.replace(" · ", ", ")),
        (_, Some(Target::Group(..) | Target::More(_)) | None) => name.replace(" · ", ", "),
        _ => name.to_owned(),
    });
    if let Some(target) = &target {
        let noun = target.noun();
        let is_thing = !matches!(target, Target::Group(..) | Target::More(_));
        sentence.say_if(is_thing, noun).say_if(
            is_thing && cx.model.neon.is_production(target),
            "production",
        );
        if let Target::Branch(..) = target {
            sentence.say(store.branch_of(target).map_or("", mark_words));
        }
        match doing_to(target, cx) {
            Some(doing) => sentence.say(doing),
            None => sentence
                .say(text.word.replace("  ", ", "))
                .say(tail(target, text)),
        };
    }
    let filtered = cx.model.browser.tree.filter.is_some();
    sentence
        .say_if(is_pinned(row, cx), "pinned")
        .say_if(filtered && !row.hit, "no match itself")
        .say(match row.expansion {
            Expansion::Open => "expanded",
            Expansion::Closed => "collapsed",
            Expansion::Leaf => "",
        });
    if row.depth > 0 {
        sentence.say(format!("level {}", row.depth + 1));
    }
    sentence.ending(&place(at, all), room)
}

/// The end of a row, with words for its letters and signs unless the sentence has them already.
fn tail(target: &Target, text: &Text<'_>) -> String {
    let tail = text.tail.as_str();
    match target {
        Target::Branch(..) => {
            let words = tail.split(' ').map(|word| match word.strip_prefix('@') {
                Some(rest) => ("in .neon", rest),
                None => ("", word),
            });
            let words = words.flat_map(|(context, word)| [context, word]);
            let is_mark = |word: &str| matches!(word, "" | "P" | "D" | "PD" | "R" | "PROD");
            let words: Vec<&str> = words.filter(|word| !is_mark(word)).collect();
            let words = words.join(" ");
            match text.is_countdown && !words.is_empty() {
                true => format!("expires in {words}"),
                false => words,
            }
        }
        Target::Endpoint(..) if !tail.is_empty() => {
            let kind = if text.kind == "ro" { "read-only, " } else { "" };
            format!("{kind}{tail} CU")
        }
        Target::Database(..) => tail.replacen("db ", "owner ", 1),
        _ => tail.to_owned(),
    }
}

/// A row of a table: its name, and each other cell with its heading.
pub fn of_table(
    cells: &[(&'static Column, &str)],
    row: &TableRow,
    is_marked: bool,
    (at, all): (usize, usize),
    room: usize,
) -> String {
    let mut sentence = Sentence::default();
    let mut cells = cells.iter();
    if let Some((_, name)) = cells.next() {
        sentence.say(name.trim());
    }
    sentence
        .say_if(is_marked, "marked")
        .say_if(!row.hit, "no match itself");
    for (column, text) in cells.filter(|(column, _)| is_text(column)) {
        let text = without_sign(text.trim());
        if !matches!(text, "" | "-") {
            let title = column.title.to_lowercase();
            sentence.say(format!("{title} {text}").trim_start());
        }
    }
    if row.depth > 0 {
        sentence.say(format!("level {}", row.depth + 1));
    }
    sentence.ending(&place(at, all), room)
}

/// The text of a cell without the sign of a state before it.
fn without_sign(text: &str) -> &str {
    match text.split_once(' ') {
        Some((sign, rest)) if is_sign(sign) => rest.trim_start(),
        _ if is_sign(text) => "",
        _ => text,
    }
}

fn is_sign(text: &str) -> bool {
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some('✗' | '─'..='◿'), None))
}

const fn is_text(column: &Column) -> bool {
    !matches!(column.width, Width::Axis(_) | Width::Timeline(_))
}

/// The headings of a table, and its order.
pub fn heading(table: &Table, columns: &[&'static Column], room: usize) -> String {
    let titles = columns.iter().filter(|column| is_text(column));
    let titles = titles.map(|column| column.title.to_lowercase());
    let titles: Vec<String> = titles.filter(|title| !title.is_empty()).collect();
    let mut text = String::new();
    if let Some(by) = table.by {
        let order = if by.down { "descending" } else { "ascending" };
        let title = by.column.to_lowercase();
        text = format!("sorted by {title}, {order}; ");
    }
    text.push_str(&format!("columns: {}", titles.join(", ")));
    fit(&clean(&text), room).into_owned()
}
