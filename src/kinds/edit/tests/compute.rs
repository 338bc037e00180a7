//! The rules of a compute.

use super::*;

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
            vec!["enter a maximum: up to 16 CU"],
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
            vec!["59s is too short: at least 1m"],
        ),
        (
            vec![(IDLE, json!(604_801))],
            vec!["168h1s is too long: at most 7d"],
        ),
        (
            vec![(IDLE, json!(-2))],
            vec!["enter never for a compute that is always on"],
        ),
        (
            vec![(IDLE, Value::Null)],
            vec!["enter default, never, or 1m to 7d"],
        ),
        (vec![("name", json!("x"))], vec![]),
        (
            vec![("name", json!("  "))],
            vec!["a name has 1 to 64 characters; it can be changed, not removed"],
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
            "the free plan allows up to 2 CU; Neon may refuse more",
        ),
        (
            "launch",
            vec![("@mode", json!("fixed")), ("@size", json!(18))],
            "the launch plan allows up to 16 CU; Neon may refuse more",
        ),
        (
            "free",
            vec![(IDLE, json!(-1))],
            "the free plan always suspends after 5m; Neon may refuse this",
        ),
        (
            "launch",
            vec![(IDLE, json!(60))],
            "the launch plan allows 5m or never; Neon may refuse this",
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
        ["the launch plan keeps 7d at most; Neon may refuse more"]
    );
}

#[test]
fn above_sixteen_nothing_scales_to_zero() {
    let large = json!({MIN: 18, MAX: 18, IDLE: -1});
    let mut old = large.clone();
    (ENDPOINT.add_form_fields)(&mut old, about("").here());
    let about = about("scale");
    let change_set = ChangeSet {
        old: &old,
        new: &old,
        about: &about,
    };
    let row = ENDPOINT.rows.iter().find(|row| row.path == IDLE).unwrap();
    assert_eq!(
        (row.shown)(&change_set),
        Visibility::Locked("above 16 CU a compute never scales to zero".to_owned())
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
            "memory 1-12 GB (was 1-8 GB), max_connections 839, as before",
            "up to ~$0.32/h instead of ~$0.21/h while it is active, ~$232 a month at most",
        ]
    );
    assert_eq!(outcome.effects[0].severity, Severity::Ask);
    assert!(
        outcome.effects[1..]
            .iter()
            .all(|effect| effect.severity == Severity::Note)
    );
}
