//! Which keys do what: the keys of the action table, overridden by the user's.

mod overrides;

pub use overrides::{KeymapProblem, Refused, Taken};

use super::{
    action::{ACTIONS, Action, ActionSpec, Place, Scope},
    key_presets::KeyPreset,
    own_command::keys::CommandKeys,
};
use crate::{
    key::{Chord, Key},
    neon::key_names::{KeyNames, NamedKey},
};
use std::collections::BTreeMap;

/// The keys of every action, in every scope in which it can be reached.
#[derive(Debug, Clone)]
pub struct Keymap {
    /// The actions of each scope, in the order of the table.
    scopes: BTreeMap<Scope, Vec<(Action, Vec<Chord>)>>,
    /// The keys of the user's own commands, in [`Scope::Main`].
    pub commands: CommandKeys,
    /// The places whose keys the user has chosen.
    own: Vec<&'static str>,
    /// The keys that the user has taken from other actions.
    pub taken: Vec<Taken>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut scopes: BTreeMap<Scope, Vec<_>> = BTreeMap::new();
        for (spec, place) in places() {
            let chords = place.chords().collect();
            let actions = scopes.entry(place.scope).or_default();
            actions.push((spec.action, chords));
        }
        Self {
            scopes,
            commands: CommandKeys::default(),
            own: Vec::new(),
            taken: Vec::new(),
        }
    }
}

/// What the keys pressed so far mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyMatch {
    /// The keys of these actions; of actions that share a key, at most one is ready.
    Actions(Vec<Action>),
    /// The key of the user's own command with this name.
    Command(String),
    /// The beginning of at least one longer chord.
    Prefix,
    Nothing,
}

impl Keymap {
    /// The keys of a preset.
    pub fn of(preset: &KeyPreset) -> Self {
        let keys = preset.keys.iter();
        let owned = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        // A test makes sure that nothing is refused.
        let (mut map, _) = Self::with(keys.map(|(id, keys)| (*id, owned(keys))));
        map.own.clear();
        map.taken.clear();
        map
    }

    /// The keys of an action in one scope.
    pub fn chords_in(&self, action: Action, scope: Scope) -> &[Chord] {
        let actions = self.actions(scope);
        let at = actions.binary_search_by_key(&action, |(action, _)| *action);
        let found = at.ok().and_then(|at| actions.get(at));
        found.map_or(&[], |(_, chords)| chords)
    }

    fn actions(&self, scope: Scope) -> &[(Action, Vec<Chord>)] {
        self.scopes.get(&scope).map_or(&[], Vec::as_slice)
    }

    fn set(&mut self, action: Action, scope: Scope, chords: Vec<Chord>) {
        let mut actions = self.scopes.get_mut(&scope).into_iter().flatten();
        if let Some((_, known)) = actions.find(|(other, _)| *other == action) {
            *known = chords;
        }
    }

    /// The keys of an action in a scope as printed, or those of the menu that contains it if it never has any.
    pub fn keys_or_menu(&self, spec: &ActionSpec, place: &Place) -> Vec<String> {
        let chords = self.chords_in(spec.action, place.scope);
        match chords.is_empty() && place.keys.is_empty() {
            true => spec.default_keys(place),
            false => chords.iter().map(ToString::to_string).collect(),
        }
    }

    /// The action's first key in the first of these scopes in which it is reachable.
    pub fn chord_in(&self, action: Action, scopes: &[Scope]) -> Option<&Chord> {
        let here = scopes.iter().find(|scope| action.spec().is_in(**scope));
        let chords = match here {
            Some(scope) => self.chords_in(action, *scope),
            None => self.chords(action),
        };
        chords.first()
    }

    /// The same as it is printed; empty if there is none.
    pub fn name_in(&self, action: Action, scopes: &[Scope]) -> String {
        let first = self.chord_in(action, scopes);
        first.map(ToString::to_string).unwrap_or_default()
    }

    /// The keys of an action in its first scope.
    pub fn chords(&self, action: Action) -> &[Chord] {
        let first = action.spec().places.first();
        first.map_or(&[], |place| self.chords_in(action, place.scope))
    }

    /// The printed form of an action's first key; empty if it has none.
    pub fn name(&self, action: Action) -> String {
        self.chords(action)
            .first()
            .map(ToString::to_string)
            .unwrap_or_default()
    }

