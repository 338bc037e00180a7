//! The lines of the official CLI that do what requests do.
//!
//! `neon_cli.json` says which commands and options the CLI has; `neon_cli.py` beside it reads them from its help.
//! Each request of `neon_cli_lines.json` was compared with what the CLI itself sends when it runs the line.

use std::{collections::BTreeMap, process::Command};

use lazyneon::api::{
    Operation, Request,
    neon_cli::{NoLine, commands, line},
};
use serde::Deserialize;
use serde_json::{Value, json};

const BASE: &str = "https://console.neon.tech/api/v2";
const BRANCH: &str = "/projects/p/branches/br-long-feather-adpbgzlx";

#[derive(Deserialize)]
struct Case {
    operation: String,
    target: String,
    body: Option<Value>,
    line: String,
}

#[derive(Deserialize)]
struct CliCommand {
    places: Vec<String>,
    options: BTreeMap<String, CliOption>,
}

#[derive(Deserialize)]
struct CliOption {
    r#type: String,
    #[serde(default)]
    choices: Vec<Value>,
    #[serde(default)]
    required: bool,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../fixtures/neon_cli_lines.json")).unwrap()
}

fn cli() -> BTreeMap<String, CliCommand> {
    serde_json::from_str(include_str!("../fixtures/neon_cli.json")).unwrap()
}

fn line_of(case: &Case) -> Result<String, NoLine> {
    let operation = Operation::by_id(&case.operation).unwrap();
    line(BASE, operation, &case.target, case.body.as_ref())
}

