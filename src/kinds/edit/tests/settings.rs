//! The rules of a project.

use super::*;

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
            vec!["720h1s is too long: at most 30d"],
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
            vec!["30m is too short: at least 1h"],
        ),
        (vec![(START, json!("09:00"))], vec![same_day]),
        (
            vec![(START, Value::Null)],
            vec!["a window needs a start: 07:00"],
        ),
        (
            vec![(IPS, json!(["10.0.0.0/8", "nonsense"]))],
            vec!["nonsense: not an address, a range a-b or a block a/n"],
        ),
        (
            vec![(IPS, json!(["10.0.0.1", "10.0.0.1"]))],
            vec!["10.0.0.1 is listed twice"],
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
            vec!["5s is too short: at least 1m"],
        ),
    ] {
        let outcome = change(&PROJECT, &project(), "", &changes);
        assert_eq!(outcome.wrong, wrong, "{changes:?}");
    }
}

#[test]
fn the_graver_a_change_the_louder_the_question() {
    const IPS: &str = "settings.allowed_ips.ips";
    for (changes, severity) in [
        (vec![("name", json!("shop"))], None),
        (
            vec![("history_retention_seconds", json!(172_800))],
            Some(Severity::Note),
        ),
        (
            vec![("history_retention_seconds", json!(3600))],
            Some(Severity::Ask),
        ),
        (
            vec![("history_retention_seconds", json!(0))],
            Some(Severity::Loud),
        ),
        (
            vec![(IPS, json!(["10.0.0.1", "10.0.0.2"]))],
            Some(Severity::Warn),
        ),
        (vec![(IPS, json!(["10.0.0.2"]))], Some(Severity::Ask)),
        (vec![(IPS, json!([]))], Some(Severity::Loud)),
        (
            vec![(IPS, json!(["10.0.0.1", "0.0.0.0/0"]))],
            Some(Severity::Loud),
        ),
        (
            vec![("settings.allowed_ips.protected_branches_only", json!(true))],
            Some(Severity::Ask),
        ),
        (
            vec![("settings.block_public_connections", json!(true))],
            Some(Severity::Ask),
        ),
        (
            vec![
                ("settings.block_public_connections", json!(true)),
                ("settings.block_vpc_connections", json!(true)),
            ],
            Some(Severity::Loud),
        ),
        (
            vec![("settings.enable_logical_replication", json!(true))],
            Some(Severity::Typed),
        ),
        (vec![("settings.hipaa", json!(true))], Some(Severity::Typed)),
        (
            vec![("settings.quota.active_time_seconds", json!(3600))],
            Some(Severity::Warn),
        ),
    ] {
        let outcome = change(&PROJECT, &project(), "", &changes);
        let most = outcome.effects.iter().map(|effect| effect.severity).max();
        assert_eq!(most, severity, "{changes:?}: {:?}", outcome.effects);
    }
}

#[test]
fn what_cannot_be_undone_is_locked_once_it_is_on() {
    let on = json!({"settings": {"enable_logical_replication": true, "hipaa": true}});
    let mut old = on.clone();
    (PROJECT.add_form_fields)(&mut old, about("").here());
    let about = about("scale");
    let change_set = ChangeSet {
        old: &old,
        new: &old,
        about: &about,
    };
    let locked = |row: &&FieldEdit| matches!((row.shown)(&change_set), Visibility::Locked(_));
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

/// The estimated costs among the effects.
fn costs(outcome: &Outcome) -> Vec<&str> {
    let costs = outcome.effects.iter().filter(|effect| effect.is_cost);
    costs.map(|effect| effect.text.as_str()).collect()
}

#[test]
fn a_longer_restore_window_says_what_it_costs_at_the_pace_of_the_period() {
    let mut project = project();
    put(&mut project, "history_retention_seconds", json!(86_400));
    // 1 GB a day in 10 days.
    put(
        &mut project,
        "written_data_bytes",
        json!(10_000_000_000_u64),
    );
    put(
        &mut project,
        "consumption_period_start",
        json!("2026-11-11T14:02:13Z"),
    );
    let longer = [("history_retention_seconds", json!(7 * 86_400))];
    assert_eq!(
        costs(&change(&PROJECT, &project, "scale", &longer)),
        ["~$1.40 a month for history instead of ~$0.20, if as much is written as in this period"]
    );
    assert!(costs(&change(&PROJECT, &project, "", &longer)).is_empty());
}

#[test]
fn backups_say_what_they_cost_at_most() {
    let schedule = json!({ "schedule": [] });
    let daily = json!([
        {"frequency": "daily", "hour": 2, "retention_seconds": 7 * 86_400},
        {"frequency": "weekly", "day": 1, "hour": 2, "retention_seconds": 14 * 86_400},
    ]);
    let outcome = change(
        &SCHEDULE,
        &schedule,
        "scale",
        &[("schedule", daily.clone())],
    );
    assert_eq!(
        costs(&outcome),
        ["up to 9 snapshots kept at a time: ~$8.10 a month at most"]
    );
    let endless = json!([{"frequency": "daily", "hour": 2}]);
    for (plan, lines) in [("", daily), ("scale", endless)] {
        assert!(costs(&change(&SCHEDULE, &schedule, plan, &[("schedule", lines)])).is_empty());
    }
}
