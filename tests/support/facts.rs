//! The shapes of Neon's answers: what the contract says about their fields and the values of their enums.
//!
//! The contract itself is not part of the repository. `tests/fixtures/contract` has these facts, so that tests about them
//! run on any checkout: `answers.json` is made from the document, `newer.json` is written by hand from the types of the
//! official client, for what the document does not have yet.

#![allow(dead_code, reason = "every test crate uses its own part")]

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

/// A type: `string`, `time`, `integer`, `number`, `boolean`, `any`, the name of a record or of an enum; `[…]` is a list,
/// `{…}` a map.
pub type Type = String;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// The body of each operation's answer.
    pub answers: BTreeMap<String, Type>,
    /// The fields of each object.
    pub records: BTreeMap<String, BTreeMap<String, Type>>,
    pub enums: BTreeMap<String, BTreeSet<String>>,
    /// Fields that the contract calls deprecated.
    pub deprecated: BTreeSet<String>,
}

pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/contract")
}

fn read(name: &str) -> Facts {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

impl Facts {
    /// What is recorded of the document.
    pub fn recorded() -> Self {
        read("answers.json")
    }

    /// All that is known.
    pub fn all() -> Self {
        let (mut all, newer) = (Self::recorded(), read("newer.json"));
        all.answers.extend(newer.answers);
        for (name, fields) in newer.records {
            all.records.entry(name).or_default().extend(fields);
        }
        for (name, values) in newer.enums {
            all.enums.entry(name).or_default().extend(values);
        }
        all
    }

    /// What the document says about the answers of these operations.
    pub fn of<'o>(document: &Value, operations: impl Iterator<Item = &'o str>) -> Self {
        let mut reader = Reader {
            document,
            facts: Self::default(),
        };
        let ids: BTreeSet<&str> = operations.collect();
        for methods in document["paths"].as_object().unwrap().values() {
            for operation in methods.as_object().unwrap().values() {
                let id = operation["operationId"].as_str().unwrap_or_default();
                if ids.contains(id)
                    && let Some(schema) = reader.success(operation)
                {
                    let body = reader.kind(schema, id);
                    reader.facts.answers.insert(id.to_owned(), body);
                }
            }
        }
        reader.facts
    }

    /// The records in a type, with those in their fields.
    pub fn inside(&self, of: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut todo = vec![element(of).to_owned()];
        while let Some(name) = todo.pop() {
            if let Some(fields) = self.records.get(&name)
                && found.insert(name)
            {
                todo.extend(fields.values().map(|kind| element(kind).to_owned()));
            }
        }
        found
    }
}

/// What is in a list or map of a type.
pub fn element(of: &str) -> &str {
    of.trim_matches(['[', ']', '{', '}'])
}

struct Reader<'d> {
    document: &'d Value,
    facts: Facts,
}

impl<'d> Reader<'d> {
    fn resolve(&self, value: &'d Value) -> (&'d Value, Option<&'d str>) {
        let Some(reference) = value["$ref"].as_str() else {
            return (value, None);
        };
        let found = self.document.pointer(reference.trim_start_matches('#'));
        (found.unwrap(), reference.rsplit('/').next())
    }

    fn success(&self, operation: &'d Value) -> Option<&'d Value> {
        let responses = operation["responses"].as_object()?;
        let (_, found) = responses
            .iter()
            .find(|(status, _)| status.starts_with('2'))?;
        let schema = &self.resolve(found).0["content"]["application/json"]["schema"];
        (!schema.is_null()).then_some(schema)
    }

    /// The type of a schema; `name` is that of its record, if it has none of its own.
    fn kind(&mut self, schema: &'d Value, name: &str) -> Type {
        let (schema, own) = self.resolve(schema);
        let name = own.unwrap_or(name);
        if let Some(values) = schema["enum"].as_array() {
            let values = values.iter().filter_map(Value::as_str).map(str::to_owned);
            self.facts.enums.insert(name.to_owned(), values.collect());
            return name.to_owned();
        }
        if let Some(items) = schema.get("items") {
            let item = self.kind(items, name);
            return format!("[{item}]");
        }
        // Mostly a reference with a description.
        if let Some([one]) = schema["allOf"].as_array().map(Vec::as_slice)
            && schema["properties"].is_null()
        {
            return self.kind(one, name);
        }
        let mut fields = Vec::new();
        self.fields(schema, &mut fields);
        if fields.is_empty() {
            return self.plain(schema, name);
        }
        for (key, field) in fields {
            let place = format!("{name}.{key}");
            if field["deprecated"] == true {
                self.facts.deprecated.insert(place.clone());
            }
            let kind = self.kind(field, &place);
            let record = self.facts.records.entry(name.to_owned()).or_default();
            record.insert(key.to_owned(), kind);
        }
        name.to_owned()
    }

    fn plain(&mut self, schema: &'d Value, name: &str) -> Type {
        match (schema["type"].as_str(), schema["format"].as_str()) {
            (Some("string"), Some("date-time")) => "time".to_owned(),
            // Some of the newer ones lack the format.
            (Some("string"), None) if name.ends_with("_at") || name.ends_with("timestamp") => {
                "time".to_owned()
            }
            (Some("object"), _) if schema["additionalProperties"].is_object() => {
                let inside = self.kind(&schema["additionalProperties"], name);
                format!("{{{inside}}}")
            }
            (Some(kind @ ("string" | "integer" | "number" | "boolean")), _) => kind.to_owned(),
            _ => "any".to_owned(),
        }
    }

    /// The fields of an object, of all of its parts and variants.
    fn fields(&self, schema: &'d Value, found: &mut Vec<(&'d str, &'d Value)>) {
        let (schema, _) = self.resolve(schema);
        let own = schema["properties"].as_object().into_iter().flatten();
        found.extend(own.map(|(key, field)| (key.as_str(), field)));
        for parts in ["allOf", "oneOf", "anyOf"] {
            for part in schema[parts].as_array().into_iter().flatten() {
                self.fields(part, found);
            }
        }
    }
}
