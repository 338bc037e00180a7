use super::{
    facts::{MOST_FACTS, OLDEST},
    *,
};
use crate::ui::{
    Target,
    bookmarks::{BookmarkEdit, Pin},
};
use std::time::{Duration, SystemTime};

fn store(home: &Path) -> StateStore {
    StateStore::at(Some(home.join("state")), Some(home.join("cache")))
}

fn persisted(identity: &str, project: &str) -> PersistedState {
    PersistedState {
        origin: CredentialSource::Profile("work".to_owned()),
        identity: identity.to_owned(),
        person: None,
        host: "https://console.neon.tech/api/v2".to_owned(),
        place: SavedPosition {
            last: Some(Target::Project(project.into())),
            ..SavedPosition::default()
        },
        tree_width: None,
        facts: CachedData {
            version: 1,
            at: Some(jiff::Timestamp::UNIX_EPOCH.into()),
            ..CachedData::default()
        },
    }
}

#[test]
fn each_account_on_each_host_has_a_place_of_its_own() {
    let home = tempfile::tempdir().unwrap();
    let store = store(home.path());
    assert_eq!(store.last(), None);
    store.keep(&persisted("one", "p1")).unwrap();
    store.keep(&persisted("two", "p2")).unwrap();
    let host = "https://console.neon.tech/api/v2";
    let place = |identity: &str, host: &str| store.fetch(identity, host).place.last;
    assert_eq!(place("one", host), Some(Target::Project("p1".into())));
    assert_eq!(place("two", host), Some(Target::Project("p2".into())));
    assert_eq!(place("one", "http://127.0.0.1:8787/api/v2"), None);
    assert!(store.fetch("one", host).facts.is_some());
    assert_eq!(
        store.last(),
        Some(CredentialSource::Profile("work".to_owned()))
    );
}

#[test]
fn a_damaged_file_is_set_aside_and_said_once() {
    let home = tempfile::tempdir().unwrap();
    let store = store(home.path());
    store.keep(&persisted("one", "p1")).unwrap();
    let path = home.path().join("state/state.json");
    fs::write(&path, "{\"version\":").unwrap();
    let host = "https://console.neon.tech/api/v2";
    let trouble = store.fetch("one", host).trouble.unwrap();
    assert!(trouble.contains("state.json.damaged"), "{trouble}");
    let aside = fs::read_to_string(home.path().join("state/state.json.damaged")).unwrap();
    assert_eq!(aside, "{\"version\":");
    assert_eq!(store.fetch("one", host).trouble, None);
    store.keep(&persisted("one", "p1")).unwrap();
    assert!(path.exists());
}

#[test]
fn letters_and_pins_of_two_lazyneons_stay() {
    let home = tempfile::tempdir().unwrap();
    let host = "https://console.neon.tech/api/v2";
    let (one, other) = (store(home.path()), store(home.path()));
    let pins = || -> Vec<String> {
        let pins = store(home.path()).fetch("one", host).place.bookmarks.pins;
        pins.iter().map(|pin| pin.place.id().to_string()).collect()
    };
    let pin = |project: &str| {
        BookmarkEdit::Pin(Pin {
            place: Target::Project(project.into()),
            list: None,
        })
    };
    let with = |edits: &[BookmarkEdit]| {
        let mut persisted = persisted("one", "p1");
        let bookmarks = &mut persisted.place.bookmarks;
        for edit in edits {
            bookmarks.apply(edit);
            bookmarks.newest += 1;
            bookmarks.edits.push((bookmarks.newest, edit.clone()));
        }
        persisted
    };
    let mut first = with(&[pin("x")]);
    one.keep(&first).unwrap();
    first.place.bookmarks.were_kept(1, true);
    // The other one started earlier, and knows nothing of x.
    other.keep(&with(&[pin("y")])).unwrap();
    assert_eq!(pins(), ["x", "y"]);
    // The first one knows nothing of y; only its cursor has moved.
    one.keep(&first).unwrap();
    assert_eq!(pins(), ["x", "y"]);
    other
        .keep(&with(&[BookmarkEdit::Unpin(Target::Project("x".into()))]))
        .unwrap();
    one.keep(&first).unwrap();
    assert_eq!(pins(), ["y"]);
}

#[test]
fn hosts_that_two_lazyneons_have_found_stay() {
    let home = tempfile::tempdir().unwrap();
    let host = "https://console.neon.tech/api/v2";
    for (compute, project) in [("ep-a", "p1"), ("ep-b", "p2"), ("ep-a", "p3")] {
        let mut persisted = persisted("one", "p1");
        persisted.place.hosts.note(compute.into(), project.into());
        store(home.path()).keep(&persisted).unwrap();
    }
    let hosts = store(home.path()).fetch("one", host).place.hosts;
    assert_eq!(hosts.get("ep-a"), Some(&"p3".into()));
    assert_eq!(hosts.get("ep-b"), Some(&"p2".into()));
}

#[test]
fn places_of_too_many_accounts_go_and_letters_and_pins_stay() {
    let home = tempfile::tempdir().unwrap();
    let store = store(home.path());
    let host = "https://console.neon.tech/api/v2";
    let mut first = persisted("first", "p");
    first.place.bookmarks.apply(&BookmarkEdit::Pin(Pin {
        place: Target::Project("x".into()),
        list: None,
    }));
    store.keep(&first).unwrap();
    for account in 0..=MOST_ACCOUNTS {
        store.keep(&persisted(&account.to_string(), "p")).unwrap();
    }
    let place = |identity: &str| store.fetch(identity, host).place;
    assert_eq!(place("first").bookmarks.pins.len(), 1);
    assert_eq!(place("0").last, None);
    let newest = MOST_ACCOUNTS.to_string();
    assert!(place(&newest).last.is_some());
}

#[test]
fn the_newest_is_kept_whoever_comes_first() {
    let home = tempfile::tempdir().unwrap();
    let store = store(home.path());
    let host = "https://console.neon.tech/api/v2";
    let (old, new) = (persisted("one", "old"), persisted("one", "new"));
    let turns = (store.turn(&old), store.turn(&new));
    store.keep(&persisted("two", "p")).unwrap();
    store.keep_in_turn(&new, turns.1).unwrap();
    store.keep_in_turn(&old, turns.0).unwrap();
    let last = store.fetch("one", host).place.last;
    assert_eq!(last, Some(Target::Project("new".into())));
}

#[test]
fn facts_of_too_many_accounts_and_old_ones_are_removed() {
    let home = tempfile::tempdir().unwrap();
    let store = store(home.path());
    for account in 0..MOST_FACTS + 3 {
        store
            .keep(&persisted(&format!("{account:02}"), "p"))
            .unwrap();
    }
    let facts = || {
        let names = fs::read_dir(home.path().join("cache")).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name.contains('@')).collect();
        names.sort();
        names
    };
    assert_eq!(facts().len(), MOST_FACTS);
    let old = home.path().join("cache").join(&facts()[0]);
    let file = fs::File::options().write(true).open(&old).unwrap();
    file.set_modified(SystemTime::now() - OLDEST - Duration::from_secs(60))
        .unwrap();
    fs::write(home.path().join("cache/notes.txt"), "not ours").unwrap();
    store.keep(&persisted("22", "p")).unwrap();
    assert!(!old.exists());
    assert_eq!(facts().len(), MOST_FACTS - 1);
    assert!(home.path().join("cache/notes.txt").exists());
}
