//! Transferring and sharing projects.

use crate::story::{STOREFRONT, Story};
use lazyneon::{
    emulator::Fault,
    ui::{Action, Target},
};

const OWNER: &str = "org-bright-harbor-48215076";
const WORKSHOP: &str = "org-quiet-meadow-10384622";
const PLAYGROUND: &str = "old-fire-32990194";

fn playground() -> Target {
    Target::Project(PLAYGROUND.into())
}

/// The program with the cursor on a project of the second organization.
async fn at_playground() -> Story {
    let mut story = Story::begin().await;
    story.go(&Target::Org(WORKSHOP.into())).await;
    story.act(Action::Right);
    story.settle().await;
    story.go(&playground()).await;
    story.neon.forget_requests();
    story
}

fn transfer(from: &str) -> String {
    format!("POST /organizations/{from}/projects/transfer")
}

/// Chooses the only other organization and types the name of the project.
async fn transfer_it(story: &mut Story, name: &str) {
    story.act(Action::Transfer);
    story.act(Action::MenuRun);
    story.type_text(name);
    story.act(Action::ConfirmEnter);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn a_project_goes_to_another_organization_when_its_name_is_typed() {
    let mut story = at_playground().await;
    story.act(Action::Transfer);
    story
        .sees("Transfer playground to")
        .sees("Lighthouse Labs")
        .sees(OWNER);
    story.act(Action::MenuRun);
    story
        .sees("Transfer playground to Lighthouse Labs?")
        .sees("Maya's Workshop")
        .sees("billing   Lighthouse Labs pays")
        .sees("members   members of Maya's Workshop lose access")
        .sees("keys      API keys scoped to this project stop working")
        .sees("Vercel")
        .sees(&transfer(WORKSHOP));
    story.type_text("playground");
    story.act(Action::ConfirmEnter);
    story.settle().await;
    story.sees("playground transferred");
    assert_eq!(story.changes(), [transfer(WORKSHOP)]);
    let list = story.model().neon.store.list_of(&PLAYGROUND.into());
    assert_eq!(list, Some(Target::Org(OWNER.into())));
    assert_eq!(story.model().browser.selected(), Some(&playground()));
    story.misses("gone");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_transfer_back_is_offered_and_a_refusal_says_what_is_missing() {
    let mut story = at_playground().await;
    transfer_it(&mut story, "playground").await;
    story.neon.forget_requests();
    story.act(Action::Undo);
    story.sees("Undo: transfer playground?");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("could not transfer playground: The plan there must be scale,");
    assert_eq!(story.changes(), [transfer(OWNER)]);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_integrations_hold_is_not_transferred() {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    transfer_it(&mut story, "storefront").await;
    story.act(Action::NextLine);
    story.act(Action::NextLine);
    story.act(Action::NextLine);
    story.act(Action::ConfirmEnter);
    story.settle().await;
    story.sees("could not transfer storefront: hidden-river-50598307 is connected to");
    story.sees("vercel; disconnect it in the Console first (422)");
    assert_eq!(story.changes(), [transfer(OWNER)]);
    story.end();
}

fn permissions() -> String {
    format!("POST /projects/{STOREFRONT}/permissions")
}

async fn share_with(story: &mut Story, email: &str) {
    story.act(Action::Share);
    story.settle().await;
    story.type_text(email);
    story.act(Action::FormApply);
    story.act(Action::ConfirmYes);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn a_project_is_shared_by_e_mail() {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    story.act(Action::Share);
    story.type_text("noor@labs");
    story.act(Action::FormApply);
    story.sees("noor@labs is not an e-mail address like name@host.example");
    story.type_text(".example");
    story.act(Action::FormApply);
    story
        .sees("Share storefront with noor@labs.example?")
        .sees("they may see and change what is in storefront")
        .sees(&permissions());
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("storefront is shared with noor@labs.example now");
    assert_eq!(story.changes(), [permissions()]);
    share_with(&mut story, "noor@labs.example").await;
    story
        .sees("Project is shared with \"noor@labs.example\" already (409)")
        .sees("[noor@labs.example");
    story.escape();
    story.act(Action::ConfirmYes);
    story.end();
}

async fn at_shares() -> Story {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    share_with(&mut story, "noor@labs.example").await;
    story.act(Action::ListShares);
    story.settle().await;
    story.sees("noor@labs.example");
    story.neon.forget_requests();
    story
}

fn revoke_of(changes: &[String]) -> bool {
    let begin = format!("DELETE /projects/{STOREFRONT}/permissions/");
    changes.len() == 1 && changes[0].starts_with(&begin)
}

#[tokio::test(start_paused = true)]
async fn access_is_taken_away_in_the_list_of_those_who_have_it() {
    let mut story = at_shares().await;
    story.act(Action::Delete);
    story
        .sees("Stop sharing storefront with noor@labs.example?")
        .sees("role passwords they know");
    story.act(Action::ConfirmNo);
    assert_eq!(story.changes(), Vec::<String>::new());
    story.act(Action::Delete);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story
        .sees("noor@labs.example removed from those with access")
        .sees("No one outside its organization has access");
    assert!(revoke_of(&story.changes()));
    story.act(Action::Share);
    story.sees("Share project");
    story.escape();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_transfer_whose_answer_is_lost_is_not_sent_again() {
    let mut story = at_playground().await;
    let faults = story.neon.faults();
    faults.add(Some("POST"), "/transfer", 1, Fault::Reset);
    transfer_it(&mut story, "playground").await;
    story.sees("playground transferred after all");
    assert_eq!(story.changes(), [transfer(WORKSHOP)]);
    let list = story.model().neon.store.list_of(&PLAYGROUND.into());
    assert_eq!(list, Some(Target::Org(OWNER.into())));
    story.end();
}
