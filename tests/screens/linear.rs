//! Linear mode: what a screen reader or a braille display gets.

use super::{
    grammar::dialogs,
    home::home,
    page::{text, with_cursor},
    robust::scenes,
    scene::{STOREFRONT, Scene},
    usage,
};
use lazyneon::ui::{Action, Msg, Pane, Target};
use proptest::prelude::*;
use ratatui::{buffer::Buffer, layout::Position};

fn linear(mut scene: Scene) -> Scene {
    scene.model.browser.panes.linear = true;
    scene
}

fn storefront(size: (u16, u16)) -> Scene {
    linear(Scene::storefront(size))
}

/// The line that a screen reader speaks: from the cursor on.
fn spoken(buffer: &Buffer, cursor: Option<Position>) -> String {
    let at = cursor.unwrap_or_else(|| panic!("no cursor:\n{}", text(buffer)));
    let before: String = (0..at.x).map(|x| buffer[(x, at.y)].symbol()).collect();
    // Blank lines at the end are not in the text.
    let text = text(buffer);
    let line = text.lines().nth(at.y.into()).unwrap_or_default();
    line.strip_prefix(&before).unwrap_or_default().to_owned()
}

/// The text, and where the cursor is.
fn screen(scene: &Scene) -> String {
    let (buffer, cursor) = with_cursor(&scene.model, "auto");
    let line = spoken(&buffer, cursor);
    let Position { x, y } = cursor.unwrap();
    format!("{}\n---\ncursor at {x},{y}: {line}", text(&buffer))
}

#[test]
fn the_tree() {
    let scene = storefront((80, 24));
    insta::assert_snapshot!("linear_tree", screen(&scene));
}

#[test]
fn the_page_of_an_organization() {
    let mut scene = linear(home((80, 24), Some(50_000)));
    scene.act(Action::FocusDetails);
    scene.press("j");
    insta::assert_snapshot!("linear_home", screen(&scene));
}

#[test]
fn use_by_day_is_told_in_figures() {
    let scene = linear(usage::page((80, 24)));
    insta::assert_snapshot!("linear_usage", screen(&scene));
}

#[test]
fn the_page_of_a_branch() {
    let mut scene = storefront((120, 40));
    scene.act(Action::NextPane);
    insta::assert_snapshot!("linear_branch", screen(&scene));
}

#[test]
fn a_table_with_a_marked_row() {
    let mut scene = storefront((120, 40));
    scene.press("g b j Space");
    insta::assert_snapshot!("linear_table", screen(&scene));
}

#[test]
fn the_activity() {
    let mut scene = storefront((80, 24));
    scene.press("3 j");
    insta::assert_snapshot!("linear_activity", screen(&scene));
}

#[test]
fn a_form_on_a_field_without_text() {
    let mut scene = storefront((80, 24));
    scene.press("e Tab");
    insta::assert_snapshot!("linear_form", screen(&scene));
}

#[test]
fn a_confirmation_below_a_notice() {
    let mut scene = storefront((80, 24));
    scene.act(Action::SuspendCompute);
    scene.model.neon.say_good("staging suspended in 0.4 s");
    scene.model.neon.say_bad("no route to host");
    insta::assert_snapshot!("linear_confirmation", screen(&scene));
}

#[test]
fn the_keys_that_continue_a_chord() {
    let mut scene = storefront((80, 24));
    scene.press("g");
    scene.model.keyboard.chord_popup = true;
    scene.model.neon.say_good("staging suspended in 0.4 s");
    insta::assert_snapshot!("linear_chord", screen(&scene));
}

#[test]
fn the_palette_with_a_selected_line() {
    let mut scene = storefront((80, 24));
    scene.press(": p r ↓ ↓");
    insta::assert_snapshot!("linear_palette", screen(&scene));
}

#[test]
fn the_connect_dialog() {
    let mut scene = storefront((80, 24));
    scene.press("c");
    insta::assert_snapshot!("linear_connect", screen(&scene));
}

/// Everything that lines, bars, charts and marks are drawn with.
const fn is_drawing(c: char) -> bool {
    matches!(c, '─'..='◿' | '⠀'..='⣿' | '←'..='⇿' | '✓' | '✗' | '·' | '›' | '‹' | '×')
}

