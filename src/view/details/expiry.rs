//! The line of a branch that expires soon.

use super::{super::format, page::Page};
use crate::{api::types::Branch, ui::Action};
use jiff::SignedDuration;
use ratatui::text::Line;

/// A branch that expires within this time says so at the top of its page.
const SOON: SignedDuration = SignedDuration::from_hours(24);

/// Says that a branch is deleted soon, and which key keeps it longer.
pub fn line(page: &mut Page<'_>, branch: &Branch) {
    let now = page.cx.model.neon.now;
    let Some(at) = branch.expires_at.map(|at| at.timestamp()) else {
        return;
    };
    if at.duration_since(now) > SOON {
        return;
    }
    let left = match format::countdown(at, now).as_str() {
        "over" => "now".to_owned(),
        left => format!("in {left}"),
    };
    let key = page.cx.key(Action::SetExpiry);
    page.lines.push(Line::styled(
        format!("▿ expires {left}: Neon deletes it then. {key} changes that."),
        page.cx.theme.busy,
    ));
}
