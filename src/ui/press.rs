//! What a key does: it is typed into a text, completes a chord, or means an action.

use super::{
    action::{Action, Availability, Scope},
    bookmarks,
    dialog::{
        self, confirm,
        help::{self, Help},
        menu::Menu,
    },
    filter,
    keyboard::LostField,
    keymap::KeyMatch,
    model::Model,
    own_command,
    scroll::Step,
};
use crate::{
    key::{Code, Key, layouts},
    neon::Slot,
    ui::{perform::perform, scopes, table::Table},
};
use jiff::SignedDuration;
use std::time::Duration;

/// How long a half-typed chord waits before a popup lists its continuations.
const CHORD_POPUP: Duration = Duration::from_millis(400);

/// A letter this soon after a dialog has closed by itself or failed to open, or after the last letter meant for it, was
/// meant for it too.
const MEANT_FOR_DIALOG: SignedDuration = SignedDuration::from_millis(400);
/// After this time, a user who is still typing or holding a key down has noticed that the dialog is gone.
const NOTICED: SignedDuration = SignedDuration::from_millis(1_500);

pub fn press(model: &mut Model, key: Key) {
    let was_open = !model.dialogs.is_empty();
    let had_marks = has_marks(model);
    act(model, key);
    model.keyboard.dropped_marks = had_marks && !has_marks(model);
    model.keyboard.closed_dialog = was_open && model.dialogs.is_empty();
}

fn has_marks(model: &Model) -> bool {
    let table = model.browser.table.as_ref();
    table.is_some_and(Table::has_marks)
}

fn act(model: &mut Model, key: Key) {
    model.start.give_up();
    model.dialogs.awaited = None;
    // This comes beside the reason why there is no dialog.
    if was_meant_for_dialog(model, key) {
        return model
            .neon
            .say("typed for a dialog that is not open, so it did nothing; press it again");
    }
    model.neon.notices.key_pressed(model.neon.now);
    let answers = key.typed().is_some() || key.code == Code::Enter;
    if answers && confirm::is_unseen(&model.dialogs) {
        return confirm::too_soon(&mut model.neon);
    }
    // No typing into what cannot be read.
    let can_type = !model.browser.panes.is_too_small();
    if can_type && bookmarks::commands::letter(model, key) {
        return;
    }
    if can_type && model.keyboard.pressed.is_empty() {
        if dialog::type_key(model, key) {
            return;
        }
        if model.dialogs.is_empty() && filter::type_key(&mut model.browser, &mut model.neon, key) {
            return;
        }
    }
    // Any other key is about the rows that match.
    filter::follow(&mut model.browser, &mut model.neon);
    if !model.keyboard.pressed.is_empty() && key.code == Code::Esc {
        return drop_chord(model);
    }
    let mut pressed = std::mem::take(&mut model.keyboard.pressed);
    pressed.push(key);
    match meaning(model, &mut pressed) {
        KeyMatch::Actions(actions) if is_of_no_line(model, &actions) => {
            drop_chord(model);
            does_nothing(model, &pressed);
        }
        KeyMatch::Actions(actions) => {
            drop_chord(model);
            perform(model, &actions);
        }
        KeyMatch::Command(name) => {
            model.keyboard.chord_popup = false;
            model.neon.cancel(Slot::Chord);
            own_command::run::named(model, &name);
        }
        KeyMatch::Prefix => {
            model.keyboard.pressed = pressed;
            model.neon.after(Slot::Chord, CHORD_POPUP);
        }
        KeyMatch::Nothing if scrolls_sheet(model, &pressed) => {}
        KeyMatch::Nothing if is_help_for_dialog(model, &pressed) => {
            drop_chord(model);
            help::open(model)
        }
        KeyMatch::Nothing => {
            drop_chord(model);
            if can_type && pressed.iter().all(|key| key.typed().is_some()) {
                does_nothing(model, &pressed);
            }
        }
    }
}

/// Forgets a half-typed chord.
pub(crate) fn drop_chord(model: &mut Model) {
    model.keyboard.pressed.clear();
    model.keyboard.chord_popup = false;
    model.keyboard.sheet.reset();
    model.neon.cancel(Slot::Chord);
}

