//! The second attempt to read a body that cannot be read as a whole: piece by piece, so that only the bad pieces are
//! lost.
//!
//! Every field of every record may be missing. So a piece on its own in its place, with nothing beside it, shows
//! whether it can be read: `{"projects":[{"active_time":1e99}]}` tests that field. Unreadable pieces are removed, and
//! the rest is read as usual.

use std::{borrow::Cow, collections::BTreeMap};

use compact_str::CompactString;
use serde_json::{Value, value::RawValue};

use super::lenient::{Answered, Lost, OddRow, Parts, UNREADABLE};

/// Reads a body that has only this field; returns whether all records in it have their identity.
type Check<'a> = &'a dyn Fn(&str, &str) -> Result<bool, serde_json::Error>;
/// The place and the reason.
pub(crate) type Trouble = (String, String);

/// The message for an unreadable field of a record.
const ODD_FIELD: &str = "unexpected shape";
/// The message for a record without its identity.
const NAMELESS: &str = "its id is missing or cannot be read";

/// Reads a body: in one pass if all is well, otherwise piece by piece.
///
/// # Errors
/// The place and the reason, if even that fails.
pub(crate) fn read_body<T: Answered>(body: &str) -> Result<T, Trouble> {
    let text = enclosed(body, T::BARE);
    let read = serde_json::from_str::<T>(&text);
    let error = match read {
        // serde also reads structs from arrays, by position; an answer is never an array.
        Ok(_) if !text.trim_start().starts_with('{') => return Err(no_object()),
        Ok(answer) if answer.is_identified() => return Ok(answer),
        Ok(_) => None,
        Err(error) => Some(error),
    };
    let check = |field: &str, body: &str| {
        serde_json::from_str::<T>(body).map(|it| it.is_identified_in(field))
    };
    let fields = fields(&text, error.as_ref())?;
    let (readable, odd) = mend(fields, T::parts, T::needs, &check)?;
    let mut answer = serde_json::from_str::<T>(&readable).map_err(unreadable)?;
    if !answer.is_identified() {
        return Err((String::new(), NAMELESS.to_owned()));
    }
    answer.set_odd(odd);
    Ok(answer)
}

/// Bare JSON in an object with this field.
fn enclosed<'a>(body: &'a str, field: Option<&str>) -> Cow<'a, str> {
    match field {
        Some(field) => format!("{{\"{field}\":{body}}}").into(),
        None => body.into(),
    }
}

fn no_object() -> Trouble {
    (String::new(), "not a JSON object".to_owned())
}

fn unreadable(error: serde_json::Error) -> Trouble {
    (String::new(), without_position(&error))
}

type Fields = BTreeMap<String, Box<RawValue>>;

fn fields(text: &str, whole: Option<&serde_json::Error>) -> Result<Fields, Trouble> {
    serde_json::from_str(text).map_err(|error| {
        let page = text.trim_start().starts_with('<');
        let hint = "a web page came instead of JSON; is a proxy or a sign-in page in between?";
        let why = if page {
            hint.to_owned()
        } else {
            whole.unwrap_or(&error).to_string()
        };
        (String::new(), why)
    })
}

