//! Every value of an enum is shown in words of its own.

use crate::{
    facts::{Facts, element},
    not_shown::reason,
    walk::Walk,
};

/// Fields whose values are shown as Neon writes them, by reason.
const AS_WRITTEN: &[(&str, &[&str])] = &[(
    "programs and configurations have to name them so",
    &[
        "CredentialMeta.scopes",
        "NeonAuthWebhookConfig.enabled_events",
    ],
)];

/// Values that are shown like another one, by reason.
const SAME: &[(&str, &[&str])] = &[
    (
        "how Neon has come to the compute makes no difference to users",
        &["start_reserved_compute"],
    ),
    ("older names", &["CAN_EDIT", "CAN_MANAGE", "CAN_VIEW"]),
    (
        "versions of the same plan",
        &["direct_sales_v3", "free_v3", "launch_v3", "scale_v3"],
    ),
];

fn is_listed(table: &[(&str, &[&str])], name: &str) -> bool {
    table.iter().any(|row| row.1.contains(&name))
}

/// Whether a text has this word, as Neon writes it.
fn has(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

/// Whether it reads like a name in a program.
fn is_code(value: &str) -> bool {
    value.contains('_') || value.chars().all(|c| c.is_ascii_uppercase())
}

impl Walk {
    /// What is wrong about the words for the values of a field.
    fn check_words(&self, record: &str, field: &str, kind: &str) -> Vec<String> {
        let name = format!("{record}.{field}");
        let mut stops = self.stops_of(record);
        stops.retain(|stop| self.is_seen(&[*stop], &[(record, field)]));
        let of = |value: &str| {
            let value = format!("\"{value}\"");
            let json = match kind.starts_with('[') {
                true => format!("[{value}]"),
                false => value,
            };
            let given = [(name.as_str(), json.as_str())];
            stops
                .iter()
                .map(|stop| self.text(*stop, &given))
                .collect::<Vec<_>>()
        };
        let mut wrong = Vec::new();
        let mut seen: Vec<(&str, Vec<String>)> = Vec::new();
        for value in &self.facts.enums[element(kind)] {
            let texts = of(value);
            // The details of an operation tell the name that the API has for it, too.
            let mut lines = texts.iter().flat_map(|text| text.lines());
            let as_written =
                is_code(value) && lines.any(|line| has(line, value) && !line.contains(" API "));
            if as_written != (is_code(value) && is_listed(AS_WRITTEN, &name)) {
                wrong.push(format!("{name}: {value} as written: {as_written}"));
            }
            let like = seen.iter().find(|(_, other)| *other == texts);
            let is_same =
                is_listed(SAME, value) || like.is_some_and(|(other, _)| is_listed(SAME, other));
            if let Some((other, _)) = like.filter(|_| !is_same) {
                wrong.push(format!("{name}: {value} is shown like {other}"));
            }
            seen.push((value, texts));
        }
        wrong
    }
}

#[test]
fn what_is_listed_is_in_the_contract() {
    let facts = Facts::all();
    let fields = AS_WRITTEN.iter().flat_map(|row| row.1);
    for name in fields {
        let (record, field) = name.rsplit_once('.').unwrap();
        assert!(facts.records[record].contains_key(field), "{name}");
    }
    for value in SAME.iter().flat_map(|row| row.1) {
        assert!(
            facts.enums.values().any(|values| values.contains(*value)),
            "{value}"
        );
    }
}

#[test]
fn every_value_of_an_enum_is_shown_in_words_of_its_own() {
    let walk = Walk::new();
    let wrong = walk.of_records(|record| {
        let fields = walk.facts.records[record].iter();
        let enums = fields.filter(|(field, kind)| {
            walk.facts.enums.contains_key(element(kind)) && reason(record, field).is_none()
        });
        enums
            .flat_map(|(field, kind)| walk.check_words(record, field, kind))
            .collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
