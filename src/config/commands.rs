//! The `[[commands]]` of the configuration: the user's own commands.

use super::{
    entry::Entry,
    keys::Found,
    mistake::Mistake,
    value::{described, quoted, text, words},
};
use crate::{
    key::Chord,
    neon::policy::Protections,
    ui::{
        keymap::Keymap,
        own_command::{Asking, OutputTo, OwnCommand, RowKind, words::Word},
    },
};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use toml::de::{DeTable, DeValue};

/// The fields of a command, and what they are.
pub const FIELDS: [(&str, &str); 8] = [
    ("name", "its name, by which `:` finds it; needed"),
    (
        "run",
        "the program and its arguments: a text, split as a shell would, or a list of words; needed",
    ),
    (
        "key",
        "a key for it on the main screen, which what had it loses",
    ),
    (
        "on",
        "the kinds of row that it is for: `project`, `branch`, `compute`, `database`, `role`, and in their lists `snapshot` and `operation`; any if not given",
    ),
    (
        "output",
        "where its output goes: `terminal`, `popup` (a window, while it runs) or `none` (only its end is told)",
    ),
    (
        "confirm",
        "what is asked first: `none`, `ask` (yes or no) or `type` (the name of the row); production asks at least",
    ),
    (
        "changes",
        "`false` if it changes nothing: only then does it run where lazyneon is read-only",
    ),
    (
        "wakes",
        "`false` if it wakes no compute: only then does it run where computes must stay idle",
    ),
];

/// Reads a command; a mistake drops it. Its key is bound once all keys are known, by [`bind`].
pub fn read(value: &DeValue<'_>, others: &[OwnCommand]) -> Result<OwnCommand, Mistake> {
    let entry = Entry::read(value, "command", &FIELDS)?;
    let name = entry.needed("name")?;
    if others.iter().any(|other| other.name == name) {
        return Err(entry.wrong("name", format!("there are two commands \"{name}\"")));
    }
    let key = entry.text("key")?.map(str::parse::<Chord>).transpose();
    Ok(OwnCommand {
        name: name.to_owned(),
        key: key.map_err(|why| entry.wrong("key", why.to_string()))?,
        on: kinds(&entry)?,
        run: run(&entry)?,
        output: one_of(&entry, "output", &OutputTo::NAMES)?,
        confirm: one_of(&entry, "confirm", &Asking::NAMES)?,
        changes: entry.flag("changes")?.unwrap_or(true),
        wakes: entry.flag("wakes")?.unwrap_or(true),
    })
}

fn kinds(entry: &Entry<'_>) -> Result<Vec<RowKind>, Mistake> {
    let names = RowKind::NAMES.map(|(name, _)| name);
    let expected = || entry.must_be("on", "a kind of row or a list of them");
    let written = match entry.value("on") {
        None => return Ok(Vec::new()),
        Some(one) => texts(one)
            .filter(|all| !all.is_empty())
            .ok_or_else(expected)?,
    };
    let kinds = written.into_iter().map(|name| {
        let known = RowKind::NAMES.iter().find(|(known, _)| *known == name);
        let kind = known.map(|(_, kind)| *kind);
        kind.ok_or_else(|| entry.unknown("on", &name, &names))
    });
    kinds.collect()
}

/// One of some names, or what holds without one.
fn one_of<T: Copy + Default>(
    entry: &Entry<'_>,
    field: &str,
    names: &[(&str, T)],
) -> Result<T, Mistake> {
    let Some(name) = entry.text(field)? else {
        return Ok(T::default());
    };
    let found = names.iter().find(|(known, _)| *known == name);
    let known: Vec<&str> = names.iter().map(|(known, _)| *known).collect();
    let found = found.ok_or_else(|| entry.unknown(field, name, &known))?;
    Ok(found.1)
}

fn run(entry: &Entry<'_>) -> Result<Vec<Word>, Mistake> {
    let words = match entry.value("run") {
        None => return Err(entry.missing("run")),
        Some(DeValue::String(line)) => words(line),
        Some(value) => texts(value),
    };
    let is_program =
        |words: &Vec<String>| words.first().is_some_and(|word| !word.trim().is_empty());
    let words = words.filter(is_program).ok_or_else(|| {
        entry.must_be(
            "run",
            "a command, such as \"pgcli -h {host}\", or a list of its words",
        )
    })?;
    let words = words.iter().map(|word| Word::read(word));
    let words: Vec<Word> = words
        .collect::<Result<_, _>>()
        .map_err(|why| entry.wrong("run", why))?;
    if let Some(why) = names_as_code(&words) {
        return Err(entry.wrong("run", why.to_owned()));
    }
    Ok(words)
}

