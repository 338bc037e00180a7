//! Every rule of the two tables: the body that is made, the sentence that is said.

use super::*;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

fn about(plan: &str) -> About {
    About {
        plan: (!plan.is_empty()).then(|| plan.to_owned()),
        active: true,
        production: false,
        name: "staging".to_owned(),
        zone: TimeZone::fixed(jiff::tz::offset(2)),
        now: "2026-11-21T14:02:13Z".parse().unwrap(),
    }
}

/// What comes of setting fields one after the other: body, problems, effects.
struct Outcome {
    body: Option<Value>,
    wrong: Vec<String>,
    doubts: Vec<String>,
    effects: Vec<Effect>,
    new: Value,
}

fn change(table: &Table, thing: &Value, plan: &str, changes: &[(&str, Value)]) -> Outcome {
    let mut old = thing.clone();
    (table.open)(&mut old);
    let mut new = old.clone();
    for (path, value) in changes {
        assert!(table.rows.iter().any(|row| row.path == *path), "{path}");
        sheet::put(&mut new, path, value.clone());
        (table.settle)(path, &old, &mut new);
    }
    let about = about(plan);
    let sheet = Sheet {
        old: &old,
        new: &new,
        about: &about,
    };
    let mut outcome = Outcome {
        body: table.body(&sheet).map(|body| body[table.wrapper].clone()),
        wrong: Vec::new(),
        doubts: Vec::new(),
        effects: (table.effects)(&sheet),
        new: new.clone(),
    };
    for row in table.rows.iter().filter(|row| sheet.changed(row.path)) {
        if (row.shown)(&sheet) == Shown::Hidden {
            continue;
        }
        outcome.effects.extend((row.effects)(&sheet));
        match (row.check)(&sheet) {
            Verdict::Fine => {}
            Verdict::Wrong(text) => outcome.wrong.push(text),
            Verdict::Doubt(text) => outcome.doubts.push(text),
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

const MAX: &str = "autoscaling_limit_max_cu";
const MIN: &str = "autoscaling_limit_min_cu";
const IDLE: &str = "suspend_timeout_seconds";

#[test]
fn a_compute_sends_only_what_was_changed() {
    for (changes, body) in [
        (vec![], None),
        (vec![(MAX, json!(4))], Some(json!({MAX: 4}))),
        (vec![(MAX, json!(2))], None),
        (vec![(IDLE, json!(-1))], Some(json!({IDLE: -1}))),
        (vec![("name", json!("maya"))], Some(json!({"name": "maya"}))),
        (
            vec![("disabled", json!(true))],
            Some(json!({"disabled": true})),
        ),
        (vec![("@mode", json!("fixed"))], Some(json!({MIN: 2.0}))),
        (
            vec![("@mode", json!("fixed")), ("@size", json!(18))],
            Some(json!({MIN: 18, MAX: 18})),
        ),
        (
            vec![("@mode", json!("fixed")), ("@mode", json!("autoscale"))],
            None,
        ),
    ] {
        assert_eq!(
            change(&ENDPOINT, &compute(), "", &changes).body,
            body.map(|body| json!(body)),
            "{changes:?}"
        );
    }
}

#[test]
fn who_turns_to_autoscaling_gets_a_range_that_is_possible() {
    for (size, min, max) in [
        (2.0, 2.0, 3.0),
        (0.25, 0.25, 0.5),
        (16.0, 15.0, 16.0),
        (56.0, 15.0, 16.0),
    ] {
        let fixed = json!({MIN: size, MAX: size});
        let outcome = change(&ENDPOINT, &fixed, "", &[("@mode", json!("autoscale"))]);
        assert!(outcome.wrong.is_empty(), "{:?}", outcome.wrong);
        assert_eq!(outcome.new[MIN].as_f64(), Some(min));
        assert_eq!(outcome.new[MAX].as_f64(), Some(max));
    }
}

#[test]
fn limits_of_a_compute_are_named() {
    let spread = "max 9 CU: spread from 0.25 may not exceed 8 CU";
    for (changes, wrong) in [
        (vec![(MAX, json!(8))], vec![]),
        (vec![(MAX, json!(9))], vec![spread]),
        (vec![(MIN, json!(1)), (MAX, json!(9))], vec![]),
        (
            vec![(MIN, json!(4))],
            vec!["the minimum, 4 CU, is above the maximum, 2 CU"],
        ),
        (
            vec![(MAX, json!(18))],
            vec!["max 18 CU: autoscaling ends at 16 CU; larger computes have a fixed size"],
        ),
        (
            vec![(MAX, Value::Null)],
            vec!["a maximum is needed: up to 16 CU"],
        ),
        (
            vec![("@mode", json!("fixed")), ("@size", json!(56))],
            vec![],
        ),
        (vec![(IDLE, json!(-1))], vec![]),
        (vec![(IDLE, json!(60))], vec![]),
        (vec![(IDLE, json!(604_800))], vec![]),
        (
            vec![(IDLE, json!(59))],
            vec!["59 s is too short: at least 60 s (1 min)"],
        ),
        (
            vec![(IDLE, json!(604_801))],
            vec!["604801 s is too long: at most 7 d (604800 s)"],
        ),
        (
            vec![(IDLE, json!(-2))],
            vec!["write never for a compute that is always on"],
        ),
        (
            vec![(IDLE, Value::Null)],
            vec!["write default, never, or 1 min to 7 d"],
        ),
        (vec![("name", json!("x"))], vec![]),
        (
            vec![("name", json!("  "))],
            vec!["a name has 1 to 64 characters; it can be changed, not taken away"],
        ),
    ] {
        let outcome = change(&ENDPOINT, &compute(), "", &changes);
        assert_eq!(outcome.wrong, wrong, "{changes:?}");
    }
}

#[test]
fn what_depends_on_the_plan_is_a_doubt() {
    for (plan, changes, doubt) in [
        (
            "free",
            vec![(MAX, json!(4))],
            "the free plan ends at 2 CU; Neon may refuse more",
        ),
        (
            "launch",
            vec![("@mode", json!("fixed")), ("@size", json!(18))],
            "the launch plan ends at 16 CU; Neon may refuse more",
        ),
        (
            "free",
            vec![(IDLE, json!(-1))],
            "the free plan always suspends after 5 min; Neon may refuse this",
        ),
        (
            "launch",
            vec![(IDLE, json!(60))],
            "the launch plan knows 5 min or never; Neon may refuse this",
        ),
        ("launch", vec![(IDLE, json!(-1))], ""),
        ("scale", vec![(IDLE, json!(60))], ""),
        ("", vec![(MAX, json!(8))], ""),
    ] {
        let outcome = change(&ENDPOINT, &compute(), plan, &changes);
        assert!(outcome.wrong.is_empty(), "{:?}", outcome.wrong);
        let wanted: Vec<&str> = Some(doubt)
            .filter(|doubt| !doubt.is_empty())
            .into_iter()
            .collect();
        assert_eq!(outcome.doubts, wanted, "{plan} {changes:?}");
    }
    let outcome = change(
        &PROJECT,
        &project(),
        "launch",
        &[("history_retention_seconds", json!(2_592_000))],
    );
    assert_eq!(
        outcome.doubts,
        ["the launch plan keeps 7 d at most; Neon may refuse more"]
    );
}

#[test]
fn above_sixteen_nothing_scales_to_zero() {
    let large = json!({MIN: 18, MAX: 18, IDLE: -1});
    let mut old = large.clone();
    (ENDPOINT.open)(&mut old);
    let about = about("scale");
    let sheet = Sheet {
        old: &old,
        new: &old,
        about: &about,
    };
    let row = ENDPOINT.rows.iter().find(|row| row.path == IDLE).unwrap();
    assert_eq!(
        (row.shown)(&sheet),
        Shown::Locked("above 16 CU a compute never scales to zero".to_owned())
    );
}

#[test]
fn a_resize_says_what_it_costs() {
    let outcome = change(&ENDPOINT, &compute(), "launch", &[(MAX, json!(3))]);
    let texts: Vec<&str> = outcome
        .effects
        .iter()
        .map(|effect| effect.text.as_str())
        .collect();
    assert_eq!(
        texts,
        [
            "restarts the compute: open connections drop, usually back in seconds",
            "memory 1-12 GB (was 1-8 GB), max_connections 839 (was 839), 7 of them reserved",
            "estimate: ceiling +1 CU = up to $0.106/h more, $77 a month if always at the maximum",
        ]
    );
    assert_eq!(outcome.effects[0].gravity, Gravity::Ask);
    assert!(
        outcome.effects[1..]
            .iter()
            .all(|effect| effect.gravity == Gravity::Note)
    );
}

#[test]
fn settings_that_neon_replaces_are_sent_whole() {
    const IPS: &str = "settings.allowed_ips.ips";
    for (changes, body) in [
        (vec![("name", json!("shop"))], json!({"name": "shop"})),
        (
            vec![(IPS, json!(["10.0.0.1", "10.0.0.2"]))],
            json!({"settings": {"allowed_ips": {"ips": ["10.0.0.1", "10.0.0.2"], "protected_branches_only": false, "later": 1}}}),
        ),
        (
            vec![(IPS, json!([]))],
            json!({"settings": {"allowed_ips": {"ips": [], "protected_branches_only": false, "later": 1}}}),
        ),
        (
            vec![("settings.allowed_ips.protected_branches_only", json!(true))],
            json!({"settings": {"allowed_ips": {"ips": ["10.0.0.1"], "protected_branches_only": true, "later": 1}}}),
        ),
        (
            vec![("settings.enable_logical_replication", json!(true))],
            json!({"settings": {"enable_logical_replication": true}}),
        ),
        (
            vec![("settings.quota.logical_size_bytes", json!(1_000_000_000))],
            json!({"settings": {"quota": {"active_time_seconds": 36000, "compute_time_seconds": 0, "written_data_bytes": 0,
                "data_transfer_bytes": 0, "logical_size_bytes": 1_000_000_000}}}),
        ),
        (
            vec![("settings.maintenance_window.weekdays", json!([1, 5]))],
            json!({"settings": {"maintenance_window": {"weekdays": [1, 5], "start_time": "07:00", "end_time": "08:00"}}}),
        ),
        (
            vec![(
                "settings.preload_libraries.enabled_libraries",
                json!(["pg_cron"]),
            )],
            json!({"settings": {"preload_libraries": {"enabled_libraries": ["pg_cron"]}}}),
        ),
        (
            vec![(
                "default_endpoint_settings.autoscaling_limit_max_cu",
                json!(4),
            )],
            json!({"default_endpoint_settings": {"autoscaling_limit_max_cu": 4}}),
        ),
        (
            vec![
                ("settings.audit_log_level", json!("full")),
                ("settings.block_vpc_connections", json!(true)),
            ],
            json!({"settings": {"audit_log_level": "full", "block_vpc_connections": true}}),
        ),
    ] {
        let outcome = change(&PROJECT, &project(), "", &changes);
        assert!(outcome.wrong.is_empty(), "{:?}", outcome.wrong);
        assert_eq!(outcome.body, Some(body), "{changes:?}");
    }
}

#[test]
fn limits_of_a_project_are_named() {
    const START: &str = "settings.maintenance_window.start_time";
    const END: &str = "settings.maintenance_window.end_time";
    const IPS: &str = "settings.allowed_ips.ips";
    let same_day = "start and end must be on the same day; 00:00 as the end is midnight";
    for (changes, wrong) in [
        (
            vec![("name", json!(""))],
            vec!["a name has 1 to 256 characters"],
        ),
        (vec![("history_retention_seconds", json!(0))], vec![]),
        (
            vec![("history_retention_seconds", json!(2_592_001))],
            vec!["2592001 s is too long: at most 30 d (2592000 s)"],
        ),
        (
            vec![("settings.maintenance_window.weekdays", json!([]))],
            vec!["choose at least one day"],
        ),
        (vec![(START, json!("23:00")), (END, json!("00:00"))], vec![]),
        (
            vec![(START, json!("22:00")), (END, json!("03:00"))],
            vec![same_day],
        ),
        (
            vec![(END, json!("07:30"))],
            vec!["30 min is too short: at least 1 h"],
        ),
        (vec![(START, json!("09:00"))], vec![same_day]),
        (
            vec![(START, Value::Null)],
            vec!["a window needs a start: 07:00"],
        ),
        (
            vec![(IPS, json!(["10.0.0.0/8", "nonsense"]))],
            vec!["nonsense: no address, range a-b or block a/n"],
        ),
        (
            vec![(IPS, json!(["10.0.0.1", "10.0.0.1"]))],
            vec!["10.0.0.1 is there twice"],
        ),
        (
            vec![(
                "default_endpoint_settings.autoscaling_limit_max_cu",
                json!(9),
            )],
            vec!["max 9 CU: spread from 0.25 may not exceed 8 CU"],
        ),
        (
            vec![(
                "default_endpoint_settings.suspend_timeout_seconds",
                json!(5),
            )],
            vec!["5 s is too short: at least 60 s (1 min)"],
        ),
    ] {
        let outcome = change(&PROJECT, &project(), "", &changes);
        assert_eq!(outcome.wrong, wrong, "{changes:?}");
    }
}

#[test]
fn the_graver_a_change_the_louder_the_question() {
    const IPS: &str = "settings.allowed_ips.ips";
    for (changes, gravity) in [
        (vec![("name", json!("shop"))], None),
        (
            vec![("history_retention_seconds", json!(172_800))],
            Some(Gravity::Note),
        ),
        (
            vec![("history_retention_seconds", json!(3600))],
            Some(Gravity::Ask),
        ),
        (
            vec![("history_retention_seconds", json!(0))],
            Some(Gravity::Loud),
        ),
        (
            vec![(IPS, json!(["10.0.0.1", "10.0.0.2"]))],
            Some(Gravity::Warn),
        ),
        (vec![(IPS, json!(["10.0.0.2"]))], Some(Gravity::Ask)),
        (vec![(IPS, json!([]))], Some(Gravity::Loud)),
        (
            vec![(IPS, json!(["10.0.0.1", "0.0.0.0/0"]))],
            Some(Gravity::Loud),
        ),
        (
            vec![("settings.allowed_ips.protected_branches_only", json!(true))],
            Some(Gravity::Ask),
        ),
        (
            vec![("settings.block_public_connections", json!(true))],
            Some(Gravity::Ask),
        ),
        (
            vec![
                ("settings.block_public_connections", json!(true)),
                ("settings.block_vpc_connections", json!(true)),
            ],
            Some(Gravity::Loud),
        ),
        (
            vec![("settings.enable_logical_replication", json!(true))],
            Some(Gravity::Typed),
        ),
        (vec![("settings.hipaa", json!(true))], Some(Gravity::Typed)),
        (
            vec![("settings.quota.active_time_seconds", json!(3600))],
            Some(Gravity::Warn),
        ),
    ] {
        let outcome = change(&PROJECT, &project(), "", &changes);
        let most = outcome.effects.iter().map(|effect| effect.gravity).max();
        assert_eq!(most, gravity, "{changes:?}: {:?}", outcome.effects);
    }
}

#[test]
fn what_cannot_be_undone_is_locked_once_it_is_on() {
    let on = json!({"settings": {"enable_logical_replication": true, "hipaa": true}});
    let mut old = on.clone();
    (PROJECT.open)(&mut old);
    let about = about("scale");
    let sheet = Sheet {
        old: &old,
        new: &old,
        about: &about,
    };
    let locked = |row: &&Edit| matches!((row.shown)(&sheet), Shown::Locked(_));
    let paths: Vec<&str> = PROJECT
        .rows
        .iter()
        .filter(locked)
        .map(|row| row.path)
        .collect();
    assert_eq!(
        paths,
        ["settings.enable_logical_replication", "settings.hipaa"]
    );
}

#[test]
fn times_are_also_said_in_local_time() {
    let mut old = project();
    (PROJECT.open)(&mut old);
    let about = about("");
    for (start, note) in [
        ("07:00", "UTC = 09:00 here"),
        ("23:00", "UTC = 01:00 here, a day later"),
    ] {
        let mut new = old.clone();
        sheet::put(&mut new, window::START, json!(start));
        let sheet = Sheet {
            old: &old,
            new: &new,
            about: &about,
        };
        assert_eq!(window::local(&sheet, window::START), note);
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
        for path in table.tied.iter().flat_map(|tied| tied.paths) {
            assert!(table.rows.iter().any(|row| row.path == *path), "{path}");
        }
    }
}
