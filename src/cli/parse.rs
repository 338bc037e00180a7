//! Reads the command line, and says in a sentence what is wrong with it.

use super::Cli;
use crate::connect::connection;
use clap::{
    Arg, CommandFactory, FromArgMatches,
    error::{ContextKind, ErrorKind},
    parser::ValueSource,
};
use std::ffi::OsString;

/// The command line was not understood, or what it asks for cannot be: a sentence with the fix.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// What the command line comes to.
#[derive(Debug)]
pub enum Parsed {
    /// Something to do.
    Do(Box<Cli>),
    /// A text to print: help or version.
    Print(String),
}

/// Reads the command line.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Parsed, Usage> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match read(arguments.iter().cloned()) {
        Ok(cli) => Ok(Parsed::Do(Box::new(cli))),
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ) =>
        {
            Ok(Parsed::Print(error.to_string()))
        }
        // clap quotes what it does not understand.
        Err(error) if quotes_secret(&error.to_string(), &arguments) => Err(Usage(
            "The arguments cannot be understood, and one may contain a password or a key: put connection strings in quotes, \
             or see lazyneon --help."
                .to_owned(),
        )),
        // So does it one that is too many, which may be the rest of what nobody has put in quotes.
        Err(error) if is_left_over(&error) => Err(Usage(
            "There are too many arguments: put a PLACE with spaces in quotes, or see lazyneon --help.".to_owned(),
        )),
        Err(error) => Err(Usage(sentence(&error.to_string()))),
    }
}

/// Reads the words. What is for the dashboard does not go with a command; clap's own rule for that would also refuse
/// `--config FILE config check`.
fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let mut command = Cli::command();
    let matches = command.try_get_matches_from_mut(arguments)?;
    let args = |argument: &&Arg| {
        let source = matches.value_source(argument.get_id().as_str());
        source == Some(ValueSource::CommandLine)
    };
    if let Some(name) = matches.subcommand_name() {
        let fits = |argument: &Arg| name == "config" && argument.get_id() == "config";
        let stray = command.get_arguments().find(|one| args(one) && !fits(one));
        let takes = |stray: &Arg| {
            let command = command.find_subcommand(name);
            command.is_some_and(|command| {
                command
                    .get_arguments()
                    .any(|one| one.get_id() == stray.get_id())
            })
        };
        let why = |stray: &Arg| match takes(stray) {
            true => format!("{stray} belongs behind {name}"),
            false => format!("{stray} does not go with {name}"),
        };
        if let Some(why) = stray.map(why) {
            return Err(command.error(ErrorKind::ArgumentConflict, why));
        }
    }
    Cli::from_arg_matches(&matches)
}

/// Whether a report is about a word that stands where none is expected.
fn is_left_over(error: &clap::Error) -> bool {
    let word = error.get(ContextKind::InvalidArg);
    let is_option = word.is_some_and(|word| word.to_string().starts_with('-'));
    match error.kind() {
        ErrorKind::UnknownArgument => !is_option,
        ErrorKind::InvalidSubcommand => true,
        _ => false,
    }
}

/// Whether a report quotes an argument that may hold a secret.
fn quotes_secret(report: &str, arguments: &[OsString]) -> bool {
    arguments.iter().skip(1).any(|argument| {
        let argument = argument.to_string_lossy();
        let value = argument.split_once('=').map_or("", |(_, value)| value);
        let quoted = |text: &str| !text.is_empty() && report.contains(text);
        let is_option = argument.starts_with('-');
        let text = if is_option { value } else { &argument };
        (quoted(&argument) || quoted(value))
            && (connection::may_hold_secret(&argument) || !connection::is_name(text))
    })
}

