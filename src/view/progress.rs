//! The progress of a bulk change. It takes the place of the operations pane, so that it captures no keys.
//!
//! ```text
//! ┌3 Deleting  12 of 50  2 refused  Esc stops───────────────────────────────┐
//! │ ▖ deleting   preview/pr-17                                              │
//! │ ✗ refused    preview/pr-3   branch has child branches and cannot be …   │
//! ```

use super::{
    DrawContext, format,
    text::{clean, fit, fit_middle},
    widget::{LineWriter, Panel, panel},
};
use crate::{
    changes::queue::{Queue, QueueEntry, Stage},
    ui::{Action, Pane},
};
use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Span};

/// Cells for the word of a stage.
const WORD: u16 = 13;
/// The most cells for a name.
const NAME: usize = 36;

/// Draws the changes, those that need attention first.
pub fn draw(buffer: &mut Buffer, area: Rect, queue: &Queue, cx: DrawContext<'_>) {
    let entries = sorted(queue);
    let inside = if cx.model.browser.layout().has_titles() {
        frame(buffer, area, queue, cx)
    } else if area.height == 1 {
        let (text, style) = headline(queue, cx);
        LineWriter::new(buffer, area, 0).skip(1).put(&text, style);
        return;
    } else {
        area
    };
    let from = first(entries.len(), inside.height.into(), cx);
    for (line, entry) in entries.iter().skip(from).enumerate() {
        let Some(line) = u16::try_from(line)
            .ok()
            .filter(|line| *line < inside.height)
        else {
            break;
        };
        one(buffer, inside, line, entry, cx);
    }
}

/// The first entry in view.
fn first(entries: usize, height: usize, cx: DrawContext<'_>) -> usize {
    let scroll = &cx.model.browser.panes.activity.cursor.scroll;
    scroll.first(0, entries, height)
}

/// Running changes first, then refused, left, waiting and done ones.
fn sorted(queue: &Queue) -> Vec<&QueueEntry> {
    let rank = |entry: &&QueueEntry| match entry.stage {
        Stage::Running => 0,
        Stage::Refused(..) => 1,
        Stage::Skipped => 2,
        Stage::Waiting => 3,
        Stage::Done | Stage::Gone => 4,
    };
    let mut entries: Vec<&QueueEntry> = queue.entries.iter().collect();
    entries.sort_by_key(rank);
    entries
}

/// `deleting 12 of 50, 2 refused`
fn headline(queue: &Queue, cx: DrawContext<'_>) -> (String, Style) {
    let theme = cx.theme;
    let tally = queue.tally();
    let verb = queue.verb();
    let doing = verb.map_or("changing", |verb| verb.doing);
    let done = verb.map_or("changed", |verb| verb.done);
    let (word, style) = match (queue.is_running(), queue.stopping) {
        (true, false) => (doing, theme.busy),
        (true, true) => ("stopping", theme.busy),
        (false, _) => (done, theme.bad),
    };
    let mut text = format!("{word} {} of {}", tally.done, tally.all);
    if tally.refused > 0 {
        text.push_str(&format!(", {} refused", tally.refused));
    }
    if queue.is_running() && tally.waiting > 0 {
        text.push_str(&format!(", {} to come", tally.waiting));
    }
    (text, style)
}

fn frame(buffer: &mut Buffer, area: Rect, queue: &Queue, cx: DrawContext<'_>) -> Rect {
    let theme = cx.theme;
    let focus = cx.has_keys(Pane::Operations);
    let (text, style) = headline(queue, cx);
    let mut title = panel::title(theme, focus, "3", Span::styled(text, style));
    let key = cx.key(Action::Back);
    let hint = match (queue.is_running(), queue.stopping) {
        (true, false) => format!(" {key} stops "),
        (true, true) => String::new(),
        (false, _) => format!(" {key} closes "),
    };
    title.push_span(Span::styled(hint, theme.dim));
    let height = usize::from(area.height.saturating_sub(2));
    let from = first(queue.entries.len(), height, cx);
    Panel {
        title,
        focus,
        scroll: Some((from, height, queue.entries.len())),
        ..Panel::default()
    }
    .draw(buffer, area, cx)
}

fn one(buffer: &mut Buffer, area: Rect, line: u16, entry: &QueueEntry, cx: DrawContext<'_>) {
    let (model, theme) = (cx.model, cx.theme);
    let change = &entry.step.change;
    let (sign, word, style) = match &entry.stage {
        Stage::Running => (cx.spinner(), change.verb.doing, theme.busy),
        Stage::Refused(..) => ("✗", "refused", theme.bad),
        Stage::Waiting => (" ", "waiting", theme.dim),
        Stage::Skipped => (" ", "not sent", theme.text),
        Stage::Done => ("✓", "done", theme.good),
        Stage::Gone => ("✓", "gone", theme.text),
    };
    let mut pen = LineWriter::new(buffer, area, line);
    pen.skip(1).put(sign, style).skip(1);
    let begin = pen.x();
    pen.put(&fit(word, usize::from(WORD - 1)), style)
        .to(begin + WORD);
    let begin = pen.x();
    let cells = NAME.min(pen.left() / 2);
    pen.put(&fit_middle(&clean(&change.name), cells), theme.text)
        .to(begin + cells as u16 + 2);
    let more = match &entry.stage {
        Stage::Refused(_, why) => clean(why).into_owned(),
        Stage::Running => {
            let pending = model.changes.writes.get(&change.target);
            let waits = pending.map(format::waiting).unwrap_or_default();
            waits.trim_start_matches("; ").to_owned()
        }
        Stage::Waiting | Stage::Skipped | Stage::Done | Stage::Gone => String::new(),
    };
    let more = fit(&more, pen.left().saturating_sub(1)).into_owned();
    pen.put(&more, theme.text);
}
