//! The fields of a JSON body, read one by one: for bodies that are checked more than they are kept.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::{
    error::Refusal,
    request::{Call, unlike_schema},
};

/// The fields of a JSON object. A field that is `null` is refused; see [`Call::json`] for bodies where it may be.
#[derive(Debug)]
pub struct Fields(Value);

impl Fields {
    /// The body of a request, which is required.
    pub fn read(call: &Call) -> Result<Self, Refusal> {
        Self::of(call.body()?, "")
    }

    /// An object at a place in the body.
    pub fn of(value: Value, place: &str) -> Result<Self, Refusal> {
        if value.is_object() {
            Ok(Self(value))
        } else {
            Err(wrong(place, "value must be an object"))
        }
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// All fields but these, in one text that does not depend on their order.
    pub fn without(&self, names: &[&str]) -> String {
        let fields = self.0.as_object().into_iter().flatten();
        let others = fields.filter(|(name, _)| !names.contains(&name.as_str()));
        let mut others: Vec<String> = others
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        others.sort_unstable();
        others.join("\n")
    }

    /// An object within the object.
    pub fn object(&self, name: &str) -> Result<Option<Self>, Refusal> {
        let value = self.get(name).cloned();
        value.map(|value| Self::of(value, name)).transpose()
    }

    pub fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let text = |value: &'_ Value| value.is_string();
        match self.get(name) {
            Some(value) if !text(value) => Err(wrong(name, "value must be a string")),
            value => Ok(value.and_then(Value::as_str)),
        }
    }

    /// A text with so many characters.
    pub fn sized(
        &self,
        name: &str,
        length: RangeInclusive<usize>,
    ) -> Result<Option<&str>, Refusal> {
        let text = self.text(name)?;
        if text.is_none_or(|text| length.contains(&text.chars().count())) {
            return Ok(text);
        }
        let (least, most) = length.into_inner();
        let why = format!("length must be from {least} to {most}");
        Err(wrong(name, &why))
    }

    pub fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        match self.get(name) {
            Some(value) if !value.is_boolean() => Err(wrong(name, "value must be a boolean")),
            value => Ok(value.and_then(Value::as_bool)),
        }
    }

    /// A whole number within its bounds.
    pub fn number(&self, name: &str, bounds: RangeInclusive<i64>) -> Result<Option<i64>, Refusal> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let number = value.as_i64().filter(|number| bounds.contains(number));
        let (least, most) = bounds.into_inner();
        let why = || {
            let why = format!("value must be an integer from {least} to {most}");
            wrong(name, &why)
        };
        number.map(Some).ok_or_else(why)
    }

    /// One of the words of the contract.
    pub fn choice(&self, name: &str, words: &[&'static str]) -> Result<Option<&str>, Refusal> {
        match self.text(name)? {
            Some(word) if !words.contains(&word) => {
                let why = format!("value must be one of {}", words.join(", "));
                Err(wrong(name, &why))
            }
            word => Ok(word),
        }
    }
}

/// The value of a field that is required.
pub fn required<T>(name: &str, value: Option<T>) -> Result<T, Refusal> {
    value.ok_or_else(|| unlike_schema(&format!("Error at \"/{name}\": property is missing")))
}

/// 400: a field has a value that it cannot have.
pub fn wrong(name: &str, why: &str) -> Refusal {
    unlike_schema(&format!("Error at \"/{name}\": {why}"))
}
