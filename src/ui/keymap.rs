//! Which keys do what: the table's own keys, changed by the user's.

use super::{
    action::{ACTIONS, Action, ActionSpec, Scope},
    model::Model,
};
use crate::key::{Chord, Key};
use std::collections::HashMap;

/// The keys of every action.
#[derive(Debug, Clone)]
pub struct Keymap {
    chords: HashMap<Action, Vec<Chord>>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self {
            chords: ACTIONS
                .iter()
                .map(|spec| (spec.action, spec.chords().collect()))
                .collect(),
        }
    }
}

/// Something in the user's keys that cannot be followed; the default stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapProblem {
    /// There is no such action.
    #[error("no action is called \"{0}\"")]
    UnknownAction(String),
    /// The text is no key.
    #[error(transparent)]
    Key(#[from] crate::key::NotAKey),
    /// Two actions that can be reached together would have the same key.
    #[error("key \"{chord}\" is used twice ({first}, {second})")]
    Clash {
        /// The key.
        chord: String,
        /// The action that has it.
        first: &'static str,
        /// The action that wanted it too.
        second: &'static str,
    },
}

/// What a press means so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyMatch {
    /// The keys of these actions: those that share a key are told apart by what is ready.
    Actions(Vec<Action>),
    /// The beginning of longer chords.
    Prefix,
    /// Nothing.
    Nothing,
}

/// What cannot be followed about the keys of one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The action, as the user has named it.
    pub action: String,
    /// Why.
    pub why: KeymapProblem,
}

impl Keymap {
    /// The default keys with the user's in their place: action id → keys; an empty list unbinds.
    /// What cannot be followed is reported and leaves the default.
    pub fn with<'a>(
        overrides: impl IntoIterator<Item = (&'a str, Vec<String>)>,
    ) -> (Self, Vec<Refused>) {
        let mut map = Self::default();
        let mut refused = Vec::new();
        let mut chosen = Vec::new();
        for (id, keys) in overrides {
            let mut refuse = |why| {
                let action = id.to_owned();
                refused.push(Refused { action, why });
            };
            let chords = keys
                .iter()
                .map(|key| key.parse::<Chord>())
                .collect::<Result<Vec<_>, _>>();
            match (Action::named(id), chords) {
                (None, _) => refuse(KeymapProblem::UnknownAction(id.to_owned())),
                (Some(_), Err(error)) => refuse(error.into()),
                (Some(action), Ok(chords)) => {
                    map.chords.insert(action, chords);
                    chosen.push(action);
                }
            }
        }
        // All of them are in place before clashes are looked for: keys can be swapped, freed and given away. Of two that
        // want the same key the later one gets its default back; that may take a key from another, so it is looked again.
        while let Some((at, why)) = map.last_clash(&chosen) {
            let action = chosen.remove(at);
            map.chords.insert(action, action.spec().chords().collect());
            let action = action.spec().id.to_owned();
            refused.push(Refused { action, why });
        }
        (map, refused)
    }

    /// The last of these actions that clashes with another, by its place among them.
    fn last_clash(&self, chosen: &[Action]) -> Option<(usize, KeymapProblem)> {
        let mut all = chosen.iter().enumerate().rev();
        all.find_map(|(at, action)| Some((at, self.clash(*action)?)))
    }

