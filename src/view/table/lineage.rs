//! The column of a table that draws branches on an axis of time.

use super::{
    super::{
        DrawContext,
        chart::{Axis, Life},
        format,
        widget::LineWriter,
    },
    columns::Slot,
    is_axis,
};
use crate::{
    kinds::{State, Tone},
    ui::{Table, Target},
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::{collections::HashMap, ops::Range};

/// The title of the column that says the state in words.
const STATE: &str = "STATE";

/// The axis and the lines of the rows in view.
pub struct Lineage {
    pub labels: String,
    rows: Vec<(String, State)>,
}

impl Lineage {
    /// Draws nothing if the table has no such column.
    pub fn of(table: &Table, height: usize, slots: &[Slot], cx: DrawContext<'_>) -> Option<Self> {
        let slot = slots.iter().find(|slot| is_axis(slot))?;
        let settings = &cx.model.settings;
        let rows: HashMap<&Target, usize> = table
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| (&row.target, at))
            .collect();
        let is_state = |slot: &Slot| slot.column.title == STATE;
        let is_said = slots.iter().any(is_state);
        let all = table.rows.iter().map(|row| {
            let (life, state) = life(&row.target, &rows, cx);
            // The line leads to the state in the next column.
            let sign = life.sign.filter(|_| !is_said || life.to.is_some());
            (Life { sign, ..life }, state)
        });
        let (lives, states): (Vec<Life>, Vec<State>) = all.unzip();
        let now = cx.model.neon.now.as_second();
        let axis = Axis::new(&lives, now, usize::from(slot.width));
        let first = table.cursor.scroll.top();
        let shown: Range<usize> = first..first + height;
        let states = states.into_iter().skip(first);
        Some(Self {
            labels: axis.labels(&format::zone(settings)),
            rows: axis.lines(&lives, shown).into_iter().zip(states).collect(),
        })
    }

    /// Draws a row in view; its sign has the color of its state.
    pub fn draw(
        &self,
        buffer: &mut Buffer,
        line: Rect,
        slots: &[Slot],
        at: usize,
        cx: DrawContext<'_>,
    ) {
        let slot = slots.iter().find(|slot| is_axis(slot));
        let (Some(slot), Some((text, state))) = (slot, self.rows.get(at)) else {
            return;
        };
        let theme = cx.theme;
        let sign = match state.tone {
            Tone::Plain => theme.dim,
            tone => theme.tone(tone),
        };
        let mut pen = LineWriter::new(buffer, line, 0);
        pen.skip(1 + slot.x);
        let mut symbol = [0; 4];
        for letter in text.chars() {
            let style = if letter == state.glyph {
                sign
            } else {
                theme.dim
            };
            pen.put(letter.encode_utf8(&mut symbol), style);
        }
    }
}

/// The time of a branch, deleted or not.
fn life(target: &Target, rows: &HashMap<&Target, usize>, cx: DrawContext<'_>) -> (Life, State) {
    /// The sign of what exists no more.
    const GONE: State = State {
        glyph: '×',
        ascii: 'x',
        word: "deleted",
        tone: Tone::Quiet,
    };
    let store = &cx.model.neon.store;
    let inside = target.project().and_then(|project| store.inside(project));
    let branch = inside.and_then(|inside| match target {
        Target::DeletedBranch(_, id) => inside.deleted.get(id),
        _ => store.branch_of(target),
    });
    let (Some(inside), Some(branch)) = (inside, branch) else {
        let life = Life {
            parent: None,
            from: None,
            to: None,
            sign: None,
        };
        return (life, GONE);
    };
    let second = |at: crate::api::types::Time| at.timestamp().as_second();
    let ended = branch.recovery.as_ref().and_then(|how| how.deleted_at);
    let state = match target {
        Target::DeletedBranch(..) => GONE,
        _ => inside.branch_state(branch),
    };
    let parent = branch.parent_id.as_ref().and_then(|id| {
        let parent = Target::Branch(branch.project_id.clone(), id.clone());
        rows.get(&parent).copied()
    });
    let sign = match state.glyph {
        ' ' => '▫',
        glyph => glyph,
    };
    let life = Life {
        parent,
        from: branch.parent_timestamp.or(branch.created_at).map(second),
        to: ended.map(second),
        sign: Some(sign),
    };
    (
        life,
        State {
            glyph: sign,
            ..state
        },
    )
}
