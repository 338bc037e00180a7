//! Signing in, being signed out, and what a previous account leaves behind.

use super::scene::{PROJECT, Scene};
use lazyneon::{
    api::{ApiError, ApiKey, Operation, types::AuthMethod},
    neon::{
        Connectivity, Slot, Task,
        account::{Access, Account, CredentialSource, FoundAccount, Identity, KeyStorage},
        policy::ProtectionSource,
    },
    ui::{Action, Effect, Msg, Target},
};

fn who(id: &str) -> Identity {
    Identity {
        id: id.to_owned(),
        method: AuthMethod::ApiKeyUser,
        name: format!("{id}@acme.dev"),
        orgs: 1,
        only: None,
        until: None,
        key: None,
    }
}

fn signed_in(origin: CredentialSource, id: &str) -> Msg {
    Msg::SignedIn {
        origin,
        identity: id.to_owned(),
        who: who(id),
        trouble: None,
        remembered: Box::default(),
    }
}

fn sign_ins(scene: &Scene) -> Vec<FoundAccount> {
    let entries = scene.effects.iter().filter_map(|effect| match effect {
        Effect::SignIn(entry) => Some(entry.clone()),
        _ => None,
    });
    entries.collect()
}

/// A program with a project expanded, whose key was just refused.
fn refused(origin: CredentialSource) -> Scene {
    let mut scene = Scene::new();
    scene.model.neon.session.origin = Some(origin);
    refuse(&mut scene);
    scene
}

fn refuse(scene: &mut Scene) {
    let revoked = ApiError::Auth {
        is_short: false,
        message: "revoked".to_owned(),
        request: None,
    };
    scene.fail(Slot::Auth, Operation::GetAuthDetails, revoked);
}

#[test]
fn a_refused_key_keeps_rows_and_cursor_and_stops_asking() {
    let scene = refused(CredentialSource::Variable);
    assert!(matches!(
        scene.model.neon.link,
        Connectivity::SignedOut { .. }
    ));
    assert_eq!(
        scene.model.browser.selected(),
        Some(&Target::Project(PROJECT.into()))
    );
    assert!(scene.model.dialogs.is_empty(), "an answer opens no dialog");
    assert!(
        scene.said().contains("O signs in or switches account"),
        "{}",
        scene.said()
    );
    assert!(sign_ins(&scene).is_empty());
    let stopped = |effect: &Effect| matches!(effect, Effect::Task(Task::Cancel(Slot::Refresh)));
    assert!(scene.effects.iter().any(stopped));
}

#[test]
fn a_renewed_session_is_looked_for_once_a_minute_and_without_a_word() {
    let profile = CredentialSource::Profile("work".to_owned());
    let mut scene = refused(profile.clone());
    assert_eq!(sign_ins(&scene), [FoundAccount::Known(profile.clone())]);
    assert_eq!(scene.said(), "");
    scene.tell(signed_in(profile.clone(), "maya"));
    assert_eq!(scene.said(), "");
    // The key that was found is refused as well: now the user is told.
    scene.effects.clear();
    refuse(&mut scene);
    assert!(sign_ins(&scene).is_empty());
    assert!(
        scene.said().contains("no longer accepts"),
        "{}",
        scene.said()
    );
}

#[test]
fn the_same_account_goes_on_and_another_one_begins_anew() {
    let mut scene = refused(CredentialSource::Variable);
    scene.model.neon.session.who = Some(who("maya"));
    scene.tell(signed_in(CredentialSource::Pasted, "maya"));
    assert_eq!(
        scene.model.browser.selected(),
        Some(&Target::Project(PROJECT.into()))
    );
    assert!(
        scene
            .model
            .neon
            .store
            .branch(&PROJECT.into(), &"br-main".into())
            .is_some()
    );
    scene.tell(signed_in(
        CredentialSource::Kept("jonas".to_owned()),
        "jonas",
    ));
    assert_eq!(scene.model.browser.selected(), None);
    assert!(scene.model.neon.store.projects.is_empty());
    assert_eq!(
        scene.model.neon.session.origin,
        Some(CredentialSource::Kept("jonas".to_owned()))
    );
    assert!(
        scene.said().contains("signed in: jonas@acme.dev"),
        "{}",
        scene.said()
    );
}

#[test]
fn a_number_signs_in_and_escape_gives_up() {
    let mut scene = refused(CredentialSource::Variable);
    scene.act(Action::Accounts);
    let looks = |effect: &Effect| matches!(effect, Effect::FindAccounts { probe: true });
    assert!(scene.effects.iter().any(looks));
    scene.tell(Msg::Paste(" napi_fake ".to_owned()));
    scene.act(Action::SignInKeep);
    scene.act(Action::SignInChoose);
    let key = ApiKey::from("napi_fake".to_owned());
    assert_eq!(
        sign_ins(&scene),
        [FoundAccount::Pasted(key, KeyStorage::Keyring)]
    );
    // A second Enter sends nothing more; Escape first stops waiting, then discards the key, then closes the
    // dialog.
    scene.act(Action::SignInChoose);
    assert_eq!(sign_ins(&scene).len(), 1);
    for open in [true, true, false] {
        scene.act(Action::Close);
        assert_eq!(!scene.model.dialogs.is_empty(), open);
    }
    let stopped = |effect: &Effect| matches!(effect, Effect::Task(Task::Cancel(Slot::SignIn)));
    assert!(scene.effects.iter().any(stopped));
}

#[test]
fn read_only_is_chosen_before_signing_in_and_cannot_be_left_where_it_is_locked() {
    let mut scene = refused(CredentialSource::Variable);
    scene.act(Action::Accounts);
    scene.act(Action::SignInMode);
    scene.tell(signed_in(CredentialSource::Pasted, "jonas"));
    assert!(scene.model.neon.policy.is_read_only());
    scene
        .model
        .neon
        .policy
        .read_only
        .insert(ProtectionSource::Flag);
    scene.act(Action::Accounts);
    scene.act(Action::SignInMode);
    assert!(scene.said().contains("--read-only"), "{}", scene.said());
    scene.tell(signed_in(CredentialSource::Pasted, "maya"));
    assert!(scene.model.neon.policy.is_read_only());
}

#[test]
fn the_cursor_stays_on_its_line_while_accounts_are_found() {
    let mut scene = refused(CredentialSource::Variable);
    scene.act(Action::Accounts);
    // The last line but one is for pasting a key; accounts that are found are inserted above it.
    for _ in 0..20 {
        scene.act(Action::NextLine);
    }
    scene.act(Action::PreviousLine);
    scene.tell(Msg::Accounts(vec![Account {
        origin: CredentialSource::Profile("work".to_owned()),
        place: String::new(),
        reach: Access::Unasked,
    }]));
    scene.act(Action::SignInChoose);
    assert!(sign_ins(&scene).is_empty(), "{:?}", sign_ins(&scene));
    scene.act(Action::SignInKeep);
    scene.tell(Msg::Paste("napi_fake".to_owned()));
    scene.act(Action::SignInChoose);
    let key = ApiKey::from("napi_fake".to_owned());
    assert_eq!(
        sign_ins(&scene),
        [FoundAccount::Pasted(key, KeyStorage::Keyring)]
    );
}
