//! Finds secrets where there must be none: keys, passwords, and connection strings that contain one.

use std::{fs, path::Path};

/// The prefixes of keys and passwords of Neon and the emulator, and the minimum number of characters after them.
const BEGINNINGS: [(&str, usize); 4] = [
    ("napi_", 6),
    ("npg_", 4),
    ("nat_live_", 6),
    ("nsk_live_", 6),
];

/// The first secret in a text, if any: a key, a password, or a URI with a password.
pub fn found_in(text: &str) -> Option<String> {
    let is_word = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let key = |(begin, least): (&str, usize)| {
        let mut all = text.match_indices(begin);
        let word = |at: usize| -> String { text[at..].chars().take_while(is_word).collect() };
        all.find_map(|(at, _)| Some(word(at)).filter(|word| word.len() >= begin.len() + least))
    };
    BEGINNINGS.into_iter().find_map(key).or_else(|| uri(text))
}

/// A URI with a password that is not masked.
fn uri(text: &str) -> Option<String> {
    let mut all = text.match_indices("://");
    all.find_map(|(at, _)| {
        let rest = &text[at + 3..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '?' | '<'))
            .unwrap_or(rest.len());
        let (user, _) = rest[..end].rsplit_once('@')?;
        let (_, password) = user.split_once(':')?;
        let stars = password.chars().all(|c| c == '*');
        (!password.is_empty() && !stars).then(|| format!("://{}", &rest[..end]))
    })
}

/// Every secret in the files below a directory, with the file; file names are checked, too.
pub fn found_below(directory: &Path, skip: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap().flatten() {
        let path = entry.path();
        if skip.iter().any(|skip| path.ends_with(skip)) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            found.extend(found_below(&path, skip));
            continue;
        }
        let bytes = fs::read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let name = path.display().to_string();
        let secrets = [found_in(&text), found_in(&name)].into_iter().flatten();
        found.extend(secrets.map(|secret| format!("{name}: {secret}")));
    }
    found
}

#[test]
fn a_secret_that_was_planted_is_found() {
    for text in [
        "authorization: Bearer napi_0123456789",
        "a password is npg_Ab3dEf here",
        "postgresql://u:hunter2@h/d",
        "\"postgres://u:p%40ss@ep-x.neon.tech:5432/db?sslmode=require\"",
    ] {
        assert!(found_in(text).is_some(), "{text}");
    }
    for text in [
        "the key begins with napi_ or npg_",
        "postgresql://u:********@h/d",
        "postgresql://u@h/d",
        "http://127.0.0.1:4000/api/v2/a@b",
    ] {
        assert_eq!(found_in(text), None, "{text}");
    }
    let home = tempfile::tempdir().unwrap();
    let deep = home.path().join("a/b");
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("log"), "x npg_planted\n").unwrap();
    fs::write(home.path().join("mine"), "npg_planted").unwrap();
    let found = found_below(home.path(), &["mine"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("npg_planted"));
}