/// Returns the body without its unreadable pieces, and those pieces. Not generic, so that it is compiled only once.
fn mend(
    fields: Fields,
    parts: fn(&str) -> Option<Parts>,
    needs: fn(&str) -> bool,
    check: Check<'_>,
) -> Result<(String, Vec<OddRow>), Trouble> {
    let mut odd = Vec::new();
    let mut readable = Vec::with_capacity(fields.len());
    for (name, raw) in &fields {
        let Some(parts) = parts(name) else {
            continue;
        };
        let place = Place::field(check, name);
        let before = odd.len();
        let value = match (parts, place.check(raw.get())) {
            (_, Ok(true)) => Ok(raw.get().to_owned()),
            (Parts::Elements, _) => place.elements(name, raw.get(), &mut odd),
            (Parts::Entries, _) => place.entries(name, raw.get(), &mut odd),
            (Parts::Whole, _) => place.only(name, raw.get(), &mut odd),
        };
        // Records that have an identity tell themselves what is missing, in the list that is needed, too.
        let is_list = parts == Parts::Elements && place.check("[{}]") == Ok(false);
        let is_needed = needs(name) && !is_list;
        let first = odd.get(before).map(|odd: &OddRow| odd.error.clone());
        match (value, first) {
            (Err(error), _) => return Err((name.clone(), error)),
            (_, Some(error)) if is_needed => return Err((name.clone(), error)),
            (Ok(value), _) if is_needed && value.contains(UNREADABLE) => {
                return Err((name.clone(), ODD_FIELD.to_owned()));
            }
            (Ok(value), _) if value.is_empty() => {}
            (Ok(value), _) => readable.push(format!("{}:{value}", Value::from(name.as_str()))),
        }
    }
    Ok((format!("{{{}}}", readable.join(",")), odd))
}

/// A place in a body: the text around a piece that is alone in it.
struct Place<'a> {
    check: Check<'a>,
    /// The field of the body that contains it.
    field: &'a str,
    before: String,
    after: String,
}

impl<'a> Place<'a> {
    /// A field of the body.
    fn field(check: Check<'a>, field: &'a str) -> Self {
        let body = Self {
            check,
            field,
            before: String::new(),
            after: String::new(),
        };
        body.key(field)
    }

    /// A field of the object here.
    fn key(&self, key: &str) -> Self {
        Self {
            check: self.check,
            field: self.field,
            before: format!("{}{{{}:", self.before, Value::from(key)),
            after: format!("}}{}", self.after),
        }
    }

    /// An element of the list here.
    fn element(&self) -> Self {
        Self {
            check: self.check,
            field: self.field,
            before: format!("{}[", self.before),
            after: format!("]{}", self.after),
        }
    }

    /// Whether a piece can be read here; returns whether it has its identity.
    fn check(&self, piece: &str) -> Result<bool, String> {
        let body = format!("{}{piece}{}", self.before, self.after);
        (self.check)(self.field, &body).map_err(|error| without_position(&error))
    }

    fn reads(&self, piece: &str) -> bool {
        self.check(piece).is_ok()
    }

    /// The readable parts of a piece; adds the unreadable fields to `lost`.
    fn value(
        &self,
        raw: &str,
        path: &str,
        lost: &mut Vec<CompactString>,
    ) -> Result<String, String> {
        let Err(error) = self.check(raw) else {
            return Ok(raw.to_owned());
        };
        if self.is_record() {
            let fields: Fields = serde_json::from_str(raw).map_err(|_| error)?;
            return Ok(self.record(&fields, path, lost));
        }
        match serde_json::from_str::<Vec<Box<RawValue>>>(raw) {
            Ok(elements) if self.reads("[]") => {
                let place = self.element();
                let elements = elements.iter();
                let readable = elements.map(|element| place.value(element.get(), path, lost));
                let readable: Vec<String> = readable.collect::<Result<_, _>>()?;
                Ok(format!("[{}]", readable.join(",")))
            }
            _ => Err(error),
        }
    }

    /// Whether a struct belongs here: unlike a map, it ignores unknown keys.
    fn is_record(&self) -> bool {
        self.reads("{\"\u{b7}\":{\"\":[]}}")
    }

    fn record(&self, fields: &Fields, path: &str, lost: &mut Vec<CompactString>) -> String {
        let mut readable = Vec::with_capacity(fields.len());
        for (key, raw) in fields {
            let dot = if path.is_empty() { "" } else { "." };
            let path = format!("{path}{dot}{key}");
            match self.key(key).value(raw.get(), &path, lost) {
                Ok(value) => readable.push(format!("{}:{value}", Value::from(key.as_str()))),
                Err(_) => lost.push(path.into()),
            }
        }
        format!("{{{}}}", readable.join(","))
    }