/// A text or a list of texts.
fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::String(text) => Some(vec![text.to_string()]),
        DeValue::Array(all) => all
            .iter()
            .map(|one| one.get_ref().as_str().map(str::to_owned))
            .collect(),
        _ => None,
    }
}

/// Programs that run an argument as code, and the letters of the options before it.
const INTERPRETERS: [(&str, &str); 15] = [
    ("sh", "c"),
    ("bash", "c"),
    ("dash", "c"),
    ("zsh", "c"),
    ("ksh", "c"),
    ("fish", "c"),
    ("ash", "c"),
    ("pwsh", "c"),
    ("su", "c"),
    ("python", "c"),
    ("perl", "eE"),
    ("ruby", "e"),
    ("node", "ep"),
    ("php", "r"),
    ("lua", "e"),
];

/// Long options before code.
const OF_CODE: [&str; 4] = ["--command", "--eval", "--print", "--run"];

/// Programs that pass all of their arguments to a shell.
const TO_A_SHELL: [&str; 4] = ["eval", "ssh", "tmux", "watch"];

/// Refuses words in which a name from Neon would become the program, or a part of a script: whoever may name a branch
/// could run anything.
fn names_as_code(words: &[Word]) -> Option<&'static str> {
    let has_variable = |word: &Word| word.variables().next().is_some();
    if words.first().is_some_and(has_variable) {
        return Some("the program of a command cannot be a variable");
    }
    let mut letters = String::new();
    let (mut is_shell, mut is_next) = (false, false);
    for word in words {
        let written = word.written.as_str();
        let is_option = written.starts_with('-');
        let is_code = is_shell || is_next || is_option && takes_code(written, &letters);
        if is_code && has_variable(word) {
            return Some(
                "a variable in a script would be run as code; put it after the script: \
                 sh -c 'echo \"$1\"' sh {branch_name}",
            );
        }
        is_next = is_option && (is_next || takes_code(written, &letters));
        let name = written.rsplit('/').next().unwrap_or_default();
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let known = INTERPRETERS.iter().find(|(known, _)| *known == name);
        letters.extend(known.map(|(_, letters)| *letters));
        is_shell |= TO_A_SHELL.contains(&name);
    }
    None
}

/// Whether code follows an option: one of these letters, maybe with others, or a long one.
fn takes_code(option: &str, letters: &str) -> bool {
    if letters.is_empty() {
        return false;
    }
    let is_long = OF_CODE.iter().any(|long| option.starts_with(long));
    let short = option
        .strip_prefix('-')
        .filter(|rest| !rest.starts_with('-'));
    is_long || short.is_some_and(|short| short.contains(|letter| letters.contains(letter)))
}

/// Binds the keys of the commands, after all other keys. A command whose key is taken has none; what loses its key to a
/// command is a warning.
pub fn bind(commands: &mut [OwnCommand], keymap: &mut Keymap, table: &DeTable<'_>) -> Found {
    let entries = table.get("commands").map(|value| value.get_ref());
    let entries: Vec<_> = match entries {
        Some(DeValue::Array(entries)) => entries.iter().collect(),
        _ => Vec::new(),
    };
    let place = |name: &str| {
        let field = |at: usize, field: &str| match entries.get(at)?.get_ref() {
            DeValue::Table(entry) => entry.get(field),
            _ => None,
        };
        let is_it = |at: &usize| {
            field(*at, "name").is_some_and(|value| value.get_ref().as_str() == Some(name))
        };
        let at = (0..entries.len()).find(is_it)?;
        field(at, "key").map(|value| value.span())
    };
    let mut found = Found::default();
    for command in commands {
        let Some(chord) = command.key.clone() else {
            continue;
        };
        let about = |text: String| Mistake {
            at: place(&command.name),
            text,
            hides: Protections::NONE,
        };
        match keymap.add_command(chord.clone(), &command.name) {
            Ok(taken) => found
                .warnings
                .extend(taken.map(|taken| about(taken.to_string()))),
            Err(by) => {
                found.mistakes.push(about(format!(
                    "key \"{chord}\" is used twice ({by}, {}). The command has no key",
                    command.name
                )));
                command.key = None;
            }
        }
    }
    found
}

