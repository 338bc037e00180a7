//! Projects that are offered to whoever has a link, and accepted. What all changes have in common is in
//! `write_scenarios`, but for offers: Neon does not list them, so nothing tells whether a lost one was made.

use crate::{
    story::{STOREFRONT, Story, bodies, refusal},
    write_scenarios::{go, leave, write_over},
};
use lazyneon::{
    emulator::Fault,
    ui::{Action, Msg, Target},
};
use std::time::Duration;

const ORG: &str = "org-bright-harbor-48215076";

async fn at_project() -> Story {
    let story = Story::at(Target::Project(STOREFRONT.into())).await;
    story.neon.forget_requests();
    story
}

async fn offer(story: &mut Story) {
    story.act(Action::OfferTransfer);
    story.act(Action::FormApply);
    story.type_text("storefront");
    story.act(Action::ConfirmEnter);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn an_offer_is_a_link_that_is_copied_and_shown_once() {
    let mut story = at_project().await;
    story.act(Action::OfferTransfer);
    story
        .sees("Offer to transfer")
        .sees("whoever has the link can take storefront with everything in it")
        .sees("it ends after 1d")
        .sees("asks for the name");
    go(&mut story, "Valid for");
    write_over(&mut story, "36h");
    story.sees("it ends after 36h");
    story.act(Action::FormApply);
    story
        .sees("Offer storefront to whoever has the link?")
        .sees("storefront");
    assert_eq!(story.changes(), [""; 0], "nothing is sent before the name");
    story.type_text("storefront");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    assert_eq!(
        bodies(&story),
        [serde_json::json!({ "ttl_seconds": 129_600 })]
    );
    story
        .sees("storefront is offered to whoever has the link")
        .sees("g v on it shows the link");
    let copied = story.copied();
    let link = format!("https://console.neon.tech/app/claim?p={STOREFRONT}&tr=");
    assert_eq!(copied.len(), 1);
    assert!(copied[0].starts_with(&link), "{}", copied[0]);
    let id = copied[0].trim_start_matches(&link).to_owned();
    story.misses(&id);
    let log = format!("{:?}", story.model().neon.log.entries());
    assert!(!log.contains(&id), "the log has it");
    story.act(Action::ShowPassword);
    story
        .sees("Link that hands over storefront, for 10s")
        .sees(&id);
    story.elapse(Duration::from_secs(11)).await;
    story.misses(&id);
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_lost_or_refused_offer_is_not_sent_again() {
    let mut story = at_project().await;
    let path = "/transfer_requests";
    story.neon.faults().add(Some("POST"), path, 1, Fault::Reset);
    offer(&mut story).await;
    story
        .sees("Unknown whether storefront was offered")
        .sees("offer it again");
    assert_eq!(story.changes().len(), 1);
    leave(&mut story).await;
    let refused = refusal(403, "only admins transfer");
    story.neon.faults().add(Some("POST"), path, 1, refused);
    offer(&mut story).await;
    story.sees("nly admins transfer");
    assert_eq!(story.changes().len(), 1);
    assert!(story.copied().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_pasted_is_read_and_never_logged() {
    let mut story = Story::at(Target::Org(ORG.into())).await;
    story.neon.forget_requests();
    story.act(Action::AcceptTransfer);
    story
        .sees("Accept a transfer into")
        .sees("gets the project with everything in it, and pays for it");
    story.act(Action::FormApply);
    story.sees("paste the link");
    let (project, id) = ("old-fire-32990194", "0b6ba1e5-9d5c-4a55-8c86-2f1f3c1b7a10");
    let link = format!("https://console.neon.tech/app/claim?p={project}&tr={id}\n");
    story.tell(Msg::Paste(link));
    story.sees("project old-fire-32990194");
    story.act(Action::FormApply);
    story
        .sees("Take old-fire-32990194 into Lighthouse Labs?")
        .sees("/transfer_requests/********");
    let body = r#"{"reasons":[{"code":"projects_count","message":"projects_count of the organization must be 1"}]}"#;
    let fault = Fault::Status {
        code: 406,
        retry_after: None,
        body: Some(body.to_owned()),
    };
    story
        .neon
        .faults()
        .add(Some("PUT"), "/transfer_requests", 1, fault);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("rojects_count of the organization must be 1");
    assert_eq!(bodies(&story), [serde_json::json!({ "org_id": ORG })]);
    let log = format!("{:?}", story.model().neon.log.entries());
    assert!(log.contains(project) && !log.contains(id), "{log}");
    let changes = format!("{:?}", story.model().changes.log);
    assert!(
        changes.contains(project) && !changes.contains(id),
        "{changes}"
    );
    // What nobody offers is not found.
    story.act(Action::FormApply);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("not found");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn projects_of_others_are_not_offered() {
    let mut story = Story::at(Target::Shared).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&Target::Project("icy-boat-93340178".into())).await;
    story.act(Action::OfferTransfer);
    story.sees("only members of its owner can transfer it");
    story.end();
}
