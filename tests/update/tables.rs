//! Tables in place of the tree: cursor, order, filter, marks, closing.

use crate::scene::{MAIN, PROJECT, Scene, endpoint};
use lazyneon::{
    api::{ApiError, Operation},
    neon::{Slot, list::Load},
    ui::{
        ACTIONS, Action, Scope, Target, dialog::kinds::Dialog, perform_action, table::named::LISTS,
    },
};
use serde_json::json;
use std::collections::HashSet;

/// Branches with their parents and last activity.
fn tell(scene: &mut Scene, branches: &[(&str, &str, u64)]) {
    let list: Vec<_> = branches
        .iter()
        .map(|(name, parent, seconds)| {
            json!({"id": format!("br-{name}"), "project_id": PROJECT, "name": name,
                "parent_id": (!parent.is_empty()).then(|| format!("br-{parent}")), "current_state": "ready",
                "default": *name == "main", "compute_time_seconds": seconds, "created_at": "2026-10-01T00:00:00Z"})
        })
        .collect();
    let body = json!({"branches": list, "pagination": {}});
    scene.list_branches(&body);
}

fn family() -> Scene {
    let mut scene = Scene::new();
    let branches = [
        ("main", "", 9_000_u64),
        ("dev", "main", 100),
        ("pr-10", "dev", 7_200),
        ("pr-9", "dev", 3_600),
        ("staging", "main", 50_000),
    ];
    tell(&mut scene, &branches);
    scene.select("dev");
    scene.press("g b");
    scene
}

fn names(scene: &Scene) -> Vec<String> {
    let table = scene
        .model
        .browser
        .table
        .as_ref()
        .expect("no table is open");
    let rows = table.rows.iter();
    rows.map(|row| {
        let name = scene.model.neon.store.name(&row.target);
        format!("{}{name}", "  ".repeat(row.depth.into()))
    })
    .collect()
}

fn branch(name: &str) -> Target {
    Target::Branch(PROJECT.into(), format!("br-{name}").as_str().into())
}

#[test]
fn every_list_has_its_name_in_the_configuration() {
    let mut seen = HashSet::new();
    for action in ACTIONS.iter().filter(|spec| spec.is_in(Scope::Main)) {
        let mut scene = family();
        scene.press("Esc");
        scene.select("dev");
        perform_action(&mut scene.model, action.action);
        if let Some(table) = &scene.model.browser.table {
            let known = LISTS.iter().any(|spec| spec.list == table.list());
            assert!(known, "{} opens a list without a name", action.id);
            seen.insert(table.list());
        }
    }
    // Those of an organization cannot be opened here.
    assert!(seen.len() > 5, "{seen:?}");
    for spec in LISTS {
        for tab in spec.tabs {
            assert!(!tab.name.is_empty(), "{} {}", spec.list.0, tab.title);
        }
    }
}

#[test]
fn the_branches_open_as_a_tree_with_the_cursor_on_the_same_branch() {
    let mut scene = family();
    let tree = ["main", "  dev", "    pr-9", "    pr-10", "  staging"];
    let by_name = ["main", "  dev", "    pr-10", "    pr-9", "  staging"];
    assert_eq!(names(&scene), by_name, "as the tree has them");
    assert_eq!(scene.selected(), "dev");
    scene.press(", a");
    assert_eq!(names(&scene), tree, "numbers in names count");
    scene.press(";");
    let down = ["main", "  staging", "  dev", "    pr-10", "    pr-9"];
    assert_eq!(names(&scene), down);
    assert_eq!(scene.selected(), "dev");
    scene.press("`");
    assert_eq!(names(&scene), ["dev", "main", "pr-9", "pr-10", "staging"]);
    assert_eq!(scene.selected(), "dev", "the cursor stays on its thing");
    scene.press("Esc");
    assert!(scene.model.browser.table.is_none());
    assert_eq!(scene.selected(), "dev", "the tree is as it was");
}

#[test]
fn enter_goes_to_the_row_in_the_tree() {
    let mut scene = family();
    scene.press("j j Enter");
    assert!(scene.model.browser.table.is_none());
    assert_eq!(scene.selected(), "pr-9");
    assert_eq!(scene.model.browser.tree.cursor.item, Some(branch("pr-9")));
}

