//! The texts of the help, of menus and of viewers.

use crate::{display::Display, scene::Scene};
use lazyneon::{
    kinds::deletion::fact,
    ui::{
        Action, Availability,
        clipboard::state::CopyItem,
        dialog::{
            help::{Help, HelpLine},
            kinds::Dialog,
            menu::{Choice, Menu},
        },
    },
};
use std::collections::BTreeSet;

/// The action of a line of the help.
fn of_action(line: &HelpLine) -> Option<Action> {
    match line.choice {
        Choice::Do(action) => Some(action),
        _ => None,
    }
}

fn shown(scene: &mut Scene, size: (u16, u16)) -> String {
    let mut display = Display::new(size);
    scene.tell(lazyneon::ui::Msg::Resize {
        width: size.0,
        height: size.1,
    });
    display.follow(&mut scene.model);
    display.text()
}

#[test]
fn the_help_finds_chords_without_blanks_and_what_has_no_key() {
    let scene = Scene::new();
    let found = |words: &str| {
        let help = Help {
            filter: words.into(),
            ..Help::default()
        };
        let lines = help
            .lines(&scene.model)
            .into_iter()
            .flat_map(|(_, lines)| lines);
        lines
            .filter_map(|line| Some((of_action(&line)?, line.keys)))
            .collect::<Vec<_>>()
    };
    assert_eq!(found("gk"), [(Action::ApiKeys, "g k".to_owned())]);
    assert_eq!(found("g k"), [(Action::ApiKeys, "g k".to_owned())]);
    assert!(found("transfer").contains(&(Action::Transfer, "x F".to_owned())));
    assert!(found("default branch").contains(&(Action::SetDefault, "x i".to_owned())));
    // A word is not read as keys.
    let go = found("go");
    assert!(
        go.len() > 5
            && go
                .iter()
                .any(|(action, _)| *action == Action::GoToOperations)
    );
    for written in ["Ctrl-y", "ctrl-Y", "C-y", "^Y", "^y"] {
        let curl = found(written);
        assert!(!curl.is_empty(), "{written}");
        assert!(
            curl.iter().all(|(action, _)| *action == Action::Curl),
            "{written}: {curl:?}"
        );
    }
    // A single key still means only itself.
    assert!(
        found("s")
            .iter()
            .all(|(_, keys)| keys.split("  ").any(|key| key == "s"))
    );
}

#[test]
fn a_menu_that_is_longer_than_the_screen_says_so_and_scrolls() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.act(Action::ActionsMenu);
    let Some(Dialog::Menu(menu)) = scene.model.dialogs.shown() else {
        panic!("no menu")
    };
    let (last, items) = (menu.items.last().unwrap().label.clone(), menu.items.len());
    let text = shown(&mut scene, (80, 24));
    assert!(
        text.contains("more ↓") && !text.contains("more ↑"),
        "{text}"
    );
    for _ in 1..items {
        scene.press("↓");
    }
    let text = shown(&mut scene, (80, 24));
    assert!(
        text.contains("more ↑") && !text.contains("more ↓") && text.contains(&last),
        "{text}"
    );
}

#[test]
fn what_a_line_of_a_menu_says_ends_in_an_ellipsis_where_it_is_cut() {
    let mut scene = Scene::new();
    scene.select("main");
    scene.act(Action::CopyMenu);
    let Some(menu) = scene.model.dialogs.top_as_mut::<Menu>() else {
        panic!("no menu")
    };
    let long = "{\"a\": 1} ".repeat(200);
    menu.items[0].note = long;
    let text = shown(&mut scene, (80, 24));
    let labels: Vec<_> = match scene.model.dialogs.shown() {
        Some(Dialog::Menu(menu)) => menu.items.iter().map(|item| item.label.clone()).collect(),
        _ => Vec::new(),
    };
    assert!(
        labels.iter().all(|label| text.contains(label.as_str())),
        "{text}"
    );
    let said: Vec<_> = text
        .lines()
        .filter(|line| line.contains("{\"a\": 1}"))
        .collect();
    assert!(
        said.len() > 2 && said.last().unwrap().contains('…'),
        "{text}"
    );
}

