//! Validates requests and responses against the OpenAPI document of the Neon API.
//!
//! The document is not part of the repository (see `at_hand.rs`); if it is missing, [`Contract::load`] says so
//! and returns `None`.
//!
//! Schemas are closed during conversion: a field that the document does not define is an error, in both
//! directions.

#![allow(dead_code, reason = "every test crate uses its own part")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a broken document should stop the test"
)]

#[path = "at_hand.rs"]
mod at_hand;

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex},
};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// The document, prepared for validation.
pub struct Contract {
    paths: Map<String, Value>,
    parameters: Value,
    request_bodies: Value,
    responses: Value,
    /// All component schemas, converted.
    schemas: Value,
    /// Names of schemas that are parts of others, and therefore left open.
    parts: HashSet<String>,
    /// Compiled schemas, by their text.
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Contract {
    /// The document, if it is available.
    pub fn load() -> Option<Self> {
        let path = at_hand::contract_dir()?.join("neon-openapi.json");
        let text = std::fs::read_to_string(path).expect("the contract can be read");
        Some(Self::new(
            serde_json::from_str(&text).expect("the OpenAPI document is JSON"),
        ))
    }

    fn new(mut document: Value) -> Self {
        add_newer(&mut document);
        let mut parts = HashSet::new();
        collect_parts(&document, false, &mut parts);
        let components = &document["components"];
        let schemas = components["schemas"].as_object().expect("schemas");
        let converted = schemas
            .iter()
            .map(|(name, schema)| (name.clone(), convert(schema, parts.contains(name), &parts)));
        Self {
            schemas: Value::Object(converted.collect()),
            paths: document["paths"].as_object().expect("paths").clone(),
            parameters: components["parameters"].clone(),
            request_bodies: components["requestBodies"].clone(),
            responses: components["responses"].clone(),
            parts,
            validators: Mutex::default(),
        }
    }

    /// Every operation: its method and path template.
    pub fn operations(&self) -> impl Iterator<Item = (String, &str)> {
        let all = self.paths.iter().flat_map(|(path, item)| {
            let fields = item.as_object().into_iter().flatten();
            fields.map(move |(name, _)| (name.to_uppercase(), path.as_str()))
        });
        all.filter(|(name, _)| ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&name.as_str()))
    }

    /// Whether the document has this operation.
    pub fn knows(&self, method: &str, path: &str) -> bool {
        self.operation(method, path).is_ok()
    }

    /// Validates a request: an API path (with or without `/api/v2`), a query without its `?`, a body (empty for
    /// none).
    pub fn check_request(
        &self,
        method: &str,
        path: &str,
        query: &str,
        body: &str,
    ) -> Result<(), String> {
        let (item, operation) = self.operation(method, path)?;
        self.check_query(item, operation, query)?;
        let request_body = self.resolve(&operation["requestBody"], &self.request_bodies);
        match (request_body.is_null(), body.is_empty()) {
            (true, true) => Ok(()),
            (true, false) => Err(format!("{method} {path} takes no body")),
            (false, true) if request_body["required"] == json!(true) => {
                Err(format!("{method} {path} needs a body"))
            }
            (false, true) => Ok(()),
            (false, false) => {
                self.check_json(&request_body["content"]["application/json"]["schema"], body)
            }
        }
        .map_err(|trouble| format!("{method} {path}: request: {trouble}"))
    }

    /// Validates a response.
    pub fn check_answer(
        &self,
        method: &str,
        path: &str,
        status: u16,
        body: &str,
    ) -> Result<(), String> {
        let (_, operation) = self.operation(method, path)?;
        let responses = &operation["responses"];
        let response = responses.get(status.to_string()).or_else(|| {
            // The default is the error; it does not cover an unlisted success.
            (status >= 400).then(|| responses.get("default")).flatten()
        });
        let response = response
            .ok_or_else(|| format!("{method} {path}: status {status} is not in the contract"))?;
        let response = self.resolve(response, &self.responses);
        let schema = &response["content"]["application/json"]["schema"];
        if schema.is_null() {
            return if body.is_empty() {
                Ok(())
            } else {
                Err(format!("{method} {path}: {status} has no body"))
            };
        }
        self.check_json(schema, body)
            .map_err(|trouble| format!("{method} {path}: answer {status}: {trouble}"))
    }

