//! A change is sent once, followed to its end, and the result is reported truthfully.

use crate::scene::{MAIN, PROJECT, Scene, endpoint, operation};
use lazyneon::{
    api::{ApiError, Operation, Request},
    changes::{change::Change, write},
    neon::{Slot, policy::ProtectionSource},
    ui::{Action, Target},
};
use serde_json::json;

fn compute(branch: &str) -> Target {
    Target::Endpoint(PROJECT.into(), format!("ep-{branch}").as_str().into())
}

fn sends(scene: &mut Scene) -> Vec<String> {
    scene
        .requests()
        .into_iter()
        .filter(|request| !request.starts_with("GET"))
        .collect()
}

#[test]
fn starting_is_sent_once_and_followed() {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.press("s");
    assert_eq!(
        sends(&mut scene),
        [format!(
            "POST /projects/{PROJECT}/endpoints/ep-staging/start"
        )]
    );
    assert!(
        scene.said().contains("wakes compute of staging"),
        "{}",
        scene.said()
    );

    scene.press("s s");
    assert!(sends(&mut scene).is_empty(), "a second press sent it again");
    assert!(
        scene.said().contains("starting already"),
        "{}",
        scene.said()
    );

    let answer = json!({"endpoint": endpoint("staging", "idle", Some("active")), "operations": [operation("op-1", "start_compute", "running")]});
    scene.answer(
        Slot::Write(compute("staging")),
        Operation::StartEndpoint,
        &answer,
    );
    assert!(scene.model.changes.follow.is_on(&compute("staging")));

    let done =
        json!({"operations": [operation("op-1", "start_compute", "finished")], "pagination": {}});
    scene.answer(Slot::Poll(PROJECT.into()), Operation::ListOperations, &done);
    assert!(scene.model.changes.follow.is_empty());
    assert!(
        scene.said().contains("staging started in 0.4s"),
        "{}",
        scene.said()
    );
    assert!(
        scene
            .requests()
            .iter()
            .any(|request| request.ends_with("/endpoints")),
        "the computes are read again"
    );
}

#[test]
fn a_failed_operation_is_told_with_its_reason() {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.press("s");
    let answer = json!({"endpoint": endpoint("staging", "idle", Some("active")), "operations": [operation("op-1", "start_compute", "running")]});
    scene.answer(
        Slot::Write(compute("staging")),
        Operation::StartEndpoint,
        &answer,
    );
    let mut failed = operation("op-1", "start_compute", "failed");
    failed["error"] = json!("compute did not become ready within 30 s");
    let page = json!({"operations": [failed], "pagination": {}});
    scene.answer(Slot::Poll(PROJECT.into()), Operation::ListOperations, &page);
    assert!(
        scene
            .said()
            .contains("start compute failed on compute of staging: compute did not become ready"),
        "{}",
        scene.said()
    );
}

#[test]
fn a_lost_answer_is_never_sent_again_and_the_truth_is_told() {
    for (state, truth) in [("active", "started after all"), ("idle", "was not started")] {
        let mut scene = Scene::new();
        scene.select("staging");
        scene.press("s");
        sends(&mut scene);
        let lost = ApiError::LostAnswer {
            cause: "connection reset".to_owned(),
            status: None,
            request: None,
        };
        scene.fail(
            Slot::Write(compute("staging")),
            Operation::StartEndpoint,
            lost,
        );
        let asked = scene.requests();
        assert_eq!(
            asked,
            [format!("GET /projects/{PROJECT}/endpoints/ep-staging")]
        );
        assert!(
            scene.said().contains("it may have happened. Checking"),
            "{}",
            scene.said()
        );
        let now = json!({"endpoint": endpoint("staging", state, None)});
        scene.answer(
            Slot::Check(compute("staging")),
            Operation::GetEndpoint,
            &now,
        );
        assert!(scene.said().contains(truth), "{}", scene.said());
        assert!(sends(&mut scene).is_empty());
        assert!(scene.model.changes.writes.is_empty());
    }
}

#[test]
fn suspending_production_asks_and_enter_means_no() {
    let mut scene = Scene::new();
    scene.select("main");
    scene.press("s Enter");
    assert!(sends(&mut scene).is_empty());
    assert!(scene.model.dialogs.is_empty());
    scene.press("s Esc s n");
    assert!(sends(&mut scene).is_empty());
    scene.press("s y");
    assert_eq!(
        sends(&mut scene),
        [format!(
            "POST /projects/{PROJECT}/endpoints/ep-main/suspend"
        )]
    );
}

#[test]
fn suspending_a_side_branch_does_not_ask() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.press("s");
    assert_eq!(
        sends(&mut scene),
        [format!("POST /projects/{PROJECT}/endpoints/ep-dev/suspend")]
    );
}

#[test]
fn a_restart_needs_an_active_compute() {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.act(Action::RestartCompute);
    assert!(
        scene.said().contains("only an active compute"),
        "{}",
        scene.said()
    );
    assert!(sends(&mut scene).is_empty());
}

