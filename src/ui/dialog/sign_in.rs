//! The dialog to sign in or switch: the organizations of the account in use, every way to sign in that was found, a key
//! to paste, the demo. Also the first screen of a user without a key.

use super::Behavior;
use crate::{
    api::ApiKey,
    changes::{Changes, called},
    key::{Code, Key},
    neon::{
        Neon, Slot,
        account::{Access, Account, CredentialSource, FoundAccount, KeyStorage},
    },
    reads::listing::IMPLIED,
    store::target::Target,
    ui::{
        action::{Availability, Scope},
        dialog::Dialogs,
        effect::{Effect, Outbox},
        last_positions,
        model::Model,
        quit,
        scroll::{Ends, ListCursor, Step, neighbor},
    },
};

/// A line of the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInRow {
    /// A list of projects of the account in use.
    List(Target),
    /// A way to sign in, by index.
    Account(usize),
    /// Pasting a key.
    Paste,
    /// The embedded emulator.
    Demo,
}

/// A key that is being pasted. It is never shown, and wiped from memory.
#[derive(Debug, Clone, Default)]
pub struct Paste {
    /// The key so far.
    pub key: ApiKey,
    /// Where to store it once Neon has accepted it.
    pub keep: KeyStorage,
}

#[derive(Debug, Clone, Default)]
pub struct SignIn {
    /// Whether it is the first screen: not signed in, and nothing below.
    pub first: bool,
    /// The ways to sign in; `None` while they are being looked for.
    pub accounts: Option<Vec<Account>>,
    pub cursor: ListCursor<SignInRow>,
    /// Whether to start in read-only mode.
    pub read_only: bool,
    /// What failed last, or why the user is asked to sign in.
    pub why: Option<String>,
    /// The key that is being pasted.
    pub paste: Option<Paste>,
    /// Whether a sign-in is in progress.
    pub busy: bool,
}

impl SignIn {
    /// The lines, from top to bottom.
    pub fn rows(&self, neon: &Neon) -> Vec<SignInRow> {
        let orgs = neon.store.orgs.value.keys();
        let orgs = orgs.filter(|org| org.as_str() != IMPLIED).cloned();
        let shared = neon.store.lists.contains_key(&Target::Shared);
        let lists = orgs
            .map(Target::Org)
            .chain(shared.then_some(Target::Shared));
        // On the first screen no account is in use.
        let lists = lists.filter(|_| !self.first);
        let accounts = 0..self.accounts.as_ref().map_or(0, Vec::len);
        let demo = neon.session.origin != Some(CredentialSource::Demo);
        lists
            .map(SignInRow::List)
            .chain(accounts.map(SignInRow::Account))
            .chain([SignInRow::Paste])
            .chain(demo.then_some(SignInRow::Demo))
            .collect()
    }

    /// The way to sign in at an index.
    pub fn account(&self, at: usize) -> Option<&Account> {
        self.accounts.as_ref()?.get(at)
    }
}

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

    fn go(model: &mut Model, step: Step) {
        let rows = rows(&model.dialogs, &model.neon);
        let dialog = model.dialogs.top_as_mut::<Self>();
        if let Some(dialog) = dialog.filter(|dialog| dialog.paste.is_none()) {
            dialog.cursor.step(step, &rows);
        }
    }
}

/// The lines of the topmost dialog, if it is this one.
fn rows(dialogs: &Dialogs, neon: &Neon) -> Vec<SignInRow> {
    let dialog = dialogs.top_as::<SignIn>();
    dialog.map_or_else(Vec::new, |dialog| dialog.rows(neon))
}

/// Opens the dialog as the first screen.
pub fn welcome(model: &mut Model, why: Option<String>) {
    show(model, true, why)
}

/// Opens the dialog.
pub fn open(model: &mut Model) {
    let why = None;
    if model.dialogs.all::<SignIn>().next().is_some() {
        return;
    }
    show(model, false, why)
}

fn show(model: &mut Model, first: bool, why: Option<String>) {
    let mut dialog = SignIn {
        first,
        why,
        read_only: model.neon.policy.is_read_only(),
        ..SignIn::default()
    };
    let own = model
        .browser
        .selected()
        .and_then(|target| own_list(&model.neon, target));
    let own = own.map(SignInRow::List);
    dialog.cursor.item = own.filter(|own| dialog.rows(&model.neon).contains(own));
    model.dialogs.open(dialog);
    let probe = model.neon.session.origin != Some(CredentialSource::Demo);
    model.outbox.push(Effect::FindAccounts { probe });
}

