//! Picking one of many: step by step, or by searching.

use super::{Form, FormField};
use crate::{
    key::{Code, Key},
    kinds::{edit::Offer, matching},
    ui::dialog::form::field_state::FieldState,
    ui::scroll::{Ends, moved, one},
};

/// The offers that contain the search text; those that begin with it come first.
fn matching<'a>(offers: &'a [Offer], typed: &str) -> Vec<&'a Offer> {
    let has = |text: &str| matching::contains(text, typed, false);
    let matches = |offer: &&Offer| has(&offer.label) || has(&offer.value);
    let begins = |offer: &&Offer| {
        let found = matching::find(&offer.label, typed, false, 0);
        found.is_some_and(|found| found.start == 0)
    };
    let all = offers.iter().filter(matches);
    let (begin, others): (Vec<_>, Vec<_>) = all.partition(begins);
    begin.into_iter().chain(others).collect()
}

impl Form {
    /// The offers of a field that match its search.
    pub fn offers(&self, field: &FormField) -> Vec<&Offer> {
        let offers = self.about.offers(field.edit.path);
        match &field.draft {
            FieldState::Pick { typed, .. } => matching(offers, typed),
            _ => Vec::new(),
        }
    }

    /// Steps through the offers; returns `false` if the selected field has none.
    pub(crate) fn step_pick(&mut self, up: bool) -> bool {
        let Some(FieldState::Pick { value, typed }) = self.current().map(|field| &field.draft)
        else {
            return false;
        };
        let path = self.current().map_or("", |field| field.edit.path);
        let offers = matching(self.about.offers(path), typed);
        let at = offers.iter().position(|offer| offer.value == *value);
        let next = at.map_or(0, |at| moved(at, one(up), offers.len(), Ends::Stay));
        let next = offers.get(next).map(|offer| offer.value.clone());
        self.set_pick(next, None);
        true
    }

    /// Types into the search; returns `None` if the selected field is not for picking, else whether the key was used.
    pub(crate) fn type_pick(&mut self, key: Key) -> Option<bool> {
        let (FieldState::Pick { typed, .. }, _) = self.widget()? else {
            return None;
        };
        let mut typed = typed.clone();
        match key.typed() {
            Some(' ') if typed.is_empty() => return Some(false),
            Some(c) => typed.push(c),
            None if key.code == Code::Backspace && !typed.is_empty() => {
                typed.pop();
            }
            None => return Some(false),
        }
        let path = self.current().map_or("", |field| field.edit.path);
        let offers = matching(self.about.offers(path), &typed);
        let free = offers.iter().find(|offer| offer.why_not.is_none());
        let found = free.or(offers.first()).map(|offer| offer.value.clone());
        self.set_pick(found, Some(typed));
        Some(true)
    }

    fn set_pick(&mut self, to: Option<String>, search: Option<String>) {
        if let Some((FieldState::Pick { value, typed }, _)) = self.widget() {
            *value = to.unwrap_or_else(|| value.clone());
            *typed = search.unwrap_or_else(|| typed.clone());
            self.edited();
        }
    }
}