#[test]
fn read_only_and_no_wake_refuse_with_one_sentence() {
    let mut scene = Scene::new();
    scene.model.neon.policy.set_read_only_mode(true);
    scene.select("staging");
    scene.press("s");
    assert!(
        scene
            .said()
            .contains("read-only: start compute is off (W switches"),
        "{}",
        scene.said()
    );
    scene.model.neon.policy.set_read_only_mode(false);
    scene
        .model
        .neon
        .policy
        .no_wake
        .insert(ProtectionSource::Flag);
    scene.press("s");
    assert!(
        scene.said().contains("would wake a compute"),
        "{}",
        scene.said()
    );
    assert!(sends(&mut scene).is_empty());
}

#[test]
fn a_key_that_makes_no_sense_says_so() {
    let mut scene = Scene::new();
    scene.press("s");
    assert!(
        scene.said().contains("does not apply to a project"),
        "{}",
        scene.said()
    );
}

#[test]
fn a_menu_acts_on_what_was_selected_when_it_was_opened() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.press("S");
    scene.branches(&["main", "staging"]);
    scene.press("Enter");
    assert!(sends(&mut scene).is_empty());
    assert!(
        scene.said().contains("selection has changed"),
        "{}",
        scene.said()
    );
}

#[test]
fn an_invalid_key_ends_polling_and_keeps_the_screen() {
    let mut scene = Scene::new();
    let refused = ApiError::Auth {
        is_short: false,
        message: "invalid".to_owned(),
        request: None,
    };
    scene.fail(
        Slot::Endpoints(PROJECT.into()),
        Operation::ListEndpoints,
        refused,
    );
    assert!(
        scene.said().contains("no longer accepts"),
        "{}",
        scene.said()
    );
    assert_eq!(scene.rows().len(), 9);
    scene.effects.clear();
    scene.tell(lazyneon::ui::Msg::Focus(true));
    assert!(scene.requests().is_empty());
}

#[test]
fn a_restart_whose_answer_is_lost_half_way_counts_as_one() {
    for (current, pending) in [
        ("active", Some("idle")),
        ("idle", Some("active")),
        ("active", Some("active")),
    ] {
        let mut scene = Scene::new();
        scene.select("dev");
        scene.act(Action::RestartCompute);
        scene.press("y");
        sends(&mut scene);
        let lost = ApiError::LostAnswer {
            cause: "reset".to_owned(),
            status: None,
            request: None,
        };
        scene.fail(
            Slot::Write(compute("dev")),
            Operation::RestartEndpoint,
            lost,
        );
        let now = json!({"endpoint": endpoint("dev", current, pending)});
        scene.answer(Slot::Check(compute("dev")), Operation::GetEndpoint, &now);
        assert!(
            scene.said().contains("restarted after all"),
            "{current} {pending:?}: {}",
            scene.said()
        );
    }
}

#[test]
fn a_lost_answer_is_asked_about_until_neon_can_be_reached() {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.press("s");
    let lost = ApiError::LostAnswer {
        cause: "reset".to_owned(),
        status: None,
        request: None,
    };
    scene.fail(
        Slot::Write(compute("staging")),
        Operation::StartEndpoint,
        lost,
    );
    let dead = ApiError::Network {
        message: "connection refused".to_owned(),
    };
    scene.fail(
        Slot::Check(compute("staging")),
        Operation::GetEndpoint,
        dead,
    );
    scene.effects.clear();
    scene.tell(lazyneon::ui::Msg::Elapsed(Slot::Retry));
    let asked = scene.requests();
    assert!(
        asked.contains(&format!("GET /projects/{PROJECT}/endpoints/ep-staging")),
        "{asked:?}"
    );
    assert!(asked.iter().all(|request| request.starts_with("GET")));
    let now = json!({"endpoint": endpoint("staging", "active", None)});
    scene.answer(
        Slot::Check(compute("staging")),
        Operation::GetEndpoint,
        &now,
    );
    assert!(
        scene.said().contains("started after all"),
        "{}",
        scene.said()
    );
}

#[test]
fn a_question_that_was_left_open_does_not_act_on_old_facts() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.act(Action::RestartCompute);
    scene.endpoints(&[("main", "active"), ("dev", "idle"), ("staging", "idle")]);
    scene.press("y");
    assert!(sends(&mut scene).is_empty());
    assert!(
        scene.said().contains("dev is idle now: nothing was sent"),
        "{}",
        scene.said()
    );
}

#[test]
fn a_change_that_nobody_can_look_for_is_not_dropped_without_a_word() {
    let mut scene = Scene::new();
    let change = Change::new(
        Target::Account,
        "the account",
        Request::get_project(&PROJECT.into()).into(),
    );
    write::send(&mut scene.model.changes, &mut scene.model.neon, change);
    let lost = ApiError::LostAnswer {
        cause: "connection reset".to_owned(),
        status: None,
        request: None,
    };
    scene.fail(Slot::Write(Target::Account), Operation::UpdateProject, lost);
    let said = scene.said();
    assert!(
        said.contains("Unknown whether the account was changed"),
        "{said}"
    );
    assert!(scene.model.changes.writes.is_empty());
}

