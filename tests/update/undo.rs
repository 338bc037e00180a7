//! Undoing changes, and the confirmation before anything is lost.

use crate::scene::{MAIN, PROJECT, Scene, endpoint};
use lazyneon::{
    api::{ApiError, Operation, Request},
    changes::{change::Change, write},
    neon::{Slot, Task, policy::ProtectionSource},
    ui::{
        Action, Target,
        dialog::{confirm::Confirm, kinds::Dialog},
    },
};
use serde_json::{Value, json};

fn branch(name: &str) -> Target {
    Target::Branch(PROJECT.into(), format!("br-{name}").as_str().into())
}

fn branch_body(name: &str, more: &Value) -> Value {
    let mut body = json!({"id": format!("br-{name}"), "project_id": PROJECT, "name": name,
        "parent_id": MAIN, "current_state": "ready", "default": false, "protected": false});
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    json!({"branch": body, "operations": []})
}

fn sends(scene: &mut Scene) -> Vec<String> {
    let requests = scene.requests().into_iter();
    requests.filter(|one| !one.starts_with("GET")).collect()
}

fn lines(scene: &Scene) -> Vec<String> {
    match scene.model.dialogs.shown() {
        Some(Dialog::Confirm(confirm)) => confirm.lines.clone(),
        _ => panic!("no question is open"),
    }
}

fn patch(scene: &mut Scene, body: &Value) {
    let request = Request::update_endpoint(&PROJECT.into(), &"ep-dev".into(), body.clone());
    let change = Change::new(
        Target::Endpoint(PROJECT.into(), "ep-dev".into()),
        "dev",
        request,
    );
    write::send(&mut scene.model.changes, &mut scene.model.neon, change);
}

#[test]
fn a_changed_setting_is_changed_back_to_what_it_was() {
    let mut scene = Scene::new();
    scene.select("dev");
    let body = json!({"endpoint": {"autoscaling_limit_max_cu": 4, "disabled": true, "settings": {"pg_settings": {"work_mem": "8MB"}}}});
    patch(&mut scene, &body);
    let mut now = endpoint("dev", "active", None);
    for (key, value) in body["endpoint"].as_object().unwrap() {
        now[key] = value.clone();
    }
    let slot = Slot::Write(Target::Endpoint(PROJECT.into(), "ep-dev".into()));
    let answer = json!({"endpoint": now, "operations": []});
    scene.answer(slot, Operation::UpdateEndpoint, &answer);
    assert!(
        scene.said().contains("dev changed. z undo"),
        "{}",
        scene.said()
    );
    scene.effects.clear();

    scene.press("z");
    let told = lines(&scene).join("\n");
    assert!(told.contains("autoscaling limit max cu: 4 -> 2"), "{told}");
    assert!(told.contains("disabled: true -> false"), "{told}");
    scene.press("Enter");
    assert!(scene.requests().is_empty(), "Enter is no");
    scene.press("z y");
    assert_eq!(
        scene.requests(),
        [format!("GET /projects/{PROJECT}/endpoints/ep-dev")]
    );
    let slot = Slot::Check(Target::Endpoint(PROJECT.into(), "ep-dev".into()));
    scene.answer(slot, Operation::GetEndpoint, &json!({"endpoint": now}));
    let body = scene.effects.iter().find_map(|effect| match effect {
        lazyneon::ui::Effect::Task(Task::Call { request, .. }) => request.body.clone(),
        _ => None,
    });
    let was = json!({"endpoint": {"autoscaling_limit_max_cu": 2.0, "disabled": false, "settings": {"pg_settings": {}}}});
    let body = body.expect("the change back is sent");
    assert_eq!(body["endpoint"]["autoscaling_limit_max_cu"], 2.0);
    assert_eq!(body["endpoint"]["disabled"], was["endpoint"]["disabled"]);
}

#[test]
fn what_cannot_be_taken_back_is_not_offered() {
    let mut scene = Scene::new();
    let request = Request::update_project(
        &PROJECT.into(),
        json!({"project": {"settings": {"enable_logical_replication": true}}}),
    );
    let change = Change::new(Target::Project(PROJECT.into()), "storefront", request);
    write::send(&mut scene.model.changes, &mut scene.model.neon, change);
    let answer = json!({"project": {"id": PROJECT, "name": "storefront"}, "operations": []});
    let slot = Slot::Write(Target::Project(PROJECT.into()));
    scene.answer(slot, Operation::UpdateProject, &answer);
    assert!(!scene.said().contains("undo"), "{}", scene.said());
    scene.press("z");
    let said = scene.said();
    assert!(
        said.contains("storefront changed: that cannot be undone"),
        "{said}"
    );
}

