//! The user's own keys for actions: how they replace the keys of the table, and which are refused.

use super::{Keymap, meet, places};
use crate::{
    key::{Chord, NotAKey},
    ui::action::{Action, ActionSpec, Place, Scope},
};

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

impl Keymap {
    /// Builds a key map from the default keys and overrides (name → keys); an empty list unbinds. For an action that is
    /// reachable in several scopes, the name of its keys in one scope takes precedence over the name of all of them.
    /// Overrides that cannot be applied are returned, and leave the default in place.
    pub fn with<'a>(
        overrides: impl IntoIterator<Item = (&'a str, Vec<String>)>,
    ) -> (Self, Vec<Refused>) {
        Self::default().changed(overrides)
    }

    /// This key map with overrides, as in [`Self::with`]; one that cannot be applied leaves the keys that were.
    pub fn changed<'a>(
        &self,
        overrides: impl IntoIterator<Item = (&'a str, Vec<String>)>,
    ) -> (Self, Vec<Refused>) {
        let mut map = self.clone();
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
                (Some((action, scope)), Ok(chords)) => {
                    let mut places = named_places(action, scope);
                    if let Some(why) = places.find_map(|place| typed(place, &chords)) {
                        refuse(why);
                        continue;
                    }
                    for place in named_places(action, scope) {
                        let own = |other: &&Named| other.action == action && other.scope.is_some();
                        let mut others = chosen.iter().filter(own);
                        if scope.is_some() || !others.any(|one| one.scope == Some(place.scope)) {
                            map.set(action, place.scope, chords.clone());
                        }
                    }
                    chosen.push(Named { action, scope, id });
                }
            }
        }
        // Clashes are checked only after all overrides are applied, so that keys can be swapped, freed and reassigned.
        // Of two actions that want the same key, the later one gets back what it had; that may cause a new clash.
        while let Some((at, why)) = map.last_clash(&chosen) {
            let Named { action, scope, id } = chosen.remove(at);
            for place in named_places(action, scope) {
                let before = self.chords_in(action, place.scope).to_vec();
                map.set(action, place.scope, before);
            }
            let action = id.to_owned();
            refused.push(Refused { action, why });
        }
        (map, refused)
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
        let meets = |chord: &Chord, used: &Chord| {
            used.starts_with(chord.keys()) || chord.starts_with(used.keys())
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
