//! The file as a JSON schema, for editors that complete and check TOML: made of the tables that read it.
//!
//! It is stricter than the reader in one thing, the case of the names of actions, and more lenient in what a schema
//! cannot say: whether two actions share a key, a name is defined elsewhere in the file, or a command has its quotes.

use super::{File, reader::TABLES, settings::SETTINGS, value::described};
use serde_json::{Map, Value, json};

/// The schema of the whole file. Editors for TOML know draft 7 best.
pub fn schema() -> Value {
    let mut properties = Map::new();
    for setting in SETTINGS {
        let mut schema = described(setting.help, setting.form.schema());
        let usual = (setting.show)(&File::default()).and_then(|text| from_toml(&text));
        if let (Some(usual), Some(schema)) = (usual, schema.as_object_mut()) {
            schema.insert("default".to_owned(), usual);
        }
        properties.insert(setting.name.to_owned(), schema);
    }
    for table in TABLES {
        let schema = described(table.help, (table.schema)());
        properties.insert(table.name.to_owned(), schema);
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "lazyneon",
        "description": "config.toml of lazyneon, a terminal dashboard for Postgres on Neon",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

/// A value as it is printed into the file.
fn from_toml(text: &str) -> Option<Value> {
    let mut file: Map<String, Value> = toml::from_str(&format!("value = {text}")).ok()?;
    file.remove("value")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::{commands, prices::PRICES, rules, views},
        ui::{Action, table::named, themes::colors::ROLES},
    };
    use jsonschema::Validator;
    use std::collections::BTreeSet;

    fn validator() -> Validator {
        jsonschema::draft7::new(&schema()).unwrap()
    }

    fn value(text: &str) -> Value {
        toml::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
        names.into_iter().map(str::to_owned).collect()
    }

    fn properties(schema: &Value, pointer: &str) -> BTreeSet<String> {
        let found = schema.pointer(&format!("{pointer}/properties"));
        let found = found.unwrap_or_else(|| panic!("{pointer}"));
        names(found.as_object().unwrap().keys().map(String::as_str))
    }

    #[test]
    fn it_knows_the_names_that_the_reader_knows_and_no_others() {
        assert!(jsonschema::draft7::meta::is_valid(&schema()));
        let schema = schema();
        let settings = SETTINGS.iter().map(|setting| setting.name);
        let tables = TABLES.iter().map(|table| table.name);
        assert_eq!(properties(&schema, ""), names(settings.chain(tables)));
        for (place, known) in [
            ("keys", names(Action::names().chain(["preset"]))),
            (
                "prices",
                names(PRICES.iter().map(|price| price.name).chain(["from"])),
            ),
            (
                "themes/additionalProperties",
                names(ROLES.iter().map(|role| role.name).chain(["base"])),
            ),
            ("rules/items", names(rules::fields())),
            ("views/items", names(views::FIELDS.map(|(name, _)| name))),
            (
                "commands/items",
                names(commands::FIELDS.map(|(name, _)| name)),
            ),
            ("columns", names(named::lists())),
        ] {
            let pointer = format!("/properties/{place}");
            assert_eq!(properties(&schema, &pointer), known, "{place}");
        }
    }

    #[test]
    fn everything_in_it_is_described() {
        fn look(schema: &Value, at: &str) {
            let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
                return;
            };
            for (name, one) in properties {
                let at = format!("{at}/{name}");
                let description = one.get("description").and_then(Value::as_str);
                assert!(description.is_some_and(|text| !text.is_empty()), "{at}");
                for inner in [Some(one), one.get("items"), one.get("additionalProperties")] {
                    inner.into_iter().for_each(|inner| look(inner, &at));
                }
            }
        }
        look(&schema(), "");
    }

    #[test]
    fn what_it_says_is_the_default_is_accepted() {
        let schema = schema();
        let settings = schema["properties"].as_object().unwrap();
        let mut seen = 0;
        for (name, setting) in settings {
            if let Some(usual) = setting.get("default") {
                let (file, problems) = File::parse(&format!("{name} = {usual}"));
                assert_eq!(problems, []);
                assert_eq!(file.print(), File::default().print(), "{name}");
                seen += 1;
            }
        }
        assert!(seen > 5, "only {seen} defaults");
    }

    /// Files with one mistake each.
    const BAD: &[&str] = &[
        "refresh_second = 3",
        "refresh_seconds = -1",
        "refresh_seconds = \"15\"",
        "refresh_seconds = 1.5",
        "stale_days = 65536",
        "times = \"iso\"",
        "time_zone = \"\"",
        "theme = 3",
        "theme = \"\"",
        "client = []",
        "read_only = 1",
        "ascii = \"yes\"",
        "key_command = \" \"",
        "editor = \"\"",
        "pager = 3",
        "keys = 3",
        "rules = {}",
        "[[keys]]\nZoom = \"z\"",
        "[keys]\nZom = \"z\"",
        "[keys]\nZoom = 3",
        "[keys]\nZoom = [3]",
        "[keys]\npreset = \"k8s\"",
        "[clients]\nmine = 3",
        "[clients]\nmine = \" \"",
        "[formats]\nmine = 3",
        "[prices]\nstorag = 1",
        "[prices]\nstorage = -1",
        "[prices]\nstorage = \"1\"",
        "[prices]\nfrom = \" \"",
        "[themes]\nmine = 3",
        "[themes.nord]\naccent = \"red\"",
        "[themes.mine]\nbase = \"drakula\"",
        "[themes.mine]\nacent = \"red\"",
        "[themes.mine]\naccent = \"#12345\"",
        "[themes.mine]\naccent = \"rot\"",
        "[themes.mine]\naccent = 256",
        "[columns]\nbranch = []",
        "[columns]\nbranches = \"name\"",
        "[columns]\nbranches = [\"cots\"]",
        "[[views]]\nlist = \"branches\"",
        "[[views]]\nname = \"a\"",
        "[[views]]\nname = \"a\"\nlist = \"branch\"",
        "[[views]]\nname = \"a\"\nlist = \"roles\"\nsort = \"cost\"",
        "[[views]]\nname = \"a\"\nlist = \"roles\"\nall = 1",
        "[[views]]\nname = \"a\"\nlist = \"roles\"\ncolour = \"red\"",
        "[[commands]]\nname = \"a\"",
        "[[commands]]\nrun = \"a\"",
        "[[commands]]\nname = \"a\"\nrun = []",
        "[[commands]]\nname = \"a\"\nrun = 3",
        "[[commands]]\nname = \"a\"\nrun = \"a\"\non = \"branches\"",
        "[[commands]]\nname = \"a\"\nrun = \"a\"\non = []",
        "[[commands]]\nname = \"a\"\nrun = \"a\"\nconfirm = true",
        "[[commands]]\nname = \"a\"\nrun = \"a\"\nwakes = \"no\"",
        "[[commands]]\nname = \"a\"\nrun = \"a\"\nshell = true",
        "[[rules]]\nproject = \"*\"",
        "[[rules]]\nproject = \"*\"\nread_only = false",
        "[[rules]]\nproject = \"*\"\nread_only = 1",
        "[[rules]]\nproject = \"\"\nread_only = true",
        "[[rules]]\nproject = \"a[0-9]\"\nread_only = true",
        "[[rules]]\nproject = \"a|b\"\nread_only = true",
        "[[rules]]\nprojects = \"*\"\nread_only = true",
    ];

    #[test]
    fn a_file_is_good_for_both_or_for_neither() {
        let validator = validator();
        let printed = File::default().print();
        let theirs = "refresh_seconds = 0\ntheme = \"mine\"\nclient = \"usql\"\ntimes = \"utc\"\n\
            time_zone = \"UTC\"\nkey_command = \"pass show neon\"\neditor = \"nano -w\"\n\
            [keys]\npreset = \"k9s\"\nZoom = [\"F6\", \"g z\"]\nSort = []\nFilter = \"f\"\n\
            [clients]\nusql = \"usql\"\n[formats]\ndbt = \"{host}\"\n\
            [prices]\nstorage = 1\ncompute = 0.5\nfrom = \"contract\"\n\
            [themes.mine]\nbase = \"nord\"\naccent = \"#88c0d0\"\nbad = 203\ngood = \"bright-green\"\n\
            [columns]\nbranches = [\"name\", \"cost\", \"id\"]\n\
            [[views]]\nname = \"old\"\nlist = \"branches\"\ntab = \"flat\"\nfilter = \"active>7d\"\nsort = \"-cost\"\n\
            [[commands]]\nname = \"cli\"\nrun = \"pgcli -h {host}\"\nkey = \"F8\"\non = \"branch\"\nconfirm = \"ask\"\n\
            [[commands]]\nname = \"get\"\nrun = [\"neon\", \"{branch}\"]\non = [\"role\"]\nchanges = false\nwakes = false\n\
            [[rules]]\nproject = \"acme-*\"\nread_only = true\n[[rules]]\nbranch = \"a b\"\nprod = true\n";
        for good in [printed.as_str(), theirs, ""] {
            assert_eq!(File::parse(good).1, []);
            let wrong: Vec<String> = validator
                .iter_errors(&value(good))
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert_eq!(wrong, Vec::<String>::new(), "{good}");
        }
        for bad in BAD {
            assert_ne!(File::parse(bad).1, [], "the reader takes {bad}");
            assert!(!validator.is_valid(&value(bad)), "the schema takes {bad}");
        }
    }
}
