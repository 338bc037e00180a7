//! The sheet of keys that may continue a chord: over the whole width, its groups in columns.

use super::{
    DrawContext,
    text::{fit, width},
    widget::{
        LineWriter, Panel,
        flow::{Entry, Flow},
    },
};
use crate::{
    key::Chord,
    ui::{Action, Availability, Scope, action::Section, mouse::spot::Spot, own_command, scopes},
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Clear, Widget as _},
};

/// Cells between the key and what it does, and between two columns.
const GAP: usize = 2;

/// Draws the sheet, once a chord has waited for its next key.
pub fn draw(buffer: &mut Buffer, cx: DrawContext<'_>) {
    let keyboard = &cx.model.keyboard;
    if !keyboard.chord_popup || keyboard.pressed.is_empty() {
        return;
    }
    let groups = groups(cx);
    let sheet = Sheet::of(&groups, cx.above_notices(buffer.area), cx);
    let area = sheet.area;
    Clear.render(area, buffer);
    cx.spot(area, || Spot::Cover);
    let lines = sheet.flow.height();
    let from = keyboard.sheet.first(0, lines, sheet.height());
    let inside = Panel {
        title: title(cx),
        below: sheet.below(cx),
        focus: true,
        scroll: Some((from, sheet.height(), lines)),
        ..Panel::default()
    }
    .draw(buffer, area, cx);
    // A screen reader speaks the title, and then what was scrolled to.
    cx.marker.set(if from > 0 { inside } else { area });
    for (at, column) in sheet.flow.columns.iter().enumerate() {
        let place = Rect {
            x: inside.x + (at * sheet.wide) as u16,
            width: (sheet.wide as u16).min(inside.width),
            ..inside
        };
        let lines = column.iter().skip(from).zip(0..inside.height);
        for (entry, line) in lines {
            let pen = LineWriter::new(buffer, place, line);
            sheet.entry(pen, &groups, *entry, cx);
        }
    }
}

