//! The rules of a compute's size and idle time, and the effects of changing them.

use super::{
    change_set::{ChangeSet, at, is_same, put},
    table::{EditEffect, Scalar, Severity, Validation, Visibility},
};
use crate::kinds::{price, size, units::duration};
use serde_json::Value;

pub(crate) const MODE: &str = "@mode";
pub(crate) const SIZE: &str = "@size";
pub(crate) const MIN: &str = "autoscaling_limit_min_cu";
pub(crate) const MAX: &str = "autoscaling_limit_max_cu";
pub(crate) const IDLE: &str = "suspend_timeout_seconds";
pub(crate) const FIXED: Scalar = Scalar::Word("fixed");
pub(crate) const SCALING: Scalar = Scalar::Word("autoscale");
/// Hours per month, for estimates.
const MONTH: f64 = 730.0;

pub(crate) fn is_fixed(document: &Value) -> bool {
    FIXED.is(at(document, MODE))
}

pub(crate) const fn shown_if(shown: bool) -> Visibility {
    if shown {
        Visibility::Yes
    } else {
        Visibility::Hidden
    }
}

pub(crate) fn open(document: &mut Value) {
    let max = at(document, MAX).clone();
    let fixed = is_same(at(document, MIN), &max);
    let mode = if fixed { FIXED } else { SCALING };
    put(document, MODE, mode.json());
    put(document, SIZE, max);
}

/// Keeps the size fields consistent: a fixed size sets both limits, and switching to autoscaling gives a valid
/// range.
pub(crate) fn settle(changed: &str, old: &Value, document: &mut Value) {
    if is_fixed(document) {
        if changed == MODE {
            put(document, SIZE, at(document, MAX).clone());
        }
        let size = at(document, SIZE).clone();
        put(document, MIN, size.clone());
        put(document, MAX, size);
        return;
    }
    let ends = (at(document, MIN).as_f64(), at(document, MAX).as_f64());
    if changed == MODE
        && let (Some(min), Some(max)) = ends
        && min >= max
    {
        if !is_fixed(old) {
            put(document, MIN, at(old, MIN).clone());
            put(document, MAX, at(old, MAX).clone());
            put(document, SIZE, at(old, MAX).clone());
            return;
        }
        let min = min.min(size::LARGEST_AUTOSCALING);
        let above = size::autoscaling_sizes().find(|size| *size > min);
        let below = size::autoscaling_sizes()
            .take_while(|size| *size < min)
            .last();
        let (min, max) = match (above, below) {
            (Some(above), _) => (min, above),
            (None, Some(below)) => (below, min),
            (None, None) => (min, min),
        };
        put(document, MIN, super::unit::json_number(min));
        put(document, MAX, super::unit::json_number(max));
    }
    put(document, SIZE, at(document, MAX).clone());
}

/// Both limits in words: `0.25-2 CU`.
pub(crate) fn size_words(document: &Value, min: &str, max: &str) -> String {
    match (at(document, min).as_f64(), at(document, max).as_f64()) {
        (Some(min), Some(max)) => size::range(min, max),
        _ => "not set".to_owned(),
    }
}

pub(crate) fn memory(cu: Option<f64>) -> String {
    cu.map(|cu| format!("{} GB memory", size::cu(cu * size::GB_PER_CU)))
        .unwrap_or_default()
}

/// Checks a size against the plan.
pub(crate) fn plan_size(change_set: &ChangeSet<'_>, cu: f64) -> Validation {
    let (plan, most) = if change_set.plan_is("free") {
        ("free", 2.0)
    } else if change_set.plan_is("launch") {
        ("launch", 16.0)
    } else {
        return Validation::Fine;
    };
    if cu > most {
        Validation::Doubt(format!(
            "the {plan} plan allows up to {} CU; Neon may refuse more",
            size::cu(most)
        ))
    } else {
        Validation::Fine
    }
}

