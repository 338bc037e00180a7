//! Finds the field that a refusal by Neon is about.
//!
//! The API's errors do not name a field, but their sentences do: "name must be …", "autoscaling_limit_max_cu is
//! above …", "expires_at must be in the future".

use super::{Form, FormField, Status};
use crate::{
    api::ApiError,
    kinds::edit::{NAME, Visibility},
    ui::dialog::Behavior,
};
use std::cmp::Reverse;

/// Statuses that are about the content of the request, not about who sent it or when.
const ABOUT_THE_BODY: [u16; 4] = [400, 409, 412, 422];

impl FormField {
    /// How well a message matches the field: the length of the words they share.
    fn fits(&self, message: &str) -> usize {
        let path = self.edit.path;
        let last = path.rsplit('.').next().unwrap_or(path);
        let mut words = message.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        if let Some(local) = last.strip_prefix('@') {
            let is_named = words.any(|word| word.contains(local));
            return if is_named { local.len() } else { 0 };
        }
        let spoken = [self.edit.label.to_lowercase(), last.replace('_', " ")];
        let said = spoken.iter().filter(|name| has_words(message, name));
        let key = words.any(|word| word == last).then_some(last.len());
        said.map(String::len).chain(key).max().unwrap_or(0)
    }
}

/// Whether a text contains these words as whole words.
fn has_words(text: &str, words: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|part| part.chars().next_back());
        let after = text.get(at + found.len()..);
        !letter(before) && !letter(after.and_then(|part| part.chars().next()))
    })
}

impl Form {
    /// The field that a message is about, if any.
    fn meant(&self, status: u16, message: &str) -> Option<usize> {
        let message = message.to_lowercase();
        let free = || {
            let shown = self.visible();
            shown.filter(|(_, field)| field.shown == Visibility::Yes)
        };
        let fits = free().map(|(at, field)| (field.fits(&message), at));
        // Of two equally good matches, the first counts.
        let best = fits.filter(|(fit, _)| *fit > 0);
        let best = best.max_by_key(|(fit, at)| (*fit, Reverse(*at)));
        let is_taken = |(_, field): &(usize, &FormField)| status == 409 && field.edit.path == NAME;
        let best = best.map(|(_, at)| at);
        let best = best.or_else(|| Some(free().find(is_taken)?.0));
        best.or_else(|| {
            free()
                .next()
                .map(|(at, _)| at)
                .filter(|_| free().count() == 1)
        })
    }
}

impl Form {
    /// Shows why Neon has refused the request, at the field that the error is about if there is one.
    pub(super) fn refused(&mut self, error: &ApiError) {
        let sentence = error.sentence();
        let meant = match error {
            ApiError::Status {
                status, message, ..
            } if ABOUT_THE_BODY.contains(status) => self.meant(*status, message),
            _ => None,
        };
        match meant {
            Some(at) => self.refuse_field(at, sentence),
            None => self.set_refused(&sentence),
        }
    }

    fn refuse_field(&mut self, at: usize, why: String) {
        self.status = Status::Editing;
        self.at = at;
        let (new, _) = self.wanted("");
        let Some(field) = self.fields.get_mut(at) else {
            return;
        };
        field.refused = Some((field.edit.value(&new).clone(), why));
        let label = field.edit.label;
        self.revalidate("");
        let text = format!("Neon refused it, and nothing was changed: see {label}");
        self.tell(text, true);
    }
}
