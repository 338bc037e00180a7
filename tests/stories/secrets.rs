//! The request log can be inspected, and contains no secret.

use crate::{
    scan::found_in,
    story::{DEV, DEV_COMPUTE, STAGING, STOREFRONT, Story, branch},
};
use lazyneon::ui::{Action, Msg, Target, navigation_target::NavigationTarget};

/// Connection data with the password `hunter2`; {h} is a host.
const CONNECTIONS: [&str; 15] = [
    "postgresql%3A%2F%2Fu%3Ahunter2%40{h}%2Fdb",
    "postgresql%253A%252F%252Fu%253Ahunter2%2540{h}%252Fdb",
    "u/hunter2@{h}",
    "pass word = hunter2",
    "password : hunter2",
    "\u{ff50}assword=hunter2",
    "\u{440}\u{430}ssword hunter2",
    "p\u{200b}w: hunter2",
    "{\"password\":\"hunter2\",\"host\":\"{h}\"}",
    "url = \"postgresql://u:hunter2@{h}/db\"",
    "mysql -phunter2 -h {h}",
    "{h}:5432:db:u:hunter2",
    "Server=tcp:{h};Pwd=hunter2",
    "[db](postgresql://u:hunter2@{h}/db)",
    "set -x PGPASSWORD hunter2",
];

#[tokio::test(start_paused = true)]
async fn no_form_of_connection_data_is_asked_neon_for() {
    let neon = format!("{DEV_COMPUTE}-pooler.c-2.us-east-2.aws.neon.tech");
    let mut story = Story::at(branch(DEV)).await;
    for host in [&*neon, "db.example.com", "localhost"] {
        for form in CONNECTIONS {
            let text = form.replace("{h}", host);
            for typed in [false, true] {
                story.act(Action::Filter);
                if typed {
                    story.type_text(&text);
                } else {
                    story.tell(Msg::Paste(text.clone()));
                }
                assert!(story.settle().await, "{text}");
                let query = story
                    .model()
                    .browser
                    .filter()
                    .unwrap()
                    .input
                    .value()
                    .to_owned();
                let found = query.contains(DEV_COMPUTE);
                assert!(
                    typed || found || !form.contains("{h}") || host != neon,
                    "{text}: {query}"
                );
                story.act(Action::FilterKeep);
                assert!(story.settle().await, "{text}");
                let log = format!("{:?}", story.model().neon.log.entries());
                let requests = format!("{:?}", story.neon.requests());
                let past = format!("{:?}", story.model().browser.past_filters);
                for told in [log, requests, past] {
                    assert!(!told.contains("hunter2"), "{text}: {told}");
                }
                story.escape();
                let screen = story.screen();
                assert!(!screen.contains("hunter2"), "{text}: {screen}");
            }
            match NavigationTarget::read(&text) {
                Ok(destination) => {
                    assert!(!format!("{destination:?}").contains("hunter2"), "{text}")
                }
                Err(why) => assert!(!why.to_string().contains("hunter2"), "{text}"),
            }
        }
    }
    story.end();
}

/// A session that has received every kind of secret.
async fn told() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    let role = Target::Role(STOREFRONT.into(), DEV.into(), "readonly".into());
    story.go(&role).await;
    story.act(Action::ResetPassword);
    story.type_text("readonly");
    story.act(Action::ConfirmEnter);
    story.follow().await;
    story.act(Action::ShowPassword);
    story.escape();
    story.act(Action::CopyPassword);
    story.settle().await;
    let database = Target::Database(STOREFRONT.into(), DEV.into(), "sessions".into());
    story.go(&database).await;
    story.act(Action::CopyUri);
    story.settle().await;
    assert!(story.model().dialogs.is_empty());
    story.act(Action::NewRole);
    story.type_text("reporter");
    story.act(Action::FormApply);
    story.follow().await;
    story.go(&branch(STAGING)).await;
    story.act(Action::Connect);
    story.settle().await;
    story.act(Action::ConnectReveal);
    story.settle().await;
    let shown = story.screen();
    assert!(found_in(&shown).is_some(), "nothing was revealed:\n{shown}");
    story.escape();
    story.act(Action::ApiKeys);
    story.settle().await;
    story.act(Action::NewKey);
    story.type_text("ci");
    story.act(Action::FormApply);
    story.follow().await;
    let copied = story.copied();
    assert!(copied.len() >= 5 && copied.iter().all(|text| found_in(text).is_some()));
    story
}

#[tokio::test(start_paused = true)]
async fn the_viewer_of_requests_and_their_curl_hold_no_secret() {
    let mut story = told().await;
    let copied = story.copied().len();
    story.act(Action::RequestLog);
    let requests = story.model().neon.log.entries().len();
    assert!(requests > 12, "{requests}");
    for _ in 0..requests {
        // First its line in the list, then all of it.
        let shown = story.screen();
        assert_eq!(found_in(&shown), None, "{shown}");
        story.act(Action::Open);
        let shown = story.screen();
        assert_eq!(found_in(&shown), None, "{shown}");
        story.act(Action::Curl);
        let shown = story.screen();
        assert_eq!(found_in(&shown), None, "{shown}");
        story.type_text("c");
        story.settle().await;
        story.escape();
        story.act(Action::Down);
    }
    let curls = story.copied().split_off(copied);
    assert_eq!(curls.len(), requests);
    for curl in curls {
        assert!(curl.starts_with("curl "), "{curl}");
        assert_eq!(found_in(&curl), None, "{curl}");
    }
    for entry in story.model().neon.log.entries() {
        let text = format!("{entry:?}");
        assert_eq!(found_in(&text), None, "{text}");
    }
    story.escape();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_answers_as_they_came_hide_their_secrets() {
    let mut story = told().await;
    while story.model().browser.table.is_some() {
        story.act(Action::Back);
    }
    for name in ["dev/maya", "readonly", "sessions"] {
        let target = match name {
            "dev/maya" => branch(DEV),
            "readonly" => Target::Role(STOREFRONT.into(), DEV.into(), name.into()),
            _ => Target::Database(STOREFRONT.into(), DEV.into(), name.into()),
        };
        story.go(&target).await;
        story.act(Action::Describe);
        story.settle().await;
        story.sees("{");
        let shown = story.screen();
        assert_eq!(found_in(&shown), None, "{shown}");
        story.escape();
    }
    story.end();
}

#[tokio::test(start_paused = true)]
async fn no_field_that_is_shown_takes_a_pasted_password() {
    let secret = "postgresql://app:npg_Secret123@ep-cool-1.us-east-2.aws.neon.tech/shop";
    for keys in [
        &[Action::NewBranch][..],
        &[Action::Rename],
        &[Action::ActionsMenu, Action::MenuFilter],
        &[Action::Help],
        &[Action::Palette],
        &[Action::Branches, Action::ExportTable],
        &[Action::Restore, Action::NextField],
    ] {
        let mut story = Story::at(branch(DEV)).await;
        for key in keys {
            story.act(*key);
            story.settle().await;
        }
        story.tell(Msg::Paste(secret.to_owned()));
        let screen = story.screen();
        assert!(!screen.contains("npg_Secret"), "{keys:?}:\n{screen}");
        story.quit();
    }
}
