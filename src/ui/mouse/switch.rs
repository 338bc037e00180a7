//! Switching the mouse on and off.

use super::state::Mouse;
use crate::{neon::Neon, ui::settings::Settings};

/// Switches it on or off, until the program ends.
pub fn toggle(mouse: &mut Mouse, settings: &mut Settings, neon: &mut Neon) {
    settings.mouse = !settings.mouse;
    if settings.mouse {
        return explain(mouse, neon);
    }
    *mouse = Mouse {
        is_explained: mouse.is_explained,
        ..Mouse::default()
    };
    neon.say("mouse off: dragging selects text")
}

/// Says how to select text, once.
pub fn explain(mouse: &mut Mouse, neon: &mut Neon) {
    let text = match std::mem::replace(&mut mouse.is_explained, true) {
        false => "mouse on: to select text, hold Shift (on macOS Option) while dragging",
        true => "mouse on",
    };
    neon.say(text)
}
