//! What a key does: it is typed into a text, completes a chord, or means an action.

use super::{
    action::{Action, Availability, lower_first},
    bookmarks,
    dialog::{self, confirm},
    filter,
    keyboard::LostField,
    keymap::{self, KeyMatch},
    model::Model,
};
use crate::{
    key::{Code, Key},
    neon::Slot,
    ui::commands,
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
    model.start.give_up();
    if was_meant_for_dialog(model, key) {
        return model
            .neon
            .say("typed for a dialog that is not open, so it did nothing; press it again");
    }
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
    if !model.keyboard.pressed.is_empty() && key.code == Code::Esc {
        model.keyboard.pressed.clear();
        model.keyboard.chord_popup = false;
        model.neon.cancel(Slot::Chord);
        return;
    }
    let mut pressed = std::mem::take(&mut model.keyboard.pressed);
    pressed.push(key);
    match model
        .keyboard
        .keymap
        .meaning(keymap::scopes(&model.browser, &model.dialogs), &pressed)
    {
        KeyMatch::Actions(actions) => {
            model.keyboard.chord_popup = false;
            model.neon.cancel(Slot::Chord);
            perform(model, &actions);
        }
        KeyMatch::Prefix => {
            model.keyboard.pressed = pressed;
            model.neon.after(Slot::Chord, CHORD_POPUP);
        }
        KeyMatch::Nothing => {
            model.keyboard.chord_popup = false;
            model.neon.cancel(Slot::Chord);
        }
    }
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

/// Performs the one action that is ready; else reports why the first applicable one is not.
pub(crate) fn perform(model: &mut Model, actions: &[Action]) {
    let ready: Vec<_> = actions
        .iter()
        .map(|action| (action.spec(), action.spec().ready(model)))
        .collect();
    let mut can = ready
        .iter()
        .filter(|(_, ready)| *ready == Availability::Yes);
    let first = can.next();
    if can.next().is_some() && commands::bulk::count(model) > 0 {
        return dialog::menu::which(model, actions);
    }
    match first.or_else(|| {
        ready
            .iter()
            .find(|(_, ready)| *ready != Availability::Hidden)
    }) {
        Some((spec, _)) => spec.run(model),
        None => {
            if let Some((spec, _)) = ready.first() {
                let selected = model
                    .browser
                    .selected()
                    .filter(|_| model.dialogs.is_empty());
                let what = match selected {
                    Some(target) => format!("to {}", with_article(target.noun())),
                    None if model.dialogs.is_empty() => "here: there is no row".to_owned(),
                    None => "here".to_owned(),
                };
                let label = spec.label.trim_end_matches(" …").trim_end_matches(" with");
                let label = lower_first(label);
                if spec.begins_text() {
                    model.keyboard.lose_field(model.neon.now);
                }
                model.neon.say(format!("{label} does not apply {what}"))
            }
        }
    }
}

fn with_article(word: &str) -> String {
    match word.chars().next() {
        Some('A' | 'a' | 'e' | 'i' | 'o' | 'u') => format!("an {word}"),
        _ => format!("a {word}"),
    }
}