#[test]
fn what_cannot_be_spoken_is_replaced_outside_of_names() {
    let all = dialogs((120, 40)).into_iter().map(|(scene, ..)| scene);
    for scene in scenes().chain(all) {
        let scene = linear(scene);
        let (buffer, cursor) = with_cursor(&scene.model, "auto");
        let shown = text(&buffer);
        assert_eq!(shown.chars().find(|c| is_drawing(*c)), None, "{shown}");
        assert!(cursor.is_some(), "{shown}");
    }
}

#[test]
fn a_name_keeps_its_signs_also_in_a_question() {
    let mut scene = storefront((80, 24));
    let name = "dev→x ▪▪ · y";
    let inside = scene.model.neon.store.inside_mut(&STOREFRONT.into());
    let branch = inside.branches.value.get_mut("br-pr-412").unwrap();
    branch.name = name.into();
    scene.select(&Target::Branch(STOREFRONT.into(), "br-pr-412".into()));
    let (buffer, cursor) = with_cursor(&scene.model, "auto");
    let line = spoken(&buffer, cursor);
    assert!(line.starts_with(&format!("{name}, branch, ")), "{line}");
    scene.act(Action::Delete);
    let (buffer, _) = with_cursor(&scene.model, "auto");
    let shown = text(&buffer);
    assert!(shown.contains(&format!("Delete branch {name}?")), "{shown}");
    scene.press("Esc g b");
    let (buffer, cursor) = with_cursor(&scene.model, "auto");
    let shown = text(&buffer);
    assert!(shown.contains(&format!("{name}, ")), "{shown} {cursor:?}");
}

#[test]
fn a_dialog_begins_with_its_title_and_leaves_the_notices() {
    for (scene, row, action) in dialogs((80, 24)) {
        let mut scene = linear(scene);
        scene.model.neon.notices.clear();
        scene.model.neon.say_bad("no route to host");
        let (buffer, _) = with_cursor(&scene.model, "auto");
        let shown = text(&buffer);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(
            !lines[0].trim().is_empty(),
            "{action:?} on {row:?}:\n{shown}"
        );
        assert_eq!(lines[22], "Error: no route to host", "{shown}");
    }
}

#[test]
fn a_notice_changes_only_the_lines_of_notices() {
    let mut scene = storefront((80, 24));
    scene.model.neon.notices.clear();
    let (before, _) = with_cursor(&scene.model, "auto");
    scene.model.neon.say_good("staging suspended in 0.4 s");
    let (after, _) = with_cursor(&scene.model, "auto");
    let changed = before.diff(&after);
    assert!(!changed.is_empty());
    assert!(changed.iter().all(|(_, y, _)| *y >= 22), "{}", text(&after));
}

#[test]
fn time_changes_nothing() {
    let mut scene = storefront((80, 24));
    scene.select(&Target::Branch(STOREFRONT.into(), "br-staging".into()));
    scene.act(Action::StartCompute);
    scene.model.neon.notices.clear();
    let (before, _) = with_cursor(&scene.model, "auto");
    assert!(text(&before).contains("starting"), "{}", text(&before));
    scene.tell(Msg::Elapsed(lazyneon::neon::Slot::Spinner));
    scene.model.neon.now += jiff::SignedDuration::from_secs(7);
    scene.model.neon.budget.used_last_minute += 3;
    let (after, _) = with_cursor(&scene.model, "auto");
    assert_eq!(text(&before), text(&after));
}

/// What the cursor must be on: the name of the selected row.
fn selected_name(scene: &Scene) -> Option<String> {
    let target = scene.model.browser.selected()?;
    let is_group = matches!(target, Target::Group(..) | Target::More(_));
    (!is_group).then(|| scene.model.neon.store.name(target))
}

proptest! {
    #[test]
    fn the_cursor_is_on_the_selected_row_after_any_key(
        keys in prop::collection::vec("[jkhlGgnNJK1]|Tab|Space|Enter|Esc|g b|g g", 1..20),
        size in (30_u16..160, 8_u16..50),
    ) {
        let mut scene = storefront(size);
        for key in keys {
            scene.press(&key);
            let (buffer, cursor) = with_cursor(&scene.model, "auto");
            let line = spoken(&buffer, cursor);
            let in_list = scene.model.browser.panes.focus == Pane::Tree
                && scene.model.dialogs.is_empty()
                && !scene.model.browser.is_filtering();
            if let Some(name) = selected_name(&scene).filter(|_| in_list) {
                let begins: String = name.chars().take(6).collect();
                prop_assert!(line.starts_with(&begins), "{name}: {line:?} in\n{}", text(&buffer));
                prop_assert!(line.contains(" of "), "{line:?}");
            }
        }
    }
}
