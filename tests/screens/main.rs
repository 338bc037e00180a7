//! Screens: what users see, as text and as runs of style, at a few sizes and in every theme.
//!
//! `INSTA_UPDATE=always cargo test --test screens` accepts changes; review each difference.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail like tests"
)]

mod accounts;
mod dialogs;
mod grammar;
mod home;
mod linear;
mod page;
mod palettes;
mod robust;
mod scene;
mod states;
mod tables;
mod texts;
mod usage;
mod widths;

use page::{runs, screen, text};
use scene::Scene;

#[test]
fn a_branch_in_an_ordinary_terminal() {
    let scene = Scene::storefront((80, 24));
    insta::assert_snapshot!(screen(&scene.model, "auto"));
}

#[test]
fn a_branch_in_a_large_terminal() {
    let scene = Scene::storefront((120, 40));
    insta::assert_snapshot!(text(&scene.draw("auto")));
}

#[test]
fn a_branch_in_a_very_large_terminal() {
    let scene = Scene::storefront((200, 60));
    insta::assert_snapshot!(text(&scene.draw("auto")));
}

#[test]
fn a_branch_in_a_small_terminal() {
    let scene = Scene::storefront((40, 10));
    insta::assert_snapshot!(text(&scene.draw("auto")));
}

#[test]
fn themes_differ_in_style_only() {
    let scene = Scene::storefront((80, 24));
    let plain = text(&scene.draw("auto"));
    for theme in ["dark", "light", "mono"] {
        let buffer = scene.draw(theme);
        assert_eq!(text(&buffer), plain, "{theme}");
        insta::assert_snapshot!(format!("theme_{theme}"), runs(&buffer));
    }
}
