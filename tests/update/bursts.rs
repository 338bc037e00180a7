//! Keys that arrive in one read: typing counts as typed, and a paste runs no actions.

use crate::scene::Scene;
use lazyneon::{
    key::{Code, Key},
    ui::{Action, Msg, burst::Burst, dialog::kinds::Dialog},
};
use std::time::{Duration, Instant};

/// The time until a user presses another key.
const PAUSE: Duration = Duration::from_millis(200);
/// The time until a slow line delivers the next piece.
const AT_ONCE: Duration = Duration::from_millis(2);

/// A terminal without bracketed paste.
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

    /// Sends a text in one read; returns the resulting messages.
    fn sends(&mut self, text: &str) -> Vec<Msg> {
        self.scene().model.dialogs.drawn();
        self.sends_after(text, PAUSE)
    }

    /// Sends a text in a read this long after the previous one, with no frame between.
    fn sends_after(&mut self, text: &str, pause: Duration) -> Vec<Msg> {
        let scene = self.scene.as_mut().unwrap();
        let mut messages = Vec::new();
        self.burst.begin(text.chars().map(key), pause, &scene.model);
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
        let filter = self.scene().model.browser.filter();
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
fn keys_that_only_move_are_no_paste_however_many_come_at_once() {
    for text in ["jkggG", "jjkkgg", "llhjjG\rjk", "jlkh\tggGG", "GggJKHL"] {
        let mut keyboard = Keyboard::new();
        let came = keyboard.sends(text);
        assert!(was_typed(&came, text), "{text:?}: {came:?}");
        assert!(keyboard.scene().model.dialogs.is_empty());
    }
    // With one key that does more, it may be a text, and nothing of it is done.
    for text in ["jkggs", "Gkhgl", "hjkl;", "1jkG"] {
        let mut keyboard = Keyboard::new();
        let before = keyboard.scene().selected();
        let came = keyboard.sends(text);
        assert_eq!(texts(&came), [text], "{text:?}");
        assert_eq!(keyboard.scene().selected(), before, "{text:?}");
    }
    // The end of a chord that was begun before is none of them.
    let mut keyboard = Keyboard::new();
    keyboard.sends("g");
    assert_eq!(texts(&keyboard.sends("ljkh")), ["ljkh"]);
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
    assert!(matches!(scene.model.dialogs.shown(), Some(Dialog::Menu(_))));
    scene.tell(Msg::Paste("n".to_owned()));
    assert!(
        scene.said().contains("text fields only"),
        "{}",
        scene.said()
    );
    assert!(matches!(scene.model.dialogs.shown(), Some(Dialog::Menu(_))));
}

#[test]
fn the_reads_that_follow_a_paste_at_once_belong_to_it() {
    let mut keyboard = Keyboard::new();
    keyboard.sends("select 1;\r");
    assert!(keyboard.sends_after("sD", AT_ONCE).is_empty());
    assert!(keyboard.sends_after("y\r", AT_ONCE).is_empty());
    assert!(was_typed(&keyboard.sends_after("\x03", AT_ONCE), "\x03"));
    assert!(was_typed(&keyboard.sends("gb"), "gb"));
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
    assert_eq!(texts(&keyboard.sends("staging\r")), ["staging"]);
    assert_eq!(keyboard.filter(), "staging");
    assert!(!keyboard.scene().model.browser.is_filtering());

    let mut keyboard = Keyboard::new();
    keyboard.scene().act(Action::Filter);
    keyboard.sends("select 1\rdrop table users\rsD");
    assert_eq!(keyboard.filter(), "select 1 drop table users sD");
    assert!(keyboard.scene().model.browser.is_filtering());

    // However long it is, it is inserted at once.
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
        keyboard.scene().model.keyboard.keymap.name(Action::Delete)
    };
    let mut keyboard = Keyboard::new();
    let delete = open(&mut keyboard);
    keyboard.sends(&format!("{delete}y\r"));
    let scene = keyboard.scene();
    assert!(matches!(
        scene.model.dialogs.shown(),
        Some(Dialog::Confirm(_))
    ));
    assert!(
        !scene
            .requests()
            .iter()
            .any(|request| request.starts_with("DELETE"))
    );
    // Ctrl-c works all the same.
    let mut keyboard = Keyboard::new();
    let delete = open(&mut keyboard);
    let came = keyboard.sends(&format!("{delete}y\x03"));
    assert!(was_typed(&came, &format!("{delete}y\x03")));
}

