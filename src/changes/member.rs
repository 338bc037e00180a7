//! Members of organizations.

use super::{spec::ChangeSpec, verify};
use crate::api::types::MemberAnswer;

pub const EDIT: ChangeSpec = ChangeSpec {
    is_done: |change, answer| {
        answer.body().is_some_and(|now: MemberAnswer| {
            verify::has_fields(change.request.body.as_ref(), &now.member)
        })
    },
    keep: |_, neon, _, answer| {
        if let Some(MemberAnswer { member, .. }) = answer.body() {
            neon.store.keep_member(member);
            neon.store_changed();
        }
    },
    ..ChangeSpec::EDIT
};
