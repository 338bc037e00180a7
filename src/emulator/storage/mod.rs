//! Object storage: buckets of a branch, and the objects in them.

pub mod handlers;
pub mod objects;
pub mod transfer;

use axum::body::Bytes;
use serde_json::{Value, json};

use super::{
    ids::{Text, hash},
    page::to_hex,
    time::Time,
};

/// The longest key of an object, in bytes.
pub const LONGEST_KEY: usize = 1_024;

/// A bucket.
#[derive(Debug, Clone)]
pub struct Bucket {
    pub name: Text,
    /// Whether anybody may read its objects.
    pub public: bool,
    pub created_at: Time,
    /// In the order of their keys.
    objects: Vec<Object>,
}

/// A stored object.
#[derive(Debug, Clone)]
pub struct Object {
    pub key: String,
    pub size: usize,
    pub etag: String,
    pub modified: Time,
    /// Whether it was stored on an ancestor of the branch.
    pub inherited: bool,
    /// `None` for those of a seed, which only have a size.
    content: Option<Bytes>,
}

impl Bucket {
    pub fn new(name: &str, public: bool, created_at: Time) -> Self {
        Self {
            name: name.into(),
            public,
            created_at,
            objects: vec![],
        }
    }

    /// As it was at a moment, as far as its objects are still there.
    pub fn as_of(&self, at: Time, inherited: bool) -> Self {
        let objects = self.objects.iter().filter(|object| object.modified <= at);
        let objects = objects.map(|object| Object {
            inherited: object.inherited || inherited,
            ..object.clone()
        });
        Self {
            objects: objects.collect(),
            ..self.clone()
        }
    }

    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    pub fn object(&self, key: &str) -> Option<&Object> {
        self.objects.get(self.place(key).ok()?)
    }

    /// Stores an object, in the place of another one with its key.
    pub fn put(&mut self, object: Object) {
        match self.place(&object.key) {
            Ok(place) => drop(self.objects.get_mut(place).map(|old| *old = object)),
            Err(place) => self.objects.insert(place, object),
        }
    }

    /// Deletes an object; returns whether there was one.
    pub fn remove(&mut self, key: &str) -> bool {
        let place = self.place(key);
        place.is_ok_and(|place| {
            self.objects.remove(place);
            true
        })
    }

    /// Deletes the objects below a prefix that were stored on the branch itself; returns how many.
    pub fn remove_below(&mut self, prefix: &str) -> usize {
        let before = self.objects.len();
        self.objects
            .retain(|object| object.inherited || !object.key.starts_with(prefix));
        before - self.objects.len()
    }

    fn place(&self, key: &str) -> Result<usize, usize> {
        self.objects
            .binary_search_by(|object| object.key.as_str().cmp(key))
    }

    pub fn to_json(&self) -> Value {
        let level = if self.public {
            "public_read"
        } else {
            "private"
        };
        json!({ "name": self.name, "access_level": level, "created_at": self.created_at })
    }
}

impl Object {
    pub fn new(key: &str, content: Bytes, modified: Time) -> Self {
        let digest = ring::digest::digest(&ring::digest::SHA256, &content);
        Self {
            key: key.to_owned(),
            size: content.len(),
            etag: to_hex(digest.as_ref().get(..16).unwrap_or_default()),
            modified,
            inherited: false,
            content: Some(content),
        }
    }

    /// An object of a seed.
    pub fn of_size(key: &str, size: usize, modified: Time) -> Self {
        Self {
            key: key.to_owned(),
            size,
            etag: format!("{:016x}{:016x}", hash(key), hash(&key.repeat(2))),
            modified,
            inherited: false,
            content: None,
        }
    }

    /// Its bytes; those of a seed repeat their key.
    pub fn bytes(&self) -> Vec<u8> {
        match &self.content {
            Some(content) => content.to_vec(),
            None => self.key.bytes().cycle().take(self.size).collect(),
        }
    }

    /// Whether clients put it there, and not the seed.
    pub fn is_uploaded(&self) -> bool {
        self.content.is_some()
    }

    pub fn to_json(&self) -> Value {
        json!({
            "key": self.key,
            "size": self.size,
            "last_modified": self.modified,
            "etag": self.etag,
        })
    }
}
