//! Users of Neon Auth, of whom Neon tells nothing afterwards.

use super::spec::ChangeSpec;
use crate::kinds;

pub const SET_ROLES: ChangeSpec = ChangeSpec {
    reread: |_| None,
    keep: |_, neon, change, _| {
        if let Some(body) = &change.request.body {
            kinds::lookup::of(&change.target, |kind| kind.keep_sent(&mut neon.store, body));
            neon.store_changed();
        }
    },
    ..ChangeSpec::PLAIN
};

pub const DELETE: ChangeSpec = ChangeSpec {
    reread: |_| None,
    ..ChangeSpec::DELETE
};
