//! A story: the program, the emulator behind it, and ways to inspect both.

use crate::{contract::Contract, driver::Driver};
use jiff::Timestamp;
use lazyneon::{
    api::types::ProjectRow,
    app::{connect::ApiGateway, state_store::StateStore},
    config::{
        CredentialStore,
        credential::{Dialect, Keyring},
    },
    emulator::{Clock, Emulator, Fault, Options, serve},
    key::Key,
    neon::{Session, account::CredentialSource, policy::Rule},
    ui::{Action, Model, Startup, Target, tree::Expansion},
};
use serde_json::Value;
use std::{fs, ops::Deref, ops::DerefMut, path::Path, time::Duration};
use tempfile::NamedTempFile;

/// The project used by most stories, in the emulator's seed.
pub const STOREFRONT: &str = "hidden-river-50598307";
/// Its branch that nobody depends on, with an idle compute.
pub const DEV: &str = "br-damp-glitter-adqd4hk5";
/// The compute of that branch.
pub const DEV_COMPUTE: &str = "ep-raspy-glade-ad8e3gvy";
/// Its protected default branch.
pub const PRODUCTION: &str = "br-long-feather-adpbgzlx";
/// The compute of that branch, which is active.
pub const PRODUCTION_COMPUTE: &str = "ep-round-morning-adtpn2oc";
/// Its branch `staging`, whose compute is active and has a connected client.
pub const STAGING: &str = "br-super-wildflower-adniii9u";
/// The compute of that branch.
pub const STAGING_COMPUTE: &str = "ep-ancient-brook-ad5ea04d";

const KEY: &str = "napi_stories0000000000000000000000000000000000000000000000000000000000";

/// The seed of the demo with changes, as a file that goes with the value.
pub fn seed(edit: impl FnOnce(&mut Value)) -> NamedTempFile {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/seed.json"));
    let mut seed: Value = serde_json::from_str(&text.unwrap()).unwrap();
    edit(&mut seed);
    let file = NamedTempFile::new().unwrap();
    fs::write(file.path(), seed.to_string()).unwrap();
    file
}

/// One key in the environment, and no other source of keys.
pub fn vault() -> CredentialStore {
    CredentialStore {
        given: None,
        pasted: None,
        variable: Some(KEY.to_owned().into()),
        cli: None,
        command: None,
        saved_keys: None,
        keyring: Keyring::with("/nowhere/secret-tool", Dialect::SecretTool),
        home: String::new(),
    }
}

/// A response while the project is busy.
pub fn locked() -> Fault {
    Fault::Status {
        code: 423,
        retry_after: Some("1".to_owned()),
        body: None,
    }
}

