//! Functions: code that runs on a branch. They can be deployed, but nothing runs them.

mod form;
pub mod handlers;

use serde_json::{Value, json};

use super::{clock::shifted, ids::Text, time::Time};

/// How long a deployment waits, and how long until it is built, in seconds.
const PENDING: i64 = 1;
const BUILT: i64 = 3;

/// A function.
#[derive(Debug, Clone)]
pub struct Function {
    pub id: String,
    pub slug: Text,
    /// The name, if it is not the slug.
    pub name: Option<String>,
    /// Whether it was deployed on an ancestor of the branch.
    pub inherited: bool,
    pub created_at: Time,
    /// Whether it is called, according to the logs.
    pub busy: bool,
    /// The one that serves, and later ones.
    pub deployments: Vec<Deployment>,
}

/// A version of a function.
#[derive(Debug, Clone)]
pub struct Deployment {
    pub id: i32,
    pub created_at: Time,
    /// Why it cannot be built.
    pub error: Option<&'static str>,
    /// The names of its variables, sorted. Their values are never shown, so they are not kept.
    pub environment: Vec<String>,
}

impl Function {
    pub fn new(id: String, slug: &str, created_at: Time) -> Self {
        Self {
            id,
            slug: slug.into(),
            name: None,
            inherited: false,
            created_at,
            busy: false,
            deployments: vec![],
        }
    }

    /// As it was at a moment, on another branch if `inherited`.
    pub fn as_of(&self, at: Time, inherited: bool) -> Self {
        let mut function = self.clone();
        function.inherited |= inherited;
        function.busy &= !inherited;
        function.deployments.retain(|one| one.created_at <= at);
        function
    }

    /// The deployment that serves: the latest one that has been built.
    pub fn active(&self, now: Time) -> Option<&Deployment> {
        let mut newest_first = self.deployments.iter().rev();
        newest_first.find(|one| one.status(now) == "completed")
    }

    /// Adds a deployment, and drops those that will never serve again.
    pub fn deploy(&mut self, deployment: Deployment) {
        let active = self.active(deployment.created_at).map(|active| active.id);
        self.deployments
            .retain(|one| active.is_none_or(|active| one.id >= active));
        self.deployments.push(deployment);
    }

    /// The function on a branch, whose host names end with `suffix`.
    pub fn to_json(&self, branch: &str, suffix: &str, now: Time) -> Value {
        let slug = &self.slug;
        let mut function = json!({
            "id": self.id,
            "slug": slug,
            "name": self.name.as_deref().unwrap_or(slug),
            "invocation_url": format!("https://{branch}-{slug}.compute.{suffix}/"),
            "created_at": self.created_at,
        });
        let deployments = [
            ("current_deployment", self.deployments.last()),
            ("active_deployment", self.active(now)),
        ];
        if let Some(fields) = function.as_object_mut() {
            for (name, deployment) in deployments {
                if let Some(deployment) = deployment {
                    fields.insert(name.to_owned(), deployment.to_json(now));
                }
            }
        }
        function
    }
}

impl Deployment {
    /// How far it is.
    pub fn status(&self, now: Time) -> &'static str {
        match now.seconds_since(self.created_at) {
            ..PENDING => "pending",
            PENDING..BUILT => "building",
            _ if self.error.is_some() => "failed",
            _ => "completed",
        }
    }

    /// When it is built, or has failed.
    pub fn ends_at(&self) -> Time {
        Time(shifted(self.created_at.0, BUILT))
    }

    pub fn to_json(&self, now: Time) -> Value {
        let status = self.status(now);
        let mut deployment = json!({
            "id": self.id,
            "status": status,
            "memory_mib": 512,
            "runtime": "nodejs24",
            "created_at": self.created_at,
            "environment": self.environment,
        });
        let error = self.error.filter(|_| status == "failed");
        if let (Some(fields), Some(error)) = (deployment.as_object_mut(), error) {
            fields.insert("error".to_owned(), error.into());
        }
        deployment
    }
}
