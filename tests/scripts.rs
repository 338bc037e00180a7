//! The commands for scripts: the real binary against the emulator, on standard output, standard error and by its exit
//! status.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use lazyneon::emulator::{self, Emulator, Fault, Options};
use serde_json::Value;
use std::process::Stdio;
use tokio::{process::Command, runtime::Runtime};

/// An emulator with the demo's data, which outlives several commands.
struct Neon {
    runtime: Runtime,
    emulator: Emulator,
    home: tempfile::TempDir,
}

/// What a command has left behind.
struct Done {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Neon {
    fn start() -> Self {
        Self::with(Options::default())
    }

    fn with(options: Options) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let emulator = runtime.block_on(emulator::serve(options)).unwrap();
        Self {
            runtime,
            emulator,
            home: tempfile::tempdir().unwrap(),
        }
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lazyneon"));
        command
            .args(arguments.split_whitespace())
            .args(["--api-host", &self.emulator.base_url()])
            .env_clear()
            .env("HOME", self.home.path())
            .env("NEON_API_KEY", "napi_any")
            .current_dir(self.home.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &str) -> Done {
        self.done(self.command(arguments))
    }

    /// The exit status of a command whose output goes elsewhere.
    fn done_without_output(&self, mut command: Command) -> i32 {
        let status = self.runtime.block_on(async { command.status().await });
        status.unwrap().code().unwrap()
    }

    /// Runs a command while the emulator answers.
    fn done(&self, mut command: Command) -> Done {
        let output = self
            .runtime
            .block_on(async { command.output().await })
            .unwrap();
        Done {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The JSON that a command prints.
    fn json(&self, arguments: &str) -> Vec<Value> {
        let done = self.run(arguments);
        assert_eq!((done.status, done.stderr.as_str()), (0, ""), "{arguments}");
        serde_json::from_str(&done.stdout).unwrap()
    }

    /// Neon's own answer.
    fn api(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.emulator.base_url());
        // Another test of this process may have done it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let text = self.runtime.block_on(async {
            let request = client.get(url).bearer_auth("napi_any");
            request.send().await.unwrap().text().await.unwrap()
        });
        serde_json::from_str(&text).unwrap()
    }
}

