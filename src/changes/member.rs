//! Members of organizations.

use super::spec::ChangeSpec;
use crate::api::types::MemberAnswer;

pub const EDIT: ChangeSpec = ChangeSpec {
    keep: |_, neon, _, answer| {
        if let Some(MemberAnswer { member, .. }) = answer.body() {
            neon.store.keep_member(member);
            neon.store_changed();
        }
    },
    ..ChangeSpec::EDIT
};
