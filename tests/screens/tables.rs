//! Tables: at every size, with marks, filtered, wide, and when there is nothing to show.

use super::{
    page::{screen, text},
    scene::{STOREFRONT, Scene},
};
use lazyneon::{
    api::{Operation, types::VpcEndpoint},
    kinds::list::{Listed as _, Load},
    neon::Slot,
    ui::{Action, Target, table},
};
use serde_json::json;

fn branches(size: (u16, u16)) -> Scene {
    let mut scene = Scene::storefront(size);
    scene.press("g b");
    scene
}

fn shown(scene: &Scene) -> String {
    text(&scene.draw("auto"))
}

#[track_caller]
fn sees(scene: &Scene, wanted: &[&str]) {
    let screen = shown(scene);
    for wanted in wanted {
        assert!(screen.contains(wanted), "{wanted:?} is not on\n{screen}");
    }
}

#[test]
fn the_branches_in_an_ordinary_terminal() {
    let mut scene = branches((80, 24));
    scene.press("j Space Space k");
    insta::assert_snapshot!(screen(&scene.model, "auto"));
}

#[test]
fn the_branches_in_a_large_terminal() {
    let mut scene = branches((160, 45));
    scene.press("G , g");
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn the_branches_in_a_small_terminal() {
    let mut scene = branches((40, 10));
    scene.press("j");
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn a_filtered_table_says_how_many_match() {
    let mut scene = branches((100, 24));
    scene.press("/ 4 1 2");
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn a_filter_with_a_mistake_has_no_count() {
    let mut scene = branches((100, 24));
    scene.press("/ n o p e > 1");
    sees(&scene, &["no field \"nope\" here"]);
    assert!(!shown(&scene).contains("matches of"), "{}", shown(&scene));
}

#[test]
fn a_wide_table_has_every_column() {
    let mut scene = branches((240, 50));
    scene.press("w");
    sees(&scene, &["CREATED", "ID", "br-production"]);
    let mut scene = branches((80, 24));
    scene.press("w L L L L");
    sees(&scene, &["BRANCH", "CU-H", "production", "31.2"]);
}

#[test]
fn a_table_says_why_it_is_empty_and_what_tries_again() {
    let mut scene = branches((80, 24));
    scene.press("] ]");
    sees(
        &scene,
        &[
            "[Stale]",
            "nothing is stale",
            "7 days",
            "storefront › Branches › Stale",
        ],
    );
    scene.press("] ]");
    sees(&scene, &["[Deleted]", "loading…"]);
    let load = Load {
        list: table::branches::SPEC.list,
        tab: 4,
        of: Target::Project(STOREFRONT.into()),
    };
    scene.fail(
        Slot::Table(load.clone()),
        Operation::ListBranches,
        403,
        "not for this account",
    );
    sees(
        &scene,
        &[
            "not for this account",
            "r retry   O sign in with another key",
        ],
    );
    let none = json!({"branches": [], "pagination": {}});
    scene.answer(Slot::Table(load), Operation::ListBranches, &none);
    sees(&scene, &["no deleted branches to recover", "7 days"]);
    scene.press("` / q q q");
    sees(&scene, &["nothing matches. Esc clears the filter"]);
}

#[test]
fn the_api_keys_of_the_account_and_of_an_organization() {
    let mut scene = Scene::storefront((80, 24));
    scene.press("g k");
    let auth = json!({"account_id": "u", "auth_method": "api_key_user", "auth_data": "77"});
    scene.answer(Slot::Auth, Operation::GetAuthDetails, &auth);
    let Some(of) = scene
        .model
        .browser
        .table
        .as_ref()
        .map(|table| table.of.clone())
    else {
        panic!("no table");
    };
    let ada = json!({"id": "u", "name": "Ada Byron", "image": ""});
    let key = |id: i64, name: &str, project: Option<&str>| {
        json!({
            "id": id, "name": name, "created_by": ada, "project_id": project,
            "created_at": "2026-03-01T08:00:00Z", "last_used_at": "2026-08-01T00:00:00Z",
            "last_used_from_addr": "192.0.2.10",
        })
    };
    let load = |tab| {
        Slot::Table(Load {
            list: table::api_keys::SPEC.list,
            tab,
            of: of.clone(),
        })
    };
    let yours = json!([key(77, "laptop", None), key(78, "old laptop", None)]);
    scene.answer(load(0), Operation::ListApiKeys, &yours);
    insta::assert_snapshot!("the_api_keys_of_the_account", shown(&scene));
    scene.press("]");
    let all = json!([key(80, "ci", None), key(81, "previews", Some(STOREFRONT))]);
    scene.answer(load(1), Operation::ListOrgApiKeys, &all);
    insta::assert_snapshot!("the_api_keys_of_an_organization", shown(&scene));
}

#[test]
fn the_vpc_endpoints_of_a_project_and_what_the_last_one_holds_back() {
    let mut scene = Scene::storefront((80, 24));
    scene.press("g N");
    sees(&scene, &["VPC endpoints"]);
    let load = Load {
        list: VpcEndpoint::LIST,
        tab: 0,
        of: Target::Project(STOREFRONT.into()),
    };
    let one = json!({"vpc_endpoint_id": "vpce-0a1b2c3d4e5f60718", "label": "office network"});
    let all = json!({ "endpoints": [one] });
    scene.answer(Slot::Table(load), Operation::ListProjectVpcEndpoints, &all);
    insta::assert_snapshot!("the_vpc_endpoints_of_a_project", shown(&scene));
    scene.press("D");
    insta::assert_snapshot!("the_last_vpc_endpoint_is_removed", shown(&scene));
}

#[test]
fn the_details_of_a_row_take_the_place_of_the_table() {
    let mut scene = branches((80, 24));
    scene.press("j 2");
    sees(
        &scene,
        &["dev/maya", "[Overview]", "production", "Activity"],
    );
    scene.press("Esc");
    sees(&scene, &["[Tree] Flat", "BRANCH"]);
    scene.act(Action::Zoom);
    sees(&scene, &["[Tree] Flat", "BRANCH"]);
}

/// Starts to delete all branches that can be deleted, up to the confirmation.
fn asked(size: (u16, u16)) -> Scene {
    let mut scene = branches(size);
    scene.press("V D");
    scene
}

#[test]
fn a_question_about_many_names_each_and_what_is_left_alone() {
    insta::assert_snapshot!(shown(&asked((80, 24))));
    insta::assert_snapshot!(shown(&asked((160, 45))));
}

#[test]
fn a_mark_is_in_words_where_there_is_room() {
    let branches = shown(&branches((80, 24)));
    assert!(branches.contains(" PD "), "{branches}");
    let branches = shown(&self::branches((220, 45)));
    assert!(branches.contains(" protected, default "), "{branches}");
}

#[test]
fn many_changes_show_how_far_they_are() {
    let mut scene = asked((80, 24));
    for _ in 0..9 {
        shown(&scene);
        scene.act(Action::NextLine);
    }
    shown(&scene);
    scene.press("d e l e t e Space 3 Enter");
    insta::assert_snapshot!(shown(&scene));
    let first = scene.model.changes.writes.keys().next().cloned().unwrap();
    scene.fail(
        Slot::Write(first),
        Operation::DeleteBranch,
        422,
        "branch is being looked at",
    );
    sees(
        &scene,
        &["2 refused", "✗ refused", "ranch is being looked at"],
    );
    scene.press("Esc");
    sees(
        &scene,
        &["stopping after the running changes (1); 0 not sent"],
    );
}

#[test]
fn long_and_wide_names_keep_the_columns() {
    let mut scene = branches((80, 24));
    let names = [
        "東京都庁-のとても長い-ブランチ名",
        "feature/an-unreasonably-long-name-for-a-branch-2026",
        "e\u{301}\u{301}-🍲",
        "\u{1b}[2J",
    ];
    let branch = |(at, name): (usize, &&str)| json!({"id": format!("br-{at}"), "project_id": STOREFRONT, "name": name, "current_state": "ready"});
    let list: Vec<_> = names.iter().enumerate().map(branch).collect();
    scene
        .model
        .neon
        .store
        .inside_mut(&STOREFRONT.into())
        .incoming
        .begin();
    scene.answer(
        Slot::Branches(STOREFRONT.into()),
        Operation::ListBranches,
        &json!({"branches": list, "pagination": {}}),
    );
    let screen = shown(&scene);
    insta::assert_snapshot!(screen);
}

/// The projects besides storefront.
const OTHERS: [&str; 2] = ["icy-river-1", "odd-sun-2"];

/// Refuses to tell the computes of these projects.
fn hide(scene: &mut Scene, projects: &[&str]) {
    for project in projects {
        let slot = Slot::Endpoints((*project).into());
        scene.fail(slot, Operation::ListEndpoints, 403, "not allowed");
    }
}

#[test]
fn what_is_awake_at_some_sizes() {
    for size in [(80, 24), (120, 40), (160, 45)] {
        let mut scene = Scene::storefront(size);
        scene.act(Action::Awake);
        hide(&mut scene, &OTHERS);
        scene.act(Action::Down);
        let (width, height) = size;
        insta::assert_snapshot!(format!("awake_{width}x{height}"), shown(&scene));
    }
}

#[test]
fn nothing_awake_says_how_much_was_looked_at() {
    let mut scene = Scene::projects((80, 24));
    scene.act(Action::Awake);
    sees(&scene, &["0 of 3 projects looked at", "loading"]);
    hide(&mut scene, &OTHERS);
    hide(&mut scene, &[STOREFRONT]);
    sees(
        &scene,
        &[
            "0 of 3 projects looked at",
            "Nothing is awake",
            "r looks at more",
        ],
    );
}

#[test]
fn branches_stand_on_an_axis_of_time() {
    let mut scene = Scene::storefront((120, 30));
    scene.press("g b [ [");
    insta::assert_snapshot!("lineage_120x30", text(&scene.draw("auto")));
    let mut scene = Scene::storefront((50, 20));
    scene.press("g b [ [");
    insta::assert_snapshot!("lineage_50x20", text(&scene.draw("auto")));
}
