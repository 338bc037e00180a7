//! Creating things, and editing branches and databases, over real HTTP.

use crate::story::{DEV, PRODUCTION, STAGING, STOREFRONT, Story, branch};
use lazyneon::{
    emulator::{Fault, Options},
    key::Code,
    neon::policy::{Policy, ProtectionSource},
    ui::{
        Action, Startup, Target,
        dialog::{
            form::{Form, Status},
            kinds::Dialog,
        },
    },
};
use serde_json::{Value, json};

fn form(story: &Story) -> Option<&Form> {
    story.model().dialogs.all().next()
}

fn go(story: &mut Story, label: &str) {
    for _ in 0..60 {
        if form(story).unwrap().current().unwrap().edit.label == label {
            return;
        }
        story.key(Code::Tab);
    }
    panic!("there is no field {label}:\n{}", story.screen());
}

/// Replaces the text of a field.
pub fn write(story: &mut Story, label: &str, text: &str) {
    go(story, label);
    story.key("Ctrl-u".parse::<lazyneon::key::Key>().unwrap());
    story.type_text(text);
}

/// The changes Neon has received, with methods and bodies; forgets the requests.
fn sent(story: &mut Story) -> Vec<(String, String, Value)> {
    story.keeps_to_the_contract();
    let requests = story.neon.requests();
    story.neon.forget_requests();
    let changes = requests.into_iter().filter(|r| r.method != "GET");
    changes
        .map(|r| {
            (
                r.method,
                r.path,
                serde_json::from_str(&r.body).unwrap_or_default(),
            )
        })
        .collect()
}

async fn open(target: Target, action: Action) -> Story {
    let mut story = Story::at(target).await;
    story.act(action);
    story.settle().await;
    assert!(
        form(&story).is_some_and(|form| form.status == Status::Editing),
        "{}",
        story.screen()
    );
    story.keeps_to_the_contract();
    story.neon.forget_requests();
    story
}

fn database(name: &str) -> Target {
    Target::Database(STOREFRONT.into(), DEV.into(), name.into())
}

/// Sends the form, and confirms if necessary.
pub async fn apply(story: &mut Story) {
    story.act(Action::FormApply);
    if matches!(story.model().dialogs.shown(), Some(Dialog::Confirm(_))) {
        story.act(Action::ConfirmYes);
    }
    story.settle().await;
}

/// A kind of thing, and how a story creates it.
struct Kind {
    action: Action,
    /// Fields and the text to type into each.
    fields: &'static [(&'static str, &'static str)],
    /// Part of the path of the POST.
    path: &'static str,
    name: &'static str,
}

const BRANCH: Kind = Kind {
    action: Action::NewBranch,
    fields: &[("Name", "pr-499")],
    path: "/branches",
    name: "pr-499",
};
const DATABASE: Kind = Kind {
    action: Action::NewDatabase,
    fields: &[("Name", "reports")],
    path: "/databases",
    name: "reports",
};
const ROLE: Kind = Kind {
    action: Action::NewRole,
    fields: &[("Name", "reporter")],
    path: "/roles",
    name: "reporter",
};
const REPLICA: Kind = Kind {
    action: Action::NewReplica,
    fields: &[],
    path: "/endpoints",
    name: "replica of dev/maya",
};
const PROJECT: Kind = Kind {
    action: Action::NewProject,
    fields: &[("Name", "playground")],
    path: "/projects",
    name: "playground",
};
const KINDS: [Kind; 5] = [BRANCH, DATABASE, ROLE, REPLICA, PROJECT];

/// The newest change may be one that no key undoes: that is said, and never skipped in silence.
#[tokio::test(start_paused = true)]
async fn undo_after_a_creation_says_why_and_what_deletes_it() {
    let mut story = filled(&BRANCH).await;
    apply(&mut story).await;
    story.follow().await;
    story.act(Action::Undo);
    story
        .sees("pr-499 created: not undone")
        .sees("D on it deletes it");
    // An older change that can be undone is offered, after the same words.
    story.go(&branch(STAGING)).await;
    story.act(Action::Rename);
    story.settle().await;
    write(&mut story, "Name", "stage");
    apply(&mut story).await;
    story.follow().await;
    story.act(Action::Undo);
    story.sees("Undo: rename back").misses("skips");
    story.act(Action::ConfirmYes);
    story.follow().await;
    // After that, it is the turn of the creation again.
    story.act(Action::Undo);
    story.sees("pr-499 created: not undone");
    story.end();
}

async fn filled(kind: &Kind) -> Story {
    let mut story = open(branch(DEV), kind.action).await;
    for (label, text) in kind.fields {
        write(&mut story, label, text);
    }
    story
}

