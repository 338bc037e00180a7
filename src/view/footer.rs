//! The footer with its key hints, from the table of actions.

use super::{DrawContext, notice, rect, text::width, widget::LineWriter};
use crate::{
    key::Chord,
    ui::{
        ACTIONS, Action, Availability, Pane, Scope, Table,
        action::ActionSpec,
        activity, commands,
        dialog::{
            confirm::Confirm,
            kinds::Dialog,
            menu::new,
            viewer::{Content, Viewer},
        },
        mouse::spot::Spot,
        remedy::{self, Remedy},
        scopes,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::borrow::Cow;

/// Cells between two hints.
const GAP: u16 = 2;

/// What is done with the rows of a list.
const OF_ROWS: [Action; 4] = [
    Action::Open,
    Action::SortBy,
    Action::Wide,
    Action::ExportTable,
];

struct Hint {
    key: String,
    chord: Option<Chord>,
    spec: &'static ActionSpec,
    text: Cow<'static, str>,
}

impl Hint {
    fn width(&self) -> usize {
        width(&self.key) + 1 + width(&self.text)
    }
}

/// Whether the hints are in the topmost window.
pub fn is_in_window(cx: DrawContext<'_>) -> bool {
    match cx.model.dialogs.shown() {
        None => false,
        Some(Dialog::Viewer(viewer)) => {
            viewer.framed || cx.is_linear() || !viewer.content.is_plain()
        }
        Some(_) => true,
    }
}

/// Draws the hints of what has focus, the most important first.
pub fn draw(buffer: &mut Buffer, area: Rect, cx: DrawContext<'_>) {
    if is_in_window(cx) {
        return;
    }
    let area = Rect {
        width: area.width - notice::in_footer(area, cx).width,
        ..area
    };
    let mut pen = LineWriter::new(buffer, area, 0);
    pen.skip(1);
    if !cx.model.keyboard.pressed.is_empty() {
        let pressed: Vec<String> = cx
            .model
            .keyboard
            .pressed
            .iter()
            .map(ToString::to_string)
            .collect();
        pen.put(&pressed.join(" "), cx.theme.key)
            .put(" …", cx.theme.dim);
        return;
    }
    put_hints(&mut pen, cx);
}

/// Writes as many hints as fit.
pub fn put_hints(pen: &mut LineWriter<'_>, cx: DrawContext<'_>) {
    // CellValue once that the keys apply to the marked rows, and how many there are.
    let marked = match commands::bulk::count(cx.model) {
        0 => String::new(),
        _ if !cx.model.dialogs.is_empty() => String::new(),
        many => format!("{many} marked:"),
    };
    let room = pen.left().saturating_sub(width(&marked) + 1);
    let hints = fitting(cx, if marked.is_empty() { pen.left() } else { room });
    if !marked.is_empty() {
        pen.put(&marked, cx.theme.strong).skip(1);
    }
    for hint in hints {
        let from = pen.x();
        pen.put(&hint.key, cx.theme.key).skip(1);
        pen.put(&hint.text, cx.theme.dim);
        if let Some(chord) = hint.chord {
            cx.spot(pen.since(from), || {
                Spot::Keys(chord, Some(hint.spec.action))
            });
        }
        pen.skip(GAP);
    }
}

/// The actions that have a word in the footer here, the most important first.
fn ranked(cx: DrawContext<'_>) -> Vec<(&'static ActionSpec, Cow<'static, str>)> {
    let scopes = scopes::active(&cx.model.browser, &cx.model.dialogs);
    let word = |spec: &ActionSpec| {
        let place = scopes.iter().find_map(|scope| spec.place(*scope))?;
        spec.action.word(cx.model, place)
    };
    let specs = ACTIONS.iter().filter(|spec| spec.hint > 0);
    let specs = specs.filter_map(|spec| Some((spec, word(spec)?)));
    let mut specs: Vec<(&ActionSpec, Cow<'static, str>)> = specs.collect();
    let marked = commands::bulk::count(cx.model);
    let table = table(cx);
    specs.sort_by_key(|(spec, _)| {
        let means_marked = spec.action.bulk().is_some() && marked > 0;
        std::cmp::Reverse((means_marked, weight(spec, table)))
    });
    specs
}

/// The list that the keys go to.
fn table(cx: DrawContext<'_>) -> Option<&Table> {
    let table = cx.model.browser.table.as_ref();
    table.filter(|_| cx.model.dialogs.is_empty())
}

/// The hints that fit, most important first; the help comes last, where people look for it.
fn fitting(cx: DrawContext<'_>, room: usize) -> Vec<Hint> {
    let on_operation = activity::selected(&cx.model.browser, &cx.model.neon.store).is_some();
    let on_operation = on_operation && cx.model.dialogs.is_empty();
    let is_on_main = |spec: &ActionSpec| spec.is_in(Scope::Main) || spec.is_in(Scope::Table);
    // A screen reader speaks what changes: hints stay the same from row to row.
    let marked = commands::bulk::count(cx.model);
    let is_still = |spec: &ActionSpec| {
        let means_marked = marked > 0 && spec.action.bulk().is_some();
        let is_main = cx.model.dialogs.is_empty();
        !cx.is_linear() || means_marked || !is_main || !spec.action.is_of_row(cx.model)
    };
    let table = table(cx);
    let is_empty = table.is_some_and(|table| table.rows.is_empty());
    // The tabs of a list, or the pages of the details.
    let turns = table.is_some() || cx.model.browser.panes.focus == Pane::Details;
    let is_of_use = |spec: &ActionSpec| {
        is_still(spec)
            && spec.action.ready(cx.model) == Availability::Yes
            && (!on_operation || !is_on_main(spec) || !spec.action.is_of_row(cx.model))
            && !says_yes_in_vain(spec.action, cx)
            // In a dialog it closes only that, as Esc does.
            && (spec.action != Action::Quit || cx.model.dialogs.is_empty())
            // `Open` does nothing in a text.
            && (spec.action != Action::Open || !is_text(cx))
            && !(is_empty && OF_ROWS.contains(&spec.action))
            && (spec.action != Action::NextTab || turns)
            && (spec.action != Action::NewMenu || new::is_about_list(cx.model))
    };
    let mut left = room;
    let mut hints: Vec<Hint> = Vec::new();
    let is_main = cx.model.dialogs.is_empty() && marked == 0 && !on_operation;
    let remedy = remedy::of_row(&cx.model.browser, &cx.model.neon.store).filter(|_| is_main);
    if let Some(hint) = remedy.and_then(|remedy| of_remedy(remedy, cx)) {
        left = left.saturating_sub(hint.width() + usize::from(GAP));
        hints.push(hint);
    }
    for (spec, word) in ranked(cx) {
        let hint = Hint {
            key: keys(spec.action, cx),
            chord: cx.chord(spec.action).cloned(),
            spec,
            text: word,
        };
        let needs = hint.width() + usize::from(GAP);
        // When several actions for the marked rows share a key, the key opens a menu; one hint is enough.
        let shared = hints.iter().any(|other| other.key == hint.key);
        // Whether it is of use takes the longest to find out.
        if hint.key.is_empty() || needs > left || shared || !is_of_use(spec) {
            continue;
        }
        left -= needs;
        hints.push(hint);
    }
    hints.sort_by_key(|hint| hint.spec.action == Action::Help);
    hints
}

/// The importance of a hint. In a list, the way back, what removes a row and the other tabs come before what works
/// everywhere.
fn weight(spec: &ActionSpec, table: Option<&Table>) -> u8 {
    match (spec.action, table) {
        (Action::Back, Some(_)) => 73,
        (Action::Delete, Some(_)) => 71,
        (Action::NextTab, Some(table)) if table.has_tabs() => 71,
        _ => spec.hint,
    }
}

/// Where one hint stands for the ways to and fro: the action that has the hint, and the one whose key stands before it.
const PAIRS: [(Action, Action); 2] = [
    (Action::NextTab, Action::PreviousTab),
    (Action::MoreDays, Action::FewerDays),
];

/// The keys of a hint.
fn keys(action: Action, cx: DrawContext<'_>) -> String {
    let mut pairs = PAIRS.iter().filter(|(one, _)| *one == action);
    let before = pairs.next().map(|(_, before)| cx.key(*before));
    let keys = before.into_iter().chain([cx.key(action)]);
    let keys: Vec<String> = keys.filter(|key| !key.is_empty()).collect();
    keys.join(" ")
}

/// The hint of what helps the selected row, which comes before all others.
fn of_remedy(remedy: Remedy, cx: DrawContext<'_>) -> Option<Hint> {
    let key = remedy.keys(&cx.model.keyboard.keymap);
    let is_ready = !cx.is_linear() && remedy.action.ready(cx.model) == Availability::Yes;
    (is_ready && !key.is_empty()).then(|| Hint {
        chord: key.parse().ok(),
        key,
        spec: remedy.action.spec(),
        text: remedy.does.into(),
    })
}

/// Whether the confirmation cannot be given yet: the footer then says why, instead of the key.
fn says_yes_in_vain(action: Action, cx: DrawContext<'_>) -> bool {
    match cx.model.dialogs.top_as::<Confirm>() {
        Some(confirm) => {
            matches!(action, Action::ConfirmYes | Action::ConfirmEnter)
                && confirm.why_not_yet(cx.model.browser.panes.size).is_some()
        }
        None => false,
    }
}

fn is_text(cx: DrawContext<'_>) -> bool {
    let viewer = cx.model.dialogs.top_as::<Viewer>();
    viewer.is_some_and(|it| !matches!(it.content, Content::Log { .. } | Content::Schemas(_)))
}

/// The footer's area on the main screen.
pub fn area(buffer: &Buffer, cx: DrawContext<'_>) -> Option<Rect> {
    cx.model
        .browser
        .layout()
        .footer
        .map(|area| rect(area, buffer))
}
