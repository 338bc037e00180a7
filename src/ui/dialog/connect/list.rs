//! The list of formats beside the choices: up and down go through it as it is drawn.

use super::{Connect, Part, choices::go};
use crate::ui::{action::Availability, dialog::Dialogs, settings::Settings};

/// Whether the keys are in the list of formats beside the choices.
pub fn is_in_list(dialogs: &Dialogs) -> Availability {
    let is_in = |connect: &Connect| connect.at == Part::Format && connect.rows.get() > 0;
    Availability::shown_if(dialogs.top_is(is_in))
}

/// Chooses the format below.
pub fn format_below(dialogs: &mut Dialogs, settings: &Settings) {
    if let Some(connect) = dialogs.top_as_mut::<Connect>() {
        let last = settings.formats.len().saturating_sub(1);
        connect.format = (connect.format + 1).min(last);
        connect.changed();
    }
}

/// Chooses the format above; above the first one are the choices.
pub fn format_above(dialogs: &mut Dialogs) {
    match dialogs.top_as_mut::<Connect>() {
        Some(connect) if connect.format > 0 => {
            connect.format -= 1;
            connect.changed();
        }
        _ => go(dialogs, false),
    }
}
