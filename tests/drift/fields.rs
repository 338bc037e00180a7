//! Every field of the contract is shown, or listed with the reason.

use crate::{
    bodies::Field,
    facts::{Facts, element},
    not_shown::{NOT_SHOWN, reason},
    stops::STOPS,
    walk::{Walk, visit},
};
use lazyneon::api::Operation;
use std::collections::{BTreeMap, BTreeSet};

impl Walk {
    /// What is wrong about the fields of a record.
    fn check(&self, record: &str) -> Vec<String> {
        let fields = self.facts.records[record].iter();
        // What is in a record of its own is checked there.
        let plain = fields.filter(|(_, kind)| !self.facts.records.contains_key(element(kind)));
        let (listed, others): (Vec<Field<'_>>, _) = plain
            .map(|(field, _)| (record, field.as_str()))
            .partition(|(record, field)| reason(record, field).is_some());
        let stops = self.stops_of(record);
        let mut wrong = Vec::new();
        let mut likely = stops.clone();
        for field in others {
            match likely
                .iter()
                .position(|stop| self.is_seen(&[*stop], &[field]))
            {
                // Most fields of a record are seen where the others are.
                Some(at) => likely[..=at].rotate_right(1),
                None => wrong.push(format!("{record}.{} is not shown", field.1)),
            }
        }
        if !listed.is_empty() && self.is_seen(&stops, &listed) {
            let seen = listed
                .into_iter()
                .filter(|field| self.is_seen(&stops, &[*field]));
            wrong.extend(seen.map(|field| format!("{record}.{} is shown, but listed", field.1)));
        }
        wrong
    }
}

#[test]
fn every_field_is_shown_or_listed_with_the_reason() {
    let walk = Walk::new();
    let wrong = walk.of_records(|record| walk.check(record));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_listed_is_in_the_contract() {
    let facts = Facts::all();
    for name in NOT_SHOWN.iter().flat_map(|row| row.1) {
        let (record, field) = name.rsplit_once('.').unwrap();
        let fields = facts.records.get(record);
        let fields = fields.unwrap_or_else(|| panic!("there is no {record}"));
        assert!(
            field == "*" || fields.contains_key(field),
            "there is no {name}"
        );
    }
}

/// `STOP=7 cargo test --test drift look -- --ignored --nocapture` shows what is seen there; without it, it shows where
/// the tour goes, and how many fields are listed.
#[test]
#[ignore = "for whoever changes the tour"]
fn look() {
    let facts = Facts::all();
    let only = std::env::var("STOP")
        .ok()
        .and_then(|text| text.parse().ok());
    if let Some(stop) = only {
        println!("{}", visit(&facts, stop, &[], &[]).text());
        return;
    }
    for (at, stop) in STOPS.iter().enumerate() {
        println!("{at}: {:?} {:?}", (stop.from)(), stop.actions);
    }
    let mut counts = BTreeMap::new();
    let bodies = Operation::ALL.iter();
    let bodies = bodies.filter_map(|operation| facts.answers.get(operation.spec().id));
    let records: BTreeSet<String> = bodies.flat_map(|body| facts.inside(body)).collect();
    for record in &records {
        for (field, kind) in &facts.records[record] {
            if !facts.records.contains_key(element(kind)) {
                let why = reason(record, field).unwrap_or("shown");
                *counts.entry(why).or_insert(0) += 1;
            }
        }
    }
    println!("{counts:#?} of {}", counts.values().sum::<i32>());
}