#[test]
fn actions_mean_the_row_of_the_table() {
    let mut scene = family();
    scene.press("G P");
    assert_eq!(
        scene.requests().last().unwrap(),
        &format!("PATCH /projects/{PROJECT}/branches/br-staging")
    );
}

#[test]
fn a_row_that_goes_gives_its_place_to_its_neighbor_and_others_move_nothing() {
    let mut scene = family();
    scene.press("j");
    assert_eq!(scene.selected(), "pr-10");
    tell(
        &mut scene,
        &[
            ("main", "", 0),
            ("aaa", "main", 0),
            ("dev", "main", 0),
            ("pr-10", "dev", 0),
            ("zzz", "main", 0),
        ],
    );
    assert_eq!(scene.selected(), "pr-10");
    tell(
        &mut scene,
        &[
            ("main", "", 0),
            ("aaa", "main", 0),
            ("dev", "main", 0),
            ("zzz", "main", 0),
        ],
    );
    assert_eq!(scene.selected(), "zzz");
    assert!(
        scene.said().contains("pr-10 is gone (deleted elsewhere)"),
        "{}",
        scene.said()
    );
    tell(&mut scene, &[]);
    assert_eq!(scene.model.browser.selected(), None);
    tell(&mut scene, &[("main", "", 0)]);
    scene.press("j");
    assert_eq!(scene.selected(), "main");
}

#[test]
fn a_filter_keeps_what_its_hits_hang_under_and_goes_before_the_table() {
    let mut scene = family();
    scene.press("/ p r - 9");
    assert_eq!(names(&scene), ["main", "  dev", "    pr-9"]);
    assert_eq!(scene.selected(), "pr-9");
    scene.press("Enter Esc");
    assert_eq!(names(&scene).len(), 5);
    assert_eq!(scene.selected(), "pr-9", "what was found is kept");
    scene.press("/ n o n e Esc");
    assert_eq!(scene.selected(), "pr-9", "a dropped filter leaves no trace");
    scene.press("Esc");
    assert!(scene.model.browser.table.is_none());
}

#[test]
fn what_a_tab_does_not_list_is_not_marked_in_it() {
    let mut scene = family();
    scene.press("V");
    let marked = |scene: &Scene| scene.model.browser.table.as_ref().unwrap().marked_count();
    assert_eq!(marked(&scene), 5);
    scene.press("[");
    let tab = scene.model.browser.table.as_ref().unwrap().shown().title;
    assert_eq!(tab, "Deleted");
    assert_eq!(marked(&scene), 0);
    scene.press("D");
    assert!(scene.model.dialogs.is_empty(), "nothing is selected here");
}

#[test]
fn a_question_about_many_says_what_the_filter_hides() {
    let mut scene = family();
    scene.press("V / p r - 9 Enter");
    let hidden = scene.model.browser.table.as_ref().unwrap().hidden_marks();
    assert_eq!(hidden, 2, "pr-9 and what it hangs under are shown");
    scene.press("D");
    let Some(Dialog::Confirm(confirm)) = scene.model.dialogs.shown() else {
        panic!("nothing was asked");
    };
    let told = confirm
        .lines
        .iter()
        .any(|line| line == "2 marked rows are hidden by the filter");
    assert!(told, "{:?}", confirm.lines);
}

#[test]
fn marks_are_set_in_ranges_and_taken_away_by_esc() {
    let mut scene = family();
    let marked = |scene: &Scene| -> Vec<String> {
        let marked = scene.model.browser.table.as_ref().unwrap().marked();
        marked
            .iter()
            .map(|target| scene.model.neon.store.name(target))
            .collect()
    };
    scene.press("Space");
    assert_eq!(marked(&scene), ["dev"]);
    assert_eq!(scene.selected(), "pr-10", "a mark goes on to the next row");
    scene.press("v j j");
    assert_eq!(marked(&scene), ["dev", "pr-10", "pr-9", "staging"]);
    scene.press("Esc");
    assert_eq!(marked(&scene), ["dev"], "the range goes first");
    scene.press("v k k v Space");
    assert_eq!(marked(&scene), ["dev", "pr-9", "staging"]);
    scene.press("/ p r Enter V");
    assert_eq!(marked(&scene), ["dev", "pr-10", "pr-9", "staging"]);
    scene.press("Esc");
    assert_eq!(marked(&scene).len(), 0, "the marks go before the filter");
    scene.press("Esc");
    scene.press("V");
    assert_eq!(marked(&scene).len(), 5);
    scene.press("V");
    assert_eq!(marked(&scene).len(), 0);
    scene.press("V Esc");
    assert_eq!(marked(&scene).len(), 0);
    scene.press("Esc");
    assert!(scene.model.browser.table.is_none());
}

