//! How records are read: leniently, because a contract can be broken, and many versions of the server have to fit.
//!
//! - A missing or `null` field reads as its default; unknown fields are ignored. Go's zero time reads as "not set".
//! - A field that cannot be read (a number out of range, a string instead of a number, an invalid time) is absent, and
//!   its record says so (see [`Unreadable`]). Inside a record, a list or a map is read as a whole or not at all,
//!   because edits replace it as a whole.
//! - A record without a readable identity is left out of its list, and the answer says so (see [`OddRow`]); if the
//!   answer is about that one record, the answer cannot be read.
//!
//! `record!` applies these rules to the fields of a struct, `answer!` to a response body; `mend` reads a body again,
//! piece by piece.

use std::collections::BTreeMap;

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};

use super::operation::Operation;

/// The key that lists the unreadable fields of a mended record. Neon has no such field.
pub(super) const UNREADABLE: &str = "\u{b7}unreadable";

/// How a value can be split if it cannot be read as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// It cannot be split.
    Whole,
    /// A JSON array; unreadable elements can be left out.
    Elements,
    /// A JSON object used as a map; unreadable entries can be left out.
    Entries,
}

/// The type of a field in a `record!`.
pub trait Lenient: DeserializeOwned {
    /// How an unreadable value can be split.
    const PARTS: Parts = Parts::Whole;

    /// Reads a value or `null`.
    ///
    /// # Errors
    /// If there is a value of another type.
    fn read_optional<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Self>, D::Error> {
        Option::<Self>::deserialize(from)
    }

    /// Whether it is left out when serialized.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether all records in it have their identity.
    fn is_identified(&self) -> bool {
        true
    }

    /// Whether it can serve as an identity.
    fn is_identity(&self) -> bool {
        self.is_identified()
    }
}

/// A record with an identity, which knows which of its fields could not be read.
pub trait Thing: Clone {
    fn id_text(&self) -> Option<String>;

    fn name_text(&self) -> Option<String>;

    fn unreadable(&self) -> &Unreadable;

    fn unreadable_mut(&mut self) -> &mut Unreadable;
}

/// The unreadable fields of a record, such as `settings.quota`. Takes eight bytes, because mostly there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
#[expect(
    clippy::box_collection,
    reason = "a fleet has a hundred thousand of them, all empty"
)]
pub struct Unreadable(Option<Box<Vec<CompactString>>>);

impl Unreadable {
    /// Stands for all fields.
    const ALL: &'static str = "*";

    /// Marks everything as readable.
    pub const fn none() -> Self {
        Self(None)
    }

    /// Marks everything as unreadable: the record holds older values.
    pub fn all() -> Self {
        Self(Some(Box::new(vec![Self::ALL.into()])))
    }

    /// Whether the newest answer about the record could not be read at all.
    pub fn is_all(&self) -> bool {
        self.fields().any(|field| field == Self::ALL)
    }

    /// Whether everything could be read.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Whether this field, or a part of it, could not be read, although the rest of the record could.
    pub fn has(&self, key: &str) -> bool {
        let is_in = |outer: &str, inner: &str| {
            let rest = inner.strip_prefix(outer);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.fields()
            .any(|field| is_in(field, key) || is_in(key, field))
    }

    /// The unreadable fields of a part of the record, with names relative to that part.
    pub fn inside(&self, part: &str) -> Self {
        let fields = self.fields().filter_map(|field| {
            let field = field.strip_prefix(part)?.strip_prefix('.')?;
            Some(CompactString::from(field))
        });
        let fields: Vec<CompactString> = fields.collect();
        Self((!fields.is_empty()).then(|| Box::new(fields)))
    }

    /// Returns the unreadable fields after a part of the record was read again.
    pub fn with(&self, part: &str, read: &Self) -> Self {
        let prefix = format!("{part}.");
        let is_other = |field: &&str| *field != part && !field.starts_with(&prefix);
        let others = self.fields().filter(is_other).map(CompactString::from);
        let new = read.fields().map(|field| format!("{part}.{field}").into());
        let fields: Vec<CompactString> = others.chain(new).collect();
        Self((!fields.is_empty()).then(|| Box::new(fields)))
    }

    /// The names of the fields in the API.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let fields = self.0.iter().flat_map(|fields| fields.iter());
        fields.map(CompactString::as_str)
    }
}

/// The `deserialize_with` of every field: `null` reads as the default.
pub(crate) fn read<'de, D: Deserializer<'de>, T: Lenient + Default>(
    from: D,
) -> Result<T, D::Error> {
    T::read_optional(from).map(Option::unwrap_or_default)
}

/// The `skip_serializing_if` of every field: absent optionals and secrets are not serialized.
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

    fn is_identified(&self) -> bool {
        self.as_ref().is_none_or(T::is_identified)
    }
}

impl<T: Lenient> Lenient for Box<T> {
    fn is_identified(&self) -> bool {
        T::is_identified(self)
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    const PARTS: Parts = Parts::Elements;

    fn is_identified(&self) -> bool {
        self.iter().all(T::is_identified)
    }
}

impl Lenient for i64 {
    /// Ids of API keys are numbers.
    fn is_identity(&self) -> bool {
        *self != 0
    }
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
    f64,
    serde_json::Value
);

/// An id as text; of a nested record, its own id.
pub fn text_of(id: &impl Serialize) -> Option<String> {
    match serde_json::to_value(id).ok()? {
        serde_json::Value::String(id) => Some(id),
        serde_json::Value::Number(id) => Some(id.to_string()),
        serde_json::Value::Object(record) => record.get("id").and_then(text_of),
        _ => None,
    }
}

/// A part of an answer that could not be read and was left out: a list entry, or a field outside any record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OddRow {
    /// Its place, such as `projects[3] (shy-sun-1234)`.
    pub at: String,
    pub error: String,
    #[serde(skip)]
    pub lost: Lost,
}

