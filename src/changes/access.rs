//! Access to things: members, API keys, shares, VPC endpoints.

use super::{spec::ChangeSpec, verify};
use crate::{
    api::{Request, types::MemberAnswer},
    kinds::verb::Verb,
};
use serde_json::json;

pub const EDIT_MEMBER: ChangeSpec = ChangeSpec {
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

pub const REMOVE: ChangeSpec = ChangeSpec {
    verb: Verb::new("removing", "removed", "remove"),
    ..ChangeSpec::DELETE
};

pub const REVOKE_KEY: ChangeSpec = ChangeSpec {
    verb: Verb::new("revoking", "revoked", "revoke"),
    ..ChangeSpec::DELETE
};

pub const REVOKE_SHARE: ChangeSpec = ChangeSpec {
    verb: Verb::new(
        "taking access from",
        "removed from those with access",
        "take access from",
    ),
    reread: |change| Some(Request::list_permissions(change.target.project()?).into()),
    // Neon keeps revoked shares in its list.
    is_done: |change, answer| {
        let entry = json!({ "id": change.target.id(), "revoked_at": null });
        verify::listed(&answer, &entry).is_none()
    },
    ..ChangeSpec::DELETE
};