fn title(cx: DrawContext<'_>) -> Line<'static> {
    let pressed = cx.model.keyboard.pressed.iter();
    let pressed: Vec<String> = pressed.map(ToString::to_string).collect();
    Line::from(Span::styled(
        format!(" {} … next key ", pressed.join(" ")),
        cx.theme.title_focus,
    ))
}

/// The place of the sheet, and its columns.
struct Sheet {
    area: Rect,
    flow: Flow,
    /// The width of a column, in cells.
    wide: usize,
    /// The cells of the longest key.
    keys: usize,
}

impl Sheet {
    /// A sheet at the bottom of the screen, above the line with the keys pressed so far.
    fn of(groups: &[Group], screen: Rect, cx: DrawContext<'_>) -> Self {
        let lines = || groups.iter().flat_map(|group| &group.lines);
        let keys = lines().map(|line| width(&line.key)).max().unwrap_or(0);
        let labels = lines().map(|line| width(&line.label)).max().unwrap_or(0);
        let least = 1 + keys + GAP + labels + 1;
        let room = usize::from(screen.width.saturating_sub(2));
        let fit = match cx.is_linear() {
            true => 1,
            false => (room / least).max(1),
        };
        let most = usize::from(screen.height.saturating_sub(3)).max(1);
        let sizes: Vec<usize> = groups.iter().map(|group| group.lines.len()).collect();
        let flow = Flow::of(&sizes, fit, most);
        let height = (flow.height().min(most) as u16 + 2).min(screen.height.saturating_sub(1));
        let area = Rect {
            y: screen.bottom().saturating_sub(height + 1),
            height,
            ..screen
        };
        let wide = room / flow.columns.len().max(1);
        Self {
            area,
            flow,
            wide,
            keys,
        }
    }

    /// The lines that fit.
    fn height(&self) -> usize {
        usize::from(self.area.height.saturating_sub(2)).max(1)
    }

    /// The keys of the sheet itself.
    fn below(&self, cx: DrawContext<'_>) -> Line<'static> {
        let scrolls = (self.flow.height() > self.height())
            .then(|| format!("{} more  ", cx.key(Action::Down)));
        let scrolls = scrolls.unwrap_or_default();
        let close = cx.key(Action::Back);
        Line::styled(format!(" {scrolls}{close} close "), cx.theme.dim)
    }

    fn entry(&self, mut pen: LineWriter<'_>, groups: &[Group], entry: Entry, cx: DrawContext<'_>) {
        let left = pen.x();
        pen.skip(1);
        match entry {
            Entry::Blank => {}
            Entry::Heading(at) => {
                if let Some(group) = groups.get(at) {
                    pen.put(group.section.title(), cx.theme.group(group.section));
                }
            }
            Entry::Item(at) => {
                let line = groups.iter().flat_map(|group| &group.lines).nth(at);
                let Some(line) = line else {
                    return;
                };
                pen.put(&line.key, cx.theme.key);
                pen.to(left + (1 + self.keys + GAP) as u16);
                let label = fit(&line.label, pen.left().saturating_sub(1));
                pen.put(&label, line.style);
                let (chord, action) = &line.runs;
                cx.spot(pen.since(left), || Spot::Keys(chord.clone(), *action));
            }
        }
    }
}

struct Group {
    section: Section,
    lines: Vec<Continuation>,
}

/// A line of the keys that may continue the chord.
struct Continuation {
    /// The keys that are still missing.
    key: String,
    label: String,
    style: Style,
    runs: (Chord, Option<Action>),
}

/// The keys that may continue the chord, with their actions, by group.
fn groups(cx: DrawContext<'_>) -> Vec<Group> {
    let model = cx.model;
    let scopes = scopes::active(&model.browser, &model.dialogs);
    let keyboard = &model.keyboard;
    let mut found = keyboard.keymap.continuations(scopes, &keyboard.pressed);
    let section = |(_, action): &(Chord, Action)| action.spec().group;
    found.sort_by_key(section);
    let chunks = found.chunk_by(|one, next| section(one) == section(next));
    let groups = chunks.filter_map(|keys| {
        let lines = keys.iter().map(|(chord, action)| Continuation {
            key: missing(chord, cx),
            label: action.spec().label.to_owned(),
            style: match action.ready(model) {
                Availability::Yes => cx.theme.text,
                Availability::No(_) | Availability::Hidden => cx.theme.dim,
            },
            runs: (chord.clone(), Some(*action)),
        });
        Some(Group {
            section: section(keys.first()?),
            lines: lines.collect(),
        })
    });
    groups.chain(of_commands(cx)).collect()
}

/// The same of the user's own commands.
fn of_commands(cx: DrawContext<'_>) -> Option<Group> {
    let model = cx.model;
    let keyboard = &model.keyboard;
    let is_here = scopes::active(&model.browser, &model.dialogs).contains(&Scope::Main);
    let commands = model.settings.commands.iter().filter(|_| is_here);
    let lines: Vec<Continuation> = commands
        .filter_map(|command| {
            let chord = command.key.as_ref()?;
            chord.starts_with(&keyboard.pressed).then(|| Continuation {
                key: missing(chord, cx),
                label: command.name.clone(),
                style: match own_command::run::why_not(model, command) {
                    None => cx.theme.text,
                    Some(_) => cx.theme.dim,
                },
                runs: (chord.clone(), None),
            })
        })
        .collect();
    (!lines.is_empty()).then_some(Group {
        section: Section::Own,
        lines,
    })
}

/// The keys of a chord after those pressed so far.
fn missing(chord: &Chord, cx: DrawContext<'_>) -> String {
    let keys = chord.keys().iter();
    let keys = keys.skip(cx.model.keyboard.pressed.len());
    let keys: Vec<String> = keys.map(ToString::to_string).collect();
    keys.join(" ")
}
