//! Lists of records that nothing else depends on, by the type of the record and what the list belongs to.

use super::{remote::keep_unread, target::Target};
use crate::api::types::{OddRow, Thing};
use std::{
    any::{Any, TypeId},
    collections::HashMap,
};

/// A `Vec` of records for each type and place.
#[derive(Debug, Default)]
pub struct Listings(HashMap<(TypeId, Target), Box<dyn Any + Send + Sync>>);

impl Listings {
    /// The known records.
    pub fn of<T: 'static>(&self, place: &Target) -> &[T] {
        let list = self.0.get(&(TypeId::of::<T>(), place.clone()));
        let list = list.and_then(|list| list.downcast_ref::<Vec<T>>());
        list.map_or(&[], Vec::as_slice)
    }

    /// The list for changing, even if it was never loaded.
    pub fn of_mut<T: Send + Sync + 'static>(&mut self, place: &Target) -> Option<&mut Vec<T>> {
        let key = (TypeId::of::<T>(), place.clone());
        let list = self
            .0
            .entry(key)
            .or_insert_with(|| Box::new(Vec::<T>::new()));
        list.downcast_mut()
    }

    /// Removes records from a list.
    pub fn forget<T: Send + Sync + 'static>(
        &mut self,
        place: &Target,
        is_gone: impl Fn(&T) -> bool,
    ) {
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
        if let Some(known) = self.of_mut(place) {
            keep_unread(known, &mut list, odd);
            *known = list;
        }
    }
}
