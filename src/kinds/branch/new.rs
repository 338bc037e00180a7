//! New branches: from another branch, or from a snapshot.

use crate::{
    api::{
        Answer, BranchQuery, Request,
        types::{
            Branch, BranchCreated, BranchId, BranchRecovered, BranchesPage, ProjectId, SnapshotId,
        },
    },
    kinds::{
        creation::{Accepted, Creation, Lost},
        edit::{EditTable, FROM_SNAPSHOT, NEW_BRANCH},
        verb::Verb,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::Value;

/// A branch created from another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBranch {
    pub project: ProjectId,
}

impl NewBranch {
    /// The target that stands for a branch that does not exist yet and has neither ID nor name.
    pub fn to_be(project: &ProjectId) -> Target {
        Target::Branch(project.clone(), "".into())
    }
}

impl Creation for NewBranch {
    fn place(&self) -> Target {
        Target::Project(self.project.clone())
    }

    fn noun(&self) -> &'static str {
        "branch"
    }

    fn table(&self) -> &'static EditTable {
        &NEW_BRANCH
    }

    fn request(&self, body: Value) -> Request {
        Request::create_branch(&self.project, body)
    }

    // The parent is affected as well.
    fn touches(&self, store: &Store, request: &Request) -> Vec<Target> {
        let body = request.body.as_ref();
        let parent = body.and_then(|body| body.pointer("/branch/parent_id")?.as_str());
        let default = || Some(store.default_branch(&self.project)?.id.clone());
        let parent = parent.map(BranchId::from).or_else(default);
        let parent = parent.map(|id| Target::Branch(self.project.clone(), id));
        let itself = Self::to_be(&self.project);
        parent.into_iter().chain([itself]).collect()
    }

    fn accept(&self, store: &mut Store, answer: Answer, now: Timestamp) -> Option<Accepted> {
        Some(keep(store, &self.project, answer.body()?, now))
    }

    fn lookup(&self, name: &str) -> Option<Request> {
        Some(named(&self.project, name))
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        find(&self.project, answer, |branch| branch.name == lost.name)
    }
}

/// A branch created from a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromSnapshot {
    /// The project of both.
    pub project: ProjectId,
    pub snapshot: SnapshotId,
    /// The branch to replace at once; `None` to create the new branch for inspection first.
    pub replaces: Option<BranchId>,
}

impl FromSnapshot {
    fn holds(&self, branch: &Branch) -> bool {
        branch.restored_from.as_deref() == Some(self.snapshot.as_str())
    }
}

impl Creation for FromSnapshot {
    fn place(&self) -> Target {
        let whole = Target::Project(self.project.clone());
        self.replaces().unwrap_or(whole)
    }

    fn replaces(&self) -> Option<Target> {
        let id = self.replaces.clone()?;
        Some(Target::Branch(self.project.clone(), id))
    }

    fn noun(&self) -> &'static str {
        "branch"
    }

    fn verb(&self) -> Verb {
        match self.replaces {
            Some(_) => Verb::new("restoring", "restored", "restore"),
            None => Verb::CREATE,
        }
    }

    fn table(&self) -> &'static EditTable {
        &FROM_SNAPSHOT
    }

    fn request(&self, body: Value) -> Request {
        Request::restore_snapshot(&self.project, &self.snapshot, body)
    }

    fn accept(&self, store: &mut Store, answer: Answer, now: Timestamp) -> Option<Accepted> {
        let answer: BranchRecovered = answer.body()?;
        let created = BranchCreated {
            branch: answer.branch,
            endpoints: answer.endpoints,
            operations: answer.operations,
            ..BranchCreated::default()
        };
        Some(keep(store, &self.project, created, now))
    }

    fn alike(&self, store: &Store, _: &str) -> Vec<String> {
        let inside = store.inside(&self.project).into_iter();
        let branches = inside.flat_map(|inside| inside.branches.value.values());
        let alike = branches.filter(|branch| self.holds(branch));
        alike.map(|branch| branch.id.to_string()).collect()
    }

    fn lookup(&self, name: &str) -> Option<Request> {
        Some(named(&self.project, name))
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        find(&self.project, answer, |branch| {
            self.holds(branch) && lost.is_new(branch.id.as_str()) && branch.name == lost.name
        })
    }
}

fn keep(
    store: &mut Store,
    project: &ProjectId,
    created: BranchCreated,
    now: Timestamp,
) -> Accepted {
    let id = created.branch.id.clone();
    let inside = store.inside_mut(project);
    if inside.branches.known().is_some() {
        inside.branches.value.insert(id.clone(), created.branch);
        for endpoint in created.endpoints {
            inside.set_endpoint(endpoint, now);
        }
    }
    Accepted::new(Target::Branch(project.clone(), id), created.operations)
}

fn named(project: &ProjectId, name: &str) -> Request {
    let query = BranchQuery {
        search: Some(name.to_owned()),
        ..BranchQuery::default()
    };
    Request::list_branches(project, &query).into()
}

fn find(project: &ProjectId, answer: Answer, is_it: impl Fn(&Branch) -> bool) -> Option<Target> {
    let page: BranchesPage = answer.body()?;
    let branch = page.branches.iter().find(|branch| is_it(branch))?;
    Some(Target::Branch(project.clone(), branch.id.clone()))
}
