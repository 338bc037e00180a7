use super::*;
use crate::api::types::{Operation, OperationsPage};
use serde_json::json;

const HOUR: i64 = 3_600;
pub const NOW: i64 = 1_699_999_200;

fn time(hour: i64) -> String {
    Timestamp::from_second(NOW + hour * HOUR)
        .unwrap()
        .to_string()
}

pub fn now() -> Timestamp {
    time(0).parse().unwrap()
}

pub fn endpoint(state: &str, more: serde_json::Value) -> Endpoint {
    let mut value = json!({
        "id": "ep-a", "project_id": "p", "branch_id": "br-a", "host": "h", "type": "read_write",
        "current_state": state, "autoscaling_limit_min_cu": 1, "autoscaling_limit_max_cu": 1,
    });
    let fields = value.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    serde_json::from_value(value).unwrap()
}

fn operation(hour: i64, action: &str, endpoint: &str) -> Operation {
    serde_json::from_value(json!({
        "id": format!("{hour}{action}"), "project_id": "p", "endpoint_id": endpoint, "action": action,
        "status": "finished", "created_at": time(hour),
    }))
    .unwrap()
}

/// A project that knows these operations, and whether those are all.
pub fn project(operations: &[Operation], are_all: bool) -> ProjectData {
    let page = OperationsPage {
        operations: operations.to_vec(),
        ..OperationsPage::default()
    };
    let next = (!are_all).then(|| "more".to_owned());
    let mut project = ProjectData::default();
    project.keep_newest(&page, next, now());
    project
}

pub fn of(endpoint: &Endpoint, operations: &[Operation], now: Timestamp) -> Awake {
    let mut project = project(operations, false);
    project.operations_read = Some(now);
    Awake::of(endpoint, &project, |_| None, now)
}

fn line(awake: &Awake, hours: usize) -> String {
    let shares = awake.shares(hours as i64 * HOUR, hours);
    shares
        .map(|share| match share {
            Share::Absent => ' ',
            Share::Unknown => '?',
            Share::Awake(0.0) => '_',
            Share::Awake(1.0) => '#',
            Share::Awake(_) => '=',
        })
        .collect()
}

#[test]
fn starts_and_suspensions_make_spans() {
    let operations = [
        operation(-2, "start_compute", "ep-a"),
        operation(-3, "start_compute", "ep-other"),
        operation(-5, "suspend_compute", "ep-a"),
        operation(-8, "start_compute", "ep-a"),
        operation(-10, "create_branch", "ep-x"),
    ];
    let active = endpoint("active", json!({ "started_at": time(-2) }));
    let awake = of(&active, &operations, now());
    assert_eq!(line(&awake, 12), "??__###___##");
    let sum = awake.sum(12 * HOUR);
    assert_eq!((sum.seconds, sum.wakes, sum.is_whole), (5 * HOUR, 2, false));
    let sum = awake.sum(6 * HOUR);
    assert_eq!((sum.seconds, sum.wakes, sum.is_whole), (3 * HOUR, 1, true));
}

#[test]
fn what_ran_before_anything_is_known_did_not_start_then() {
    let operations = [
        operation(-4, "suspend_compute", "ep-a"),
        operation(-6, "create_branch", "ep-x"),
    ];
    let idle = endpoint("idle", json!({ "suspended_at": time(-4) }));
    let awake = of(&idle, &operations, now());
    assert_eq!(line(&awake, 8), "??##____");
    assert_eq!(awake.sum(8 * HOUR).wakes, 0);
}

#[test]
fn before_its_creation_there_is_nothing() {
    let operations = [
        operation(-2, "start_compute", "ep-a"),
        operation(-6, "create_branch", "ep-x"),
    ];
    let created = json!({ "created_at": time(-3), "started_at": time(-2) });
    let awake = of(&endpoint("active", created), &operations, now());
    assert_eq!(line(&awake, 8), "     _##");
    assert!(awake.sum(8 * HOUR).is_whole);
}

#[test]
fn without_operations_only_the_present_state_is_known() {
    let active = endpoint("active", json!({ "started_at": time(-2) }));
    assert_eq!(line(&of(&active, &[], now()), 4), "??##");
    let idle = endpoint("idle", json!({ "suspended_at": time(-1) }));
    assert_eq!(line(&of(&idle, &[], now()), 4), "???_");
    let unknown = endpoint("active", json!({}));
    assert_eq!(line(&of(&unknown, &[], now()), 3), "???");
}

#[test]
fn the_parts_do_not_move_with_the_clock() {
    let operations = [
        operation(-5, "suspend_compute", "ep-a"),
        operation(-8, "start_compute", "ep-a"),
    ];
    let idle = endpoint("idle", json!({ "created_at": time(-8) }));
    let at = |seconds: i64| {
        let now = now() - jiff::SignedDuration::from_secs(seconds);
        line(&of(&idle, &operations, now), 12)
    };
    assert_eq!(at(0), "    ###_____");
    assert_eq!(at(20 * 60), at(0));
    assert_eq!(at(HOUR), "     ###____");
}

#[test]
fn a_part_of_an_hour_is_a_share() {
    let operations = [
        operation(-1, "suspend_compute", "ep-a"),
        operation(-3, "start_compute", "ep-a"),
    ];
    let idle = endpoint("idle", json!({ "created_at": time(-3) }));
    let awake = of(&idle, &operations, now());
    let shares: Vec<_> = awake.shares(4 * HOUR, 1).collect();
    assert_eq!(shares, [Share::Awake(0.5)]);
    assert_eq!(awake.shares(0, 0).collect::<Vec<_>>(), [Share::Awake(0.0)]);
}

