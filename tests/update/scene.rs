//! A model that knows a small account, and the means to send it messages.

use jiff::Timestamp;
use lazyneon::{
    api::{Answer, ApiError, Exchange, LogEntry, Method, Operation},
    key::Key,
    neon::{Session, Slot, Task, account::CredentialSource},
    ui::{Action, Effect, Keymap, Model, Msg, Startup, Target, perform_action, update},
};
use serde_json::{Value, json};
use std::sync::Arc;

pub const PROJECT: &str = "plain-frost-10482296";
pub const MAIN: &str = "br-main";

pub struct Scene {
    pub model: Model,
    pub effects: Vec<Effect>,
}

impl Scene {
    /// Two projects in one organization; the first is expanded, with three branches and a compute each.
    pub fn new() -> Self {
        let now: Timestamp = "2026-11-21T14:02:13Z".parse().unwrap();
        let mut scene = Self::empty(now);
        scene.tell(Msg::Start);
        let org = Slot::List(Target::Org("".into()));
        let pages = json!({"projects": [project(PROJECT, "storefront"), project("odd-sun-1", "billing")], "pagination": {}});
        scene.answer(org, Operation::ListProjects, &pages);
        scene.answer(
            Slot::Orgs,
            Operation::ListOrganizations,
            &json!({"organizations": [{"id": "org-acme", "name": "Acme Labs"}]}),
        );
        scene.act(Action::Down);
        scene.act(Action::Right);
        scene.branches(&["main", "dev", "staging"]);
        scene.endpoints(&[("main", "active"), ("dev", "active"), ("staging", "idle")]);
        let databases = json!({"databases": [{"id": 1, "branch_id": MAIN, "name": "neondb", "owner_name": "neondb_owner"}]});
        scene.answer(
            Slot::Databases(PROJECT.into(), MAIN.into()),
            Operation::ListDatabases,
            &databases,
        );
        scene.answer(
            Slot::Roles(PROJECT.into(), MAIN.into()),
            Operation::ListRoles,
            &json!({"roles": [{"branch_id": MAIN, "name": "neondb_owner"}]}),
        );
        scene.effects.clear();
        scene
    }

    pub fn empty(now: Timestamp) -> Self {
        let session = Startup {
            session: Session {
                origin: Some(CredentialSource::Variable),
                ..Session::default()
            },
            ..Startup::default()
        };
        let model = Model::new(session, Keymap::default(), now, (120, 40));
        Self {
            model,
            effects: Vec::new(),
        }
    }

