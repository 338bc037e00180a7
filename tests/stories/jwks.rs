//! JWKS URLs of projects: listed, added, deleted and added again. What all changes have in common (lost responses,
//! refusals, Esc) is in `write_scenarios`.

use crate::story::{STOREFRONT, Story, bodies, on};
use lazyneon::{
    key::Code,
    ui::{Action, Msg, Target},
};

async fn list() -> Story {
    let mut story = Story::at(Target::Project(STOREFRONT.into())).await;
    story.act(Action::JwksUrls);
    story.settle().await;
    story.neon.forget_requests();
    story
}

#[tokio::test(start_paused = true)]
async fn the_list_says_whose_tokens_may_connect_to_what() {
    let mut story = list().await;
    story
        .sees("JWKS URLs")
        .sees("Auth0")
        .sees("storefront.auth0.example")
        .sees("all");
    story.act(Action::Open);
    story.settle().await;
    story
        .sees("Audience")
        .sees("storefront-api")
        .sees("authenticated")
        .sees("anonymous");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_deleted_one_can_be_added_again_as_it_was() {
    let mut story = list().await;
    on(&mut story, "Auth0");
    story.act(Action::Delete);
    story
        .sees("Delete the JWKS URL of Auth0 from storefront?")
        .sees("https://storefront.auth0.example")
        .sees("connections with tokens that these keys sign");
    story.act(Action::ConfirmYes);
    story.settle().await;
    story
        .sees("Auth0 deleted")
        .sees("No tokens are accepted by storefront");
    story.act(Action::Undo);
    story.act(Action::ConfirmYes);
    story.settle().await;
    story.row("Auth0");
    let body = bodies(&story).pop().unwrap();
    assert_eq!(body["jwt_audience"], "storefront-api");
    assert_eq!(body["role_names"][0], "authenticated");
    story.keeps_to_the_contract();
    story.end();
}

#[tokio::test(start_paused = true)]
async fn only_https_urls_that_are_new_are_accepted() {
    let mut story = list().await;
    story.act(Action::AddJwks);
    story.sees("Add JWKS URL").type_text("Clerk");
    story.key(Code::Tab);
    story.type_text("http://clerk.example/jwks");
    story.act(Action::FormApply);
    story.sees("enter an https:// URL");
    story.key(lazyneon::key::Key::ctrl('u'));
    story.type_text("https://storefront.auth0.example/.well-known/jwks.json");
    story.act(Action::FormApply);
    story.sees("the project has this JWKS URL already");
    assert!(story.changes().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn a_url_can_be_pasted_but_not_with_a_login() {
    let mut story = list().await;
    story.act(Action::AddJwks);
    story.tell(Msg::Paste("Clerk\n".to_owned()));
    story.sees("[Clerk");
    story.key(Code::Tab);
    story.tell(Msg::Paste(
        "https://dev-1234.us.auth0.com/.well-known/jwks.json".to_owned(),
    ));
    story.sees("https://dev-1234.us.auth0.com/.well-known/jwks.json");
    story.key(lazyneon::key::Key::ctrl('u'));
    story.tell(Msg::Paste(
        "https://user:hunter22hunter@host.example/jwks".to_owned(),
    ));
    story.sees("it was not pasted").misses("hunter22hunter");
    story.type_text("https://user:x@host.example/jwks");
    story.act(Action::FormApply);
    story.sees("leave out the login");
    assert!(story.changes().is_empty());
    story.end();
}

#[tokio::test(start_paused = true)]
async fn new_adds_to_the_list_on_screen() {
    let mut story = list().await;
    on(&mut story, "Auth0");
    story.act(Action::NewMenu);
    story.sees("Add JWKS URL").misses("New branch");
    story.end();
}