#[test]
fn what_neon_no_longer_remembers_is_not_time_asleep() {
    // All operations that Neon has, but they do not go back to its creation.
    let operations = [
        operation(-2, "suspend_compute", "ep-a"),
        operation(-4, "create_branch", "ep-x"),
    ];
    let idle = endpoint("idle", json!({ "created_at": time(-6) }));
    let awake = Awake::of(&idle, &project(&operations, true), |_| None, now());
    assert_eq!(line(&awake, 8), "  ??##__");
    let active = endpoint("active", json!({ "created_at": time(-6) }));
    let awake = Awake::of(&active, &project(&operations[1..], true), |_| None, now());
    assert_eq!(line(&awake, 8), "  ??####");
}

#[test]
fn nothing_is_known_since_the_compute_was_last_seen() {
    let operations = [
        operation(-5, "start_compute", "ep-a"),
        operation(-6, "create_branch", "ep-a"),
    ];
    let active = endpoint("active", json!({ "created_at": time(-6) }));
    let mut project = project(&operations, true);
    let seen = time(-2).parse().unwrap();
    project.set_endpoints(vec![active.clone()], Vec::new(), seen);
    let awake = Awake::of(&active, &project, |_| None, now());
    assert_eq!(line(&awake, 8), "  _###??");
    let sum = awake.sum(8 * HOUR);
    assert_eq!((sum.seconds, sum.is_whole), (3 * HOUR, false));
    assert_eq!(awake.awake_for(), Some((3 * HOUR, false)));
}

#[test]
fn between_the_last_read_of_operations_and_the_present_state_nothing_is_known() {
    let operations = [
        operation(-9, "suspend_compute", "ep-a"),
        operation(-10, "start_compute", "ep-a"),
    ];
    let read = |endpoint: &Endpoint| {
        let mut project = ProjectData::default();
        let page = OperationsPage {
            operations: operations.to_vec(),
            ..OperationsPage::default()
        };
        project.keep_newest(&page, None, time(-6).parse().unwrap());
        project.set_endpoints(vec![endpoint.clone()], Vec::new(), now());
        Awake::of(endpoint, &project, |_| None, now())
    };
    let created = time(-10);
    let active = json!({ "created_at": created, "started_at": time(-2) });
    let awake = read(&endpoint("active", active));
    assert_eq!(line(&awake, 12), "  #___????##");
    let sum = awake.sum(12 * HOUR);
    assert_eq!((sum.seconds, sum.is_whole), (3 * HOUR, false));
    assert!(awake.sum(2 * HOUR).is_whole);
    assert_eq!(awake.known(12 * HOUR), 8 * HOUR);
    let idle = json!({ "created_at": created, "suspended_at": time(-3) });
    assert_eq!(line(&read(&endpoint("idle", idle)), 12), "  #___???___");
    // It has been asleep since before they were read.
    let idle = json!({ "created_at": created, "suspended_at": time(-9) });
    assert_eq!(line(&read(&endpoint("idle", idle)), 12), "  #_________");
    let idle = json!({ "created_at": created });
    assert_eq!(line(&read(&endpoint("idle", idle)), 12), "  #___??????");
}

#[test]
fn a_line_of_local_days_is_the_same_when_clocks_change() {
    // The clocks of Berlin were set back at 2025-10-26T01:00Z: the parts are hours that have passed, not local ones.
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let now = at("2025-10-26T06:00:00Z");
    let operation = |time: &str, action: &str| -> Operation {
        let id = format!("{time}{action}");
        serde_json::from_value(json!({
            "id": id, "project_id": "p", "endpoint_id": "ep-a", "action": action,
            "status": "finished", "created_at": time,
        }))
        .unwrap()
    };
    let operations = [
        operation("2025-10-26T02:00:00Z", "suspend_compute"),
        operation("2025-10-26T00:00:00Z", "start_compute"),
    ];
    let idle = endpoint("idle", json!({ "created_at": "2025-10-25T23:00:00Z" }));
    let awake = of(&idle, &operations, now);
    assert_eq!(line(&awake, 8), " ?##____");
    assert_eq!(awake.sum(8 * HOUR).seconds, 2 * HOUR);
}

#[test]
fn a_line_without_length_or_cells_is_one_part() {
    let active = endpoint("active", json!({ "started_at": time(-2) }));
    let awake = of(&active, &[], now());
    assert_eq!(awake.shares(0, 0).count(), 1);
    assert_eq!(awake.shares(DAY_PERIOD, 1).count(), 1);
    assert_eq!(awake.shares(3, 10).count(), 10);
}

const DAY_PERIOD: i64 = 24 * HOUR;

#[test]
fn what_neon_no_longer_remembers_is_unknown() {
    let created = |hour| endpoint("idle", json!({ "created_at": time(hour) }));
    let operations = [
        operation(-2, "suspend_compute", "ep-a"),
        operation(-3, "start_compute", "ep-a"),
    ];
    let project = project(&operations, true);
    let of = |endpoint: &Endpoint| line(&Awake::of(endpoint, &project, |_| None, now()), 6);
    assert_eq!(of(&created(-3)), "   #__", "all of its life is known");
    assert_eq!(
        of(&created(-100)),
        "???#__",
        "older operations are forgotten"
    );
}

#[test]
fn a_compute_may_have_had_another_size_before_its_settings_were_applied() {
    let active = endpoint("active", json!({ "created_at": time(-9) }));
    let size_known = |applied: i64, period: i64| {
        let operations = [
            operation(applied, "apply_config", "ep-a"),
            operation(-9, "start_compute", "ep-a"),
        ];
        of(&active, &operations, now())
            .sum(period * HOUR)
            .is_one_size
    };
    assert!(!size_known(-2, 4), "applied in the period");
    assert!(size_known(-2, 1), "applied before the period");
    assert!(size_known(-9, 12), "applied when it was created");
}
