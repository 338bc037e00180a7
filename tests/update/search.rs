//! The filter asks every organization, a few at a time.

use crate::scene::{Scene, project};
use lazyneon::{
    api::{ApiError, Operation},
    core::{
        Effect, Msg, Slot, Target,
        heading::{self, Heading},
    },
};
use serde_json::json;

/// An account with so many organizations; the first is opened.
fn organizations(count: usize) -> Scene {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.tell(Msg::Start);
    let page = json!({"projects": [project("odd-sun-1", "billing")], "pagination": {}});
    scene.answer(
        Slot::List(Target::Org("".into())),
        Operation::ListProjects,
        &page,
    );
    let org = |at: usize| json!({"id": format!("org-{at:02}"), "name": format!("Org {at:02}")});
    let mut orgs = vec![json!({"id": "org-acme", "name": "Acme"})];
    orgs.extend((1..count).map(org));
    scene.answer(
        Slot::Orgs,
        Operation::ListOrganizations,
        &json!({ "organizations": orgs }),
    );
    scene.answer(
        Slot::List(Target::Shared),
        Operation::ListSharedProjects,
        &json!({"projects": [], "pagination": {}}),
    );
    scene.effects.clear();
    scene
}

fn searched(scene: &Scene) -> Vec<Target> {
    let of = |effect: &Effect| match effect {
        Effect::Call {
            slot: Slot::Search(list),
            ..
        } => Some(list.clone()),
        _ => None,
    };
    scene.effects.iter().filter_map(of).collect()
}

fn progress(scene: &Scene) -> (usize, usize) {
    let filter = scene.model.tree.filter.as_ref().unwrap();
    filter.search.progress()
}

fn org(at: usize) -> Target {
    Target::Org(format!("org-{at:02}").into())
}

#[test]
fn fifty_organizations_are_searched_a_few_at_a_time() {
    let mut scene = organizations(51);
    scene.press("/ p l a y");
    assert_eq!(searched(&scene), [], "a text must rest first");
    scene.tell(Msg::Elapsed(Slot::Filter));
    assert_eq!(searched(&scene).len(), 8);
    assert_eq!(progress(&scene), (0, 50));
    let empty = json!({"projects": [], "pagination": {}});
    let mut answered = 0;
    while let Some(list) = searched(&scene).get(answered).cloned() {
        scene.answer(Slot::Search(list), Operation::ListProjects, &empty);
        answered += 1;
    }
    assert_eq!(answered, 50, "each of them once");
    assert_eq!(progress(&scene), (50, 50));
}

#[test]
fn a_longer_text_gives_up_what_was_asked_for_the_shorter_one() {
    let mut scene = organizations(3);
    scene.press("/ p l a y");
    scene.tell(Msg::Elapsed(Slot::Filter));
    assert_eq!(searched(&scene), [org(1), org(2)]);
    scene.effects.clear();
    scene.press("g");
    for at in [1, 2] {
        let given_up = scene
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Cancel(Slot::Search(list)) if *list == org(at)));
        assert!(given_up, "{:?}", scene.effects);
    }
    // What comes all the same is no answer to the new text.
    scene.effects.clear();
    let page = json!({"projects": [project("odd-sun-9", "playful")], "pagination": {}});
    scene.answer(Slot::Search(org(1)), Operation::ListProjects, &page);
    assert_eq!(progress(&scene), (0, 0));
    assert_eq!(scene.rows(), [""; 0]);
}

#[test]
fn without_a_network_nobody_else_is_asked() {
    let mut scene = organizations(51);
    scene.press("/ p l a y");
    scene.tell(Msg::Elapsed(Slot::Filter));
    let before = searched(&scene).len();
    for list in searched(&scene) {
        let lost = ApiError::Network {
            message: "connection refused".to_owned(),
        };
        scene.fail(Slot::Search(list), Operation::ListProjects, lost);
    }
    assert_eq!(searched(&scene).len(), before);
    let filter = scene.model.tree.filter.as_ref().unwrap();
    assert!(!filter.search.is_running());
    assert_eq!(filter.search.failed().len(), 50);
}

#[test]
fn organizations_that_come_late_are_searched_too() {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.tell(Msg::Start);
    let page = json!({"projects": [project("odd-sun-1", "billing")], "pagination": {}});
    scene.answer(
        Slot::List(Target::Org("".into())),
        Operation::ListProjects,
        &page,
    );
    scene.press("/ p l a y");
    scene.tell(Msg::Elapsed(Slot::Filter));
    scene.effects.clear();
    scene.answer(
        Slot::Orgs,
        Operation::ListOrganizations,
        &json!({"organizations": [{"id": "org-acme", "name": "Acme"}, {"id": "org-01", "name": "Org 01"}]}),
    );
    assert_eq!(searched(&scene), [org(1)]);
}

#[test]
fn a_compute_without_its_project_is_looked_for_until_a_key_is_pressed() {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.model.heading = Some(Heading::read("ep-cool-rain-a1b2").unwrap());
    scene.tell(Msg::Start);
    let projects: Vec<_> = (0..40)
        .map(|at| project(&format!("odd-sun-{at}"), &format!("p-{at}")))
        .collect();
    scene.answer(
        Slot::List(Target::Org("".into())),
        Operation::ListProjects,
        &json!({"projects": projects, "pagination": {}}),
    );
    let asked = |scene: &Scene| -> Vec<Slot> {
        let of = |effect: &Effect| match effect {
            Effect::Call {
                slot: slot @ Slot::Endpoints(_),
                ..
            } => Some(slot.clone()),
            _ => None,
        };
        scene.effects.iter().filter_map(of).collect()
    };
    let none = json!({"endpoints": []});
    assert_eq!(asked(&scene).len(), 16);
    let first = asked(&scene).remove(0);
    scene.answer(first, Operation::ListEndpoints, &none);
    assert_eq!(asked(&scene).len(), 17);
    assert_eq!(heading::progress(&scene.model), Some((1, 40, false)));
    scene.press("Esc");
    let second = asked(&scene).remove(1);
    scene.answer(second, Operation::ListEndpoints, &none);
    assert_eq!(asked(&scene).len(), 17);
    assert_eq!(heading::progress(&scene.model), None);
}
