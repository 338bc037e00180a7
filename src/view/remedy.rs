//! The keys that help where something could not be loaded. Why is said once, in a sentence; these keys stand below it.

use super::DrawContext;
use crate::{api::ApiError, neon::Connectivity, ui::Action};
use ratatui::text::{Line, Span};

/// A key that helps, and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remedy {
    pub action: Action,
    pub does: &'static str,
}

const BETWEEN: &str = "   ";

const fn retry(action: Action) -> Remedy {
    Remedy {
        action,
        does: "retry",
    }
}

const RETRY: Remedy = retry(Action::Refresh);
const SIGN_IN: Remedy = Remedy {
    action: Action::Accounts,
    does: "sign in",
};
const ANOTHER_KEY: Remedy = Remedy {
    action: Action::Accounts,
    does: "sign in with another key",
};

/// What helps against an error: another key only if the error may be about the key.
pub fn of(error: &ApiError) -> &'static [Remedy] {
    if error.is_auth() || error.is_forbidden() || error.is_gone() {
        &[RETRY, ANOTHER_KEY]
    } else {
        &[RETRY]
    }
}

/// What helps while no answer is to be had.
pub fn of_link(link: &Connectivity, has_key: bool) -> &'static [Remedy] {
    match link {
        Connectivity::SignedOut { .. } if !has_key => &[SIGN_IN],
        Connectivity::Starting
        | Connectivity::Online
        | Connectivity::Offline { .. }
        | Connectivity::Unreadable { .. }
        | Connectivity::SignedOut { .. } => &[RETRY, ANOTHER_KEY],
    }
}

/// The keys, side by side where there is room: `r retry   O sign in with another key`.
pub fn lines(remedies: &[Remedy], room: usize, cx: DrawContext<'_>) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = Vec::new();
    for Remedy { action, does } in remedies {
        let key = Span::styled(cx.key(*action), cx.theme.key);
        let does = Span::styled(format!(" {does}"), cx.theme.text);
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
        let Remedy { action, does } = retry(again);
        format!("✗ failed, {} {does}", self.key(action))
    }
}
