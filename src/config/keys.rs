//! The `[keys]` of the configuration: the user's own keys for actions.

use super::{mistake::Mistake, protections, value::quoted};
use crate::{
    key::Chord,
    neon::policy::Protections,
    ui::{
        ACTIONS, Action, Keymap,
        did_you_mean::did_you_mean,
        key_presets::{self, KeyPreset, PRESETS},
        keymap::{KeymapProblem, Refused},
    },
};
use serde_json::{Map, Value, json};
use std::{fmt::Write, ops::Range};
use toml::de::{DeTable, DeValue};

/// Reads the keys. All of them are set before conflicts are checked, so that a key freed in one line can be used in
/// another; a mistake in one line does not affect the others.
pub fn read(keys: &DeTable<'_>) -> (&'static KeyPreset, Keymap, Found) {
    let mut mistakes = Vec::new();
    let mut preset = &key_presets::DEFAULT;
    let mut read: Vec<KeyLine<'_>> = Vec::new();
    for (key, value) in keys {
        let action = key.get_ref().as_ref();
        if action == PRESET {
            match self::preset(value.get_ref()) {
                Ok(known) => preset = known,
                Err(text) => mistakes.push(Mistake {
                    at: Some(value.span()),
                    text,
                    hides: Protections::NONE,
                }),
            }
            continue;
        }
        if let Some(chords) = chords(value.get_ref()) {
            read.push((key.span(), action, chords));
            continue;
        }
        let hides = match Action::named(action) {
            Some((known, _)) if known.has_name(action) => Protections::NONE,
            _ => protections::misplaced(action, value.get_ref()),
        };
        mistakes.push(Mistake {
            at: Some(value.span()),
            text: format!(
                "the keys of {action} must be a text or a list of texts. The default is used"
            ),
            hides,
        });
    }
    read.sort_by_key(|(at, ..)| at.start);
    let named = read.iter().map(|(_, action, keys)| (*action, keys.clone()));
    let (keymap, problems) = Keymap::of(preset).changed(named);
    mistakes.extend(problems.into_iter().map(|refused| mistake(refused, &read)));
    let warnings = keymap.taken.iter().map(|taken| Mistake {
        at: place(&read, &taken.by),
        text: taken.to_string(),
        hides: Protections::NONE,
    });
    let warnings = warnings.collect();
    (preset, keymap, Found { mistakes, warnings })
}

/// A line of the table: where it is, the name of an action, and its keys.
type KeyLine<'a> = (Range<usize>, &'a str, Vec<String>);

