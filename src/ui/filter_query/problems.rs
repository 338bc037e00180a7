//! What makes no sense in a filter among the fields of a list.

use super::{
    Fields, Needle,
    compare::{Comparison, Problem},
};
use crate::{
    kinds::{Value, field_name::FieldName},
    ui::did_you_mean::nearest,
};
use jiff::Timestamp;

/// That none of the fields has this name; also which one has nearly this name.
pub fn no_field(fields: &dyn Fields, field: &FieldName, written: &str) -> Option<Problem> {
    let names = fields.names();
    if names.iter().any(|name| field.is(name)) {
        return None;
    }
    let near = nearest(written, names.iter().map(String::as_str));
    let begun = || {
        let written = written.to_lowercase();
        names.iter().find(|name| name.starts_with(&written))
    };
    let nearest = near.map(str::to_owned).or_else(|| begun().cloned());
    Some(Problem::NoField {
        written: written.to_owned(),
        nearest,
    })
}

/// Whether a name of a row has this in it.
pub fn is_name(fields: &dyn Fields, wanted: &Needle) -> bool {
    let mut is_name = false;
    fields.visit(&FieldName::new("name"), &mut |value| {
        if let Value::Text(name) | Value::Id(name) = value {
            is_name |= wanted.is_in(name);
        }
        is_name
    });
    is_name
}

/// Why a comparison makes no sense among these fields.
pub fn of(comparison: &Comparison, fields: &dyn Fields, now: Timestamp) -> Option<Problem> {
    if let Some(problem) = no_field(fields, &comparison.field, &comparison.written) {
        return Some(problem);
    }
    let written = comparison.written.clone();
    let mut example = None;
    let mut can_be_read = false;
    fields.visit(&comparison.field, &mut |value| {
        match comparison.holds(value, now) {
            Ok(said) => can_be_read |= said.is_some(),
            Err(wanted) => example = Some(wanted),
        }
        can_be_read || (comparison.wanted.is_empty() && example.is_some())
    });
    if comparison.wanted.is_empty() {
        return Some(Problem::NoValue { written, example });
    }
    let wanted = comparison.wanted.clone();
    example
        .filter(|_| !can_be_read)
        .map(|example| Problem::Unreadable { wanted, example })
}
