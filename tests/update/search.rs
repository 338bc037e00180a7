//! The filter searches every organization, a few at a time.

use crate::scene::{Scene, project};
use lazyneon::{
    api::{ApiError, Operation},
    neon::{Slot, Task},
    reads::listing,
    ui::{
        Effect, Msg, Target,
        navigation_target::{self, NavigationTarget},
    },
};
use serde_json::json;

/// An account with this many organizations; the first is expanded.
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
        Effect::Task(Task::Call {
            slot: Slot::Search(list),
            ..
        }) => Some(list.clone()),
        _ => None,
    };
    scene.effects.iter().filter_map(of).collect()
}

fn progress(scene: &Scene) -> (usize, usize) {
    let filter = scene.model.browser.tree.filter.as_ref().unwrap();
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
            .any(|effect| matches!(effect, Effect::Task(Task::Cancel(Slot::Search(list))) if *list == org(at)));
        assert!(given_up, "{:?}", scene.effects);
    }
    // A late response does not count for the new text.
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
    let filter = scene.model.browser.tree.filter.as_ref().unwrap();
    assert!(!filter.search.is_running());
    assert_eq!(filter.search.failed().len(), 50);
}

#[test]
fn one_list_that_cannot_be_read_keeps_nobody_from_being_asked() {
    let unreadable = || ApiError::Decode {
        at: "listProjects".to_owned(),
        message: "no list".to_owned(),
    };
    let page = || ApiError::Page {
        status: 502,
        title: None,
        redirect: None,
        proxy: None,
    };
    let crowded = || ApiError::Throttled {
        wait: std::time::Duration::from_secs(9),
        paused: false,
    };
    for error in [unreadable(), page(), crowded()] {
        let mut scene = organizations(51);
        scene.press("/ b i l l");
        scene.tell(Msg::Elapsed(Slot::Filter));
        let empty = json!({"projects": [], "pagination": {}});
        let first = searched(&scene).remove(0);
        scene.fail(Slot::Search(first), Operation::ListProjects, error.clone());
        let mut answered = 1;
        while let Some(list) = searched(&scene).get(answered).cloned() {
            scene.answer(Slot::Search(list), Operation::ListProjects, &empty);
            answered += 1;
        }
        assert_eq!(answered, 50, "{error:?}");
        let said = scene.said();
        assert!(said.contains("Org 01 could not be searched"), "{said}");
    }
}

#[test]
fn what_could_not_be_searched_for_want_of_a_network_is_said_too() {
    let mut scene = organizations(51);
    scene.press("/ b i l l");
    scene.tell(Msg::Elapsed(Slot::Filter));
    for list in searched(&scene) {
        let lost = ApiError::Timeout(std::time::Duration::from_secs(20));
        scene.fail(Slot::Search(list), Operation::ListProjects, lost);
    }
    let said = scene.said();
    assert!(said.contains("and 49 more could not be searched"), "{said}");
}

#[test]
fn a_name_at_start_is_looked_for_in_a_few_organizations_at_a_time() {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.model.neon.session.project = Some("playground".into());
    scene.tell(Msg::Start);
    let orgs: Vec<_> = (0..50)
        .map(|at| json!({"id": format!("org-{at:02}"), "name": format!("Org {at:02}")}))
        .collect();
    scene.answer(
        Slot::Orgs,
        Operation::ListOrganizations,
        &json!({ "organizations": orgs }),
    );
    let gone = ApiError::Status {
        status: 404,
        code: None,
        message: "project not found".to_owned(),
        request: None,
    };
    let project = Slot::Project("playground".into());
    scene.fail(project, Operation::GetProject, gone);
    let asked = |scene: &Scene| -> Vec<Slot> {
        let of = |effect: &Effect| match effect {
            Effect::Task(Task::Call {
                slot: slot @ Slot::Seek(_),
                ..
            }) => Some(slot.clone()),
            _ => None,
        };
        scene.effects.iter().filter_map(of).collect()
    };
    assert_eq!(asked(&scene).len(), 8);
    let empty = json!({"projects": [], "pagination": {}});
    let mut answered = 0;
    while let Some(slot) = asked(&scene).get(answered).cloned() {
        scene.answer(slot, Operation::ListProjects, &empty);
        answered += 1;
        assert!(asked(&scene).len() <= answered + 8);
    }
    assert_eq!(answered, 51, "each organization and what is shared, once");
    let said = scene.said();
    assert!(said.contains("no project is called playground"), "{said}");
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
    scene.model.start.destination = Some(NavigationTarget::read("ep-cool-rain-a1b2").unwrap());
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
            Effect::Task(Task::Call {
                slot: slot @ Slot::Endpoints(_),
                ..
            }) => Some(slot.clone()),
            _ => None,
        };
        scene.effects.iter().filter_map(of).collect()
    };
    let none = json!({"endpoints": []});
    assert_eq!(asked(&scene).len(), 16);
    let first = asked(&scene).remove(0);
    scene.answer(first, Operation::ListEndpoints, &none);
    assert_eq!(asked(&scene).len(), 17);
    assert_eq!(
        navigation_target::search::progress(&scene.model.start, &scene.model.neon.store),
        Some((1, 40, false))
    );
    scene.press("Esc");
    let second = asked(&scene).remove(1);
    scene.answer(second, Operation::ListEndpoints, &none);
    assert_eq!(asked(&scene).len(), 17);
    assert_eq!(
        navigation_target::search::progress(&scene.model.start, &scene.model.neon.store),
        None
    );
}

