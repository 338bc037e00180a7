//! What Neon says it would refuse on a branch is grayed out with the reason, and not sent.

use crate::{
    at_hand::contract_dir,
    scene::{MAIN, PROJECT, Scene, endpoint},
};
use lazyneon::{
    api::{Operation, Request, types::RestrictedActionName},
    changes::{
        change::{Change, NewThing},
        write,
    },
    kinds::{branch::FromSnapshot, lookup::New},
    neon::{Slot, Task},
    ui::{Action, Availability, Effect, Target},
};
use serde_json::{Value, json};

const REASON: &str = "somebody holds on to it";

/// The project with its branches, on which Neon forbids this; `preview` was restored for `main`.
fn with(name: &str) -> Scene {
    let mut scene = Scene::new();
    let branch = |id: &str, parent: Option<&str>| {
        json!({"id": format!("br-{id}"), "project_id": PROJECT, "name": id, "parent_id": parent, "current_state": "ready",
            "default": id == "main", "protected": false, "restricted_actions": [{"name": name, "reason": REASON}]})
    };
    let mut preview = branch("preview", None);
    preview["restore_status"] = json!("restored");
    preview["restored_as"] = json!(MAIN);
    preview["restricted_actions"] = json!([]);
    let branches = [branch("main", None), branch("dev", Some(MAIN)), preview];
    let body = json!({"branches": branches, "pagination": {}});
    scene.list_branches(&body);
    let mut replica = endpoint("main", "active", None);
    replica["id"] = json!("ep-replica");
    replica["type"] = json!("read_only");
    let endpoints = [
        endpoint("main", "active", None),
        endpoint("dev", "active", None),
        replica,
    ];
    let body = json!({ "endpoints": endpoints });
    scene.answer(
        Slot::Endpoints(PROJECT.into()),
        Operation::ListEndpoints,
        &body,
    );
    scene.effects.clear();
    scene
}

fn branch(id: &str) -> Target {
    Target::Branch(PROJECT.into(), format!("br-{id}").as_str().into())
}

fn compute(id: &str) -> Target {
    Target::Endpoint(PROJECT.into(), id.into())
}

/// Each action that a restriction may concern, the row it is run on, and whether it is forbidden.
fn cases() -> Vec<(&'static str, Action, Target, bool)> {
    let mut cases = Vec::new();
    for (name, over, deletes) in [
        ("restore", true, false),
        ("delete-rw-endpoint", false, true),
    ] {
        cases.extend([
            (name, Action::Restore, branch("main"), over),
            (name, Action::ResetBranch, branch("dev"), over),
            (name, Action::FinalizeRestore, branch("preview"), over),
            (name, Action::Delete, compute("ep-main"), deletes),
            (name, Action::Delete, compute("ep-replica"), false),
            (name, Action::Delete, branch("dev"), false),
            (name, Action::Protect, branch("dev"), false),
            (name, Action::EditBranch, branch("dev"), false),
            (name, Action::SetDefault, branch("dev"), false),
            (name, Action::SuspendCompute, compute("ep-main"), false),
        ]);
    }
    cases
}

#[test]
fn what_neon_restricts_is_grayed_with_its_reason() {
    for (name, action, row, forbidden) in cases() {
        let mut scene = with(name);
        let height = scene.model.browser.list_height();
        if matches!(row, Target::Endpoint(..)) {
            scene.select("main");
            scene.act(Action::Right);
            scene.act(Action::GoToComputes);
        }
        let there = scene
            .model
            .browser
            .tree
            .select(&row, &scene.model.neon.store, height);
        assert!(there, "{row:?} has no row: {:?}", scene.rows());
        match action.ready(&scene.model) {
            Availability::No(why) if forbidden => {
                assert!(why.contains(REASON), "{name}, {action:?}: {why}");
            }
            Availability::Yes if !forbidden => {}
            other => panic!("{name}, {action:?} on {row:?}: {other:?}"),
        }
    }
}

#[test]
fn what_neon_restricts_is_not_sent_however_it_came_about() {
    let project = || PROJECT.into();
    let restore = || {
        let body = json!({ "source_branch_id": "br-dev" });
        let request = Request::restore_branch(&project(), &MAIN.into(), body);
        Change::new(branch("main"), "it", request)
    };
    let finalize = || {
        let request = Request::finalize_restore(&project(), &"br-preview".into(), None);
        Change::new(branch("preview"), "it", request)
    };
    let snapshot = || {
        let request = Request::restore_snapshot(&project(), &"snap-1".into(), json!({}));
        let new = NewThing {
            new: New::from(FromSnapshot {
                project: project(),
                snapshot: "snap-1".into(),
                replaces: Some(MAIN.into()),
            }),
            name: String::new(),
            keep: lazyneon::neon::account::KeyStorage::No,
            before: Vec::new(),
            expires: None,
        };
        Change::creating(branch("main"), "it", request, new)
    };
    let delete = || {
        let request = Request::delete_endpoint(&project(), &"ep-main".into());
        Change::new(compute("ep-main"), "it", request)
    };
    for name in ["restore", "delete-rw-endpoint", "something-new"] {
        for (over, change) in [
            ("restore", restore()),
            ("restore", finalize()),
            ("restore", snapshot()),
            ("delete-rw-endpoint", delete()),
        ] {
            let mut scene = with(name);
            let operation = change.request.operation;
            write::send(&mut scene.model.changes, &mut scene.model.neon, change);
            let effects = scene.model.take_effects();
            let sent = effects
                .iter()
                .any(|effect| matches!(effect, Effect::Task(Task::Call { .. })));
            assert_eq!(sent, over != name, "{name}: {operation:?}");
            if !sent {
                let said = scene.said();
                assert!(
                    said.contains(REASON) && said.contains("nothing was sent"),
                    "{said}"
                );
            }
        }
    }
}

/// The names in the contract, if it is available.
#[test]
fn every_restricted_name_of_the_contract_is_known() {
    let Some(folder) = contract_dir() else {
        return;
    };
    let text = std::fs::read_to_string(folder.join("neon-openapi.json")).unwrap();
    let contract: Value = serde_json::from_str(&text).unwrap();
    let name = &contract["components"]["schemas"]["BranchRestrictedAction"]["properties"]["name"];
    let about = name["description"].as_str().unwrap();
    let names: Vec<&str> = about.split('`').skip(1).step_by(2).collect();
    assert!(!names.is_empty(), "{about}");
    for name in names {
        let known: RestrictedActionName = serde_json::from_value(json!(name)).unwrap();
        assert!(!format!("{known:?}").starts_with("Other"), "{name}");
        let has_cases = cases()
            .iter()
            .any(|(one, _, _, forbidden)| *one == name && *forbidden);
        assert!(has_cases, "{name} forbids nothing here");
    }
}
