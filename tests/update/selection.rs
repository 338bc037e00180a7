//! The cursor never moves by itself.

use crate::scene::{PROJECT, Scene, project};
use lazyneon::{
    api::{ApiError, Operation},
    neon::{Slot, Task},
    ui::{Effect, Haste, Msg, Target},
};
use serde_json::json;

#[test]
fn a_project_opens_with_its_default_branch_open() {
    let scene = Scene::new();
    let expected = [
        "Acme Labs",
        "storefront",
        "main",
        "ep-main",
        "neondb",
        "neondb_owner",
        "dev",
        "staging",
        "billing",
    ];
    assert_eq!(scene.rows(), expected);
    assert_eq!(scene.selected(), "storefront");
}

#[test]
fn the_first_request_is_for_the_first_rows() {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.tell(Msg::Start);
    let asked = scene.requests();
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(
        asked[0].starts_with("GET /projects?limit="),
        "the first rows must not wait for anything: {asked:?}"
    );
}

#[test]
fn it_starts_on_the_organization_or_on_the_only_project() {
    for (names, at) in [(&["shop", "blog"][..], "shop's owner"), (&["shop"], "shop")] {
        let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
        scene.tell(Msg::Start);
        let projects: Vec<_> = names.iter().map(|name| project(name, name)).collect();
        let page = json!({"projects": projects, "pagination": {}});
        scene.answer(
            Slot::List(Target::Org("".into())),
            Operation::ListProjects,
            &page,
        );
        let orgs = json!({"organizations": [{"id": "org-acme", "name": "shop's owner"}]});
        scene.answer(Slot::Orgs, Operation::ListOrganizations, &orgs);
        assert_eq!(scene.selected(), at);
    }
}

#[test]
fn a_project_is_asked_for_when_it_is_opened_and_only_once() {
    let mut scene = Scene::new();
    scene.press("G");
    scene.effects.clear();
    scene.press("l");
    let asked = scene.requests();
    let paths = ["branches?limit=100", "endpoints", "operations?limit=50"];
    assert_eq!(
        asked,
        paths.map(|path| format!("GET /projects/odd-sun-1/{path}"))
    );
    scene.press("h l");
    assert_eq!(scene.requests(), Vec::<String>::new());
}

#[test]
fn a_reload_in_another_order_leaves_the_cursor_on_its_thing() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.branches(&["staging", "aaa", "dev", "main"]);
    assert_eq!(scene.selected(), "dev");
}

#[test]
fn what_is_gone_gives_the_cursor_to_its_neighbor_and_says_so() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.branches(&["main", "staging"]);
    assert_eq!(scene.selected(), "staging");
    assert!(scene.said().contains("dev is gone"), "{}", scene.said());
}

#[test]
fn the_last_of_a_list_gives_the_cursor_to_the_one_before() {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.branches(&["main", "dev"]);
    assert_eq!(scene.selected(), "dev");
}

#[test]
fn rows_above_the_cursor_do_not_scroll_it_away() {
    let mut scene = Scene::new();
    scene.select("staging");
    let line = scene.model.browser.tree.cursor.at - scene.model.browser.tree.cursor.scroll.top();
    scene.branches(&["main", "a", "b", "c", "dev", "staging"]);
    assert_eq!(
        scene.model.browser.tree.cursor.at
            - scene
                .model
                .browser
                .tree
                .cursor
                .scroll
                .top()
                .min(scene.model.browser.tree.cursor.at),
        line.max(scene.model.browser.tree.cursor.at)
    );
    assert_eq!(scene.selected(), "staging");
}

#[test]
fn a_refresh_that_brings_nothing_new_is_no_reason_to_hurry() {
    let mut scene = Scene::new();
    scene.model.drawn();
    scene.branches(&["main", "dev", "staging"]);
    scene.endpoints(&[("main", "active"), ("dev", "active"), ("staging", "idle")]);
    assert_eq!(scene.model.frame_due(), Some(Haste::Soon));
    scene.endpoints(&[("main", "idle"), ("dev", "active"), ("staging", "idle")]);
    assert_eq!(scene.model.frame_due(), Some(Haste::AtOnce));
}

#[test]
fn the_filter_shows_matches_with_their_place_and_esc_goes_back() {
    let mut scene = Scene::new();
    scene.press("/ s t a g");
    assert_eq!(scene.rows(), ["Acme Labs", "storefront", "main", "staging"]);
    assert_eq!(scene.selected(), "staging");
    scene.press("Esc");
    assert_eq!(scene.selected(), "storefront");
    assert_eq!(scene.rows().len(), 9);
}