/// What an editor is told about the commands.
pub fn schema() -> Value {
    let kind = || json!({"enum": RowKind::NAMES.map(|(name, _)| name)});
    let fields = FIELDS.map(|(name, help)| {
        let form = match name {
            "run" => json!({"anyOf": [
                text(),
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]}),
            "on" => json!({"anyOf": [kind(), {"type": "array", "items": kind(), "minItems": 1}]}),
            "output" => json!({
                "enum": OutputTo::NAMES.map(|(name, _)| name),
                "default": OutputTo::default().name(),
            }),
            "confirm" => json!({
                "enum": Asking::NAMES.map(|(name, _)| name),
                "default": Asking::default().name(),
            }),
            "changes" | "wakes" => json!({"type": "boolean", "default": true}),
            _ => text(),
        };
        (name.to_owned(), described(help, form))
    });
    json!({"type": "array", "items": {
        "type": "object",
        "properties": Map::from_iter(fields),
        "required": ["name", "run"],
        "additionalProperties": false,
    }})
}

/// Writes a command in the form in which it is read.
pub fn print(text: &mut String, command: &OwnCommand) {
    let list = |words: Vec<&str>| {
        let words: Vec<String> = words.into_iter().map(quoted).collect();
        format!("[{}]", words.join(", "))
    };
    let run = command.run.iter().map(|word| word.written.as_str());
    let key = command.key.as_ref().map(|key| quoted(&key.to_string()));
    let on: Vec<&str> = command.on.iter().map(|kind| kind.name()).collect();
    let on = (!on.is_empty()).then(|| list(on));
    text.push_str("\n[[commands]]\n");
    for (name, value) in [
        ("name", Some(quoted(&command.name))),
        ("run", Some(list(run.collect()))),
        ("key", key),
        ("on", on),
        ("output", Some(quoted(command.output.name()))),
        ("confirm", Some(quoted(command.confirm.name()))),
        ("changes", Some(command.changes.to_string())),
        ("wakes", Some(command.wakes.to_string())),
    ] {
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name} = {value}");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{config::File, neon::policy::Protections, ui::Action};

    #[test]
    fn commands_are_printed_as_they_are_read() {
        let text = "[[commands]]\nname = \"cli\"\nrun = [\"pgcli\", \"-h\", \"{host}\", \"a b\"]\n\
            key = \"F8\"\non = [\"branch\", \"compute\"]\noutput = \"popup\"\nconfirm = \"type\"\nchanges = false\nwakes = true\n";
        let (file, problems) = File::parse(text);
        assert_eq!(problems, []);
        let printed = file.print();
        assert!(printed.contains(text), "{printed}");
        assert_eq!(File::parse(&printed).1, []);
        // Without a word about it, it may do anything.
        let (file, problems) = File::parse(
            "[[commands]]\nname = \"cli\"\nrun = \"a 'b c' {project}\"\non = \"role\"\n",
        );
        assert_eq!(problems, []);
        let command = &file.commands[0];
        assert!(command.changes && command.wakes);
        let words: Vec<&str> = command.run.iter().map(|word| &*word.written).collect();
        assert_eq!(words, ["a", "b c", "{project}"]);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let ignored = "The command is ignored";
        for (lines, said) in [
            (
                "run = \"a\"",
                format!("1: a command needs a name. {ignored}"),
            ),
            (
                "name = \"a\"",
                format!("1: a command needs a run. {ignored}"),
            ),
            (
                "name = \"a\"\nrun = \"'a\"",
                format!(
                    "3: the run of a command must be a command, such as \"pgcli -h {{host}}\", or a list of its \
                     words. {ignored}"
                ),
            ),
            (
                "name = \"a\"\nrun = \"a {hots}\"",
                format!("3: there is no variable {{hots}}, did you mean \"host\"? {ignored}"),
            ),
            (
                "name = \"a\"\nrun = \"{host} a\"",
                format!("3: the program of a command cannot be a variable. {ignored}"),
            ),
            (
                "name = \"a\"\nrun = \"env bash -lc 'echo {branch_name}'\"",
                format!(
                    "3: a variable in a script would be run as code; put it after the script: sh -c 'echo \"$1\"' \
                     sh {{branch_name}}. {ignored}"
                ),
            ),
            (
                "name = \"a\"\nrun = \"a\"\non = [\"branches\"]",
                format!("4: there is no on \"branches\", did you mean \"branch\"? {ignored}"),
            ),
            (
                "name = \"a\"\nrun = \"a\"\nconfirm = \"asks\"",
                format!("4: there is no confirm \"asks\", did you mean \"ask\"? {ignored}"),
            ),
            (
                "name = \"a\"\nrun = \"a\"\nchanges = \"no\"",
                format!("4: the changes of a command must be true or false. {ignored}"),
            ),
            (
                "name = \"a\"\nrun = \"a\"\nkey = \"Enter\"",
                "4: key \"Enter\" is used twice (Open, a). The command has no key".to_owned(),
            ),
            (
                "name = \"a\"\nrun = \"a\"\nkey = \"F8\"\n[[commands]]\nname = \"b\"\nrun = \"b\"\nkey = \"F8 a\"",
                "8: key \"F8 a\" is used twice (a, b). The command has no key".to_owned(),
            ),
        ] {
            let (_, problems) = File::parse(&format!("[[commands]]\n{lines}\n"));
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            assert_eq!(problems, [format!("config.toml line {said}")]);
        }
        let (_, problems) = File::parse("[[commands]]\nproject = \"*\"\nread_only = true\n");
        assert_eq!(problems[0].hides, Protections::ALL);
    }

    #[test]
    fn a_key_is_checked_against_those_that_the_user_has_set() {
        let command = "[[commands]]\nname = \"a\"\nrun = \"a\"\nkey = \"f\"\n";
        let own = format!("{command}[keys]\nZoom = \"f\"\n");
        assert_eq!(File::parse(&own).1.len(), 1);
        let freed = format!("{command}[keys]\nZoom = \"F9\"\n");
        assert_eq!(File::parse(&freed).1, []);
        // It is taken from what has it only by default.
        let (file, problems) = File::parse(command);
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "config.toml line 4: key \"f\" is a now, no longer Zoom: give Zoom another one, or none with Zoom = []"
            ]
        );
        assert!(problems[0].is_warning);
        assert_eq!(file.keymap.name(Action::Zoom), "");
        assert_eq!(file.commands[0].key, "f".parse().ok());
        // Who gives it up says so.
        let given_up = format!("{command}[keys]\nZoom = []\n");
        assert_eq!(File::parse(&given_up).1, []);
        // What comes after the script is data.
        let safe = "[[commands]]\nname = \"a\"\nrun = [\"sh\", \"-c\", \"echo $1\", \"sh\", \"{branch_name}\"]\n";
        assert_eq!(File::parse(safe).1, []);
    }

    #[test]
    fn a_name_from_neon_is_never_code() {
        let is_refused = |run: &str| {
            let text = format!("[[commands]]\nname = \"a\"\nrun = \"\"\"{run}\"\"\"\n");
            let (_, problems) = File::parse(&text);
            problems
                .iter()
                .any(|one| one.to_string().contains("run as code"))
        };
        for run in [
            "sh -c 'echo {branch_name}'",
            "/bin/sh -ec 'echo {branch_name}'",
            "sh -c -- '{branch_name}'",
            "bash -c -e '{branch_name}'",
            "env bash -lc '{branch_name}'",
            "sudo -u node sh -c '{branch_name}'",
            "perl -Mfeature=say -e '{branch_name}'",
            "perl -e 1 -e '{branch_name}'",
            "perl -E '{branch_name}'",
            "ruby -rset -e '{branch_name}'",
            "node -p '{branch_name}'",
            "fish --command '{branch_name}'",
            "fish --command={branch_name}",
            "python3.12 -c '{branch_name}'",
            "ssh host 'echo {branch_name}'",
            "watch echo {branch_name}",
            "tmux new-window 'echo {branch_name}'",
        ] {
            assert!(is_refused(run), "{run}");
        }
        for run in [
            "sh -c 'echo $1' sh {branch_name}",
            "perl -e 'print @ARGV' {branch_name}",
            "python3 script.py --branch {branch_name}",
            "psql -h {host}",
            "echo -c {branch_name}",
        ] {
            assert!(!is_refused(run), "{run}");
        }
    }
}
