//! How records are read: leniently, because the contract is promised by people and kept by many versions of a server.
//!
//! - A missing or `null` field reads as its default; unknown fields are ignored.
//! - A time that is not one (or Go's zero time) reads as "not set".
//! - A field of the wrong type fails its object; in a list only that object is lost, and said to be
//!   (see [`Answered`] and [`OddRow`]).
//!
//! `record!` puts these rules on every field of a struct, `answer!` on a whole response body.

use std::collections::BTreeMap;

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::operation::Operation;

/// What a value of this type looks like in pieces, when the whole cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// It cannot be read in pieces.
    Whole,
    /// A JSON array; a bad element can be left out.
    Elements,
    /// A JSON object used as a map; a bad entry can be left out.
    Entries,
}

/// A type that can stand in a `record!`.
pub trait Lenient: DeserializeOwned {
    /// Whether a bad piece can be left out.
    const PARTS: Parts = Parts::Whole;

    /// Reads a value or `null`.
    ///
    /// # Errors
    /// When there is a value of another type.
    fn read_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Self>, D::Error> {
        Option::<Self>::deserialize(from)
    }

    /// Whether it is left out when written.
    fn is_absent(&self) -> bool {
        false
    }
}

/// The `deserialize_with` of every field: `null` is the default.
pub(crate) fn read<'de, D: Deserializer<'de>, T: Lenient + Default>(
    from: D,
) -> Result<T, D::Error> {
    T::read_optional(from).map(Option::unwrap_or_default)
}

/// The `skip_serializing_if` of every field: absent optionals and secrets are not written.
pub(crate) fn is_absent<T: Lenient>(value: &T) -> bool {
    value.is_absent()
}

impl<T: Lenient> Lenient for Option<T> {
    const PARTS: Parts = T::PARTS;

    fn read_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Self>, D::Error> {
        T::read_optional(from).map(Some)
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(T::is_absent)
    }
}

impl<T: Lenient> Lenient for Box<T> {}

impl<T: DeserializeOwned> Lenient for Vec<T> {
    const PARTS: Parts = Parts::Elements;
}

impl<K: DeserializeOwned + Ord, V: DeserializeOwned> Lenient for BTreeMap<K, V> {
    const PARTS: Parts = Parts::Entries;
}

macro_rules! plain {
    ($($name:ty),*) => { $(impl Lenient for $name {})* };
}
plain!(
    CompactString,
    String,
    bool,
    u8,
    u16,
    u32,
    u64,
    i32,
    i64,
    f64,
    serde_json::Value
);

/// One object of a list that could not be read and was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OddRow {
    /// Where it stood, such as `projects[3] (shy-sun-1234)`.
    pub at: String,
    /// What was wrong with it.
    pub error: String,
}

/// A response body: read whole if possible, else piece by piece.
pub trait Answered: DeserializeOwned {
    /// For a bare array: the field that takes it.
    const BARE: Option<&'static str> = None;

    /// What a field looks like in pieces, if there is such a field.
    fn parts(field: &str) -> Option<Parts>;

    /// Hands over what was left out.
    fn set_odd(&mut self, odd: Vec<OddRow>);

    /// What was left out.
    fn odd(&self) -> &[OddRow];

    /// The operations it tells of.
    fn operations(&self) -> &[Operation];
}

/// Tells why a body cannot be read.
type Check = fn(&str) -> Result<(), serde_json::Error>;

/// Reads a body: one pass when all is well, object by object when it is not.
///
/// # Errors
/// The place and the reason, when even that fails.
pub(crate) fn read_body<T: Answered>(body: &str) -> Result<T, (String, String)> {
    let wrapped = T::BARE.map(|field| format!("{{\"{field}\":{body}}}"));
    let text = wrapped.as_deref().unwrap_or(body);
    // serde's structs also take arrays, by position; an answer is never one.
    let object = text.trim_start().starts_with('{');
    match serde_json::from_str(text) {
        Ok(answer) if object => Ok(answer),
        Ok(_) => Err((String::new(), "not a JSON object".to_owned())),
        Err(error) => {
            let check = |body: &str| serde_json::from_str::<T>(body).map(drop);
            let (readable, odd) = leave_out(text, &error, T::parts, check)?;
            let mut answer: T = serde_json::from_str(&readable)
                .map_err(|error| (String::new(), without_position(&error)))?;
            answer.set_odd(odd);
            Ok(answer)
        }
    }
}

