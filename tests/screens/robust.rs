//! Any model on any screen.

use super::{
    page::{buffer, buffer_of},
    scene::{STOREFRONT, Scene},
};
use lazyneon::ui::{Action, Msg, Target};
use proptest::prelude::*;
use ratatui::style::Color;

/// Keys that open as many different things as possible, pressed on a branch.
const KEYS: [&str; 15] = [
    "",
    "/ s t a",
    "?",
    "x",
    "y",
    "@ Enter",
    "s",
    "d",
    "e Tab → F1",
    "c",
    "g",
    "G e",
    "Tab",
    "3 f",
    "W s s s",
];
/// The number of models.
const SCENES: usize = KEYS.len() + 4;

fn on(branch: &str) -> Scene {
    let mut scene = Scene::storefront((80, 24));
    scene.select(&Target::Branch(STOREFRONT.into(), branch.into()));
    scene
}

fn scene(which: usize) -> Scene {
    match which.checked_sub(KEYS.len()) {
        None => {
            let mut scene = on("br-production");
            scene.press(KEYS[which]);
            scene
        }
        Some(0) => Scene::starting((80, 24)),
        Some(1) => Scene::projects((80, 24)),
        Some(2) => on("br-staging"),
        Some(_) => {
            let mut scene = on("br-staging");
            scene.act(Action::StartCompute);
            scene.press("g");
            scene.model.keyboard.chord_popup = true;
            scene
        }
    }
}

pub fn scenes() -> impl Iterator<Item = Scene> {
    (0..SCENES).map(scene)
}

#[test]
fn every_model_fits_on_every_small_screen() {
    for mut scene in scenes() {
        for width in (1..42).step_by(3).chain([2, 39, 40, 79, 80, 126]) {
            for height in (1..12).chain([23, 24, 40]) {
                scene.tell(Msg::Resize { width, height });
                buffer(&scene.model, "auto");
            }
        }
    }
}

#[test]
fn ascii_is_ascii_and_mono_has_no_color() {
    for mut scene in scenes() {
        scene.model.settings.ascii = true;
        for cell in &buffer(&scene.model, "mono").content {
            assert!(cell.symbol().is_ascii(), "{:?}", cell.symbol());
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
        }
    }
}

#[test]
fn no_password_is_drawn_unasked() {
    for scene in scenes() {
        let screen = super::page::text(&buffer(&scene.model, "auto"));
        assert!(!screen.contains("npg_"), "{screen}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The terminal may have a size that the model does not know of yet.
    #[test]
    fn screens_of_another_size_do_no_harm(
        told in (0_u16..260, 0_u16..80), real in (1_u16..260, 1_u16..80), which in 0..SCENES, scroll in any::<u16>(),
        top in 0_usize..2000, ascii: bool, zoomed: bool,
    ) {
        let mut scene = scene(which);
        let model = &mut scene.model;
        model.browser.panes.size = told;
        for place in [&mut model.browser.panes.details.scroll, &mut model.browser.panes.activity.cursor.scroll] {
            place.first(0, usize::MAX, 1);
            place.go(lazyneon::ui::scroll::Step::Lines(scroll as isize));
        }
        model.browser.panes.details.sideways = scroll / 64;
        model.browser.tree.cursor.scroll.show(top..top + 1, usize::MAX, 1);
        model.settings.ascii = ascii;
        model.browser.panes.zoomed = zoomed;
        buffer_of(model, "auto", real);
    }
}
