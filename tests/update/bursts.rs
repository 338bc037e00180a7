//! Keys that come in one read: what is typed is typed, what is pasted runs nothing.

use crate::scene::Scene;
use lazyneon::{
    core::{Action, Msg, burst::Burst, dialog::Dialog},
    key::{Code, Key},
};

/// A terminal that marks no pastes.
#[derive(Default)]
struct Keyboard {
    scene: Option<Scene>,
    burst: Burst,
}

impl Keyboard {
    fn new() -> Self {
        let scene = Some(Scene::new());
        Self {
            scene,
            ..Self::default()
        }
    }

    fn scene(&mut self) -> &mut Scene {
        self.scene.as_mut().unwrap()
    }

    /// Sends this in one read; gives what it was taken for.
    fn sends(&mut self, text: &str) -> Vec<Msg> {
        self.sends_after(text, false)
    }

    fn sends_after(&mut self, text: &str, at_once: bool) -> Vec<Msg> {
        let scene = self.scene.as_mut().unwrap();
        let mut messages = Vec::new();
        self.burst
            .begin(text.chars().map(key), at_once, &scene.model);
        while let Some(msg) = self.burst.next(&scene.model) {
            messages.push(match &msg {
                Msg::Paste(text) => Msg::Paste(text.clone()),
                Msg::Key(key) => Msg::Key(*key),
                other => panic!("{other:?}"),
            });
            scene.tell(msg);
        }
        messages
    }

    fn filter(&mut self) -> String {
        let filter = self.scene().model.filter();
        filter.map_or_else(String::new, |filter| filter.input.value().to_owned())
    }
}

fn key(c: char) -> Key {
    match c {
        '\r' => Key::plain(Code::Enter),
        '\t' => Key::plain(Code::Tab),
        '\x03' => Key::ctrl('c'),
        c => Key::char(c),
    }
}

fn texts(messages: &[Msg]) -> Vec<&str> {
    fn text(msg: &Msg) -> Option<&str> {
        match msg {
            Msg::Paste(text) => Some(text),
            _ => None,
        }
    }
    messages.iter().filter_map(text).collect()
}

fn was_typed(messages: &[Msg], text: &str) -> bool {
    let keys = messages.iter().map(|msg| match msg {
        Msg::Key(key) => Some(*key),
        _ => None,
    });
    keys.eq(text.chars().map(|c| Some(key(c))))
}

#[test]
fn held_keys_chords_and_what_a_slow_line_bundles_are_keys() {
    let long = "jk".repeat(1500);
    for text in [
        "j",
        "jjjj",
        "kkkkkkkkkkkk",
        "gb",
        "gg",
        "ggj",
        "nb",
        "3j",
        "gbj\r",
        "jj\r",
        "gbjjj",
        "]]]",
        "j\rj\r",
        "gg\t",
        "jjjjkkkk",
        &long,
    ] {
        let mut keyboard = Keyboard::new();
        let came = keyboard.sends(text);
        assert!(was_typed(&came, text), "{text:?}: {came:?}");
    }
}

#[test]
fn text_runs_nothing_and_says_so() {
    for text in [
        "select * from users;\r",
        "select * from users;\rdrop table users;\ry\r",
        "test",
        "users\r",
        "drop\r",
        "\rps\rls\r",
        "s\tD\ty\te\r",
        "größe",
        "postgresql://u:p@ep-cool-1.eu-central-1.aws.neon.tech/neondb",
    ] {
        let mut keyboard = Keyboard::new();
        let rows = keyboard.scene().rows();
        let came = keyboard.sends(text);
        assert_eq!(texts(&came), [text.replace('\r', "\n")], "{text:?}");
        assert_eq!(came.len(), 1, "{text:?}");
        let scene = keyboard.scene();
        assert!(scene.model.dialogs.is_empty(), "{text:?}");
        assert_eq!(scene.requests(), [""; 0], "{text:?}");
        assert_eq!(scene.rows(), rows, "{text:?}");
        assert!(
            scene.said().contains("runs no actions: press /"),
            "{}",
            scene.said()
        );
    }
}

#[test]
fn a_marked_paste_runs_nothing_either_and_says_so() {
    let mut scene = Scene::new();
    scene.tell(Msg::Paste("s".to_owned()));
    assert!(scene.said().contains("runs no actions"), "{}", scene.said());
    scene.act(Action::CopyMenu);
    assert!(matches!(scene.model.dialogs.top(), Some(Dialog::Menu(_))));
    scene.tell(Msg::Paste("n".to_owned()));
    assert!(
        scene.said().contains("text fields only"),
        "{}",
        scene.said()
    );
    assert!(matches!(scene.model.dialogs.top(), Some(Dialog::Menu(_))));
}

