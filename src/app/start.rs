//! From the command line to a running program, and every mistake that can be told before the
//! screen opens: one sentence with the fix, and exit status 2.

use super::{
    connect::Source,
    crash, emulate,
    journal::Journal,
    run::{self, Start},
    screen,
};
use crate::{
    api::{check_base_url, host},
    cli::{Cli, Command, Dashboard, Usage},
    config::{self, File, ThemeName},
    core::{ACTIONS, Session},
    emulator::Options,
    view::Theme,
};
use anyhow::Context;
use jiff::tz::TimeZone;
use secrecy::ExposeSecret;
use std::io::{self, IsTerminal, Read, Write};

/// Does what the command line asks for; gives the exit status.
pub fn start(cli: Cli) -> anyhow::Result<u8> {
    match cli.command {
        Some(Command::Emulate(options)) => emulate::run(options),
        Some(Command::Keys) => keys(&mut io::stdout().lock())
            .context("The keys could not be printed")
            .map(|()| 0),
        None => dashboard(cli.dashboard),
    }
}

fn dashboard(told: Dashboard) -> anyhow::Result<u8> {
    if !screen::is_there() {
        return Err(Usage(
            "Standard output is not a terminal: lazyneon draws a dashboard and needs one.".into(),
        )
        .into());
    }
    let (file, mistakes) = config::path().map_or_else(Default::default, |path| File::read(&path));
    let (source, base_url, credential) = source(&told)?;
    let journal = told.log.as_deref().map(|path| {
        Journal::open(path).map_err(|error| {
            Usage(format!(
                "The log {} cannot be written: {error}.",
                path.display()
            ))
        })
    });
    let theme = told
        .theme
        .or(file.theme)
        .unwrap_or_default()
        .resolve(variable);
    let demo = told.demo;
    let session = Session {
        base_url,
        credential: credential.to_owned(),
        demo,
        org: told.org_id.as_deref().map(Into::into),
        project: told.project_id.or(told.place).as_deref().map(Into::into),
        read_only: told.read_only || file.read_only,
        locked_read_only: told.read_only,
        no_wake: told.no_wake || file.no_wake,
        ascii: told.ascii || file.ascii,
        refresh_seconds: told
            .refresh
            .or(file.refresh_seconds)
            .unwrap_or(Session::default().refresh_seconds),
        zone: zone(),
        programs: config::programs(&file, variable),
        ..Session::default()
    };
    let mut notices: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    if !demo && variable("NEON_PROFILE").is_some() {
        notices.push("NEON_PROFILE is not used: there is a key.".to_owned());
    }
    crash::install(config::state_directory());
    run::run(Start {
        session,
        keymap: file.keymap,
        theme: colours(theme),
        source,
        journal: journal.transpose()?,
        notices,
    })
}

/// Where the API is, its address, and what the screen says about the key.
fn source(told: &Dashboard) -> Result<(Source, String, &'static str), Usage> {
    if told.demo {
        return Ok((
            Source::Demo(Options {
                projects: told.projects,
                ..Options::default()
            }),
            String::new(),
            "demo",
        ));
    }
    let host = told
        .api_host
        .clone()
        .or_else(|| variable("NEON_API_HOST"))
        .unwrap_or_else(|| host::NEON.to_owned());
    let base_url = check_base_url(&host)
        .map_err(|error| Usage(error.to_string()))?
        .as_str()
        .to_owned();
    let flag = told.api_key.as_ref().map(ExposeSecret::expose_secret);
    let found =
        config::find(flag, variable, standard_input).map_err(|error| Usage(error.to_string()))?;
    Ok((
        Source::Neon {
            base_url: base_url.clone(),
            key: found.key,
        },
        base_url,
        found.origin,
    ))
}

/// An environment variable; a blank one counts as not set.
fn variable(name: &str) -> Option<String> {
    let value = std::env::var(name).ok()?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The zone of this machine, from its one file: looking up its name in the database of zones, as
/// [`TimeZone::system`] does, reads hundreds of directories before the first frame.
fn zone() -> TimeZone {
    const FILE: &str = "/etc/localtime";
    let by_file = || {
        let data = std::fs::read(FILE).ok()?;
        let target = std::fs::read_link(FILE).unwrap_or_default();
        let name = target
            .to_str()
            .and_then(|path| path.split_once("zoneinfo/"));
        TimeZone::tzif(name.map_or("Local", |(_, name)| name), &data).ok()
    };
    let named = variable("TZ").is_some();
    by_file()
        .filter(|_| !named)
        .unwrap_or_else(TimeZone::system)
}

fn standard_input() -> Result<String, String> {
    if io::stdin().is_terminal() {
        return Err("is a terminal here".to_owned());
    }
    let mut text = String::new();
    io::stdin()
        .take(64 * 1024)
        .read_to_string(&mut text)
        .map_err(|error| format!("could not be read ({error})"))?;
    Ok(text)
}

fn colours(name: ThemeName) -> Theme {
    match name {
        ThemeName::Auto => Theme::auto(),
        ThemeName::Dark => Theme::dark(),
        ThemeName::Light => Theme::light(),
        ThemeName::Mono => Theme::mono(),
    }
}

/// Prints the table of keys.
fn keys(out: &mut impl Write) -> io::Result<()> {
    for spec in ACTIONS {
        writeln!(
            out,
            "{:<10} {:<22} {:<22} {}",
            format!("{:?}", spec.scope),
            spec.keys.join(", "),
            spec.id,
            spec.help
        )?;
    }
    Ok(())
}