#[test]
fn the_beginning_of_a_long_text_to_copy_ends_in_an_ellipsis() {
    let piece = |text: String| CopyItem {
        label: "JSON",
        letter: 'j',
        text,
    };
    assert!(piece("{\n\"a\": 1}".repeat(20)).preview().ends_with('…'));
    assert_eq!(piece("{\n}".to_owned()).preview(), "{ }");
}

#[test]
fn the_settings_in_force_stand_in_a_window() {
    let mut scene = Scene::new();
    scene.act(Action::SettingsInForce);
    for size in [(80, 24), (120, 40), (40, 10)] {
        let text = shown(&mut scene, size);
        let line = text.lines().find(|line| line.contains("selected")).unwrap();
        assert_eq!(line.matches('┃').count(), 2, "{text}");
    }
}

#[test]
fn a_label_of_a_question_never_runs_into_what_it_says() {
    assert_eq!(fact("branch", "main"), "branch    main");
    assert_eq!(fact("organization", "org-1"), "organization org-1");
}

#[test]
fn the_keys_of_a_menu_stand_in_a_column_and_are_those_that_work() {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.act(Action::ActionsMenu);
    let Some(Dialog::Menu(menu)) = scene.model.dialogs.shown() else {
        panic!("no menu")
    };
    let keys = menu
        .items
        .iter()
        .map(|item| item.keys().expect(&item.label));
    let mut keys: Vec<String> = keys.map(|keys| keys.to_string()).collect();
    // The first key of a chord does nothing else here.
    assert!(!keys.contains(&"g".to_owned()), "{keys:?}");
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), menu.items.len());
    let mut display = Display::new((100, 50));
    display.follow(&mut scene.model);
    let text = display.text();
    let column = |label: &str, key: &str| {
        let line = text.lines().find(|line| line.contains(label)).unwrap();
        let (before, _) = line.split_once(&format!("  {key} ")).expect(line);
        before.chars().count()
    };
    assert_eq!(
        column("New branch", "n b"),
        column("Rename", "F2"),
        "{text}"
    );
    assert_eq!(column("New role", "n r"), column("Rename", "F2"), "{text}");
    // Each key stands there once.
    let connect = text.lines().find(|line| line.contains("Connect")).unwrap();
    assert_eq!(connect.matches(" c ").count(), 1, "{text}");
    scene.act(Action::Close);
    scene.act(Action::NewMenu);
    display.follow(&mut scene.model);
    assert!(!display.text().contains("n b"), "{}", display.text());
}

#[test]
fn the_help_begins_with_what_can_be_done_with_the_row() {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.act(Action::Help);
    let Some(Dialog::Help(help)) = scene.model.dialogs.shown() else {
        panic!("no help")
    };
    let sections = help.lines(&scene.model);
    let titles: Vec<&str> = sections.iter().map(|(title, _)| *title).collect();
    assert_eq!(titles[..2], ["This row", "This screen"], "{titles:?}");
    let actions = |at: usize| -> Vec<Action> {
        let (_, lines) = &sections[at];
        lines.iter().filter_map(of_action).collect()
    };
    assert!(actions(0).contains(&Action::Connect) && !actions(0).contains(&Action::Filter));
    assert!(actions(1).contains(&Action::Filter) && !actions(1).contains(&Action::Connect));
    for at in [0, 1] {
        for action in actions(at) {
            assert_eq!(action.ready(&scene.model), Availability::Yes, "{action:?}");
        }
    }
    // No action is listed twice, and nothing is missing.
    let here = [actions(0), actions(1)].concat();
    for (at, action) in here.iter().enumerate() {
        assert!(!here[..at].contains(action), "{action:?} twice");
    }
    let other = Help::default();
    let usual = other.lines(&scene.model);
    let listed = |of: &[(&str, Vec<HelpLine>)]| -> BTreeSet<Action> {
        let lines = of.iter().flat_map(|(_, lines)| lines);
        lines.filter_map(of_action).collect()
    };
    let missing = &listed(&usual) - &listed(&sections);
    // It is listed as the action that it stands for on this row.
    assert_eq!(missing, BTreeSet::from([Action::Edit]));
    assert!(actions(0).contains(&Action::EditBranch));
}

