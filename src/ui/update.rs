//! The only entry point to the model.

use super::{
    account,
    action::{Action, Availability, lower_first},
    bookmarks, child, clipboard, db_client,
    dialog::{self, confirm, viewer},
    effect::{CopyText, Effect},
    events, filter, jump_history,
    keyboard::LostField,
    keymap::{self, KeyMatch},
    local_job,
    model::Model,
    msg::{CopyRoute, Msg},
    navigation, navigation_target, persistence,
};
use crate::{
    api::{ApiError, Priority},
    changes::{follow::poll, lost_answer},
    key::{Code, Key},
    neon::{Connectivity, Slot, Task, skew},
    reads::{fetch, timing},
    ui::{answers, commands, refresh},
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

/// Handles one message: changes the model and returns the effects to run. Every message causes a frame, except those
/// that provably change nothing visible.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let open = model.dialogs.top_id();
    let by_hand = matches!(msg, Msg::Key(_) | Msg::Paste(_));
    take(model, msg);
    events::catch_up(model);
    if !by_hand && open.is_some_and(|id| !model.dialogs.has(id)) {
        model.keyboard.lose_field(model.neon.now);
    }
    pass(model)
}

/// Takes the requested effects and records the reads. While not signed in, reads that the user has not asked for are
/// not sent but fail immediately.
fn pass(model: &mut Model) -> Vec<Effect> {
    let mut passed = Vec::new();
    loop {
        let effects = model.take_effects();
        if effects.is_empty() {
            return passed;
        }
        for effect in effects {
            match (effect, &model.neon.link) {
                (
                    Effect::Task(Task::Call {
                        slot,
                        request,
                        priority: Priority::Screen | Priority::Ahead,
                    }),
                    Connectivity::SignedOut { why },
                ) if request.is_read() => {
                    let error = ApiError::SignedOut { why: why.clone() };
                    answers::failed(model, slot, error);
                }
                (effect, _) => {
                    if let Effect::Task(task) = &effect {
                        model.neon.note(task);
                    }
                    passed.push(effect);
                }
            }
        }
    }
}