    /// The keys that messages mention.
    pub fn names(&self) -> KeyNames {
        const NAMED: [(NamedKey, Action); 16] = [
            (NamedKey::ComputeMenu, Action::ComputeMenu),
            (NamedKey::CopyPassword, Action::CopyPassword),
            (NamedKey::Delete, Action::Delete),
            (NamedKey::Deleted, Action::Deleted),
            (NamedKey::NewCompute, Action::NewCompute),
            (NamedKey::OpenConsole, Action::OpenConsole),
            (NamedKey::Protect, Action::Protect),
            (NamedKey::ReadOnly, Action::ReadOnly),
            (NamedKey::Refresh, Action::Refresh),
            (NamedKey::RefreshAll, Action::RefreshAll),
            (NamedKey::ResetPassword, Action::ResetPassword),
            (NamedKey::SetExpiry, Action::SetExpiry),
            (NamedKey::ShowPassword, Action::ShowPassword),
            (NamedKey::Undo, Action::Undo),
            (NamedKey::UndoList, Action::UndoList),
            (NamedKey::Unprotect, Action::Unprotect),
        ];
        let name = |action: Action| match (self.name(action), action.spec().new) {
            (own, Some(letter)) if own.is_empty() => {
                format!("{} {letter}", self.name(Action::NewMenu))
            }
            (own, _) => own,
        };
        KeyNames::new(NAMED.map(|(key, action)| (key, name(action))))
    }

    /// The meaning of these keys in these scopes; the first scope that has one wins.
    pub fn meaning(&self, scopes: &[Scope], pressed: &[Key]) -> KeyMatch {
        for scope in scopes {
            let (mut complete, mut is_prefix) = (Vec::new(), false);
            for (action, chords) in self.actions(*scope) {
                if chords.iter().any(|chord| chord.keys() == pressed) {
                    complete.push(*action);
                }
                is_prefix |= chords.iter().any(|chord| chord.starts_with(pressed));
            }
            if !complete.is_empty() {
                return KeyMatch::Actions(complete);
            }
            if *scope == Scope::Main {
                if let Some(name) = self.commands.named(pressed) {
                    return KeyMatch::Command(name.to_owned());
                }
                is_prefix |= self.commands.begin_with(pressed);
            }
            if is_prefix {
                return KeyMatch::Prefix;
            }
        }
        KeyMatch::Nothing
    }

    /// The actions whose chords begin with these keys, for the popup of a chord.
    pub fn continuations(&self, scopes: &[Scope], pressed: &[Key]) -> Vec<(Chord, Action)> {
        let mut found = Vec::new();
        for (spec, place) in places().filter(|(_, place)| scopes.contains(&place.scope)) {
            let chords = self.chords_in(spec.action, place.scope).iter();
            let chords = chords.filter(|chord| chord.starts_with(pressed));
            found.extend(chords.map(|chord| (chord.clone(), spec.action)));
        }
        found
    }

    /// Gives a key to one of the user's own commands, and takes it from what a preset has given it to. Returns what has
    /// lost it, if anything has.
    ///
    /// # Errors
    /// Returns what the user has given the key to already, its beginning, or a longer one; or what needs it.
    pub fn add_command(&mut self, chord: Chord, name: &str) -> Result<Option<Taken>, String> {
        let mut map = self.clone();
        let from = map.take(&chord, Scope::Main, |_| true);
        let mut reachable = places().filter(|(_, place)| meet(place.scope, Scope::Main));
        let used = reachable.find(|(spec, place)| {
            let mut used = map.chords_in(spec.action, place.scope).iter();
            used.any(|used| meets(&chord, used))
        });
        let used = used.map(|(_, place)| place.id);
        if let Some(by) = used.or_else(|| map.commands.meeting(&chord)) {
            return Err(by.to_owned());
        }
        map.commands.add(chord.clone(), name);
        *self = map;
        Ok((!from.is_empty()).then(|| Taken {
            by: name.to_owned(),
            chord,
            from,
        }))
    }
}

/// Whether one of two chords is the other, or its beginning.
fn meets(one: &Chord, other: &Chord) -> bool {
    one.starts_with(other.keys()) || other.starts_with(one.keys())
}

/// Every action in every scope in which it is reachable.
fn places() -> impl Iterator<Item = (&'static ActionSpec, &'static Place)> {
    let places = |spec: &'static ActionSpec| spec.places.iter().map(move |place| (spec, place));
    ACTIONS.iter().flat_map(places)
}

