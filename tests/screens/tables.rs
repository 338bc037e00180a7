//! Tables: at every size, with marks, filtered, wide, and when there is nothing to show.

use super::{
    page::{screen, text},
    scene::{STOREFRONT, Scene},
};
use lazyneon::{
    api::Operation,
    core::{Action, List, Slot, Target, table::load::Load},
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
    scene.press("G , f");
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
    scene.press("]");
    sees(&scene, &["[Deleted]", "loading…"]);
    let load = Load {
        list: List::Branches,
        tab: 3,
        of: Target::Project(STOREFRONT.into()),
    };
    scene.fail(
        Slot::Table(load.clone()),
        Operation::ListBranches,
        403,
        "not for this account",
    );
    sees(&scene, &["not for this account", "r tries again"]);
    let none = json!({"branches": [], "pagination": {}});
    scene.answer(Slot::Table(load), Operation::ListBranches, &none);
    sees(
        &scene,
        &["no deleted branch can be recovered here", "7 days"],
    );
    scene.press("` / q q q");
    sees(&scene, &["nothing matches. Esc drops the filter"]);
}

#[test]
fn the_details_of_a_row_take_the_place_of_the_table() {
    let mut scene = branches((80, 24));
    scene.press("j 2");
    sees(
        &scene,
        &["dev/maya", "[Overview]", "production", "Operations"],
    );
    scene.press("Esc");
    sees(&scene, &["[Tree] Flat", "BRANCH"]);
    scene.act(Action::Zoom);
    sees(&scene, &["[Tree] Flat", "BRANCH"]);
}
