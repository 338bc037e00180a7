//! Which key wins, and the messages if there is none.

use super::*;
use std::{fs, path::Path};

const NOW: i64 = 1_786_000_000;

fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

/// A home directory with these files of the CLI, and an empty environment.
fn home(files: &[(&str, &str)]) -> (tempfile::TempDir, CredentialStore) {
    let home = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(home.path().join(name), text).unwrap();
    }
    let vault = vault(home.path());
    (home, vault)
}

fn vault(home: &Path) -> CredentialStore {
    let keyring = Keyring::with("/nowhere/secret-tool", Dialect::SecretTool);
    CredentialStore {
        given: None,
        pasted: None,
        variable: None,
        cli: Some(NeonCli::exactly(home.to_owned())),
        command: None,
        saved_keys: Some(SavedKey::at(home.join("kept.json"), keyring.clone())),
        keyring,
        home: NEON.to_owned(),
    }
}

const PROFILES: &str = r#"{"version":1,"profiles":{
    "work":{"credentials":"work.json"},"DEFAULT":{"credentials":"credentials.json"},"ci":{"credentials":"keyring"}}}"#;

fn profile(name: &str) -> Option<CredentialSource> {
    Some(CredentialSource::Profile(name.to_owned()))
}

fn key(text: &str) -> ApiKey {
    ApiKey::from(text.to_owned())
}

#[test]
fn the_order_is_that_of_the_official_cli() {
    let (home, mut vault) = home(&[("profiles.json", PROFILES), ("work.json", "{}")]);
    // Nobody has signed in with DEFAULT: it is listed, but its file does not exist.
    assert_eq!(vault.choose(None, None, None, NEON), Ok(profile("work")));
    fs::write(home.path().join("credentials.json"), "{}").unwrap();
    assert_eq!(vault.choose(None, None, None, NEON), Ok(profile("DEFAULT")));
    assert_eq!(
        vault.choose(None, None, profile("work"), NEON),
        Ok(profile("work"))
    );
    assert_eq!(
        vault.choose(None, None, profile("gone"), NEON),
        Ok(profile("DEFAULT"))
    );
    vault.command = Some("pass neon".to_owned());
    assert_eq!(
        vault.choose(None, None, profile("work"), NEON),
        Ok(Some(CredentialSource::Command))
    );
    assert_eq!(
        vault.choose(None, Some("work"), None, NEON),
        Ok(profile("work"))
    );
    vault.variable = Some(key("napi_fake"));
    assert_eq!(
        vault.choose(None, Some("work"), None, NEON),
        Ok(Some(CredentialSource::Variable))
    );
    assert_eq!(
        vault.choose(Some("ci"), Some("work"), None, NEON),
        Ok(profile("ci"))
    );
    vault.given = Some((CredentialSource::Flag, key("napi_fake")));
    assert_eq!(
        vault.choose(None, Some("work"), None, NEON),
        Ok(Some(CredentialSource::Flag))
    );
}

#[test]
fn nothing_found_is_no_error_and_a_name_that_is_not_there_is_one() {
    let (_home, mut vault) = home(&[]);
    assert_eq!(vault.choose(None, None, None, NEON), Ok(None));
    let said = vault
        .choose(Some("work"), None, None, NEON)
        .unwrap_err()
        .to_string();
    assert_eq!(said, "The neon CLI has no profile \"work\".");
    vault.cli = None;
    let said = vault
        .choose(None, Some("work"), None, NEON)
        .unwrap_err()
        .to_string();
    assert!(said.contains("NEON_CONFIG_DIR"), "{said}");
}

#[test]
fn damaged_profiles_hinder_nobody_who_does_not_use_them() {
    let (_home, mut vault) = home(&[("profiles.json", "{")]);
    assert_eq!(vault.choose(None, None, None, NEON), Ok(None));
    let said = vault
        .choose(Some("work"), None, None, NEON)
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("is damaged") && said.contains("never changes it"),
        "{said}"
    );
    vault.variable = Some(key("napi_fake"));
    assert_eq!(
        vault.choose(None, None, None, NEON),
        Ok(Some(CredentialSource::Variable))
    );
}

#[test]
fn what_cannot_be_a_key_is_refused_without_showing_it() {
    let (_home, mut vault) = home(&[]);
    for text in ["napi secret", "napi\nsecret", "napi_sécret"] {
        vault.variable = Some(key(text));
        let said = vault
            .choose(None, None, None, NEON)
            .unwrap_err()
            .to_string();
        assert!(
            !said.contains("secret") && !said.contains("sécret"),
            "{said}"
        );
        assert!(said.contains("line break"), "{said}");
    }
}