#[test]
fn a_mark_goes_with_its_thing() {
    let mut scene = family();
    scene.press("Space");
    tell(&mut scene, &[("main", "", 0)]);
    assert!(scene.model.browser.table.as_ref().unwrap().marks.is_empty());
}

#[test]
fn a_branch_is_stale_when_nobody_needs_it_or_what_hangs_under_it() {
    let mut scene = family();
    let old = |name: &str, at: &str| {
        let mut endpoint = endpoint(name, "idle", None);
        endpoint["last_active"] = json!(at);
        endpoint
    };
    let computes = json!({"endpoints": [
        old("dev", "2026-10-01T00:00:00Z"),
        old("pr-9", "2026-10-01T00:00:00Z"),
        old("pr-10", "2026-11-20T00:00:00Z"),
        old("staging", "2026-11-14T14:00:00Z"),
    ]});
    scene.answer(
        Slot::Endpoints(PROJECT.into()),
        Operation::ListEndpoints,
        &computes,
    );
    scene.press("] ]");
    assert_eq!(names(&scene), ["pr-9", "staging"], "the longest idle first");
    scene.model.browser.stale_days = 8;
    scene.press("[ ]");
    assert_eq!(names(&scene), ["pr-9"]);
}

#[test]
fn a_tab_with_requests_of_its_own_loads_when_it_is_shown_and_says_when_it_fails() {
    let mut scene = family();
    scene.effects.clear();
    scene.press("[");
    let asked = scene.requests();
    assert_eq!(
        asked,
        [format!(
            "GET /projects/{PROJECT}/branches?limit=100&include_deleted=true"
        )]
    );
    let load = Load {
        list: lazyneon::ui::table::branches::SPEC.list,
        tab: 4,
        of: Target::Project(PROJECT.into()),
    };
    scene.fail(
        Slot::Table(load.clone()),
        Operation::ListBranches,
        ApiError::Timeout(std::time::Duration::from_secs(5)),
    );
    scene.press("r");
    assert!(scene.requests()[0].contains("include_deleted"));
    let gone = json!({"id": "br-gone", "project_id": PROJECT, "name": "gone", "current_state": "storage_deleted",
        "recovery": {"deleted_at": "2026-11-20T00:00:00Z", "recoverable_until": "2026-11-27T00:00:00Z"}});
    let page = json!({"branches": [gone, {"id": MAIN, "project_id": PROJECT, "name": "main"}], "pagination": {}});
    scene.answer(Slot::Table(load), Operation::ListBranches, &page);
    assert_eq!(names(&scene), ["gone"]);
    scene.press("g g u");
    assert_eq!(
        scene.requests().last().unwrap(),
        &format!("POST /projects/{PROJECT}/branches/br-gone/recover")
    );
    scene.press("[ ]");
    assert_eq!(
        scene.requests(),
        Vec::<String>::new(),
        "it is not loaded twice"
    );
}

#[test]
fn branches_and_snapshots_are_those_of_all_projects_where_none_is_selected() {
    for action in [Action::Branches, Action::Snapshots] {
        let mut scene = Scene::new();
        scene.act(Action::Top);
        scene.act(action);
        let table = scene.model.browser.table.as_ref().unwrap();
        assert_eq!(table.of, Target::Account);
        // From a row of that list, they are those of its project.
        let row = Target::Project(PROJECT.into());
        let table = scene.model.browser.table.as_mut().unwrap();
        table.cursor.item = Some(row.clone());
        scene.act(action);
        assert_eq!(scene.model.browser.table.as_ref().unwrap().of, row);
    }
}

