//! What each command of the official CLI (neon 6.2.3) is in lazyneon.

use super::code;
use lazyneon::{
    api::neon_cli,
    ui::{Action, Keymap},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// Where a command is.
enum Here {
    /// These actions do it.
    Do(&'static [Action]),
    /// What else does it, or why nothing does.
    Words(&'static str),
}

use Here::{Do, Words};

const AGENTS: Here = Words("no: it sets up programs on your machine");
const NOT_YET: Here = Words("not yet");

/// The commands and options of the CLI, by the words of the command.
const FIXTURE: &str = include_str!("../fixtures/neon_cli.json");

/// The commands in the order of the CLI's help. Those with the same answer share a row.
const COMMANDS: &[(&[&str], Here)] = &[
    (
        &[
            "auth",
            "me",
            "profile list",
            "profile create",
            "profile remove",
        ],
        Do(&[Action::Accounts]),
    ),
    (
        &["profile rotate-key", "api-keys create"],
        Do(&[Action::NewKey]),
    ),
    (&["api-keys list"], Do(&[Action::ApiKeys])),
    (&["api"], Do(&[Action::RequestLog])),
    (&["orgs list"], Do(&[Action::Home])),
    (&["projects list"], Do(&[Action::Projects])),
    (&["projects create"], Do(&[Action::NewProject])),
    (
        &["projects update"],
        Do(&[Action::EditProject, Action::ProjectSettings]),
    ),
    (&["projects recover"], Do(&[Action::Deleted])),
    (
        &[
            "projects delete",
            "branches delete",
            "databases delete",
            "roles delete",
            "snapshots delete",
            "api-keys revoke",
            "data-api delete",
            "neon-auth disable",
            "vpc endpoint remove",
            "vpc project remove",
            "buckets delete",
            "buckets object delete",
            "functions delete",
            "functions domains delete",
            "triggers delete",
            "credentials revoke",
            "neon-auth domain delete",
            "neon-auth oauth-provider delete",
            "neon-auth user delete",
        ],
        Do(&[Action::Delete]),
    ),
    (
        &[
            "projects get",
            "branches get",
            "snapshots get",
            "vpc endpoint status",
            "data-api get",
            "neon-auth status",
        ],
        Do(&[Action::Describe]),
    ),
    (
        &[
            "ip-allow list",
            "ip-allow add",
            "ip-allow remove",
            "ip-allow reset",
        ],
        Do(&[Action::ProjectSettings]),
    ),
    (
        &["vpc endpoint list", "vpc project list"],
        Do(&[Action::VpcEndpoints]),
    ),
    (
        &["vpc endpoint assign", "vpc project restrict"],
        Do(&[Action::AssignVpcEndpoint]),
    ),
    (&["neon-auth enable"], Do(&[Action::EnableNeonAuth])),
    (
        &[
            "neon-auth config email-password get",
            "neon-auth config email-password update",
            "neon-auth config email-provider get",
            "neon-auth config email-provider update",
            "neon-auth config organization get",
            "neon-auth config organization update",
            "neon-auth config webhook get",
            "neon-auth config webhook update",
            "neon-auth domain allow-localhost get",
            "neon-auth domain allow-localhost enable",
            "neon-auth domain allow-localhost disable",
            "neon-auth plugins list",
            "neon-auth plugins get",
        ],
        Do(&[Action::AuthSettings]),
    ),
    (
        &["neon-auth config email-provider test"],
        Do(&[Action::SendTestEmail]),
    ),
    (&["neon-auth domain list"], Do(&[Action::TrustedDomains])),
    (&["neon-auth domain add"], Do(&[Action::AddTrustedDomain])),
    (
        &[
            "neon-auth oauth-provider list",
            "neon-auth oauth-provider update",
        ],
        Do(&[Action::OauthProviders]),
    ),
    (
        &["neon-auth oauth-provider add"],
        Do(&[Action::AddOauthProvider]),
    ),
    (&["neon-auth user create"], Do(&[Action::NewAuthUser])),
    (
        &["neon-auth user set-role"],
        Do(&[Action::AuthUserById, Action::AuthUsers]),
    ),
    (&["credentials list"], Do(&[Action::Credentials])),
    (&["credentials create"], Do(&[Action::NewCredential])),
    (&["credentials reveal"], Do(&[Action::CopyCredential])),
    (&["credentials rotate"], Do(&[Action::RotateCredential])),
    (
        &["branches list"],
        Do(&[Action::Branches, Action::AllBranches]),
    ),
    (&["branches create"], Do(&[Action::NewBranch])),
    (&["branches reset"], Do(&[Action::ResetBranch])),
    (
        &["branches restore", "snapshots restore"],
        Do(&[Action::Restore]),
    ),
    (&["branches rename"], Do(&[Action::Rename])),
    (&["branches set-default"], Do(&[Action::SetDefault])),
    (&["branches set-expiration"], Do(&[Action::SetExpiry])),
    (
        &["branches add-compute"],
        Do(&[Action::NewCompute, Action::NewReplica]),
    ),
    (
        &["branches schema-diff", "diff"],
        Do(&[Action::CompareSchema, Action::CompareWith]),
    ),
    (&["databases list"], Do(&[Action::Databases])),
    (&["databases create"], Do(&[Action::NewDatabase])),
    (&["roles list"], Do(&[Action::Roles])),
    (&["roles create"], Do(&[Action::NewRole])),
    (
        &["operations list"],
        Do(&[Action::GoToOperations, Action::FailedOperations]),
    ),
    (
        &["snapshots list"],
        Do(&[Action::Snapshots, Action::AllSnapshots]),
    ),
    (&["snapshots create"], Do(&[Action::TakeSnapshot])),
    (&["snapshots update"], Do(&[Action::EditSnapshot])),
    (&["snapshots finalize"], Do(&[Action::FinalizeRestore])),
    (
        &["snapshots schedule get", "snapshots schedule set"],
        Do(&[Action::BackupSchedule]),
    ),
    (&["data-api create"], Do(&[Action::EnableDataApi])),
    (&["data-api update"], Do(&[Action::DataApi, Action::Edit])),
    (
        &["connection-string"],
        Do(&[Action::CopyUri, Action::Connect]),
    ),
    (&["env pull"], Do(&[Action::Connect, Action::ConnectWrite])),
    (&["psql"], Do(&[Action::OpenClient])),
    (
        &["set-context", "checkout", "link"],
        Do(&[Action::CheckOut]),
    ),
    (&["open"], Do(&[Action::OpenConsole])),
    (&["git cleanup"], Do(&[Action::GonePreviews])),
    (&["claim accept"], Do(&[Action::AcceptTransfer])),
    (
        &["claim create", "claim list", "claim status", "claim delete"],
        Words("no: these projects belong to no account yet"),
    ),
    (
        &["git sync", "git install", "git uninstall", "git status"],
        Words("no: they act on a git repository"),
    ),
    (&["data-api refresh-schema"], Do(&[Action::RefreshDataApi])),
    (
        &["buckets list", "buckets object list"],
        Do(&[Action::Buckets, Action::Objects]),
    ),
    (&["buckets create"], Do(&[Action::NewBucket])),
    (&["buckets object get"], Do(&[Action::DownloadObject])),
    (&["buckets object put"], Do(&[Action::UploadObject])),
    (
        &["functions list", "functions get"],
        Do(&[Action::Functions]),
    ),
    (
        &["functions deploy"],
        Do(&[Action::DeployFunction, Action::NewFunction]),
    ),
    (&["functions domains list"], Do(&[Action::CustomDomains])),
    (
        &["functions domains register"],
        Do(&[Action::AddCustomDomain]),
    ),
    (&["triggers list", "triggers get"], Do(&[Action::Triggers])),
    (&["triggers create"], Do(&[Action::NewTrigger])),
    (
        &["triggers update", "triggers enable", "triggers disable"],
        Do(&[Action::Edit]),
    ),
    (
        &["logs query", "logs fields", "logs field-values"],
        Do(&[Action::Logs]),
    ),
    (&["inspect db"], NOT_YET),
    (
        &[
            "init",
            "mcp",
            "plugins",
            "skills",
            "bootstrap",
            "dev",
            "ask",
            "config",
            "deploy",
            "status",
        ],
        AGENTS,
    ),
];

/// The table of the page.
pub fn table() -> String {
    let keys = Keymap::default();
    let mut text = "| `neon …` | In lazyneon |\n|---|---|\n".to_owned();
    for (commands, here) in COMMANDS {
        let commands: Vec<String> = commands.iter().map(|command| code(command)).collect();
        let here = match here {
            Words(words) => (*words).to_owned(),
            Do(actions) => actions
                .iter()
                .map(|action| way(&keys, *action))
                .collect::<Vec<_>>()
                .join(", or "),
        };
        writeln!(text, "| {} | {here} |", commands.join(", ")).unwrap();
    }
    text.trim_end().to_owned()
}

/// The commands that `Ctrl-y` writes, by their first word.
pub fn lines() -> String {
    let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, command) in neon_cli::commands() {
        // What follows are options that it always has.
        let command = command.split(" --").next().unwrap();
        let (group, rest) = command.split_once(' ').unwrap_or((command, ""));
        groups.entry(group).or_default().insert(rest);
    }
    let group = |(group, all): (&&str, &BTreeSet<&str>)| match all.iter().all(|one| one.is_empty())
    {
        true => code(group),
        false => {
            let all: Vec<&str> = all.iter().copied().collect();
            format!("{} ({})", code(group), all.join(", "))
        }
    };
    let groups: Vec<String> = groups.iter().map(group).collect();
    format!("{}.", groups.join(", "))
}

/// The commands that the CLI has and the table has not, or the other way round.
pub fn differences() -> Vec<String> {
    let cli: BTreeMap<String, serde_json::Value> = serde_json::from_str(FIXTURE).unwrap();
    let documented: Vec<&str> = COMMANDS.iter().flat_map(|(all, _)| *all).copied().collect();
    // A command stands for all below it.
    let is_below = |of: &str, one: &str| of == one || one.starts_with(&format!("{of} "));
    let missing = cli
        .keys()
        .filter(|one| !documented.iter().any(|of| is_below(of, one)))
        .map(|one| format!("{one} is not documented"));
    let unknown = documented
        .iter()
        .filter(|of| !cli.keys().any(|one| is_below(of, one)))
        .map(|of| format!("{of} is no command"));
    missing.chain(unknown).collect()
}

/// How an action is reached: by its keys, or by its name in the palette.
fn way(keys: &Keymap, action: Action) -> String {
    let spec = action.spec();
    let first = keys.keys_or_menu(spec, &spec.places[0]).into_iter().next();
    format!(
        "{} ({})",
        first.map(|key| code(&key)).unwrap_or_default(),
        spec.label
    )
}
