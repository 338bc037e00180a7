//! What a request says, piece by piece: what no argument has taken is left.

use super::{
    NoLine,
    argument::{Body, Path, Query, Source, misread, needs},
};
use crate::api::operations::Operation;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The fields of an entry of a backup schedule that the CLI knows: it drops all others.
const OF_SCHEDULE: [&str; 5] = ["frequency", "hour", "day", "month", "retention_seconds"];

#[derive(Debug, Clone)]
pub(super) struct Sent {
    path: Vec<(&'static str, String)>,
    query: Vec<(String, String)>,
    /// Each field with its pointer; lists are in one piece unless they hold objects.
    body: Vec<(String, Value)>,
}

impl Sent {
    pub(super) fn new(operation: Operation, target: &str, body: Option<&Value>) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let names = operation.spec().path.split('/');
        let parts = names.zip(path.split('/')).filter_map(|(name, part)| {
            let name = name.strip_prefix('{')?.strip_suffix('}')?;
            Some((name, decoded(part)))
        });
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let mut fields = Vec::new();
        if let Some(body) = body {
            flatten(&mut fields, String::new(), body);
        }
        Self {
            path: parts.collect(),
            query: pairs
                .map(|(name, value)| (name.to_owned(), decoded(value)))
                .collect(),
            body: fields,
        }
    }

    /// The name of something that no argument has taken. Parts of the path may be left: another id names the thing.
    pub(super) fn rest(&self) -> Option<String> {
        let of_body = self.body.first().map(|(pointer, _)| {
            let name = pointer
                .rsplit('/')
                .find(|part| part.parse::<usize>().is_err());
            name.unwrap_or(pointer).to_owned()
        });
        let of_path = self.path.first().map(|(name, _)| (*name).to_owned());
        let of_query = self.query.first().map(|(name, _)| name.clone());
        of_body.or(of_query).or(of_path)
    }

    fn take(&mut self, from: Source) -> Option<Value> {
        match from {
            Path(name) => {
                let at = self.path.iter().position(|(known, _)| *known == name)?;
                Some(self.path.remove(at).1.into())
            }
            Query(name) => {
                let at = self.query.iter().position(|(known, _)| known == name)?;
                Some(self.query.remove(at).1.into())
            }
            Body(pointer) => {
                let at = self.body.iter().position(|(known, _)| known == pointer)?;
                Some(self.body.remove(at).1)
            }
        }
    }

    pub(super) fn drop(&mut self, from: Source) {
        self.take(from);
    }

    /// A text or number.
    pub(super) fn text(&mut self, from: Source) -> Result<Option<String>, NoLine> {
        match self.take(from) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(misread(from)),
        }
    }

    pub(super) fn need(&mut self, from: Source) -> Result<String, NoLine> {
        self.text(from)?.ok_or_else(|| needs(from))
    }

    /// The texts of a list.
    pub(super) fn texts(&mut self, from: Source) -> Result<Option<Vec<String>>, NoLine> {
        let Some(value) = self.take(from) else {
            return Ok(None);
        };
        let text = |one: &Value| one.as_str().map(str::to_owned);
        let all = value
            .as_array()
            .and_then(|all| all.iter().map(text).collect());
        all.map(Some).ok_or_else(|| misread(from))
    }

    /// Whether a text, or each text of a list, is one of those the CLI knows, if it says which.
    pub(super) fn are(&self, from: Source, known: &[&str]) -> bool {
        let is_known = |value: &Value| value.as_str().is_some_and(|text| known.contains(&text));
        known.is_empty()
            || match self.clone().take(from) {
                Some(Value::Array(all)) => all.iter().all(is_known),
                Some(one) => is_known(&one),
                None => true,
            }
    }

    pub(super) fn flag(&mut self, from: Source) -> Result<Option<bool>, NoLine> {
        match self.take(from) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(flag)),
            // In a query, it is a text.
            Some(Value::String(text)) if text == "true" => Ok(Some(true)),
            Some(Value::String(text)) if text == "false" => Ok(Some(false)),
            Some(_) => Err(misread(from)),
        }
    }

    /// A value as it would be written in a text.
    pub(super) fn scalar(&mut self, from: Source) -> Option<String> {
        self.take(from).map(|value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        })
    }

    /// Takes a field that is null; leaves all others.
    pub(super) fn take_null(&mut self, from: Source) -> bool {
        let Body(pointer) = from else { return false };
        let before = self.body.len();
        self.body
            .retain(|(known, value)| known != pointer || !value.is_null());
        self.body.len() < before
    }

    /// A backup schedule as JSON.
    pub(super) fn schedule(&mut self, from: Source) -> Result<String, NoLine> {
        let value = self.take(from).ok_or_else(|| needs(from))?;
        let is_known = |one: &Value| {
            one.as_object().is_some_and(|one| {
                let mut fields = one.iter();
                fields.all(|(key, value)| OF_SCHEDULE.contains(&key.as_str()) && !value.is_null())
            })
        };
        match value.as_array().is_some_and(|all| all.iter().all(is_known)) {
            true => Ok(value.to_string()),
            false => Err(misread(from)),
        }
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Lists the fields below a pointer. A list is one of them, except that of the computes of a new branch and that of
/// domains to remove: their entries have options of their own.
fn flatten(fields: &mut Vec<(String, Value)>, pointer: String, value: &Value) {
    match value {
        Value::Object(inner) if pointer.is_empty() || !inner.is_empty() => {
            for (key, value) in inner {
                flatten(fields, format!("{pointer}/{key}"), value);
            }
        }
        Value::Array(all) if pointer != "/schedule" && all.iter().any(Value::is_object) => {
            for (index, value) in all.iter().enumerate() {
                flatten(fields, format!("{pointer}/{index}"), value);
            }
        }
        _ => fields.push((pointer, value.clone())),
    }
}