/// The body without the pieces that cannot be read, and what was left out. Not generic, so that it is compiled once and
/// not once for each kind of answer.
fn leave_out(
    text: &str,
    whole: &serde_json::Error,
    parts: fn(&str) -> Option<Parts>,
    check: Check,
) -> Result<(String, Vec<OddRow>), (String, String)> {
    let fields: BTreeMap<String, Box<RawValue>> = serde_json::from_str(text).map_err(|_| {
        let page = text.trim_start().starts_with('<');
        let hint = "a web page came instead of JSON; is a proxy or a sign-in page in between?";
        (
            String::new(),
            if page {
                hint.to_owned()
            } else {
                whole.to_string()
            },
        )
    })?;
    let mut odd = Vec::new();
    let mut kept = Vec::with_capacity(fields.len());
    let mut broken = None;
    for (name, raw) in &fields {
        let Some(parts) = parts(name) else {
            continue;
        };
        // Every field may be missing, so a body of one field tells about that field.
        let field = serde_json::Value::from(name.as_str());
        let check = |value: &str| check(&format!("{{{field}:{value}}}"));
        let value = match (parts, check(raw.get())) {
            (_, Ok(())) => raw.get().to_owned(),
            (Parts::Elements, Err(_)) => keep_elements(name, raw.get(), check, &mut odd),
            (Parts::Entries, Err(_)) => keep_entries(name, raw.get(), check, &mut odd),
            (Parts::Whole, Err(error)) => {
                broken.get_or_insert((name.clone(), without_position(&error)));
                continue;
            }
        };
        kept.push(format!("{field}:{value}"));
    }
    match broken {
        Some(broken) => Err(broken),
        None => Ok((format!("{{{}}}", kept.join(",")), odd)),
    }
}

fn keep_elements(
    field: &str,
    raw: &str,
    check: impl Fn(&str) -> Result<(), serde_json::Error>,
    odd: &mut Vec<OddRow>,
) -> String {
    let Ok(elements) = serde_json::from_str::<Vec<Box<RawValue>>>(raw) else {
        return raw.to_owned();
    };
    let mut kept = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        match check(&format!("[{}]", element.get())) {
            Ok(()) => kept.push(element.get()),
            Err(error) => {
                let name = name_of(element.get())
                    .map(|name| format!(" ({name})"))
                    .unwrap_or_default();
                odd.push(OddRow {
                    at: format!("{field}[{index}]{name}"),
                    error: without_position(&error),
                });
            }
        }
    }
    format!("[{}]", kept.join(","))
}

fn keep_entries(
    field: &str,
    raw: &str,
    check: impl Fn(&str) -> Result<(), serde_json::Error>,
    odd: &mut Vec<OddRow>,
) -> String {
    let Ok(entries) = serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(raw) else {
        return raw.to_owned();
    };
    let mut kept = Vec::with_capacity(entries.len());
    for (key, value) in &entries {
        let entry = format!("{}:{}", serde_json::Value::from(key.as_str()), value.get());
        match check(&format!("{{{entry}}}")) {
            Ok(()) => kept.push(entry),
            Err(error) => odd.push(OddRow {
                at: format!("{field}.{key}"),
                error: without_position(&error),
            }),
        }
    }
    format!("{{{}}}", kept.join(","))
}

/// The id or name of an object whose other fields may be anything.
fn name_of(object: &str) -> Option<String> {
    let fields: BTreeMap<String, Box<RawValue>> = serde_json::from_str(object).ok()?;
    let text = |key: &str| serde_json::from_str::<String>(fields.get(key)?.get()).ok();
    text("id").or_else(|| text("name"))
}

/// serde_json counts lines in the text it was given, which here is a piece of the answer: the position misleads.
fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

/// A struct of the API whose every field is read leniently.
macro_rules! record {
    ($($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$field_meta:meta])* pub $field:ident: $ty:ty,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $name {$(
            $(#[$field_meta])*
            #[serde(
                deserialize_with = "crate::api::types::lenient::read",
                skip_serializing_if = "crate::api::types::lenient::is_absent"
            )]
            pub $field: $ty,
        )*}

        impl crate::api::types::lenient::Lenient for $name {}
    )*};
}

/// A response body: a `record!` that can also be read in pieces and says what it left out.
macro_rules! answer {
    ($($(#[$meta:meta])* pub struct $name:ident $([bare $bare:ident])? {
        $($(#[$field_meta:meta])* pub $field:ident: $ty:ty,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            $(
                $(#[$field_meta])*
                #[serde(
                    deserialize_with = "crate::api::types::lenient::read",
                    skip_serializing_if = "crate::api::types::lenient::is_absent"
                )]
                pub $field: $ty,
            )*
            /// Objects of the lists above that could not be read and were left out.
            #[serde(skip)]
            pub odd: Vec<crate::api::types::lenient::OddRow>,
        }

        impl crate::api::types::lenient::Answered for $name {
            $(const BARE: Option<&'static str> = Some(stringify!($bare));)?

            fn parts(field: &str) -> Option<crate::api::types::lenient::Parts> {
                $(if field == stringify!($field).trim_start_matches("r#") {
                    return Some(<$ty as crate::api::types::lenient::Lenient>::PARTS);
                })*
                let _ = field; // a body without fields asks for nothing
                None
            }

            fn set_odd(&mut self, odd: Vec<crate::api::types::lenient::OddRow>) {
                self.odd = odd;
            }

            fn odd(&self) -> &[crate::api::types::lenient::OddRow] {
                &self.odd
            }

            fn operations(&self) -> &[crate::api::types::Operation] {
                $(
                    let field: &dyn std::any::Any = &self.$field;
                    if let Some(operations) = field.downcast_ref::<Vec<crate::api::types::Operation>>() {
                        return operations;
                    }
                )*
                &[]
            }
        }
    )*};
}

pub(crate) use {answer, record};