#[test]
fn a_profile_gives_its_key_or_says_what_to_do() {
    let session = |end: i64| {
        let end = (NOW + end) * 1000;
        format!(r#"{{"access_token":"fake","expires_at":{end},"user_id":"u"}}"#)
    };
    let (home, vault) = home(&[
        ("profiles.json", PROFILES),
        ("work.json", r#"{"type":"api_key","api_key":"napi_fake"}"#),
        ("credentials.json", &session(60)),
    ]);
    let get = |name: &str| vault.get(&CredentialSource::Profile(name.to_owned()), now());
    assert_eq!(get("work").unwrap().key, key("napi_fake"));
    let before = get("DEFAULT").unwrap();
    assert_eq!(
        before.until,
        Some(Timestamp::from_second(NOW + 60).unwrap())
    );
    fs::write(
        home.path().join("credentials.json"),
        session(7200).replace("fake", "renewed"),
    )
    .unwrap();
    let after = get("DEFAULT").unwrap();
    assert_eq!(after.identity, before.identity);
    assert_ne!(after.key, before.key);

    fs::write(home.path().join("credentials.json"), session(-1)).unwrap();
    let said = get("DEFAULT").unwrap_err().to_string();
    assert!(said.contains("neon me --profile DEFAULT"), "{said}");
    fs::write(home.path().join("work.json"), "napi_fake").unwrap();
    let said = get("work").unwrap_err().to_string();
    assert!(
        said.contains("is damaged") && !said.contains("napi_fake"),
        "{said}"
    );
    fs::remove_file(home.path().join("work.json")).unwrap();
    let mut pipe = std::process::Command::new("mkfifo");
    pipe.arg(home.path().join("work.json"));
    assert!(pipe.status().unwrap().success());
    let said = get("work").unwrap_err().to_string();
    assert!(said.contains("is not a regular file"), "{said}");
    fs::remove_file(home.path().join("work.json")).unwrap();
    let said = get("work").unwrap_err().to_string();
    assert!(said.contains("work.json"), "{said}");
    let said = get("ci").unwrap_err().to_string();
    assert!(said.contains("the OS keyring is not there"), "{said}");
}

#[test]
fn a_program_gives_its_key_or_says_what_to_do() {
    let (_home, mut vault) = home(&[]);
    let mut get = |line: &str| {
        vault.command = Some(line.to_owned());
        let got = vault.get(&CredentialSource::Command, now());
        got.map(|got| got.key).map_err(|error| error.to_string())
    };
    assert_eq!(get("echo napi_fake"), Ok(key("napi_fake")));
    assert_eq!(
        get("echo oh no; exit 3").unwrap_err(),
        "key_command ended with status 3; run it in a shell to see why."
    );
    assert_eq!(
        get("echo two words").unwrap_err(),
        "key_command did not print just a key."
    );
    assert_eq!(
        get("kill -9 $$").unwrap_err(),
        "key_command was ended by a signal."
    );
}

#[test]
fn an_identity_tells_accounts_apart_and_nothing_else() {
    assert_eq!(identity("napi_one"), identity("napi_one"));
    assert_ne!(identity("napi_one"), identity("napi_two"));
    assert_eq!(identity("napi_one").len(), 16);
}

#[test]
fn a_found_key_is_not_asked_about_at_another_host() {
    const OTHER: &str = "https://neon.example/api/v2";
    let (_home, mut vault) = home(&[("profiles.json", PROFILES), ("work.json", "{}")]);
    vault.given = Some((CredentialSource::Flag, key("napi_given")));
    vault
        .keep("mine", &key("napi_mine"), KeyStorage::File, OTHER)
        .unwrap();
    let asked = |host: &str| -> Vec<CredentialSource> {
        let accounts = vault.accounts(host).into_iter();
        let asked = accounts.filter(|account| account.reach == Access::Asking);
        asked.map(|account| account.origin).collect()
    };
    let saved_keys = CredentialSource::Kept("mine".to_owned());
    let elsewhere = asked(OTHER);
    assert_eq!(
        elsewhere,
        [CredentialSource::Flag, saved_keys.clone()],
        "what was named, and what was kept for it"
    );
    let at_neon = asked(NEON);
    assert!(
        at_neon.contains(&CredentialSource::Profile("work".to_owned())),
        "{at_neon:?}"
    );
    assert!(!at_neon.contains(&saved_keys), "{at_neon:?}");
    vault.given = None;
    vault.cli = None;
    let last = Some(saved_keys.clone());
    assert_eq!(vault.choose(None, None, last.clone(), NEON), Ok(None));
    assert_eq!(vault.choose(None, None, last, OTHER), Ok(Some(saved_keys)));
}

#[test]
fn a_pasted_key_hides_none_that_was_given() {
    let (_home, mut vault) = home(&[]);
    vault.given = Some((CredentialSource::Flag, key("napi_given")));
    vault.pasted = Some(key("napi_pasted"));
    let origins = vault
        .accounts(NEON)
        .into_iter()
        .map(|account| account.origin);
    assert_eq!(
        origins.collect::<Vec<_>>(),
        [CredentialSource::Flag, CredentialSource::Pasted]
    );
    let got = |origin| vault.get(&origin, Timestamp::UNIX_EPOCH).unwrap().key;
    assert_eq!(got(CredentialSource::Flag), key("napi_given"));
    assert_eq!(got(CredentialSource::Pasted), key("napi_pasted"));
}