/// Whether two scopes can be active at the same time.
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

#[cfg(test)]
mod tests {
    use super::{overrides::named_places, *};
    use crate::ui::key_presets::{self, PRESETS};

    /// Actions that share a key because only one of them ever makes sense on a row.
    const TOGETHER: [&[Action]; 13] = [
        &[Action::FormatBelow, Action::NextField],
        &[Action::FormatAbove, Action::PreviousField],
        &[Action::NextMatch, Action::NextHunk],
        &[Action::PreviousMatch, Action::PreviousHunk],
        &[Action::EnvLook, Action::EnvWrite],
        &[Action::Sort, Action::SortBy],
        &[Action::ExportTable, Action::ExportUsage],
        &[Action::ResetBranch, Action::Recover],
        &[Action::Protect, Action::Unprotect],
        &[Action::StartCompute, Action::SuspendCompute],
        &[Action::ConfirmNo, Action::ConfirmEnter],
        &[Action::NarrowTree, Action::FewerDays],
        &[Action::WidenTree, Action::MoreDays],
    ];

    fn are_together(one: Action, other: Action) -> bool {
        let has = |group: &&&[Action]| group.contains(&one) && group.contains(&other);
        TOGETHER.iter().any(|group| has(&group))
    }

    #[test]
    fn every_key_of_the_table_can_be_read() {
        for (spec, place) in places() {
            assert_eq!(place.chords().count(), place.keys.len(), "{}", place.id);
            assert_eq!(spec.action.spec().id, spec.id);
            assert_eq!(Action::named(spec.id), Some((spec.action, None)));
            let scope = (place.id != spec.id).then_some(place.scope);
            assert_eq!(Action::named(place.id), Some((spec.action, scope)));
        }
    }

    #[test]
    fn a_key_means_one_thing_wherever_it_can_be_pressed() {
        for preset in PRESETS {
            a_key_means_one_thing(&Keymap::of(preset), preset.name);
        }
    }

    fn a_key_means_one_thing(map: &Keymap, name: &str) {
        let all: Vec<_> = places().collect();
        for (at, (one, here)) in all.iter().enumerate() {
            for (other, there) in &all[at + 1..] {
                if !meet(here.scope, there.scope) || are_together(one.action, other.action) {
                    continue;
                }
                for chord in map.chords_in(one.action, here.scope) {
                    for used in map.chords_in(other.action, there.scope) {
                        let clash =
                            used.starts_with(chord.keys()) || chord.starts_with(used.keys());
                        assert!(!clash, "{name}: {chord} is {} and {}", here.id, there.id);
                    }
                }
            }
        }
    }

    #[test]
    fn every_preset_is_complete_and_leads_back_and_out() {
        for preset in PRESETS {
            let keys = preset.keys.iter();
            let owned = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
            let (map, refused) = Keymap::with(keys.map(|(id, keys)| (*id, owned(keys))));
            assert_eq!(refused, [], "{}", preset.name);
            for (spec, place) in places() {
                // It takes no key from what it does not name.
                let is_named = preset.keys.iter().any(|(id, _)| {
                    let (action, scope) = Action::named(id).unwrap();
                    action == spec.action && scope.is_none_or(|scope| scope == place.scope)
                });
                let keeps = place
                    .chords()
                    .eq(map.chords_in(spec.action, place.scope).iter().cloned());
                assert!(is_named || keeps, "{}: {}", preset.name, place.id);
                // What the palette lists needs no key.
                let is_listed = matches!(place.scope, Scope::Main | Scope::Table | Scope::Move);
                let has_key = !map.chords_in(spec.action, place.scope).is_empty();
                let had_key = place.chords().next().is_some();
                assert!(
                    has_key || is_listed || !had_key,
                    "{}: {}",
                    preset.name,
                    place.id
                );
                // Whoever does not know the preset still gets back with Esc.
                let is_escape = |chord: &Chord| chord.to_string() == "Esc";
                let before = place.chords().any(|chord| is_escape(&chord));
                let mut now = map.chords_in(spec.action, place.scope).iter();
                assert_eq!(now.any(is_escape), before, "{}: {}", preset.name, place.id);
            }
            for action in [Action::Help, Action::Palette, Action::Quit, Action::QuitNow] {
                assert_ne!(map.name(action), "", "{}", preset.name);
            }
            // Each row changes something.
            for (id, keys) in preset.keys {
                let (action, scope) = Action::named(id).unwrap();
                let mut places = named_places(action, scope);
                assert!(
                    places.any(|place| place.keys != *keys),
                    "{}: {id}",
                    preset.name
                );
            }
        }
    }

