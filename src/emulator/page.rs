//! Neon's two pagination styles.
//!
//! Style A (projects, operations, consumption): `pagination.cursor`, present even on the last page. Style B (branches,
//! members): `pagination.next`, absent on the last page, with `sort_by` and `sort_order` echoed.

use serde_json::{Value, json};

use super::{error::Refusal, request::Call};

/// The `limit` parameter: from 1 to `most`, or `default`.
pub fn limit(call: &Call, most: usize, default: usize) -> Result<usize, Refusal> {
    Ok(call.query.number("limit", 1, most)?.unwrap_or(default))
}

/// Adds a style A cursor. An empty page has none: the contract forbids an empty cursor.
pub fn with_cursor(mut body: Value, cursor: Option<String>) -> Value {
    if let (Some(fields), Some(cursor)) = (body.as_object_mut(), cursor) {
        fields.insert("pagination".to_owned(), json!({ "cursor": cursor }));
    }
    body
}

/// Bytes in hexadecimal, as in opaque cursors.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The text in an opaque cursor.
pub fn from_hex(cursor: &str) -> Option<String> {
    let digits = cursor.as_bytes().chunks(2);
    let bytes = digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    String::from_utf8(bytes.collect::<Option<_>>()?).ok()
}

/// The parameters of a request for a sorted (style B) list.
#[derive(Debug)]
pub struct Sorting<'a> {
    /// The field to sort by.
    pub by: &'a str,
    /// Newest first, or in reverse alphabetical order.
    pub descending: bool,
    limit: usize,
    after: Option<&'a str>,
}

/// A page of a sorted list.
#[derive(Debug)]
pub struct Sorted<T> {
    /// The items on this page.
    pub items: Vec<T>,
    /// The `pagination` object.
    pub pagination: Value,
}

impl<'a> Sorting<'a> {
    /// Reads `sort_by` (one of `fields`, or `default`), `sort_order`, `limit` and `cursor`.
    pub fn read(
        call: &'a Call,
        fields: &[&str],
        default: &'a str,
        most: usize,
    ) -> Result<Self, Refusal> {
        let by = call.query.choice("sort_by", fields)?.unwrap_or(default);
        let order = call
            .query
            .choice("sort_order", &["asc", "desc"])?
            .unwrap_or("desc");
        Ok(Self {
            by,
            descending: order == "desc",
            limit: limit(call, most, 100.min(most))?,
            after: call.query.get("cursor"),
        })
    }

    /// Sorts by `key` and then by `id`, and returns the page after the cursor.
    pub fn page<T>(
        &self,
        mut items: Vec<T>,
        key: impl Fn(&T) -> String,
        id: impl Fn(&T) -> &str,
    ) -> Result<Sorted<T>, Refusal> {
        let rank = |item: &T| (key(item), id(item).to_owned());
        items.sort_by_cached_key(&rank);
        if self.descending {
            items.reverse();
        }
        if let Some(cursor) = self.after {
            let last = self
                .decode(cursor)
                .ok_or_else(|| Refusal::bad_request("invalid cursor"))?;
            items.retain(|item| (rank(item) > last) != self.descending && rank(item) != last);
        }
        let more = items.len() > self.limit;
        items.truncate(self.limit);
        let next = items
            .last()
            .filter(|_| more)
            .map(|last| self.encode(&rank(last)));
        let mut pagination = json!({
            "sort_by": self.by,
            "sort_order": if self.descending { "DESC" } else { "ASC" },
        });
        if let (Some(fields), Some(next)) = (pagination.as_object_mut(), next) {
            fields.insert("next".to_owned(), Value::from(next));
        }
        Ok(Sorted { items, pagination })
    }

    /// An opaque cursor that survives the deletion of its item: the sort field, then the key and id of the last item,
    /// in hexadecimal.
    fn encode(&self, (key, id): &(String, String)) -> String {
        to_hex(format!("{}\0{key}\0{id}", self.by).as_bytes())
    }

    fn decode(&self, cursor: &str) -> Option<(String, String)> {
        let plain = from_hex(cursor)?;
        let (key, id) = plain
            .strip_prefix(self.by)?
            .strip_prefix('\0')?
            .rsplit_once('\0')?;
        Some((key.to_owned(), id.to_owned()))
    }
}