/// One sentence of clap's report: what is wrong, its tip, and where to look.
fn sentence(report: &str) -> String {
    let mut lines = report
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let what = lines
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ")
        .trim_end_matches(':');
    // Values of a list follow on lines of their own.
    let rest: Vec<_> = lines
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"))
        .collect();
    let tip = rest.iter().find_map(|line| line.strip_prefix("tip: "));
    let listed = rest
        .iter()
        .filter(|line| !line.starts_with("tip: "))
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    let listed = if listed.is_empty() {
        listed
    } else {
        format!(" {listed}")
    };
    let hint = tip.map_or_else(
        || "see lazyneon --help".to_owned(),
        |tip| format!("{tip}, or see lazyneon --help"),
    );
    format!("{what}{listed}: {hint}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Command;
    use std::path::Path;

    fn read(arguments: &str) -> Result<Cli, String> {
        let arguments = std::iter::once("lazyneon")
            .chain(arguments.split_whitespace())
            .map(OsString::from);
        match parse(arguments) {
            Ok(Parsed::Do(cli)) => Ok(*cli),
            Ok(Parsed::Print(text)) => Err(text),
            Err(usage) => Err(usage.to_string()),
        }
    }

    #[test]
    fn a_word_too_many_is_not_repeated() {
        for arguments in ["shop hunter2", "shop main hunter2", "--demo shop hunter2"] {
            let said = read(arguments).unwrap_err();
            assert!(
                !said.contains("hunter2") && said.contains("quotes"),
                "{said}"
            );
        }
    }

    #[test]
    fn a_value_that_may_hold_a_secret_is_not_repeated() {
        for value in [
            "u/hunter2@host",
            "x=hunter2",
            "-phunter2",
            "u%3Ahunter2%40host",
        ] {
            for option in ["--theme", "--refresh", "--projects"] {
                for arguments in [format!("{option} {value}"), format!("{option}={value}")] {
                    let said = read(&arguments).unwrap_err();
                    assert!(!said.contains("hunter2"), "{arguments}: {said}");
                }
            }
        }
        assert!(read("--refresh=pink").unwrap_err().contains("pink"));
    }

    #[test]
    fn a_protection_that_is_not_understood_does_not_start() {
        for flag in [
            "--read-only=no",
            "--read-only=yes",
            "--read-only=garbage",
            "--readonly",
            "--no-wake=0",
            "--nowake",
            "--ro",
            "--dry-run",
            "--safe",
        ] {
            assert!(read(flag).is_err(), "{flag}");
        }
        assert!(read("--read-only").unwrap().dashboard.access.read_only);
    }

    #[test]
    fn the_table_of_arguments_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_place_and_a_command_are_told_apart() {
        assert_eq!(
            read("storefront").unwrap().dashboard.place.as_deref(),
            Some("storefront")
        );
        let preset = |text| match read(text).unwrap().command {
            Some(Command::Keys { preset }) => preset.map(|preset| preset.name),
            _ => panic!("{text}"),
        };
        assert_eq!(preset("keys"), None);
        assert_eq!(preset("keys --preset k9s"), Some("k9s"));
        assert!(read("keys --preset vim").is_err());
        let Some(Command::Emulate(emulate)) =
            read("emulate --port 9000 --latency-ms 50").unwrap().command
        else {
            panic!("not a command")
        };
        assert_eq!((emulate.port, emulate.latency_ms), (9000, 50));
    }

    #[test]
    fn the_configuration_is_named_before_or_behind_its_command() {
        for words in [
            "--config a.toml config check",
            "config check --config a.toml",
        ] {
            assert_eq!(
                read(words).unwrap().config_file(),
                Some(Path::new("a.toml"))
            );
        }
        for (words, said) in [
            ("--demo keys", "--demo does not go with keys"),
            (
                "--config a.toml keys",
                "--config <FILE> does not go with keys",
            ),
            ("storefront config print", "[PLACE] does not go with config"),
        ] {
            let why = read(words).unwrap_err();
            assert!(why.starts_with(said), "{why}");
        }
    }

    #[test]
    fn mistakes_are_one_sentence_with_a_way_out() {
        let cases = [
            (
                "--dmeo",
                "unexpected argument '--dmeo' found: a similar argument exists: '--demo', or see lazyneon --help.",
            ),
            (
                "--refresh soon",
                "invalid value 'soon' for '--refresh <SECONDS>': invalid digit found in string: see lazyneon --help.",
            ),
            (
                "--projects 3",
                "the following required arguments were not provided --demo: see lazyneon --help.",
            ),
            (
                "--demo --api-key napi_x",
                "the argument '--demo' cannot be used with '--api-key <KEY>': see lazyneon --help.",
            ),
        ];
        for (arguments, said) in cases {
            assert_eq!(read(arguments).unwrap_err(), said);
        }
    }

    #[test]
    fn a_key_is_never_shown() {
        for words in [
            "--api-key napi_secret",
            "emulate --postgres postgres://me:napi_secret@127.0.0.1",
        ] {
            let cli = read(words).unwrap();
            assert!(!format!("{cli:?}").contains("napi_secret"));
        }
        assert!(
            !read("--api-key napi_secret --nonsense")
                .unwrap_err()
                .contains("napi_secret")
        );
    }

    #[test]
    fn help_and_version_are_printed() {
        assert!(read("--help").unwrap_err().contains("NEON_API_KEY"));
        assert!(
            read("--version")
                .unwrap_err()
                .contains(env!("CARGO_PKG_VERSION"))
        );
    }
}
