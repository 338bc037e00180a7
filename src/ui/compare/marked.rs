//! The difference between two marked branches.

use super::with::{AsOf, With};
use crate::{
    api::types::Branch,
    neon::Neon,
    store::target::Target,
    ui::{
        commands::bulk::{self, Bulk},
        model::Model,
    },
};

pub const BULK: Bulk = Bulk {
    concerns: |_, target| matches!(target, Target::Branch(..)),
    why_not,
    run,
};

fn why_not(many: usize) -> Option<String> {
    (many != 2).then(|| format!("mark two branches to compare them: {many} are marked"))
}

/// Compares the two marked branches, the later row with the earlier one, but a child with its parent.
fn run(model: &mut Model) {
    let marked = bulk::marked(&model.browser);
    let pair = match marked.as_slice() {
        [one, other] => pair(&model.neon, one, other),
        _ => return,
    };
    match pair {
        Ok((of, with)) => super::pick_on(
            &mut model.dialogs,
            &mut model.settings,
            &mut model.neon,
            of,
            with,
        ),
        Err(why) => model.neon.say(why),
    }
}

fn pair(neon: &Neon, one: &Target, other: &Target) -> Result<(Target, With), String> {
    if one.project() != other.project() {
        return Err("branches of different projects cannot be compared".to_owned());
    }
    let branch = |target| neon.store.branch_of(target);
    let (Some(first), Some(second)) = (branch(one), branch(other)) else {
        return Err("mark two branches to compare them".to_owned());
    };
    let is_parent = |of: &Branch, child: &Branch| child.parent_id.as_ref() == Some(&of.id);
    let (base, of) = match is_parent(second, first) {
        true => (second, one),
        false => (first, other),
    };
    Ok((of.clone(), With::Branch(base.id.clone(), AsOf::Now)))
}