#[test]
fn the_reads_that_follow_a_paste_at_once_belong_to_it() {
    let mut keyboard = Keyboard::new();
    keyboard.sends("select 1;\r");
    assert!(keyboard.sends_after("sD", true).is_empty());
    assert!(keyboard.sends_after("y\r", true).is_empty());
    assert!(was_typed(&keyboard.sends_after("\x03", true), "\x03"));
    assert!(was_typed(&keyboard.sends_after("gb", false), "gb"));
}

#[test]
fn a_line_that_begins_with_the_key_of_the_filter_filters() {
    let mut keyboard = Keyboard::new();
    keyboard.sends("/staging\r");
    assert_eq!(keyboard.filter(), "staging");
    let mut keyboard = Keyboard::new();
    assert_eq!(texts(&keyboard.sends("/usr/bin\rdrop\r")).len(), 1);
    assert_eq!(keyboard.filter(), "");
}

#[test]
fn in_a_text_field_text_is_text_and_only_its_last_enter_is_a_key() {
    let mut keyboard = Keyboard::new();
    keyboard.scene().act(Action::Filter);
    assert!(was_typed(&keyboard.sends("staging\r"), "staging\r"));
    assert_eq!(keyboard.filter(), "staging");
    assert!(!keyboard.scene().model.is_filtering());

    let mut keyboard = Keyboard::new();
    keyboard.scene().act(Action::Filter);
    keyboard.sends("select 1\rdrop table users\rsD");
    assert_eq!(keyboard.filter(), "select 1 drop table users sD");
    assert!(keyboard.scene().model.is_filtering());

    // However long it is, it goes in at once.
    let mut keyboard = Keyboard::new();
    keyboard.scene().act(Action::Filter);
    let long = "select 1; ".repeat(400);
    assert_eq!(texts(&keyboard.sends(&long)), [&long]);
    assert_eq!(keyboard.filter(), long);
}

#[test]
fn nobody_answers_a_question_in_the_read_that_has_opened_it() {
    let open = |keyboard: &mut Keyboard| {
        keyboard.scene().select("dev");
        keyboard.scene().effects.clear();
        keyboard.scene().model.keymap.name(Action::Delete)
    };
    let mut keyboard = Keyboard::new();
    let delete = open(&mut keyboard);
    keyboard.sends(&format!("{delete}y\r"));
    let scene = keyboard.scene();
    assert!(matches!(
        scene.model.dialogs.top(),
        Some(Dialog::Confirm(_))
    ));
    assert!(
        !scene
            .requests()
            .iter()
            .any(|request| request.starts_with("DELETE"))
    );
    // Ctrl-c is heard all the same.
    let mut keyboard = Keyboard::new();
    let delete = open(&mut keyboard);
    let came = keyboard.sends(&format!("{delete}y\x03"));
    assert!(was_typed(&came, &format!("{delete}\x03")));
}

#[test]
fn what_is_typed_ahead_ends_with_the_burst() {
    let mut keyboard = Keyboard::new();
    let scene = keyboard.scene.as_mut().unwrap();
    keyboard
        .burst
        .begin("gbj".chars().map(key), false, &scene.model);
    keyboard.burst.next(&scene.model);
    keyboard.burst.end();
    assert!(keyboard.burst.next(&scene.model).is_none());
}

#[test]
fn a_paste_becomes_one_line_at_the_caret() {
    let mut scene = Scene::new();
    scene.act(Action::Filter);
    scene.press("a b ←");
    scene.tell(Msg::Paste(
        "\none\ttwo\r\n  three\x1b[A\x07 fünf\n\n".to_owned(),
    ));
    let value = scene.model.filter().unwrap().input.value().to_owned();
    assert_eq!(value, "aone two   three[A fünfb");
    scene.press("x");
    let input = &scene.model.filter().unwrap().input;
    assert_eq!(input.value(), "aone two   three[A fünfxb");
}

#[test]
fn a_paste_that_was_cut_is_told() {
    let mut scene = Scene::new();
    scene.tell(Msg::PasteCut);
    assert!(scene.said().contains("too long"), "{}", scene.said());
}
