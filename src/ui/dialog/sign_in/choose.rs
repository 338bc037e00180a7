//! What keys and clicks do in the dialog to sign in.

use super::{Paste, SignIn, SignInRow, refused, rows};
use crate::{
    api::ApiKey,
    changes::{Changes, called},
    key::{Code, Key},
    neon::{
        Neon, Slot,
        account::{Access, CredentialSource, FoundAccount},
    },
    ui::{
        action::{Action, Availability, Scope},
        dialog::{Behavior, Dialogs, line::DialogLine},
        effect::{Effect, Outbox},
        last_positions,
        model::Model,
        quit,
        scroll::Step,
    },
};

impl Behavior for SignIn {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::SignIn, Scope::Always]
    }

    fn takes_secrets(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.paste.is_some()
    }

    /// Types into the key that is being pasted, or chooses a line by number.
    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(dialog) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        if let Some(paste) = &mut dialog.paste {
            let mut text = paste.key.expose().to_owned();
            match (key.typed(), key.code, key.ctrl) {
                (Some(c), ..) => text.push(c),
                (None, Code::Backspace, _) => drop(text.pop()),
                (None, Code::Char('u'), true) => text.clear(),
                _ => return false,
            }
            paste.key = ApiKey::from(text);
            return true;
        }
        let number = key.typed().and_then(|typed| typed.to_digit(10));
        let at = number.and_then(|number| usize::try_from(number).ok()?.checked_sub(1));
        let Some(at) = at else {
            return false;
        };
        let rows = rows(&model.dialogs, &model.neon);
        if at >= rows.len() {
            return true;
        }
        if let Some(dialog) = model.dialogs.top_as_mut::<Self>() {
            dialog.cursor.item = rows.get(at).cloned();
        }
        choose(model);
        true
    }

    /// Takes a pasted key, also while the list is shown.
    fn paste(model: &mut Model, text: &str) -> bool {
        if let Some(dialog) = model.dialogs.top_as_mut::<Self>() {
            let paste = dialog.paste.get_or_insert_default();
            paste.key = ApiKey::from(format!("{}{}", paste.key.expose(), text.trim()));
        }
        true
    }

    /// Whether there is something below to return to.
    fn can_close(&self) -> Availability {
        if self.first && self.paste.is_none() && !self.busy {
            Availability::no("there is nothing below: choose how to sign in, or quit")
        } else {
            Availability::Yes
        }
    }

    fn close(model: &mut Model) {
        close(&mut model.dialogs, &mut model.neon)
    }

    fn opens(&self) -> Option<Action> {
        Some(Action::SignInChoose)
    }

    fn point(model: &mut Model, line: &DialogLine) -> bool {
        let rows = rows(&model.dialogs, &model.neon);
        let row = line.id::<SignInRow>().filter(|row| rows.contains(row));
        let dialog = model.dialogs.top_as_mut::<Self>();
        // The key that is being typed is not lost.
        let dialog = dialog.filter(|dialog| dialog.paste.is_none());
        match (dialog, row) {
            (Some(dialog), Some(row)) => dialog.cursor.item = Some(row.clone()),
            _ => return false,
        }
        true
    }

    fn go(model: &mut Model, step: Step) {
        let rows = rows(&model.dialogs, &model.neon);
        let dialog = model.dialogs.top_as_mut::<Self>();
        if let Some(dialog) = dialog.filter(|dialog| dialog.paste.is_none()) {
            dialog.cursor.step(step, &rows);
        }
    }
}

/// Closes the dialog; on the first screen, ends the program.
pub fn quit(model: &mut Model) {
    if model.dialogs.top_is(|dialog: &SignIn| dialog.first) {
        return quit::quit_now(model);
    }
    close(&mut model.dialogs, &mut model.neon)
}

/// Chooses the line of the cursor; with a pasted key, signs in with it.
pub fn choose(model: &mut Model) {
    let Model {
        browser,
        dialogs,
        outbox,
        changes,
        neon,
        ..
    } = model;
    let rows = rows(dialogs, neon);
    let Some(dialog) = dialogs.top_as_mut::<SignIn>().filter(|dialog| !dialog.busy) else {
        return;
    };
    if let Some(paste) = &dialog.paste {
        let (text, keep) = (paste.key.clone(), paste.keep);
        match ApiKey::parse(text.expose()) {
            Ok(key) => enter(dialogs, outbox, changes, FoundAccount::Pasted(key, keep)),
            Err(error) => {
                dialog.why = Some(error.to_string());
            }
        }
        return;
    }
    match rows.get(dialog.cursor.among(&rows)).cloned() {
        Some(SignInRow::List(list)) => {
            dialogs.close_top();
            neon.cancel(Slot::Accounts);
            last_positions::go(browser, changes, neon, &list);
        }
        Some(SignInRow::Account(at)) => account(dialogs, outbox, changes, at),
        Some(SignInRow::Paste) => {
            dialog.paste = Some(Paste::default());
            dialog.why = None;
        }
        Some(SignInRow::Demo) => enter(
            dialogs,
            outbox,
            changes,
            FoundAccount::Known(CredentialSource::Demo),
        ),
        None => {}
    }
}

fn account(dialogs: &mut Dialogs, outbox: &mut Outbox, changes: &Changes, at: usize) {
    let Some(account) = dialogs
        .top_as::<SignIn>()
        .and_then(|dialog| dialog.account(at))
        .cloned()
    else {
        return;
    };
    match account.reach {
        Access::No(why) => {
            refused(dialogs, &why);
        }
        _ => enter(
            dialogs,
            outbox,
            changes,
            FoundAccount::Known(account.origin),
        ),
    }
}

/// Why the account cannot be switched now: a change is being sent or followed.
fn unfinished(changes: &Changes) -> Option<String> {
    let sent = changes
        .writes
        .values()
        .next()
        .map(|pending| &pending.change);
    let followed = || Some(&changes.follow.iter().next()?.change);
    let change = sent.or_else(followed)?;
    Some(format!(
        "{} is not finished: wait for it, then switch",
        called::happening(change)
    ))
}

fn enter(dialogs: &mut Dialogs, outbox: &mut Outbox, changes: &Changes, entry: FoundAccount) {
    if let Some(text) = unfinished(changes) {
        refused(dialogs, &text);
        return;
    }
    if let Some(dialog) = dialogs.top_as_mut::<SignIn>() {
        dialog.busy = true;
        dialog.why = None;
    }
    outbox.push(Effect::SignIn(entry));
}

/// Returns from the key to the list, and from the list to the screen below.
fn close(dialogs: &mut Dialogs, neon: &mut Neon) {
    let Some(dialog) = dialogs.top_as_mut::<SignIn>() else {
        return;
    };
    dialog.why = None;
    if dialog.busy {
        dialog.busy = false;
        neon.cancel(Slot::SignIn);
        return;
    }
    if dialog.paste.take().is_some() {
        return;
    }
    dialogs.close_top();
    neon.cancel(Slot::Accounts);
    neon.cancel(Slot::SignIn);
}
