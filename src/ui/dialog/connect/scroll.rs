//! Reading a text that is longer than its place.

use super::Connect;
use crate::ui::{action::Availability, model::Model};

/// How many lines a key goes.
const STEP: i16 = 3;

/// Whether not all of the text was in view when it was last drawn.
pub fn is_long(model: &Model) -> Availability {
    match model.dialogs.top_as::<Connect>() {
        Some(connect) if connect.unseen.get() > 0 => Availability::Yes,
        _ => Availability::Hidden,
    }
}

/// Shows what comes further down.
pub fn text_down(model: &mut Model) {
    scroll(model, STEP)
}

/// Shows what stands further up.
pub fn text_up(model: &mut Model) {
    scroll(model, -STEP)
}

fn scroll(model: &mut Model, by: i16) {
    if let Some(connect) = model.dialogs.top_as_mut::<Connect>() {
        connect.scroll_by(by);
    }
}

impl Connect {
    fn scroll_by(&mut self, by: i16) {
        let last = self.unseen.get();
        self.scroll = self.scroll.min(last).saturating_add_signed(by).min(last);
    }
}
