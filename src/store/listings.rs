//! Lists of records that nothing else depends on, by the type of the record and what the list belongs to.

use super::{remote::keep_unread, target::Target};
use crate::api::types::{OddRow, Thing};
use std::{
    any::{Any, TypeId},
    collections::HashMap,
};

#[derive(Debug, Default)]
pub struct Listings {
    /// A `Vec` of records for each type and place.
    known: HashMap<(TypeId, Target), Box<dyn Any + Send + Sync>>,
    /// Those that Neon refused to list because there cannot be any there, with its reason.
    refused: HashMap<(TypeId, Target), String>,
    /// What comes after the last record of those that are not read as a whole.
    rests: HashMap<(TypeId, Target), Rest>,
}

/// What comes after the last known record of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rest {
    #[default]
    Nothing,
    More,
    /// More, which was asked for.
    Loading,
    /// More, which could not be read.
    Failed,
}

fn key<T: 'static>(place: &Target) -> (TypeId, Target) {
    (TypeId::of::<T>(), place.clone())
}

impl Listings {
    /// The known records.
    pub fn of<T: 'static>(&self, place: &Target) -> &[T] {
        let list = self.known.get(&key::<T>(place));
        let list = list.and_then(|list| list.downcast_ref::<Vec<T>>());
        list.map_or(&[], Vec::as_slice)
    }

    /// Whether the list was received.
    pub fn has<T: 'static>(&self, place: &Target) -> bool {
        self.known.contains_key(&key::<T>(place))
    }

    /// The list for changing, if it was received.
    pub fn of_mut<T: 'static>(&mut self, place: &Target) -> Option<&mut Vec<T>> {
        self.known.get_mut(&key::<T>(place))?.downcast_mut()
    }

    /// Removes records from a list.
    pub fn forget<T: 'static>(&mut self, place: &Target, is_gone: impl Fn(&T) -> bool) {
        if let Some(list) = self.of_mut(place) {
            list.retain(|one| !is_gone(one));
        }
    }

    /// Keeps a list. Known records that may be among its unreadable entries stay.
    pub fn keep<T: Thing + Send + Sync + 'static>(
        &mut self,
        place: &Target,
        mut list: Vec<T>,
        odd: &[OddRow],
    ) {
        keep_unread(self.of(place), &mut list, odd);
        self.known.insert(key::<T>(place), Box::new(list));
        self.refused.remove(&key::<T>(place));
    }

    /// What comes after the last known record.
    pub fn rest<T: 'static>(&self, place: &Target) -> Rest {
        let rest = self.rests.get(&key::<T>(place));
        rest.copied().unwrap_or_default()
    }

    /// Sets what comes after the last known record.
    pub fn set_rest<T: 'static>(&mut self, place: &Target, rest: Rest) {
        self.rests.insert(key::<T>(place), rest);
    }

    /// Keeps an empty list of what cannot be there.
    pub fn refuse<T: Thing + Send + Sync + 'static>(&mut self, place: &Target, reason: String) {
        self.keep::<T>(place, Vec::new(), &[]);
        self.refused.insert(key::<T>(place), reason);
    }

    /// Why such records cannot be there, if Neon refused to list them.
    pub fn refusal<T: 'static>(&self, place: &Target) -> Option<&str> {
        self.refused.get(&key::<T>(place)).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::types::{ApiKeyRow, Lost, VpcEndpoint};

    #[test]
    fn lists_of_one_place_are_told_apart_by_their_records() {
        let mut all = Listings::default();
        let key = |id| ApiKeyRow {
            id,
            ..ApiKeyRow::default()
        };
        all.forget(&Target::Account, |key: &ApiKeyRow| key.id == 1);
        assert!(!all.has::<ApiKeyRow>(&Target::Account));
        all.keep(&Target::Account, vec![key(1), key(2), key(3)], &[]);
        all.forget(&Target::Account, |key: &ApiKeyRow| key.id == 1);
        let ids = |all: &Listings| -> Vec<i64> {
            let keys = all.of::<ApiKeyRow>(&Target::Account).iter();
            keys.map(|key| key.id).collect()
        };
        assert_eq!(ids(&all), [2, 3]);
        assert!(!all.has::<VpcEndpoint>(&Target::Account));
        assert!(all.of::<ApiKeyRow>(&Target::Shared).is_empty());
        // Its entry could not be read this time.
        let odd = OddRow {
            at: String::new(),
            error: String::new(),
            lost: Lost::Record {
                id: Some("3".into()),
                name: None,
            },
        };
        all.keep(&Target::Account, vec![key(4)], &[odd]);
        assert_eq!(ids(&all), [4, 3]);
    }
}