#[test]
fn nobody_answers_a_question_before_it_was_drawn() {
    let mut keyboard = Keyboard::new();
    keyboard.scene().select("dev");
    keyboard.scene().effects.clear();
    let asks = keyboard.scene().model.keyboard.keymap.name(Action::Delete);
    keyboard.sends(&asks);
    for key in ["d", "e", "v", "\r"] {
        keyboard.sends_after(key, Duration::from_millis(30));
    }
    let said = keyboard.scene().said();
    assert!(said.contains("before the question"), "{said}");
    assert!(!keyboard.scene().model.dialogs.is_empty());
    for key in ["d", "e", "v", "\r"] {
        keyboard.sends(key);
    }
    assert!(keyboard.scene().model.dialogs.is_empty());
}

#[test]
fn a_paste_that_is_not_marked_confirms_nothing() {
    for (pieces, pause) in [
        (&["dev\r"][..], PAUSE),
        (&["de", "v\r"], AT_ONCE),
        (&["dev\r", "\r"], AT_ONCE),
    ] {
        let mut keyboard = Keyboard::new();
        keyboard.scene().select("dev");
        keyboard.scene().act(Action::Delete);
        keyboard.scene().effects.clear();
        keyboard.scene().model.dialogs.drawn();
        for piece in pieces {
            keyboard.sends_after(piece, pause);
        }
        let scene = keyboard.scene();
        assert_eq!(scene.requests(), [""; 0], "{pieces:?}");
        let Some(Dialog::Confirm(confirm)) = scene.model.dialogs.shown() else {
            panic!("{pieces:?}: the question is gone");
        };
        let hint = confirm.hint.unwrap_or_default();
        assert!(!hint.is_empty(), "{pieces:?}: nothing says why");
    }
}

#[test]
fn a_place_in_a_text_is_looked_for_only_if_that_is_chosen() {
    let mut keyboard = Keyboard::new();
    keyboard.sends("postgresql://u:p@ep-cool-1.eu-central-1.aws.neon.tech/neondb\r");
    let scene = keyboard.scene();
    assert_eq!(scene.requests(), [""; 0]);
    let Some(Dialog::Palette(palette)) = scene.model.dialogs.shown() else {
        panic!("{}", scene.said());
    };
    assert_eq!(palette.input.value(), "ep-cool-1");
}

#[test]
fn a_paste_into_the_palette_runs_no_line_and_keeps_no_password() {
    for text in [
        "suspend\r",
        "postgresql://u:npg_Secret123@ep-cool-1.eu-central-1.aws.neon.tech/neondb\r",
    ] {
        let mut keyboard = Keyboard::new();
        keyboard.scene().act(Action::Palette);
        keyboard.scene().model.dialogs.drawn();
        keyboard.sends_after(text, PAUSE);
        let scene = keyboard.scene();
        assert_eq!(scene.requests(), [""; 0], "{text}");
        let Some(Dialog::Palette(palette)) = scene.model.dialogs.shown() else {
            panic!("{text}: {}", scene.said());
        };
        assert!(!palette.input.value().contains("Secret"), "{text}");
    }
}

#[test]
fn text_that_comes_in_pieces_runs_no_more_than_its_beginning() {
    for size in 1..=3 {
        let mut keyboard = Keyboard::new();
        let text: Vec<char> = "select * from users;\rdrop table x;\r".chars().collect();
        let mut keys = 0;
        let mut pause = PAUSE;
        for piece in text.chunks(size) {
            let came = keyboard.sends_after(&String::from_iter(piece), pause);
            keys += came.iter().filter(|msg| matches!(msg, Msg::Key(_))).count();
            pause = AT_ONCE;
        }
        assert!(keys <= 3, "{keys} keys in pieces of {size}");
        let said = keyboard.scene().said();
        assert!(said.contains("pasted text runs no actions"), "{said}");
    }
}

