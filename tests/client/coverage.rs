//! Which operations of the contract the program calls, and why not the others.

use super::{
    fixtures::contract,
    not_called::{DEPRECATED, NOT_CALLED},
};
use lazyneon::api::Operation;
use std::collections::BTreeSet;

#[test]
fn every_operation_of_the_contract_is_called_or_named_with_the_reason() {
    let Some(contract) = contract() else { return };
    let paths = contract["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|methods| methods.as_object().unwrap().values());
    let operations: Vec<_> = operations
        .filter_map(|operation| {
            Some((
                operation["operationId"].as_str()?,
                operation["deprecated"] == true,
            ))
        })
        .collect();
    let called = |id: &str| Operation::by_id(id).is_some();
    let deprecated: BTreeSet<&str> = DEPRECATED.iter().map(|(id, _)| *id).collect();
    let others: BTreeSet<&str> = NOT_CALLED.iter().map(|(id, _)| *id).collect();
    for (id, is_deprecated) in &operations {
        let known = [called(id), deprecated.contains(id), others.contains(id)];
        assert_eq!(known.iter().filter(|known| **known).count(), 1, "{id}");
        assert!(
            !deprecated.contains(id) || *is_deprecated,
            "{id} is not deprecated"
        );
    }
    let there: BTreeSet<&str> = operations.iter().map(|(id, _)| *id).collect();
    for id in deprecated.union(&others) {
        assert!(there.contains(id), "{id} is not in the contract");
    }
    for (id, instead) in DEPRECATED {
        assert!(
            instead.is_none_or(called),
            "{id}: {instead:?} is not called"
        );
    }
}
