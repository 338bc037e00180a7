//! Things on a branch that are identified by their names: databases and roles.

use super::{
    branch::BranchRef,
    deletion::fact,
    endpoint,
    field::Described,
    kind::{Kind, Known},
    state::State,
};
use crate::{
    api::{
        Answer, Request,
        types::{Branch, BranchId, Endpoint, ProjectId, Thing},
    },
    store::{BranchData, Store, remote::Remote, target::Target},
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// A kind of such things.
pub trait Named: Thing + Serialize + Described {
    type Name: Clone + PartialEq + std::fmt::Display;

    /// The word for it that users read.
    const NOUN: &'static str;

    fn name(&self) -> &Self::Name;

    /// The known ones on a branch.
    fn known(on: &BranchData) -> &Remote<Vec<Self>>;

    /// Mutable access to the known ones.
    fn known_mut(on: &mut BranchData) -> &mut Remote<Vec<Self>>;

    fn target(project: ProjectId, branch: BranchId, name: Self::Name) -> Target;

    fn read(it: &NamedRef<'_, Self>) -> Request;

    /// The thing in the response to [`Self::read`].
    fn from_answer(answer: Answer) -> Option<Self>;

    fn update(_: &NamedRef<'_, Self>, _fields: Value) -> Option<Request> {
        None
    }

    fn deletion(it: &NamedRef<'_, Self>) -> Request;

    /// What is lost with several of them: labels and texts.
    const LOSSES: &'static [(&'static str, &'static str)];
}

/// Identifies one of them.
#[derive(Debug)]
pub struct NamedRef<'a, T: Named> {
    pub project: &'a ProjectId,
    pub branch: &'a BranchId,
    pub name: &'a T::Name,
}

impl<T: Named> NamedRef<'_, T> {
    /// Its data, if known.
    pub fn find<'s>(&self, store: &'s Store) -> Option<&'s T> {
        let contents = store.contents(self.project, self.branch)?;
        let mut all = T::known(contents).value.iter();
        all.find(|one| one.name() == self.name)
    }

    pub fn target(&self) -> Target {
        T::target(self.project.clone(), self.branch.clone(), self.name.clone())
    }
}

impl<T: Named> Kind for NamedRef<'_, T> {
    fn noun(&self) -> &'static str {
        T::NOUN
    }

    fn is_in_database(&self) -> bool {
        true
    }

    fn field_names(&self) -> Vec<[&'static str; 2]> {
        T::names()
    }

    fn known<'s>(&self, store: &'s Store) -> Option<&'s dyn Known> {
        Some(self.find(store)?)
    }

    fn received_at(&self, store: &Store) -> Option<Timestamp> {
        T::known(store.contents(self.project, self.branch)?).at
    }

    fn can_connect(&self) -> bool {
        true
    }

    fn branch<'s>(&self, store: &'s Store) -> Option<&'s Branch> {
        store.branch(self.project, self.branch)
    }

    fn compute<'s>(&self, store: &'s Store) -> Option<&'s Endpoint> {
        let (project, id) = (self.project, self.branch);
        BranchRef { project, id }.compute(store)
    }

    fn forget(&self, store: &mut Store) {
        let contents = store.contents_mut(self.project, self.branch);
        let known = &mut T::known_mut(contents).value;
        known.retain(|one| one.name() != self.name);
    }

    fn keep(&self, store: &mut Store, answer: Answer, _: Timestamp) {
        let known = &mut T::known_mut(store.contents_mut(self.project, self.branch)).value;
        if let Some(new) = T::from_answer(answer)
            && let Some(old) = known.iter_mut().find(|old| old.name() == self.name)
        {
            *old = new;
        }
    }

    fn read(&self) -> Option<Request> {
        Some(T::read(self))
    }

    fn update(&self, fields: Value) -> Option<Request> {
        T::update(self, fields)
    }

    fn deletion(&self) -> Option<Request> {
        Some(T::deletion(self))
    }

    fn losses_of_many(&self, store: &Store, all: &[Target]) -> Vec<String> {
        let lines = T::LOSSES.iter().map(|(label, text)| fact(label, text));
        let computes = all.iter().filter_map(|one| store.compute_of(one));
        let is_asleep = computes
            .map(endpoint::state)
            .any(|state| state != State::ACTIVE);
        let wakes =
            is_asleep.then(|| fact("wakes", "the computes of their branches, for a moment"));
        let after = fact("after", "they are deleted permanently");
        lines.chain(wakes).chain([after]).collect()
    }
}

/// The names of those known on a branch.
pub fn names<T: Named>(store: &Store, project: &ProjectId, branch: &BranchId) -> Vec<String> {
    let contents = store.contents(project, branch).into_iter();
    let known = contents.flat_map(|contents| &T::known(contents).value);
    known.map(|one| one.name().to_string()).collect()
}

/// Stores a newly created one.
pub(super) fn keep<T: Named>(
    store: &mut Store,
    project: &ProjectId,
    branch: &BranchId,
    new: T,
) -> Target {
    let target = T::target(project.clone(), branch.clone(), new.name().clone());
    let known = T::known_mut(store.contents_mut(project, branch));
    if known.known().is_some() {
        known.value.push(new);
    }
    target
}
