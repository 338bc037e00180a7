//! Pasted keys that lazyneon saves on request: in the keyring, or in `credentials.json` next to `config.toml`, which
//! only its owner may read.
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
    neon::account::KeyStorage,
};
use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The service of our keyring items.
const SERVICE: &str = "lazyneon";
/// The field with the host of a key; entries of older versions do not have it.
const HOST: &str = "host";
const VERSION: u32 = 1;

/// The file of saved keys.
#[derive(Debug, Clone)]
pub struct SavedKey {
    path: PathBuf,
    keyring: Keyring,
}

/// A saved key, without the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptKey {
    /// The name under which it is saved.
    pub name: String,
    /// Its place, in words.
    pub place: String,
    /// The URL of the API that the key belongs to, if known.
    pub host: Option<String>,
}

/// Why saved keys cannot be used, as sentences.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeptError {
    /// The file cannot be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The keyring cannot be used.
    #[error("The OS keyring {0}.")]
    Keyring(#[from] KeyringError),
    /// There is no such key.
    #[error("No key is kept as {0} any more.")]
    Absent(String),
    /// The key in the file cannot be used.
    #[error("The saved key {0} {1}.")]
    Stored(String, StoredError),
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct KeysFile {
    version: u32,
    keys: IndexMap<String, Value>,
}

impl SavedKey {
    /// The keys in this file.
    pub const fn at(path: PathBuf, keyring: Keyring) -> Self {
        Self { path, keyring }
    }

    /// The saved keys and their places, in the order in which they were saved.
    pub fn places(&self) -> Result<Vec<KeptKey>, KeptError> {
        let key = |(name, entry): (String, Value)| KeptKey {
            name,
            place: if is_in_keyring(&entry) {
                "OS keyring".to_owned()
            } else {
                super::short_path(&self.path)
            },
            host: entry.get(HOST).and_then(Value::as_str).map(str::to_owned),
        };
        Ok(self.file()?.keys.into_iter().map(key).collect())
    }

    pub fn get(&self, name: &str, now: Timestamp) -> Result<ApiKey, KeptError> {
        self.read(&self.file()?, name, now)
    }

    fn read(&self, file: &KeysFile, name: &str, now: Timestamp) -> Result<ApiKey, KeptError> {
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

    /// Saves a key for a host under this name, or a numbered one if another key has it. Returns the name used.
    pub fn keep(
        &self,
        name: &str,
        key: &ApiKey,
        keep: KeyStorage,
        host: &str,
    ) -> Result<String, KeptError> {
        let _hold = disk::hold(&self.path)?;
        let mut file = self.file()?;
        let name = self.free_name(&file, name, key);
        let stored = json!({"type": "api_key", "api_key": key.expose(), HOST: host});
        let entry = match keep {
            KeyStorage::Keyring => {
                self.keyring.keep(SERVICE, &name, &stored.to_string())?;
                json!({"type": "keyring", HOST: host})
            }
            KeyStorage::File => stored,
            KeyStorage::No => return Ok(name),
        };
        file.version = VERSION;
        file.keys.insert(name.clone(), entry);
        disk::write_json(&self.path, &file)?;
        Ok(name)
    }

    /// The name itself if it is free or belongs to this very key, otherwise "name 2", and so on.
    fn free_name(&self, file: &KeysFile, name: &str, key: &ApiKey) -> String {
        let is_free = |name: &String| {
            !file.keys.contains_key(name)
                || self
                    .read(file, name, Timestamp::UNIX_EPOCH)
                    .is_ok_and(|saved_keys| saved_keys.expose() == key.expose())
        };
        let numbered = (2..).map(|number| format!("{name} {number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        // There are more numbers than keys in any file.
        names.find(is_free).unwrap_or_else(|| name.to_owned())
    }

    fn file(&self) -> Result<KeysFile, KeptError> {
        Ok(disk::read_json(&self.path, VERSION)?.unwrap_or_default())
    }
}

fn is_in_keyring(entry: &Value) -> bool {
    entry.get("type").and_then(Value::as_str) == Some("keyring")
}

#[cfg(test)]
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
        let saved_keys = SavedKey::at(path.clone(), keyring);
        assert_eq!(saved_keys.places(), Ok(Vec::new()));
        let (one, other) = (
            ApiKey::from("napi_one".to_owned()),
            ApiKey::from("napi_other".to_owned()),
        );
        saved_keys
            .keep("one", &one, KeyStorage::File, "here")
            .unwrap();
        saved_keys
            .keep("other", &other, KeyStorage::Keyring, "here")
            .unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let places = saved_keys.places().unwrap().into_iter();
        let names: Vec<String> = places.map(|saved_keys| saved_keys.name).collect();
        assert_eq!(names, ["one", "other"]);
        assert_eq!(saved_keys.get("one", now), Ok(one));
        assert_eq!(saved_keys.get("other", now), Ok(other));
        assert_eq!(
            saved_keys.get("third", now),
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
    fn no_key_takes_the_place_of_another() {
        let home = tempfile::tempdir().unwrap();
        let saved_keys = SavedKey::at(
            home.path().join("credentials.json"),
            Keyring::of_this_system(),
        );
        let key = |text: &str| ApiKey::from(text.to_owned());
        let keep = |text: &str| {
            saved_keys
                .keep("maya", &key(text), KeyStorage::File, "here")
                .unwrap()
        };
        assert_eq!(keep("napi_one"), "maya");
        assert_eq!(keep("napi_two"), "maya 2");
        assert_eq!(keep("napi_one"), "maya", "the same key is kept once");
        assert_eq!(keep("napi_three"), "maya 3");
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(saved_keys.get("maya", now), Ok(key("napi_one")));
        assert_eq!(saved_keys.get("maya 2", now), Ok(key("napi_two")));
        let hosts = saved_keys.places().unwrap();
        assert!(
            hosts
                .iter()
                .all(|saved_keys| saved_keys.host.as_deref() == Some("here"))
        );
    }

    #[test]
    fn a_damaged_file_is_not_overwritten() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("credentials.json");
        fs::write(&path, "{\"version\":1,\"keys\":").unwrap();
        let saved_keys = SavedKey::at(path.clone(), Keyring::of_this_system());
        let key = ApiKey::from("napi_one".to_owned());
        let error = saved_keys
            .keep("one", &key, KeyStorage::File, "here")
            .unwrap_err()
            .to_string();
        assert!(error.contains("damaged"), "{error}");
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            "{\"version\":1,\"keys\":"
        );
    }
}
