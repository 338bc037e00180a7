//! Members of an organization: listed, invited, given another role, removed. What all changes have in common
//! (lost responses, refusals, Esc) is in `write_scenarios`.

use crate::story::{STOREFRONT, Story, bodies, on, refusal, vault};
use jiff::Timestamp;
use lazyneon::{
    config::CredentialStore,
    emulator::{Clock, Fault, Options, serve},
    neon::{Session, account::CredentialSource},
    ui::{Action, Startup, Target, perform_action},
};
use serde_json::json;

const ORG: &str = "org-bright-harbor-48215076";
const WORKSHOP: &str = "org-quiet-meadow-10384622";

async fn at_members() -> Story {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    story.act(Action::Members);
    story.settle().await;
    story
        .sees("priya@lighthouse.example")
        .sees("your role: admin");
    story.neon.forget_requests();
    story
}

fn is_member(story: &Story, email: &str) -> bool {
    let members = story.model().neon.store.members(&ORG.into());
    members.iter().any(|one| one.user.email == email)
}

fn role(story: &Story, email: &str) -> String {
    let members = story.model().neon.store.members(&ORG.into());
    let one = members.iter().find(|one| one.user.email == email);
    one.map_or_else(String::new, |one| one.member.role.to_string())
}

/// Opens the form of the role and chooses the previous one.
async fn make_admin(story: &mut Story, email: &str) {
    on(story, email);
    story.act(Action::EditMember);
    story.sees("Role of");
    story.act(Action::PreviousValue);
    story.act(Action::FormApply);
    story.settle().await;
}

async fn invite(story: &mut Story, emails: &str) {
    story.act(Action::NewMenu);
    story.sees("Invite people");
    story.type_text(emails);
    story.act(Action::FormApply);
    story.settle().await;
}