fn own_list(neon: &Neon, target: &Target) -> Option<Target> {
    match target {
        Target::Org(_) | Target::Shared => Some(target.clone()),
        Target::More(list) => Some((**list).clone()),
        other => neon.store.list_of(other.project()?),
    }
}

/// Takes the accounts that were found, or what one of them can reach.
pub fn received(dialogs: &mut Dialogs, neon: &Neon, accounts: Vec<Account>) {
    let demo = neon.session.origin.clone();
    for dialog in dialogs.all_mut::<SignIn>() {
        let Some(known) = &mut dialog.accounts else {
            dialog.accounts = Some(accounts.clone());
            continue;
        };
        for account in &accounts {
            if let Some(known) = known
                .iter_mut()
                .find(|known| known.origin == account.origin)
            {
                known.reach = account.reach.clone();
            }
        }
    }
    // Without anything above it, the cursor starts on the account in use.
    if let Some(dialog) = dialogs
        .top_as_mut::<SignIn>()
        .filter(|dialog| dialog.first && dialog.cursor.item.is_none())
    {
        let at = dialog
            .accounts
            .iter()
            .flatten()
            .position(|account| Some(&account.origin) == demo.as_ref());
        dialog.cursor.item = at.map(SignInRow::Account);
    }
}

/// Shows why a sign-in has failed; returns `false` if no dialog is open.
pub fn refused(dialogs: &mut Dialogs, why: &str) -> bool {
    let mut shown = false;
    for dialog in dialogs.all_mut::<SignIn>() {
        dialog.why = Some(why.to_owned());
        dialog.busy = false;
        shown = true;
    }
    shown
}

/// The mode chosen in the dialog: `true` is read-only.
pub fn chosen_mode(dialogs: &Dialogs) -> Option<bool> {
    let mut dialogs = dialogs.all::<SignIn>();
    dialogs.next().map(|dialog| dialog.read_only)
}

/// Closes the dialog after a sign-in.
pub fn close_all(dialogs: &mut Dialogs) {
    dialogs.close_all(|_: &SignIn| true)
}

/// Whether the initial mode can be chosen.
pub fn can_switch(dialogs: &Dialogs, neon: &Neon) -> Availability {
    if is_key_asked(dialogs) {
        Availability::Hidden
    } else if let Some(by) = neon.policy.read_only_lock() {
        Availability::no(format!("started with {by}: it stays read-only"))
    } else {
        Availability::Yes
    }
}

/// Switches the initial mode between read-only and read-write.
pub fn switch_mode(dialogs: &mut Dialogs) {
    if let Some(dialog) = dialogs.top_as_mut::<SignIn>() {
        dialog.read_only = !dialog.read_only;
    }
}

fn is_key_asked(dialogs: &Dialogs) -> bool {
    dialogs.top_is(|dialog: &SignIn| dialog.paste.is_some())
}

/// Whether a key is being pasted.
pub fn is_pasting(dialogs: &Dialogs) -> Availability {
    Availability::shown_if(is_key_asked(dialogs))
}

/// Whether a line is being chosen.
pub fn is_choosing(dialogs: &Dialogs) -> Availability {
    Availability::shown_if(!is_key_asked(dialogs))
}

/// Closes the dialog; on the first screen, ends the program.
pub fn quit(model: &mut Model) {
    if model.dialogs.top_is(|dialog: &SignIn| dialog.first) {
        return quit::quit_now(model);
    }
    close(&mut model.dialogs, &mut model.neon)
}

/// Switches to the next place to store the pasted key.
pub fn next_keep(dialogs: &mut Dialogs) {
    if let Some(paste) = dialogs
        .top_as_mut::<SignIn>()
        .and_then(|dialog| dialog.paste.as_mut())
    {
        let next = neighbor(&KeyStorage::ALL, Some(&paste.keep), 1, Ends::Wrap);
        paste.keep = next.copied().unwrap_or_default();
    }
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