/// This many projects in one list, and a search for a compute that is in none of them yet.
fn looking(count: usize) -> Scene {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.model.start.destination = Some(NavigationTarget::read("ep-cool-rain-a1b2").unwrap());
    scene.tell(Msg::Start);
    let projects: Vec<_> = (0..count)
        .map(|at| project(&format!("odd-sun-{at}"), &format!("p-{at}")))
        .collect();
    scene.answer(
        Slot::List(Target::Org("".into())),
        Operation::ListProjects,
        &json!({"projects": projects, "pagination": {}}),
    );
    scene
}

/// The projects whose computes were requested since the last call.
fn asked(scene: &mut Scene) -> Vec<Slot> {
    let of = |effect: Effect| match effect {
        Effect::Task(Task::Call {
            slot: slot @ Slot::Endpoints(_),
            ..
        }) => Some(slot),
        _ => None,
    };
    std::mem::take(&mut scene.effects)
        .into_iter()
        .filter_map(of)
        .collect()
}

fn compute_of(slot: &Slot) -> serde_json::Value {
    let Slot::Endpoints(project) = slot else {
        panic!("{slot:?}");
    };
    json!({"endpoints": [{"id": "ep-cool-rain-a1b2", "project_id": project, "branch_id": "br-main",
        "host": "h", "type": "read_write", "current_state": "idle"}]})
}

#[test]
fn a_host_is_looked_for_sixteen_projects_at_a_time_and_no_more_once_it_is_found() {
    let mut scene = looking(300);
    let none = json!({"endpoints": []});
    let mut open = asked(&mut scene);
    let mut sent = open.len();
    for _ in 0..200 {
        assert_eq!(open.len(), 16);
        let slot = open.remove(0);
        scene.answer(slot, Operation::ListEndpoints, &none);
        let new = asked(&mut scene);
        sent += new.len();
        open.extend(new);
    }
    assert_eq!(
        navigation_target::search::progress(&scene.model.start, &scene.model.neon.store),
        Some((200, 300, false))
    );
    let found = open.remove(3);
    let body = compute_of(&found);
    scene.answer(found.clone(), Operation::ListEndpoints, &body);
    // Only the project that contains it is loaded completely.
    assert!(asked(&mut scene).iter().all(|slot| *slot == found));
    for slot in open {
        scene.answer(slot, Operation::ListEndpoints, &none);
    }
    assert_eq!(asked(&mut scene), []);
    assert_eq!(sent, 216);
}

#[test]
fn without_a_network_no_further_project_is_asked_for_a_host() {
    let mut scene = looking(300);
    for slot in asked(&mut scene) {
        let lost = ApiError::Network {
            message: "connection refused".to_owned(),
        };
        scene.fail(slot, Operation::ListEndpoints, lost);
    }
    assert_eq!(asked(&mut scene), []);
    // Neon can be reached again.
    scene.answer(
        Slot::Orgs,
        Operation::ListOrganizations,
        &json!({"organizations": [{"id": "org-acme", "name": "Acme"}]}),
    );
    assert_eq!(asked(&mut scene).len(), 16);
}

#[test]
fn an_answer_costs_the_same_however_many_projects_there_are() {
    let fastest = |count: usize| {
        let mut scene = looking(count);
        let none = json!({"endpoints": []});
        let once = |_| {
            let slot = asked(&mut scene).remove(0);
            let begin = std::time::Instant::now();
            scene.answer(slot, Operation::ListEndpoints, &none);
            begin.elapsed()
        };
        (0..50).map(once).min().unwrap()
    };
    let (few, many) = (fastest(500), fastest(20_000));
    assert!(many < few * 10, "{few:?} with few, {many:?} with many");
}

#[test]
fn a_filter_with_a_host_that_is_not_loaded_looks_in_all_projects() {
    let mut scene = organizations(1);
    asked(&mut scene);
    scene.press("/ e p - c o o l");
    scene.press("Enter");
    assert_eq!(asked(&mut scene), [], "that is no whole id");
    scene.press("Esc /");
    scene.tell(Msg::Paste("ep-cool-rain-a1b2".into()));
    assert_eq!(asked(&mut scene), [], "nobody has asked for it");
    scene.press("Enter");
    assert_eq!(asked(&mut scene), [Slot::Endpoints("odd-sun-1".into())]);
    scene.press("Esc");
    assert!(scene.model.start.destination.is_none());
}

#[test]
fn a_reload_that_fails_leaves_the_list_as_it_was() {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.tell(Msg::Start);
    let page = |from: usize, cursor: serde_json::Value| {
        let all = (from..from + 100).map(|at| project(&format!("p-{at}"), &format!("name {at}")));
        json!({"projects": all.collect::<Vec<_>>(), "pagination": cursor})
    };
    let more = json!({"cursor": "next"});
    let implied = Slot::List(Target::Org("".into()));
    scene.answer(implied, Operation::ListProjects, &page(0, more));
    let list = Target::Org("org-acme".into());
    let slot = Slot::List(list.clone());
    listing::first_page(&mut scene.model.neon, &list);
    let lost = ApiError::Timeout(std::time::Duration::from_secs(30));
    scene.fail(slot.clone(), Operation::ListProjects, lost);
    listing::next_page(&mut scene.model.neon, &list);
    scene.answer(slot, Operation::ListProjects, &page(100, json!({})));
    assert_eq!(scene.model.neon.store.lists[&list].rows.len(), 200);
}
