//! Screens too small to read: what cannot be read is not done.

use crate::{any_keys::keys, display::Display, scene::Scene};
use lazyneon::{
    key::{Code, Key},
    neon::{Slot, Task},
    ui::{
        Action, Availability, Effect, Msg, Pane,
        dialog::{
            confirm::{Confirm, ConfirmedBy},
            kinds::Dialog,
        },
        layout::SMALLEST,
    },
};
use proptest::prelude::*;

/// How many changes were sent, or are as soon as what they are about was read again.
fn changes(scene: &Scene) -> usize {
    let sent = scene.effects.iter();
    let is_change = |effect: &&Effect| {
        matches!(
            effect,
            Effect::Task(Task::Call {
                slot: Slot::Write(_) | Slot::Check(_),
                ..
            })
        )
    };
    sent.filter(is_change).count()
}

fn resize(scene: &mut Scene, (width, height): (u16, u16)) {
    scene.tell(Msg::Resize { width, height });
}

/// Something that would be sent by another key or two.
fn beginnings() -> impl Strategy<Value = Vec<(&'static str, Action)>> {
    proptest::sample::subsequence(
        vec![
            ("dev", Action::Delete),
            ("main", Action::SuspendCompute),
            ("staging", Action::StartCompute),
            ("dev", Action::EditBranch),
            ("main", Action::EditCompute),
            ("dev", Action::ResetBranch),
            ("dev", Action::NewMenu),
            ("dev", Action::NewDatabase),
        ],
        0..=1,
    )
}

