//! From the command line to a running program. Every mistake that can be detected before the screen opens is
//! reported in one sentence that says how to fix it, with exit status 2.

use super::{
    configuration::{self, Configuration, Overrides, limited},
    connect::ApiGateway,
    crash, drafts, emulate,
    journal::Journal,
    print,
    run::{self, Start},
    screen, script,
    start_target::{self, Whereabouts},
    state_store::StateStore,
};
use crate::{
    api::{ApiKey, check_base_url, host, types::OrgId},
    cli::{Access, Cli, Command, Dashboard, parse::Usage},
    config::{self, CredentialError, CredentialStore, File},
    emulator::{Options, ServerOptions},
    neon::{
        Session,
        account::CredentialSource,
        policy::{Policy, ProtectionSource},
    },
    ui::{Settings, Startup},
    view::theme::ColorDepth,
};
use secrecy::ExposeSecret;
use std::{
    collections::BTreeSet,
    env,
    io::{self, IsTerminal, Read},
    path::{Path, PathBuf},
};

/// Runs what the command line asks for; returns the exit status.
pub fn start(cli: Cli) -> anyhow::Result<u8> {
    let config = cli.config_file().map(Into::into);
    match cli.command {
        Some(Command::Emulate(options)) => emulate::run(options),
        Some(Command::Keys { preset }) => Ok(print::keys(preset.unwrap_or_default())),
        Some(Command::Config(options)) => print::configuration(&options, config),
        Some(Command::Completions { shell }) => Ok(print::completions(shell)),
        Some(Command::Man) => print::man(),
        Some(Command::Get(get)) => script::get(get),
        Some(Command::Awake(print)) => script::awake(print),
        Some(Command::Cost(print)) => script::cost(print),
        Some(Command::Uri(uri)) => script::uri(uri),
        Some(Command::Start(change)) => script::change(&change, &script::START),
        Some(Command::Suspend(change)) => script::change(&change, &script::SUSPEND),
        Some(Command::Open(open)) => script::open(open),
        None => dashboard(cli.dashboard),
    }
}

fn dashboard(options: Dashboard) -> anyhow::Result<u8> {
    if !screen::is_there() {
        return Err(Usage(
            "Standard output is not a terminal: lazyneon draws a dashboard and needs one. See lazyneon get --help.".into(),
        )
        .into());
    }
    let mut start = prepare(
        &options.access,
        options.place.as_deref(),
        options.project_id.as_deref(),
    )?;
    let named = options.theme.as_deref();
    if let Some(why) = named.and_then(|name| config::no_theme(name, &start.file)) {
        return Err(Usage(format!("{why} lazyneon --help lists them.")).into());
    }
    let overrides = Overrides {
        ascii: options.ascii,
        linear: options.linear,
        mouse: options.mouse,
        theme: options.theme,
        refresh_seconds: options.refresh,
    };
    let settings = &mut start.startup.settings;
    settings.theme = overrides.theme(&start.file, start.gateway.store.theme());
    overrides.apply(settings);
    start.startup.session.refresh_seconds = overrides.refresh_seconds(&start.file);
    start.notices.extend(drafts::left_behind());
    crash::install(config::state_directory());
    let color = |name| variable(name).unwrap_or_default();
    let depth = ColorDepth::of(&color("TERM"), &color("COLORTERM"));
    run::run(Start {
        startup: start.startup,
        keymap: start.file.keymap.clone(),
        configuration: Configuration::new(start.path, start.file, overrides),
        depth,
        answers: variable("TERM").is_some_and(|term| answers(&term)),
        gateway: start.gateway,
        journal: start.journal,
        mistakes: limited(start.mistakes.iter().map(ToString::to_string).collect()),
        notices: start.notices,
    })
}

/// What the dashboard and the commands for scripts start with.
pub(super) struct Prepared {
    pub startup: Startup,
    /// The path of the configuration.
    pub path: Option<PathBuf>,
    pub file: File,
    pub gateway: ApiGateway,
    pub journal: Option<Journal>,
    /// Mistakes in the configuration.
    pub mistakes: Vec<config::ConfigProblem>,
    /// What else the user should know.
    pub notices: Vec<String>,
}