#[test]
fn a_list_of_nothing_is_refused_with_a_reason() {
    let mut scene = Scene::new();
    scene.act(Action::Top);
    scene.act(Action::Databases);
    assert!(scene.model.browser.table.is_none());
    assert!(scene.said().contains("select a branch"), "{}", scene.said());
    scene.act(Action::Mark);
    scene.press("Space v V");
}

#[test]
fn walking_through_a_table_fetches_nothing() {
    let mut scene = family();
    scene.effects.clear();
    scene.press("j j j");
    scene.tell(lazyneon::ui::Msg::Elapsed(Slot::Rest));
    assert_eq!(scene.requests(), Vec::<String>::new());
}

/// A page of branches of a long list, from one number to another.
fn page(from: usize, to: usize, cursor: Option<&str>) -> serde_json::Value {
    let branch = |at: usize| {
        json!({"id": format!("br-{at}"), "project_id": PROJECT, "name": format!("ci-{at}"),
        "current_state": "ready", "default": at == 0})
    };
    json!({"branches": (from..to).map(branch).collect::<Vec<_>>(), "pagination": {"next": cursor}})
}

fn long_list() -> Scene {
    let mut scene = Scene::empty("2026-11-21T14:02:13Z".parse().unwrap());
    scene.model.neon.session.project = Some(PROJECT.into());
    scene.tell(lazyneon::ui::Msg::Start);
    let list = Slot::List(Target::Org("".into()));
    let body =
        json!({"projects": [crate::scene::project(PROJECT, "storefront")], "pagination": {}});
    scene.answer(list, Operation::ListProjects, &body);
    scene.model.browser.tree.cursor.item = Some(Target::Project(PROJECT.into()));
    scene.press("g b");
    let counted = Slot::BranchCount(PROJECT.into());
    scene.answer(counted, Operation::CountBranches, &json!({"count": 5000}));
    let first = page(0, 100, Some("next"));
    scene.answer(
        Slot::Branches(PROJECT.into()),
        Operation::ListBranches,
        &first,
    );
    scene.effects.clear();
    scene
}

#[test]
fn a_long_list_grows_on_the_screen_while_it_is_read() {
    let mut scene = long_list();
    assert_eq!(names(&scene).len(), 100);
    scene.press("G");
    assert_eq!(scene.selected(), "ci-99");
    let second = page(100, 200, Some("more"));
    scene.answer(
        Slot::Branches(PROJECT.into()),
        Operation::ListBranches,
        &second,
    );
    assert_eq!(names(&scene).len(), 200);
    assert_eq!(scene.selected(), "ci-99", "the cursor stays on its branch");
    let last = page(200, 201, None);
    scene.answer(
        Slot::Branches(PROJECT.into()),
        Operation::ListBranches,
        &last,
    );
    assert_eq!(names(&scene).len(), 201);
}

#[test]
fn what_is_not_loaded_is_searched_and_ordered_by_the_server() {
    let mut scene = long_list();
    scene.press("/ c i - 4 9 9 9");
    assert!(names(&scene).is_empty());
    scene.tell(lazyneon::ui::Msg::Elapsed(Slot::Filter));
    let search = format!("GET /projects/{PROJECT}/branches?limit=100&search=ci-4999");
    assert_eq!(scene.requests(), [search]);
    let found = page(4999, 5000, None);
    scene.answer(
        Slot::SomeBranches(PROJECT.into()),
        Operation::ListBranches,
        &found,
    );
    assert_eq!(names(&scene), ["ci-4999"]);
    scene.press("Esc ;");
    let sorted = format!("GET /projects/{PROJECT}/branches?limit=100&sort_by=name&sort_order=desc");
    assert_eq!(scene.requests(), [sorted]);
    assert_eq!(names(&scene)[0], "ci-4999", "what was found stays");
    let last = page(100, 101, None);
    scene.answer(
        Slot::Branches(PROJECT.into()),
        Operation::ListBranches,
        &last,
    );
    scene.press(";");
    assert_eq!(scene.requests(), Vec::<String>::new(), "all of it is here");
}
