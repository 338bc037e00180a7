//! Names of every width on screens of every size: nothing overlaps, and nothing is cut beside free cells.

use super::{
    page::{buffer, text},
    scene::{STOREFRONT, Scene},
};
use lazyneon::ui::{Action, Pane};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use unicode_segmentation::UnicodeSegmentation;

/// Narrow, wide and combining characters.
const NAME: &str = "([a-z0-9_-]|é|e\u{301}|東|京){1,60}";

fn named(size: (u16, u16), names: &[String]) -> Scene {
    let mut scene = Scene::storefront(size);
    let inside = scene.model.neon.store.inside_mut(&STOREFRONT.into());
    for (branch, name) in inside.branches.value.values_mut().zip(names) {
        branch.name = name.as_str().into();
    }
    scene
}

/// The text of a pane's lines, without its frame.
fn lines(scene: &Scene, pane: Pane, buffer: &Buffer) -> Vec<String> {
    let area = scene.model.browser.layout().content(pane).unwrap();
    let rows = (area.y..area.y + area.height).map(|y| {
        let mut line = String::new();
        let mut x = area.x;
        while x < area.x + area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += unicode_width::UnicodeWidthStr::width(symbol).max(1) as u16;
        }
        assert_eq!(x, area.x + area.width, "into the frame: {line}");
        line
    });
    rows.collect()
}

/// The symbol of each cell of a line; the second cell of a wide one is empty.
fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    for symbol in line.graphemes(true) {
        cells.push(symbol.to_owned());
        let more = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
        cells.extend(std::iter::repeat_n(String::new(), more));
    }
    cells
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_name_of_the_tree_is_cut_beside_free_cells(
        size in (40_u16..250, 10_u16..80), names in prop::collection::vec(NAME, 6), chosen in prop::option::of(0_u16..200),
    ) {
        let mut scene = named(size, &names);
        scene.model.browser.tree.width.chosen = chosen;
        let buffer = buffer(&scene.model, "auto");
        for line in lines(&scene, Pane::Tree, &buffer) {
            let row = line.trim_start_matches(|c: char| " │├└▸▾‹▌".contains(c));
            prop_assert!(!row.contains('…') || !row.contains("   "), "{line:?} in\n{}", text(&buffer));
        }
    }

    #[test]
    fn no_name_of_a_table_reaches_into_its_frame(
        size in (40_u16..250, 10_u16..80), names in prop::collection::vec(NAME, 6), wide: bool,
    ) {
        let mut scene = named(size, &names);
        scene.press(if wide { "g b w" } else { "g b" });
        let buffer = buffer(&scene.model, "auto");
        let lines = lines(&scene, Pane::Tree, &buffer);
        let whole = lines.iter().any(|line| line.contains(&names[0]));
        prop_assert!(whole || lines[1].contains('…'), "{}", text(&buffer));
    }

    #[test]
    fn cards_are_closed_whatever_is_in_them(
        size in (80_u16..250, 24_u16..80), names in prop::collection::vec(NAME, 6), row in 0_usize..12,
    ) {
        let mut scene = named(size, &names);
        scene.press("g g");
        (0..row).for_each(|_| scene.press("j"));
        let buffer = buffer(&scene.model, "auto");
        let lines = lines(&scene, Pane::Details, &buffer);
        let mut open: Vec<(usize, usize)> = Vec::new();
        for line in &lines {
            let cells = cells(line);
            for (from, to) in &open {
                let ends = [&cells[*from], &cells[*to]];
                prop_assert!(ends.iter().all(|end| "│└┘".contains(end.as_str())), "{line:?} in\n{}", text(&buffer));
            }
            let places = |corner: &str| (0..cells.len()).filter(|at| cells[*at] == corner).collect::<Vec<_>>();
            let (starts, ends) = (places("┌"), places("┐"));
            prop_assert_eq!(starts.len(), ends.len());
            open.retain(|(from, _)| cells[*from] != "└");
            open.extend(starts.into_iter().zip(ends));
        }
    }

    #[test]
    fn the_tree_never_becomes_narrower_while_scrolling(names in prop::collection::vec(NAME, 6), keys in "[jkGg]{1,40}") {
        let mut scene = named((140, 24), &names);
        let mut before = 0;
        for key in keys.chars() {
            scene.press(&key.to_string().replace('g', "g g"));
            buffer(&scene.model, "auto");
            let width = scene.model.browser.layout().tree.unwrap().width;
            prop_assert!(before <= width);
            before = width;
        }
    }

    #[test]
    fn the_whole_name_is_in_the_details(size in (80_u16..200, 24_u16..60), name in "[a-z]{1,150}") {
        let mut scene = named(size, &vec![name.clone(); 6]);
        scene.act(Action::Down);
        scene.act(Action::Up);
        let buffer = buffer(&scene.model, "auto");
        let title: String = text(&buffer).lines().nth(1).unwrap().to_owned();
        let page: String = lines(&scene, Pane::Details, &buffer).iter().map(|line| line.trim()).collect();
        prop_assert!(title.contains(&name) || page.contains(&name), "{}", text(&buffer));
    }
}