#[test]
fn chords_and_held_keys_in_quick_reads_are_keys() {
    for (reads, pause) in [
        (&["g", "b", "n", "b", "g", "e"][..], 16),
        (&["g", "b"], 5),
        (&["n", "b"], 5),
        (&["3", "j", "j", "j", "j", "j"], 5),
        (&["gb", "nb"], 30),
        (&["jj", "jj", "kk", "kk", "kkk"], 1),
    ] {
        let mut keyboard = Keyboard::new();
        for read in reads {
            let came = keyboard.sends_after(read, Duration::from_millis(pause));
            assert!(was_typed(&came, read), "{reads:?}: {came:?}");
        }
    }
}

#[test]
fn connection_data_is_not_drawn_in_the_filter() {
    let texts = [
        "postgresql://owner:hunter2@db.example.com/shop",
        "PGPASSWORD=hunter2",
    ];
    for text in texts {
        let mut marked = Scene::new();
        marked.act(Action::Filter);
        marked.tell(Msg::Paste(text.to_owned()));
        let mut keyboard = Keyboard::new();
        keyboard.scene().act(Action::Filter);
        keyboard.sends(&format!("{text}\r"));
        for scene in [&mut marked, keyboard.scene()] {
            let kept = scene
                .model
                .browser
                .filter()
                .map(|filter| filter.input.value());
            assert_eq!(kept.unwrap_or_default(), "", "{text}");
            assert!(scene.model.browser.past_filters.is_empty(), "{text}");
            let said = scene.said();
            assert!(said.contains("may contain a password"), "{said}");
            assert!(!said.contains("hunter2"), "{said}");
        }
    }
    // Connection data that names a compute is reduced to its ID.
    let mut keyboard = Keyboard::new();
    keyboard.scene().act(Action::Filter);
    keyboard.sends("postgresql://u:hunter2@ep-cool-1.eu-central-1.aws.neon.tech/neondb");
    assert_eq!(keyboard.filter(), "ep-cool-1");
    // Typed text belongs to the user, but is not kept beyond the filter line.
    let mut scene = Scene::new();
    scene.press("/ p g p a s s = x Enter");
    assert!(scene.model.browser.past_filters.is_empty());
}

#[test]
fn a_key_that_was_held_for_long_costs_no_more_for_each_of_them() {
    let mut keyboard = Keyboard::new();
    keyboard.scene().act(Action::Filter);
    let model = &keyboard.scene.as_ref().unwrap().model;
    let keys = std::iter::repeat_n(Key::char('j'), 60_000);
    let began = Instant::now();
    keyboard.burst.begin(keys, PAUSE, model);
    let count = std::iter::from_fn(|| keyboard.burst.next(model)).count();
    assert_eq!(count, 60_000);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn what_is_typed_ahead_ends_with_the_burst() {
    let mut keyboard = Keyboard::new();
    let scene = keyboard.scene.as_mut().unwrap();
    keyboard
        .burst
        .begin("gbj".chars().map(key), PAUSE, &scene.model);
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
    let value = scene
        .model
        .browser
        .filter()
        .unwrap()
        .input
        .value()
        .to_owned();
    assert_eq!(value, "aone two   three[A fünfb");
    scene.press("x");
    let input = &scene.model.browser.filter().unwrap().input;
    assert_eq!(input.value(), "aone two   three[A fünfxb");
}

#[test]
fn a_paste_that_was_cut_is_told() {
    let mut scene = Scene::new();
    scene.tell(Msg::PasteCut);
    assert!(scene.said().contains("too long"), "{}", scene.said());
}

#[test]
fn ends_of_lines_in_a_burst_choose_nothing() {
    let bursts = [
        "ok\ry\r",
        "a\rb\r\r\r\r",
        "\r\n\r\n",
        "yyyyyyyyyy\r\r\r",
        "\r\r\r",
        "y\r",
    ];
    for burst in bursts {
        for menu in [Action::ComputeMenu, Action::ActionsMenu] {
            let mut keyboard = Keyboard::new();
            keyboard.scene().select("dev");
            keyboard.scene().act(menu);
            let open = keyboard.scene().model.dialogs.top_id();
            keyboard.scene().effects.clear();
            keyboard.sends_after(burst, PAUSE);
            let scene = keyboard.scene();
            assert_eq!(scene.model.dialogs.top_id(), open, "{burst:?}");
            assert_eq!(scene.requests(), [""; 0], "{burst:?}");
        }
    }
}
