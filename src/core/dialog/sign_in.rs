//! Where to look, and as whom: the organizations of the account in use, every way to sign in that was found, a key to
//! paste, the demo. It is the first screen of somebody who has no key, too.

use super::{Dialog, DialogId, Dialogs};
use crate::{
    api::ApiKey,
    core::{
        account::{Account, Entry, Keep, Origin, Reach},
        action::Ready,
        called,
        effect::{Effect, Slot},
        listing::IMPLIED,
        model::Model,
        panes,
        target::Target,
        visit,
    },
    key::{Code, Key},
};

/// A line of the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A list of projects of the account in use.
    List(Target),
    /// A way to sign in, by its position.
    Account(usize),
    /// A key to paste.
    Paste,
    /// The embedded emulator.
    Demo,
}

/// A key that is being pasted. It is never shown; what was typed is wiped.
#[derive(Debug, Clone, Default)]
pub struct Paste {
    /// The key so far.
    pub key: ApiKey,
    /// Where it goes when Neon has accepted it.
    pub keep: Keep,
}

/// The dialog.
#[derive(Debug, Clone, Default)]
pub struct SignIn {
    /// Nobody is signed in and nothing is on the screen.
    pub first: bool,
    /// The ways to sign in; none while they are being looked for.
    pub accounts: Option<Vec<Account>>,
    /// The line of the cursor.
    pub at: usize,
    /// Start in read-only mode.
    pub read_only: bool,
    /// What went wrong last, or why the user is asked.
    pub why: Option<String>,
    /// The key that is being pasted.
    pub paste: Option<Paste>,
    /// Somebody is being signed in.
    pub busy: bool,
}

impl SignIn {
    /// Its lines, from top to bottom.
    pub fn rows(&self, model: &Model) -> Vec<Row> {
        let orgs = model.store.orgs.value.keys();
        let orgs = orgs.filter(|org| org.as_str() != IMPLIED).cloned();
        let shared = model.store.lists.contains_key(&Target::Shared);
        let lists = orgs
            .map(Target::Org)
            .chain(shared.then_some(Target::Shared));
        let accounts = 0..self.accounts.as_ref().map_or(0, Vec::len);
        let demo = model.session.origin != Some(Origin::Demo);
        lists
            .map(Row::List)
            .chain(accounts.map(Row::Account))
            .chain([Row::Paste])
            .chain(demo.then_some(Row::Demo))
            .collect()
    }

    /// The way to sign in of a line.
    pub fn account(&self, at: usize) -> Option<&Account> {
        self.accounts.as_ref()?.get(at)
    }
}

/// Opens the first screen.
pub fn welcome(model: &mut Model, why: Option<String>) -> Vec<Effect> {
    show(model, true, why)
}

/// Opens the dialog.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let why = None;
    if model
        .dialogs
        .iter()
        .any(|dialog| matches!(dialog, Dialog::SignIn(_)))
    {
        return Vec::new();
    }
    show(model, false, why)
}

fn show(model: &mut Model, first: bool, why: Option<String>) -> Vec<Effect> {
    let mut dialog = SignIn {
        first,
        why,
        read_only: model.session.read_only,
        ..SignIn::default()
    };
    let own = model.selected().and_then(|target| own_list(model, target));
    let rows = dialog.rows(model);
    dialog.at = own
        .and_then(|own| rows.iter().position(|row| *row == Row::List(own.clone())))
        .unwrap_or(0);
    model.dialogs.open(Dialog::SignIn(Box::new(dialog)));
    let probe = model.session.origin != Some(Origin::Demo);
    vec![Effect::FindAccounts { probe }]
}

/// The list that a thing is in.
fn own_list(model: &Model, target: &Target) -> Option<Target> {
    match target {
        Target::Org(_) | Target::Shared => Some(target.clone()),
        Target::More(list) => Some((**list).clone()),
        other => model.store.list_of(other.project()?),
    }
}

fn top(model: &mut Model) -> Option<&mut SignIn> {
    match model.dialogs.top_mut() {
        Some(Dialog::SignIn(dialog)) => Some(dialog),
        _ => None,
    }
}

fn top_ref(model: &Model) -> Option<&SignIn> {
    match model.dialogs.top() {
        Some(Dialog::SignIn(dialog)) => Some(dialog),
        _ => None,
    }
}

