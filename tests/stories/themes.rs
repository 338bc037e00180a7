//! Choosing the color theme on the screen.

use crate::story::{Story, vault};
use lazyneon::{
    app::state_store::StateStore,
    emulator::{Clock, Emulator, Options, serve},
    key::Code,
    neon::account::CredentialSource,
    ui::{
        Action, Settings, Startup, theme_menu,
        themes::{OwnTheme, ThemeChoice, colors::ROLES, named, shade::Shade},
    },
};
use std::path::Path;

async fn neon() -> Emulator {
    let now = "2026-11-21T14:02:13Z".parse().unwrap();
    let options = Options {
        clock: Clock::tokio(now),
        rate_limit: false,
        ..Options::default()
    };
    serve(options).await.unwrap()
}

async fn begin(home: &Path, theme: ThemeChoice) -> Story {
    let mut startup = Startup {
        settings: Settings {
            theme,
            ..Settings::default()
        },
        ..Startup::default()
    };
    startup.session.origin = Some(CredentialSource::Variable);
    let now = "2026-11-21T14:02:13Z".parse().unwrap();
    let mut story = Story::on(startup, neon().await, now, vault(), store(home));
    assert!(story.settle().await);
    story
}

fn store(home: &Path) -> StateStore {
    StateStore::at(Some(home.join("state")), None)
}

fn shown(story: &Story) -> String {
    theme_menu::shown(story.model()).name.to_string()
}

fn to_last(story: &mut Story) {
    for _ in 0..20 {
        story.key(Code::Down);
    }
}

async fn open(story: &mut Story) {
    story.act(Action::Palette);
    story.type_text("theme");
    story.settle().await;
    story.sees("Color theme").act(Action::PaletteRun);
}

#[tokio::test(start_paused = true)]
async fn the_menu_shows_each_theme_and_enter_keeps_it() {
    let home = tempfile::tempdir().unwrap();
    let mut story = begin(home.path(), ThemeChoice::default()).await;
    open(&mut story).await;
    story
        .sees("auto")
        .sees("(now)")
        .sees("Dracula by Zeno Rocha");
    assert_eq!(shown(&story), "auto");
    story.key(Code::Down);
    assert_eq!(shown(&story), "dark");
    to_last(&mut story);
    assert_eq!(shown(&story), "dracula");
    story.act(Action::Close);
    assert_eq!(shown(&story), "auto");
    assert_eq!(store(home.path()).theme(), None);

    open(&mut story).await;
    to_last(&mut story);
    story.act(Action::MenuRun);
    story.settle().await;
    story.sees("theme dracula, also the next time");
    assert_eq!(shown(&story), "dracula");
    assert_eq!(store(home.path()).theme().as_deref(), Some("dracula"));
    // The position of the cursor, which is saved later, does not replace it.
    story.save();
    assert_eq!(store(home.path()).theme().as_deref(), Some("dracula"));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_filter_shows_the_first_theme_that_it_leaves() {
    let home = tempfile::tempdir().unwrap();
    let mut story = begin(home.path(), ThemeChoice::default()).await;
    open(&mut story).await;
    story.act(Action::MenuFilter);
    story.type_text("solar");
    assert_eq!(shown(&story), "solarized-light");
    story.act(Action::Close);
    story.act(Action::Close);
    assert_eq!(shown(&story), "auto");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_theme_of_the_configuration_is_used_again_at_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    let accent = ROLES.iter().find(|role| role.name == "accent").unwrap();
    let mine = OwnTheme {
        name: "mine".to_owned(),
        base: named("nord").unwrap(),
        colors: vec![(accent, Shade::Ansi(5))],
    };
    let theme = ThemeChoice {
        name: "dark".to_owned(),
        own: vec![mine.spec()],
        is_set: true,
    };
    let mut story = begin(home.path(), theme).await;
    open(&mut story).await;
    story.sees("your own, based on nord");
    to_last(&mut story);
    assert_eq!(
        theme_menu::shown(story.model()).many.any.accent,
        Shade::Ansi(5)
    );
    story.act(Action::MenuRun);
    story.settle().await;
    story.sees("theme mine until you quit; to keep it, write theme = \"mine\" in config.toml");
    assert_eq!(shown(&story), "mine");
    assert_eq!(store(home.path()).theme(), None);
    story.end();
}