/// Scrolls the list of keys that may follow, if the last key does that elsewhere and there is more than fits; the chord
/// goes on.
fn scrolls_sheet(model: &mut Model, pressed: &[Key]) -> bool {
    let keyboard = &mut model.keyboard;
    let Some((last, before)) = pressed.split_last() else {
        return false;
    };
    let is_shown = keyboard.chord_popup && keyboard.sheet.is_long() && !before.is_empty();
    let KeyMatch::Actions(actions) = keyboard.keymap.meaning(&[Scope::Move], &[*last]) else {
        return false;
    };
    let step = actions.iter().find_map(|action| match action {
        Action::Down => Some(Step::Lines(1)),
        Action::Up => Some(Step::Lines(-1)),
        Action::HalfDown => Some(Step::HalfPages(1)),
        Action::HalfUp => Some(Step::HalfPages(-1)),
        Action::PageDown => Some(Step::Pages(1)),
        Action::PageUp => Some(Step::Pages(-1)),
        Action::Bottom => Some(Step::LAST),
        _ => None,
    });
    let step = step.filter(|_| is_shown);
    if let Some(step) = step {
        keyboard.sheet.read(step);
        keyboard.pressed = before.to_vec();
    }
    step.is_some()
}

/// The meaning of keys. Those that mean nothing as they are stand for those in the same place on an English keyboard.
fn meaning(model: &Model, pressed: &mut Vec<Key>) -> KeyMatch {
    let scopes = scopes::active(&model.browser, &model.dialogs);
    let keymap = &model.keyboard.keymap;
    let own = keymap.meaning(scopes, pressed);
    if own != KeyMatch::Nothing || !pressed.iter().any(|key| layouts::is_foreign(*key)) {
        return own;
    }
    let on_english = |key: &Key| layouts::on_english(*key).unwrap_or(*key);
    let english: Vec<Key> = pressed.iter().map(on_english).collect();
    let meaning = keymap.meaning(scopes, &english);
    if meaning != KeyMatch::Nothing {
        *pressed = english;
    }
    meaning
}

/// Whether keys ask for help in a dialog, which has none of its own by them.
fn is_help_for_dialog(model: &Model, pressed: &[Key]) -> bool {
    let keymap = &model.keyboard.keymap;
    let mut help = keymap.chords_in(Action::Help, Scope::Main).iter();
    let top = model
        .dialogs
        .top()
        .filter(|_| !model.browser.panes.is_too_small());
    top.is_some()
        && model.dialogs.top_as::<Help>().is_none()
        && help.any(|chord| chord.keys() == pressed)
}

/// Whether keys are those of no line of the menu, nor of anything else that it has.
fn is_of_no_line(model: &Model, actions: &[Action]) -> bool {
    let is_hidden = |action: &Action| action.ready(model) == Availability::Hidden;
    model.dialogs.top_as::<Menu>().is_some() && actions.iter().all(is_hidden)
}

/// Answers keys that mean nothing here.
fn does_nothing(model: &mut Model, pressed: &[Key]) {
    let is_foreign = pressed.iter().any(|key| layouts::is_foreign(*key));
    let keys: Vec<String> = pressed.iter().map(ToString::to_string).collect();
    let keys = keys.join(" ");
    let help_key = model.keyboard.keymap.name(Action::Help);
    let palette = model.keyboard.keymap.name(Action::Palette);
    let is_main = model.dialogs.is_empty();
    let others = [
        (help_key, "lists the keys", true),
        (palette, "finds actions", is_main),
    ];
    let others = others
        .into_iter()
        .filter(|(key, _, is_here)| *is_here && !key.is_empty());
    let others: String = others
        .map(|(key, what, _)| format!("; {key} {what}"))
        .collect();
    let layout = match is_foreign {
        true => "; the keys are Latin letters: switch the keyboard layout",
        false => "",
    };
    model
        .neon
        .say_in_passing(format!("{keys} does nothing here{layout}{others}"));
}

/// Whether a letter was typed for a dialog that has just closed by itself or failed to open; letters that follow it
/// without a pause count as part of the same word.
fn was_meant_for_dialog(model: &mut Model, key: Key) -> bool {
    let letter =
        key.typed().is_some() && !model.browser.is_filtering() && model.dialogs.run_letters();
    let closed = model.keyboard.lost_field.take().filter(|closed| {
        letter
            && model.neon.now.duration_since(closed.latest) < MEANT_FOR_DIALOG
            && model.neon.now.duration_since(closed.at) < NOTICED
    });
    let meant = closed.is_some();
    let latest = model.neon.now;
    model.keyboard.lost_field = closed.map(|closed| LostField { latest, ..closed });
    meant
}