/// Reads the configuration, the environment and the place to go to.
pub(super) fn prepare(
    access: &Access,
    place: Option<&str>,
    project_id: Option<&str>,
) -> anyhow::Result<Prepared> {
    let path = access.config.clone().or_else(config::path);
    let (file, mistakes) = path.as_deref().map_or_else(Default::default, |path| {
        File::read(path, access.config.is_some())
    });
    let environment = config::environment(env::vars_os());
    let gateway = gateway(access, file.key_command.clone())?;
    let origin = origin(access, &gateway)?;
    let whereabouts = start_target::find(access, place, project_id)?;
    let org = start_target::organization(access)?;
    let journal = access.log.as_deref().map(open_log).transpose()?;
    let ignored = origin == Some(CredentialSource::Variable) && variable("NEON_PROFILE").is_some();
    let mut notices = Vec::new();
    notices.extend(environment.notices.iter().cloned());
    notices.extend(whereabouts.notices.iter().cloned());
    if ignored {
        notices.push("NEON_PROFILE is not used: NEON_API_KEY is set.".to_owned());
    }
    let of_file = configuration::policy(&file, &mistakes);
    let startup = Startup {
        session: session(access, &file, &whereabouts, &gateway.base_url, origin, org),
        policy: Policy {
            read_only: sources(access.read_only, environment.read_only, of_file.read_only),
            no_wake: sources(access.no_wake, environment.no_wake, of_file.no_wake),
            ..of_file
        },
        settings: Settings {
            config: path.clone(),
            ..settings(access, &file, whereabouts)
        },
    };
    Ok(Prepared {
        startup,
        path,
        file,
        gateway,
        journal,
        mistakes,
        notices,
    })
}

fn open_log(path: &Path) -> Result<Journal, Usage> {
    let cannot = |error| format!("The log {} cannot be written: {error}.", path.display());
    Journal::open(path).map_err(|error| Usage(cannot(error)))
}

fn sources(
    flag: bool,
    environment: bool,
    of_file: BTreeSet<ProtectionSource>,
) -> BTreeSet<ProtectionSource> {
    let set = [
        (flag, ProtectionSource::Flag),
        (environment, ProtectionSource::Environment),
    ];
    let set = set
        .into_iter()
        .filter_map(|(set, source)| set.then_some(source));
    set.chain(of_file).collect()
}

fn session(
    options: &Access,
    file: &File,
    whereabouts: &Whereabouts,
    base_url: &str,
    origin: Option<CredentialSource>,
    org: Option<OrgId>,
) -> Session {
    Session {
        base_url: if options.demo {
            String::new()
        } else {
            base_url.to_owned()
        },
        origin,
        org,
        project: whereabouts
            .destination
            .as_ref()
            .and_then(|destination| destination.project.as_deref())
            .map(Into::into),
        refresh_seconds: Overrides::default().refresh_seconds(file),
        ..Session::default()
    }
}

fn settings(options: &Access, file: &File, whereabouts: Whereabouts) -> Settings {
    Settings {
        destination: whereabouts.destination,
        context: whereabouts.context,
        context_file: options.context_file.clone(),
        ..configuration::settings(file)
    }
}

fn gateway(options: &Access, key_command: Option<String>) -> Result<ApiGateway, Usage> {
    let host = options
        .api_host
        .clone()
        .or_else(|| variable("NEON_API_HOST"))
        .unwrap_or_else(|| host::NEON.to_owned());
    let base_url = check_base_url(&host)
        .map_err(|error| Usage(error.to_string()))?
        .as_str()
        .to_owned();
    let mut vault = CredentialStore::of(variable, key_command);
    vault.given = given(options).map_err(|error| Usage(error.to_string()))?;
    Ok(ApiGateway {
        vault,
        base_url,
        store: StateStore::of_this_user(),
        demo: Options {
            projects: options.projects,
            checks: true,
            servers: options.postgres.then(ServerOptions::default),
            ..Options::default()
        },
    })
}

/// The key from the command line or standard input.
fn given(options: &Access) -> Result<Option<(CredentialSource, ApiKey)>, CredentialError> {
    let Some(flag) = &options.api_key else {
        return Ok(None);
    };
    let flag = flag.expose_secret();
    if flag == "-" {
        let text = standard_input().map_err(CredentialError::Input)?;
        return Ok(Some((CredentialSource::Input, ApiKey::parse(&text)?)));
    }
    Ok(Some((CredentialSource::Flag, ApiKey::parse(flag)?)))
}

/// The source of the key to use; `None` if the user must choose.
fn origin(options: &Access, gateway: &ApiGateway) -> Result<Option<CredentialSource>, Usage> {
    if options.demo {
        return Ok(Some(CredentialSource::Demo));
    }
    let named = variable("NEON_PROFILE");
    let last = gateway.store.last();
    gateway
        .vault
        .choose(
            options.profile.as_deref(),
            named.as_deref(),
            last,
            &gateway.base_url,
        )
        .map_err(|error| Usage(error.to_string()))
}

/// An environment variable; a blank one counts as unset.
pub fn variable(name: &str) -> Option<String> {
    let value = env::var(name).ok()?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
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

/// Whether a terminal of this type understands, or at least ignores, the question for its background color.
fn answers(term: &str) -> bool {
    !["linux", "dumb", "vt", "ansi", "cons"]
        .iter()
        .any(|other| term.starts_with(other))
}