#[tokio::test(start_paused = true)]
async fn members_and_invitations_are_listed() {
    let mut story = at_members().await;
    story
        .sees("jonas@lighthouse.example")
        .sees("editor")
        .sees("2ND FACTOR")
        .sees("JOINED")
        .misses("lena@tidewater.example");
    story.act(Action::NextTab);
    story.settle().await;
    story
        .sees("lena@tidewater.example")
        .sees("collaborator")
        .sees("pending")
        .sees("joined")
        .sees("maya@lighthouse.example");
    assert_eq!(story.requests(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_edited_says_so_and_names_the_key_that_deletes_it() {
    let mut story = at_members().await;
    on(&mut story, "priya@lighthouse.example");
    story.act(Action::FocusDetails);
    story
        .sees("priya@lighthouse.example belongs to Lighthouse Labs")
        .sees("e changes the role, D removes them.");
    story.act(Action::FocusTree);
    story.act(Action::NextTab);
    story.settle().await;
    story.act(Action::Edit);
    // The API cannot revoke it either.
    story
        .sees("an invitation cannot be changed")
        .misses("an invitation cannot be changed;");
    story.act(Action::FocusDetails);
    story
        .sees("was invited to Lighthouse Labs")
        .sees("By maya@lighthouse.example.");
    story.act(Action::FocusTree);
    story.act(Action::ApiKeys);
    story.settle().await;
    story.act(Action::Edit);
    story.sees("an API key cannot be changed; D revokes it");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_role_is_changed_and_changed_back() {
    let mut story = at_members().await;
    make_admin(&mut story, "priya@lighthouse.example").await;
    story
        .sees("Role: editor -> admin")
        .sees("an admin can remove anyone, including you");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("priya@lighthouse.example changed").sees("undo");
    assert_eq!(bodies(&story), [json!({ "role": "admin" })]);
    assert_eq!(role(&story, "priya@lighthouse.example"), "admin");
    story.act(Action::Undo);
    story.sees("role: admin -> editor");
    story.act(Action::ConfirmYes);
    story.settle().await;
    assert_eq!(role(&story, "priya@lighthouse.example"), "editor");
    let changes = story.changes();
    assert_eq!(changes.len(), 2);
    assert!(changes[0].starts_with(&format!("PATCH /organizations/{ORG}/members/")));
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_refused_role_keeps_the_form() {
    let mut story = at_members().await;
    let no = refusal(422, "role is not available for this organization");
    story.neon.faults().add(Some("PATCH"), "/members", 1, no);
    make_admin(&mut story, "priya@lighthouse.example").await;
    story.act(Action::ConfirmYes);
    story.settle().await;
    story
        .sees("Role of")
        .sees("not available for this organization");
    assert_eq!(role(&story, "priya@lighthouse.example"), "editor");
    story.escape();
    story.act(Action::ConfirmYes);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_member_is_taken_out_when_the_address_is_typed() {
    let mut story = at_members().await;
    on(&mut story, "ops-bot@lighthouse.example");
    story.act(Action::Delete);
    story
        .sees("Remove ops-bot@lighthouse.example from Lighthouse Labs?")
        .sees("role      viewer: look at every project")
        .sees("loses     access to the organization")
        .sees("Type ops-bot to confirm");
    story.escape();
    assert_eq!(story.changes(), Vec::<String>::new());
    story.act(Action::Delete);
    type_word(&mut story);
    story.settle().await;
    story.sees("ops-bot@lighthouse.example removed");
    assert!(!is_member(&story, "ops-bot@lighthouse.example"));
    let changes = story.changes();
    assert_eq!(changes.len(), 1);
    assert!(changes[0].starts_with("DELETE "), "{changes:?}");
    story.end();
}

/// Types what the confirmation asks for, and presses Enter.
fn type_word(story: &mut Story) {
    use lazyneon::ui::dialog::{confirm::ConfirmedBy, kinds::Dialog};
    let word = match story.model().dialogs.shown() {
        Some(Dialog::Confirm(confirm)) => match &confirm.guard {
            ConfirmedBy::Typed { word, .. } => word.clone(),
            ConfirmedBy::Question => panic!("nothing is to be typed"),
        },
        _ => panic!("nothing is asked:\n{}", story.screen()),
    };
    story.type_text(&word);
    story.act(Action::ConfirmEnter);
}

#[tokio::test(start_paused = true)]
async fn several_members_are_taken_out_together() {
    let mut story = at_members().await;
    for name in ["ops-bot@lighthouse.example", "maya@lighthouse.example"] {
        on(&mut story, name);
        story.act(Action::Mark);
    }
    on(&mut story, "priya@lighthouse.example");
    story.act(Action::Mark);
    story.act(Action::Delete);
    story
        .sees("Remove 2 members?")
        .sees("Left alone, 1 of 3:")
        .sees("this is you");
    type_word(&mut story);
    story.follow().await;
    assert!(is_member(&story, "maya@lighthouse.example"));
    assert!(!is_member(&story, "priya@lighthouse.example"));
    assert_eq!(story.changes().len(), 2);
    story.end();
}

#[tokio::test(start_paused = true)]
async fn whoever_stays_anyway_leaves_no_organization_without_an_admin() {
    let mut story = at_members().await;
    for name in ["jonas@lighthouse.example", "maya@lighthouse.example"] {
        on(&mut story, name);
        story.act(Action::Mark);
    }
    story.act(Action::Delete);
    story
        .sees("Remove 1 member?")
        .sees("this is you")
        .misses("the last admin");
    story.escape();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn nobody_changes_their_own_place() {
    let mut story = at_members().await;
    on(&mut story, "maya@lighthouse.example");
    story.act(Action::Delete);
    story.sees("this is you: only another admin");
    story.act(Action::EditMember);
    story.sees("the role stays: this is you");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn who_is_no_admin_may_only_look() {
    let mut story = at_members().await;
    make_admin(&mut story, "priya@lighthouse.example").await;
    story.act(Action::ConfirmYes);
    story.settle().await;
    // Someone else has made us an editor.
    let own = story
        .model()
        .neon
        .store
        .own_place(&ORG.into())
        .cloned()
        .unwrap();
    let path = format!("/organizations/{ORG}/members/{}", own.id);
    let url = format!("{}{path}", story.neon.base_url());
    let sent = reqwest::Client::new()
        .patch(url)
        .bearer_auth("napi_other")
        .header("content-type", "application/json")
        .body(r#"{"role":"editor"}"#)
        .send();
    assert!(sent.await.unwrap().status().is_success());
    story.act(Action::Refresh);
    story.settle().await;
    story.neon.forget_requests();
    story.sees("your role: editor");
    on(&mut story, "ops-bot@lighthouse.example");
    story.act(Action::Delete);
    story
        .sees("only admins of Lighthouse Labs")
        .sees("your role there: editor");
    story.act(Action::NewMenu);
    story.sees("your role there: editor");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn people_are_invited_with_a_role() {
    let mut story = at_members().await;
    invite(&mut story, "noor@labs.example, kim@labs.example").await;
    story
        .sees("Invite 2 people to Lighthouse Labs?")
        .sees("the API cannot revoke invitations");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("2 people invited to Lighthouse Labs");
    let each = |email| json!({ "email": email, "role": "viewer" });
    let both = [each("noor@labs.example"), each("kim@labs.example")];
    assert_eq!(bodies(&story), [json!({ "invitations": both })]);
    story.act(Action::NextTab);
    story.settle().await;
    story.sees("noor@labs.example").sees("kim@labs.example");
    story.act(Action::Delete);
    story.sees("cannot revoke invitations");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn what_is_no_address_or_known_already_is_not_sent() {
    let mut story = at_members().await;
    invite(&mut story, "noor").await;
    story.sees("noor is not an e-mail address");
    story.type_text("@labs.example Priya@lighthouse.example");
    story.act(Action::FormApply);
    story.settle().await;
    story.sees("Priya@lighthouse.example is already a member");
    story.escape();
    story.sees("Discard");
    story.act(Action::ConfirmYes);
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_old_invitation_is_not_taken_for_the_one_that_was_lost() {
    let mut story = at_members().await;
    let faults = story.neon.faults();
    faults.add(Some("POST"), "/invitations", 1, Fault::ResetBefore);
    // Lena was invited long ago, as a collaborator.
    invite(&mut story, "lena@tidewater.example").await;
    story.act(Action::ConfirmYes);
    story.settle().await;
    story
        .sees("was not invited; nothing was sent again")
        .misses("invited after all");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn who_was_taken_out_can_be_invited_again() {
    let mut story = at_members().await;
    on(&mut story, "tomas@lighthouse.example");
    story.act(Action::Delete);
    type_word(&mut story);
    story.settle().await;
    story.sees("tomas@lighthouse.example removed");
    story.act(Action::NextTab);
    story.settle().await;
    let screen = story.screen();
    let row = screen
        .lines()
        .find(|line| line.contains("tomas@lighthouse.example") && line.contains("editor"));
    assert!(row.is_some_and(|row| row.contains("left")), "{screen}");
    story.neon.edit(|world| {
        let org = world.organizations.get_mut(ORG).unwrap();
        org.invitations
            .retain(|one| one.email != "tomas@lighthouse.example");
    });
    invite(&mut story, "tomas@lighthouse.example").await;
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.sees("invited to Lighthouse Labs");
    let screen = story.screen();
    let row = screen
        .lines()
        .find(|line| line.contains("tomas@lighthouse.example") && line.contains("viewer"));
    assert!(row.is_some_and(|row| row.contains("pending")), "{screen}");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_cursor_and_the_marks_stay_while_pages_are_read_again() {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    story.neon.edit(|world| {
        let org = world.organizations.get_mut(ORG).unwrap();
        let pattern = org.members[0].clone();
        for number in 0..600 {
            let mut member = pattern.clone();
            member.id = format!("00000000-0000-4000-8000-{number:012}");
            member.user_id = format!("00000000-0000-4000-9000-{number:012}");
            member.email = format!("zoe-{number:04}@labs.example");
            org.members.push(member);
        }
    });
    story.act(Action::Members);
    story.settle().await;
    story.act(Action::Bottom);
    let last = story.model().browser.selected().cloned();
    story.sees("zoe-0599@labs.example");
    story.act(Action::MarkAll);
    let marked = |story: &Story| story.model().browser.table.as_ref().unwrap().marks.clone();
    let before = marked(&story);
    assert!(before.len() > 600);
    story.neon.forget_requests();
    story.act(Action::Refresh);
    story.settle().await;
    let pages = story.requests();
    let pages = pages.iter().filter(|one| one.contains("/members"));
    assert_eq!(pages.count(), 2);
    assert_eq!(story.model().browser.selected(), last.as_ref());
    assert!(marked(&story) == before, "whoever is on a later page, too");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_organizations_key_invites_nobody() {
    let now: Timestamp = "2026-11-21T14:02:13Z".parse().unwrap();
    let options = Options {
        clock: Clock::tokio(now),
        rate_limit: false,
        ..Options::default()
    };
    let neon = serve(options).await.unwrap();
    let vault = CredentialStore {
        variable: Some(format!("napi_org_{ORG}").into()),
        ..vault()
    };
    let session = Startup {
        session: Session {
            origin: Some(CredentialSource::Variable),
            ..Session::default()
        },
        ..Startup::default()
    };
    let mut story = Story::over(session, neon, now, vault);
    story.settle().await;
    story.act(Action::Members);
    story.settle().await;
    story.sees("priya@lighthouse.example");
    story.neon.forget_requests();
    story.act(Action::NewMenu);
    story.sees("an organization key cannot invite people");
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn the_last_admin_stays() {
    let mut story = at_members().await;
    // According to the response, only one other admin is left, and we are not known.
    story.model_mut().neon.store.user = lazyneon::ui::Remote::default();
    on(&mut story, "jonas@lighthouse.example");
    story.act(Action::Delete);
    type_word(&mut story);
    story.settle().await;
    on(&mut story, "maya@lighthouse.example");
    story.act(Action::EditMember);
    story.sees("this is the last admin");
    story.end();
}

#[tokio::test(start_paused = true)]
async fn read_only_changes_nobody() {
    let mut story = at_members().await;
    story.act(Action::ReadOnly);
    on(&mut story, "priya@lighthouse.example");
    for action in [Action::EditMember, Action::Invite, Action::Delete] {
        let _effects = perform_action(story.model_mut(), action);
        story.sees("read-only");
    }
    assert_eq!(story.changes(), Vec::<String>::new());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn an_organization_of_one_shows_one() {
    let mut story = Story::begin().await;
    story.go(&Target::Org(WORKSHOP.into())).await;
    story.act(Action::Members);
    story.settle().await;
    story.sees("maya@lighthouse.example").sees("you");
    story.act(Action::NextTab);
    story.settle().await;
    story.sees("No one has been invited to Maya's Workshop yet");
    story.end();
}