    fn check_query(&self, item: &Value, operation: &Value, query: &str) -> Result<(), String> {
        let listed = [&item["parameters"], &operation["parameters"]]
            .into_iter()
            .filter_map(Value::as_array)
            .flatten();
        let parameters: Vec<&Value> = listed
            .map(|parameter| self.resolve(parameter, &self.parameters))
            .filter(|one| one["in"] == "query")
            .collect();
        let given: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        for parameter in &parameters {
            let present = given
                .iter()
                .any(|(name, _)| parameter["name"] == json!(name));
            if parameter["required"] == json!(true) && !present {
                return Err(format!("query parameter {} is missing", parameter["name"]));
            }
        }
        for (name, value) in &given {
            let parameter = parameters
                .iter()
                .find(|parameter| parameter["name"] == json!(name));
            let parameter = parameter
                .ok_or_else(|| format!("query parameter {name} is not in the contract"))?;
            let schema = &parameter["schema"];
            let value = typed(value, &self.kind(schema));
            self.check(schema, &value)
                .map_err(|trouble| format!("query parameter {name}: {trouble}"))?;
        }
        Ok(())
    }

    fn kind(&self, schema: &Value) -> String {
        let name = schema["$ref"]
            .as_str()
            .and_then(|reference| reference.rsplit('/').next());
        let schema = name.map_or(schema, |name| &self.schemas[name]);
        schema["type"].as_str().unwrap_or("string").to_owned()
    }

    fn check_json(&self, schema: &Value, body: &str) -> Result<(), String> {
        let value: Value =
            serde_json::from_str(body).map_err(|error| format!("not JSON: {error}: {body}"))?;
        self.check(schema, &value)
    }

    fn check(&self, schema: &Value, value: &Value) -> Result<(), String> {
        let validator = self.validator(&convert(schema, false, &self.parts));
        let troubles: Vec<String> = validator
            .iter_errors(value)
            .map(|error| format!("at {}: {error}", error.instance_path()))
            .take(5)
            .collect();
        if troubles.is_empty() {
            Ok(())
        } else {
            Err(troubles.join("; "))
        }
    }

    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let mut validators = self.validators.lock().expect("no test panicked here");
        let compile = || {
            let mut root = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [schema] });
            root["components"] = json!({ "schemas": self.schemas });
            let options = jsonschema::options()
                .should_validate_formats(true)
                .should_ignore_unknown_formats(true);
            Arc::new(
                options
                    .build(&root)
                    .expect("the contract's schemas compile"),
            )
        };
        Arc::clone(validators.entry(schema.to_string()).or_insert_with(compile))
    }

    fn operation(&self, method: &str, path: &str) -> Result<(&Value, &Value), String> {
        let path = path.strip_prefix("/api/v2").unwrap_or(path);
        let fitting = self
            .paths
            .iter()
            .filter(|(template, _)| fits(template, path));
        // `/projects/shared` before `/projects/{project_id}`.
        let (_, item) = fitting
            .min_by_key(|(template, _)| template.matches('{').count())
            .ok_or_else(|| format!("{path} is not in the contract"))?;
        let operation = item.get(method.to_lowercase());
        Ok((
            item,
            operation.ok_or_else(|| format!("{method} {path} is not in the contract"))?,
        ))
    }

    fn resolve<'a>(&'a self, value: &'a Value, components: &'a Value) -> &'a Value {
        let name = value["$ref"]
            .as_str()
            .and_then(|reference| reference.rsplit('/').next());
        name.map_or(value, |name| &components[name])
    }
}

fn fits(template: &str, path: &str) -> bool {
    let mut segments = path.split('/');
    let all = template.split('/').all(|expected| {
        segments.next().is_some_and(|segment| {
            expected == segment || expected.starts_with('{') && !segment.is_empty()
        })
    });
    all && segments.next().is_none()
}

/// A query value as JSON of its schema's type; text that does not fit remains text and fails validation.
fn typed(text: &str, kind: &str) -> Value {
    match kind {
        "integer" => text
            .parse::<i64>()
            .map_or_else(|_| json!(text), Value::from),
        "number" => text
            .parse::<f64>()
            .map_or_else(|_| json!(text), Value::from),
        "boolean" => text
            .parse::<bool>()
            .map_or_else(|_| json!(text), Value::from),
        "array" => text.split(',').map(Value::from).collect(),
        _ => Value::from(text),
    }
}

