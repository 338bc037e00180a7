//! The rules of a project's settings, and the effects of changing them.

use super::{
    address,
    change_set::{ChangeSet, at, fill, texts},
    sizes::{plan_size, range},
    table::{EditEffect, Severity, Validation, Visibility},
};
use crate::kinds::{price, units::duration};
use jiff::Timestamp;
use serde_json::{Value, json};

pub(crate) const HISTORY: &str = "history_retention_seconds";
pub(crate) const MIN: &str = "default_endpoint_settings.autoscaling_limit_min_cu";
pub(crate) const MAX: &str = "default_endpoint_settings.autoscaling_limit_max_cu";
pub(crate) const IDLE: &str = "default_endpoint_settings.suspend_timeout_seconds";
pub(crate) const IPS: &str = "settings.allowed_ips.ips";
pub(crate) const PROTECTED_ONLY: &str = "settings.allowed_ips.protected_branches_only";
pub(crate) const NO_PUBLIC: &str = "settings.block_public_connections";
pub(crate) const NO_VPC: &str = "settings.block_vpc_connections";
pub(crate) const LOGICAL: &str = "settings.enable_logical_replication";
pub(crate) const HIPAA: &str = "settings.hipaa";
pub(crate) const LIBRARIES: &str = "settings.preload_libraries.enabled_libraries";
const LONGEST_HISTORY: i64 = 2_592_000;
pub(crate) const QUOTAS: [&str; 5] = [
    "settings.quota.active_time_seconds",
    "settings.quota.compute_time_seconds",
    "settings.quota.written_data_bytes",
    "settings.quota.data_transfer_bytes",
    "settings.quota.logical_size_bytes",
];

pub(crate) fn open(document: &mut Value) {
    fill(document, IPS, json!([]));
    for path in [PROTECTED_ONLY, NO_PUBLIC, NO_VPC, LOGICAL, HIPAA] {
        fill(document, path, false);
    }
    for path in QUOTAS {
        fill(document, path, 0);
    }
}

pub(crate) fn not_empty(name: &str) -> Validation {
    if name.trim().is_empty() {
        Validation::Wrong("a name has 1 to 256 characters".to_owned())
    } else {
        Validation::Fine
    }
}

pub(crate) fn check_history(change_set: &ChangeSet<'_>) -> Validation {
    let Some(seconds) = change_set.whole(HISTORY) else {
        return Validation::Wrong("enter a duration up to 30d, or off".to_owned());
    };
    if seconds > LONGEST_HISTORY {
        return Validation::Wrong(format!(
            "{} is too long: at most 30d",
            duration::exact(seconds)
        ));
    }
    let (plan, most) = match change_set.about.plan.as_deref() {
        Some("free") => ("free", 21_600),
        Some("launch") => ("launch", 604_800),
        _ => return Validation::Fine,
    };
    if seconds > most {
        Validation::Doubt(format!(
            "the {plan} plan keeps {} at most; Neon may refuse more",
            duration::exact(most)
        ))
    } else {
        Validation::Fine
    }
}

pub(crate) fn history_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let (Some(new), Some(old)) = (
        change_set.whole(HISTORY),
        at(change_set.old, HISTORY).as_i64(),
    ) else {
        return Vec::new();
    };
    if new == 0 {
        let text =
            "the window is off: nothing can be restored, and the history that is kept now is lost";
        return vec![EditEffect::new(Severity::Loud, text)];
    }
    if new < old {
        let text = format!(
            "history older than {} can no longer be restored",
            duration::exact(new)
        );
        return vec![EditEffect::new(Severity::Ask, text)];
    }
    let mut effects = vec![EditEffect::note(
        "history grows from now on; what is older is not brought back, and storage costs more",
    )];
    if let (Some(now), Some(was)) = (history_cost(change_set, new), history_cost(change_set, old)) {
        effects.push(EditEffect::cost(format!(
            "{} a month for history instead of {}, if as much is written as in this period",
            price::about(now),
            price::about(was)
        )));
    }
    effects
}

/// What history of this many seconds costs in a month, if as much is written as in this period.
fn history_cost(change_set: &ChangeSet<'_>, seconds: i64) -> Option<f64> {
    let project = change_set.old;
    let written = at(project, "written_data_bytes").as_f64()?;
    let since = at(project, "consumption_period_start").as_str()?;
    let since: Timestamp = since.parse().ok()?;
    let elapsed = change_set.about.now.duration_since(since).as_secs();
    let rate = written / (elapsed >= 86_400).then_some(elapsed as f64)?;
    Some(rate * seconds as f64 / 1e9 * change_set.about.history_month?)
}

pub(crate) fn later_only() -> Vec<EditEffect> {
    vec![EditEffect::note(
        "applies only to computes created later; existing ones keep theirs",
    )]
}