#[test]
fn enter_in_the_help_runs_the_line_or_says_why_not() {
    let mut scene = Scene::new();
    scene.select("staging");
    search_help(&mut scene, "rename");
    scene.act(Action::HelpChoose);
    assert!(matches!(
        scene.model.dialogs.shown(),
        Some(Dialog::Form(_) | Dialog::Prompt(_))
    ));
    scene.act(Action::Close);
    assert!(scene.model.dialogs.is_empty());

    // Not on this row.
    search_help(&mut scene, "show password for 10");
    scene.act(Action::HelpChoose);
    let said = scene.said();
    assert!(said.contains("show password does not apply here"), "{said}");

    // The cursor chooses another line.
    scene.act(Action::Close);
    scene.act(Action::Close);
    scene.act(Action::Help);
    scene.act(Action::NextLine);
    let second = chosen(&scene);
    scene.act(Action::PreviousLine);
    assert_ne!(second, chosen(&scene));
}

#[test]
fn delete_says_what_it_deletes() {
    let mut scene = Scene::new();
    scene.select("staging");
    search_help(&mut scene, "delete branch");
    let help: &Help = scene.model.dialogs.top_as().unwrap();
    let lines = help.lines(&scene.model);
    let mut lines = lines.iter().flat_map(|(_, lines)| lines);
    assert!(lines.any(|line| line.label == "Delete branch"));
    scene.act(Action::Close);
    scene.act(Action::Close);
    scene.act(Action::ActionsMenu);
    let menu: &Menu = scene.model.dialogs.top_as().unwrap();
    let labels: Vec<&str> = menu.items.iter().map(|item| &*item.label).collect();
    assert!(labels.contains(&"Delete branch"), "{labels:?}");
    scene.act(Action::Close);
    let screen = shown(&mut scene, (300, 50));
    assert!(screen.contains("D delete branch"), "{screen}");
}

/// Opens the help with these words in its filter.
fn search_help(scene: &mut Scene, words: &str) {
    scene.act(Action::Help);
    let help: &mut Help = scene.model.dialogs.top_as_mut().unwrap();
    help.filter = words.into();
}

/// The action that Enter would run.
fn chosen(scene: &Scene) -> Action {
    let help: &Help = scene.model.dialogs.top_as().unwrap();
    let lines = help.lines(&scene.model);
    let at = help.at(&lines);
    let mut all = lines.iter().flat_map(|(_, lines)| lines);
    of_action(all.nth(at).unwrap()).unwrap()
}

#[test]
fn a_menu_runs_chords_and_is_filtered_by_words_and_keys() {
    let mut scene = Scene::new();
    scene.select("staging");
    let labels = |scene: &Scene| -> Vec<String> {
        let Some(Dialog::Menu(menu)) = scene.model.dialogs.shown() else {
            return Vec::new();
        };
        let shown = menu.shown();
        shown.iter().map(|item| item.label.clone()).collect()
    };
    scene.act(Action::ActionsMenu);
    let all = labels(&scene);
    for (typed, label) in [
        ("n b", "New branch"),
        ("g c", "Show schema"),
        ("s c h e m a Space s h o w", "Show schema"),
    ] {
        scene.press("/");
        scene.press(typed);
        let found = labels(&scene);
        assert!(found.contains(&label.to_owned()), "{typed}: {found:?}");
        assert!(found.len() < all.len(), "{typed}");
        // Esc drops the filter first.
        scene.press("Esc");
        assert_eq!(labels(&scene), all);
    }
    // A chord that goes on differently runs nothing, and Esc ends one.
    for keys in ["g z", "g Esc"] {
        scene.press(keys);
        assert_eq!(labels(&scene), all, "{keys}");
    }
    scene.press("n b");
    assert!(
        matches!(scene.model.dialogs.shown(), Some(Dialog::Form(_))),
        "{:?}",
        scene.model.dialogs.shown()
    );
}

