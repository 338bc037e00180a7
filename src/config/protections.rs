//! Which mistakes in the configuration can hide a protection: the program then starts as if the protection held.
//!
//! A mistake in a value or a name that is known to protect nothing, such as a key or a color, hides none. What cannot be
//! read at all, or may be a misspelled protection, may hide one: read-only holds until the file is mended.

use super::suggest::nearest;
use crate::core::guard::Protections;
use toml::de::DeValue;

/// The settings that protect, and how each is marked as lost.
const PROTECTING: [(&str, Protections); 3] = [
    ("read_only", Protections::READ_ONLY),
    ("no_wake", Protections::NO_WAKE),
    ("prod", Protections::PROD),
];

/// Words that names of protections are made of, also of those that other programs have.
const STEMS: [&str; 12] = [
    "read", "write", "wake", "prod", "protect", "rule", "safe", "guard", "lock", "only", "freez",
    "froz",
];

/// Whether a name sounds like that of a protection.
pub fn sounds(name: &str) -> bool {
    let lower = name.to_lowercase();
    STEMS.iter().any(|stem| lower.contains(stem))
        || lower.split(['_', '-']).any(|word| word == "ro")
}

/// The protection that a setting of this name is.
pub fn of(name: &str) -> Protections {
    let found = PROTECTING.iter().find(|(known, _)| *known == name);
    found.map_or(Protections::NONE, |(_, protections)| *protections)
}

/// What a name that is not known, or not here, may have been meant to protect. `known` are the names that can stand here.
pub fn meant<'a>(
    name: &str,
    value: &DeValue<'_>,
    known: impl IntoIterator<Item = &'a str>,
) -> Protections {
    let near = nearest(name, known);
    let protecting = near.is_some_and(|near| near == "rules" || of(near).any());
    if protecting {
        return Protections::ALL;
    }
    match value {
        // Whatever its value is: a list of what is protected is as good as a yes.
        _ if sounds(name) => Protections::ALL,
        // Something is on or off, and nobody knows what.
        DeValue::Boolean(_) if near.is_none() => Protections::ALL,
        _ if holds_protection(value) => Protections::ALL,
        _ => Protections::NONE,
    }
}

/// Whether there is something in a value that may protect: a rule under the wrong name.
pub fn holds_protection(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Table(table) => table.iter().any(|(key, value)| {
            let names = PROTECTING.iter().map(|(name, _)| *name);
            let name = key.get_ref();
            nearest(name, names).is_some() || sounds(name) || holds_protection(value.get_ref())
        }),
        DeValue::Array(values) => values.iter().any(|value| holds_protection(value.get_ref())),
        _ => false,
    }
}

/// What an entry of a table of names, such as `[keys]`, was meant to protect if it is none of them: `read_only = true`
/// under the wrong heading.
pub fn astray(name: &str, value: &DeValue<'_>) -> Protections {
    let names = PROTECTING.iter().map(|(name, _)| *name);
    let flag = matches!(value, DeValue::Boolean(_)) && nearest(name, names).is_some();
    let list = matches!(value, DeValue::Array(_) | DeValue::Table(_)) && sounds(name);
    if flag || list || holds_protection(value) {
        Protections::ALL
    } else {
        Protections::NONE
    }
}

#[cfg(test)]
mod tests {
    use crate::{config::File, core::guard::Protections};

    fn hidden(text: &str) -> Protections {
        let (_, problems) = File::parse(text);
        assert_ne!(problems, [], "{text}");
        let hides = problems.iter().map(|problem| problem.hides);
        hides.fold(Protections::NONE, Protections::or)
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of texts")]
    fn what_may_be_a_protection_is_doubted() {
        let all = Protections::ALL;
        for (text, hides) in [
            (
                "[[rules]]\nproject = \"*\"\nread_only = true\n[formats]\ndbt = \"host\n",
                all,
            ),
            ("read_only = yes", all),
            ("read_only = \"yes\"", Protections::READ_ONLY),
            ("no_wake = 1", Protections::NO_WAKE),
            ("readonly = true", all),
            ("read-only = true", all),
            ("nowake = 1", all),
            ("production = [\"a\"]", all),
            ("read_only_projects = [\"acme-*\"]", all),
            ("read_only_projects = \"acme-*\"", all),
            ("protected_branches = [\"main\"]", all),
            ("[production]\nproject = \"*\"", all),
            ("[[safe]]\nproject = \"*\"", all),
            ("[projects]\nread_only = [\"acme-*\"]", all),
            ("[projects]\nprotected = [\"acme-*\"]", all),
            ("protect = 2026-01-01", all),
            ("protect = 1.0", all),
            ("frozen = [\"a\"]", all),
            ("ro = [\"a\"]", all),
            (
                "[read_only]\nprojects = [\"acme-*\"]",
                Protections::READ_ONLY,
            ),
            ("no_wake = [\"acme-*\"]", Protections::NO_WAKE),
            ("[keys]\nread_only_projects = [\"acme-*\"]", all),
            ("[keys]\nread_only = \"yes\"", all),
            ("[keys.production]\nproject = \"*\"", all),
            ("[formats]\nprotected_branches = [\"main\"]", all),
            ("[clients.production]\nproject = \"*\"", all),
            ("protect = true", all),
            ("frozen = true", all),
            ("[[rule]]\nproject = \"*\"\nread_only = true", all),
            ("[[guards]]\nproject = \"*\"\nprod = true", all),
            ("[rules]\nproject = \"*\"\nread_only = true", all),
            ("rules = \"*\"", all),
            ("rules = [\"*\"]", all),
            ("[keys]\nread_only = true", all),
            ("[formats]\nno_wake = true", all),
            ("[clients]\n[[clients.rules]]\nread_only = true", all),
            (
                "[[rules]]\nprojects = \"*\"\nread_only = true",
                Protections::READ_ONLY,
            ),
            (
                "[[rules]]\nproject = \"*\"\nread_only = \"yes\"",
                Protections::READ_ONLY,
            ),
            (
                "[[rules]]\nproject = 3\nno_wake = true",
                Protections::NO_WAKE,
            ),
            (
                "[[rules]]\nproject = \"acme-[0-9\"\nprod = true",
                Protections::PROD,
            ),
            ("[[rules]]\nproject = \"*\"\nreadonly = true", all),
            ("[[rules]]\nproject = \"*\"", all),
            (
                "[[rules]]\nproject = \"*\"\nread_only = false",
                Protections::NONE,
            ),
        ] {
            assert_eq!(hidden(text), hides, "{text}");
        }
    }

    #[test]
    fn what_protects_nothing_leaves_the_program_as_it_is() {
        for text in [
            "theme = \"pink\"",
            "color = \"red\"",
            "refresh_second = 3",
            "asci = true",
            "[colors]\naccent = \"red\"",
            "columns = [\"name\"]",
            "[keys]\nZoom = 3",
            "[keys]\nReadOnly = true",
            "[keys]\nReadOnli = \"F9\"",
            "[keys]\nZoom = \"Hyper-x\"",
            "[formats]\nprod = \"{hots}\"",
            "[clients]\nprod = \"'open\"",
            "client = \"pgclii\"",
            "clear_clipboard_seconds = \"long\"",
        ] {
            assert_eq!(hidden(text), Protections::NONE, "{text}");
        }
    }
}
