//! Connection strings, over real HTTP.

use crate::story::{DEV, STAGING, STOREFRONT, Story, branch};
use lazyneon::{
    emulator::{Fault, Options},
    key::{Code, Key},
    ui::{
        Action, Availability, Msg, Startup, Target,
        dialog::{
            connect::{Connect, Part},
            kinds::Dialog,
        },
    },
};

/// The connect dialog, opened on a branch, with everything loaded.
async fn connect(id: &str) -> Story {
    let mut story = Story::at(branch(id)).await;
    story.settle().await;
    story.act(Action::Connect);
    story.settle().await;
    story.neon.forget_requests();
    story
}

#[tokio::test(start_paused = true)]
async fn a_pair_is_fetched_twice_and_copied_once() {
    let mut story = connect(STAGING).await;
    story.sees("active, connects immediately").misses("npg_");
    story.type_text("r");
    story.act(Action::ConnectCopy);
    story.settle().await;
    let asked = story.requests();
    assert_eq!(
        asked,
        vec![format!("GET /projects/{STOREFRONT}/connection_uri"); 2]
    );
    let copied = story.copied();
    let lines: Vec<&str> = copied.last().unwrap().lines().collect();
    assert!(
        lines[0].starts_with("DATABASE_URL=\"postgresql://") && lines[0].contains("-pooler."),
        "{}",
        lines[0].len()
    );
    assert!(
        lines[1].starts_with("DATABASE_URL_UNPOOLED=\"postgresql://")
            && !lines[1].contains("-pooler.")
    );
    story.sees("copied .env pair for staging");
    assert!(
        !story.model().dialogs.is_empty(),
        "an answer closed the dialog"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_server_that_stands_in_has_no_pooler_and_the_preview_becomes_what_is_copied() {
    let server = "postgresql://me:npg_stand@127.0.0.1:5433/ours?sslmode=disable";
    let options = Options {
        postgres: Some(server.to_owned()),
        ..Options::default()
    };
    let mut story = Story::with(Startup::default(), options).await;
    story.settle().await;
    story.open_storefront().await;
    story.go(&branch(STAGING)).await;
    story.settle().await;
    story.act(Action::Connect);
    story.settle().await;
    story
        .sees("no pooler here")
        .sees("not on Neon")
        .sees("@127.0.0.1:5433/")
        .misses("-pooler")
        .misses("ours");
    story.act(Action::ConnectCopy);
    story.settle().await;
    let copied = story.copied();
    assert_eq!(copied.last().map(String::as_str), Some(server));
    story
        .sees("postgresql://me:********@127.0.0.1:5433/ours?sslmode=disable")
        .misses("not on Neon");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_idle_compute_says_that_connecting_wakes_it() {
    let mut story = connect(DEV).await;
    story
        .sees("idle: connecting wakes it")
        .sees("(0.25 CU)")
        .sees("********");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_secret_is_on_the_screen_for_ten_seconds() {
    let mut story = connect(STAGING).await;
    story.act(Action::ConnectReveal);
    story.settle().await;
    story.sees("npg_");
    story.elapse(std::time::Duration::from_secs(11)).await;
    story.misses("npg_");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_password_that_is_not_stored_is_said_and_the_dialog_stays() {
    let mut story = connect(STAGING).await;
    let refusal = Fault::Status {
        code: 412,
        retry_after: None,
        body: Some(r#"{"message": "storing passwords is disabled"}"#.to_owned()),
    };
    story
        .neon
        .faults()
        .add(Some("GET"), "/connection_uri", 1, refusal);
    story.act(Action::ConnectCopy);
    story.settle().await;
    story.sees("password not stored for");
    assert!(matches!(
        story.model().dialogs.shown(),
        Some(Dialog::Connect(_))
    ));
    story.act(Action::ConnectCopy);
    story.settle().await;
    assert_eq!(story.copied().len(), 1);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_database_is_connected_to_as_its_owner_in_one_key() {
    let mut story = Story::at(branch(STAGING)).await;
    story.settle().await;
    story.act(Action::Right);
    story.settle().await;
    let database = Target::Database(STOREFRONT.into(), STAGING.into(), "sessions".into());
    story.go(&database).await;
    story.act(Action::CopyUri);
    story.settle().await;
    let copied = story.copied();
    let uri = copied.last().unwrap();
    assert!(
        uri.starts_with("postgresql://storefront_app:") && uri.contains("/sessions?"),
        "wrong role or database"
    );
    story.sees("as storefront_app, pooled");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn several_databases_are_asked_about() {
    let mut story = Story::at(branch(STAGING)).await;
    story.settle().await;
    story.act(Action::CopyUri);
    story.settle().await;
    let asks = story.model().dialogs.shown().is_some() || story.screen().contains("to choose");
    assert!(asks, "{}", story.screen());
    assert!(story.copied().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_was_chosen_for_a_branch_is_not_asked_again() {
    let mut story = Story::at(branch(STAGING)).await;
    story.settle().await;
    story.act(Action::Connect);
    story.settle().await;
    // From the format, the last line, to the database.
    for _ in 0..5 {
        story.act(Action::PreviousField);
    }
    story.act(Action::NextValue);
    story.act(Action::ConnectCopy);
    story.settle().await;
    story.escape();
    let chosen = story.copied().pop().unwrap();
    story.act(Action::CopyUri);
    story.settle().await;
    assert_eq!(story.copied().pop().unwrap(), chosen);
    assert_eq!(story.copied().len(), 2);
    // The dialog begins with it, too.
    story.act(Action::Connect);
    story.settle().await;
    story.act(Action::ConnectCopy);
    story.settle().await;
    assert_eq!(story.copied().pop().unwrap(), chosen);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_no_client_can_connect_to_offers_no_connection() {
    let lists = [
        (Action::VpcEndpoints, "sparkling-hill-99143322"),
        (Action::Snapshots, STOREFRONT),
    ];
    for (list, project) in lists {
        let mut story = Story::at(Target::Project(project.into())).await;
        story.settle().await;
        story.act(list);
        story.settle().await;
        let row = story.model().browser.selected().cloned();
        let row = row.unwrap_or_else(|| panic!("{list:?} is empty"));
        for action in [Action::Connect, Action::CopyUri, Action::OpenClient] {
            let ready = action.ready(story.model());
            assert_eq!(ready, Availability::Hidden, "{action:?} on {row:?}");
        }
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn the_list_of_formats_is_walked_as_it_is_drawn() {
    let mut story = connect(STAGING).await;
    let format = |story: &Story| {
        let connect = story.model().dialogs.top_as::<Connect>().unwrap();
        (connect.at, connect.format)
    };
    let size = |width| Msg::Resize { width, height: 40 };
    let key = |code| Key::plain(code);
    story.tell(size(120));
    story.screen();
    story.key(key(Code::Down));
    assert_eq!(format(&story), (Part::Format, 1));
    story.sees("psql command");
    // The next column.
    let rows = story
        .model()
        .dialogs
        .top_as::<Connect>()
        .unwrap()
        .rows
        .get();
    story.key(key(Code::Right));
    assert_eq!(format(&story), (Part::Format, 1 + rows));
    story.key(key(Code::Left));
    story.key(key(Code::Up));
    assert_eq!(format(&story), (Part::Format, 0));
    // Above it are the choices.
    story.key(key(Code::Up));
    assert_eq!(format(&story), (Part::At, 0));
    story.key(key(Code::Down));
    story.act(Action::NextField);
    assert_eq!(format(&story), (Part::Branch, 0));
    // Where the formats are one line among the others, it is left like those.
    story.act(Action::PreviousField);
    story.tell(size(40));
    story.screen();
    story.key(key(Code::Right));
    story.key(key(Code::Down));
    assert_eq!(format(&story), (Part::Branch, 1));
}
