//! What a compute has logged as errors, below its awake line.

use super::{
    super::{
        format,
        text::{clean, fit},
    },
    page::Page,
};
use crate::{
    api::types::{Endpoint, ProjectId},
    kinds::log::errors::{self, MOST},
    ui::Action,
};
use ratatui::text::{Line, Span};

/// How many of them are shown.
const SHOWN: usize = 3;

/// Adds the newest ones, if there are any.
pub fn lines(page: &mut Page<'_>, project: &ProjectId, endpoint: &Endpoint) {
    let neon = &page.cx.model.neon;
    let all = errors::of(&neon.store, project, endpoint).unwrap_or_default();
    let count = match all.len() {
        0 => return,
        1 => "1 error".to_owned(),
        MOST.. => format!("{MOST}+ errors"),
        some => format!("{some} errors"),
    };
    let theme = page.cx.theme;
    let key = page.cx.key(Action::Logs);
    page.note(format!("{count} in 24 h; {key} shows the logs."));
    for one in all.iter().take(SHOWN) {
        let ago = one
            .timestamp
            .map_or_else(String::new, |at| format::relative(at.timestamp(), neon.now));
        let first = one.message.lines().next().unwrap_or_default();
        let room = page.room.saturating_sub(12);
        page.lines.push(Line::from(vec![
            Span::styled("✗ ", theme.bad),
            Span::styled(format!("{ago:<10}"), theme.dim),
            Span::raw(fit(&clean(first), room).into_owned()),
        ]));
    }
}