#[test]
fn an_undo_that_neon_refuses_stays_possible() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.press("P");
    let on = branch_body("dev", &json!({"protected": true}));
    scene.answer(Slot::Write(branch("dev")), Operation::UpdateBranch, &on);
    scene.press("z y");
    scene.answer(Slot::Check(branch("dev")), Operation::GetBranch, &on);
    assert_eq!(sends(&mut scene).len(), 2);
    let refused = ApiError::from_answer(422, r#"{"code":"","message":"not now"}"#, None);
    scene.fail(Slot::Write(branch("dev")), Operation::UpdateBranch, refused);
    scene.press("z");
    assert!(!scene.model.dialogs.is_empty(), "{}", scene.said());
}

#[test]
fn the_name_must_be_typed_and_the_summary_read() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.press("D d e v");
    scene.tell(lazyneon::ui::Msg::Paste("dev".to_owned()));
    if let Some(confirm) = scene.model.dialogs.top_as_mut::<Confirm>() {
        confirm.whole = true;
        confirm.scroll.first(0, 4, 1);
    }
    scene.press("Enter");
    assert!(sends(&mut scene).is_empty(), "not read to its end");
    if let Some(confirm) = scene.model.dialogs.top_as_mut::<Confirm>() {
        confirm.scroll.first(0, 4, 4);
    }
    scene.press("Enter");
    // It may have been renamed while the question was open.
    assert!(sends(&mut scene).is_empty());
    let now = branch_body("dev", &json!({}));
    scene.answer(Slot::Check(branch("dev")), Operation::GetBranch, &now);
    assert_eq!(
        sends(&mut scene),
        [format!("DELETE /projects/{PROJECT}/branches/br-dev")]
    );
}

#[test]
fn the_cursor_goes_to_the_neighbor_and_nobody_else_is_blamed() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.press("D d e v Enter");
    let mut going = branch_body("dev", &json!({"pending_state": "storage_deleted"}));
    going["operations"] = json!([crate::scene::operation(
        "op-1",
        "delete_timeline",
        "running"
    )]);
    scene.answer(Slot::Write(branch("dev")), Operation::DeleteBranch, &going);
    // A refresh may show it before the operation has ended.
    scene.branches(&["main", "staging"]);
    assert_eq!(scene.selected(), "staging");
    let done = json!({"operations": [crate::scene::operation("op-1", "delete_timeline", "finished")], "pagination": {}});
    scene.answer(Slot::Poll(PROJECT.into()), Operation::ListOperations, &done);
    assert!(scene.said().contains("dev deleted"), "{}", scene.said());
    assert!(!scene.said().contains("elsewhere"), "{}", scene.said());
}

#[test]
fn a_thing_that_is_gone_already_is_gone() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.press("D d e v Enter");
    let gone = ApiError::from_answer(404, r#"{"code":"","message":"branch not found"}"#, None);
    scene.fail(Slot::Write(branch("dev")), Operation::DeleteBranch, gone);
    assert_eq!(scene.said(), "dev was gone already");
    assert_eq!(scene.selected(), "staging");
}

#[test]
fn no_wake_refuses_what_would_wake() {
    let mut scene = Scene::new();
    scene
        .model
        .neon
        .policy
        .no_wake
        .insert(ProtectionSource::Flag);
    scene.select("dev");
    for action in [Action::CompareSchema, Action::ResetBranch] {
        scene.act(action);
        assert!(scene.said().contains("--no-wake"), "{}", scene.said());
    }
    let on_main = Target::Database(PROJECT.into(), MAIN.into(), "neondb".into());
    let height = scene.model.browser.list_height();
    assert!(
        scene
            .model
            .browser
            .tree
            .select(&on_main, &scene.model.neon.store, height)
    );
    scene.act(Action::Delete);
    assert!(
        scene.said().contains("would wake the compute"),
        "{}",
        scene.said()
    );
    assert!(scene.requests().is_empty() && scene.model.dialogs.is_empty());
}
