//! Opening the menus: of actions, of the compute, of what to copy.

use crate::{
    changes::compute,
    key::{Chord, Key},
    kinds::{endpoint, price, state::State},
    neon::Neon,
    ui::{
        action::{ACTIONS, Action, Availability, Scope},
        browser::Browser,
        clipboard::{self},
        commands,
        dialog::{
            form,
            menu::{Choice, Item, LETTERS, Menu, new},
        },
        keymap::Keymap,
        model::Model,
        own_command::{self, OwnCommand},
    },
};

/// The line of an action; none if it is not applicable here.
pub(crate) fn item(model: &Model, action: Action) -> Option<Item> {
    let spec = action.spec();
    let why_not = match spec.action.ready(model) {
        Availability::Yes => None,
        Availability::No(why) => Some(why),
        Availability::Hidden => return None,
    };
    let irreversible = is_irreversible(model, action);
    let effects = [
        irreversible.then(|| "cannot be undone".to_owned()),
        wakes(&model.browser, &model.neon, action),
        asks(model, action).then(|| "asks first".to_owned()),
    ];
    let note: Vec<String> = effects.into_iter().flatten().collect();
    Some(Item {
        why_not,
        irreversible,
        ..Item::new(
            action.label(model).into_owned(),
            note.join(", "),
            Choice::Do(action),
        )
    })
}

/// The line of one of the user's own commands.
pub(crate) fn of_command(model: &Model, command: &OwnCommand) -> Item {
    let choice = Choice::Command(command.name.clone());
    Item {
        why_not: own_command::run::why_not(model, command),
        ..Item::new(command.name.clone(), command.line(), choice)
    }
}

/// Whether what an action does cannot be undone, as far as is known before it asks.
fn is_irreversible(model: &Model, action: Action) -> bool {
    match action {
        Action::Delete => commands::delete::is_irreversible(model),
        Action::ResetPassword | Action::DisableWithData => true,
        _ => false,
    }
}

/// Whether an action asks before it does anything.
fn asks(model: &Model, action: Action) -> bool {
    let of_marked = action.bulk().is_some() && commands::bulk::count(model) > 0;
    let suspends_production = || {
        let target = model.browser.selected();
        let endpoint = target.and_then(|target| model.neon.store.compute_of(target));
        endpoint.is_some_and(|endpoint| compute::is_production(&model.neon, endpoint))
    };
    action.spec().asks || of_marked || (action == Action::SuspendCompute && suspends_production())
}

/// What an action starts, and what that costs about while it is idle.
fn wakes(browser: &Browser, neon: &Neon, action: Action) -> Option<String> {
    match action {
        Action::NewProject | Action::NewCompute | Action::NewReplica => {
            return Some("starts a compute".to_owned());
        }
        _ if !action.spec().wakes => return None,
        _ => {}
    }
    let target = browser.selected()?;
    let endpoint = neon.store.compute_of(target);
    let is_awake = endpoint.is_some_and(|endpoint| endpoint::state(endpoint) == State::ACTIVE);
    let least = endpoint.and_then(|endpoint| price::per_hour(&neon.store, endpoint));
    match least {
        _ if is_awake => None,
        Some(least) => Some(format!("wakes {}", price::hourly(least))),
        None => Some("wakes the compute".to_owned()),
    }
}

pub(crate) fn show(model: &mut Model, title: String, mut items: Vec<Item>) {
    assign_keys(&model.browser, &model.keyboard.keymap, &mut items);
    model.dialogs.open(Menu {
        target: model.browser.selected().cloned(),
        items,
        ..Menu::new(title)
    });
}

/// The keys of an action outside of menus.
fn own_keys(browser: &Browser, keymap: &Keymap, action: Action) -> Option<Chord> {
    if form::focus_field::of_row(browser) == Some(action) {
        return keymap.chords(Action::Edit).first().cloned();
    }
    let own = keymap.chords(action).first().cloned();
    own.or_else(|| new::keys_of(keymap, action)?.parse().ok())
}