/// The names in a JSON list, sorted.
fn names(list: &[Value]) -> Vec<String> {
    let names = list
        .iter()
        .map(|one| one["name"].as_str().unwrap().to_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// The id of the demo's storefront.
fn storefront(neon: &Neon) -> String {
    let found = neon.json("get projects --json --filter storefront");
    assert_eq!(names(&found), ["storefront"]);
    found[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn json_is_what_neon_says_field_by_field() {
    let neon = Neon::start();
    let project = storefront(&neon);
    let branches = neon.json("get branches storefront --json");
    let default = branches.iter().find(|one| one["default"] == true).unwrap();
    let branch = default["id"].as_str().unwrap();
    let lists = [
        (
            "branches",
            format!("/projects/{project}/branches?limit=100"),
        ),
        ("computes", format!("/projects/{project}/endpoints")),
        (
            "databases",
            format!("/projects/{project}/branches/{branch}/databases"),
        ),
        (
            "roles",
            format!("/projects/{project}/branches/{branch}/roles"),
        ),
        ("snapshots", format!("/projects/{project}/snapshots")),
        (
            "operations",
            format!("/projects/{project}/operations?limit=50"),
        ),
    ];
    for (what, path) in lists {
        let printed = neon.json(&format!("get {what} storefront --json"));
        let key = if what == "computes" {
            "endpoints"
        } else {
            what
        };
        let answer = neon.api(&path);
        let theirs = answer[key].as_array().unwrap();
        assert_eq!(printed.len(), theirs.len(), "{what}");
        for one in &printed {
            let same = |other: &&Value| ["id", "name"].iter().all(|key| one[*key] == other[*key]);
            let theirs = theirs.iter().find(same).unwrap();
            for (field, value) in one.as_object().unwrap() {
                let is_empty = value == &Value::Null
                    || value == ""
                    || value == 0
                    || value == false
                    || value.as_array().is_some_and(Vec::is_empty);
                if theirs[field].is_null() {
                    assert!(is_empty, "{what}: {field} is {value}");
                    continue;
                }
                // Counters go on while a compute is awake.
                if !field.contains("_time") && !field.ends_with("_at") && field != "last_active" {
                    let is_same = match (value.as_f64(), theirs[field].as_f64()) {
                        (Some(ours), Some(theirs)) => ours == theirs,
                        _ => *value == theirs[field],
                    };
                    assert!(is_same, "{what}: {field}: {value} is not {}", theirs[field]);
                }
            }
        }
    }
}

#[test]
fn a_list_covers_all_projects_unless_a_place_is_named() {
    let neon = Neon::start();
    let all = neon.json("get projects --json");
    assert!(all.len() > 10);
    let everywhere = neon.json("get computes --json").len();
    let here = neon.json("get computes storefront --json").len();
    let branch = neon.json("get computes storefront/production --json").len();
    assert!(everywhere > here && here > branch && branch == 2);
}

#[test]
fn a_look_into_all_projects_stops_at_a_limit_and_says_so() {
    let neon = Neon::with(Options {
        projects: Some(80),
        ..Options::default()
    });
    let limited = neon.run("get computes --json --limit 20");
    assert_eq!(limited.status, 0);
    assert!(
        limited.stderr.contains("projects looked at"),
        "{}",
        limited.stderr
    );
}

#[test]
fn text_and_csv_have_a_header_and_the_rows_that_match() {
    let neon = Neon::start();
    let text = neon.run("get branches storefront --filter preview/");
    let lines: Vec<&str> = text.stdout.lines().collect();
    assert!(lines[0].starts_with("BRANCH"), "{}", text.stdout);
    assert!(lines.len() > 2 && lines[1..].iter().all(|line| line.starts_with("preview/")));
    let csv = neon.run("get branches storefront --csv --filter preview/");
    assert_eq!(csv.stdout.lines().count(), lines.len());
    assert!(csv.stdout.starts_with("branch,"), "{}", csv.stdout);
    assert!(!text.stdout.contains('\u{1b}'));
    let awake = neon.run("awake");
    assert!(awake.stdout.contains("production") && awake.stdout.contains("active"));
    let cost = neon.run("cost");
    assert!(cost.stderr.contains("~$") && cost.stdout.contains("analytics"));
}

#[test]
fn a_uri_connects_as_chosen() {
    let neon = Neon::start();
    let pooled = neon.run("uri storefront/staging/storefront").stdout;
    assert!(
        pooled.starts_with("postgresql://") && pooled.contains("-pooler."),
        "{pooled}"
    );
    assert_eq!(pooled.lines().count(), 1);
    let direct = neon
        .run("uri storefront/staging --direct --format psql")
        .stdout;
    assert!(
        direct.starts_with("psql '") && !direct.contains("-pooler."),
        "{direct}"
    );
    let role = neon
        .run("uri storefront/staging --role storefront_app --database sessions")
        .stdout;
    assert!(
        role.contains("//storefront_app:") && role.contains("/sessions?"),
        "{role}"
    );
    for (arguments, status, why) in [
        (
            "uri storefront/staging --format nothing",
            2,
            "There is no format nothing",
        ),
        (
            "uri storefront/staging --role nobody",
            3,
            "There is no role nobody",
        ),
        ("uri storefront/nothing", 3, "no branch nothing"),
        ("uri storefront/staging", 2, "name one with --database"),
        ("uri", 2, "PLACE is missing"),
    ] {
        let done = neon.run(arguments);
        assert_eq!(done.status, status, "{arguments}: {}", done.stderr);
        assert!(done.stderr.contains(why), "{arguments}: {}", done.stderr);
        assert_eq!(done.stdout, "", "{arguments}");
    }
}

#[test]
fn a_compute_is_started_and_suspended_only_with_a_yes() {
    let neon = Neon::start();
    let state = || {
        let computes = neon.json("get computes storefront/dev/maya --json");
        computes[0]["current_state"].as_str().unwrap().to_owned()
    };
    assert_eq!(state(), "idle");
    let asked = neon.run("start storefront/dev/maya");
    assert_eq!(asked.status, 4);
    assert!(asked.stderr.contains("--yes does it"), "{}", asked.stderr);
    for protection in ["--read-only", "--no-wake"] {
        let refused = neon.run(&format!("start storefront/dev/maya --yes {protection}"));
        assert_eq!(refused.status, 4, "{}", refused.stderr);
    }
    assert_eq!(state(), "idle");
    let started = neon.run("start storefront/dev/maya --yes --wait");
    assert_eq!(
        (started.status, started.stderr.as_str()),
        (0, "lazyneon: Started the compute of dev/maya.\n")
    );
    assert_eq!(state(), "active");
    let again = neon.run("start storefront/dev/maya --yes --wait");
    assert_eq!(again.status, 0);
    assert!(again.stderr.contains("already active"), "{}", again.stderr);
    let suspended = neon.run("suspend storefront/dev/maya --yes --wait");
    assert_eq!(suspended.status, 0, "{}", suspended.stderr);
    assert_eq!(state(), "idle");
}

#[test]
fn every_failure_has_its_status_and_a_sentence() {
    let neon = Neon::start();
    let gone = neon.run("get branches nothing-like-this");
    assert_eq!(gone.status, 3, "{}", gone.stderr);
    assert!(gone.stderr.contains("nothing-like-this"));
    let without = neon.run("get roles");
    assert_eq!(without.status, 2, "{}", without.stderr);
    for (arguments, why) in [
        (
            "get branches storefront --filter dataa>5gb",
            "did you mean data?",
        ),
        (
            "get branches storefront --filter data>5xb",
            "\"5xb\" is not a size",
        ),
        (
            "get operations storefront --filter speed>5",
            "no field \"speed\"",
        ),
        ("get branches storefront --filter re:(", "re:"),
    ] {
        let unreadable = neon.run(arguments);
        assert_eq!(unreadable.status, 2, "{}", unreadable.stderr);
        assert!(unreadable.stderr.contains(why), "{}", unreadable.stderr);
        assert_eq!(unreadable.stdout, "", "{arguments}");
    }
    let large = neon.run("get branches storefront --filter data>5gb");
    assert_eq!(large.status, 0, "{}", large.stderr);
    let all = neon.run("get branches storefront").stdout;
    let lines = 2..all.lines().count();
    assert!(
        lines.contains(&large.stdout.lines().count()),
        "{}",
        large.stdout
    );
    let mut no_key = neon.command("get projects");
    no_key.env_remove("NEON_API_KEY");
    let no_key = neon.done(no_key);
    assert_eq!(no_key.status, 5, "{}", no_key.stderr);
    assert!(no_key.stderr.contains("NEON_API_KEY"));
    let mut nobody = Command::new(env!("CARGO_BIN_EXE_lazyneon"));
    nobody
        .args(["get", "projects", "--api-host", "http://127.0.0.1:1/api/v2"])
        .env_clear()
        .env("HOME", neon.home.path())
        .env("NEON_API_KEY", "napi_any");
    let nobody = neon.done(nobody);
    assert_eq!(nobody.status, 1, "{}", nobody.stderr);
    for one in [gone, without, no_key, nobody] {
        assert_eq!(one.stdout, "");
        assert!(one.stderr.trim_end().ends_with('.'), "{}", one.stderr);
    }
}

#[test]
fn scripts_leave_the_dashboard_where_it_was() {
    let neon = Neon::start();
    assert_eq!(neon.run("get branches storefront").status, 0);
    let kept = neon.home.path().join(".local/state/lazyneon/state.json");
    assert!(!kept.exists());
    assert_eq!(neon.run("start storefront/dev/maya --yes --wait").status, 0);
    assert!(!kept.exists());
    let log = std::fs::read_dir(neon.home.path().join(".local/state/lazyneon")).unwrap();
    assert!(log.count() > 0, "the change is logged");
}

#[test]
fn the_defaults_are_printed_whatever_is_configured() {
    let neon = Neon::start();
    let folder = neon.home.path().join(".config/lazyneon");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "stale_days = 99\n").unwrap();
    let print = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lazyneon"));
        command.args(["config", "print"]).args(arguments);
        command.env_clear().env("HOME", neon.home.path());
        neon.done(command)
    };
    assert!(print(&[]).stdout.contains("stale_days = 99"));
    let defaults = print(&["--default"]);
    assert_eq!(defaults.status, 0);
    assert!(
        defaults.stdout.contains("stale_days = 7 "),
        "{}",
        defaults.stdout
    );
}

#[test]
fn the_schema_of_the_configuration_is_printed() {
    let neon = Neon::start();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lazyneon"));
    command.args(["config", "schema"]).env_clear();
    let printed = neon.done(command);
    assert_eq!((printed.status, printed.stderr.as_str()), (0, ""));
    let schema: Value = serde_json::from_str(&printed.stdout).unwrap();
    assert_eq!(schema["properties"]["read_only"]["type"], "boolean");
}

#[test]
fn a_list_that_cannot_be_read_is_not_an_empty_one() {
    for (path, arguments) in [
        ("/users/me/organizations", "get projects --json"),
        ("/projects?", "get projects --json"),
        ("/endpoints", "get computes storefront --json"),
        ("/databases", "get databases storefront --json"),
        ("/operations", "get operations storefront --json"),
        ("/snapshots", "get snapshots storefront --json"),
    ] {
        let neon = Neon::start();
        let forbidden = Fault::Status {
            code: 403,
            retry_after: None,
            body: None,
        };
        neon.emulator
            .faults()
            .add(Some("GET"), path, 1_000, forbidden);
        let done = neon.run(arguments);
        assert_ne!(done.status, 0, "{arguments}: {}", done.stdout);
        assert_eq!(done.stdout, "", "{arguments}");
        assert!(!done.stderr.is_empty(), "{arguments}");
    }
}

#[test]
fn a_failed_read_of_one_list_does_not_fail_the_other() {
    let neon = Neon::start();
    let forbidden = Fault::Status {
        code: 403,
        retry_after: None,
        body: None,
    };
    neon.emulator
        .faults()
        .add(Some("GET"), "/roles", 1_000, forbidden);
    assert_eq!(neon.json("get databases storefront --json").len(), 2);
    assert_ne!(neon.run("get roles storefront").status, 0);
}

#[test]
fn a_place_that_a_list_cannot_be_limited_to_is_refused() {
    let neon = Neon::start();
    for arguments in [
        "get projects storefront",
        "get branches org-bright-harbor-48215076",
        "get snapshots storefront/production",
        "get operations --all",
        "get roles --all",
    ] {
        let done = neon.run(arguments);
        assert_eq!(
            (done.status, done.stdout.as_str()),
            (2, ""),
            "{arguments}: {}",
            done.stderr
        );
    }
    let org = neon.json("get projects --json --org-id org-bright-harbor-48215076");
    assert!(!org.is_empty() && org.len() < neon.json("get projects --json").len());
}

#[test]
fn a_list_is_about_no_more_than_the_place() {
    let neon = Neon::start();
    assert_eq!(
        neon.json("get computes storefront/production/primary --json")
            .len(),
        1
    );
    let all = neon.json("get operations storefront --json");
    let here = neon.json("get operations storefront/staging --json");
    let is_here = |one: &Value| one["branch_id"] == here[0]["branch_id"];
    assert!(here.len() < all.len() && here.iter().all(is_here));
    for (arguments, status) in [
        ("start storefront --yes", 2),
        ("uri storefront/staging/storefront --database sessions", 2),
        ("get roles storefront/production/storefront", 2),
    ] {
        let done = neon.run(arguments);
        assert_eq!(
            (done.status, done.stdout.as_str()),
            (status, ""),
            "{arguments}"
        );
    }
}

#[test]
fn the_rows_of_awake_and_cost_say_what_they_are_of() {
    let neon = Neon::start();
    let awake = neon.json("awake --json");
    assert!(!awake.is_empty());
    for row in awake {
        let id = |name: &str| row[name].as_str().unwrap().to_owned();
        let path = format!("/projects/{}/endpoints/{}", id("project_id"), id("id"));
        let endpoint = neon.api(&path);
        assert_eq!(endpoint["endpoint"]["branch_id"], row["branch_id"]);
    }
    // The total is on standard error.
    let costs: Vec<Value> = serde_json::from_str(&neon.run("cost --json").stdout).unwrap();
    for row in costs {
        let project = neon.api(&format!("/projects/{}", row["id"].as_str().unwrap()));
        assert_eq!(project["project"]["name"], row["project"]);
        assert!(row.get("project_id").is_none());
    }
    let csv = neon.run("cost --csv").stdout;
    let head = csv.lines().next().unwrap();
    assert!(head.ends_with(",id"), "{head}");
}

#[test]
fn what_cannot_be_written_is_not_called_done() {
    let neon = Neon::start();
    for arguments in ["get projects", "awake --json", "cost --csv"] {
        let mut command = neon.command(arguments);
        command.stdout(std::fs::File::create("/dev/full").unwrap());
        let done = neon.done_without_output(command);
        assert_eq!(done, 1, "{arguments}");
    }
}

#[test]
fn a_start_that_fails_is_not_called_started() {
    let neon = Neon::start();
    let fails = Fault::FailOperation {
        action: "start_compute".to_owned(),
    };
    neon.emulator.faults().add(None, "", 1, fails);
    let done = neon.run("start storefront/dev/maya --yes --wait");
    assert_eq!(done.status, 1, "{}", done.stderr);
    assert!(!done.stderr.contains("Started"), "{}", done.stderr);
}

#[test]
fn a_change_is_told_however_many_were_made_before() {
    let neon = Neon::start();
    let folder = neon.home.path().join(".local/state/lazyneon");
    assert_eq!(neon.run("start storefront/dev/maya --yes --wait").status, 0);
    let file = std::fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let log = std::fs::read_to_string(&file).unwrap();
    let line = log.lines().next().unwrap();
    let entry: Value = serde_json::from_str(line).unwrap();
    let many = (0..1_200).map(|at| {
        let mut one = entry.clone();
        one["id"] = format!("old-{at}").into();
        one.to_string() + "\n"
    });
    std::fs::write(&file, many.collect::<String>()).unwrap();
    let done = neon.run("suspend storefront/dev/maya --yes --wait");
    assert_eq!(done.status, 0, "{}", done.stderr);
}
