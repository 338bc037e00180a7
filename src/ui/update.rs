//! The only entry point to the model.

use super::{
    account,
    action::Action,
    activity, changed_cells,
    child::{self, ChildPurpose},
    clipboard,
    dialog::{self, palette, viewer},
    effect::{CopyText, Effect},
    events, filter, jump_history, local_job,
    model::Model,
    mouse,
    msg::{CopyRoute, Msg},
    own_command, persistence, press, transfer,
};
use crate::{
    api::{ApiError, Priority},
    changes::{Changes, follow::poll, lost_answer},
    neon::{Connectivity, Neon, Slot, Task, skew},
    reads::{fetch, timing},
    ui::{answers, browser::Browser, cursor, reconfigure, refresh},
};

/// Handles one message: changes the model and returns the effects to run. Every message causes a frame, except those
/// that provably change nothing visible.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let open = model.dialogs.top_id();
    let by_hand = matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_));
    take(model, msg);
    catch_up(model);
    if !by_hand && open.is_some_and(|id| !model.dialogs.has(id)) {
        model.keyboard.lose_field(model.neon.now);
    }
    admit_effects(model)
}

/// Lets the screen follow what has happened below it.
fn catch_up(model: &mut Model) {
    events::catch_up(model);
    palette::refresh(model);
    own_command::background::follow(model);
    activity::commands::hold(&mut model.browser, &model.changes, &model.neon);
}

/// Takes the requested effects and records the reads. While not signed in, reads that the user has not asked for are
/// not sent but fail immediately.
fn admit_effects(model: &mut Model) -> Vec<Effect> {
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
                // Nothing spins in linear mode: a screen reader would speak every turn.
                (
                    Effect::Task(Task::After {
                        slot: Slot::Spinner,
                        ..
                    }),
                    _,
                ) if model.browser.panes.linear => {}
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
        Msg::Elapsed(Slot::Save) => {
            persistence::save(&model.browser, &mut model.outbox, &model.neon)
        }
        Msg::Elapsed(Slot::Rest) => cursor_rested(model),
        Msg::Elapsed(Slot::FilterRows) => filter::follow(&mut model.browser, &mut model.neon),
        Msg::Elapsed(Slot::PaletteScan) => palette::find_more(model),
        Msg::ServerTime(reading) => skew::heard(&mut model.neon, reading),
        // Reports a failure, and changes nothing visible otherwise.
        Msg::Done(local_job::Done::Kept(kept)) => persistence::kept(model, kept),
        Msg::Done(local_job::Done::Logged(done)) => {
            persistence::logged(&mut model.changes, &mut model.neon, done)
        }
        // Reads the file; draws nothing.
        Msg::ConfigurationTouched => reconfigure::follow(&mut model.outbox),
        Msg::Answered { slot, exchange } => {
            model.frame.stale = true;
            answers::take(model, slot, *exchange)
        }
        Msg::Changed(cells) => {
            let marks = &mut model.browser.changed;
            changed_cells::mark(marks, &model.changes, &mut model.neon, cells)
        }
        Msg::Elapsed(Slot::Marks) => {
            changed_cells::elapsed(&mut model.browser.changed, &mut model.neon)
        }
        Msg::Elapsed(slot) => {
            model.frame.stale = true;
            elapsed(model, slot)
        }
        Msg::Mouse(event) => {
            filter::follow(&mut model.browser, &mut model.neon);
            let may_show = mouse::pointer::take(model, event);
            model.neon.touched |= may_show;
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
        Msg::Start => start(model),
        Msg::Key(key) => {
            timing::note_activity(&mut model.neon);
            press::press(model, key);
        }
        Msg::Paste(text) => paste(model, &text),
        Msg::PasteCut => model
            .neon
            .say_bad("the paste was too long: its end is missing"),
        Msg::Resize { width, height } => {
            model.browser.panes.size = (width, height);
            model.neon.screen_rows = height;
            model.browser.tree.width.rows.fit_again();
            if let Some(table) = &model.browser.table {
                table.widths.fit_again();
            }
            cursor::keep_in_view(&model.browser);
        }
        Msg::Focus(attentive) => focus(
            &mut model.browser,
            &model.changes,
            &mut model.neon,
            attentive,
        ),
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
        } => {
            match purpose {
                // Its folder may be new, and then nobody watches it.
                ChildPurpose::Configuration => reconfigure::follow(&mut model.outbox),
                ChildPurpose::Command { changes: true, .. } if end.has_run() => {
                    refresh::refresh_all(&mut model.browser, &mut model.neon)
                }
                _ => {}
            }
            child::ended::handle(
                &mut model.dialogs,
                &model.keyboard.keymap,
                &mut model.neon,
                &purpose,
                &name,
                &end,
                left,
            )
        }
        Msg::Transferred { dialog, done, all } => {
            transfer::progress(&mut model.dialogs, dialog, done, all)
        }
        Msg::Printed { run, text } => own_command::background::printed(model, run, *text),
        Msg::RunEnded { run, ended } => own_command::background::ended(model, run, ended),
        Msg::Done(done) => local_job::done::handle(model, done),
        Msg::Reread { read, by_user } => reconfigure::reread(model, read, by_user),
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
        Msg::Accounts(accounts) => account::received(&mut model.dialogs, &mut model.neon, accounts),
        Msg::NoKey(why) => account::no_key(model, why),
        Msg::Answered { .. }
        | Msg::Changed(_)
        | Msg::Budget(_)
        | Msg::ConfigurationTouched
        | Msg::Mouse(_)
        | Msg::ServerTime(_)
        | Msg::Elapsed(_) => {}
    }
}