/// What an answer lacks because a part of it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// A record of a list; its id and name, if readable.
    Record {
        id: Option<String>,
        name: Option<String>,
    },
    /// An entry beside the records.
    Entry,
    /// A field of the answer itself: a list may have been cut.
    Field,
}

/// A response body: read as a whole if possible, otherwise piece by piece.
pub trait Answered: DeserializeOwned {
    /// Whether it has fields; if not, the body may be missing.
    const TELLS: bool;

    /// For bare JSON without an enclosing object: the field that takes it.
    const BARE: Option<&'static str> = None;

    /// How a field can be split; `None` if there is no such field.
    fn parts(field: &str) -> Option<Parts>;

    /// Whether the answer is useless or misleading without this field.
    fn needs(field: &str) -> bool;

    /// Whether all records in it have their identity.
    fn is_identified(&self) -> bool;

    /// The same for one field.
    fn is_identified_in(&self, field: &str) -> bool;

    /// Sets the parts that were left out.
    fn set_odd(&mut self, odd: Vec<OddRow>);

    /// The parts that were left out.
    fn odd(&self) -> &[OddRow];

    /// The operations it lists.
    fn operations(&self) -> &[Operation];
}

/// A struct of the API whose every field is read leniently.
///
/// `[by id]` gives it an identity: without these fields nobody knows which record it is, or where it belongs.
macro_rules! record {
    ($($(#[$meta:meta])* pub struct $name:ident $([by $id:ident $(, $place:ident)*])? {
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
        )*$(
            #[doc = concat!("What else of it could not be read than its `", stringify!($id), "`.")]
            #[serde(rename = "\u{b7}unreadable", skip_serializing)]
            pub unreadable: crate::api::types::lenient::Unreadable,
        )?}

        impl crate::api::types::lenient::Lenient for $name {
            $(fn is_identified(&self) -> bool {
                use crate::api::types::lenient::Lenient;
                Lenient::is_identity(&self.$id) $(&& Lenient::is_identity(&self.$place))*
            })?
        }

        $(impl crate::api::types::lenient::Thing for $name {
            fn id_text(&self) -> Option<String> {
                crate::api::types::lenient::text_of(&self.$id)
            }

            fn name_text(&self) -> Option<String> {
                let all = serde_json::to_value(self).ok()?;
                all.get("name").and_then(crate::api::types::lenient::text_of)
            }

            fn unreadable(&self) -> &crate::api::types::lenient::Unreadable {
                &self.unreadable
            }

            fn unreadable_mut(&mut self) -> &mut crate::api::types::lenient::Unreadable {
                &mut self.unreadable
            }
        })?
    )*};
}

/// A response body: a `record!` that can also be read piece by piece and lists what was left out. `[needs uri]` names
/// fields without which the answer would mislead.
macro_rules! answer {
    ($($(#[$meta:meta])* pub struct $name:ident $([bare $bare:ident])? $([needs $($needed:ident),+])? {
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
            /// The parts that could not be read and were left out.
            #[serde(skip)]
            pub odd: Vec<crate::api::types::lenient::OddRow>,
        }

        impl crate::api::types::lenient::Answered for $name {
            const TELLS: bool = !<[&str]>::is_empty(&[$(stringify!($field)),*]);

            $(const BARE: Option<&'static str> = Some(stringify!($bare));)?

            fn parts(field: &str) -> Option<crate::api::types::lenient::Parts> {
                $(if field == stringify!($field).trim_start_matches("r#") {
                    return Some(<$ty as crate::api::types::lenient::Lenient>::PARTS);
                })*
                let _ = field; // a body without fields asks for nothing
                None
            }

            fn needs(field: &str) -> bool {
                $($(if field == stringify!($needed) {
                    return true;
                })+)?
                let _ = field; // most bodies need none
                false
            }

            fn is_identified(&self) -> bool {
                $(crate::api::types::lenient::Lenient::is_identified(&self.$field) &&)* true
            }

            fn is_identified_in(&self, field: &str) -> bool {
                $(if field == stringify!($field).trim_start_matches("r#") {
                    return crate::api::types::lenient::Lenient::is_identified(&self.$field);
                })*
                let _ = field; // a body without fields tells of nothing
                true
            }

            fn set_odd(&mut self, odd: Vec<crate::api::types::lenient::OddRow>) {
                self.odd = odd;
            }

            fn odd(&self) -> &[crate::api::types::lenient::OddRow] {
                &self.odd
            }

            fn operations(&self) -> &[crate::api::types::operation::Operation] {
                $(
                    let field: &dyn std::any::Any = &self.$field;
                    if let Some(operations) = field.downcast_ref::<Vec<crate::api::types::operation::Operation>>() {
                        return operations;
                    }
                )*
                &[]
            }
        }
    )*};
}

pub(crate) use {answer, record};
