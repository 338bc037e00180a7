//! The operation table and the request constructors, checked against the contract if it is available.

use serde_json::Value;

use lazyneon::api::Operation;

use super::{fixtures::contract, requests::every_request};

/// The contract's operation with this ID: path, method, and the object.
fn find<'a>(contract: &'a Value, id: &str) -> Option<(&'a str, &'a str, &'a Value)> {
    contract["paths"]
        .as_object()?
        .iter()
        .find_map(|(path, methods)| {
            let (method, found) = methods
                .as_object()?
                .iter()
                .find(|(_, operation)| operation["operationId"] == id)?;
            Some((path.as_str(), method.as_str(), found))
        })
}

fn resolve<'a>(contract: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => contract.pointer(reference.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

/// Operations that are newer than the contract: only the official client describes them.
const NEWER: [Operation; 15] = [
    Operation::ListProjectMembers,
    Operation::SetProjectRole,
    Operation::RemoveProjectRole,
    Operation::QueryLogs,
    Operation::ListLogFields,
    Operation::ListLogFieldValues,
    Operation::RotateCredential,
    Operation::RevealCredential,
    Operation::ListTriggers,
    Operation::CreateTrigger,
    Operation::UpdateTrigger,
    Operation::DeleteTrigger,
    Operation::ListCustomDomains,
    Operation::AddCustomDomain,
    Operation::RemoveCustomDomain,
];

#[test]
fn every_row_is_in_the_contract() {
    let Some(contract) = contract() else { return };
    let older = Operation::ALL
        .iter()
        .filter(|operation| !NEWER.contains(operation));
    for operation in older {
        let spec = operation.spec();
        let (path, method, found) = find(&contract, spec.id)
            .unwrap_or_else(|| panic!("{operation} is not in the contract"));
        assert_eq!(path, spec.path, "{operation}");
        assert_eq!(method.to_uppercase(), spec.method.as_str(), "{operation}");
        let success = found["responses"]
            .as_object()
            .unwrap()
            .iter()
            .find(|(status, _)| status.starts_with('2'))
            .unwrap()
            .1;
        let schema =
            resolve(&contract, success)["content"]["application/json"]["schema"].to_string();
        let schema = expand(&contract, &expand(&contract, &schema));
        assert_eq!(
            schema.contains("\"operations\":"),
            spec.returns_operations || spec.id == "listProjectOperations",
            "{operation}"
        );
    }
}

/// The schema with its references resolved once, which is deep enough to find where `operations` is declared.
fn expand(contract: &Value, schema: &str) -> String {
    let mut all = schema.to_owned();
    for part in schema.split("\"#").skip(1) {
        let pointer = part.split('"').next().unwrap();
        all.push_str(&contract.pointer(pointer).unwrap().to_string());
    }
    all
}

#[test]
fn every_query_is_in_the_contract() {
    let Some(contract) = contract() else { return };
    let older = every_request().into_iter();
    for request in older.filter(|request| !NEWER.contains(&request.operation)) {
        let (path, _, found) = find(&contract, request.operation.spec().id).unwrap();
        let mut known = Vec::new();
        for list in [&found["parameters"], &contract["paths"][path]["parameters"]] {
            let list = list.as_array().into_iter().flatten();
            known.extend(list.map(|parameter| resolve(&contract, parameter)));
        }
        for (name, _) in &request.query {
            assert!(
                known
                    .iter()
                    .any(|known| known["in"] == "query" && known["name"] == *name),
                "{request:?}: {name}"
            );
        }
        for required in known
            .iter()
            .filter(|known| known["in"] == "query" && known["required"] == true)
        {
            assert!(
                request
                    .query
                    .iter()
                    .any(|(name, _)| required["name"] == *name),
                "{request:?}: {}",
                required["name"]
            );
        }
        let takes_body = !found["requestBody"].is_null();
        let needs_body = resolve(&contract, &found["requestBody"])["required"] == true;
        assert!(
            takes_body || request.body.is_none(),
            "{request:?} takes no body"
        );
        assert!(
            // The form is made while a file is read.
            !needs_body || request.body.is_some() || request.operation == Operation::DeployFunction,
            "{request:?} needs a body"
        );
    }
}