/// Assigns keys. A line with a letter keeps it, and an action has its own keys, or the letter of its row, which is the
/// same in every menu; so a menu never gives a known key another meaning. The others get letters that no action of this
/// menu uses.
pub(crate) fn assign_keys(browser: &Browser, keymap: &Keymap, items: &mut [Item]) {
    let own = |item: &Item| match item.choice {
        Choice::Do(action) => own_keys(browser, keymap, action),
        Choice::Command(ref name) => keymap.commands.chord(name).cloned(),
        _ => None,
    };
    let mut used: Vec<Chord> = items.iter().filter_map(Item::keys).collect();
    for item in items.iter_mut().filter(|item| item.keys().is_none()) {
        if let Some(chord) = own(item).filter(|chord| !used.contains(chord)) {
            match chord.keys() {
                [key] if key.typed().is_some() => item.letter = key.typed().unwrap_or(' '),
                _ => item.chord = Some(chord.clone()),
            }
            used.push(chord);
        }
    }
    // Nor do they get a key that has a meaning on the screen below, or starts a chord there.
    let begins = |action: Action, letter: char| {
        let mut chords = keymap.chords(action).iter();
        chords.any(|chord| chord.keys().first() == Some(&Key::char(letter)))
    };
    let is_below = |scope| {
        matches!(
            scope,
            Scope::Main | Scope::Move | Scope::Table | Scope::Always
        )
    };
    let below: Vec<Action> = ACTIONS
        .iter()
        .filter(|spec| spec.places.iter().any(|place| is_below(place.scope)))
        .map(|spec| spec.action)
        .collect();
    let is_key = |letter: &char| {
        let is_of_command = keymap.commands.begin_with(&[Key::char(*letter)]);
        is_of_command || below.iter().any(|action| begins(*action, *letter))
    };
    for item in items.iter_mut().filter(|item| item.keys().is_none()) {
        let Choice::Do(action) = item.choice else {
            continue;
        };
        let letter = action.spec().letter.filter(|letter| !is_key(letter));
        let chord = letter.map(|letter| Chord::from(Key::char(letter)));
        if let (Some(letter), Some(chord)) = (letter, chord.filter(|chord| !used.contains(chord))) {
            item.letter = letter;
            used.push(chord);
        }
    }
    let acts = items
        .iter()
        .any(|item| matches!(item.choice, Choice::Do(_)));
    let mut free = LETTERS.chars().filter(|letter| {
        let is_used = used.contains(&Chord::from(Key::char(*letter)));
        !(is_used || acts && is_key(letter))
    });
    for item in items.iter_mut().filter(|item| item.keys().is_none()) {
        item.letter = free.next().unwrap_or(' ');
    }
}

/// Lists every action for the selection.
pub fn actions(model: &mut Model) {
    let marked = commands::bulk::count(model) > 0;
    let selected = model.browser.selected();
    let all = ACTIONS
        .iter()
        .filter(|spec| spec.is_in(Scope::Main))
        .map(|spec| spec.action);
    let items = all.filter(|action| {
        let listed = ![
            Action::ActionsMenu,
            // Listed as the action that it stands for here.
            Action::Edit,
            Action::NewMenu,
            // Its key filters the menu.
            Action::Filter,
            Action::Help,
            Action::ProjectSettings,
            Action::Undo,
            Action::UndoList,
        ]
        .contains(action);
        // Acting on the row of the cursor would be a trap while other rows are marked.
        let means_marked = !marked || action.bulk().is_some();
        let leads_on = selected.is_some_and(|row| action.is_in_menu_of(row));
        listed && (leads_on || action.spec().is_in_menu()) && means_marked
    });
    let mut items: Vec<Item> = items.filter_map(|action| item(model, action)).collect();
    let commands = &model.settings.commands;
    items.extend(commands.iter().filter_map(|command| {
        let is_for_row = own_command::run::is_for_row(model, command);
        is_for_row.then(|| of_command(model, command))
    }));
    items.sort_by_key(Item::group);
    let title = match commands::bulk::count(model) {
        0 => model.browser.selected().map_or_else(
            || "Actions".to_owned(),
            |target| model.neon.store.name(target),
        ),
        marked => format!("{marked} marked"),
    };
    show(model, title, items);
    let palette = model.keyboard.keymap.name(Action::Palette);
    if let Some(menu) = model.dialogs.top_as_mut::<Menu>() {
        menu.grouped = true;
        menu.more = Some(palette).filter(|key| !key.is_empty());
    }
}

/// Lists actions that share a key and are all available, because each applies to some of the marked items.
pub fn which(model: &mut Model, actions: &[Action]) {
    let items = actions.iter().filter_map(|action| item(model, *action));
    let items = items.collect();
    let title = format!("{} marked", commands::bulk::count(model));
    show(model, title, items)
}

