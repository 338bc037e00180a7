//! The footer with its key hints, from the table of actions; and the popup that lists the keys that may continue
//! a chord.

use super::{
    DrawContext, notice, rect,
    text::width,
    widget::{LineWriter, Panel},
};
use crate::{
    key::Chord,
    ui::{
        ACTIONS, Action, Availability, Scope,
        action::{ActionSpec, Section},
        activity, commands,
        dialog::{
            confirm::Confirm,
            kinds::Dialog,
            viewer::{Content, Viewer},
        },
        mouse::spot::Spot,
        own_command, scopes,
    },
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Clear, Widget as _},
};
use std::borrow::Cow;

/// Cells between two hints.
const GAP: u16 = 2;

struct Hint {
    key: String,
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
        if let Some(chord) = cx.chord(hint.spec.action) {
            let keys = || Spot::Keys(chord.clone(), Some(hint.spec.action));
            cx.spot(pen.since(from), keys);
        }
        pen.skip(GAP);
    }
}

/// The hints that fit, most important first; the help comes last, where people look for it.
fn fitting(cx: DrawContext<'_>, room: usize) -> Vec<Hint> {
    let scopes = scopes::active(&cx.model.browser, &cx.model.dialogs);
    let word = |spec: &ActionSpec| {
        let place = scopes.iter().find_map(|scope| spec.place(*scope))?;
        spec.action.word(cx.model, place)
    };
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
    let is_of_use = |spec: &ActionSpec| {
        is_still(spec)
            && spec.action.ready(cx.model) == Availability::Yes
            && (!on_operation || !is_on_main(spec) || !spec.action.is_of_row(cx.model))
            && !says_yes_in_vain(spec.action, cx)
            // In a dialog it closes only that, as Esc does.
            && (spec.action != Action::Quit || cx.model.dialogs.is_empty())
            // `Open` does nothing in a text.
            && (spec.action != Action::Open || !is_text(cx))
    };
    let specs = ACTIONS.iter().filter(|spec| spec.hint > 0);
    let specs = specs.filter_map(|spec| Some((spec, word(spec)?)));
    let mut specs: Vec<(&ActionSpec, Cow<'static, str>)> = specs.collect();
    let weight = |(spec, _): &(&ActionSpec, Cow<'_, str>)| {
        let means_marked = spec.action.bulk().is_some() && marked > 0;
        std::cmp::Reverse((means_marked, spec.hint))
    };
    specs.sort_by_key(weight);
    let mut left = room;
    let mut hints: Vec<Hint> = Vec::new();
    for (spec, word) in specs {
        let hint = Hint {
            key: cx.key(spec.action),
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

/// Draws the keys that may continue the chord.
pub fn chord(buffer: &mut Buffer, cx: DrawContext<'_>) {
    let model = cx.model;
    if !model.keyboard.chord_popup || model.keyboard.pressed.is_empty() {
        return;
    }
    let theme = cx.theme;
    let lines = continuations(cx);
    let keys = lines.iter().map(|line| width(&line.key)).max();
    let labels = lines.iter().map(|line| width(&line.label)).max();
    let (keys, labels) = (keys.unwrap_or(0), labels.unwrap_or(0));
    let screen = cx.above_notices(buffer.area);
    let columns = Columns::of(lines.len(), keys + labels + 4, screen);
    let height = (columns.rows as u16 + 2).min(screen.height.saturating_sub(1));
    let area = Rect {
        x: screen.x,
        y: screen.bottom().saturating_sub(height + 1),
        width: columns.across(screen, cx.is_linear()),
        height,
    };
    Clear.render(area, buffer);
    cx.marker.set(area);
    cx.spot(area, || Spot::Cover);
    let inside = Panel {
        title: Line::from(Span::styled(" Next key ", theme.title_focus)),
        focus: true,
        ..Panel::default()
    }
    .draw(buffer, area, cx);
    let room = columns.count * columns.rows;
    let shown = if lines.len() > room {
        room.saturating_sub(1)
    } else {
        room
    };
    let place = |at: usize| Rect {
        x: inside.x + (at / columns.rows * columns.width) as u16,
        width: inside.width.min(columns.width as u16),
        ..inside
    };
    for (at, line) in lines.iter().take(shown).enumerate() {
        let column = place(at);
        let mut pen = LineWriter::new(buffer, column, (at % columns.rows) as u16);
        pen.skip(1);
        if !line.key.is_empty() {
            pen.put(&line.key, theme.key).to(column.x + 3 + keys as u16);
        }
        pen.put(&line.label, line.style);
        if let Some((chord, action)) = &line.runs {
            cx.spot(pen.since(column.x), || Spot::Keys(chord.clone(), *action));
        }
    }
    let hidden = lines.iter().skip(shown).filter(|line| !line.key.is_empty());
    if let left @ 1.. = hidden.count() {
        let mut pen = LineWriter::new(buffer, place(shown), (shown % columns.rows) as u16);
        let help = model.keyboard.keymap.name(Action::Help);
        pen.skip(1).put(&format!("{left} more: {help}"), theme.dim);
    }
}

/// A line of the keys that may continue a chord.
struct Continuation {
    key: String,
    label: String,
    style: Style,
    runs: Option<(Chord, Option<Action>)>,
}

/// The keys that may continue the chord, with their actions, by group. A line without a key is the title of a group.
fn continuations(cx: DrawContext<'_>) -> Vec<Continuation> {
    let model = cx.model;
    let scopes = scopes::active(&model.browser, &model.dialogs);
    let keyboard = &model.keyboard;
    let mut found = keyboard.keymap.continuations(scopes, &keyboard.pressed);
    let group = |(_, action): &(Chord, Action)| action.spec().group;
    found.sort_by_key(group);
    let mut lines = Vec::new();
    for keys in found.chunk_by(|one, next| group(one) == group(next)) {
        lines.extend(keys.first().map(|first| Continuation {
            key: String::new(),
            label: group(first).title().to_owned(),
            style: cx.theme.group(group(first)),
            runs: None,
        }));
        lines.extend(keys.iter().map(|(chord, action)| Continuation {
            key: chord.to_string(),
            label: action.spec().label.to_owned(),
            style: match action.ready(model) {
                Availability::Yes => cx.theme.text,
                Availability::No(_) | Availability::Hidden => cx.theme.dim,
            },
            runs: Some((chord.clone(), Some(*action))),
        }));
    }
    lines.extend(of_commands(cx));
    lines
}

/// The same of the user's own commands.
fn of_commands(cx: DrawContext<'_>) -> Vec<Continuation> {
    let model = cx.model;
    let keyboard = &model.keyboard;
    let is_here = scopes::active(&model.browser, &model.dialogs).contains(&Scope::Main);
    let commands = model.settings.commands.iter().filter(|_| is_here);
    let mut lines: Vec<Continuation> = commands
        .filter_map(|command| {
            let chord = command.key.as_ref()?;
            chord.starts_with(&keyboard.pressed).then(|| Continuation {
                key: chord.to_string(),
                label: command.name.clone(),
                style: match own_command::run::why_not(model, command) {
                    None => cx.theme.text,
                    Some(_) => cx.theme.dim,
                },
                runs: Some((chord.clone(), None)),
            })
        })
        .collect();
    if !lines.is_empty() {
        let title = Continuation {
            key: String::new(),
            label: Section::Own.title().to_owned(),
            style: cx.theme.group(Section::Own),
            runs: None,
        };
        lines.insert(0, title);
    }
    lines
}

/// The layout of a list that may be longer than the screen is high.
struct Columns {
    count: usize,
    rows: usize,
    /// The width of each column, in cells.
    width: usize,
}

impl Columns {
    fn of(lines: usize, width: usize, screen: Rect) -> Self {
        // Without the border and the line with the keys pressed so far.
        let high = usize::from(screen.height.saturating_sub(3)).max(1);
        let fit = (usize::from(screen.width.saturating_sub(2)) / width.max(1)).max(1);
        let count = lines.div_ceil(high).clamp(1, fit);
        Self {
            count,
            rows: lines.div_ceil(count).min(high),
            width,
        }
    }

    /// The cells of all columns and the border, or the whole width.
    fn across(&self, screen: Rect, is_whole: bool) -> u16 {
        let all = (self.count * self.width + 2) as u16;
        if is_whole {
            screen.width
        } else {
            all.min(screen.width)
        }
    }
}

/// The footer's area on the main screen.
pub fn area(buffer: &Buffer, cx: DrawContext<'_>) -> Option<Rect> {
    cx.model
        .browser
        .layout()
        .footer
        .map(|area| rect(area, buffer))
}