#[tokio::test(start_paused = true)]
async fn everything_can_be_made_and_gone_to_and_the_cursor_stays() {
    for kind in KINDS {
        let mut story = filled(&kind).await;
        apply(&mut story).await;
        assert!(form(&story).is_none(), "{}:\n{}", kind.name, story.screen());
        story.follow().await;
        assert_eq!(
            story.model().browser.selected(),
            Some(&branch(DEV)),
            "{}",
            kind.name
        );
        story.sees(kind.name);
        let changes = sent(&mut story);
        assert_eq!(changes.len(), 1, "{changes:?}");
        assert!(changes[0].1.contains(kind.path), "{changes:?}");
        story.act(Action::GoToNew);
        story.settle().await;
        let selected = story.model().browser.selected().cloned();
        assert_ne!(
            selected,
            Some(branch(DEV)),
            "{}:\n{}",
            kind.name,
            story.screen()
        );
        assert_eq!(selected, story.model().changes.newest);
        story.end();
    }
}

/// Wherever the cursor has gone since, and whatever hides what was created.
#[tokio::test(start_paused = true)]
async fn what_was_created_is_gone_to_from_anywhere() {
    for hides in [
        &[Action::Top, Action::Left][..],
        &[Action::Databases],
        &[Action::Branches],
    ] {
        let mut story = filled(&BRANCH).await;
        apply(&mut story).await;
        story.follow().await;
        for action in hides {
            story.act(*action);
        }
        story.settle().await;
        story.act(Action::GoToNew);
        story.settle().await;
        let selected = story.model().browser.selected();
        assert_eq!(selected, story.model().changes.newest.as_ref());
        story.sees("pr-499");
        story.end();
    }
    // A filter that would hide it is cleared.
    let mut story = filled(&BRANCH).await;
    apply(&mut story).await;
    story.follow().await;
    story.act(Action::Filter);
    story.type_text("staging");
    story.act(Action::FilterKeep);
    story.act(Action::GoToNew);
    story.settle().await;
    let selected = story.model().browser.selected();
    assert_eq!(selected, story.model().changes.newest.as_ref());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refusal_keeps_all_that_was_filled_in() {
    for kind in KINDS {
        let mut story = filled(&kind).await;
        let refusal = Fault::Status {
            code: 422,
            retry_after: None,
            body: Some(
                r#"{"request_id": "r-1", "code": "", "message": "not on this plan"}"#.to_owned(),
            ),
        };
        story.neon.faults().add(Some("POST"), kind.path, 1, refusal);
        apply(&mut story).await;
        story.sees("ot on this plan");
        for (_, text) in kind.fields {
            story.sees(text);
        }
        apply(&mut story).await;
        story.follow().await;
        assert!(form(&story).is_none(), "{}", story.screen());
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn leaving_half_way_sends_nothing_and_asks_first() {
    for kind in [BRANCH, DATABASE, ROLE, PROJECT] {
        let mut story = filled(&kind).await;
        story.escape();
        story.sees("Discard the new").sees("nothing was sent");
        story.act(Action::ConfirmNo);
        story.sees(kind.name);
        story.escape();
        story.act(Action::ConfirmYes);
        assert!(form(&story).is_none());
        assert_eq!(sent(&mut story), []);
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn a_branch_from_a_past_time_with_an_expiry_and_without_a_compute() {
    let mut story = filled(&BRANCH).await;
    go(&mut story, "Parent");
    story.type_text("produ");
    go(&mut story, "From");
    story.act(Action::NextValue);
    go(&mut story, "Time");
    story.type_text("2h ago");
    story.sees("2h ago");
    go(&mut story, "Expires");
    story.type_text("7 d");
    go(&mut story, "Compute");
    story.act(Action::FormToggle);
    story.sees("no one can connect");
    story.act(Action::FormApply);
    story.follow().await;
    let (_, _, body) = sent(&mut story).remove(0);
    assert_eq!(body["branch"]["parent_id"], json!(PRODUCTION));
    assert_eq!(
        body["branch"]["parent_timestamp"].as_str().unwrap()[..14],
        *"2026-11-21T12:"
    );
    assert_eq!(
        body["branch"]["expires_at"].as_str().unwrap()[..14],
        *"2026-11-28T14:"
    );
    assert_eq!(body["endpoints"], Value::Null);
    story.sees("pr-499 created");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_new_project_is_summed_up_before_it_is_made() {
    let mut story = filled(&PROJECT).await;
    go(&mut story, "Region");
    story.type_text("frank");
    story.act(Action::FormApply);
    story
        .sees("Create project playground?")
        .sees("cannot be changed");
    story.sees(r#""region_id":"aws-eu-central-1""#);
    assert_eq!(sent(&mut story), []);
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("playground is ready").sees("copies its URI");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_new_password_goes_to_the_clipboard_and_nowhere_else() {
    let mut story = filled(&ROLE).await;
    story.sees("copied to the clipboard");
    story.act(Action::FormApply);
    story.follow().await;
    assert_eq!(story.copied().len(), 1);
    assert!(story.copied()[0].starts_with("npg_"));
    story.sees("the password of reporter").misses("npg_");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn no_wake_makes_branches_without_a_compute_only() {
    let session = Startup {
        policy: Policy {
            no_wake: [ProtectionSource::Flag].into(),
            ..Policy::default()
        },
        ..Startup::default()
    };
    let mut story = Story::with(session, Options::default()).await;
    story.settle().await;
    story.open_storefront().await;
    story.go(&branch(DEV)).await;
    story.act(Action::NewRole);
    story.sees("blocked by --no-wake");
    assert!(form(&story).is_none());
    story.act(Action::NewBranch);
    story.settle().await;
    write(&mut story, "Name", "quiet");
    story.sees("no one can connect");
    go(&mut story, "Compute");
    story.act(Action::FormToggle);
    story.sees("blocked by --no-wake");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_branch_is_renamed_and_gets_an_expiry_that_can_be_taken_away() {
    let mut story = open(branch(DEV), Action::Rename).await;
    write(&mut story, "Name", "dev/maya-2");
    go(&mut story, "Expires");
    story.type_text("1 d");
    story.act(Action::FormApply);
    story.settle().await;
    story
        .sees("Apply 2 changes")
        .sees("Neon deletes the branch");
    story.act(Action::ConfirmYes);
    story.follow().await;
    assert!(form(&story).is_none(), "{}", story.screen());
    story.sees("dev/maya-2");
    let (method, _, body) = sent(&mut story).remove(0);
    assert_eq!(method, "PATCH");
    assert_eq!(body["branch"]["name"], "dev/maya-2");
    // Times are written in one way, whether they are in the field, beside it or what it was before.
    story.act(Action::SetExpiry);
    story.sees("Sun 22 Nov 14:02 ▸   local time, in ");
    write(&mut story, "Expires", "2d");
    story
        .sees("Mon 23 Nov 14:02 local time, in 2d")
        .sees("was Sun 22 Nov 14:02")
        .misses("was 2026-");
    write(&mut story, "Expires", "Sun 22 Nov 14:02");
    story.sees("nothing changed");
    write(&mut story, "Expires", "never");
    story.act(Action::FormApply);
    story.follow().await;
    let (_, _, body) = sent(&mut story).remove(0);
    assert_eq!(body, json!({ "branch": { "expires_at": null } }));
    story.end();
}

async fn at_database() -> Story {
    let mut story = Story::at(branch(DEV)).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&database("storefront")).await;
    story
}

#[tokio::test(start_paused = true)]
async fn a_database_is_renamed_after_a_question_and_the_cursor_stays_on_it() {
    for fault in [None, Some(Fault::Reset)] {
        let mut story = at_database().await;
        story.act(Action::EditDatabase);
        story.settle().await;
        write(&mut story, "Name", "shop");
        story.neon.forget_requests();
        if let Some(fault) = fault {
            story
                .neon
                .faults()
                .add(Some("PATCH"), "/databases/", 1, fault);
        }
        story.act(Action::FormApply);
        story.settle().await;
        story.sees("stops working");
        assert_eq!(sent(&mut story), []);
        story.act(Action::ConfirmYes);
        story.follow().await;
        assert!(form(&story).is_none(), "{}", story.screen());
        assert_eq!(story.model().browser.selected(), Some(&database("shop")));
        let changes = sent(&mut story);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].2, json!({ "database": { "name": "shop" } }));
        story.end();
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_is_said_before_anything_is_sent() {
    let mut story = open(branch(DEV), Action::NewRole).await;
    story.act(Action::FormApply);
    story.sees("a role needs a name").sees("nothing was sent");
    write(&mut story, "Name", "pg_boss");
    story.sees("cannot begin with pg");
    story.escape();
    story.act(Action::ConfirmYes);
    story.go(&branch(STAGING)).await;
    story.act(Action::NewCompute);
    story.sees("already has a read-write compute");
    assert_eq!(sent(&mut story), []);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_database_gets_its_old_name_and_owner_back() {
    let mut story = at_database().await;
    story.act(Action::EditDatabase);
    story.settle().await;
    write(&mut story, "Name", "shop");
    story.act(Action::FormApply);
    story.settle().await;
    story.act(Action::ConfirmYes);
    story.follow().await;
    story.sees("z undo");
    story.neon.forget_requests();
    story.act(Action::Undo);
    story
        .sees("name: shop -> storefront")
        .sees("wakes     the compute of the branch");
    story.act(Action::ConfirmYes);
    story.follow().await;
    let changes = sent(&mut story);
    assert_eq!(changes.len(), 1);
    let path = format!("/projects/{STOREFRONT}/branches/{DEV}/databases/shop");
    assert_eq!(changes[0].1, path);
    assert_eq!(
        changes[0].2,
        json!({ "database": { "name": "storefront" } })
    );
    assert_eq!(
        story.model().browser.selected(),
        Some(&database("storefront"))
    );
    story.end();
}
