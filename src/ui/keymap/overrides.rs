//! The user's own keys for actions: how they replace the keys of the table, and which are refused.

use super::{Keymap, meet, meets, places};
use crate::{
    key::{Chord, NotAKey},
    ui::action::{Action, ActionSpec, Place, Scope},
};
use std::fmt;

/// An override that cannot be applied; the default stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapProblem {
    /// There is no such action.
    #[error("no action is called \"{0}\"")]
    UnknownAction(String),
    /// The text is not a key.
    #[error(transparent)]
    Key(#[from] NotAKey),
    /// Where the key would do this, it enters a character.
    #[error("key \"{chord}\" would be text where {place} is needed")]
    Text {
        /// The key.
        chord: String,
        /// The action in its scope.
        place: &'static str,
    },
    /// Two actions that are reachable at the same time would have the same key.
    #[error(
        "key \"{chord}\" is used twice ({first}, {second}): give {first} another one, or none with {first} = []"
    )]
    Clash {
        /// The key.
        chord: String,
        /// The action that already has it.
        first: &'static str,
        /// The action that was to get it too.
        second: &'static str,
    },
}

/// An override for one action that cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The action as the user named it.
    pub action: String,
    pub why: KeymapProblem,
}

/// A key that the user has given to one action, and others have lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The action that has it now, as the user named it, or the user's own command.
    pub by: String,
    pub(super) chord: Chord,
    /// The actions that had it, by the names of their keys.
    pub(super) from: Vec<&'static str>,
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { by, chord, from } = self;
        let Some((first, others)) = from.split_first() else {
            return Ok(());
        };
        let others = match others.len() {
            0 => String::new(),
            many => format!(" and {many} more"),
        };
        write!(
            f,
            "key \"{chord}\" is {by} now, no longer {first}{others}: give {first} another one, or none with {first} = []"
        )
    }
}

impl Keymap {
    /// Builds a key map from the default keys and overrides (name → keys); an empty list unbinds. For an action that is
    /// reachable in several scopes, the name of its keys in one scope takes precedence over the name of all of them.
    /// Overrides that cannot be applied are returned, and leave the default in place.
    pub fn with<'a>(
        overrides: impl IntoIterator<Item = (&'a str, Vec<String>)>,
    ) -> (Self, Vec<Refused>) {
        Self::default().changed(overrides)
    }

    /// This key map with overrides, as in [`Self::with`]. A key that one of them gives to an action is taken from what
    /// had it before; one that cannot be applied leaves the keys that were.
    pub fn changed<'a>(
        &self,
        overrides: impl IntoIterator<Item = (&'a str, Vec<String>)>,
    ) -> (Self, Vec<Refused>) {
        let mut refused = Vec::new();
        let mut chosen = Vec::new();
        for (id, keys) in overrides {
            match Named::read(id, &keys) {
                Ok(named) => chosen.push(named),
                Err(why) => refused.push(Refused {
                    action: id.to_owned(),
                    why,
                }),
            }
        }
        // Clashes are checked only after all overrides are applied, so that keys can be swapped, freed and reassigned.
        // Of two overrides that want the same key, the later one is refused, and gets back what it had.
        loop {
            let map = self.overridden(&chosen);
            let Some((at, why)) = map.last_clash(&chosen) else {
                return (map, refused);
            };
            let action = chosen.remove(at).id.to_owned();
            refused.push(Refused { action, why });
        }
    }

    /// This key map with these keys, which other actions lose.
    fn overridden(&self, chosen: &[Named<'_>]) -> Self {
        let mut map = self.clone();
        map.own.clear();
        map.taken.clear();
        for named in chosen {
            for place in named_places(named.action, named.scope) {
                let is_own = |other: &Named<'_>| {
                    other.action == named.action && other.scope == Some(place.scope)
                };
                if named.scope.is_some() || !chosen.iter().any(is_own) {
                    map.set(named.action, place.scope, named.chords.clone());
                    map.own.push(place.id);
                }
            }
        }
        for named in chosen {
            for place in named_places(named.action, named.scope) {
                for chord in map.chords_in(named.action, place.scope).to_vec() {
                    let others = |other: &Place| !share_by_design(place, other);
                    let from = map.take(&chord, place.scope, others);
                    map.note_taken(named.id, chord, from);
                }
            }
        }
        map
    }

    /// Remembers what has lost a key.
    fn note_taken(&mut self, by: &str, chord: Chord, from: Vec<&'static str>) {
        if from.is_empty() {
            return;
        }
        let is_it = |taken: &&mut Taken| taken.by == by && taken.chord == chord;
        match self.taken.iter_mut().find(is_it) {
            Some(taken) => taken.from.extend(from),
            None => self.taken.push(Taken {
                by: by.to_owned(),
                chord,
                from,
            }),
        }
    }