    /// The keys of an action.
    pub fn chords(&self, action: Action) -> &[Chord] {
        self.chords.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The first key of an action, as it is printed; empty if it has none.
    pub fn name(&self, action: Action) -> String {
        self.chords(action)
            .first()
            .map(ToString::to_string)
            .unwrap_or_default()
    }

    /// What these presses mean in these scopes; the first scope that knows them wins.
    pub fn meaning(&self, scopes: &[Scope], pressed: &[Key]) -> KeyMatch {
        for scope in scopes {
            let of_scope = || {
                ACTIONS
                    .iter()
                    .filter(|spec| spec.scope == *scope)
                    .map(|spec| spec.action)
            };
            let complete: Vec<_> = of_scope()
                .filter(|action| {
                    self.chords(*action)
                        .iter()
                        .any(|chord| chord.keys() == pressed)
                })
                .collect();
            if !complete.is_empty() {
                return KeyMatch::Actions(complete);
            }
            if of_scope().any(|action| {
                self.chords(action)
                    .iter()
                    .any(|chord| chord.starts_with(pressed))
            }) {
                return KeyMatch::Prefix;
            }
        }
        KeyMatch::Nothing
    }

    /// The actions whose chords begin with these presses: what the popup of a chord lists.
    pub fn continuations(&self, scopes: &[Scope], pressed: &[Key]) -> Vec<(Chord, Action)> {
        let mut found = Vec::new();
        for spec in ACTIONS.iter().filter(|spec| scopes.contains(&spec.scope)) {
            let chords = self
                .chords(spec.action)
                .iter()
                .filter(|chord| chord.starts_with(pressed));
            found.extend(chords.map(|chord| (chord.clone(), spec.action)));
        }
        found
    }

    /// The other action, reachable together with this one and not meant to share its key, that
    /// has one of its chords, the beginning of one, or a longer one.
    fn clash(&self, action: Action) -> Option<KeymapProblem> {
        let beside =
            |other: &&ActionSpec| other.action != action && meet(other.scope, action.spec().scope);
        let meets = |chord: &Chord, taken: &Chord| {
            taken.starts_with(chord.keys()) || chord.starts_with(taken.keys())
        };
        ACTIONS.iter().filter(beside).find_map(|other| {
            let taken = self.chords(other.action);
            let shared = self
                .chords(action)
                .iter()
                .find(|chord| taken.iter().any(|taken| meets(chord, taken)))?;
            (!share_by_design(action, other.action)).then(|| KeymapProblem::Clash {
                chord: shared.to_string(),
                first: other.id,
                second: action.spec().id,
            })
        })
    }
}

/// Whether two scopes can be active together.
pub(crate) fn meet(one: Scope, other: Scope) -> bool {
    let main = |scope| matches!(scope, Scope::Main | Scope::Move | Scope::Table);
    let viewer = |scope| matches!(scope, Scope::Viewer | Scope::Move);
    let always = |scope| scope == Scope::Always;
    one == other
        || always(one)
        || always(other)
        || (main(one) && main(other))
        || (viewer(one) && viewer(other))
}

/// Whether the table itself gives both actions a key in common: then only one of them is ever ready.
pub(crate) fn share_by_design(one: Action, other: Action) -> bool {
    one.spec()
        .keys
        .iter()
        .any(|key| other.spec().keys.contains(key))
}

/// The scopes whose keys count now, innermost first. A dialog ends the list: nothing reaches
/// what lies under it.
pub fn scopes(model: &Model) -> &'static [Scope] {
    if model.is_too_small() {
        return &[Scope::Always];
    }
    match model.dialogs.top() {
        Some(dialog) => dialog.scopes(),
        None if model.is_filtering() => &[Scope::Filter, Scope::Always],
        None if model.table.is_some() => &[Scope::Table, Scope::Main, Scope::Move, Scope::Always],
        None => &[Scope::Main, Scope::Move, Scope::Always],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Actions that share a key because only one of them ever makes sense on a row.
    const TOGETHER: [&[Action]; 8] = [
        &[Action::NextMatch, Action::NextHunk],
        &[Action::PreviousMatch, Action::PreviousHunk],
        &[Action::EnvLook, Action::EnvWrite],
        &[Action::Sort, Action::SortBy],
        &[Action::ResetBranch, Action::Recover],
        &[Action::Protect, Action::Unprotect],
        &[Action::StartCompute, Action::SuspendCompute],
        &[Action::ConfirmNo, Action::ConfirmEnter],
    ];

    fn are_together(one: Action, other: Action) -> bool {
        let has = |group: &&&[Action]| group.contains(&one) && group.contains(&other);
        TOGETHER.iter().any(|group| has(&group))
    }

    #[test]
    fn every_key_of_the_table_can_be_read() {
        for spec in ACTIONS {
            assert_eq!(spec.chords().count(), spec.keys.len(), "{}", spec.id);
            assert_eq!(spec.action.spec().id, spec.id);
            assert_eq!(Action::named(spec.id), Some(spec.action));
        }
    }

    #[test]
    fn a_key_means_one_thing_wherever_it_can_be_pressed() {
        let map = Keymap::default();
        for (at, one) in ACTIONS.iter().enumerate() {
            for other in &ACTIONS[at + 1..] {
                if !meet(one.scope, other.scope) || are_together(one.action, other.action) {
                    continue;
                }
                for chord in map.chords(one.action) {
                    for taken in map.chords(other.action) {
                        let clash =
                            taken.starts_with(chord.keys()) || chord.starts_with(taken.keys());
                        assert!(!clash, "{chord} is {} and {}", one.id, other.id);
                    }
                }
            }
        }
    }

    #[test]
    fn users_keys_take_the_place_of_the_default_and_mistakes_leave_it() {
        let keys = |keys: &[&str]| keys.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (map, problems) = Keymap::with([
            ("CopyUri", keys(&["Ctrl-t"])),
            ("Sort", keys(&[])),
            ("NoSuchThing", keys(&["j"])),
            ("Filter", keys(&["Hyper-x"])),
            ("Zoom", keys(&["j"])),
        ]);
        assert_eq!(map.name(Action::CopyUri), "Ctrl-t");
        assert_eq!(map.name(Action::Sort), "");
        assert_eq!(map.name(Action::Filter), "/");
        assert_eq!(map.name(Action::Zoom), "f");
        let said: Vec<String> = problems.iter().map(|one| one.why.to_string()).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[2].contains("used twice"), "{said:?}");
    }

    #[test]
    fn a_chord_is_complete_a_beginning_or_nothing() {
        let map = Keymap::default();
        let scopes = [Scope::Main, Scope::Move];
        let g = Key::char('g');
        assert_eq!(map.meaning(&scopes, &[g]), KeyMatch::Prefix);
        assert_eq!(
            map.meaning(&scopes, &[g, g]),
            KeyMatch::Actions(vec![Action::Top])
        );
        assert_eq!(
            map.meaning(&scopes, &[g, Key::char('z')]),
            KeyMatch::Nothing
        );
        assert_eq!(map.meaning(&[Scope::Form], &[g]), KeyMatch::Nothing);
        assert!(map.continuations(&scopes, &[g]).len() >= 3);
    }
}
