//! The password of a role: a new one, or the one there is. It goes to the clipboard, and to the
//! screen for ten seconds if that is asked for.

use super::{
    branch::doing,
    delete::{self, fact},
    write::{Change, Expectation, Verb},
};
use crate::{
    api::{
        ApiError, ConnectionUri, Password, Request,
        types::{AuthenticationMethod, Role},
    },
    kinds::{State, endpoint, units::duration},
    store::target::Target,
    ui::{
        action::{Action, Availability},
        dialog::{
            Dialog, Viewer,
            confirm::{Confirm, OnConfirm},
            connect, viewer,
        },
        effect::{CopyText, Effect, Slot},
        model::Model,
    },
};

const RESET: Verb = Verb {
    doing: "giving a new password to",
    done: "given a new password",
    plain: "give a new password to",
};

fn of<'a>(model: &'a Model, target: &Target) -> Option<&'a Role> {
    let Target::Role(project, branch, name) = target else {
        return None;
    };
    let roles = &model.store.contents(project, branch)?.roles.value;
    roles.iter().find(|role| role.name == *name)
}

/// The name of the branch that a role is on.
fn branch_name(model: &Model, target: &Target) -> String {
    let branch = model.store.branch_of(target);
    branch.map_or_else(|| "its branch".to_owned(), |branch| branch.name.to_string())
}

/// Whether the role has a password at all.
fn has_password(role: &Role) -> Availability {
    let name = &role.name;
    match role.authentication_method {
        Some(AuthenticationMethod::NoLogin) => {
            Availability::no(format!("{name} cannot sign in, so it has no password"))
        }
        _ => Availability::Yes,
    }
}

/// Whether the selected role can get a new password.
pub fn can_reset(model: &Model) -> Availability {
    match model.selected() {
        Some(target) => can_reset_of(model, target),
        None => Availability::Hidden,
    }
}

/// Whether a role can get a new password.
pub fn can_reset_of(model: &Model, target: &Target) -> Availability {
    let Some(role) = of(model, target) else {
        return Availability::Hidden;
    };
    if let Some(doing) = doing(model, target) {
        return Availability::No(doing);
    }
    if role.protected == Some(true) {
        let name = &role.name;
        return Availability::no(format!(
            "{name} is a system role of Neon: its password cannot be reset"
        ));
    }
    has_password(role)
}

/// Asks for the name, then has a new password made for the selected role.
pub fn reset(model: &mut Model) {
    if let Some(target) = model.selected().cloned() {
        reset_of(model, &target)
    }
}

/// Asks for the name, then has a new password made.
pub fn reset_of(model: &mut Model, target: &Target) {
    let Target::Role(project, branch, role) = target else {
        return;
    };
    let compute = super::compute::of(model, target).map(endpoint::state);
    let mut lines = vec![
        delete::place(model, target),
        fact("new", "a password made by Neon; it goes to the clipboard"),
        fact("breaks", "every client that signs in with the old one"),
        fact("drops", "open connections of the branch"),
    ];
    match compute {
        Some(State::ACTIVE) => {}
        Some(_) => lines.push(fact(
            "wakes",
            "the idle compute of the branch, for a moment",
        )),
        None => lines.push(fact("note", "the branch has no compute to connect to")),
    }
    let request = Request::reset_password(project, branch, role);
    let intent = Change {
        target: target.clone(),
        name: role.to_string(),
        verb: RESET,
        request,
        wanted: Expectation::NewPassword {
            updated_at: of(model, target).and_then(|role| role.updated_at),
        },
        form: None,
    };
    let title = format!(
        "Reset the password of {role} on {}?",
        branch_name(model, target)
    );
    let word = delete::word(role.as_str(), target);
    let mut confirm = Confirm::typed(title, lines, word, OnConfirm::Send(Box::new(intent)));
    confirm.production = model.is_production(target);
    model.dialogs.open(Dialog::Confirm(Box::new(confirm)));
}

/// The new password came: it goes to the clipboard, and can be shown once.
pub fn copy_new(model: &mut Model, intent: &Change, role: Role) {
    let branch = branch_name(model, &intent.target);
    match role.password {
        Some(password) => {
            let label = format!("the new password of {} on {branch}", role.name);
            keep_new(model, intent.target.clone(), password.into(), label)
        }
        None => {
            let key = model.keymap.name(Action::CopyPassword);
            model.say_bad(format!(
                "Neon sent no password with its answer; {key} asks for it"
            ));
        }
    }
}

/// Copies a password, or an API key, that Neon tells once, and keeps it until it was shown.
pub(crate) fn keep_new(model: &mut Model, role: Target, password: ConnectionUri, label: String) {
    model.new_password = Some((role, password.clone()));
    model.emit(copy(password, label));
}

