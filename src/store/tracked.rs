//! A value that notices whenever it may have changed, and what was computed from it.

use std::{
    cell::RefCell,
    collections::HashMap,
    hash::Hash,
    ops::{Deref, DerefMut},
    sync::Arc,
};

/// A value that counts how often somebody could have changed it.
#[derive(Debug, Default)]
pub struct Tracked<T> {
    value: T,
    version: u64,
}

impl<T> Tracked<T> {
    /// How often the value could have been changed.
    pub const fn version(&self) -> u64 {
        self.version
    }
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Tracked<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.version += 1;
        &mut self.value
    }
}

/// The newest result for each subject. It is computed again once the tracked value may have changed, or when other
/// terms apply.
#[derive(Debug)]
pub struct Remembered<K, C, V> {
    entries: RefCell<HashMap<K, Entry<C, V>>>,
}

#[derive(Debug)]
struct Entry<C, V> {
    version: u64,
    terms: C,
    result: Arc<V>,
}

impl<K, C, V> Default for Remembered<K, C, V> {
    fn default() -> Self {
        Self {
            entries: RefCell::default(),
        }
    }
}

impl<K: Clone + Eq + Hash, C: PartialEq, V> Remembered<K, C, V> {
    /// The result for a subject; `terms` are all that it depends on besides the tracked value.
    pub fn get<T>(
        &self,
        subject: &K,
        tracked: &Tracked<T>,
        terms: C,
        compute: impl FnOnce(&T) -> V,
    ) -> Arc<V> {
        let version = tracked.version;
        if let Some(known) = self.entries.borrow().get(subject)
            && (known.version, &known.terms) == (version, &terms)
        {
            return Arc::clone(&known.result);
        }
        let result = Arc::new(compute(tracked));
        let entry = Entry {
            version,
            terms,
            result: Arc::clone(&result),
        };
        let mut entries = self.entries.borrow_mut();
        // What was computed from an older version is never used again.
        entries.retain(|_, known| known.version == version);
        entries.insert(subject.clone(), entry);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cell::Cell;

    proptest! {
        #[test]
        fn what_is_remembered_is_what_would_be_computed_now(
            steps in prop::collection::vec((0..3_u8, 0..3_u8, any::<bool>()), 0..60),
        ) {
            let mut numbers = Tracked::<Vec<u8>>::default();
            let remembered = Remembered::default();
            for (subject, terms, change) in steps {
                if change {
                    numbers.push(subject);
                }
                let compute = |numbers: &Vec<u8>| (subject, terms, numbers.len());
                let result = remembered.get(&subject, &numbers, terms, compute);
                prop_assert_eq!(*result, compute(&numbers));
            }
        }
    }

    #[test]
    fn nothing_is_computed_twice() {
        let (numbers, remembered) = (Tracked::<u8>::default(), Remembered::default());
        let times = Cell::new(0);
        for subject in ["a", "b", "a", "b"] {
            remembered.get(&subject, &numbers, (), |_| times.set(times.get() + 1));
        }
        assert_eq!(times.get(), 2);
    }
}