fn answers() -> impl Strategy<Value = Key> {
    let sure = [
        Key::char('y'),
        Code::Enter.into(),
        "Ctrl-s".parse().unwrap(),
        Key::char('s'),
    ];
    prop_oneof![2 => keys(), 1 => proptest::sample::select(sure.to_vec())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn where_nothing_can_be_read_no_key_changes_anything(
        begun in beginnings(),
        typed in "[a-z0-9]{0,3}",
        sizes in proptest::collection::vec((1_u16..40, 1_u16..12), 1..4),
        pressed in proptest::collection::vec(answers(), 0..30)
    ) {
        let mut scene = Scene::new();
        for (row, action) in begun {
            scene.select(row);
            scene.act(action);
            for c in typed.chars() {
                scene.key(Key::char(c));
            }
        }
        let before = changes(&scene);
        let tiny = |(w, h): &(u16, u16)| *w < SMALLEST.0 || *h < SMALLEST.1;
        for size in sizes.into_iter().filter(tiny) {
            resize(&mut scene, size);
            for key in &pressed {
                scene.key(*key);
            }
            prop_assert_eq!(changes(&scene), before, "at {:?}", size);
        }
    }
}

/// All readable text of the topmost dialog, without frames and line breaks.
fn read(display: &Display) -> String {
    let text = display.text();
    let inside = |line: &str| match (line.find('┃'), line.rfind('┃')) {
        (Some(from), Some(to)) => line[from..to].to_owned(),
        _ => line.to_owned(),
    };
    let text: String = text.lines().map(inside).collect();
    text.chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .collect()
}

#[test]
fn a_question_is_answered_only_where_all_of_it_is_in_view() {
    let name = format!("pr-{}", "0123456789-".repeat(12));
    let mut answered = 0;
    for width in (20..130).step_by(5) {
        for height in (6..30).step_by(3) {
            for says in [
                None,
                Some(
                    "could not suspend main: another operation is running, and Neon waits for its end",
                ),
            ] {
                let mut scene = Scene::new();
                scene.branches(&["main", &name]);
                scene.endpoints(&[(&name, "active")]);
                scene.select(&name);
                scene.act(Action::SetDefault);
                let mut display = Display::new((width, height));
                resize(&mut scene, (width, height));
                if let Some(text) = says {
                    scene.model.neon.say_bad(text);
                }
                display.follow(&mut scene.model);
                let shown = read(&display).contains(&name);
                scene.key(Key::char('y'));
                let done = changes(&scene) > 0;
                assert!(shown || !done, "at {width}x{height}:\n{}", display.text());
                assert_eq!(done, scene.model.dialogs.is_empty());
                answered += usize::from(done);
                if !done {
                    display.follow(&mut scene.model);
                    assert!(scene.said().contains("too small"), "{}", scene.said());
                }
            }
        }
    }
    assert!(answered > 100, "{answered} were readable");
}

#[test]
fn on_a_screen_that_is_too_small_that_is_all_that_is_said() {
    for size in [(19, 24), (80, 5), (1, 1), (3, 40), (10, 4)] {
        let mut scene = Scene::new();
        let mut display = Display::new(size);
        resize(&mut scene, size);
        scene.model.neon.say_bad("something went wrong");
        display.follow(&mut scene.model);
        assert!(
            "toosmall20x6atleast".starts_with(&read(&display)[..1]),
            "{}",
            display.text()
        );
        // Enough to quit.
        scene.key("Ctrl-c".parse().unwrap());
        assert!(
            scene
                .effects
                .iter()
                .any(|effect| matches!(effect, Effect::Quit))
        );
    }
}

#[test]
fn operations_on_the_whole_screen_have_no_keys_of_a_row_behind_them() {
    for (size, zoomed) in [((120, 40), true), ((80, 24), true), ((60, 20), false)] {
        let mut scene = Scene::new();
        resize(&mut scene, size);
        scene.select("staging");
        scene.act(Action::FocusOperations);
        if zoomed {
            scene.act(Action::Zoom);
        }
        assert_eq!(scene.model.browser.panes.focus, Pane::Operations);
        for action in [
            Action::StartCompute,
            Action::Delete,
            Action::Connect,
            Action::CopyMenu,
            Action::ActionsMenu,
        ] {
            assert!(
                matches!(action.ready(&scene.model), Availability::No(_)),
                "{action:?}"
            );
        }
        scene.effects.clear();
        scene.press("s");
        assert_eq!(changes(&scene), 0);
        assert!(
            scene.said().contains("the activity fills the screen"),
            "{}",
            scene.said()
        );
        scene.press("1 s");
        assert_eq!(changes(&scene), 1, "{}", scene.said());
    }
}

/// A branch whose deletion needs its name to be typed, and whose confirmation has a long title.
fn asks_for_a_long_name(name: &str) -> Scene {
    let mut scene = Scene::new();
    scene.branches(&["main", name]);
    scene.endpoints(&[(name, "active")]);
    scene.select(name);
    scene.act(Action::Delete);
    scene
}

#[test]
fn a_name_can_be_typed_where_the_title_of_the_question_takes_two_lines() {
    let name = "preview-of-the-checkout-page-42";
    for size in [(40, 10), (41, 10), (40, 12)] {
        let mut scene = asks_for_a_long_name(name);
        let mut display = Display::new(size);
        resize(&mut scene, size);
        display.follow(&mut scene.model);
        let Some(Dialog::Confirm(confirm)) = scene.model.dialogs.shown() else {
            panic!("no question")
        };
        let ConfirmedBy::Typed { word, .. } = confirm.guard.clone() else {
            panic!("nothing is typed")
        };
        assert_eq!(confirm.long_title(size).len(), 2);
        for c in word.chars() {
            scene.key(Key::char(c));
        }
        for _ in 0..20 {
            display.follow(&mut scene.model);
            scene.key(Code::Enter.into());
            scene.key("Down".parse().unwrap());
        }
        assert_eq!(changes(&scene), 1, "at {size:?}:\n{}", display.text());
    }
}

#[test]
fn no_line_of_a_question_that_scrolls_is_skipped() {
    let name = "preview-of-the-checkout-page-42";
    for size in [(20, 6), (20, 7), (24, 6), (40, 10)] {
        for key in ["Down", "PageDown"] {
            let mut scene = asks_for_a_long_name(name);
            let mut display = Display::new(size);
            resize(&mut scene, size);
            // A confirmation shown one line at a time must still show everything.
            let Some(confirm) = scene.model.dialogs.top_as_mut::<Confirm>() else {
                panic!("no question")
            };
            confirm.lines = ('a'..='n').map(|c| format!("line-{c}")).collect();
            let mut seen = String::new();
            for _ in 0..40 {
                display.follow(&mut scene.model);
                seen += &display.text();
                scene.key(key.parse().unwrap());
            }
            for c in 'a'..='n' {
                assert!(
                    seen.contains(&format!("line-{c}")),
                    "line-{c} at {size:?} with {key}:\n{seen}"
                );
            }
        }
    }
}

#[test]
fn a_dialog_that_is_taller_than_the_screen_says_so_and_can_be_read_to_its_end() {
    let cases = [
        (Action::Connect, "Up", "PageDown"),
        (Action::Restore, "Ctrl-p", "Ctrl-n"),
    ];
    for (action, up, down) in cases {
        let mut scene = Scene::new();
        scene.select("main");
        scene.act(action);
        let mut tall = Display::new((40, 60));
        resize(&mut scene, (40, 60));
        tall.follow(&mut scene.model);
        let all: Vec<String> = words(&tall);
        let mut display = Display::new((40, 10));
        resize(&mut scene, (40, 10));
        display.follow(&mut scene.model);
        assert!(
            display.text().contains(" more "),
            "{action:?}:\n{}",
            display.text()
        );
        let mut seen = words(&display);
        for at in 0..40 {
            let key = if at < 10 { up } else { down };
            scene.key(key.parse().unwrap());
            display.follow(&mut scene.model);
            seen.extend(words(&display));
        }
        for word in all {
            assert!(
                seen.contains(&word),
                "{action:?}: {word}\n{}",
                display.text()
            );
        }
    }
}

/// The words in a frame, except those of the key hints.
fn words(display: &Display) -> Vec<String> {
    let text = display.text();
    let lines: Vec<&str> = text.lines().filter(|line| line.contains('┃')).collect();
    let inside = lines.split_last().map_or(&[][..], |(_, inside)| inside);
    let words = inside.iter().flat_map(|line| line.split_whitespace());
    words
        .filter(|word| word.chars().all(char::is_alphabetic))
        .map(str::to_owned)
        .collect()
}