#[test]
fn a_second_esc_for_a_dialog_keeps_the_row_and_the_filter() {
    for opens in ["x", "?", ":", "d e", "c", "e"] {
        let mut scene = Scene::new();
        scene.select("staging");
        scene.press("/ s t a g Enter");
        scene.press(opens);
        scene.press("Esc");
        while !scene.model.dialogs.is_empty() {
            scene.press("Esc");
        }
        scene.model.neon.notices.clear();
        scene.press("Esc");
        assert_eq!(scene.selected(), "staging", "after {opens}");
        assert!(scene.model.browser.tree.filter.is_some(), "after {opens}");
        scene.press("Esc");
        assert!(scene.model.browser.tree.filter.is_none(), "after {opens}");
        assert_eq!(scene.selected(), "staging", "after {opens}");
    }
    let mut scene = Scene::new();
    scene.select("staging");
    scene.press("? Esc Esc");
    assert_eq!(scene.selected(), "staging");
    scene.press("Esc");
    assert_eq!(scene.selected(), "main", "the next one goes up");
    scene.select("staging");
    scene.press("? Esc j k Esc");
    assert_eq!(scene.selected(), "main", "another key ends it");
}

#[test]
fn a_kept_filter_that_is_dropped_leaves_the_cursor_on_what_was_found() {
    let mut scene = Scene::new();
    scene.select("main");
    scene.press("h h / s t a g Enter Esc");
    assert_eq!(scene.selected(), "staging");
    assert_eq!(scene.rows().len(), 9, "the way to it stays open");
}

#[test]
fn keys_move_as_in_vim_and_with_arrows() {
    let mut scene = Scene::new();
    for (keys, on) in [
        ("j", "main"),
        ("↓", "ep-main"),
        ("G", "billing"),
        ("g g", "Acme Labs"),
        ("l", "storefront"),
        ("l l", "ep-main"),
        ("h", "main"),
        ("h h", "storefront"),
        ("h h", "Acme Labs"),
    ] {
        scene.press(keys);
        assert_eq!(scene.selected(), on, "after {keys}");
    }
}

#[test]
fn nothing_is_polled_for_nobody() {
    let mut scene = Scene::new();
    scene.tell(Msg::Focus(false));
    assert!(
        scene
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Task(Task::Cancel(Slot::Refresh))))
    );
    scene.effects.clear();
    scene.tell(Msg::Focus(true));
    let asked = scene.requests();
    assert!(
        asked
            .iter()
            .any(|request| request.contains(&format!("/projects/{PROJECT}/endpoints"))),
        "{asked:?}"
    );
}

#[test]
fn a_project_named_on_the_command_line_is_found_by_its_name() {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.model.neon.session.project = Some("billing".into());
    scene.tell(Msg::Start);
    let none = ApiError::Status {
        status: 404,
        code: None,
        message: "project not found".to_owned(),
        request: None,
    };
    scene.fail(Slot::Project("billing".into()), Operation::GetProject, none);
    scene.answer(
        Slot::Orgs,
        Operation::ListOrganizations,
        &json!({"organizations": [{"id": "org-acme", "name": "Acme"}]}),
    );
    assert!(
        scene
            .requests()
            .iter()
            .any(|request| request.contains("search=billing"))
    );
    let page = json!({"projects": [project("odd-sun-2", "billing-old"), project("odd-sun-1", "billing")], "pagination": {}});
    scene.answer(
        Slot::Seek(Target::Org("org-acme".into())),
        Operation::ListProjects,
        &page,
    );
    assert_eq!(scene.selected(), "billing");
    assert_eq!(
        scene.model.browser.selected(),
        Some(&Target::Project("odd-sun-1".into()))
    );
}

#[test]
fn a_place_that_nobody_knows_is_said_once() {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.model.neon.session.project = Some("nope".into());
    scene.tell(Msg::Start);
    let none = ApiError::Status {
        status: 404,
        code: None,
        message: "project not found".to_owned(),
        request: None,
    };
    scene.fail(Slot::Project("nope".into()), Operation::GetProject, none);
    scene.answer(
        Slot::Orgs,
        Operation::ListOrganizations,
        &json!({"organizations": [{"id": "org-acme", "name": "Acme"}]}),
    );
    let empty = json!({"projects": [], "pagination": {}});
    scene.answer(
        Slot::Seek(Target::Org("org-acme".into())),
        Operation::ListProjects,
        &empty,
    );
    scene.answer(
        Slot::Seek(Target::Shared),
        Operation::ListSharedProjects,
        &empty,
    );
    assert!(
        scene.said().contains("no project is called nope"),
        "{}",
        scene.said()
    );
}

