//! Back and forth, bookmarks, home, and repeating an action.

use crate::scene::{PROJECT, Scene};
use lazyneon::{
    api::Operation,
    neon::Slot,
    ui::{Msg, Target, bookmarks::Pin, layout::Area, row_lookup},
};
use serde_json::json;

/// The cursor has rested.
fn rest(scene: &mut Scene) {
    scene.tell(Msg::Elapsed(Slot::Rest));
}

fn to(scene: &mut Scene, name: &str) {
    let at = scene.rows().iter().position(|row| row == name).unwrap();
    let height = scene.model.browser.list_height();
    let store = &scene.model.neon.store;
    scene.model.browser.tree.go(at, store, height);
}

fn visit(scene: &mut Scene, name: &str) {
    to(scene, name);
    rest(scene);
}

#[test]
fn a_place_is_where_the_cursor_has_rested_and_keys_go_back_and_forth() {
    let mut scene = Scene::new();
    for name in ["main", "staging"] {
        visit(&mut scene, name);
    }
    to(&mut scene, "billing");
    scene.press("-");
    assert_eq!(
        scene.selected(),
        "staging",
        "what was walked over counts for going back"
    );
    scene.press("-");
    assert_eq!(scene.selected(), "main");
    scene.press("Alt-→ Alt-→");
    assert_eq!(scene.selected(), "billing");
    scene.press("Alt-→");
    assert!(scene.said().contains("no later place"), "{}", scene.said());
}

#[test]
fn going_back_opens_what_was_closed_meanwhile_and_passes_over_what_is_gone() {
    let mut scene = Scene::new();
    for name in ["dev", "staging", "storefront"] {
        visit(&mut scene, name);
    }
    scene.press("h");
    assert!(!scene.rows().contains(&"staging".to_owned()));
    scene.branches(&["main", "dev"]);
    scene.press("-");
    assert_eq!(scene.selected(), "dev");
    scene.press("/ b i l l Enter -");
    assert!(
        scene.model.browser.tree.filter.is_none(),
        "a filter is put away"
    );
}

#[test]
fn letters_come_back_to_their_rows() {
    let mut scene = Scene::new();
    visit(&mut scene, "staging");
    scene.press("m a");
    assert!(scene.said().contains("goes to staging"), "{}", scene.said());
    visit(&mut scene, "billing");
    scene.press("' a");
    assert_eq!(scene.selected(), "staging");
    scene.press("' '");
    assert_eq!(scene.selected(), "billing");
    scene.press("' z");
    assert!(scene.said().contains("no bookmark z"));
    scene.press("m Esc j");
    assert!(!scene.said().contains("letter"), "{}", scene.said());
    scene.press("m D");
    assert!(
        scene.said().contains("nothing was done"),
        "{}",
        scene.said()
    );
    assert!(
        scene.model.dialogs.is_empty(),
        "a letter is never an action"
    );
    scene.press("0");
    assert_eq!(scene.selected(), "Acme Labs");
}

#[test]
fn kinds_are_reached_by_two_keys() {
    let mut scene = Scene::new();
    for (keys, on) in [
        ("g d", "neondb"),
        ("g r", "neondb_owner"),
        ("g e", "ep-main"),
        ("g p", "storefront"),
    ] {
        scene.select("main");
        scene.press(keys);
        assert_eq!(scene.selected(), on, "{keys}");
    }
    scene.press("g o");
    assert_eq!(
        scene.model.browser.panes.focus,
        lazyneon::ui::Pane::Operations
    );
}

#[test]
fn the_same_is_done_to_another_row() {
    let mut scene = Scene::new();
    scene.press(".");
    assert!(
        scene.said().contains("nothing to repeat"),
        "{}",
        scene.said()
    );
    scene.select("dev");
    scene.press("s");
    scene.effects.clear();
    scene.select("staging");
    scene.press(".");
    assert!(
        scene.requests().is_empty(),
        "an idle compute is not suspended"
    );
    assert!(scene.said().contains("does not apply"), "{}", scene.said());
    scene.select("main");
    scene.press(".");
    assert!(scene.requests().is_empty(), "production asks again");
    scene.press("y");
    let sent = format!("POST /projects/{PROJECT}/endpoints/ep-main/suspend");
    assert_eq!(scene.requests(), [sent]);
}

#[test]
fn what_was_not_sent_is_not_repeated() {
    let mut scene = Scene::new();
    // An edit that is abandoned, and a question that is declined.
    for keys in ["e Esc", "s n", "D Esc"] {
        scene.select("main");
        scene.press(keys);
        assert!(scene.model.dialogs.is_empty(), "{keys}");
        scene.press(".");
        assert!(scene.said().contains("nothing to repeat"), "{keys}");
    }
    scene.select("main");
    scene.press("s y");
    scene.effects.clear();
    scene.select("dev");
    scene.press("e Esc .");
    let sent = format!("POST /projects/{PROJECT}/endpoints/ep-dev/suspend");
    assert_eq!(scene.requests(), [sent]);
}

#[test]
fn header_and_operations_make_room() {
    let mut scene = Scene::new();
    let height = |scene: &Scene| {
        scene
            .model
            .browser
            .layout()
            .tree
            .map(|area: Area| area.height)
    };
    let before = height(&scene).unwrap();
    scene.press("Ctrl-e");
    assert_eq!(height(&scene).unwrap(), before + 1);
    scene.press("Ctrl-g");
    assert!(scene.model.browser.layout().operations.is_none());
    scene.press("3");
    assert!(
        scene.model.browser.layout().operations.is_some(),
        "what has the keys is shown"
    );
    scene.press("1 Ctrl-e Ctrl-g");
    assert_eq!(height(&scene).unwrap(), before);
}

#[test]
fn a_pinned_project_that_is_shared_comes_first_also_where_its_list_is_longer_than_what_came() {
    let mut scene = Scene::new();
    let of = |id: &str, name: &str| json!({"id": id, "name": name, "region_id": "aws-us-east-2", "pg_version": 17, "owner_id": "o", "org_id": "org-other", "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"});
    let page =
        json!({"projects": [of("shared-1", "one"), of("shared-2", "two")], "pagination": {}});
    scene.model.browser.tree.expanded.insert(Target::Shared);
    scene
        .model
        .neon
        .store
        .lists
        .entry(Target::Shared)
        .or_default();
    scene.answer(
        Slot::List(Target::Shared),
        Operation::ListSharedProjects,
        &page,
    );
    // The second one was loaded separately: it is not on the list's page.
    let list = scene
        .model
        .neon
        .store
        .lists
        .get_mut(&Target::Shared)
        .unwrap();
    assert_eq!(list.rows.len(), 2);
    list.rows.truncate(1);
    let place = Target::Project("shared-2".into());
    scene.model.browser.bookmarks.pins.push(Pin {
        place: place.clone(),
        list: Some(Target::Shared),
    });
    let height = scene.model.browser.list_height();
    let _lost =
        scene
            .model
            .browser
            .tree
            .rebuild(&scene.model.neon, &scene.model.browser.bookmarks, height);
    let model = &scene.model;
    assert!(row_lookup::find(&model.browser.tree.rows, &model.neon.store, &place).is_some());
}
