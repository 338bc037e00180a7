//! Picking one of many: a step at a time, or by searching.

use super::{FieldState, Form, FormField};
use crate::{
    key::{Code, Key},
    kinds::{edit::Offer, matching},
};

/// Offers that contain what is searched for.
fn matching<'a>(offers: &'a [Offer], typed: &str) -> Vec<&'a Offer> {
    let has = |text: &str| matching::contains(text, typed, false);
    let matches = |offer: &&Offer| has(&offer.label) || has(&offer.value);
    offers.iter().filter(matches).collect()
}

impl Form {
    /// What can be picked in a field, as far as it matches the search.
    pub fn offers(&self, field: &FormField) -> Vec<&Offer> {
        let offers = self.about.offers(field.edit.path);
        match &field.draft {
            FieldState::Pick { typed, .. } => matching(offers, typed),
            _ => Vec::new(),
        }
    }

    /// Steps through the offers; answers whether the field of the cursor has any.
    pub(crate) fn step_pick(&mut self, up: bool) -> bool {
        let Some(FieldState::Pick { value, typed }) = self.current().map(|field| &field.draft)
        else {
            return false;
        };
        let path = self.current().map_or("", |field| field.edit.path);
        let offers = matching(self.about.offers(path), typed);
        let at = offers.iter().position(|offer| offer.value == *value);
        let last = offers.len().saturating_sub(1);
        let next = match at {
            None => 0,
            Some(at) if up => (at + 1).min(last),
            Some(at) => at.saturating_sub(1),
        };
        let next = offers.get(next).map(|offer| offer.value.clone());
        self.set_pick(next, None);
        true
    }

    /// Searches; answers nothing where the field of the cursor is none to pick in, else whether the
    /// key was taken.
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