#[test]
fn a_row_that_stops_matching_stays_under_the_cursor() {
    let mut scene = Scene::new();
    scene.press("/ i d l e Enter");
    assert_eq!(scene.selected(), "staging");
    scene.endpoints(&[("main", "active"), ("dev", "idle"), ("staging", "active")]);
    assert_eq!(
        scene.selected(),
        "staging",
        "the cursor has moved by itself"
    );
    scene.press("k");
    scene.endpoints(&[("main", "active"), ("dev", "idle"), ("staging", "idle")]);
    assert!(scene.rows().contains(&"dev".to_owned()));
}

#[test]
fn a_refresh_does_not_cut_a_list_of_branches_that_is_still_read() {
    let mut scene = Scene::new();
    let page = |names: &[&str], next: Option<&str>| {
        let branch = |name: &&str| {
            json!({"id": format!("br-{name}"), "project_id": PROJECT, "name": name,
            "current_state": "ready", "default": *name == "main"})
        };
        let branches: Vec<_> = names.iter().map(branch).collect();
        json!({"branches": branches, "pagination": {"next": next}})
    };
    scene.list_branches(&page(&["main", "dev"], Some("two")));
    scene.effects.clear();
    scene.tell(Msg::Elapsed(Slot::Refresh));
    let asked = scene.requests();
    assert!(
        !asked.iter().any(|request| request.contains("/branches")),
        "the page on its way was replaced: {asked:?}"
    );
    scene.answer(
        Slot::Branches(PROJECT.into()),
        Operation::ListBranches,
        &page(&["staging"], None),
    );
    assert!(scene.rows().contains(&"staging".to_owned()));
}

#[test]
fn the_selected_request_of_the_log_stays_selected() {
    use lazyneon::ui::dialog::{
        kinds::Dialog,
        viewer::{Content, Viewer},
    };
    let mut scene = Scene::new();
    scene.press("@ j");
    scene.endpoints(&[("main", "active"), ("dev", "active"), ("staging", "idle")]);
    let Some(Dialog::Viewer(Viewer {
        content: Content::Log { cursor, .. },
        ..
    })) = scene.model.dialogs.shown()
    else {
        panic!("the log is closed");
    };
    assert_eq!(cursor.at, 2);
}

#[test]
fn a_search_in_the_log_goes_back_to_the_request_that_was_selected() {
    use lazyneon::ui::dialog::{
        kinds::Dialog,
        viewer::{Content, Viewer},
    };
    let at = |scene: &Scene| match scene.model.dialogs.shown() {
        Some(Dialog::Viewer(Viewer {
            content: Content::Log { cursor, .. },
            ..
        })) => cursor.at,
        _ => panic!("the log is closed"),
    };
    let mut scene = Scene::new();
    scene.press("@ j / z z z");
    let before = at(&scene);
    scene.endpoints(&[("main", "active"), ("dev", "active"), ("staging", "idle")]);
    assert_eq!(at(&scene), before + 1);
    scene.press("Esc");
    assert_eq!(at(&scene), before + 1);
}

#[test]
fn a_project_named_at_start_keeps_its_row_when_its_list_comes() {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.model.neon.session.project = Some("late-1".into());
    scene.tell(Msg::Start);
    scene.answer(
        Slot::Project("late-1".into()),
        Operation::GetProject,
        &json!({"project": project("late-1", "late")}),
    );
    assert_eq!(scene.selected(), "late");
    let page = json!({"projects": [project(PROJECT, "storefront")], "pagination": {}});
    scene.answer(
        Slot::List(Target::Org("".into())),
        Operation::ListProjects,
        &page,
    );
    assert_eq!(scene.selected(), "late");
    assert!(scene.rows().contains(&"storefront".to_owned()));
}

#[test]
fn filters_look_into_columns_and_come_back_with_an_arrow() {
    let mut scene = Scene::new();
    scene.press("/ s t a t e : i d l e");
    assert!(
        !scene.rows().contains(&"dev".to_owned()),
        "{:?}",
        scene.rows()
    );
    scene.press("Enter / Ctrl-u ↑");
    let text = |scene: &Scene| {
        let filter = scene.model.browser.tree.filter.as_ref();
        filter.map(|filter| filter.input.value().to_owned())
    };
    assert_eq!(text(&scene).as_deref(), Some("state:idle"));
    scene.press("↓");
    assert_eq!(text(&scene).as_deref(), Some(""));
    scene.press("r e : ^ s t a");
    assert_eq!(scene.selected(), "staging");
    scene.press("Enter / Ctrl-u ↑ ↑");
    assert_eq!(text(&scene).as_deref(), Some("state:idle"));
    scene.press("Esc");
    assert!(scene.model.browser.tree.filter.is_none());
}
