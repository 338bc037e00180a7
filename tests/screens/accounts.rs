//! The first screen, and switching to other organizations and accounts.

use super::{page::text, scene::Scene};
use jiff::Timestamp;
use lazyneon::{
    api::types::AuthMethod,
    neon::account::{Access, Account, CredentialSource, Identity},
    ui::{Action, Keymap, Model, Msg, Startup},
};

/// The program without any key.
fn nobody(size: (u16, u16)) -> Scene {
    let now: Timestamp = "2026-08-23T14:02:13Z".parse().unwrap();
    let mut scene = Scene {
        model: Model::new(Startup::default(), Keymap::default(), now, size),
    };
    scene.tell(Msg::Start);
    scene
}

fn who(method: AuthMethod, name: &str, orgs: usize) -> Identity {
    Identity {
        id: "u".to_owned(),
        method,
        name: name.to_owned(),
        orgs,
        only: None,
        until: None,
        key: None,
    }
}

fn found() -> Vec<Account> {
    let account = |origin, place: &str, reach| Account {
        origin,
        place: place.to_owned(),
        reach,
    };
    let profile = |name: &str| CredentialSource::Profile(name.to_owned());
    let old = "The session of profile old has expired: run `neon me --profile old` once, which renews it, or sign in with \
        `neon auth`.";
    let maya = Identity {
        until: Some("2026-08-23T14:59:00Z".parse().unwrap()),
        ..who(AuthMethod::Oauth, "maya@acme.dev", 2)
    };
    vec![
        account(
            CredentialSource::Variable,
            "",
            Access::Known(who(AuthMethod::ApiKeyOrg, "Acme Labs", 1)),
        ),
        account(CredentialSource::Command, "", Access::Unasked),
        account(
            profile("DEFAULT"),
            "~/.config/neon/credentials.json",
            Access::Known(maya),
        ),
        account(profile("work"), "OS keyring", Access::Asking),
        account(
            profile("old"),
            "~/.config/neon/old.json",
            Access::No(old.to_owned()),
        ),
    ]
}

fn first(size: (u16, u16)) -> Scene {
    let mut scene = nobody(size);
    scene.tell(Msg::Accounts(found()));
    scene
}

#[test]
fn the_first_screen_before_anything_was_found() {
    insta::assert_snapshot!(text(&nobody((80, 24)).draw("auto")));
}

#[test]
fn the_first_screen() {
    insta::assert_snapshot!(text(&first((80, 24)).draw("auto")));
}

#[test]
fn an_account_that_cannot_be_used_says_why() {
    let mut scene = first((80, 24));
    scene.press("j j j j");
    insta::assert_snapshot!(text(&scene.draw("auto")));
}

#[test]
fn a_key_that_is_pasted_is_not_shown() {
    let mut scene = first((80, 24));
    scene.press("6");
    scene.tell(Msg::Paste("napi_fake_and_hidden".to_owned()));
    scene.press("Tab");
    let screen = text(&scene.draw("auto"));
    assert!(!screen.contains("napi"), "{screen}");
    insta::assert_snapshot!(screen);
}

#[test]
fn organizations_and_accounts_over_the_main_screen() {
    let mut scene = Scene::storefront((80, 24));
    scene.act(Action::Accounts);
    scene.tell(Msg::Accounts(found()));
    insta::assert_snapshot!(text(&scene.draw("auto")));
}

#[test]
fn a_small_screen_shows_the_line_that_is_chosen() {
    let mut scene = first((40, 10));
    scene.press("j j j");
    let screen = text(&scene.draw("auto"));
    assert!(screen.contains("profile work"), "{screen}");
}
