//! The dialog to sign in or switch: the organizations of the account in use, every way to sign in that was found, a key
//! to paste, the demo. Also the first screen of a user without a key.

pub mod choose;

use crate::{
    api::ApiKey,
    neon::{
        Neon,
        account::{Account, CredentialSource, KeyStorage},
    },
    reads::listing::IMPLIED,
    store::target::Target,
    ui::{
        action::Availability,
        dialog::Dialogs,
        effect::Effect,
        model::Model,
        scroll::{Ends, ListCursor, neighbor},
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