/// A refusal with this status and message.
pub fn refusal(code: u16, message: &str) -> Fault {
    Fault::Status {
        code,
        retry_after: None,
        body: Some(format!(r#"{{"code":"","message":"{message}"}}"#)),
    }
}

/// A rule against waking a branch.
pub fn no_waking(branch: &str) -> Vec<Rule> {
    vec![Rule {
        branch: Some(branch.to_owned()),
        no_wake: true,
        line: 1,
        ..Rule::default()
    }]
}

/// The bodies of the changes that were sent.
pub fn bodies(story: &Story) -> Vec<Value> {
    let received = story.neon.requests();
    let bodies = received.iter().filter(|request| request.method != "GET");
    bodies
        .map(|request| serde_json::from_slice(request.body.as_ref()).unwrap_or_default())
        .collect()
}

/// Puts the cursor on the row with this name, in a short list.
pub fn on(story: &mut Story, name: &str) {
    story.act(Action::Top);
    for _ in 0..10 {
        let model = story.model();
        let at = model
            .browser
            .selected()
            .map(|target| model.neon.store.name(target));
        if at.as_deref() == Some(name) {
            return;
        }
        story.act(Action::Down);
    }
    panic!("no row of {name}:\n{}", story.screen());
}

/// A program and its Neon.
pub struct Story {
    driver: Driver,
    pub neon: Emulator,
}

impl Deref for Story {
    type Target = Driver;

    fn deref(&self) -> &Driver {
        &self.driver
    }
}

impl DerefMut for Story {
    fn deref_mut(&mut self) -> &mut Driver {
        &mut self.driver
    }
}

impl Story {
    /// The program with all projects of the first organization listed, and the cursor on the first of them.
    pub async fn begin() -> Self {
        let mut story = Self::with(Startup::default(), Options::default()).await;
        assert!(story.settle().await, "the first answers never came");
        story.act(Action::Down);
        story.neon.forget_requests();
        story
    }

    /// The same with many projects.
    pub async fn of_many(projects: u32) -> Self {
        let options = Options {
            projects: Some(projects),
            ..Options::default()
        };
        let mut story = Self::with(Startup::default(), options).await;
        // Whoever presses a key before there is anything does not come to rest on the organization.
        story.act(Action::Down);
        story.settle().await;
        story.act(Action::Down);
        story.neon.forget_requests();
        story
    }

    /// A program that has just been started, before the first response.
    pub async fn with(session: Startup, options: Options) -> Self {
        let now: Timestamp = "2026-11-21T14:02:13Z".parse().unwrap();
        let options = Options {
            rate_limit: false,
            ..options
        };
        Self::as_limited(session, options, now).await
    }

    /// The same, with Neon's rate limits if the options include them.
    pub async fn as_limited(session: Startup, options: Options, now: Timestamp) -> Self {
        let options = Options {
            clock: Clock::tokio(now),
            ..options
        };
        let neon = serve(options).await.unwrap();
        let session = Startup {
            session: Session {
                origin: Some(CredentialSource::Variable),
                ..session.session
            },
            ..session
        };
        Self::over(session, neon, now, vault())
    }

    /// A program with these keys; the session says which one it starts with.
    pub fn over(session: Startup, neon: Emulator, now: Timestamp, vault: CredentialStore) -> Self {
        Self::on(session, neon, now, vault, StateStore::default())
    }

    /// The same with a place on disk for the persistent state.
    pub fn on(
        session: Startup,
        neon: Emulator,
        now: Timestamp,
        vault: CredentialStore,
        store: StateStore,
    ) -> Self {
        // Stories about refreshing turn it on.
        let session = Startup {
            session: Session {
                refresh_seconds: 0,
                ..session.session
            },
            ..session
        };
        // Keys that are found belong to this Neon, unless a story says otherwise.
        let home = match vault.home.as_str() {
            "" => neon.base_url().to_owned(),
            other => other.to_owned(),
        };
        let gateway = ApiGateway {
            vault: CredentialStore { home, ..vault },
            base_url: neon.base_url().to_owned(),
            store,
            demo: Options::default(),
        };
        let driver = Driver::start(session, gateway, now, (140, 40));
        Self { driver, neon }
    }

    /// The program with the storefront project expanded and the cursor on a thing in it.
    pub async fn at(target: Target) -> Self {
        let mut story = Self::begin().await;
        story.open_storefront().await;
        story.go(&target).await;
        story.neon.forget_requests();
        story
    }

    /// Saves by an action that offers this name, under another one; returns what was written.
    pub async fn save_as(&mut self, action: Action, offered: &str, path: &Path) -> String {
        self.act(action);
        self.sees(offered);
        self.key(Key::ctrl('u'));
        self.type_text(path.to_str().unwrap());
        self.act(Action::PromptAccept);
        self.settle().await;
        self.sees("wrote ");
        fs::read_to_string(path).unwrap()
    }

    pub async fn open_storefront(&mut self) {
        self.go(&Target::Project(STOREFRONT.into())).await;
        self.act(Action::Right);
        assert!(self.settle().await, "the project never opened");
    }

    /// Moves the cursor to a thing by keys, expanding its ancestors.
    pub async fn go(&mut self, target: &Target) {
        self.act(Action::Top);
        for _ in 0..200 {
            if self.model().browser.selected() == Some(target) {
                self.elapse(Duration::from_millis(300)).await;
                return;
            }
            let before = self.model().browser.tree.cursor.at;
            let group = lazyneon::kinds::group::of(target, &self.model().neon.store);
            let is_here = self.model().browser.selected() == group.as_ref();
            let row = self.model().browser.tree.row();
            let is_closed = row.is_some_and(|row| row.expansion == Expansion::Closed);
            self.act(match group.is_some() && is_here && is_closed {
                true => Action::Right,
                false => Action::Down,
            });
            let moved = self.model().browser.tree.cursor.at != before;
            assert!(moved, "{target:?} has no row:\n{}", self.screen());
        }
        panic!("{target:?} was not reached:\n{}", self.screen());
    }

    /// Adds this many projects to the first organization that is known, `q-00001` and so on; the last one is called
    /// `zebra`.
    pub fn know_projects(&mut self, many: usize) {
        let store = &mut self.model_mut().neon.store;
        let org = store.orgs.value.keys().next().cloned().unwrap();
        let mut rows = Vec::new();
        for at in 1..=many {
            let name = match at == many {
                true => "zebra".into(),
                false => format!("q-{at:05}").into(),
            };
            rows.extend(store.keep_row(ProjectRow {
                id: format!("many-{at:05}").into(),
                name,
                org_id: Some(org.clone()),
                ..ProjectRow::default()
            }));
        }
        let list = store.lists.entry(Target::Org(org)).or_default();
        list.rows.extend(rows);
        self.model_mut().neon.store_changed();
    }

    /// The visible thing with this name, or the storefront's branch with this name.
    pub fn named(&self, name: &str) -> Target {
        let model = self.model();
        let rows = model.browser.tree.rows.iter();
        let inside = model.neon.store.inside(&STOREFRONT.into()).into_iter();
        let branches = inside.flat_map(|inside| inside.branches.value.keys());
        rows.filter_map(|row| lazyneon::ui::row_lookup::target(row.place, &model.neon.store))
            .chain(branches.map(|id| branch(id.as_str())))
            .chain(in_groups(model))
            .find(|target| model.neon.store.name(target) == name)
            .unwrap_or_else(|| panic!("nothing is called {name:?}"))
    }

    /// Asserts that the screen shows a text.
    pub fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            screen.contains(text),
            "the screen does not show {text:?}:\n{screen}"
        );
        self
    }

    /// Asserts that the screen does not show a text.
    pub fn misses(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            !screen.contains(text),
            "the screen shows {text:?}:\n{screen}"
        );
        self
    }

    /// The text of a row in the tree.
    pub fn row(&mut self, name: &str) -> String {
        let screen = self.screen();
        let width = usize::from(self.model().browser.layout().tree.unwrap().width);
        let mut rows = screen
            .lines()
            .skip(2)
            .map(|line| line.chars().take(width).collect::<String>());
        rows.find(|row| row.contains(name))
            .unwrap_or_else(|| panic!("no row says {name:?}:\n{screen}"))
    }

    /// The requests that Neon has received, as "METHOD path"; forgets them.
    pub fn requests(&mut self) -> Vec<String> {
        let received = self.neon.requests();
        self.neon.forget_requests();
        received
            .iter()
            .map(|request| format!("{} {}", request.method, request.path))
            .collect()
    }

    /// The changes that Neon has received.
    pub fn changes(&mut self) -> Vec<String> {
        self.requests()
            .into_iter()
            // A query of logs has its filters in a body.
            .filter(|request| !request.starts_with("GET ") && !request.ends_with("/logs/query"))
            .collect()
    }

    /// Quits; Neon keeps running.
    pub fn quit(self) -> Emulator {
        self.driver.save();
        self.neon
    }

    /// Ends the story and checks that requests conformed to the contract, and that no password is on the screen.
    pub fn end(mut self) {
        let screen = self.screen();
        assert!(
            !screen.contains("npg_"),
            "a password is on the screen:\n{screen}"
        );
        self.keeps_to_the_contract();
    }

    /// Asserts that the received requests conform to the contract, if it is available.
    pub fn keeps_to_the_contract(&self) {
        let Some(contract) = Contract::load() else {
            return;
        };
        let requests = self.neon.requests().into_iter();
        // These are newer than the contract.
        let newer = [
            "/reveal",
            "/rotate",
            "/triggers",
            "/custom-domains",
            "/logs/query",
            "/logs/fields",
        ];
        let is_newer = |path: &str| {
            let mut parts = newer.iter();
            let of_project = path.starts_with("/projects/") && path.contains("/members");
            of_project
                || parts.any(|part| path.ends_with(part) || path.contains(&format!("{part}/")))
        };
        // Nor is the storage, to which presigned URLs lead.
        let known = requests
            .filter(|request| !is_newer(&request.path) && !request.path.starts_with("/s3/"))
            // Its body is a form.
            .filter(|request| !request.path.ends_with("/deployments"));
        for request in known {
            let judged = contract.check_request(
                &request.method,
                &request.path,
                &request.query,
                &request.body,
            );
            judged
                .unwrap_or_else(|trouble| panic!("{} {}: {trouble}", request.method, request.path));
        }
    }
}

/// A branch of the storefront.
pub fn branch(id: &str) -> Target {
    Target::Branch(STOREFRONT.into(), id.into())
}

/// The databases, roles and computes of the storefront, whether or not their groups are open.
fn in_groups(model: &Model) -> impl Iterator<Item = Target> {
    let project = STOREFRONT;
    let inside = model.neon.store.inside(&project.into()).into_iter();
    inside.flat_map(move |inside| {
        let contents = inside.contents.iter().flat_map(move |(branch, on)| {
            let databases = on.databases.value.iter();
            let databases = databases
                .map(|one| Target::Database(project.into(), branch.clone(), one.name.clone()));
            let roles = on.roles.value.iter();
            databases.chain(
                roles.map(|one| Target::Role(project.into(), branch.clone(), one.name.clone())),
            )
        });
        let computes = inside.endpoints.value.keys();
        contents.chain(computes.map(move |id| Target::Endpoint(project.into(), id.clone())))
    })
}

/// A compute of the storefront.
pub fn compute(id: &str) -> Target {
    Target::Endpoint(STOREFRONT.into(), id.into())
}