pub(crate) fn check_fixed(change_set: &ChangeSet<'_>) -> Validation {
    match change_set.number(SIZE) {
        None => Validation::Wrong("enter a size: 0.25 to 56 CU".to_owned()),
        Some(cu) => plan_size(change_set, cu),
    }
}

/// What is wrong with the two limits, whichever of them has changed.
pub(crate) fn range(min: f64, max: f64) -> Option<String> {
    let (low, high) = (size::cu(min), size::cu(max));
    if max > size::LARGEST_AUTOSCALING && min < max {
        Some(format!(
            "max {high} CU: autoscaling ends at 16 CU; larger computes have a fixed size"
        ))
    } else if min > max {
        Some(format!(
            "the minimum, {low} CU, is above the maximum, {high} CU"
        ))
    } else if max - min > size::WIDEST_SPREAD {
        Some(format!(
            "max {high} CU: spread from {low} may not exceed 8 CU"
        ))
    } else {
        None
    }
}

pub(crate) fn check_min(change_set: &ChangeSet<'_>) -> Validation {
    match (change_set.number(MIN), change_set.number(MAX)) {
        (None, _) => Validation::Wrong("enter a minimum: 0.25 CU or more".to_owned()),
        // Reported at the maximum if that has changed, too.
        (Some(min), Some(max)) if !change_set.changed(MAX) || min > max => {
            range(min, max).map_or(Validation::Fine, Validation::Wrong)
        }
        _ => Validation::Fine,
    }
}

pub(crate) fn check_max(change_set: &ChangeSet<'_>) -> Validation {
    match (change_set.number(MIN), change_set.number(MAX)) {
        (_, None) => Validation::Wrong("enter a maximum: up to 16 CU".to_owned()),
        (Some(min), Some(max)) => {
            range(min, max).map_or_else(|| plan_size(change_set, max), Validation::Wrong)
        }
        (None, Some(max)) => plan_size(change_set, max),
    }
}

/// Checks an idle time; one that the plan does not offer is only doubtful.
pub(crate) fn check_idle(change_set: &ChangeSet<'_>, path: &str) -> Validation {
    let Some(seconds) = change_set.whole(path) else {
        return Validation::Wrong("enter default, never, or 1m to 7d".to_owned());
    };
    let least = size::SHORTEST_SUSPEND;
    match seconds {
        -1 | 0 => {}
        ..=-2 => {
            return Validation::Wrong("enter never for a compute that is always on".to_owned());
        }
        _ if seconds < least => {
            return Validation::Wrong(format!(
                "{} is too short: at least {}",
                duration::exact(seconds),
                duration::exact(least)
            ));
        }
        _ if seconds > size::LONGEST_SUSPEND => {
            return Validation::Wrong(format!(
                "{} is too long: at most 7d",
                duration::exact(seconds)
            ));
        }
        _ => {}
    }
    let common = matches!(seconds, 0 | -1 | size::DEFAULT_SUSPEND);
    if change_set.plan_is("free") {
        Validation::Doubt("the free plan always suspends after 5m; Neon may refuse this".to_owned())
    } else if change_set.plan_is("launch") && !common {
        Validation::Doubt("the launch plan allows 5m or never; Neon may refuse this".to_owned())
    } else {
        Validation::Fine
    }
}

pub(crate) fn idle_note(seconds: Option<i64>) -> String {
    match seconds {
        Some(-1) => "always on".to_owned(),
        Some(0) | None => String::new(),
        Some(_) => "idle before it suspends".to_owned(),
    }
}

pub(crate) fn idle_shown(change_set: &ChangeSet<'_>) -> Visibility {
    if change_set
        .number(MAX)
        .is_some_and(|max| max > size::LARGEST_AUTOSCALING)
    {
        Visibility::Locked("above 16 CU a compute never scales to zero".to_owned())
    } else {
        Visibility::Yes
    }
}

