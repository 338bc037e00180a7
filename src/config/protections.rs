//! Which mistakes in the configuration may hide a protection: the program then starts as if the protection were set.
//!
//! A mistake in a value or name that certainly protects nothing, such as a key or a color, hides none. Anything that
//! cannot be read at all, or may be a misspelled protection, may hide one: read-only applies until the file is fixed.

use crate::neon::policy::Protections;
use crate::ui::did_you_mean::nearest;
use toml::de::DeValue;
use unicode_normalization::UnicodeNormalization;

/// The protecting settings, and the protections they set.
const PROTECTING: [(&str, Protections); 3] = [
    ("read_only", Protections::READ_ONLY),
    ("no_wake", Protections::NO_WAKE),
    ("prod", Protections::PROD),
];

/// Parts of names and values of protections, including those of other programs.
const STEMS: [&str; 31] = [
    "read", "write", "writ", "wak", "prod", "protect", "rule", "safe", "guard", "lock", "only",
    "freez", "froz", "permi", "polic", "restrict", "forbid", "allow", "deny", "immut", "sandbox",
    "simulat", "dry", "confirm", "danger", "destr", "delet", "mutat", "secur", "prevent",
    "careful",
];
/// Words that mean a protection only as whole words.
const WORDS: [&str; 6] = ["ro", "mode", "access", "view", "viewer", "drop"];

/// Whether a name or a value sounds like a protection.
pub fn may_be_protection(text: &str) -> bool {
    let lower: String = text.nfkc().collect::<String>().to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    STEMS.iter().any(|stem| lower.contains(stem)) || words.any(|word| WORDS.contains(&word))
}

/// Suggests what to write instead of an entry that may be a protection, as the end of a sentence.
pub fn suggestion(name: &str, value: &DeValue<'_>) -> &'static str {
    let name = name.to_lowercase();
    match value {
        DeValue::Array(_) | DeValue::Table(_) => ", did you mean [[rules]] with read_only = true?",
        _ if name.contains("wak") => ", did you mean \"no_wake = true\"?",
        _ if name.contains("prod") => ", did you mean [[rules]] with prod = true?",
        _ => ", did you mean \"read_only = true\"?",
    }
}

/// The protection set by the setting with this name.
pub fn of(name: &str) -> Protections {
    let found = PROTECTING.iter().find(|(known, _)| *known == name);
    found.map_or(Protections::NONE, |(_, protections)| *protections)
}

/// The protections that an unknown or misplaced name may mean. `known` are the names allowed in its place.
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
        // Whatever its value is: a list of protected things also means yes.
        _ if may_be_protection(name) => Protections::ALL,
        // Something unknown is switched on or off.
        DeValue::Boolean(_) if near.is_none() => Protections::ALL,
        _ if holds_protection(value) => Protections::ALL,
        _ => Protections::NONE,
    }
}

/// Whether a value may contain a protection: a rule under the wrong name.
pub fn holds_protection(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Table(table) => table.iter().any(|(key, value)| {
            let names = PROTECTING.iter().map(|(name, _)| *name);
            let name = key.get_ref();
            nearest(name, names).is_some()
                || may_be_protection(name)
                || holds_protection(value.get_ref())
        }),
        DeValue::Array(values) => values.iter().any(|value| holds_protection(value.get_ref())),
        DeValue::String(text) => may_be_protection(text),
        _ => false,
    }
}

/// The protections that an entry of a table of names, such as `[keys]`, may mean: `read_only = true` under the wrong
/// heading.
pub fn misplaced(name: &str, value: &DeValue<'_>) -> Protections {
    let is_text = matches!(value, DeValue::String(_));
    let holds = !is_text && (may_be_protection(name) || holds_protection(value));
    if holds || is_flag(name, value) {
        Protections::ALL
    } else {
        Protections::NONE
    }
}

/// Whether an entry of a table of names has the form of a protection and does not belong there: `read_only = "yes"`,
/// `mode = "read-only"`.
pub fn is_flag(name: &str, value: &DeValue<'_>) -> bool {
    let DeValue::String(text) = value else {
        return false;
    };
    let names = PROTECTING.iter().map(|(name, _)| *name);
    let switch = ["yes", "on", "true", "1", "always", "all"];
    let text = text.trim().to_lowercase();
    let one_case = name == name.to_lowercase() || name == name.to_uppercase();
    let is_setting = one_case && may_be_protection(name);
    let is_near = is_setting && nearest(name, names).is_some_and(|near| near != "prod");
    let is_on = switch.contains(&text.as_str()) || text.contains('*') || may_be_protection(&text);
    is_near || (is_setting && is_on)
}