pub(crate) fn next_start() -> EditEffect {
    EditEffect::new(
        Severity::Warn,
        "libraries are loaded when a compute starts: restart it to see them",
    )
}

pub(crate) fn check_default(change_set: &ChangeSet<'_>, path: &str) -> Validation {
    let Some(cu) = change_set.number(path) else {
        return Validation::Wrong("enter a size: 0.25 to 56 CU".to_owned());
    };
    let (Some(min), Some(max)) = (change_set.number(MIN), change_set.number(MAX)) else {
        return plan_size(change_set, cu);
    };
    // Reported only once: at the maximum if both have changed.
    if path == MIN && change_set.changed(MAX) {
        return Validation::Fine;
    }
    range(min, max).map_or_else(|| plan_size(change_set, cu), Validation::Wrong)
}

pub(crate) fn check_ips(change_set: &ChangeSet<'_>) -> Validation {
    let entries = texts(at(change_set.new, IPS));
    let mut doubt = Validation::Fine;
    for (number, entry) in entries.iter().enumerate() {
        match address::check(entry) {
            Validation::Fine => {}
            wrong @ Validation::Wrong(_) => return wrong,
            other => doubt = other,
        }
        if entries.iter().take(number).any(|earlier| earlier == entry) {
            return Validation::Wrong(format!("{entry} is listed twice"));
        }
    }
    if doubt == Validation::Fine
        && change_set
            .about
            .plan
            .as_deref()
            .is_some_and(|plan| plan != "scale")
    {
        return Validation::Doubt(
            "address lists need the scale plan; Neon may refuse this".to_owned(),
        );
    }
    doubt
}

pub(crate) fn ip_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let (old, new) = (
        texts(at(change_set.old, IPS)),
        texts(at(change_set.new, IPS)),
    );
    if new.is_empty() {
        let text =
            "THE PROJECT IS OPEN TO THE WHOLE INTERNET: without entries every address may connect";
        return vec![EditEffect::new(Severity::Loud, text)];
    }
    let added: Vec<&&str> = new.iter().filter(|entry| !old.contains(entry)).collect();
    let removed = old.iter().filter(|entry| !new.contains(entry)).count();
    let mut effects = vec![EditEffect::new(
        Severity::Warn,
        format!(
            "the list is replaced as a whole: {} entries, {} added, {removed} removed",
            new.len(),
            added.len()
        ),
    )];
    if added.iter().any(|entry| address::is_everyone(entry)) {
        let text = "THE PROJECT IS OPEN TO THE WHOLE INTERNET: an entry covers every address";
        effects.push(EditEffect::new(Severity::Loud, text));
    } else if old.is_empty() || removed > 0 {
        let text = "clients at other addresses can no longer connect, this machine among them unless it is listed";
        effects.push(EditEffect::new(Severity::Ask, text));
    }
    effects
}

pub(crate) fn protected_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    if texts(at(change_set.new, IPS)).is_empty() {
        return Vec::new();
    }
    vec![if change_set.flag(PROTECTED_ONLY) {
        EditEffect::new(
            Severity::Ask,
            "branches that are not protected are open to every address",
        )
    } else {
        EditEffect::new(
            Severity::Ask,
            "the list applies to all branches: clients at other addresses can no longer connect",
        )
    }]
}

pub(crate) fn blocking(
    change_set: &ChangeSet<'_>,
    path: &str,
    what: &str,
    also: &str,
) -> Vec<EditEffect> {
    vec![if change_set.flag(path) {
        EditEffect::new(
            Severity::Ask,
            format!("no one can connect over {what}; {also}"),
        )
    } else {
        EditEffect::note(format!("connections over {what} are possible again"))
    }]
}

/// With both ways of access blocked, nobody can connect.
pub(crate) fn access_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let closed = change_set.flag(NO_PUBLIC) && change_set.flag(NO_VPC);
    if closed && (change_set.changed(NO_PUBLIC) || change_set.changed(NO_VPC)) {
        vec![EditEffect::new(
            Severity::Loud,
            "public internet and VPC are both blocked: no one can connect",
        )]
    } else {
        Vec::new()
    }
}

/// The effects of what can be turned on but never off again.
pub(crate) fn for_good(change_set: &ChangeSet<'_>, path: &str, what: &str) -> Vec<EditEffect> {
    if !change_set.flag(path) {
        return Vec::new();
    }
    vec![
        EditEffect::new(Severity::Typed, what),
        EditEffect::new(Severity::Typed, "it cannot be turned off again"),
    ]
}

pub(crate) fn locked_on(change_set: &ChangeSet<'_>, path: &str) -> Visibility {
    if change_set.old_flag(path) {
        Visibility::Locked("on; it cannot be turned off again".to_owned())
    } else {
        Visibility::Yes
    }
}
