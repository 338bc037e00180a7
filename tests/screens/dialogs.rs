//! Dialogs.

use super::{
    page::{screen, text},
    scene::{STOREFRONT, Scene},
};
use lazyneon::{
    api::Operation,
    ui::{
        Action, Msg, Slot, Target,
        compare::{self, with::With},
        dialog::{
            confirm::{Confirm, OnConfirm},
            connect::Connect,
            kinds::Dialog,
            viewer::{Content, Diff, Viewer},
        },
    },
    view::Theme,
};
use serde_json::json;

fn shown(scene: &Scene) -> String {
    text(&scene.draw("auto"))
}

fn on(branch: &str, size: (u16, u16)) -> Scene {
    let mut scene = Scene::storefront(size);
    scene.select(&Target::Branch(STOREFRONT.into(), branch.into()));
    scene
}

#[test]
fn a_question_about_production() {
    let mut scene = on("br-production", (80, 24));
    scene.act(Action::SuspendCompute);
    insta::assert_snapshot!(screen(&scene.model, "auto"));
}

#[test]
fn a_name_to_be_typed() {
    let mut scene = on("br-pr-412", (80, 24));
    let lines = vec!["in        Acme Labs › storefront".to_owned()];
    let confirm = Confirm::typed("Delete pr-412?", lines, "pr-412", OnConfirm::Switch);
    scene.model.dialogs.open(confirm);
    scene.press("p r -");
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn a_small_screen_keeps_what_is_asked() {
    let mut scene = on("br-production", (40, 10));
    scene.act(Action::SuspendCompute);
    let screen = shown(&scene);
    for wanted in [
        "Suspend compute of production?",
        "PROD",
        "Open connections drop",
    ] {
        assert!(screen.contains(wanted), "{wanted} is not on\n{screen}");
    }
    // The first line does not scroll.
    let first = screen.lines().next().unwrap();
    let is_kept = first.contains("compute of production") && first.contains("PROD");
    assert!(is_kept, "{screen}");
}

#[test]
fn all_actions_of_a_branch() {
    let mut scene = on("br-staging", (80, 24));
    scene.press("x");
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn the_help_finds_words() {
    let mut scene = on("br-staging", (100, 30));
    scene.press("? c o p y");
    insta::assert_snapshot!(shown(&scene));
}

/// A long key takes some of its own name's cells, not of all names'.
#[test]
fn long_keys_do_not_push_the_names_of_the_help_away() {
    let mut scene = on("br-staging", (80, 24));
    scene.press("?");
    let mut screen = shown(&scene);
    while !screen.contains("Branches of storefront") {
        scene.press("PgDn");
        let next = shown(&scene);
        assert_ne!(next, screen);
        screen = next;
    }
    assert!(
        screen.contains("g b       Branches of storefront"),
        "{screen}"
    );
}

#[test]
fn the_requests_that_were_sent() {
    let mut scene = on("br-staging", (100, 30));
    scene.press("@ ↓ Enter");
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn a_text_without_a_clipboard_has_no_sides() {
    let mut scene = on("br-staging", (60, 16));
    let uri = "postgresql://neondb_owner:npg_secret@ep-old-sun-a1.us-east-2.aws.neon.tech/neondb?sslmode=require";
    let content = Content::Secret(uri.to_owned().into());
    scene
        .model
        .dialogs
        .open(Viewer::new("No clipboard here: select the text", content));
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn a_form_says_what_it_would_do() {
    let mut scene = on("br-production", (100, 34));
    scene.press("g E Tab Tab →");
    insta::assert_snapshot!(screen(&scene.model, "auto"));
}

#[test]
fn connect_shows_stars() {
    let mut scene = on("br-staging", (80, 24));
    scene.press("c");
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn a_long_connection_text_is_read_to_its_end() {
    for size in [(80, 24), (40, 10)] {
        let mut scene = on("br-production", size);
        scene.act(Action::Connect);
        let formats = &scene.model.settings.formats;
        let long = formats
            .iter()
            .position(|format| format.name.contains("Django"));
        if let Some(connect) = scene.model.dialogs.top_as_mut::<Connect>() {
            connect.format = long.unwrap();
        }
        shown(&scene);
        let before = shown(&scene);
        scene.act(Action::NextPage);
        let after = shown(&scene);
        assert_ne!(before, after, "{before}");
        if size == (80, 24) {
            insta::assert_snapshot!("connect_scrolled", after);
        }
        for _ in 0..30 {
            scene.act(Action::PreviousPage);
        }
        assert!(shown(&scene).contains("production"), "{}", shown(&scene));
        // Moving to another line brings its content back into view.
        scene.act(Action::NextField);
        scene.act(Action::PreviousField);
        assert_eq!(shown(&scene), before);
    }
}

#[test]
fn a_chord_lists_what_may_follow() {
    let mut scene = on("br-staging", (80, 24));
    scene.press("g");
    scene.model.keyboard.chord_popup = true;
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn the_palette_lists_actions_and_places() {
    for (text, name) in [
        ("", "empty"),
        ("sta", "found"),
        (">del", "impossible"),
        ("zzz", "nothing"),
    ] {
        let mut scene = on("br-staging", (80, 24));
        scene.act(Action::Palette);
        for letter in text.chars() {
            scene.press(&letter.to_string());
        }
        insta::assert_snapshot!(format!("palette_{name}"), shown(&scene));
    }
}

#[test]
fn raw_json_is_shown_whole() {
    let mut scene = on("br-staging", (80, 24));
    scene.press("d");
    insta::assert_snapshot!(screen(&scene.model, "dark"));
}

#[test]
fn a_difference_has_signs_and_counts() {
    let mut scene = on("br-staging", (80, 24));
    let mut diff = Diff::loading("staging".to_owned(), "production".to_owned());
    diff.set(
        "--- a/neondb\n+++ b/neondb\n@@ -10,4 +10,5 @@\n CREATE TABLE public.users (\n     id integer NOT NULL,\n-    created_at timestamptz DEFAULT now()\n+    created_at timestamptz DEFAULT now(),\n+    display_name text\n );\n",
    );
    let content = Content::Diff(Box::new(diff));
    let title = "Schema of neondb: staging against production";
    scene.model.dialogs.open(Viewer::new(title, content));
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn a_difference_says_which_hunk_is_on_top() {
    let mut scene = on("br-staging", (160, 45));
    let mut diff = Diff::loading("staging".to_owned(), "production".to_owned());
    diff.set("@@ -1,2 +1,2 @@\n same\n-old\n+new\n@@ -9,1 +9,2 @@\n same\n+more\n");
    let viewer = Viewer::new("Schema of neondb", Content::Diff(Box::new(diff)));
    scene.model.dialogs.open(viewer);
    assert!(shown(&scene).contains("hunk 1 of 2, 2 added, 1 removed"));
    scene.act(Action::NextHunk);
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn the_moment_of_a_comparison_is_asked_for() {
    for size in [(80, 24), (160, 45)] {
        let mut scene = on("br-staging", size);
        let database = Target::Database(STOREFRONT.into(), "br-staging".into(), "neondb".into());
        compare::open(
            &mut scene.model.dialogs,
            &mut scene.model.settings,
            &mut scene.model.neon,
            database,
            With::Past("br-staging".into()),
        );
        scene.press("s o o n");
        scene.act(Action::PromptAccept);
        let name = format!("a_moment_to_compare_with_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, shown(&scene));
    }
}

#[test]
fn a_deletion_says_what_goes() {
    let mut scene = on("br-pr-412", (80, 24));
    scene.act(Action::Delete);
    insta::assert_snapshot!(shown(&scene));
}

#[test]
fn a_long_question_is_read_to_its_end() {
    let mut scene = on("br-staging", (60, 16));
    let lines = (1..20).map(|at| format!("line {at}")).collect();
    let mut confirm = Confirm::typed("Delete much?", lines, "much", OnConfirm::Switch);
    confirm.whole = true;
    scene.model.dialogs.open(confirm);
    shown(&scene);
    scene.press("m u c h Enter");
    insta::assert_snapshot!(shown(&scene));
    for _ in 0..8 {
        scene.press("PgDn");
    }
    assert!(shown(&scene).contains("the end"));
    scene.press("Enter");
    assert!(scene.model.dialogs.is_empty());
}

/// The wizard for the default branch, which may be restored, after some steps.
fn restore(size: (u16, u16), steps: usize) -> Scene {
    let mut scene = on("br-production", size);
    let branch = scene.branch("br-production");
    branch.protected = false;
    branch.restricted_actions.clear();
    scene.act(Action::Restore);
    for _ in 0..steps {
        scene.act(Action::RestoreNext);
    }
    scene
}

#[test]
fn the_restore_wizard_asks_when() {
    insta::assert_snapshot!("restore_when_80x24", shown(&restore((80, 24), 0)));
    insta::assert_snapshot!("restore_when_160x50", shown(&restore((160, 50), 0)));
}

#[test]
fn the_restore_wizard_shows_what_it_was_like() {
    insta::assert_snapshot!("restore_preview_80x24", shown(&restore((80, 24), 1)));
    insta::assert_snapshot!("restore_preview_160x50", shown(&restore((160, 50), 1)));
}

#[test]
fn the_database_of_the_cursor_is_in_view_in_the_restore_wizard() {
    let mut scene = restore((80, 24), 1);
    let all: Vec<_> = (0..30)
        .map(|at| json!({"id": at, "branch_id": "br-production", "name": format!("db-{at}"), "owner_name": "app"}))
        .collect();
    let body = json!({ "databases": all });
    scene.answer(
        Slot::Databases(STOREFRONT.into(), "br-production".into()),
        Operation::ListDatabases,
        &body,
    );
    for at in 1..30 {
        scene.act(Action::NextField);
        let screen = shown(&scene);
        assert!(screen.contains(&format!("▌ db-{at} ")), "{screen}");
    }
}

#[test]
fn the_restore_wizard_says_what_is_lost() {
    insta::assert_snapshot!("restore_impact_80x24", shown(&restore((80, 24), 2)));
    insta::assert_snapshot!("restore_impact_160x50", shown(&restore((160, 50), 2)));
}

#[test]
fn the_restore_wizard_has_the_name_typed() {
    insta::assert_snapshot!("restore_confirm_80x24", shown(&restore((80, 24), 3)));
    insta::assert_snapshot!("restore_confirm_160x50", shown(&restore((160, 50), 3)));
}

/// The protection is lifted for the restore: the last step says so, and is a step like the others.
#[test]
fn the_restore_wizard_offers_to_unprotect() {
    for size in [(80, 24), (160, 50)] {
        let mut scene = on("br-production", size);
        scene.act(Action::Restore);
        for _ in 0..3 {
            scene.act(Action::RestoreNext);
        }
        let screen = shown(&scene);
        assert!(screen.contains("4 CONFIRM"), "{screen}");
        insta::assert_snapshot!(format!("restore_protected_{}x{}", size.0, size.1), screen);
    }
}

/// Red is for what is broken or cannot be undone.
#[test]
fn in_a_menu_only_danger_and_what_cannot_be_undone_is_red() {
    let mut scene = on("br-pr-412", (120, 50));
    scene.act(Action::ActionsMenu);
    let buffer = scene.draw("dark");
    let bad = Theme::named("dark").unwrap().bad.fg;
    let red = |y: u16| -> String {
        let cells = (0..120).map(|x| &buffer[(x, y)]);
        let red = cells.filter(|cell| cell.style().fg == bad);
        red.map(|cell| cell.symbol()).collect()
    };
    let red: Vec<String> = (1..50).map(red).filter(|line| !line.is_empty()).collect();
    assert_eq!(red, ["DANGER", "Delete branch"], "{}", shown(&scene));
    assert!(shown(&scene).contains("cannot be undone"));
}

#[test]
fn what_the_first_typed_character_replaces_is_selected() {
    let mut scene = on("br-staging", (80, 24));
    scene.act(Action::Rename);
    let selected = |scene: &Scene, name: &str| {
        let screen = screen(&scene.model, "auto");
        let is_it = |run: &str| run.contains("REVERSED") && run.contains(&format!("\"{name}\""));
        screen.lines().any(is_it)
    };
    assert!(
        selected(&scene, "staging"),
        "{}",
        screen(&scene.model, "auto")
    );
    scene.press("End");
    assert!(
        !selected(&scene, "staging"),
        "{}",
        screen(&scene.model, "auto")
    );
}

/// A long confirmation that only counts once all of it has been seen.
fn long_question(size: (u16, u16)) -> Scene {
    let mut scene = on("br-pr-412", size);
    let lines = (1..9)
        .map(|at| format!("line {at} says a lot about what goes with it"))
        .collect();
    let title = "Delete pr-412 and all that was ever written to it?";
    let mut confirm = Confirm::typed(title, lines, "pr-412", OnConfirm::Switch);
    confirm.whole = true;
    scene.model.dialogs.open(confirm);
    shown(&scene);
    scene
}

#[test]
fn a_question_stands_once_and_says_what_it_waits_for() {
    for size in [(30, 10), (40, 10), (60, 12)] {
        let mut scene = long_question(size);
        let screen = shown(&scene);
        assert_eq!(screen.matches("Delete pr-412").count(), 1, "{screen}");
        scene.press("p r - 4 1 2 Enter");
        let screen = shown(&scene);
        let last = |screen: &str| {
            let lines: Vec<&str> = screen
                .lines()
                .filter(|line| !line.trim().is_empty())
                .collect();
            lines.iter().rev().take(2).copied().collect::<String>()
        };
        assert!(last(&screen).contains("↓ read on"), "{screen}");
        assert!(screen.contains("[pr-412"), "{screen}");
        assert!(!last(&screen).contains("confirm"), "{screen}");
        scene.tell(Msg::Resize {
            width: 80,
            height: 40,
        });
        shown(&scene);
        let screen = shown(&scene);
        assert!(
            !screen.contains("read on")
                && !screen.contains("enlarge")
                && screen.contains("Enter confirm"),
            "{screen}"
        );
    }
}

#[test]
fn a_question_that_cannot_be_read_says_what_helps() {
    let mut scene = long_question((20, 6));
    scene.press("p r - 4 1 2 Enter");
    let screen = shown(&scene);
    assert!(screen.contains("too small: enlarge"), "{screen}");
}

#[test]
fn a_text_beside_the_count_of_lines_is_cut_with_an_ellipsis() {
    let screen = shown(&long_question((40, 10)));
    let line = screen.lines().find(|line| line.contains("more")).unwrap();
    assert!(line.contains("… ↓"), "{screen}");
}

#[test]
fn a_menu_on_a_small_screen_uses_its_rows() {
    for (size, least) in [((40, 10), 4), ((80, 24), 15)] {
        let mut scene = on("br-staging", size);
        scene.press("x");
        let screen = shown(&scene);
        assert!(screen.contains("more ↓"), "{screen}");
        let blank = screen
            .lines()
            .filter(|line| line.trim_matches(['┃', ' ', '│']).is_empty());
        assert_eq!(blank.count(), 0, "{screen}");
        let Some(Dialog::Menu(menu)) = scene.model.dialogs.shown() else {
            panic!("no menu");
        };
        let seen = menu
            .items
            .iter()
            .filter(|item| screen.contains(&format!("  {}", item.label)));
        assert!(seen.count() >= least, "{screen}");
    }
}

#[test]
fn pages_of_a_long_form_go_through_its_fields_and_what_stands_below() {
    let mut scene = on("br-production", (80, 20));
    scene.act(Action::EditCompute);
    let field = |scene: &Scene| match scene.model.dialogs.shown() {
        Some(Dialog::Form(form)) => (form.at, form.scroll.top()),
        _ => panic!("no form is open"),
    };
    let mut seen = vec![field(&scene)];
    for action in [Action::NextPage, Action::PreviousPage] {
        for _ in 0..40 {
            shown(&scene);
            scene.act(action);
            seen.push(field(&scene));
        }
    }
    shown(&scene);
    assert!(seen[1].0 > 0, "{seen:?}");
    let last = seen.iter().map(|(at, _)| *at).max().unwrap();
    assert!(last > 5, "{seen:?}");
    assert_eq!(seen.last(), seen.first());
}

#[test]
fn a_form_fits_the_smallest_screen() {
    let mut scene = on("br-pr-412", (20, 6));
    scene.act(Action::Edit);
    let screen = shown(&scene);
    for wanted in ["pr-412", "Name", "nothing changed", "Ctrl-s apply"] {
        assert!(screen.contains(wanted), "{wanted} is not on\n{screen}");
    }
    scene.press("x Esc");
    let screen = shown(&scene);
    assert!(screen.contains("y discard  n keep"), "{screen}");
}
