//! Reading schemas may wake computes: asks before it does, once per session.

use super::{
    branch_of, go, parent,
    with::{AsOf, With},
};
use crate::{
    api::types::BranchId,
    kinds::{deletion, endpoint, state::State},
    neon::Neon,
    store::target::Target,
    ui::{
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
        },
        settings::Settings,
    },
};

/// Asks whether computes may be woken to read these schemas.
pub(super) fn ask(dialogs: &mut Dialogs, neon: &Neon, target: Target, with: With) {
    let name = neon.store.name(&target);
    let (what, whose) = match with {
        With::Nothing => ("Show", "it may start this branch's compute, which costs"),
        With::Parent | With::Branch(..) | With::Past(_) | With::Any | With::AnyPast => (
            "Compare",
            "it may start both branches' computes, which cost",
        ),
    };
    let lines = vec![
        deletion::place(&neon.store, &target),
        String::new(),
        format!(
            "Neon reads schemas from running computes: {whose} compute time until suspended again."
        ),
        String::new(),
        "You are asked only once per session.".to_owned(),
    ];
    let title = format!("{what} the schema of {name}? This may wake computes");
    let confirm = Confirm::question(title, lines, OnConfirm::Compare(target, with));
    dialogs.open(confirm);
}

/// Whether the computes are running from which the schemas would be read; those of an earlier time never are.
pub(super) fn are_awake(neon: &Neon, target: &Target, with: &With) -> bool {
    let Some((project, here)) = branch_of(target) else {
        return false;
    };
    let is_awake = |branch: &BranchId| {
        let branch = Target::Branch(project.clone(), branch.clone());
        let compute = neon.store.compute_of(&branch);
        compute.is_some_and(|one| endpoint::state(one) == State::ACTIVE)
    };
    is_awake(here)
        && match with {
            With::Nothing => true,
            With::Parent => parent(neon, project, here).is_some_and(|it| is_awake(&it.id)),
            With::Branch(base, AsOf::Now) => is_awake(base),
            With::Branch(..) | With::Past(_) | With::Any | With::AnyPast => false,
        }
}

/// The same once the user has agreed that computes may wake; it is not asked again.
pub fn agreed(
    dialogs: &mut Dialogs,
    settings: &mut Settings,
    neon: &mut Neon,
    target: &Target,
    with: &With,
) {
    settings.may_wake = true;
    go(dialogs, settings, neon, target, with)
}
