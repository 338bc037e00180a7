//! Whatever valid clients do in whatever order, the project stays consistent.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Neon, SCALE};

/// A project, and a random number generator.
struct Storm {
    neon: Neon,
    project: String,
    random: Rng,
    /// All operations ever seen, by ID.
    operations: HashSet<String>,
}

/// A snapshot of the project's state.
struct Seen {
    branches: Vec<Value>,
    endpoints: Vec<Value>,
    snapshots: Vec<Value>,
}

fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

impl Storm {
    async fn begin(seed: u64) -> Self {
        let neon = Neon::start().await;
        let project = json!({ "project": { "org_id": SCALE, "name": "storm" } });
        let made = neon.post("/projects", project).await.is(201);
        neon.settle();
        Self {
            project: format!("/projects/{}", made.text("/project/id")),
            neon,
            random: Rng::with_seed(seed),
            operations: HashSet::new(),
        }
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> Option<T> {
        self.random.choice(choices).cloned()
    }

    fn name(&mut self) -> String {
        format!("n{}", self.random.u8(..12))
    }

    /// A timestamp this many seconds from now.
    fn moment(&self, seconds: i64) -> String {
        let now: Timestamp = self.neon.emulator.clock().now();
        format!("{:.0}", now + SignedDuration::from_secs(seconds))
    }

    async fn list(&self, path: &str, list: &str) -> Vec<Value> {
        let reply = self.neon.get(&format!("{}{path}", self.project)).await;
        reply.is(200).body[list].as_array().unwrap().clone()
    }

    /// Reads everything, and checks the invariants.
    async fn look(&mut self) -> Seen {
        let seen = Seen {
            branches: self.list("/branches?limit=10000", "branches").await,
            endpoints: self.list("/endpoints", "endpoints").await,
            snapshots: self.list("/snapshots", "snapshots").await,
        };
        let branches: HashMap<&str, &Value> =
            seen.branches.iter().map(|one| (id(one), one)).collect();
        assert_eq!(branches.len(), seen.branches.len(), "an id twice");
        let names: HashSet<_> = seen
            .branches
            .iter()
            .map(|one| one["name"].as_str())
            .collect();
        assert_eq!(names.len(), seen.branches.len(), "a name twice");
        let defaults = seen.branches.iter().filter(|one| one["default"] == true);
        assert_eq!(defaults.count(), 1, "not one default branch");
        for branch in &seen.branches {
            let expires = branch["expires_at"].is_string();
            assert!(!expires || branch["default"] == false, "{branch}");
            assert!(!expires || branch["protected"] == false, "{branch}");
            let (mut at, mut steps) = (branch, 0);
            while let Some(parent) = at["parent_id"].as_str() {
                at = branches
                    .get(parent)
                    .unwrap_or_else(|| panic!("an orphan: {at}"));
                steps += 1;
                assert!(steps < 100, "its own ancestor: {branch}");
            }
        }
        let mut writers = HashSet::new();
        for endpoint in &seen.endpoints {
            let branch = endpoint["branch_id"].as_str().unwrap();
            assert!(branches.contains_key(branch), "on no branch: {endpoint}");
            let first = endpoint["type"] == "read_only" || writers.insert(branch);
            assert!(first, "a second one that writes: {endpoint}");
        }
        seen
    }

    /// Checks that nothing is in progress once everything has settled.
    async fn quiet(&mut self) {
        self.neon.settle();
        let seen = self.look().await;
        let expiring = seen
            .branches
            .iter()
            .filter(|one| one["expires_at"].is_string());
        for parent in expiring {
            let child = |one: &&Value| one["parent_id"] == parent["id"];
            assert!(seen.branches.iter().find(child).is_none(), "{parent}");
        }
        for thing in seen.branches.iter().chain(&seen.endpoints) {
            assert!(
                thing["pending_state"].is_null(),
                "on its way for ever: {thing}"
            );
        }
        for operation in self.list("/operations?limit=1000", "operations").await {
            let status = operation["status"].as_str().unwrap();
            assert!(!["running", "scheduling"].contains(&status), "{operation}");
            self.operations.insert(id(&operation).to_owned());
        }
        for branch in &seen.branches {
            let path = format!("/branches/{}", id(branch));
            let roles = self.list(&format!("{path}/roles"), "roles").await;
            let roles: Vec<_> = roles.iter().map(|role| role["name"].as_str()).collect();
            for database in self.list(&format!("{path}/databases"), "databases").await {
                assert!(
                    roles.contains(&database["owner_name"].as_str()),
                    "{database}"
                );
            }
        }
    }

    /// Sends a random request, and checks that the response is an expected one.
    async fn act(&mut self, seen: &Seen) {
        let Some((method, path, body)) = self.request(seen) else {
            return;
        };
        let reply = self.neon.send(
            method.clone(),
            &format!("{}{path}", self.project),
            body.clone(),
        );
        let reply = reply.await;
        let expected = [200, 201, 202, 204, 400, 404, 409, 422, 423].contains(&reply.status);
        assert!(expected, "{method} {path} {body:?}: {reply:?}");
    }

    fn request(&mut self, seen: &Seen) -> Option<(Method, String, Option<Value>)> {
        let branch = id(&self.pick(&seen.branches)?).to_owned();
        let other = id(&self.pick(&seen.branches)?).to_owned();
        let (name, soon, past) = (self.name(), self.moment(3_600), self.moment(-2));
        let path = format!("/branches/{branch}");
        let endpoint = self
            .pick(&seen.endpoints)
            .map(|one| format!("/endpoints/{}", id(&one)));
        let snapshot = self
            .pick(&seen.snapshots)
            .map(|one| format!("/snapshots/{}", id(&one)));
        let kind = self.pick(&["read_write", "read_only"])?;
        let word = self.pick(&["start", "suspend", "restart"])?;
        let sources = ["parent-data", "schema-only", "parent-schema"];
        let source = self.pick(&sources)?;
        let change = self.pick(&[
            json!({ "name": name }),
            json!({ "protected": true }),
            json!({ "protected": false }),
            json!({ "expires_at": soon }),
            json!({ "expires_at": null }),
            json!({ "expires_at": soon, "protected": false }),
        ])?;
        let restore = self.pick(&[
            json!({ "source_branch_id": other }),
            json!({ "source_branch_id": other, "preserve_under_name": name }),
            json!({ "source_branch_id": other, "source_timestamp": past, "preserve_under_name": name }),
        ])?;
        let made = json!({ "name": name, "parent_id": branch, "init_source": source });
        let short = json!({ "name": name, "parent_id": branch, "expires_at": soon });
        Some(match self.random.u8(..20) {
            0 | 1 => (
                Method::POST,
                "/branches".into(),
                Some(json!({ "branch": made, "endpoints": [{ "type": kind }] })),
            ),
            2 => (
                Method::POST,
                "/branches".into(),
                Some(json!({ "branch": short })),
            ),
            3 | 4 => (Method::PATCH, path, Some(json!({ "branch": change }))),
            5 | 6 => (Method::DELETE, path, None),
            7 => (Method::POST, format!("{path}/set_as_default"), None),
            8 | 9 => (Method::POST, format!("{path}/restore"), Some(restore)),
            10 => (Method::POST, format!("{path}/recover"), None),
            11 => (
                Method::POST,
                "/endpoints".into(),
                Some(json!({ "endpoint": { "branch_id": branch, "type": kind } })),
            ),
            12 => (Method::DELETE, endpoint?, None),
            13 => (
                Method::PATCH,
                endpoint?,
                Some(json!({ "endpoint": { "branch_id": branch } })),
            ),
            14 => (Method::POST, format!("{}/{word}", endpoint?), None),
            15 => (
                Method::POST,
                format!("{path}/roles"),
                Some(json!({ "role": { "name": name } })),
            ),
            16 => (
                Method::POST,
                format!("{path}/databases"),
                Some(json!({ "database": { "name": name, "owner_name": name } })),
            ),
            17 => (Method::DELETE, format!("{path}/roles/{name}"), None),
            18 => (Method::POST, format!("{path}/snapshot?name={name}"), None),
            _ => {
                let finalize = self.random.bool();
                let body = json!({ "target_branch_id": branch, "finalize_restore": finalize });
                (Method::POST, format!("{}/restore", snapshot?), Some(body))
            }
        })
    }
}

#[tokio::test]
async fn a_project_stays_whole_whatever_is_done_to_it() {
    for seed in 0..4 {
        let mut storm = Storm::begin(seed).await;
        for step in 0..100 {
            let seen = storm.look().await;
            storm.act(&seen).await;
            let seconds = storm.pick(&[0, 0, 1, 10, 3_600]).unwrap_or_default();
            storm.neon.pass(Duration::from_secs(seconds));
            if step % 20 == 19 {
                storm.quiet().await;
            }
        }
        assert!(storm.operations.len() > 20, "hardly anything happened");
    }
}