/// Where the keys of an action are.
fn place(read: &[KeyLine<'_>], action: &str) -> Option<Range<usize>> {
    let line = read.iter().find(|(_, named, _)| *named == action);
    line.map(|(at, ..)| at.clone())
}

/// What is said about keys that cannot be used.
fn mistake(refused: Refused, read: &[KeyLine<'_>]) -> Mistake {
    let at = place(read, &refused.action);
    let text = match refused.why {
        // The action does not exist, so there is no default.
        KeymapProblem::UnknownAction(_) => {
            let hint = did_you_mean(&refused.action, Action::names());
            format!("{}{hint}", refused.why)
        }
        why => format!("{why}. The default is used"),
    };
    let hides = match is_setting(&refused.action) {
        true => Protections::ALL,
        false => Protections::NONE,
    };
    Mistake { at, text, hides }
}

/// What is to be said about the table.
#[derive(Debug, Default)]
pub struct Found {
    pub mistakes: Vec<Mistake>,
    /// Keys that are used as they are written, and that other actions lose.
    pub warnings: Vec<Mistake>,
}

/// Whether a setting that does not exist chooses a preset of keys, as far as that can be told.
pub fn is_preset(name: &str, value: &DeValue<'_>) -> bool {
    const NAMES: [&str; 6] = [
        "preset",
        "keymap",
        "key_preset",
        "keys_preset",
        "keybindings",
        "bindings",
    ];
    let is_named = NAMES.contains(&name.to_lowercase().replace('-', "_").as_str());
    let is_preset = value
        .as_str()
        .is_some_and(|value| key_presets::named(value).is_some());
    is_named || name != "theme" && name.to_lowercase().contains("key") && is_preset
}

/// How the preset is chosen.
pub fn as_preset(value: &DeValue<'_>) -> String {
    let known = value.as_str().and_then(key_presets::named);
    format!(
        "{PRESET} = {}",
        quoted(known.unwrap_or(&key_presets::DEFAULT).name)
    )
}

/// Whether a setting is in truth a line of `[keys]`: the name of an action, with keys.
pub fn is_binding(name: &str, value: &DeValue<'_>) -> bool {
    let is_action = Action::named(name).is_some_and(|(known, _)| known.has_name(name));
    let is_key = |chord: &String| chord.parse::<Chord>().is_ok();
    let keys = chords(value).filter(|all| !all.is_empty() && all.iter().all(is_key));
    is_action && !is_setting(name) && keys.is_some()
}

/// Writes the table in the form in which it is read.
pub fn print(text: &mut String, preset: &KeyPreset, keymap: &Keymap) {
    text.push_str("\n[keys]\n");
    let preset = format!("{PRESET} = {}", quoted(preset.name));
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{preset:<40} # The keys that those below replace");
    for spec in ACTIONS {
        for place in spec.places {
            let chords = keymap.chords_in(spec.action, place.scope).iter();
            let chords: Vec<_> = chords.map(|chord| quoted(&chord.to_string())).collect();
            let line = format!("{} = [{}]", place.id, chords.join(", "));
            let _ = writeln!(text, "{line:<40} # {}", spec.label);
        }
    }
}

/// What an editor is told about the table.
pub fn schema() -> Value {
    let names = PRESETS.map(|preset| preset.name);
    let helps = PRESETS.map(|preset| preset.help);
    let preset = json!({
        "description": "The keys that those below replace",
        "type": "string",
        "enum": names,
        "default": key_presets::DEFAULT.name,
        "x-taplo": {"docs": {"enumValues": helps}},
    });
    let mut properties = Map::from_iter([(PRESET.to_owned(), preset)]);
    let usual = Keymap::default();
    for spec in ACTIONS {
        let whole = [(spec.id, spec.places.first())];
        let single = spec.places.iter().map(|place| (place.id, Some(place)));
        for (name, place) in whole.into_iter().chain(single) {
            let chords = place.map(|place| usual.chords_in(spec.action, place.scope));
            let chords = chords.unwrap_or_default().iter().map(ToString::to_string);
            let key = json!({
                "description": format!("{}: {}", spec.label, spec.help),
                "default": chords.collect::<Vec<_>>(),
                "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            });
            properties.insert(name.to_owned(), key);
        }
    }
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// What chooses a preset, beside the names of actions.
pub const PRESET: &str = "preset";

fn preset(value: &DeValue<'_>) -> Result<&'static KeyPreset, String> {
    let name = value.as_str().unwrap_or_default();
    key_presets::named(name).ok_or_else(|| {
        let names = || PRESETS.into_iter().map(|preset| preset.name);
        let all: Vec<&str> = names().collect();
        let hint = did_you_mean(name, names());
        let hint = match hint.as_str() {
            "" => ". The default keys are used".to_owned(),
            hint => hint.to_owned(),
        };
        format!("the preset of keys must be one of {}{hint}", all.join(", "))
    })
}

/// Whether an unknown name may be a protection under the wrong heading: names of settings are all in one case, unlike
/// those of actions.
fn is_setting(name: &str) -> bool {
    (name == name.to_lowercase() || name == name.to_uppercase())
        && protections::may_be_protection(name)
}

fn chords(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::String(chord) => Some(vec![chord.to_string()]),
        DeValue::Array(chords) => chords
            .iter()
            .map(|chord| chord.get_ref().as_str().map(str::to_owned))
            .collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{config::File, ui::Action};

    #[test]
    fn a_key_that_is_freed_can_be_given_away() {
        for text in [
            "[keys]\nZoom = [\"F3\"]\nFilter = [\"f\"]\n",
            "[keys]\nFilter = [\"f\"]\nZoom = [\"F3\"]\n",
            "[keys]\nConnect = [\"d\"]\nDescribe = [\"c\"]\n",
            "[keys]\nZoom = []\nFilter = [\"f\"]\n",
        ] {
            assert_eq!(File::parse(text).1, []);
        }
        // A key that nobody has freed is taken from what had it, and that is said.
        let (file, found) = File::parse("[keys]\npreset = \"k9s\"\nZoom = [\"y\", \"?\"]\n");
        assert!(found.iter().all(|one| one.is_warning), "{found:?}");
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "config.toml line 3: key \"y\" is Zoom now, no longer Describe: give Describe another one, or none with Describe = []",
                "config.toml line 3: key \"?\" is Zoom now, no longer Help: give Help another one, or none with Help = []",
            ]
        );
        assert_eq!(file.keymap.name(Action::Zoom), "y");
        assert_eq!(file.keymap.name(Action::Describe), "d");
        assert_eq!(file.keymap.name(Action::Help), "F1");
        let (file, _) = File::parse("[keys]\nSort = [\"F3\"]\nZoom = [\"F3\"]\n");
        assert_eq!(file.keymap.name(Action::Sort), "F3");
        assert_eq!(file.keymap.name(Action::Zoom), "f");
    }

    #[test]
    fn a_key_that_enters_text_is_no_way_out_of_a_dialog() {
        for line in [
            "Close = \"x\"",
            "FormClose = \"x\"",
            "PromptAccept = \"a\"",
            "ConfirmEnter = [\"F5\", \"x\"]",
        ] {
            let (file, found) = File::parse(&format!("[keys]\n{line}\n"));
            let text = found.first().map(|problem| problem.text.clone());
            let text = text.unwrap_or_default();
            assert!(text.contains("would be text where"), "{line}: {text}");
            assert_eq!(file.keymap.name(Action::Close), "Esc");
        }
        // Where letters choose, one may close.
        assert_eq!(File::parse("[keys]\nConfirmYes = \"j\"\n").1, []);
    }

    #[test]
    fn a_preset_is_chosen_wherever_it_stands_and_own_keys_come_on_top() {
        for text in [
            "[keys]\npreset = \"k9s\"\nZoom = \"F3\"\n",
            "[keys]\nZoom = \"F3\"\npreset = \"k9s\"\n",
        ] {
            let (file, found) = File::parse(text);
            assert_eq!(found, []);
            assert_eq!(file.keymap.name(Action::Zoom), "F3");
            assert_eq!(file.keymap.name(Action::Delete), "Ctrl-d");
            let printed = file.print();
            assert!(printed.contains("preset = \"k9s\""), "{printed}");
            let (again, found) = File::parse(&printed);
            assert_eq!(found, []);
            assert_eq!(again.print(), printed);
        }
        let (file, found) = File::parse("[keys]\npreset = \"k8s\"\n");
        assert_eq!(file.keymap.name(Action::Delete), "D");
        assert_eq!(
            found[0].to_string(),
            "config.toml line 2: the preset of keys must be one of default, k9s, lazygit, emacs, did you mean \"k9s\"?"
        );
    }

    #[test]
    fn a_preset_outside_of_its_table_says_where_it_belongs() {
        for (text, means) in [
            ("preset = \"k9s\"\n", "under [keys], as preset = \"k9s\""),
            (
                "keymap = \"vim\"\n",
                "under [keys], as preset = \"default\"",
            ),
            (
                "key-preset = \"emacs\"\n",
                "under [keys], as preset = \"emacs\"",
            ),
            (
                "keys = \"lazygit\"\n",
                "[keys], with preset = \"lazygit\" below it",
            ),
        ] {
            let (_, found) = File::parse(text);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].text.contains(means), "{}", found[0].text);
        }
    }
}
