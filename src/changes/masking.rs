//! Masking rules, which Neon replaces all at once, and masking by them.

use super::{
    change::Change,
    spec::ChangeSpec,
    undo::{Inverse, UndoMethod, inverse::RECREATE},
};
use crate::{
    api::{
        Answer, Request,
        types::{MaskingAnswer, MaskingRule, MaskingRules},
    },
    kinds::{
        masking::{self, REMOVE, rules_of},
        verb::Verb,
    },
    neon::Neon,
    store::target::Target,
};

pub const START: ChangeSpec = ChangeSpec {
    verb: Verb::new("masking", "masked", "mask"),
    is_done: |change, answer| {
        let now = answer.body::<MaskingAnswer>();
        now.is_some_and(|now| change.is_done_since(now.masking.started_at()))
    },
    ..ChangeSpec::KEPT
};

pub const SET_RULES: ChangeSpec = ChangeSpec {
    rebase: Some(rebase),
    is_done: |change, answer| {
        let now = answer.body::<MaskingRules>();
        now.is_some_and(|now| {
            own(change, &rules_of(&change.request)) == own(change, &now.masking_rules)
        })
    },
    inverse,
    ..ChangeSpec::KEPT
};

/// The rule among these that a change is about: for a new one, the last.
fn own<'a>(change: &Change, rules: &'a [MaskingRule]) -> Option<&'a MaskingRule> {
    match &change.target {
        Target::MaskingRule(_, _, column) => rules.iter().find(|rule| rule.column() == *column),
        _ => rules.last(),
    }
}

/// Makes a change in the rules as they are now, so that none is lost that somebody else has added.
fn rebase(neon: &mut Neon, change: &mut Change, answer: Answer) -> Result<(), String> {
    let Some(now) = answer.body::<MaskingRules>() else {
        return Err("Neon did not send the rules".to_owned());
    };
    if !now.odd.is_empty() {
        return Err("not all rules could be read, and a change replaces all".to_owned());
    }
    let (Some(project), Some(branch)) = (change.target.project(), change.target.branch()) else {
        return Ok(());
    };
    let of = Target::Branch(project.clone(), branch.clone());
    let wanted = rules_of(&change.request);
    let mine = own(change, &wanted);
    let column = match (&change.target, mine) {
        (Target::MaskingRule(_, _, column), _) => column.clone(),
        (_, Some(rule)) => rule.column(),
        (_, None) => return Ok(()),
    };
    let mut rules = now.masking_rules.clone();
    let at = rules.iter().position(|rule| rule.column() == column);
    match (mine, at) {
        (Some(_), Some(_)) if change.creates.is_some() => {
            return Err(format!("somebody has added a rule for {column} meanwhile"));
        }
        (Some(_), None) if change.form.is_some() && change.creates.is_none() => {
            return Err(format!(
                "somebody has removed the rule for {column} meanwhile"
            ));
        }
        (None, None) => {
            return Err(format!(
                "somebody has removed the rule for {column} already"
            ));
        }
        (mine, Some(at)) => drop(rules.splice(at..=at, mine.cloned())),
        (Some(rule), None) => rules.push(rule.clone()),
    }
    let request = Request::set_masking_rules(project, branch, masking::body(&rules));
    let known: &[MaskingRule] = neon.store.listings.of(&of);
    if known != now.masking_rules {
        let name = neon.store.name(&of);
        neon.say(format!(
            "somebody has changed other masking rules of {name} meanwhile: they stay as they are now"
        ));
    }
    neon.store.listings.keep(&of, now.masking_rules, &[]);
    neon.store_changed();
    change.request = request;
    Ok(())
}

/// Puts the rule back as it was; what others have done to the rest stays.
fn inverse(neon: &Neon, change: &Change) -> Option<Inverse> {
    if change.creates.is_some() {
        return None;
    }
    let known = neon.store.masking_rules(&change.target);
    let (was, now) = (own(change, known), rules_of(&change.request));
    let (project, branch) = (change.target.project()?, change.target.branch()?);
    let back = change.another(Request::set_masking_rules(
        project,
        branch,
        masking::body(known),
    ));
    match (was, own(change, &now)) {
        (None, _) => UndoMethod::send(back.verb(REMOVE)),
        (Some(_), None) => UndoMethod::send(back.verb(RECREATE)),
        (Some(_), Some(_)) => Some(UndoMethod::change_back(back, Vec::new())),
    }
}
