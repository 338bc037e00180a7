//! Members of an organization in one of its projects. What all changes have in common (lost responses, refusals, Esc)
//! is in `write_scenarios`.

use crate::story::{STOREFRONT, Story, bodies, on, refusal, seed};
use lazyneon::{
    emulator::Options,
    ui::{Action, Startup, Target},
};
use serde_json::json;

const ORG: &str = "org-bright-harbor-48215076";

async fn list() -> Story {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    story.act(Action::ProjectMembers);
    story.settle().await;
    story.neon.forget_requests();
    story
}

/// Opens the form of a member and chooses another role.
async fn choose(story: &mut Story, email: &str, steps: &[Action]) {
    on(story, email);
    story.act(Action::Edit);
    for step in steps {
        story.act(*step);
    }
    story.act(Action::FormApply);
    story.settle().await;
}

async fn confirm(story: &mut Story) {
    story.act(Action::ConfirmYes);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn the_list_says_what_each_may_do_why_and_since_when() {
    let mut story = list().await;
    let row = story.row("ops-bot@lighthouse.example");
    assert!(row.contains("editor") && row.contains("set here") && row.contains("viewer"));
    let row = story.row("maya@lighthouse.example");
    assert!(row.contains("org admin") && row.contains("you"), "{row}");
    let row = story.row("priya@lighthouse.example");
    assert!(
        row.contains("organization") && row.contains("13mo"),
        "{row}"
    );
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn who_gets_less_is_told_apart_and_the_role_can_be_set_back() {
    let mut story = list().await;
    choose(&mut story, "priya@lighthouse.example", &[Action::NextValue]).await;
    story
        .sees("Role here: none -> viewer")
        .sees("can then look at the project, and no longer")
        .sees("passwords of roles and API keys that they know keep working: reset");
    confirm(&mut story).await;
    story
        .sees("priya@lighthouse.example changed: viewer in this project")
        .sees("Neon recommends: reset the passwords of roles that they know");
    assert!(story.row("priya@lighthouse.example").contains("set here"));
    story.neon.forget_requests();
    story.act(Action::Undo);
    story.sees("role here: viewer -> none");
    confirm(&mut story).await;
    assert!(!story.row("priya@lighthouse.example").contains("set here"));
    let sent = story.changes();
    assert_eq!(sent.len(), 1);
    assert!(
        sent[0].starts_with("DELETE") && sent[0].ends_with("/role"),
        "{sent:?}"
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn who_gets_more_is_asked_about_aloud() {
    let mut story = list().await;
    let steps = [Action::NextValue; 3];
    choose(&mut story, "priya@lighthouse.example", &steps).await;
    story
        .sees("can then change and delete everything, and")
        .sees("an admin can take the project from anyone, including you")
        .misses("keep working");
    confirm(&mut story).await;
    assert_eq!(bodies(&story), [json!({ "role": "admin" })]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_role_of_an_admin_of_the_organization_changes_nothing() {
    let mut story = list().await;
    choose(&mut story, "jonas@lighthouse.example", &[Action::NextValue]).await;
    story.sees("admins of the organization may do everything");
    confirm(&mut story).await;
    assert!(story.row("jonas@lighthouse.example").contains("admin"));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refused_role_is_told_in_neons_words_and_the_form_stays() {
    let mut story = list().await;
    let no = refusal(403, "roles are not enabled here");
    story.neon.faults().add(Some("PUT"), "/role", 1, no);
    choose(&mut story, "priya@lighthouse.example", &[Action::NextValue]).await;
    confirm(&mut story).await;
    story.sees("roles are not enabled here").sees("Role here");
    story.escape();
    story.act(Action::ConfirmYes);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_shared_project_shows_no_members_and_asks_for_none() {
    let mut story = Story::at(Target::Shared).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&Target::Project("icy-boat-93340178".into())).await;
    story.neon.forget_requests();
    story.act(Action::ProjectMembers);
    story.settle().await;
    story.sees("the project is shared with you: you cannot see its members");
    assert!(
        story
            .requests()
            .iter()
            .all(|line| !line.contains("members"))
    );
    story.end();
}

#[tokio::test(start_paused = true)]
async fn who_lowers_their_own_role_is_warned_and_that_is_confirmed_to_neon() {
    let seed = seed(|seed| {
        let organizations = seed["organizations"].as_array_mut().unwrap();
        let org = organizations
            .iter_mut()
            .find(|one| one["id"] == ORG)
            .unwrap();
        org["members"]["maya@lighthouse.example"] = "editor".into();
        let projects = seed["projects"].as_array_mut().unwrap();
        let project = projects
            .iter_mut()
            .find(|one| one["id"] == STOREFRONT)
            .unwrap();
        project["member_roles"]["maya@lighthouse.example"] = "admin".into();
    });
    let options = Options {
        seed: Some(seed.path().to_owned()),
        ..Options::default()
    };
    let mut story = Story::with(Startup::default(), options).await;
    story.settle().await;
    story.go(&Target::Project(STOREFRONT.into())).await;
    story.act(Action::ProjectMembers);
    story.settle().await;
    choose(
        &mut story,
        "maya@lighthouse.example",
        &[Action::PreviousValue],
    )
    .await;
    story.sees("this is you: only another admin can give it back");
    confirm(&mut story).await;
    let sent = story.neon.requests().into_iter();
    let sent: Vec<_> = sent.filter(|request| request.method == "PUT").collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].query, "confirm_self_demotion=true");
    let row = story.row("maya@lighthouse.example");
    assert!(row.contains("editor") && row.contains("set here"), "{row}");
    story.end();
}
