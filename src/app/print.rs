//! The commands that print something and exit: keys, configuration, completions, manual page.

use crate::{
    cli::{Config, texts},
    config::{self, File},
    ui::{
        ACTIONS, Keymap, Scope,
        action::{ActionSpec, Place, in_scope},
        key_presets::KeyPreset,
    },
};
use anyhow::Context;
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Writes to standard output. A reader that has stopped reading, such as `head`, is not an error.
pub fn write(text: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text).and_then(|()| stdout.flush());
    written.or_else(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    })
}

/// Why it could not be written to.
pub fn sentence(error: &io::Error) -> String {
    format!("standard output could not be written: {}.", error.kind())
}

/// Prints a text; returns the exit status.
fn print(text: &[u8]) -> u8 {
    match write(text) {
        Ok(()) => 0,
        Err(error) => {
            // Standard error may be gone; there is nobody left to tell.
            let _ = writeln!(io::stderr(), "lazyneon: {}", sentence(&error));
            1
        }
    }
}

/// Prints the table of keys of a preset, by scope.
pub fn keys(preset: &KeyPreset) -> u8 {
    let keymap = Keymap::of(preset);
    let row = |(spec, place): (&ActionSpec, &Place)| {
        let keys = keymap.keys_or_menu(spec, place).join("  ");
        format!("  {keys:<20} {:<20} {}\n", place.id, spec.help)
    };
    let part = |scope: Scope| {
        let rows = in_scope(scope).map(row).collect::<String>();
        format!("{}\n{rows}", scope.title())
    };
    let shared = ACTIONS.iter().filter(|spec| spec.places.len() > 1);
    let shared = shared.map(|spec| {
        let names: Vec<&str> = spec.places.iter().map(|place| place.id).collect();
        format!("  {:<20} {}\n", spec.id, names.join(" "))
    });
    let shared = format!("Names for several dialogs\n{}", shared.collect::<String>());
    let parts: Vec<String> = Scope::ALL.into_iter().map(part).chain([shared]).collect();
    print(parts.join("\n").as_bytes())
}

/// Prints the shell completion script.
pub fn completions(shell: clap_complete::Shell) -> u8 {
    print(&texts::completions(shell))
}

/// Prints the manual page.
pub fn man() -> anyhow::Result<u8> {
    let page = texts::man().context("The manual page could not be generated")?;
    Ok(print(&page))
}

/// Checks the configuration, prints it, or prints its path.
pub fn configuration(command: &Config, file: Option<PathBuf>) -> anyhow::Result<u8> {
    if matches!(command, Config::Print(print) if print.default) {
        return Ok(print(File::default().print().as_bytes()));
    }
    if matches!(command, Config::Schema) {
        return Ok(print(format!("{:#}\n", config::schema()).as_bytes()));
    }
    let named = file.is_some();
    let path = file.or_else(config::path);
    let path = path.context("There is no home directory, and so no configuration")?;
    let (file, problems) = match command {
        Config::Path(_) => return Ok(print(format!("{}\n", path.display()).as_bytes())),
        Config::Check(_) | Config::Print(_) | Config::Schema => File::read(&path, named),
    };
    let said: String = problems
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect();
    if matches!(command, Config::Print(_)) {
        // Problems are not part of the output.
        let _ = io::stderr().write_all(said.as_bytes());
        return Ok(print(file.print().as_bytes()));
    }
    print(said.as_bytes());
    if problems.iter().all(|problem| problem.is_warning) {
        let word = if !problems.is_empty() {
            "is fine otherwise"
        } else if path.exists() {
            "is fine"
        } else {
            "does not exist; the defaults apply"
        };
        return Ok(print(format!("{} {word}\n", path.display()).as_bytes()));
    }
    Ok(1)
}
