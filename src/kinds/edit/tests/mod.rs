//! The rules of the two tables: the resulting bodies and messages.

mod compute;
mod settings;

use super::*;
use crate::store::prices::Prices;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

fn about(plan: &str) -> About {
    About {
        plan: (!plan.is_empty()).then(|| plan.to_owned()),
        cu_hour: Prices::default().compute(plan, 3_600),
        history_month: (!plan.is_empty()).then_some(Prices::default().history),
        snapshot_month: (!plan.is_empty()).then_some(Prices::default().snapshots),
        data: Some(10_000_000_000),
        active: true,
        production: false,
        name: "staging".to_owned(),
        ..About::at(
            "2026-11-21T14:02:13Z".parse().unwrap(),
            TimeZone::fixed(jiff::tz::offset(2)),
        )
    }
}

/// The result of setting fields one after the other.
struct Outcome {
    body: Option<Value>,
    wrong: Vec<String>,
    doubts: Vec<String>,
    effects: Vec<EditEffect>,
    new: Value,
}

fn change(table: &EditTable, thing: &Value, plan: &str, changes: &[(&str, Value)]) -> Outcome {
    let mut old = thing.clone();
    (table.add_form_fields)(&mut old, about("").here());
    let mut new = old.clone();
    for (path, value) in changes {
        assert!(table.rows.iter().any(|row| row.path == *path), "{path}");
        change_set::put(&mut new, path, value.clone());
        (table.make_consistent)(path, &old, &mut new);
    }
    let about = about(plan);
    let change_set = ChangeSet {
        old: &old,
        new: &new,
        about: &about,
    };
    let mut outcome = Outcome {
        body: (table.body)(table, &change_set).map(|body| body[table.wrapper].clone()),
        wrong: Vec::new(),
        doubts: Vec::new(),
        effects: (table.effects)(&change_set),
        new: new.clone(),
    };
    for row in table.rows.iter().filter(|row| change_set.changed(row.path)) {
        if (row.shown)(&change_set) == Visibility::Hidden {
            continue;
        }
        outcome.effects.extend((row.effects)(&change_set));
        match (row.check)(&change_set) {
            Validation::Fine => {}
            Validation::Wrong(text) => outcome.wrong.push(text),
            Validation::Doubt(text) => outcome.doubts.push(text),
        }
    }
    outcome
}

fn compute() -> Value {
    json!({"id": "ep-1", "autoscaling_limit_min_cu": 0.25, "autoscaling_limit_max_cu": 2.0,
        "suspend_timeout_seconds": 0, "disabled": false})
}

fn project() -> Value {
    json!({"id": "p-1", "name": "storefront", "history_retention_seconds": 86400, "store_passwords": true,
        "default_endpoint_settings": {"autoscaling_limit_min_cu": 0.25, "autoscaling_limit_max_cu": 2, "suspend_timeout_seconds": 0},
        "settings": {"allowed_ips": {"ips": ["10.0.0.1"], "protected_branches_only": false, "later": 1},
            "quota": {"active_time_seconds": 36000},
            "maintenance_window": {"weekdays": [5], "start_time": "07:00", "end_time": "08:00"}}})
}

#[test]
fn times_are_also_said_in_local_time() {
    let mut old = project();
    (PROJECT.add_form_fields)(&mut old, about("").here());
    let about = about("");
    for (start, note) in [
        ("07:00", "UTC = 09:00 local time"),
        ("23:00", "UTC = 01:00 local time, a day later"),
    ] {
        let mut new = old.clone();
        change_set::put(&mut new, maintenance_window::START, json!(start));
        let change_set = ChangeSet {
            old: &old,
            new: &new,
            about: &about,
        };
        assert_eq!(
            maintenance_window::local(&change_set, maintenance_window::START),
            note
        );
    }
}

#[test]
fn rows_are_complete_and_paths_are_unique() {
    for table in [&ENDPOINT, &PROJECT] {
        for (at, row) in table.rows.iter().enumerate() {
            assert!(
                !row.label.is_empty() && !row.group.is_empty(),
                "{}",
                row.path
            );
            assert!(
                row.help.len() > 20 && row.help.ends_with('.'),
                "{}",
                row.path
            );
            assert!(
                table.rows[at + 1..]
                    .iter()
                    .all(|other| other.path != row.path),
                "{}",
                row.path
            );
        }
        for path in table.linked.iter().flat_map(|linked| linked.paths) {
            assert!(table.rows.iter().any(|row| row.path == *path), "{path}");
        }
    }
}