fn start(model: &mut Model) {
    if model.settings.mouse {
        mouse::switch::explain(&mut model.mouse, &mut model.neon);
    }
    match model.neon.session.origin {
        None => account::not_signed_in(model),
        Some(_) => fetch::start(&mut model.neon),
    }
}

/// Handles the terminal gaining or losing focus: polling stops while the user is away.
fn focus(browser: &mut Browser, changes: &Changes, neon: &mut Neon, attentive: bool) {
    let back = attentive && !neon.attentive;
    neon.attentive = attentive;
    if back && neon.live && neon.is_reachable() {
        refresh::refresh_due(browser, neon)
    } else {
        timing::schedule(neon)
    }
    changes.spin_up(neon);
}

/// Performs an action as if its key had been pressed: for menus, tests and scripts.
pub fn perform_action(model: &mut Model, action: Action) -> Vec<Effect> {
    change(model, |model| action.run(model))
}

/// Does what no key does, for scripts.
pub fn change(model: &mut Model, change: impl FnOnce(&mut Model)) -> Vec<Effect> {
    model.neon.touched = true;
    change(model);
    catch_up(model);
    admit_effects(model)
}

/// Pastes text into the focused field. Without one, runs nothing and shows a notice.
fn paste(model: &mut Model, text: &str) {
    let handled = if model.browser.panes.is_too_small() {
        true
    } else if model.dialogs.is_empty() {
        filter::paste(&mut model.browser, &mut model.neon, text) || palette::open_with(model, text)
    } else {
        dialog::paste(model, text)
    };
    if !handled {
        let keys = [Action::Filter, Action::Palette].map(|to| model.keyboard.keymap.name(to));
        let keys: Vec<String> = keys.into_iter().filter(|key| !key.is_empty()).collect();
        let is_main = model.dialogs.is_empty() && !keys.is_empty();
        model.neon.say(match is_main {
            true => format!(
                "pasted text runs no actions: press {} first",
                keys.join(" or ")
            ),
            false => "pasted text runs no actions: it goes into text fields only".to_owned(),
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
    let mut title = format!("No clipboard here ({reason}): select the text");
    if model.settings.mouse {
        let key = model.keyboard.keymap.name(Action::Mouse);
        title = format!("{title}; {key} frees the mouse");
    }
    model.dialogs.open(viewer::Viewer::new(title, content));
}

/// Handles the cursor having come to rest.
fn cursor_rested(model: &mut Model) {
    model.frame.stale |= jump_history::rested(&mut model.browser, &model.neon.store);
    // Items are marked "loading" when a request is sent.
    let before = model.neon.waiting_tasks();
    refresh::visible::details(&model.browser, &mut model.neon);
    model.neon.touched |= model.neon.waiting_tasks() > before;
    persistence::soon(&mut model.neon);
}

fn elapsed(model: &mut Model, slot: Slot) {
    let Model {
        browser,
        dialogs,
        keyboard,
        clipboard,
        outbox,
        frame,
        changes,
        neon,
        ..
    } = model;
    match slot {
        Slot::Refresh => refresh::refresh_due(browser, neon),
        Slot::Tail => refresh::tail_due(browser, neon),
        Slot::Filter => {
            let before = neon.waiting_tasks();
            answers::search::begin(browser, neon);
            neon.touched |= neon.waiting_tasks() > before;
        }
        Slot::Palette => palette::search_server(browser, dialogs, neon),
        Slot::Poll(project) => poll::ask(changes, neon, &project),
        Slot::Check(target) => lost_answer::ask(changes, neon, &target),
        Slot::Notice(id) => {
            neon.notices.expire(id);
            neon.touched = true;
        }
        Slot::Spinner => {
            frame.spin = frame.spin.wrapping_add(1);
            neon.touched = true;
            changes.spin_up(neon)
        }
        Slot::Chord => {
            neon.touched = true;
            keyboard.chord_popup = !keyboard.pressed.is_empty();
        }
        Slot::Retry => refresh::retry(browser, changes, neon),
        Slot::Clipboard => clipboard::clear(clipboard, outbox),
        Slot::Reveal => {
            neon.touched = true;
            dialog::connect::fetch::hide(dialogs);
            viewer::hide(dialogs);
        }
        _ => {}
    }
}
