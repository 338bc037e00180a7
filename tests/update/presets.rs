//! Keys of other programs.

use crate::scene::Scene;
use lazyneon::{
    key::{Code, Key},
    ui::{
        Action, Effect, Keymap,
        dialog::{confirm::Confirm, kinds::Dialog},
        key_presets::{self, PRESETS},
    },
};

fn with(preset: &str) -> Scene {
    let mut scene = Scene::new();
    scene.branches(&["main", "dev"]);
    scene.model.keyboard.keymap = Keymap::of(key_presets::named(preset).unwrap());
    scene
}

#[test]
fn the_key_that_deletes_elsewhere_asks_here() {
    for (preset, key) in [("k9s", "Ctrl-d"), ("lazygit", "d")] {
        let mut scene = with(preset);
        scene.select("dev");
        scene.requests();
        scene.press(key);
        let asks = scene.model.dialogs.top_as::<Confirm>().is_some();
        assert!(asks, "{preset}: {}", scene.said());
        scene.press("Esc");
        assert!(scene.model.dialogs.top_as::<Confirm>().is_none());
        assert_eq!(scene.requests(), [""; 0], "{preset}");
    }
}

#[test]
fn emacs_moves_filters_goes_back_and_quits() {
    let mut scene = with("emacs");
    let before = scene.selected();
    scene.press("Ctrl-p");
    let above = scene.selected();
    assert_ne!(above, before);
    scene.press("Ctrl-n");
    assert_eq!(scene.selected(), before);
    scene.press("Ctrl-s");
    assert!(scene.model.browser.is_filtering());
    scene.press("Ctrl-g");
    assert!(!scene.model.browser.is_filtering());
    scene.press("Alt-x");
    assert!(matches!(
        scene.model.dialogs.shown(),
        Some(Dialog::Palette(_))
    ));
    scene.press("Ctrl-g Ctrl-x Ctrl-c");
    let quits = |effect: &Effect| matches!(effect, Effect::Quit);
    assert!(scene.effects.iter().any(quits));
}

#[test]
fn whatever_the_preset_help_opens_and_esc_closes_it() {
    for preset in PRESETS {
        let mut scene = with(preset.name);
        scene.act(Action::Help);
        assert!(
            matches!(scene.model.dialogs.shown(), Some(Dialog::Help(_))),
            "{}",
            preset.name
        );
        scene.key(Key::plain(Code::Esc));
        assert!(scene.model.dialogs.shown().is_none(), "{}", preset.name);
    }
}

#[test]
fn lazygit_goes_to_the_ends_with_angle_brackets() {
    let mut scene = with("lazygit");
    let first = scene.selected();
    scene.press(">");
    assert_ne!(scene.selected(), first);
    let last = scene.selected();
    scene.press("<");
    assert_ne!(scene.selected(), last);
}

#[test]
fn k9s_sorts_tables_and_its_capital_letters_change_nothing() {
    let mut scene = with("k9s");
    scene.press("g b");
    scene.requests();
    for (key, column) in [("N", "BRANCH"), ("A", "CREATED"), ("S", "STATE")] {
        for down in [false, true] {
            scene.press(key);
            assert_eq!(scene.requests(), [""; 0], "{key}");
            let by = scene.model.browser.table.as_ref().and_then(|it| it.by);
            let by = by.map(|by| (by.column, by.down));
            assert_eq!(by, Some((column, down)), "{}", scene.said());
        }
    }
}

#[test]
fn k9s_sorts_what_is_in_all_projects_by_project() {
    let mut scene = with("k9s");
    scene.act(Action::Computes);
    scene.requests();
    scene.press("P");
    let by = scene.model.browser.table.as_ref().and_then(|it| it.by);
    assert_eq!(by.map(|by| by.column), Some("PROJECT"), "{}", scene.said());
    // Where all rows are in one project, it says so.
    scene.press("Esc g b P");
    assert!(scene.said().contains("all in one"), "{}", scene.said());
    let requests = scene.requests();
    assert!(
        requests.iter().all(|one| one.starts_with("GET")),
        "{requests:?}"
    );
}