/// The words that a shell would make of a line.
fn words(line: &str) -> Vec<String> {
    let script = format!("neon() {{ printf '%s\\0' \"$@\"; }}\n{line}\n");
    let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{line}\n{output:?}"
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

#[test]
fn each_request_has_the_line_that_sends_it() {
    for case in cases() {
        let line = line_of(&case);
        assert_eq!(
            line.as_deref(),
            Ok(case.line.as_str()),
            "{} {:?}",
            case.target,
            case.body
        );
    }
}

#[test]
fn each_command_of_the_table_has_its_example() {
    let count = |all: &mut dyn Iterator<Item = (Operation, String)>| {
        let mut counts: BTreeMap<(Operation, String), usize> = BTreeMap::new();
        all.for_each(|one| *counts.entry(one).or_default() += 1);
        counts
    };
    let rows = count(&mut commands().map(|(operation, command)| (operation, command.to_owned())));
    for ((operation, command), rows) in rows {
        let examples = cases().into_iter().filter(|case| {
            let line = format!("{} ", case.line);
            case.operation == operation.spec().id && line.starts_with(&format!("neon {command} "))
        });
        assert!(examples.count() >= rows, "{operation} {command}");
    }
}

#[test]
fn the_cli_has_the_commands_and_options_of_each_line() {
    let cli = cli();
    for case in cases() {
        let words = words(&case.line);
        let is_name = |(name, _): &(&String, &CliCommand)| {
            let mut parts = name.split(' ').zip(&words);
            parts.all(|(part, word)| part == word) && name.split(' ').count() <= words.len()
        };
        let (name, command) = cli
            .iter()
            .find(is_name)
            .unwrap_or_else(|| panic!("{}", case.line));
        let mut rest = words.iter().skip(name.split(' ').count()).peekable();
        let mut given = Vec::new();
        let mut places = 0;
        while let Some(word) = rest.next() {
            let (option, value) = word.split_once('=').unwrap_or((word, ""));
            if !option.starts_with("--") {
                places += 1;
                continue;
            }
            let positive = option.replacen("--no-", "--", 1);
            let known = command
                .options
                .get(option)
                .or_else(|| command.options.get(&positive));
            let known = known.unwrap_or_else(|| panic!("{option} of {}", case.line));
            given.push(option.to_owned());
            // The help does not say of every option that it stands alone.
            let stands_alone = known.r#type == "boolean" || option.starts_with("--block-");
            let value = match (value, stands_alone) {
                ("", false) => rest.next().unwrap(),
                (value, _) => value,
            };
            let is_choice = known.choices.iter().any(|choice| {
                choice == value
                    || choice
                        .as_u64()
                        .is_some_and(|number| value.parse() == Ok(number))
            });
            assert!(
                known.choices.is_empty() || is_choice,
                "{word} of {}",
                case.line
            );
        }
        let many = command.places.iter().any(|place| place.contains("..."));
        let least = command
            .places
            .iter()
            .filter(|place| place.starts_with('<'))
            .count();
        let right = places >= least && (many || places <= command.places.len());
        assert!(
            right,
            "{} words beside the options of {}",
            places, case.line
        );
        for (option, _) in command.options.iter().filter(|(_, option)| option.required) {
            assert!(given.contains(option), "{} lacks {option}", case.line);
        }
    }
}

/// Why there is no line for a request to a branch, or something on it.
fn why_not(id: &str, rest: &str, body: Value) -> String {
    let operation = Operation::by_id(id).unwrap();
    let target = match rest.starts_with("/projects") {
        true => rest.to_owned(),
        false => format!("{BRANCH}{rest}"),
    };
    let body = Some(&body).filter(|body| !body.is_null());
    match line(BASE, operation, &target, body) {
        Err(why) => why.to_string(),
        Ok(line) => panic!("{line}"),
    }
}

#[test]
fn there_is_no_line_that_would_do_less_or_something_else() {
    let no_option = |field| format!("the CLI has no option for {field} here");
    let needs = |field| format!("the CLI needs {field} for it");
    let misread = |field| format!("the CLI would misread this {field}");
    let branch = json!({ "name": "a", "parent_id": "br-long-feather-adpbgzlx" });
    for (id, rest, body, why) in [
        (
            "countProjectBranches",
            "/projects/p/branches/count",
            Value::Null,
            "the CLI has no command for it".to_owned(),
        ),
        (
            "updateProjectBranch",
            "",
            json!({ "branch": { "protected": true } }),
            no_option("protected"),
        ),
        (
            "updateProjectBranch",
            "",
            json!({ "branch": { "name": "a", "expires_at": null } }),
            no_option("name"),
        ),
        (
            "deleteProjectBranch",
            "?hard_delete=true",
            Value::Null,
            no_option("hard_delete"),
        ),
        (
            "listProjects",
            "/projects?limit=100&org_id=o&cursor=x",
            Value::Null,
            no_option("cursor"),
        ),
        // The CLI would take the organization of its context file.
        (
            "createProject",
            "/projects",
            json!({ "project": { "name": "a" } }),
            needs("org_id"),
        ),
        // The CLI always sets both.
        (
            "createProjectBranch",
            "/projects/p/branches",
            json!({ "branch": branch, "endpoints": [{ "type": "read_write", "autoscaling_limit_min_cu": 1 }] }),
            needs("autoscaling_limit_max_cu"),
        ),
        (
            "createProjectBranch",
            "/projects/p/branches",
            json!({ "branch": branch, "endpoints": [{ "type": "read_write", "pooler_enabled": true }] }),
            no_option("pooler_enabled"),
        ),
        // It would look up a branch of this name, number or option.
        (
            "getProjectBranch",
            "/projects/p/branches/main",
            Value::Null,
            misread("branch_id"),
        ),
        (
            "deleteProjectBranchDatabase",
            "/databases/007",
            Value::Null,
            misread("database_name"),
        ),
        (
            "deleteProjectBranchRole",
            "/roles/-x",
            Value::Null,
            misread("role_name"),
        ),
        (
            "updateProject",
            "/projects/p",
            json!({ "project": { "name": "" } }),
            misread("name"),
        ),
        (
            "updateProject",
            "/projects/p",
            json!({ "project": { "settings": { "enable_logical_replication": false } } }),
            misread("enable_logical_replication"),
        ),
        (
            "updateProject",
            "/projects/p",
            json!({ "project": { "settings": { "allowed_ips": { "ips": ["10.0.0.1"], "protected_branches_only": true } } } }),
            no_option("ips"),
        ),
        (
            "restoreProjectBranch",
            "/restore",
            json!({ "source_branch_id": "br-a-b-c", "source_timestamp": "2026-11-30T12:00:00.5Z" }),
            misread("source_timestamp"),
        ),
        (
            "setSnapshotSchedule",
            "/backup_schedule",
            json!({ "schedule": [{ "frequency": "daily", "minute": 5 }] }),
            misread("schedule"),
        ),
        (
            "createCredential",
            "/credentials",
            json!({ "scopes": [], "principal_type": "user" }),
            misread("scopes"),
        ),
        (
            "createCredential",
            "/credentials",
            json!({ "scopes": ["x:y"], "principal_type": "user" }),
            misread("scopes"),
        ),
        (
            "createCredential",
            "/credentials",
            json!({ "scopes": ["storage:read"], "principal_type": "app" }),
            no_option("principal_type"),
        ),
        (
            "addBranchNeonAuthOauthProvider",
            "/auth/oauth_providers",
            json!({ "id": "microsoft" }),
            misread("id"),
        ),
        (
            "deleteBranchNeonAuthOauthProvider",
            "/auth/oauth_providers/microsoft",
            Value::Null,
            misread("oauth_provider_id"),
        ),
        (
            "updateProjectBranchDataAPI",
            "/data-api/shop",
            json!({ "settings": {} }),
            no_option("settings"),
        ),
        (
            "updateProjectBranchDataAPI",
            "/data-api/shop",
            json!({ "settings": { "db_schemas": ["a,b"] } }),
            misread("db_schemas"),
        ),
        // It would keep the old prefix.
        (
            "updateProjectBranchTrigger",
            "/triggers/t",
            json!({ "type": "storage_object_created", "storage_object_created": { "bucket_name": "a" } }),
            needs("prefix"),
        ),
    ] {
        assert_eq!(why_not(id, rest, body.clone()), why, "{id} {rest} {body}");
    }
}

#[test]
fn nothing_can_leave_its_quotes_and_another_host_is_named() {
    for name in [
        "it's",
        "$HOME `id` $(id) \\ \" ! *",
        "a\nb\tc",
        "ü🦀",
        "-x",
        "--name",
        "a=b",
    ] {
        let request = Request::create_database(
            &"p".into(),
            &"br-long-feather-adpbgzlx".into(),
            &name.into(),
            &"owner".into(),
        );
        let line = request.commands("http://127.0.0.1:1/api/v2/").neon.unwrap();
        let words = words(&line);
        let joined = format!("--name={name}");
        let at = words
            .iter()
            .position(|word| word == "--name" || *word == joined)
            .unwrap();
        assert!(words[at] == joined || words[at + 1] == name, "{line}");
        assert!(
            line.ends_with(" --api-host http://127.0.0.1:1/api/v2"),
            "{line}"
        );
    }
}

#[test]
fn secrets_are_variables_of_the_shell() {
    let body = json!({ "branch": { "name": "********" } });
    let operation = Operation::by_id("updateProjectBranch").unwrap();
    assert!(line(BASE, operation, BRANCH, Some(&body)).is_err());
    let lines = cases()
        .into_iter()
        .map(|case| case.line)
        .collect::<Vec<_>>();
    assert!(lines.iter().all(|line| !line.contains("***")));
    let secret = "--oauth-client-secret \"$CLIENT_SECRET\"";
    assert!(lines.iter().any(|line| line.contains(secret)));
}