pub(crate) fn check_name(change_set: &ChangeSet<'_>) -> Validation {
    if change_set.text("name").trim().is_empty() {
        Validation::Wrong(
            "a name has 1 to 64 characters; it can be changed, not removed".to_owned(),
        )
    } else {
        Validation::Fine
    }
}

pub(crate) fn disabled_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let name = &change_set.about.name;
    if change_set.flag("disabled") {
        let text = format!(
            "{name} is suspended: open connections drop, and no one can connect until it is allowed again"
        );
        vec![EditEffect::new(Severity::Ask, text)]
    } else {
        vec![EditEffect::note(format!(
            "{name} accepts connections again; the first one wakes it"
        ))]
    }
}

pub(crate) fn idle_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let Some(now) = change_set.whole(IDLE).map(size::suspend_after) else {
        return Vec::new();
    };
    let min = change_set.number(MIN).unwrap_or_default();
    let an_hour = change_set.about.cu_hour.map(|price| price * min);
    let Some(seconds) = now else {
        let cost = an_hour.map_or_else(String::new, |an_hour| {
            format!(", {} a month", price::about(an_hour * MONTH))
        });
        let text = format!(
            "never suspends: at least {} CU run all the time{cost}",
            size::cu(min)
        );
        let effect = EditEffect::new(Severity::Warn, text);
        return vec![EditEffect {
            is_cost: an_hour.is_some(),
            ..effect
        }];
    };
    let idle = duration::exact(seconds);
    let mut effects = vec![EditEffect::note(format!(
        "suspends after {idle} without activity; the next connection wakes it and waits for that"
    ))];
    effects.extend(an_hour.map(|an_hour| {
        EditEffect::cost(format!(
            "each time it wakes costs {} at least, for those {idle}",
            price::about(an_hour * seconds as f64 / 3_600.0)
        ))
    }));
    effects
}

pub(crate) fn size_effects(change_set: &ChangeSet<'_>) -> Vec<EditEffect> {
    let ends = (change_set.number(MIN), change_set.number(MAX));
    let (Some(min), Some(max)) = ends else {
        return Vec::new();
    };
    let old = (change_set.old_number(MIN), change_set.old_number(MAX));
    if !change_set.changed(MIN) && !change_set.changed(MAX) {
        return Vec::new();
    }
    let restart = if change_set.about.active {
        EditEffect::new(
            Severity::Ask,
            "restarts the compute: open connections drop, usually back in seconds",
        )
    } else {
        EditEffect::note(
            "it is not running: nothing drops, the new size applies from the next start",
        )
    };
    let mut effects = vec![restart];
    let memory = |min: f64, max: f64| {
        size::range(min * size::GB_PER_CU, max * size::GB_PER_CU).replace(" CU", " GB")
    };
    let connections = size::max_connections(min, max);
    let (mut of_memory, mut of_connections) = (String::new(), String::new());
    if let (Some(was_min), Some(was_max)) = old {
        of_memory = format!(" (was {})", memory(was_min, was_max));
        let were = size::max_connections(was_min, was_max);
        of_connections = match were == connections {
            true => ", as before".to_owned(),
            false => format!(" (was {were})"),
        };
    }
    effects.push(EditEffect::note(format!(
        "memory {}{of_memory}, max_connections {connections}{of_connections}",
        memory(min, max),
    )));
    let dollars = |cu: f64| change_set.about.cu_hour.map(|price| price * cu);
    let was = old.1.filter(|was| *was != max).and_then(dollars);
    if let (Some(now), Some(was)) = (dollars(max), was) {
        effects.push(EditEffect::cost(format!(
            "up to {} instead of {} while it is active, {} a month at most",
            price::hourly(now),
            price::hourly(was),
            price::about(now * MONTH)
        )));
    }
    let was = old.0.filter(|was| *was != min).and_then(dollars);
    if let (Some(now), Some(was)) = (dollars(min), was) {
        effects.push(EditEffect::cost(format!(
            "at least {} instead of {} while it is active",
            price::hourly(now),
            price::hourly(was)
        )));
    }
    effects
}