/// Finds schemas that are referenced inside an `allOf`, or selected by a discriminator without being listed
/// themselves.
fn collect_parts(value: &Value, inside: bool, parts: &mut HashSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(name) = fields.get("$ref").and_then(reference) {
                if inside {
                    parts.insert(name.to_owned());
                }
                return;
            }
            let chosen = fields.contains_key("discriminator");
            for (key, field) in fields {
                let inside = key == "allOf" || (chosen && key == "oneOf");
                collect_parts(field, inside, parts);
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_parts(item, inside, parts)),
        _ => {}
    }
}

fn reference(value: &Value) -> Option<&str> {
    value.as_str()?.strip_prefix("#/components/schemas/")
}

/// OpenAPI 3.0 to JSON Schema 2020-12: `nullable` becomes a type, and objects are closed unless they are part of
/// another.
fn convert(schema: &Value, part: bool, parts: &HashSet<String>) -> Value {
    let Value::Object(fields) = schema else {
        return schema.clone();
    };
    let mut converted = Map::new();
    let chosen = fields.contains_key("discriminator");
    for (key, value) in fields {
        // One variant may have all fields of another; the discriminator decides which one is meant.
        let key = match key.as_str() {
            "oneOf" if chosen => "anyOf",
            key => key,
        };
        let value = match key {
            "nullable" | "example" | "discriminator" | "xml" | "externalDocs" => continue,
            "allOf" => value
                .as_array()
                .into_iter()
                .flatten()
                .map(|one| convert(one, true, parts))
                .collect(),
            "oneOf" | "anyOf" => value
                .as_array()
                .into_iter()
                .flatten()
                .map(|one| convert(one, chosen, parts))
                .collect(),
            "properties" => {
                let all = value.as_object().into_iter().flatten();
                Value::Object(
                    all.map(|(name, one)| (name.clone(), convert(one, false, parts)))
                        .collect(),
                )
            }
            "items" | "additionalProperties" | "not" => convert(value, false, parts),
            _ => value.clone(),
        };
        converted.insert(key.to_owned(), value);
    }
    let composed = fields.contains_key("allOf")
        || fields
            .get("$ref")
            .and_then(reference)
            .is_some_and(|name| parts.contains(name));
    let plain = fields.contains_key("properties") && !fields.contains_key("additionalProperties");
    if !part && (composed || plain) && !only_words(fields) {
        converted.insert("unevaluatedProperties".to_owned(), json!(false));
    }
    if fields.get("nullable") == Some(&json!(true)) {
        return json!({ "anyOf": [converted, { "type": "null" }] });
    }
    Value::Object(converted)
}

/// What is newer than the document: the expiry of a snapshot can be changed, and it has a slug; permissions have other
/// words; and a change of an e-mail server names only what it changes.
fn add_newer(document: &mut Value) {
    let schemas = &mut document["components"]["schemas"];
    let update = "/SnapshotUpdateRequest/properties/snapshot/properties";
    let expiry = json!({ "type": "string", "format": "date-time", "nullable": true });
    let slug = json!({ "type": "string" });
    for (place, name, field) in [
        (update, "expires_at", expiry),
        ("/Snapshot/properties", "slug", slug),
    ] {
        if let Some(Value::Object(fields)) = schemas.pointer_mut(place) {
            fields.insert(name.to_owned(), field);
        }
    }
    if let Some(Value::Array(words)) = schemas.pointer_mut("/ProjectPermissionLevel/enum") {
        words.extend(["VIEWER", "EDITOR", "ADMIN"].map(Value::from));
    }
    if let Some(Value::Object(server)) = schemas.pointer_mut("/StandardEmailServer") {
        server.remove("required");
    }
    let create = "/paths/~1projects~1{project_id}~1branches~1{branch_id}~1snapshot/post/parameters";
    if let Some(Value::Array(parameters)) = document.pointer_mut(create) {
        parameters.push(json!({ "name": "slug", "in": "query", "schema": { "type": "string" } }));
    }
}

/// Whether an `allOf` only wraps something other than an object, as some enums do to carry a description.
fn only_words(fields: &Map<String, Value>) -> bool {
    fields.get("type").is_some_and(|kind| kind != "object")
}
