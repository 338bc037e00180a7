//! What all dialogs have in common.

use crate::{
    page,
    scene::{STOREFRONT, Scene},
};
use lazyneon::{
    api::Operation,
    key::Key,
    neon::Slot,
    ui::{
        ACTIONS, Action, Availability, Msg, Scope, Target,
        action::Risk,
        dialog::{
            confirm::Confirm,
            menu::{Choice, Menu},
            viewer::Viewer,
        },
    },
    view::Theme,
};
use ratatui::buffer::Buffer;
use std::collections::BTreeSet;

const SIZES: [(u16, u16); 5] = [(40, 10), (60, 16), (80, 24), (120, 40), (160, 45)];

fn branch(name: &str) -> Target {
    Target::Branch(STOREFRONT.into(), name.into())
}

/// Rows of each kind, on production and elsewhere.
fn rows() -> Vec<Target> {
    let project = || STOREFRONT.into();
    vec![
        Target::Project(project()),
        branch("br-production"),
        branch("br-staging"),
        branch("br-pr-412"),
        Target::Endpoint(project(), "ep-cool-river-a5x2k1ab".into()),
        Target::Database(project(), "br-production".into(), "analytics".into()),
        Target::Role(project(), "br-production".into(), "app_ro".into()),
    ]
}

fn on_row(row: &Target) -> Scene {
    let mut scene = Scene::storefront((160, 45));
    scene.act(Action::Right);
    scene.select(row);
    scene
}

/// What an action about a row opens.
fn opened(row: &Target, action: Action, (width, height): (u16, u16)) -> Scene {
    let mut scene = on_row(row);
    scene.tell(Msg::Resize { width, height });
    scene.act(action);
    scene
}

/// Every dialog that an action about a row opens, with the row and the action.
pub fn dialogs(size: (u16, u16)) -> Vec<(Scene, Target, Action)> {
    let mut all = Vec::new();
    for row in rows() {
        let main = ACTIONS.iter().filter(|spec| spec.is_in(Scope::Main));
        for action in main.map(|spec| spec.action) {
            let scene = on_row(&row);
            if action.ready(&scene.model) != Availability::Yes || !action.is_of_row(&scene.model) {
                continue;
            }
            let scene = opened(&row, action, size);
            // A text fills the screen.
            let is_text = |viewer: &Viewer| !viewer.framed;
            let is_bare = scene.model.dialogs.top_is(is_text);
            if !scene.model.dialogs.is_empty() && !is_bare {
                all.push((scene, row.clone(), action));
            }
        }
    }
    assert!(all.len() > 40, "{}", all.len());
    all
}

/// Actions that change nothing about the row: they create beside it, or are about what it is in.
const BESIDE: [Action; 4] = [
    Action::NewBranch,
    Action::NewMaskedBranch,
    Action::NewProject,
    Action::ProjectSettings,
];