/// Lists the actions for the compute of the row.
pub fn compute(model: &mut Model) {
    const OF_COMPUTE: [Action; 7] = [
        Action::AllowConnections,
        Action::StartCompute,
        Action::SuspendCompute,
        Action::RestartCompute,
        Action::EditCompute,
        Action::NewReplica,
        Action::Connect,
    ];
    let items = OF_COMPUTE.into_iter();
    let items = items.filter_map(|action| item(model, action)).collect();
    let title = model.browser.selected().map_or_else(
        || "Compute".to_owned(),
        |target| model.neon.store.name(target),
    );
    show(model, title, items)
}

/// Whether there is something to copy.
pub fn copy_ready(browser: &Browser) -> Availability {
    if clipboard::subject(browser).is_none() {
        Availability::no("nothing is selected")
    } else {
        Availability::Yes
    }
}

/// Lists what can be copied about the selection.
pub fn copy(model: &mut Model) {
    let pieces = clipboard::pieces(&model.browser, &model.neon);
    let items = pieces.into_iter().map(|piece| Item {
        letter: piece.letter,
        ..Item::new(piece.label.to_owned(), piece.preview(), Choice::Copy(piece))
    });
    let items = items.collect();
    show(model, "Copy".to_owned(), items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{key_presets::PRESETS, keymap::KeyMatch};
    use std::collections::BTreeMap;

    /// Actions that share a letter because no row has more than one of them.
    const APART: [&[Action]; 5] = [
        &[Action::Masking, Action::AuthSettings, Action::Objects],
        &[Action::MaskingRules, Action::TrustedDomains],
        &[Action::StartMasking, Action::OauthProviders],
        &[Action::AllowConnections, Action::AuthUsers],
        &[Action::AcceptTransfer, Action::AuthUserById],
    ];

    #[test]
    fn the_letters_of_actions_are_no_keys_and_their_own() {
        let keymap = Keymap::default();
        let mut letters: BTreeMap<char, Vec<Action>> = BTreeMap::new();
        for spec in ACTIONS {
            if let Some(letter) = spec.letter {
                assert!(keymap.chords(spec.action).is_empty(), "{}", spec.id);
                letters.entry(letter).or_default().push(spec.action);
            }
        }
        for (letter, actions) in letters {
            let pressed = [Key::char(letter)];
            let scopes = [
                Scope::Table,
                Scope::Main,
                Scope::Move,
                Scope::Always,
                Scope::Menu,
            ];
            let meaning = keymap.meaning(&scopes, &pressed);
            assert_eq!(meaning, crate::ui::keymap::KeyMatch::Nothing, "{letter}");
            let is_shared = |group: &&[Action]| actions.iter().all(|one| group.contains(one));
            let is_alone = actions.len() == 1 || APART.iter().any(is_shared);
            assert!(is_alone, "{letter}: {actions:?}");
        }
    }

    #[test]
    fn what_a_menu_lists_without_keys_has_a_letter() {
        for spec in ACTIONS {
            let listed = spec.is_in(Scope::Main) && spec.is_in_menu();
            let has_keys = !Keymap::default().chords(spec.action).is_empty() || spec.new.is_some();
            let edits = Action::EDITORS.contains(&spec.action);
            assert!(
                !listed || has_keys || edits || spec.letter.is_some(),
                "{}",
                spec.id
            );
        }
    }

    #[test]
    fn no_letter_of_a_menu_moves_in_it() {
        let new = ACTIONS.iter().filter_map(|spec| spec.new);
        let letters = ACTIONS.iter().filter_map(|spec| spec.letter);
        for letter in new.chain(letters).chain(LETTERS.chars()) {
            let pressed = [Key::char(letter)];
            let scopes = [Scope::Menu, Scope::Always];
            for preset in PRESETS {
                let meaning = Keymap::of(preset).meaning(&scopes, &pressed);
                let moves = matches!(letter, 'j' | 'k')
                    || matches!(&meaning, KeyMatch::Actions(all) if all.iter().any(|one| {
                        one.spec().is_in(Scope::Move)
                    }));
                assert!(!moves, "{letter} with {}: {meaning:?}", preset.name);
            }
        }
    }
}