    #[test]
    fn a_preset_keeps_what_its_users_know() {
        let k9s = Keymap::of(key_presets::named("k9s").unwrap());
        for (action, key) in [
            (Action::Logs, "l"),
            (Action::Describe, "d"),
            (Action::OpenClient, "s"),
            (Action::Delete, "Ctrl-d"),
        ] {
            assert_eq!(k9s.name(action), key, "{action:?}");
        }
        assert_eq!(k9s.name(Action::FocusOperations), "3");
    }

    #[test]
    fn users_keys_come_on_top_of_a_preset() {
        let emacs = Keymap::of(key_presets::named("emacs").unwrap());
        let keys = |key: &str| vec![key.to_owned()];
        let (map, refused) = emacs.changed([("Filter", keys("F3")), ("Zoom", keys("Ctrl-n"))]);
        assert_eq!(map.name(Action::Filter), "F3");
        assert_eq!(map.name(Action::Palette), "Alt-x");
        // What the user writes wins over what the preset brings.
        assert_eq!(refused, []);
        assert_eq!(map.name(Action::Zoom), "Ctrl-n");
        assert_eq!(map.name(Action::Down), "j");
        // Two of the user's own keys may not meet; a refused one leaves the key of the preset.
        let (map, refused) = emacs.changed([("Filter", keys("F3")), ("Zoom", keys("F3"))]);
        assert_eq!(refused[0].action, "Zoom");
        assert_eq!(map.name(Action::Zoom), "Ctrl-x 1");
    }

    #[test]
    fn an_action_whose_key_is_taken_is_still_reached() {
        let keys = |keys: &[&str]| keys.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (map, refused) = Keymap::with([("Zoom", keys(&["d", "Enter", ":", "Ctrl-p"]))]);
        // The palette lists one without a key, but not itself, nor what opens a row.
        assert_eq!(map.name(Action::Describe), "d");
        assert_eq!(refused.len(), 1);
        let (map, refused) = Keymap::with([("Zoom", keys(&["d", "G", ":"]))]);
        assert_eq!(refused, []);
        assert_eq!(map.name(Action::Describe), "");
        assert_eq!(map.name(Action::Bottom), "End");
        assert_eq!(map.name(Action::Palette), "Ctrl-p");
    }

    #[test]
    fn keys_that_dialogs_share_are_set_for_all_of_them_or_for_one() {
        let keys = |key: &str| vec![key.to_owned()];
        let names = |map: &Keymap| {
            let scopes = [Scope::Menu, Scope::Help, Scope::Form];
            scopes.map(|scope| map.name_in(Action::Close, &[scope]))
        };
        let (map, problems) = Keymap::with([("Close", keys("F9"))]);
        assert_eq!(problems, []);
        assert_eq!(names(&map), ["F9", "F9", "F9"]);
        // The name of one dialog's keys counts more, wherever it stands.
        for [first, second] in [["FormClose", "Close"], ["Close", "FormClose"]] {
            let key = |name: &str| keys(if name == "Close" { "F9" } else { "F8" });
            let (map, problems) = Keymap::with([(first, key(first)), (second, key(second))]);
            assert_eq!(problems, []);
            assert_eq!(names(&map), ["F9", "F9", "F8"]);
        }
        // A key that means something in one of the scopes already is refused for all.
        let (map, problems) = Keymap::with([("Close", keys("Enter"))]);
        assert_eq!(names(&map), ["Esc", "Esc", "Esc"]);
        assert_eq!(problems[0].action, "Close");
        let (map, problems) = Keymap::with([("MenuClose", keys("F7"))]);
        assert_eq!(problems, []);
        assert_eq!(names(&map), ["F7", "Esc", "Esc"]);
    }

    #[test]
    fn users_keys_take_the_place_of_the_default_and_mistakes_leave_it() {
        let keys = |keys: &[&str]| keys.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (map, problems) = Keymap::with([
            ("CopyUri", keys(&["Ctrl-t"])),
            ("Sort", keys(&[])),
            ("NoSuchThing", keys(&["j"])),
            ("Filter", keys(&["Hyper-x"])),
            ("Describe", keys(&["F9"])),
            ("Zoom", keys(&["F9"])),
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