/// The lines below the header.
fn below_header(buffer: &Buffer) -> String {
    let text = page::text(buffer);
    text.lines().skip(1).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_dialog_about_production_says_so_in_its_title() {
    let mut wrong = Vec::new();
    for size in SIZES {
        for (scene, row, action) in dialogs(size) {
            if BESIDE.contains(&action) {
                continue;
            }
            let shown = below_header(&scene.draw("dark"));
            // On a small screen, dialogs cover the header.
            let shown = if size.1 < 16 {
                page::text(&scene.draw("dark"))
            } else {
                shown
            };
            // A dialog of a project may be about its default branch.
            let of_default = matches!(row, Target::Project(_)) && shown.contains(" PROD");
            let is = scene.model.neon.is_production(&row) || of_default;
            if shown.contains(" PROD") != is {
                wrong.push(format!("{action:?} on {row:?} at {size:?}:\n{shown}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where the frame of the dialog begins.
fn corner(buffer: &Buffer) -> (u16, u16) {
    let area = buffer.area;
    let is_corner = |at: &(u16, u16)| ["┏", "╔"].contains(&buffer[*at].symbol());
    let theme = Theme::named("dark").unwrap();
    let is_frame = |at: &(u16, u16)| {
        let fg = buffer[*at].style().fg;
        fg == theme.border_focus.fg || fg == theme.danger_border.fg
    };
    let mut all = (1..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y)));
    all.find(|at| is_corner(at) && is_frame(at))
        .unwrap_or_else(|| panic!("no frame:\n{}", page::text(buffer)))
}

#[test]
fn the_frame_is_red_exactly_where_it_says_that_nothing_can_be_undone() {
    let mut counts = [0, 0];
    for (scene, row, action) in dialogs((120, 40)) {
        let buffer = scene.draw("dark");
        let is_red =
            buffer[corner(&buffer)].style().fg == Theme::named("dark").unwrap().danger_border.fg;
        let shown = page::text(&buffer);
        assert_eq!(
            shown.contains(" no undo "),
            is_red,
            "{action:?} on {row:?}:\n{shown}"
        );
        counts[usize::from(is_red)] += 1;
    }
    assert!(counts.iter().all(|count| *count > 3), "{counts:?}");
}

#[test]
fn a_blank_cell_is_around_every_frame_and_the_page_behind_is_dimmed() {
    let theme = Theme::named("dark").unwrap();
    for (scene, row, action) in dialogs((120, 40)) {
        let buffer = scene.draw("dark");
        let (x, y) = corner(&buffer);
        let what = || format!("{action:?} on {row:?}:\n{}", page::text(&buffer));
        let bottom = (y + 1..40).find(|y| ["┗", "╚"].contains(&buffer[(x, *y)].symbol()));
        let bottom = bottom.unwrap_or_else(|| panic!("{}", what()));
        if x > 0 {
            for y in y..=bottom {
                assert_eq!(buffer[(x - 1, y)].symbol(), " ", "{}", what());
            }
        }
        if y > 1 {
            assert_eq!(buffer[(x, y - 1)].symbol(), " ", "{}", what());
        }
        // The first cells of the lines beside it are those of a pane.
        for y in 1..40 {
            let cell = &buffer[(0, y)];
            if x > 0 && cell.symbol() != " " {
                assert_eq!(cell.style().fg, theme.behind.unwrap().fg, "{}", what());
            }
        }
    }
}

/// Typing into a dialog changes nothing behind it, so it costs the same as without dimming.
#[test]
fn a_key_in_a_dialog_changes_only_cells_of_the_dialog() {
    let mut scene = Scene::storefront((120, 40));
    scene.act(Action::EditBranch);
    // The first change makes room for its effect.
    scene.tell(Msg::Key(Key::char('q')));
    let before = scene.draw("dark");
    let (left, top) = corner(&before);
    scene.tell(Msg::Key(Key::char('q')));
    let after = scene.draw("dark");
    let changed = before.diff(&after);
    assert!(!changed.is_empty());
    for (x, y, cell) in changed {
        assert!(x >= left && y >= top, "{x},{y} {cell:?}");
    }
}

/// The keys that answer a dialog, the most important first.
#[test]
fn the_hints_begin_with_the_key_that_does_it() {
    for (scene, row, action) in dialogs((120, 40)) {
        let buffer = scene.draw("dark");
        let shown = page::text(&buffer);
        let (left, _) = corner(&buffer);
        let inside = |line: &str| -> String { line.chars().skip(usize::from(left) + 2).collect() };
        let mut lines = shown.lines().rev().map(inside);
        let hints = lines.find(|line| line.contains("Esc "));
        let hints = hints.unwrap_or_else(|| panic!("{action:?} on {row:?}:\n{shown}"));
        let first = hints.split_whitespace().next().unwrap_or_default();
        assert!(
            ["Enter", "Ctrl-s", "y"].contains(&first),
            "{action:?} on {row:?} begins with {first:?}:\n{hints}"
        );
    }
}

/// What the menu of a row says about an action.
fn note_in_menu(row: &Target, action: Action) -> String {
    let mut scene = on_row(row);
    scene.act(Action::ActionsMenu);
    let menu: &Menu = scene.model.dialogs.top_as().unwrap();
    let mut items = menu.items.iter();
    let item = items.find(|item| item.choice == Choice::Do(action));
    item.map_or_else(String::new, |item| item.note.clone())
}

/// What the menus say about an action is true.
#[test]
fn actions_that_ask_first_are_those_that_open_a_question() {
    // They open the wizard, whose last step asks.
    const WIZARD: [Action; 2] = [Action::ResetBranch, Action::Restore];
    let mut suspensions = Vec::new();
    for (scene, row, action) in dialogs((120, 40)) {
        // A question whether to wake a compute changes nothing.
        let asks = |confirm: &Confirm| !confirm.changes().is_empty();
        let asks = scene.model.dialogs.top_is(asks);
        if action.spec().risk == Risk::Write && !WIZARD.contains(&action) {
            let note = note_in_menu(&row, action);
            assert_eq!(
                asks,
                note.contains("asks first"),
                "{action:?} on {row:?}: {note}"
            );
            suspensions.extend((action == Action::SuspendCompute).then_some(row));
        }
    }
    // Of production.
    assert!(
        suspensions.contains(&branch("br-production")),
        "{suspensions:?}"
    );
}

#[test]
fn notices_cover_no_header_no_title_and_no_key_of_a_dialog() {
    let long = "Neon is busy with another change of this project. ".repeat(4);
    for size in [(60, 16), (80, 24), (120, 40), (160, 45)] {
        let all = dialogs(size).into_iter().step_by(5);
        for (mut scene, row, action) in all {
            let before = scene.draw("dark");
            let (left, top) = corner(&before);
            let lines = |buffer: &Buffer| -> Vec<String> {
                page::text(buffer).lines().map(str::to_owned).collect()
            };
            let inside = |line: &String| -> String {
                let rest: String = line.chars().skip(usize::from(left) + 2).collect();
                rest.chars().take(16).collect()
            };
            let was = lines(&before);
            let title = inside(&was[usize::from(top)]);
            let hints = was.iter().rev().find(|line| line.contains("Esc "));
            let hints = inside(hints.unwrap());
            scene.model.neon.say_bad(long.clone());
            let now = lines(&scene.draw("dark"));
            let what = format!("{action:?} on {row:?} at {size:?}:\n{}", now.join("\n"));
            assert!(
                now.iter().any(|line| line.contains("Neon is busy")),
                "{what}"
            );
            assert_eq!(now[0], was[0], "{what}");
            for part in [title, hints] {
                assert!(
                    now.iter().any(|line| line.contains(&part)),
                    "{part}: {what}"
                );
            }
        }
        let mut scene = Scene::storefront(size);
        let was = page::text(&scene.draw("dark"));
        scene.model.neon.say_bad(long.clone());
        let now = page::text(&scene.draw("dark"));
        assert_eq!(now.lines().next(), was.lines().next());
        for title in ["Resources", "[Overview]"] {
            assert_eq!(now.contains(title), was.contains(title), "{now}");
        }
    }
}

/// The sentence stands where the rows would be, once, with the keys that help below it.
#[test]
fn what_failed_is_said_once_with_the_keys_that_help() {
    for size in [(80, 24), (120, 40)] {
        let mut scene = Scene::starting(size);
        let shown = page::text(&scene.draw("dark"));
        assert!(
            shown.contains("loading…") && shown.contains("░░░"),
            "{shown}"
        );
        scene.lose(Slot::Orgs, Operation::ListOrganizations);
        let shown = page::text(&scene.draw("dark"));
        for part in ["r retry", "O sign in"] {
            assert_eq!(shown.matches(part).count(), 1, "{part}:\n{shown}");
        }
        assert!(!shown.contains("░░░"), "{shown}");
    }
}

/// The lines of the screen that differ.
fn changed_lines(before: &Buffer, after: &Buffer) -> Vec<u16> {
    let mut lines: Vec<u16> = before.diff(after).into_iter().map(|(_, y, _)| y).collect();
    lines.dedup();
    lines
}

#[test]
fn a_notice_of_one_line_covers_nothing_but_hints() {
    for width in (40..=200).step_by(8) {
        for height in (10..=60).step_by(7) {
            let mut scene = Scene::storefront((width, height));
            let before = scene.draw("dark");
            if width >= 60 {
                scene.model.neon.say_good("staging suspended in 0.4 s");
            }
            scene.model.neon.say_bad("no route to host");
            let after = scene.draw("dark");
            let shown = page::text(&after);
            assert!(shown.contains("no route to host"), "{shown}");
            assert_eq!(changed_lines(&before, &after), [height - 1], "{shown}");
            if width >= 60 {
                assert!(shown.contains("suspended in 0.4 s   "), "{shown}");
            }
        }
    }
}

/// The line of the screen with the selected row, if it is shown.
fn selected_line(scene: &Scene) -> Option<String> {
    let text = page::text(&scene.draw("dark"));
    let area = scene.model.browser.rows_area()?;
    let at = usize::from(area.y) + scene.model.browser.cursor().line();
    text.lines().nth(at).map(str::to_owned)
}

#[test]
fn no_notice_covers_the_selected_row_whatever_the_size() {
    let long = "Neon is busy with another change of this project. ".repeat(4);
    for width in (20..=200).step_by(20) {
        for height in (6..=50).step_by(4) {
            for row in rows() {
                let mut scene = on_row(&row);
                scene.tell(Msg::Resize { width, height });
                let before = selected_line(&scene);
                scene.model.neon.say_bad(long.clone());
                let shown = page::text(&scene.draw("dark"));
                assert_eq!(selected_line(&scene), before, "{width}x{height}:\n{shown}");
                assert!(shown.contains("Neon is"), "{width}x{height}:\n{shown}");
            }
        }
    }
}

#[test]
fn no_notice_covers_the_line_of_a_filter() {
    let long = "Neon is busy with another change of this project. ".repeat(4);
    for size in [(40, 16), (80, 24), (120, 40), (160, 45)] {
        for list in [None, Some(Action::Branches)] {
            let mut scene = Scene::storefront(size);
            if let Some(list) = list {
                scene.act(list);
            }
            scene.act(Action::Filter);
            scene.press("o");
            let filter = |scene: &Scene| {
                let text = page::text(&scene.draw("dark"));
                let lines = text.lines().filter(|line| line.contains("/o "));
                lines.map(str::to_owned).collect::<Vec<_>>()
            };
            let before = filter(&scene);
            assert!(!before.is_empty(), "{}", page::text(&scene.draw("dark")));
            scene.model.neon.say_bad(long.clone());
            let shown = page::text(&scene.draw("dark"));
            assert_eq!(filter(&scene), before, "{shown}");
            assert!(shown.contains("Neon is"), "{shown}");
        }
    }
}

#[test]
fn a_question_fits_the_screen_and_a_key_shows_its_whole_request() {
    let mut count = 0;
    for (mut scene, row, action) in dialogs((80, 24)) {
        let sends = |confirm: &Confirm| !confirm.changes().is_empty();
        if !scene.model.dialogs.top_is(sends) {
            continue;
        }
        count += 1;
        let question = page::text(&scene.draw("dark"));
        let what = format!("{action:?} on {row:?}:\n{question}");
        assert!(!question.contains("more "), "{what}");
        scene.press("Tab");
        let request = page::text(&scene.draw("dark"));
        assert!(request.contains("Request"), "{what}");
        assert!(request.contains(STOREFRONT), "{what}\n{request}");
        scene.press("Esc");
        assert_eq!(page::text(&scene.draw("dark")), question);
    }
    assert!(count > 10, "{count}");
}

/// Every printable key is typed, does something, or is answered.
#[test]
fn no_key_is_ignored_in_silence() {
    const SIZE: (u16, u16) = (80, 24);
    let mut silent = Vec::new();
    let mut seen = BTreeSet::new();
    let others = [
        Action::ActionsMenu,
        Action::CopyMenu,
        Action::ComputeMenu,
        Action::NewMenu,
        Action::Help,
        Action::RequestLog,
        Action::Notices,
        Action::Accounts,
    ];
    let row = branch("br-pr-412");
    let others = others.map(|action| (opened(&row, action, SIZE), row.clone(), action));
    for (mut scene, row, action) in dialogs(SIZE).into_iter().chain(others) {
        if !seen.insert(action) {
            continue;
        }
        let top = scene.model.dialogs.top_id();
        for key in '!'..='~' {
            let before = page::text(&scene.draw("dark"));
            scene.model.dialogs.drawn();
            let effects = scene.tell(Msg::Key(Key::char(key)));
            let after = page::text(&scene.draw("dark"));
            // The format that is chosen at first is chosen again.
            let is_same = action == Action::Connect && key == '1';
            if effects.is_empty() && after == before && !is_same {
                silent.push(format!("{key:?} in {action:?} on {row:?}"));
            }
            scene.model.neon.notices.clear();
            let takes_text = scene
                .model
                .dialogs
                .top()
                .is_some_and(|top| top.takes_text());
            if scene.model.dialogs.top_id() != top || (!takes_text && after != before) {
                scene = opened(&row, action, SIZE);
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
