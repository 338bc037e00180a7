//! The keys that help, below the sentence that says what is in the way.

use super::DrawContext;
use crate::ui::{
    Action,
    remedy::{self, Remedy},
};
use ratatui::text::{Line, Span};

const BETWEEN: &str = "   ";

/// The keys, side by side where there is room: `r retry   O sign in with another key`.
pub fn lines(remedies: &[Remedy], room: usize, cx: DrawContext<'_>) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = Vec::new();
    for remedy in remedies {
        let keys = remedy.keys(&cx.model.keyboard.keymap);
        let key = Span::styled(keys, cx.theme.key);
        let does = Span::styled(format!(" {}", remedy.does), cx.theme.text);
        let needed = BETWEEN.len() + key.width() + does.width();
        match lines.last_mut() {
            Some(line) if line.width() + needed <= room => {
                line.extend([Span::raw(BETWEEN), key, does]);
            }
            _ => lines.push(Line::from(vec![key, does])),
        }
    }
    lines
}

impl DrawContext<'_> {
    /// Says on one row that something could not be loaded, and which key tries again.
    pub(super) fn failed(&self, again: Action) -> String {
        let Remedy { action, does } = remedy::retry(again);
        format!("✗ failed, {} {does}", self.key(action))
    }
}