#[cfg(test)]
mod tests {
    use crate::{config::File, neon::policy::Protections};
    use proptest::{prelude::*, sample};

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
            ("mode = \"read-only\"", all),
            ("Mode = \"strict\"", all),
            ("mode = 1", all),
            ("access = \"view\"", all),
            ("profile = \"readonly\"", all),
            ("style = [\"compact\", \"read-only\"]", all),
            ("dry_run = 1", all),
            ("dry-run = \"yes\"", all),
            ("allow_delete = false", all),
            ("\"ｒｅａｄ＿ｏｎｌｙ\" = 1", all),
            ("safe_mode = \"x\"", all),
            ("theme = \"read-only\"", all),
            ("keys = \"read-only\"", all),
            ("[defaults]\nread_only = true", all),
            ("[general.safety]\nlevel = \"protected\"", all),
            ("[projects]\nacme = \"ro\"", all),
            ("[[projects]]\nname = \"acme\"\nmode = \"ro\"", all),
            ("[[protect]]\nname = \"acme\"", all),
            ("defaults.mode = \"read-only\"", all),
            ("[clients]\nread_only = \"yes\"", all),
            ("[clients]\nread-only = \"psql\"", all),
            ("[clients]\nread_only_projects = [\"acme-*\"]", all),
            ("[clients]\nprotected = \"acme-*\"", all),
            ("[clients]\nmode = \"read-only\"", all),
            ("[formats]\nread_only = \"true\"", all),
            ("[formats]\nmode = \"read-only\"", all),
            ("[keys]\nread_only = \"F9\"", all),
            ("[keys]\nmode = \"read-only\"", all),
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
    fn a_protection_of_another_name_is_said_with_its_line_and_what_to_write() {
        for (text, line, meant) in [
            (
                "theme = \"dark\"\nmode = \"read-only\"",
                2,
                "read_only = true",
            ),
            ("dry_run = true", 1, "read_only = true"),
            ("\nwaking = \"never\"", 2, "no_wake = true"),
            (
                "[[protect]]\nname = \"a\"",
                1,
                "[[rules]] with read_only = true",
            ),
            ("[clients]\nmode = \"read-only\"", 2, "read_only = true"),
        ] {
            let (_, problems) = File::parse(text);
            let first = &problems[0];
            assert_eq!(first.line, Some(line), "{text}");
            assert!(first.text.contains(meant), "{text}: {}", first.text);
            assert!(first.doubt().is_some(), "{text}");
        }
    }

    proptest! {
        /// A protection is suspected in any spelling and place.
        #[test]
        fn a_protection_in_any_place_and_spelling_is_doubted(
            words in sample::select(&[
                ["read", "only"], ["READ", "ONLY"], ["safe", "mode"], ["dry", "run"], ["protected", "branches"],
                ["write", "access"], ["no", "wake"], ["prod", "projects"], ["lock", "down"],
            ][..]),
            between in sample::select(&["_", "-", ""][..]),
            value in sample::select(&["true", "1", "\"yes\"", "\"read-only\"", "[\"acme-*\"]", "[true]", "{ a = true }"][..]),
            place in sample::select(&[
                "{}", "{}\n[keys]\nZoom = \"F3\"", "theme = \"dark\"\n{}", "[defaults]\n{}", "[[defaults]]\n{}",
                "[a.b.c]\n{}", "[[rules]]\nproject = \"x\"\nread_only = true\n{}", "[clients]\n{}", "[formats]\n{}",
                "[keys]\n{}", "a = [{ {} }]", "[clients.x]\n{}", "[[keys.x]]\n{}",
            ][..]),
        ) {
            let text = place.replace("{}", &format!("{} = {value}", words.join(between)));
            let known = ["read_only = true", "no_wake = true"];
            prop_assume!(!known.iter().any(|known| text.contains(known)));
            let (_, problems) = File::parse(&text);
            prop_assert!(problems.iter().any(|problem| problem.hides.any()), "{text}\n{problems:?}");
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
            "[clients]\nreader = \"'open\"",
            "environment = \"dark\"",
            "client = \"pgclii\"",
            "clear_clipboard_seconds = \"long\"",
        ] {
            assert_eq!(hidden(text), Protections::NONE, "{text}");
        }
    }
}
