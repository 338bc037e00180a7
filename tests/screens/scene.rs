//! A model that knows a small account only from API responses.

use super::page;
use jiff::Timestamp;
use lazyneon::{
    api::{Answer, ApiError, Exchange, LogEntry, Method, Operation},
    neon::{Session, Slot, account::CredentialSource},
    ui::{Action, Effect, Keymap, Model, Msg, Startup, Target, perform_action, update},
};
use ratatui::buffer::Buffer;
use serde_json::{Value, json};

pub const STOREFRONT: &str = "plain-frost-10482296";
pub const ORG: &str = "org-acme-labs-12345678";

pub struct Scene {
    pub model: Model,
}

impl Scene {
    /// A program that has just been started.
    pub fn starting(size: (u16, u16)) -> Self {
        let now: Timestamp = "2026-08-23T14:02:13Z".parse().unwrap();
        let session = Startup {
            session: Session {
                origin: Some(CredentialSource::Variable),
                ..Session::default()
            },
            ..Startup::default()
        };
        let mut scene = Self {
            model: Model::new(session, Keymap::default(), now, size),
        };
        scene.tell(Msg::Start);
        scene
    }

    /// Three projects in an organization; none is expanded.
    pub fn projects(size: (u16, u16)) -> Self {
        let mut scene = Self::starting(size);
        let organization = json!({"id": ORG, "name": "Acme Labs", "plan": "launch_v3",
            "managed_by": "console", "created_at": "2024-02-01T08:00:00Z"});
        let list = Slot::List(Target::Org("".into()));
        let page = json!({"projects": [
            project(STOREFRONT, "storefront", "aws-us-east-2", 17),
            project("icy-river-1", "billing", "aws-eu-central-1", 16),
            project("odd-sun-2", "在庫管理", "aws-ap-southeast-1", 18),
        ], "pagination": {}});
        scene.answer(list, Operation::ListProjects, &page);
        scene.answer(
            Slot::Orgs,
            Operation::ListOrganizations,
            &json!({"organizations": [organization]}),
        );
        scene
    }

    /// The first project is expanded, and the cursor is on its default branch.
    pub fn storefront(size: (u16, u16)) -> Self {
        let mut scene = Self::projects(size);
        scene.select(&Target::Project(STOREFRONT.into()));
        scene.act(Action::Right);
        scene.inside();
        scene.select(&Target::Branch(STOREFRONT.into(), "br-production".into()));
        scene
    }

    /// Responds to everything that was requested about the first project.
    pub fn inside(&mut self) {
        self.answer(
            Slot::Branches(STOREFRONT.into()),
            Operation::ListBranches,
            &branches(),
        );
        self.answer(
            Slot::Endpoints(STOREFRONT.into()),
            Operation::ListEndpoints,
            &endpoints(),
        );
        self.answer(
            Slot::Operations(STOREFRONT.into()),
            Operation::ListOperations,
            &operations(),
        );
        let database = |id: u32, name: &str, owner: &str| {
            json!({"id": id, "branch_id": "br-production", "name": name, "owner_name": owner,
                "created_at": "2026-03-01T09:00:00Z"})
        };
        let databases = json!({"databases": [database(1, "neondb", "neondb_owner"), database(2, "analytics", "app_ro")]});
        self.answer(
            Slot::Databases(STOREFRONT.into(), "br-production".into()),
            Operation::ListDatabases,
            &databases,
        );
        let role = |name: &str, system: bool| json!({"branch_id": "br-production", "name": name, "protected": system});
        let roles = json!({"roles": [role("neondb_owner", false), role("app_ro", false), role("neon_superuser", true)]});
        self.answer(
            Slot::Roles(STOREFRONT.into(), "br-production".into()),
            Operation::ListRoles,
            &roles,
        );
    }

    /// A branch of the first project, for changing its data.
    pub fn branch(&mut self, id: &str) -> &mut lazyneon::api::types::Branch {
        let inside = self.model.neon.store.inside_mut(&STOREFRONT.into());
        inside.branches.value.get_mut(id).unwrap()
    }

    pub fn tell(&mut self, msg: Msg) -> Vec<Effect> {
        update(&mut self.model, msg)
    }

    pub fn act(&mut self, action: Action) {
        perform_action(&mut self.model, action);
    }