    /// The readable parts of a record, with a note of the unreadable ones.
    fn thing(&self, raw: &str) -> Result<String, String> {
        let mut lost = Vec::new();
        let value = self.value(raw, "", &mut lost)?;
        let value = match value.strip_suffix('}') {
            Some(open) if !lost.is_empty() => {
                let comma = if open == "{" { "" } else { "," };
                let lost = Value::from(lost.iter().map(CompactString::as_str).collect::<Vec<_>>());
                format!("{open}{comma}\"{UNREADABLE}\":{lost}}}")
            }
            _ => value,
        };
        match self.check(&value)? {
            true => Ok(value),
            false => Err(NAMELESS.to_owned()),
        }
    }

    fn elements(&self, field: &str, raw: &str, odd: &mut Vec<OddRow>) -> Result<String, String> {
        let elements: Vec<Box<RawValue>> =
            serde_json::from_str(raw).map_err(|error| without_position(&error))?;
        let place = self.element();
        let mut readable = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            match place.thing(element.get()) {
                Ok(value) => readable.push(value),
                Err(error) => {
                    let (id, name) = identity(element.get());
                    let called = id.as_ref().or(name.as_ref());
                    let called = called.map(|called| format!(" ({called})"));
                    odd.push(OddRow {
                        at: format!("{field}[{index}]{}", called.unwrap_or_default()),
                        error,
                        lost: Lost::Record { id, name },
                    });
                }
            }
        }
        Ok(format!("[{}]", readable.join(",")))
    }

    fn entries(&self, field: &str, raw: &str, odd: &mut Vec<OddRow>) -> Result<String, String> {
        let entries: Fields =
            serde_json::from_str(raw).map_err(|error| without_position(&error))?;
        let mut readable = Vec::with_capacity(entries.len());
        for (key, value) in &entries {
            match self.key(key).thing(value.get()) {
                Ok(value) => readable.push(format!("{}:{value}", Value::from(key.as_str()))),
                Err(error) => odd.push(OddRow {
                    at: format!("{field}.{key}"),
                    error,
                    lost: Lost::Entry,
                }),
            }
        }
        Ok(format!("{{{}}}", readable.join(",")))
    }

    /// Reads a single record, or a field of the body itself; empty if nothing of it can be read.
    fn only(&self, field: &str, raw: &str, odd: &mut Vec<OddRow>) -> Result<String, String> {
        match self.thing(raw) {
            Ok(value) => {
                // A record without an identity keeps no note.
                let note = serde_json::from_str::<Fields>(&value);
                let note = note.ok().and_then(|fields| fields.get(UNREADABLE).cloned());
                let lost =
                    note.and_then(|note| serde_json::from_str::<Vec<String>>(note.get()).ok());
                odd.extend(lost.into_iter().flatten().map(|path| OddRow {
                    at: format!("{field}.{path}"),
                    error: ODD_FIELD.to_owned(),
                    lost: Lost::Field,
                }));
                Ok(value)
            }
            // An answer needs the identity of its record; other fields may be missing.
            Err(error) if self.is_record() => Err(error),
            Err(error) => {
                odd.push(OddRow {
                    at: field.to_owned(),
                    error,
                    lost: Lost::Field,
                });
                Ok(String::new())
            }
        }
    }
}

/// Reads the id and the name of an object, whatever its other fields are.
fn identity(object: &str) -> (Option<String>, Option<String>) {
    let fields: Fields = serde_json::from_str(object).unwrap_or_default();
    let text = |key: &str| {
        let value: Value = serde_json::from_str(fields.get(key)?.get()).ok()?;
        let text = value.as_str().filter(|text| !text.is_empty())?;
        Some(text.to_owned())
    };
    (text("id"), text("name"))
}

/// serde_json counts lines in the text that it gets, which here is a piece of the answer: the position would mislead.
fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}
