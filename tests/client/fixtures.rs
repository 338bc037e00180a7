//! Recorded responses: from `tests/fixtures`, and the contract's own samples if they are available.

#[path = "../support/at_hand.rs"]
mod at_hand;

pub use at_hand::contract_dir;
use std::{fs, path::PathBuf};

use lazyneon::api::Operation;
use serde_json::Value;

/// A recorded response.
pub struct Sample {
    pub operation: Operation,
    /// Its source, for messages.
    pub name: String,
    pub text: String,
}

impl Sample {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

pub fn fixture(name: &str) -> String {
    fs::read_to_string(own().join(name)).unwrap()
}

fn own() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

pub fn contract() -> Option<Value> {
    let text = fs::read_to_string(contract_dir()?.join("neon-openapi.json")).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

/// Every recorded response of the operations in the table.
pub fn samples() -> Vec<Sample> {
    let folders = [
        Some(own()),
        contract_dir().map(|dir| dir.join("neon-samples")),
    ];
    let mut samples = Vec::new();
    for folder in folders.into_iter().flatten() {
        for &operation in Operation::ALL {
            let path = folder.join(format!("{operation}.json"));
            if let Ok(text) = fs::read_to_string(&path) {
                samples.push(Sample {
                    operation,
                    name: path.display().to_string(),
                    text,
                });
            }
        }
    }
    assert!(samples.len() >= 9, "the fixtures of this folder are gone");
    samples
}
