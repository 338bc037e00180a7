//! The recorded facts, compared with the contract where it is at hand.

use crate::{
    at_hand::contract_dir,
    facts::{Facts, folder},
};
use lazyneon::api::Operation;
use std::fs;

fn ids() -> impl Iterator<Item = &'static str> {
    Operation::ALL.iter().map(|operation| operation.spec().id)
}

#[test]
fn the_recorded_facts_are_those_of_the_contract() {
    let Some(folder_of_contract) = contract_dir() else {
        return;
    };
    let text = fs::read_to_string(folder_of_contract.join("neon-openapi.json")).unwrap();
    let facts = Facts::of(&serde_json::from_str(&text).unwrap(), ids());
    if std::env::var_os("UPDATE_CONTRACT").is_some() {
        let mut text = serde_json::to_string_pretty(&facts).unwrap();
        text.push('\n');
        fs::write(folder().join("answers.json"), text).unwrap();
    }
    assert!(
        Facts::recorded() == facts,
        "run with UPDATE_CONTRACT=1, and review the difference"
    );
}