#[test]
fn access_that_somebody_else_has_removed_is_told_as_such() {
    let mut scene = Scene::new();
    let share = Target::Share(PROJECT.into(), "share-1".into());
    let request = Request::revoke_permission(&PROJECT.into(), &"share-1".into());
    let change = Change::new(share.clone(), "ana@labs.example", request);
    write::send(&mut scene.model.changes, &mut scene.model.neon, change);
    let gone = ApiError::from_answer(404, r#"{"message":"permission not found"}"#, None);
    scene.fail(Slot::Write(share), Operation::RevokePermission, gone);
    assert_eq!(scene.said(), "ana@labs.example was gone already");
}

#[test]
fn an_answer_that_was_asked_for_before_a_change_of_ours_is_asked_for_again() {
    let mut scene = Scene::new();
    scene.select("staging");
    // A list of branches is loading while a branch is renamed.
    scene.act(Action::Refresh);
    scene.requests();
    let target = Target::Branch(PROJECT.into(), "br-staging".into());
    let change = Change::new(
        target.clone(),
        "staging",
        Request::update_branch(
            &PROJECT.into(),
            &"br-staging".into(),
            json!({"branch": {"name": "next"}}),
        ),
    );
    write::send(&mut scene.model.changes, &mut scene.model.neon, change);
    let sent = scene.model.take_effects();
    assert!(!sent.is_empty());
    let branch = json!({"id": "br-staging", "project_id": PROJECT, "name": "next", "parent_id": MAIN, "current_state": "ready"});
    let running =
        json!({"branch": branch, "operations": [operation("op-1", "apply_config", "running")]});
    scene.answer(Slot::Write(target), Operation::UpdateBranch, &running);
    scene.requests();
    scene.branches(&["main", "dev", "staging"]);
    assert!(
        scene.rows().contains(&"next".to_owned()),
        "{:?}",
        scene.rows()
    );
    let again = scene.requests();
    assert!(
        again.iter().any(|request| request.contains("/branches?")),
        "not asked again: {again:?}"
    );
    scene.branches(&["main", "dev", "later"]);
    assert!(
        scene.rows().contains(&"later".to_owned()),
        "{:?}",
        scene.rows()
    );
}

/// A change to a branch that was accepted and whose operation still runs.
fn renamed(scene: &mut Scene, branch: &str) {
    let target = Target::Branch(PROJECT.into(), branch.into());
    let change = Change::new(
        target.clone(),
        branch,
        Request::update_branch(
            &PROJECT.into(),
            &branch.into(),
            json!({"branch": {"name": "next"}}),
        ),
    );
    write::send(&mut scene.model.changes, &mut scene.model.neon, change);
    assert!(!scene.model.take_effects().is_empty());
    let changed = json!({"id": branch, "project_id": PROJECT, "name": "next", "parent_id": MAIN, "current_state": "ready"});
    let running = operation(&format!("op-{branch}"), "apply_config", "running");
    let answer = json!({"branch": changed, "operations": [running]});
    scene.answer(Slot::Write(target), Operation::UpdateBranch, &answer);
}

fn asks_again(scene: &mut Scene, path: &str) -> bool {
    let requests = scene.requests();
    requests.iter().any(|request| request.contains(path))
}

#[test]
fn a_queue_of_changes_lets_every_second_answer_be_taken() {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.act(Action::Refresh);
    let mut repeats = 0;
    for round in 0..6 {
        renamed(&mut scene, &format!("br-{round}"));
        scene.requests();
        scene.branches(&["main", "dev", "staging", &format!("new-{round}")]);
        let again = asks_again(&mut scene, "/branches?");
        repeats += usize::from(again);
        let taken = scene.rows().contains(&format!("new-{round}"));
        assert_eq!(taken, !again, "round {round}");
        if taken {
            scene.act(Action::Refresh);
        }
    }
    assert_eq!(repeats, 3);
}

#[test]
fn a_change_to_a_branch_leaves_what_is_on_another_as_it_is() {
    for (changed, again) in [("br-dev", false), (MAIN, true)] {
        let mut scene = Scene::new();
        scene.select("main");
        scene.act(Action::Refresh);
        assert!(asks_again(&mut scene, "/databases"), "the scene reads none");
        renamed(&mut scene, changed);
        scene.requests();
        let databases = json!({"databases": [{"id": 1, "branch_id": MAIN, "name": "neondb", "owner_name": "neondb_owner"}]});
        let slot = Slot::Databases(PROJECT.into(), MAIN.into());
        scene.answer(slot, Operation::ListDatabases, &databases);
        assert_eq!(asks_again(&mut scene, "/databases"), again, "{changed}");
    }
}