    /// Presses keys, separated by blanks.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.model.dialogs.drawn();
            self.tell(Msg::Key(key.parse().unwrap()));
        }
    }

    /// Puts the cursor on a visible row.
    pub fn select(&mut self, target: &Target) {
        lazyneon::ui::selection::select(
            &mut self.model.browser,
            &mut self.model.changes,
            &mut self.model.neon,
            target,
        );
        assert_eq!(self.model.browser.selected(), Some(target));
    }

    pub fn answer(&mut self, slot: Slot, operation: Operation, body: &Value) {
        let answer = Answer::decode(operation, 200, &body.to_string());
        self.end(slot, operation, answer);
    }

    pub fn fail(&mut self, slot: Slot, operation: Operation, status: u16, message: &str) {
        let body = json!({"message": message}).to_string();
        let error = ApiError::from_answer(status, &body, Some("req-3f2a"));
        self.end(slot, operation, Err(error));
    }

    /// Fails a request with a network error.
    pub fn lose(&mut self, slot: Slot, operation: Operation) {
        let message = "connection refused".to_owned();
        self.end(slot, operation, Err(ApiError::Network { message }));
    }

    fn end(&mut self, slot: Slot, operation: Operation, answer: Result<Answer, ApiError>) {
        let spec = operation.spec();
        let log = LogEntry {
            at: self.model.neon.now,
            operation,
            method: Method::Get,
            target: spec.path.to_owned(),
            body: None,
            status: Some(answer.as_ref().map_or(503, |_| 200)),
            ms: 84,
            tries: 1,
            request_id: Some("req-3f2a".into()),
            error: answer.as_ref().err().map(ToString::to_string),
            bytes: 2048,
        };
        let exchange = Box::new(Exchange {
            answer,
            raw: None,
            log,
        });
        self.tell(Msg::Answered { slot, exchange });
    }

    pub fn draw(&self, theme: &str) -> Buffer {
        page::buffer(&self.model, theme)
    }
}

pub fn project(id: &str, name: &str, region: &str, version: u16) -> Value {
    json!({"id": id, "name": name, "region_id": region, "pg_version": version, "org_id": ORG,
        "created_at": "2025-08-01T09:00:00Z", "compute_last_active_at": "2026-08-23T13:50:00Z",
        "synthetic_storage_size": 19_756_849_562_u64, "history_retention_seconds": 604_800})
}

fn branches() -> Value {
    let branch = |name: &str, parent: Option<&str>| {
        json!({"id": format!("br-{}", name.replace('/', "-")), "project_id": STOREFRONT, "name": name,
            "parent_id": parent, "current_state": "ready", "default": parent.is_none(), "protected": parent.is_none(),
            "logical_size": 19_756_849_562_u64, "compute_time_seconds": 112_320, "active_time_seconds": 60_000,
            "written_data_bytes": 222_298_112, "created_at": "2026-08-21T09:14:03Z",
            "created_by": {"name": "Maya"}})
    };
    let main = Some("br-production");
    let mut preview = branch("pr-412", main);
    preview["expires_at"] = json!("2026-08-24T09:30:00Z");
    let mut list = vec![
        branch("production", None),
        branch("staging", main),
        branch("dev/maya", main),
        preview,
        branch("feature/checkout-redesign-2026", Some("br-dev-maya")),
    ];
    list[1]["protected"] = json!(true);
    json!({"branches": list, "pagination": {}})
}

fn endpoints() -> Value {
    let endpoint = |id: &str, branch: &str, kind: &str, state: &str, max: f64| {
        json!({"id": id, "project_id": STOREFRONT, "branch_id": branch, "type": kind,
            "host": format!("{id}.us-east-2.aws.neon.tech"), "current_state": state,
            "autoscaling_limit_min_cu": 0.25, "autoscaling_limit_max_cu": max,
            "suspend_timeout_seconds": 300, "started_at": "2026-08-23T13:50:00Z",
            "suspended_at": "2026-08-23T10:00:00Z", "created_at": "2026-03-01T09:00:00Z"})
    };
    let mut starting = endpoint("ep-lit-owl-a9", "br-pr-412", "read_write", "idle", 0.25);
    starting["pending_state"] = json!("active");
    json!({"endpoints": [
        endpoint("ep-soft-hill-a5m09qz1", "br-production", "read_only", "idle", 0.25),
        endpoint("ep-cool-river-a5x2k1ab", "br-production", "read_write", "active", 2.0),
        endpoint("ep-old-sun-a1", "br-staging", "read_write", "idle", 1.0),
        endpoint("ep-raw-elm-a2", "br-dev-maya", "read_write", "active", 4.0),
        starting,
    ]})
}

fn operations() -> Value {
    let operation = |at: &str, action: &str, branch: &str, status: &str, ms: u32| {
        json!({"id": format!("op-{at}"), "project_id": STOREFRONT, "branch_id": branch, "action": action,
            "status": status, "created_at": format!("2026-08-23T{at}Z"), "updated_at": format!("2026-08-23T{at}Z"),
            "total_duration_ms": ms})
    };
    let mut failed = operation("13:41:02", "start_compute", "br-dev-maya", "failed", 31_000);
    failed["error"] = json!("compute did not become ready within 30 s");
    json!({"operations": [
        operation("14:02:11", "start_compute", "br-pr-412", "running", 1_800),
        operation("13:58:40", "apply_config", "br-staging", "finished", 900),
        failed,
    ], "pagination": {}})
}
