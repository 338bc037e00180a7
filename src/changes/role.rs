//! New passwords of roles, which Neon reveals only once.

use super::{Changes, change::Change, event::Event, spec::ChangeSpec};
use crate::{
    api::{
        ApiError, ConnectionUri,
        types::{Role, RoleAnswer, RoleChange},
    },
    kinds::verb::Verb,
    neon::{Neon, key_names::NamedKey},
    store::target::Target,
};

pub const RESET_PASSWORD: ChangeSpec = ChangeSpec {
    verb: Verb::new(
        "giving a new password to",
        "given a new password",
        "give a new password to",
    ),
    is_done: |change, answer| {
        answer
            .body()
            .is_some_and(|now: RoleAnswer| change.is_done_since(now.role.updated_at))
    },
    keep: |changes, neon, change, answer| {
        if let Some(RoleChange { role, .. }) = answer.body() {
            copy_new(changes, neon, change, role);
        }
    },
    lost_note: |neon| {
        let key = neon.keys.name(NamedKey::CopyPassword);
        format!(", but its response with the new password was lost; {key} copies it")
    },
    ..ChangeSpec::PLAIN
};

pub fn of<'a>(neon: &'a Neon, target: &Target) -> Option<&'a Role> {
    let Target::Role(project, branch, name) = target else {
        return None;
    };
    let roles = &neon.store.contents(project, branch)?.roles.value;
    roles.iter().find(|role| role.name == *name)
}

/// The name of a role's branch.
pub fn branch_name(neon: &Neon, target: &Target) -> String {
    let branch = neon.store.branch_of(target);
    branch.map_or_else(|| "its branch".to_owned(), |branch| branch.name.to_string())
}

/// Copies a new password to the clipboard; it can be shown once.
fn copy_new(changes: &mut Changes, neon: &mut Neon, change: &Change, role: Role) {
    let branch = branch_name(neon, &change.target);
    match role.password {
        Some(password) => {
            let label = format!("the new password of {} on {branch}", role.name);
            keep_new(changes, neon, change.target.clone(), password.into(), label)
        }
        None => {
            let key = neon.keys.name(NamedKey::CopyPassword);
            neon.say_bad(format!("Neon sent no password; {key} requests it"));
        }
    }
}

/// Copies a password or API key that Neon reveals once, and keeps it until it is shown.
pub(crate) fn keep_new(
    changes: &mut Changes,
    _neon: &mut Neon,
    role: Target,
    password: ConnectionUri,
    label: String,
) {
    changes.new_password = Some((role, password.clone()));
    changes.tell(Event::Secret {
        text: password,
        label,
    });
}

/// ". g v shows it once", if there is something to show.
pub(crate) fn hint(changes: &Changes, neon: &Neon, change: &Change) -> String {
    let role_with_password = changes.new_password.as_ref().map(|(role, _)| role);
    if role_with_password != Some(&change.target) {
        return String::new();
    }
    let key = neon.keys.name(NamedKey::ShowPassword);
    let what = match change.target {
        Target::ApiKey(..) => "the key",
        Target::Project(_) => "the link",
        Target::NeonAuth(..) => "its keys",
        Target::Credential(..) => "its secrets",
        _ => "the password",
    };
    format!(". {key} on it shows {what} once")
}

pub fn not_stored(neon: &Neon) -> String {
    let key = neon.keys.name(NamedKey::ResetPassword);
    format!(
        "Neon keeps no passwords for this project: each was shown once, when it was created; {key} creates a new one"
    )
}

/// Reports that Neon did not reveal a password.
pub fn password_failed(changes: &mut Changes, neon: &mut Neon, target: &Target, error: &ApiError) {
    let why = if error.status() == Some(412) {
        not_stored(neon)
    } else {
        error.sentence()
    };
    changes.passwords_to_show.remove(target);
    neon.say_bad(format!("no password for {}: {why}", target.id()))
}