/// ". g v shows it once", where there is something to show.
pub(crate) fn hint(model: &Model, intent: &Change) -> String {
    let kept = model.new_password.as_ref().map(|(role, _)| role);
    if kept != Some(&intent.target) {
        return String::new();
    }
    let key = model.keymap.name(Action::ShowPassword);
    let what = match intent.target {
        Target::ApiKey(..) => "the key",
        _ => "the password",
    };
    format!(". {key} on it shows {what} once")
}

/// Whether the password can be shown.
pub fn can_show(model: &Model) -> Availability {
    let kept = model.new_password.as_ref().map(|(role, _)| role);
    if kept.is_some() && kept == model.selected() {
        return Availability::Yes;
    }
    can_copy(model)
}

/// Shows the password for a while: a new one that Neon has just told, else it is asked for.
pub fn ask_to_show(model: &mut Model) {
    let selected = model.selected().cloned();
    let is_it = |(role, _): &mut (Target, ConnectionUri)| Some(&*role) == selected.as_ref();
    if let Some((role, password)) = model.new_password.take_if(is_it) {
        return show(model, &role, password);
    }
    model.passwords_to_show.extend(selected);
    ask(model)
}

fn show(model: &mut Model, role: &Target, password: ConnectionUri) {
    let time = duration::every(connect::SHOWN.as_secs());
    let title = match role {
        Target::ApiKey(..) => format!("API key {}, for {time}", model.store.name(role)),
        _ => {
            let branch = branch_name(model, role);
            format!("Password of {} on {branch}, for {time}", role.id())
        }
    };
    let viewer = Viewer {
        fleeting: true,
        ..Viewer::new(title, viewer::Content::Secret(password))
    };
    model.dialogs.open(Dialog::Viewer(viewer));
    model.emit(Effect::after(Slot::Reveal, connect::SHOWN));
}

fn copy(password: ConnectionUri, label: String) -> Effect {
    Effect::Copy {
        text: CopyText::Secret(password),
        label,
    }
}

/// What is to be said when a password was reset and the answer with it was lost.
pub fn after_lost_answer(model: &Model, intent: &Change) -> String {
    if !matches!(intent.wanted, Expectation::NewPassword { .. }) {
        return String::new();
    }
    let key = model.keymap.name(Action::CopyPassword);
    format!(", but the new password went with the lost answer; {key} copies it")
}

/// Whether the password of the role can be asked for.
pub fn can_copy(model: &Model) -> Availability {
    let Some((role, target)) = model
        .selected()
        .and_then(|target| Some((of(model, target)?, target)))
    else {
        return Availability::Hidden;
    };
    let full = target
        .project()
        .and_then(|project| model.store.full(project));
    if full.is_some_and(|project| !project.store_passwords) {
        return Availability::No(not_stored(model));
    }
    if role.protected == Some(true) {
        let name = &role.name;
        return Availability::no(format!(
            "{name} is a system role of Neon: nobody has its password"
        ));
    }
    has_password(role)
}

fn not_stored(model: &Model) -> String {
    let key = model.keymap.name(Action::ResetPassword);
    format!(
        "Neon keeps no passwords for this project: each was shown once, when it was created; {key} creates a new one"
    )
}

/// Asks Neon for the password; it goes to the clipboard when it comes.
pub fn ask_to_copy(model: &mut Model) {
    if let Some(target) = model.selected().cloned() {
        model.passwords_to_show.remove(&target);
    }
    ask(model)
}

fn ask(model: &mut Model) {
    let Some(target) = model.selected().cloned() else {
        return;
    };
    let Target::Role(project, branch, role) = &target else {
        return;
    };
    let request = Request::reveal_password(project, branch, role);
    model.emit(Effect::ask(Slot::Password(target), request));
}

/// The password came. Where it was to be shown, it is if nothing lies over the screen, which an
/// answer must not cover; it goes nowhere else.
pub fn password_came(model: &mut Model, target: &Target, password: Password) {
    if model.passwords_to_show.remove(target) {
        if model.dialogs.is_empty() && model.selected() == Some(target) {
            return show(model, target, password.into());
        }
        let key = model.keymap.name(Action::ShowPassword);
        let name = target.id();
        return model.say(format!(
            "you went on, so the password of {name} is not shown: {key} on it does"
        ));
    }
    let branch = branch_name(model, target);
    model.emit(copy(
        password.into(),
        format!("the password of {} on {branch}", target.id()),
    ));
}

/// Neon does not tell the password.
pub fn password_failed(model: &mut Model, target: &Target, error: &ApiError) {
    let why = if error.status() == Some(412) {
        not_stored(model)
    } else {
        error.sentence()
    };
    model.passwords_to_show.remove(target);
    model.say_bad(format!("no password of {}: {why}", target.id()))
}