fn take(model: &mut Model, msg: Msg) {
    match msg {
        // Sent with every frame.
        Msg::Budget(view) => {
            model.neon.budget = view;
        }
        Msg::Elapsed(Slot::Save) => save(model),
        Msg::Elapsed(Slot::Rest) => rest(model),
        Msg::ServerTime(reading) => skew::heard(&mut model.neon, reading),
        // Reports a failure, and changes nothing visible otherwise.
        Msg::Done(local_job::Done::Kept(kept)) => persistence::kept(model, kept),
        Msg::Answered { slot, exchange } => {
            model.frame.stale = true;
            answers::take(model, slot, *exchange)
        }
        Msg::Elapsed(slot) => {
            model.frame.stale = true;
            elapsed(model, slot)
        }
        other => {
            model.neon.touched = true;
            by_user(model, other)
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a row for every kind of message")]
fn by_user(model: &mut Model, msg: Msg) {
    match msg {
        Msg::Start if model.neon.session.origin.is_none() => account::nobody(model),
        Msg::Start => fetch::start(&mut model.neon),
        Msg::Key(key) => {
            timing::note_activity(&mut model.neon);
            press(model, key);
        }
        Msg::Paste(text) => paste(model, &text),
        Msg::PasteCut => model
            .neon
            .say_bad("the paste was too long: its end is missing"),
        Msg::Resize { width, height } => {
            model.browser.panes.size = (width, height);
            model.neon.screen_rows = height;
            navigation::keep_in_view(model);
        }
        Msg::Focus(attentive) => focus(model, attentive),
        Msg::Waiting { slot, progress } => {
            if let Slot::Write(target) = &slot
                && let Some(pending) = model.changes.writes.get_mut(target)
            {
                pending.waiting = Some(progress);
            }
        }
        Msg::ChildEnded {
            purpose,
            name,
            end,
            left,
        } => child::ended(model, &purpose, &name, &end, left),
        Msg::Done(done) => local_job::done(model, done),
        Msg::Copied { text, label, route } => copied(model, text, &label, &route),
        Msg::Unreachable(why) => {
            model.neon.link = Connectivity::Offline {
                since: model.neon.now,
                why: why.clone(),
                is_setting: true,
            };
            // An empty tree shows the reason itself.
            if model.browser.tree.rows.is_empty() {
                model.neon.touched = true;
                return;
            }
            model.neon.say_bad(why)
        }
        Msg::Connected {
            origin,
            identity,
            only,
            remembered,
        } => {
            account::connected(&mut model.neon, origin, identity, only);
            persistence::received(model, *remembered);
        }
        Msg::SignedIn {
            origin,
            identity,
            who,
            trouble,
            remembered,
        } => {
            account::signed_in(model, origin, identity, who);
            persistence::received(model, *remembered);
            if let Some(text) = trouble {
                model.neon.say_bad(text);
            }
        }
        Msg::AnotherAccount(who) => account::ask_to_switch(model, &who),
        Msg::Refused(why) => account::refused(model, why),
        Msg::Accounts(accounts) => account::received(model, accounts),
        Msg::NoKey(why) => account::no_key(model, why),
        Msg::Answered { .. } | Msg::Budget(_) | Msg::ServerTime(_) | Msg::Elapsed(_) => {}
    }
}

/// Handles the terminal gaining or losing focus: polling stops while the user is away.
fn focus(model: &mut Model, attentive: bool) {
    let back = attentive && !model.neon.attentive;
    model.neon.attentive = attentive;
    if back && model.neon.live && model.neon.is_reachable() {
        refresh::refresh_due(model)
    } else {
        timing::schedule(&mut model.neon)
    }
    model.changes.spin_up(&mut model.neon);
}

fn press(model: &mut Model, key: Key) {
    model.start.give_up();
    if was_meant_for_dialog(model, key) {
        return model
            .neon
            .say("typed for a dialog that is not open, so it did nothing; press it again");
    }
    let answers = key.typed().is_some() || key.code == Code::Enter;
    if answers && confirm::is_unseen(model) {
        return confirm::too_soon(&mut model.neon);
    }
    // No typing into what cannot be read.
    let can_type = !model.browser.panes.is_too_small();
    if can_type && bookmarks::letter(model, key) {
        return;
    }
    if can_type && model.keyboard.pressed.is_empty() {
        if dialog::type_key(model, key) {
            return;
        }
        if model.dialogs.is_empty() && filter::type_key(model, key) {
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
        .meaning(keymap::scopes(model), &pressed)
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
                    Some(target) => format!("to {}", with_article(target.word())),
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

/// Performs an action as if its key had been pressed: for menus, tests and scripts.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    model.neon.touched = true;
    action.spec().run(model);
    events::catch_up(model);
    pass(model)
}

/// Pastes text into the focused field. Without one, runs nothing and shows a notice.
fn paste(model: &mut Model, text: &str) {
    let handled = if model.browser.panes.is_too_small() {
        true
    } else if model.dialogs.is_empty() {
        filter::paste(model, text)
    } else {
        dialog::paste(model, text)
    };
    if !handled {
        let filter = model.keyboard.keymap.name(Action::Filter);
        model
            .neon
            .say(if model.dialogs.is_empty() && !filter.is_empty() {
                format!("pasted text runs no actions: press {filter} first to filter by it")
            } else {
                "pasted text runs no actions: it goes into text fields only".to_owned()
            });
    }
}

fn copied(model: &mut Model, text: CopyText, label: &str, route: &CopyRoute) {
    let CopyRoute::None { reason } = route else {
        return clipboard::copied(model, text, label, route);
    };
    if !model.dialogs.is_empty() || model.browser.is_filtering() {
        return model.neon.say_bad(format!(
            "no clipboard here ({reason}): close this and copy again to see the text"
        ));
    }
    // Showing the text is the last resort for a copy that the user has just asked for.
    let content = match text {
        CopyText::Plain(text) => viewer::Content::Text(text.lines().map(str::to_owned).collect()),
        CopyText::Secret(uri) => viewer::Content::Secret(uri),
    };
    let title = format!("No clipboard here ({reason}): select the text");
    model.dialogs.open(viewer::Viewer::new(title, content));
}

/// Saves the state, without changing the model.
fn save(model: &mut Model) {
    let persisted = persistence::persisted(model).map(Box::new);
    model.outbox.extend(persisted.map(Effect::Save));
}

/// Handles the cursor having come to rest.
fn rest(model: &mut Model) {
    model.frame.stale |= jump_history::rested(model);
    // Items are marked "loading" when a request is sent.
    model.neon.touched |= starts(model, refresh::visible::details);
    persistence::soon(&mut model.neon);
}

/// Runs a function; returns whether it has started a task.
fn starts(model: &mut Model, act: impl FnOnce(&mut Model)) -> bool {
    let before = model.neon.waiting_tasks();
    act(model);
    model.neon.waiting_tasks() > before
}

fn elapsed(model: &mut Model, slot: Slot) {
    match slot {
        Slot::Refresh => refresh::refresh_due(model),
        Slot::Filter => {
            model.neon.touched |= starts(model, answers::search::begin);
        }
        Slot::Poll(project) => poll::ask(&mut model.changes, &mut model.neon, &project),
        Slot::Check(target) => lost_answer::ask(&mut model.changes, &mut model.neon, &target),
        Slot::Notice(id) => {
            model.neon.notices.expire(id);
            model.neon.touched = true;
        }
        Slot::Spinner => {
            model.frame.spin = model.frame.spin.wrapping_add(1);
            model.neon.touched = true;
            model.changes.spin_up(&mut model.neon)
        }
        Slot::Chord => {
            model.neon.touched = true;
            model.keyboard.chord_popup = !model.keyboard.pressed.is_empty();
        }
        Slot::Retry => refresh::retry(model),
        Slot::Clipboard => clipboard::clear(model),
        Slot::Reveal => {
            model.neon.touched = true;
            dialog::connect::hide(model);
            viewer::hide(model);
        }
        _ => {}
    }
}

/// Resumes what is waiting for data; called after every response.
pub(crate) fn after_answer(model: &mut Model) {
    dialog::form::after_answer(model);
    navigation_target::follow(model);
    dialog::connect::after_answer(model);
    db_client::after_answer(model);
    if model.clipboard.uri_wanted.is_some() {
        clipboard::retry(model);
    }
}
