//! Why a form ignores a typed letter.

use super::{Form, Status};
use crate::{
    key::Key,
    ui::{
        action::{Action, Scope},
        dialog::form::field_state::FieldState,
        keymap::Keymap,
    },
};

impl Form {
    /// Why a typed letter changes nothing, if so.
    pub(super) fn why_ignored(&mut self, key: Key, keymap: &Keymap) -> Option<String> {
        let typed = key.typed().filter(|c| *c != ' ')?;
        let name = |action: Action| keymap.name_in(action, &[Scope::Form]);
        let why = match &self.status {
            Status::Loading => "still loading: nothing can be typed yet",
            Status::Unknown(_) => "not loaded: nothing can be typed",
            Status::Rereading | Status::Sending => "being sent: nothing can be typed",
            Status::Conflict { .. } => return None,
            Status::Editing => match self.widget() {
                None | Some((FieldState::Note, _)) => "this field cannot be changed",
                Some((FieldState::Choice(_), _)) => {
                    let key = name(Action::NextValue);
                    return Some(format!("no text here: {key} chooses the next value"));
                }
                Some((FieldState::Libraries { .. }, _)) => {
                    let key = name(Action::FormToggle);
                    return Some(format!("no text here: {key} marks the entry"));
                }
                Some((FieldState::Weekdays { .. }, _)) if !('1'..='7').contains(&typed) => {
                    let key = name(Action::FormToggle);
                    return Some(format!("no text here: {key} or a digit marks a day"));
                }
                Some(_) => return None,
            },
        };
        Some(why.to_owned())
    }
}