#[test]
fn the_groups_of_a_menu_stand_together_and_danger_comes_last() {
    let mut scene = Scene::new();
    scene.select("staging");
    scene.act(Action::ActionsMenu);
    let Some(Dialog::Menu(menu)) = scene.model.dialogs.shown() else {
        panic!("no menu")
    };
    let groups: Vec<_> = menu.items.iter().filter_map(|item| item.group()).collect();
    assert_eq!(groups.len(), menu.items.len());
    assert!(groups.is_sorted(), "{groups:?}");
    let delete = menu.items.iter().find(|item| item.label == "Delete branch");
    assert_eq!(delete.and_then(|item| item.group()), groups.last().copied());
    let mut display = Display::new((100, 30));
    display.follow(&mut scene.model);
    let text = display.text();
    for title in ["CONNECT", "COMPUTE", "BRANCH", "DANGER"] {
        assert_eq!(text.matches(title).count(), 1, "{title}:\n{text}");
    }
}

#[test]
fn what_destroys_is_in_view_in_every_part_of_a_long_menu() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.act(Action::ActionsMenu);
    for keys in ["", "↓ ↓ ↓", "PgDn", "PgDn", "↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓ ↓", "PgUp"]
    {
        scene.press(keys);
        let text = shown(&mut scene, (80, 24));
        for said in ["DANGER", "Delete branch", "more "] {
            assert!(text.contains(said), "{keys}: {said}\n{text}");
        }
    }
    // Where there is room, nothing is hidden.
    let text = shown(&mut scene, (120, 40));
    assert!(
        text.contains("Delete branch") && !text.contains(" more "),
        "{text}"
    );
}

#[test]
fn arrows_lead_from_group_to_group_of_a_menu() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.act(Action::ActionsMenu);
    let group = |scene: &Scene| {
        let Some(Dialog::Menu(menu)) = scene.model.dialogs.shown() else {
            panic!("no menu")
        };
        menu.items[menu.at()].group().unwrap()
    };
    let mut groups = vec![group(&scene)];
    while groups.len() < 3 || groups.first() != groups.last() {
        scene.press("→");
        groups.push(group(&scene));
    }
    let first = groups.pop();
    assert!(groups.is_sorted() && groups.len() > 4, "{groups:?}");
    scene.press("←");
    assert_eq!(group(&scene), *groups.last().unwrap());
    scene.press("↓ →");
    assert_eq!(Some(group(&scene)), first);
}

#[test]
fn the_keys_that_may_follow_are_all_in_view_or_scroll() {
    let mut scene = Scene::new();
    scene.select("dev");
    scene.press("g");
    scene.model.keyboard.chord_popup = true;
    for size in [(80, 24), (120, 40), (160, 45)] {
        let text = shown(&mut scene, size);
        for said in [
            "CONNECT",
            "Copy password",
            "Sent changes",
            "Finalize the restore",
        ] {
            assert!(text.contains(said), "{said} in {size:?}\n{text}");
        }
        assert!(!text.contains(" more"), "{text}");
    }
    let last = "Finalize the restore";
    let size = (60, 12);
    let text = shown(&mut scene, size);
    assert!(text.contains("j more") && !text.contains(last), "{text}");
    for _ in 0..20 {
        scene.press("j");
    }
    assert!(shown(&mut scene, size).contains(last));
    // The chord goes on.
    assert_eq!(scene.model.keyboard.pressed.len(), 1);
    scene.press("Esc");
    assert!(!shown(&mut scene, size).contains(last));
}