    /// Takes a key from whatever the user has not given it to; returns what has lost it. What would have no other key
    /// keeps it, unless the palette lists it.
    pub(super) fn take(
        &mut self,
        chord: &Chord,
        scope: Scope,
        from: impl Fn(&Place) -> bool,
    ) -> Vec<&'static str> {
        let mut lost = Vec::new();
        for (spec, place) in places() {
            if self.own.contains(&place.id) || !meet(place.scope, scope) || !from(place) {
                continue;
            }
            let had = self.chords_in(spec.action, place.scope);
            let left: Vec<Chord> = had
                .iter()
                .filter(|used| !meets(chord, used))
                .cloned()
                .collect();
            let is_listed = matches!(place.scope, Scope::Main | Scope::Table);
            let is_listed = is_listed && spec.action != Action::Palette;
            if left.len() < had.len() && (is_listed || !left.is_empty()) {
                self.set(spec.action, place.scope, left);
                lost.push(place.id);
            }
        }
        lost
    }

    /// The last of these overrides that clashes with another, with its index.
    fn last_clash(&self, chosen: &[Named<'_>]) -> Option<(usize, KeymapProblem)> {
        let mut all = chosen.iter().enumerate().rev();
        all.find_map(|(at, named)| {
            let mut places = named_places(named.action, named.scope);
            Some((
                at,
                places.find_map(|place| self.clash(named.action, place))?,
            ))
        })
    }

    /// Finds another action, reachable at the same time and not meant to share a key with this one, that has one of
    /// its chords, the beginning of one, or a longer one.
    fn clash(&self, action: Action, place: &'static Place) -> Option<KeymapProblem> {
        let beside = |(spec, other): &(&ActionSpec, &Place)| {
            spec.action != action && meet(other.scope, place.scope)
        };
        places().filter(beside).find_map(|(spec, other)| {
            let used = self.chords_in(spec.action, other.scope);
            let shared = self
                .chords_in(action, place.scope)
                .iter()
                .find(|chord| used.iter().any(|used| meets(chord, used)))?;
            (!share_by_design(place, other)).then(|| KeymapProblem::Clash {
                chord: shared.to_string(),
                first: other.id,
                second: place.id,
            })
        })
    }
}

/// An override as the user named it: for an action in all its scopes, or in one.
struct Named<'a> {
    action: Action,
    scope: Option<Scope>,
    id: &'a str,
    chords: Vec<Chord>,
}

impl<'a> Named<'a> {
    fn read(id: &'a str, keys: &[String]) -> Result<Self, KeymapProblem> {
        let unknown = || KeymapProblem::UnknownAction(id.to_owned());
        let (action, scope) = Action::named(id).ok_or_else(unknown)?;
        let chords = keys.iter().map(|key| key.parse::<Chord>());
        let chords = chords.collect::<Result<Vec<_>, _>>()?;
        match named_places(action, scope).find_map(|place| typed(place, &chords)) {
            Some(why) => Err(why),
            None => Ok(Self {
                action,
                scope,
                id,
                chords,
            }),
        }
    }
}

/// The places of an action: in this scope, or in all of them if `None`.
pub(super) fn named_places(
    action: Action,
    scope: Option<Scope>,
) -> impl Iterator<Item = &'static Place> {
    let places = action.spec().places.iter();
    places.filter(move |place| scope.is_none_or(|scope| scope == place.scope))
}

/// The first of these keys that would enter a character instead, where this action is needed.
fn typed(place: &'static Place, chords: &[Chord]) -> Option<KeymapProblem> {
    const TEXT: [Scope; 8] = [
        Scope::Filter,
        Scope::Form,
        Scope::Confirm,
        Scope::Help,
        Scope::Palette,
        Scope::EnvFile,
        Scope::Search,
        Scope::Prompt,
    ];
    let is_typed = |chord: &Chord| {
        chord
            .keys()
            .first()
            .is_some_and(|key| key.typed().is_some())
    };
    // An action with a letter of its own is ready only where no text is entered.
    let takes_text = TEXT.contains(&place.scope) && !place.chords().any(|chord| is_typed(&chord));
    let chord = chords.iter().find(|chord| takes_text && is_typed(chord))?;
    Some(KeymapProblem::Text {
        chord: chord.to_string(),
        place: place.id,
    })
}

/// Whether both actions share a default key, because at most one of them is ever ready.
fn share_by_design(one: &Place, other: &Place) -> bool {
    one.keys.iter().any(|key| other.keys.contains(key))
}