    pub fn tell(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg);
        self.effects.extend(effects);
    }

    /// Runs an action on an up-to-date screen.
    pub fn act(&mut self, action: Action) {
        self.model.dialogs.drawn();
        let effects = perform_action(&mut self.model, action);
        self.effects.extend(effects);
    }

    /// Presses a key on an up-to-date screen.
    pub fn key(&mut self, key: Key) {
        self.model.dialogs.drawn();
        self.tell(Msg::Key(key));
    }

    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.key(key.parse().unwrap());
        }
    }

    pub fn answer(&mut self, slot: Slot, operation: Operation, body: &Value) {
        self.end(
            slot,
            operation,
            Answer::decode(operation, 200, &body.to_string()),
            None,
        );
    }

    /// A response whose text is kept, as for requests with [`lazyneon::api::Request::raw`].
    pub fn answer_raw(&mut self, slot: Slot, operation: Operation, body: &Value) {
        let answer = Answer::decode(operation, 200, &body.to_string());
        self.end(slot, operation, answer, Some(body.to_string().into()));
    }

    pub fn fail(&mut self, slot: Slot, operation: Operation, error: ApiError) {
        self.end(slot, operation, Err(error), None);
    }

    fn end(
        &mut self,
        slot: Slot,
        operation: Operation,
        answer: Result<Answer, ApiError>,
        raw: Option<Arc<str>>,
    ) {
        let log = LogEntry {
            at: self.model.neon.now,
            operation,
            method: Method::Get,
            target: String::new(),
            body: None,
            status: None,
            ms: 1,
            tries: 1,
            request_id: None,
            error: None,
            bytes: 0,
        };
        self.tell(Msg::Answered {
            slot,
            exchange: Box::new(Exchange { answer, raw, log }),
        });
    }

    pub fn branches(&mut self, names: &[&str]) {
        let branch = |name: &&str| {
            let parent = (*name != "main").then_some(MAIN);
            json!({"id": format!("br-{name}"), "project_id": PROJECT, "name": name, "parent_id": parent,
                "current_state": "ready", "default": *name == "main", "protected": false})
        };
        let body =
            json!({"branches": names.iter().map(branch).collect::<Vec<_>>(), "pagination": {}});
        self.list_branches(&body);
    }

    /// The first page of a full read of the branches.
    pub fn list_branches(&mut self, page: &Value) {
        let inside = self.model.neon.store.inside_mut(&PROJECT.into());
        inside.incoming.begin();
        self.answer(
            Slot::Branches(PROJECT.into()),
            Operation::ListBranches,
            page,
        );
    }

    pub fn endpoints(&mut self, states: &[(&str, &str)]) {
        let list: Vec<Value> = states
            .iter()
            .map(|(branch, state)| endpoint(branch, state, None))
            .collect();
        self.answer(
            Slot::Endpoints(PROJECT.into()),
            Operation::ListEndpoints,
            &json!({"endpoints": list}),
        );
    }

    /// Puts the cursor on a branch.
    pub fn select(&mut self, branch: &str) {
        let target = Target::Branch(PROJECT.into(), format!("br-{branch}").as_str().into());
        let height = self.model.browser.list_height();
        assert!(
            self.model
                .browser
                .tree
                .select(&target, &self.model.neon.store, height),
            "{branch} has no row"
        );
    }

    pub fn selected(&self) -> String {
        self.model
            .browser
            .selected()
            .map(|target| self.model.neon.store.name(target))
            .unwrap_or_default()
    }

    /// The names of the visible rows.
    pub fn rows(&self) -> Vec<String> {
        let store = &self.model.neon.store;
        let targets = self
            .model
            .browser
            .tree
            .rows
            .iter()
            .filter_map(|row| lazyneon::ui::row_lookup::target(row.place, store));
        targets.map(|target| store.name(&target)).collect()
    }

    /// The requests among the effects so far, as "METHOD target"; forgets the effects.
    pub fn requests(&mut self) -> Vec<String> {
        let effects = std::mem::take(&mut self.effects);
        let requests = effects.into_iter().filter_map(|effect| match effect {
            Effect::Task(Task::Call { request, .. }) => {
                Some(format!("{} {}", request.method(), request.target()))
            }
            _ => None,
        });
        requests.collect()
    }

    pub fn said(&self) -> String {
        let texts: Vec<&str> = self
            .model
            .neon
            .notices
            .shown()
            .iter()
            .map(|notice| notice.text.as_str())
            .collect();
        texts.join("\n")
    }
}

pub fn project(id: &str, name: &str) -> Value {
    json!({"id": id, "name": name, "region_id": "aws-us-east-2", "pg_version": 17, "org_id": "org-acme"})
}

pub fn endpoint(branch: &str, state: &str, pending: Option<&str>) -> Value {
    json!({"id": format!("ep-{branch}"), "project_id": PROJECT, "branch_id": format!("br-{branch}"), "type": "read_write",
        "host": format!("ep-{branch}.us-east-2.aws.neon.tech"), "current_state": state, "pending_state": pending,
        "autoscaling_limit_min_cu": 0.25, "autoscaling_limit_max_cu": 2, "suspend_timeout_seconds": 0, "settings": {}})
}

pub fn operation(id: &str, action: &str, status: &str) -> Value {
    json!({"id": id, "project_id": PROJECT, "action": action, "status": status, "failures_count": 0,
        "created_at": "2026-11-21T14:02:13Z", "updated_at": "2026-11-21T14:02:14Z", "total_duration_ms": 400})
}