fn all(dialogs: &mut Dialogs) -> impl Iterator<Item = &mut SignIn> {
    dialogs.iter_mut().filter_map(|dialog| match dialog {
        Dialog::SignIn(dialog) => Some(&mut **dialog),
        _ => None,
    })
}

/// What was found, or what one of the accounts reaches.
pub fn came(model: &mut Model, accounts: Vec<Account>) {
    let demo = model.session.origin.clone();
    for dialog in all(&mut model.dialogs) {
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
    // The line of the account in use is found when there is nothing above it.
    if let Some(dialog) = top(model).filter(|dialog| dialog.first && dialog.at == 0) {
        let at = dialog
            .accounts
            .iter()
            .flatten()
            .position(|account| Some(&account.origin) == demo.as_ref());
        dialog.at = at.unwrap_or(0);
    }
}

/// A try to sign in has failed: the dialog says why. Answers whether there is one.
pub fn refused(model: &mut Model, why: &str) -> bool {
    let mut told = false;
    for dialog in all(&mut model.dialogs) {
        dialog.why = Some(why.to_owned());
        dialog.busy = false;
        told = true;
    }
    told
}

/// The mode that the dialog was left with.
pub fn chosen_mode(model: &Model) -> Option<bool> {
    model.dialogs.iter().find_map(|dialog| match dialog {
        Dialog::SignIn(dialog) => Some(dialog.read_only),
        _ => None,
    })
}

/// Closes the dialog: somebody has signed in.
pub fn close_all(model: &mut Model) {
    let open: Vec<DialogId> = model
        .dialogs
        .with_ids()
        .filter(|(_, dialog)| matches!(dialog, Dialog::SignIn(_)))
        .map(|(id, _)| id)
        .collect();
    for id in open {
        model.dialogs.close(id);
    }
}

/// The next line.
pub fn down(model: &mut Model) -> Vec<Effect> {
    go(model, 1)
}

/// The previous line.
pub fn up(model: &mut Model) -> Vec<Effect> {
    go(model, -1)
}

fn go(model: &mut Model, by: isize) -> Vec<Effect> {
    let last = top_ref(model).map_or(0, |dialog| dialog.rows(model).len().saturating_sub(1));
    if let Some(dialog) = top(model).filter(|dialog| dialog.paste.is_none()) {
        dialog.at = dialog.at.saturating_add_signed(by).min(last);
    }
    Vec::new()
}

/// Whether the mode to start in can be chosen.
pub fn can_switch(model: &Model) -> Ready {
    if top_ref(model).is_some_and(|dialog| dialog.paste.is_some()) {
        Ready::Hidden
    } else if let Some(by) = model.session.read_only_lock() {
        Ready::no(format!("started with {by}: it stays read-only"))
    } else {
        Ready::Yes
    }
}

/// Read-only or read-write to start with.
pub fn switch_mode(model: &mut Model) -> Vec<Effect> {
    if let Some(dialog) = top(model) {
        dialog.read_only = !dialog.read_only;
    }
    Vec::new()
}

/// Whether a key is being pasted.
pub fn is_pasting(model: &Model) -> Ready {
    match top_ref(model) {
        Some(dialog) if dialog.paste.is_some() => Ready::Yes,
        _ => Ready::Hidden,
    }
}

/// Whether a line is being chosen.
pub fn is_choosing(model: &Model) -> Ready {
    match is_pasting(model) {
        Ready::Yes => Ready::Hidden,
        _ => Ready::Yes,
    }
}

/// Ends the program where there is nothing below; else closes the dialog.
pub fn quit(model: &mut Model) -> Vec<Effect> {
    if top(model).is_some_and(|dialog| dialog.first) {
        return panes::quit_now(model);
    }
    close(model)
}

/// The next place to keep the pasted key.
pub fn next_keep(model: &mut Model) -> Vec<Effect> {
    if let Some(paste) = top(model).and_then(|dialog| dialog.paste.as_mut()) {
        let at = Keep::ALL
            .iter()
            .position(|keep| *keep == paste.keep)
            .unwrap_or(0);
        paste.keep = Keep::ALL
            .get((at + 1) % Keep::ALL.len())
            .copied()
            .unwrap_or_default();
    }
    Vec::new()
}

/// Does what the line says; with a key pasted, signs in with it.
pub fn choose(model: &mut Model) -> Vec<Effect> {
    let rows = top_ref(model).map_or_else(Vec::new, |dialog| dialog.rows(model));
    let Some(dialog) = top(model).filter(|dialog| !dialog.busy) else {
        return Vec::new();
    };
    if let Some(paste) = &dialog.paste {
        let (text, keep) = (paste.key.clone(), paste.keep);
        return match ApiKey::parse(text.expose()) {
            Ok(key) => enter(model, Entry::Pasted(key, keep)),
            Err(error) => {
                dialog.why = Some(error.to_string());
                Vec::new()
            }
        };
    }
    match rows.get(dialog.at).cloned() {
        Some(Row::List(list)) => {
            model.dialogs.close_top();
            let mut effects = vec![Effect::Cancel(Slot::Accounts)];
            effects.extend(visit::go(model, &list));
            effects
        }
        Some(Row::Account(at)) => account(model, at),
        Some(Row::Paste) => {
            dialog.paste = Some(Paste::default());
            dialog.why = None;
            Vec::new()
        }
        Some(Row::Demo) => enter(model, Entry::Known(Origin::Demo)),
        None => Vec::new(),
    }
}

fn account(model: &mut Model, at: usize) -> Vec<Effect> {
    let Some(account) = top_ref(model)
        .and_then(|dialog| dialog.account(at))
        .cloned()
    else {
        return Vec::new();
    };
    match account.reach {
        Reach::No(why) => {
            refused(model, &why);
            Vec::new()
        }
        _ => enter(model, Entry::Known(account.origin)),
    }
}

/// Why nobody can switch now: a change is on its way, or is being followed.
fn unfinished(model: &Model) -> Option<String> {
    let sent = model.writes.values().next().map(|pending| &pending.intent);
    let followed = || Some(&model.follow.iter().next()?.intent);
    let intent = sent.or_else(followed)?;
    Some(format!(
        "{} is not finished: wait for it, then switch",
        called::happening(intent)
    ))
}

fn enter(model: &mut Model, entry: Entry) -> Vec<Effect> {
    if let Some(text) = unfinished(model) {
        refused(model, &text);
        return Vec::new();
    }
    if let Some(dialog) = top(model) {
        dialog.busy = true;
        dialog.why = None;
    }
    vec![Effect::SignIn(entry)]
}

/// A key for the text that is being pasted, or the number of a line.
pub(super) fn type_key(model: &mut Model, key: Key) -> Option<Vec<Effect>> {
    let dialog = top(model)?;
    if let Some(paste) = &mut dialog.paste {
        let mut text = paste.key.expose().to_owned();
        match (key.typed(), key.code, key.ctrl) {
            (Some(c), ..) => text.push(c),
            (None, Code::Backspace, _) => drop(text.pop()),
            (None, Code::Char('u'), true) => text.clear(),
            _ => return None,
        }
        paste.key = ApiKey::from(text);
        return Some(Vec::new());
    }
    let number = key.typed()?.to_digit(10)?;
    let at = usize::try_from(number).ok()?.checked_sub(1)?;
    let rows = top_ref(model)?.rows(model).len();
    if at >= rows {
        return Some(Vec::new());
    }
    top(model)?.at = at;
    Some(choose(model))
}

/// Takes a pasted key; on the list of ways to sign in, too.
pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if let Some(dialog) = top(model) {
        let paste = dialog.paste.get_or_insert_default();
        paste.key = ApiKey::from(format!("{}{}", paste.key.expose(), text.trim()));
    }
    Vec::new()
}

/// Whether there is something to go back to.
pub fn can_close(model: &Model) -> Ready {
    match model.dialogs.top() {
        Some(Dialog::SignIn(dialog)) if dialog.first && dialog.paste.is_none() && !dialog.busy => {
            Ready::no("there is nothing below: choose how to sign in, or quit")
        }
        _ => Ready::Yes,
    }
}

/// Back from the key to the list, from the list to the screen below.
pub fn close(model: &mut Model) -> Vec<Effect> {
    let Some(dialog) = top(model) else {
        return Vec::new();
    };
    dialog.why = None;
    if dialog.busy {
        dialog.busy = false;
        return vec![Effect::Cancel(Slot::SignIn)];
    }
    if dialog.paste.take().is_some() {
        return Vec::new();
    }
    model.dialogs.close_top();
    vec![Effect::Cancel(Slot::Accounts), Effect::Cancel(Slot::SignIn)]
}
