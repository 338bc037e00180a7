//! Secrets of credentials: new ones, and the current ones.

use super::{Changes, change::Change, event::Event, role::keep_new, spec::ChangeSpec};
use crate::{
    api::{ApiError, types::CredentialSecrets},
    kinds::{credential::lines, verb::Verb},
    neon::Neon,
    store::target::Target,
};

/// Neon does not tell afterwards when a credential was rotated.
pub const ROTATE: ChangeSpec = ChangeSpec {
    verb: Verb::new("rotating", "rotated", "rotate"),
    reread: |_| None,
    keep: |changes, neon, change, answer| {
        if let Some(secrets) = answer.body() {
            keep(changes, neon, change, &secrets);
        }
    },
    ..ChangeSpec::PLAIN
};

fn keep(changes: &mut Changes, neon: &mut Neon, change: &Change, secrets: &CredentialSecrets) {
    let label = format!("the new secrets of {}", change.name);
    keep_new(changes, neon, change.target.clone(), lines(secrets), label);
}

/// Handles revealed secrets: they go to the clipboard.
pub fn revealed(
    changes: &mut Changes,
    neon: &mut Neon,
    of: &Target,
    answer: Result<CredentialSecrets, ApiError>,
) {
    let name = neon.store.name(of);
    match answer {
        Ok(secrets) => changes.tell(Event::Secret {
            text: lines(&secrets),
            label: format!("the secrets of {name}"),
        }),
        Err(error) => neon.say_bad(format!("no secrets of {name}: {}", error.sentence())),
    }
}
