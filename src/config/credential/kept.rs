//! Keys that were pasted and that lazyneon keeps on request: in the keyring, or in `credentials.json` beside
//! `config.toml`, which only its owner may read.
//!
//! ```json
//! { "version": 1, "keys": { "maya@acme.dev": { "type": "keyring" }, "ci": { "type": "api_key", "api_key": "…" } } }
//! ```

use super::{
    keyring::{Keyring, KeyringError},
    stored::{self, StoredError},
};
use crate::{
    api::ApiKey,
    config::disk::{self, DiskError},
    core::Keep,
};
use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The service that our keyring items belong to.
const SERVICE: &str = "lazyneon";
/// The version of the file.
const VERSION: u32 = 1;

/// The kept keys.
#[derive(Debug, Clone)]
pub struct Kept {
    path: PathBuf,
    keyring: Keyring,
}

/// Why kept keys cannot be used. Each text is a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeptError {
    /// The file cannot be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The keyring does not answer.
    #[error("The OS keyring {0}.")]
    Keyring(#[from] KeyringError),
    /// There is no such key.
    #[error("No key is kept as {0} any more.")]
    Absent(String),
    /// The key in the file cannot be used.
    #[error("The kept key {0} {1}.")]
    Stored(String, StoredError),
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct KeysFile {
    version: u32,
    keys: IndexMap<String, Value>,
}

impl Kept {
    /// The keys that this file names.
    pub const fn at(path: PathBuf, keyring: Keyring) -> Self {
        Self { path, keyring }
    }

    /// The names of the kept keys, in the order in which they were kept.
    pub fn names(&self) -> Result<Vec<String>, KeptError> {
        Ok(self.file()?.keys.into_keys().collect())
    }

    /// The kept keys with where each is, in words.
    pub fn places(&self) -> Result<Vec<(String, String)>, KeptError> {
        let place = |(name, entry): (String, Value)| {
            let place = if is_in_keyring(&entry) {
                "OS keyring".to_owned()
            } else {
                super::short_path(&self.path)
            };
            (name, place)
        };
        Ok(self.file()?.keys.into_iter().map(place).collect())
    }

    /// Reads a key.
    pub fn get(&self, name: &str, now: Timestamp) -> Result<ApiKey, KeptError> {
        let file = self.file()?;
        let absent = || KeptError::Absent(name.to_owned());
        let entry = file.keys.get(name).ok_or_else(absent)?;
        let text = if is_in_keyring(entry) {
            self.keyring.read(SERVICE, name)?.ok_or_else(absent)?
        } else {
            entry.to_string()
        };
        stored::read(&text, now)
            .map(|stored| stored.key)
            .map_err(|error| KeptError::Stored(name.to_owned(), error))
    }

    /// Keeps a key under a name, in the place of an older one.
    pub fn keep(&self, name: &str, key: &ApiKey, keep: Keep) -> Result<(), KeptError> {
        let mut file = self.file()?;
        let stored = json!({"type": "api_key", "api_key": key.expose()});
        let entry = match keep {
            Keep::Keyring => {
                self.keyring.keep(SERVICE, name, &stored.to_string())?;
                json!({"type": "keyring"})
            }
            Keep::File => stored,
            Keep::No => return Ok(()),
        };
        file.version = VERSION;
        file.keys.insert(name.to_owned(), entry);
        Ok(disk::write_json(&self.path, &file)?)
    }

    fn file(&self) -> Result<KeysFile, KeptError> {
        Ok(disk::read_json(&self.path, VERSION)?.unwrap_or_default())
    }
}

fn is_in_keyring(entry: &Value) -> bool {
    entry.get("type").and_then(Value::as_str) == Some("keyring")
}

#[cfg(all(test, unix))]
mod tests {
    use super::{super::keyring::tests::fake, *};
    use std::{fs, os::unix::fs::PermissionsExt};

    #[test]
    fn a_key_is_kept_in_a_file_of_its_owner_or_in_the_keyring() {
        let home = tempfile::tempdir().unwrap();
        let (path, item) = (
            home.path().join("a/credentials.json"),
            home.path().join("item"),
        );
        let at = item.display();
        let keyring = fake(
            home.path(),
            &format!("if [ $1 = store ]; then cat > {at}; else cat {at}; fi"),
        );
        let kept = Kept::at(path.clone(), keyring);
        assert_eq!(kept.names(), Ok(Vec::new()));
        let (one, other) = (
            ApiKey::from("napi_one".to_owned()),
            ApiKey::from("napi_other".to_owned()),
        );
        kept.keep("one", &one, Keep::File).unwrap();
        kept.keep("other", &other, Keep::Keyring).unwrap();
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(kept.names().unwrap(), ["one", "other"]);
        assert_eq!(kept.get("one", now), Ok(one));
        assert_eq!(kept.get("other", now), Ok(other));
        assert_eq!(
            kept.get("third", now),
            Err(KeptError::Absent("third".to_owned()))
        );
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains("napi_one") && !text.contains("napi_other"),
            "{text}"
        );
    }

    #[test]
    fn a_damaged_file_is_not_overwritten() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("credentials.json");
        fs::write(&path, "{\"version\":1,\"keys\":").unwrap();
        let kept = Kept::at(path.clone(), Keyring::of_this_system());
        let key = ApiKey::from("napi_one".to_owned());
        let error = kept.keep("one", &key, Keep::File).unwrap_err().to_string();
        assert!(error.contains("damaged"), "{error}");
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            "{\"version\":1,\"keys\":"
        );
    }
}
