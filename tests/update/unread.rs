//! Lists with unreadable records: rows that may be among these stay, other missing rows are removed.

use crate::scene::{Scene, project};
use lazyneon::{
    api::Operation,
    neon::Slot,
    ui::{Action, Target},
};
use serde_json::{Value, json};

const NAMES: [&str; 4] = ["alpha", "beta", "gamma", "delta"];

/// The rows after four projects were read, and then this second response.
fn read_again(second: &[Value]) -> Vec<String> {
    let page = json!({"projects": second, "pagination": {}});
    rows_after(&page).0
}

/// The same after this page, and what was said about it.
fn rows_after(second: &Value) -> (Vec<String>, String) {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.tell(lazyneon::ui::Msg::Start);
    let first = NAMES.map(|name| project(&format!("id-{name}"), name));
    let list = Slot::List(Target::Org("".into()));
    let page = json!({"projects": first, "pagination": {}});
    scene.answer(list, Operation::ListProjects, &page);
    scene.act(Action::RefreshAll);
    let list = Slot::List(Target::Org("org-acme".into()));
    scene.answer(list, Operation::ListProjects, second);
    let rows = scene.rows().into_iter();
    let rows = rows.filter(|row| NAMES.contains(&row.as_str())).collect();
    (rows, scene.said())
}

#[test]
fn projects_whose_details_neon_did_not_get_in_time_stay() {
    let page = json!({"projects": [project("id-alpha", "alpha")], "pagination": {},
        "unavailable_project_ids": ["id-delta", "id-unknown"]});
    let (rows, said) = rows_after(&page);
    assert_eq!(
        rows,
        ["alpha", "beta", "delta"],
        "one of two unknown ones may be beta"
    );
    assert!(
        said.contains("id-delta: Neon did not get its details in time"),
        "{said}"
    );
}

#[test]
fn of_what_is_missing_only_what_may_be_unreadable_stays() {
    let alpha = || project("id-alpha", "alpha");
    let nameless = json!({"id": {}, "name": 3});
    let delta = json!({"id": {}, "name": "delta"});
    // One record with nothing readable is at most one project.
    assert_eq!(read_again(&[alpha(), nameless.clone()]), ["alpha", "beta"]);
    // A readable name identifies it.
    assert_eq!(read_again(&[alpha(), delta.clone()]), ["alpha", "delta"]);
    assert_eq!(
        read_again(&[alpha(), delta, nameless]),
        ["alpha", "beta", "delta"]
    );
    assert_eq!(read_again(&[alpha()]), ["alpha"]);
}

#[test]
fn a_fleet_with_one_odd_record_is_merged_in_one_pass() {
    const MANY: usize = 60_000;
    let name = |at: usize| format!("project-{at:06}");
    let fleet = |step: usize| {
        let all = (0..MANY).step_by(step);
        let all = all.map(|at| project(&format!("id-{at}"), &name(at)));
        all.collect::<Vec<_>>()
    };
    let odd = json!({"id": {}, "name": name(MANY - 1)});
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.tell(lazyneon::ui::Msg::Start);
    let mut read = |list: &str, mut projects: Vec<Value>| {
        projects.push(odd.clone());
        let page = json!({"projects": projects, "pagination": {}});
        let began = std::time::Instant::now();
        let list = Slot::List(Target::Org(list.into()));
        scene.answer(list, Operation::ListProjects, &page);
        scene.act(Action::RefreshAll);
        began.elapsed()
    };
    let whole = read("", fleet(1));
    let half = read("org-acme", fleet(2));
    let listing = &scene.model.neon.store.lists[&Target::Org("org-acme".into())];
    assert_eq!(listing.rows.len(), MANY / 2 + 1);
    assert!(half < whole * 2, "{half:?} after {whole:?}");
}
