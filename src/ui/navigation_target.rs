//! Where the program goes at start: the PLACE of the command line, or the branch that is checked out.
//!
//! What was told is read once into a [`NavigationTarget`]; then, answer by answer, it is followed: the project is
//! found, its branches and computes come, what is on the branch comes, and the cursor goes there. It ends
//! when it has arrived, when there is no such thing (then it is said what there is), and as soon as the
//! user presses a key: the cursor is theirs.

pub(crate) mod names;
mod parse;
mod resolve;
mod search;

pub(crate) use resolve::look_elsewhere;
pub use resolve::{follow, go};
pub use search::progress;

use super::answers::lookup::PendingLookup;
use crate::{
    api::types::{OrgId, ProjectId},
    store::target::Target,
};
use names::Split;
use search::Looked;

/// The way to what was named at start.
#[derive(Debug, Default)]
pub struct Start {
    /// Where the program is on its way to.
    pub destination: Option<NavigationTarget>,
    /// The project's name that the program was started with, while it is looked for.
    pub lookup: Option<PendingLookup>,
    /// The user has pressed a key: what was named is shown when it comes, and not gone to.
    pub steered: bool,
}

impl Start {
    /// From now on the cursor goes where the user sends it.
    pub fn give_up(&mut self) {
        self.destination = None;
        self.lookup = None;
        self.steered = true;
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NavigationTarget {
    /// The organization, by id, if nothing in it was told.
    org: Option<OrgId>,
    /// The project, by id, or by a name that may go on in the steps; none if only something in it was told.
    pub project: Option<String>,
    /// Other projects that the path may mean, if what is left of it is not in the first.
    others: Vec<Split>,
    /// Why it was not in the first, and what is nearest to it there.
    lost: Option<(String, Option<Target>)>,
    /// The branch, by name or id, and what is on it; a branch's name may have slashes of its own.
    steps: Vec<String>,
    /// A compute, by id.
    endpoint: Option<String>,
    /// A database, by name.
    database: Option<String>,
    /// A role, by name.
    role: Option<String>,
    /// The file that says so; none is the command line.
    file: Option<String>,
    /// The project was not told: the compute was in it when it was last seen.
    recalled: bool,
    /// The projects that were asked for the compute or branch.
    looked: Looked,
}

impl NavigationTarget {
    /// Whether there is more to it than a project.
    pub const fn goes_on(&self) -> bool {
        !self.steps.is_empty() || self.endpoint.is_some()
    }

    /// The way to a thing that is not loaded; none for what is in no project.
    pub fn to(target: &Target) -> Option<Self> {
        let mut destination = Self::of_project(target.project()?.as_str());
        // One step whatever is in it: the id of a branch.
        destination.steps = target
            .branch()
            .map(ToString::to_string)
            .into_iter()
            .collect();
        match target {
            Target::Endpoint(_, id) => destination.endpoint = Some(id.to_string()),
            Target::Database(_, _, name) => destination.database = Some(name.to_string()),
            Target::Role(_, _, name) => destination.role = Some(name.to_string()),
            Target::Project(_) | Target::Branch(..) => {}
            _ => return None,
        }
        Some(destination)
    }

    /// The way to a compute, wherever it is.
    pub fn to_compute(id: &str) -> Self {
        Self {
            endpoint: Some(id.to_owned()),
            ..Self::default()
        }
    }

    /// Whether its project was not told, and is where its compute was when it was last seen.
    pub(crate) const fn is_recalled(&self) -> bool {
        self.recalled
    }

    /// Whether it leads to a project, or into it.
    pub fn is_into(&self, project: &ProjectId) -> bool {
        self.project.as_deref() == Some(project.as_str())
    }

    /// The path of names that was told: project, branch and what is on it.
    pub(crate) fn path(&self) -> Vec<String> {
        let project = self.project.iter();
        project.chain(&self.steps).cloned().collect()
    }

    /// Goes into the first of these projects, and into the next where there is no such thing.
    pub(crate) fn split(&mut self, first: &Split, others: &[Split]) {
        self.project = Some(first.project.to_string());
        self.steps = first.rest.clone();
        self.others = others.to_vec();
    }

    /// Goes to an organization.
    pub(crate) fn name_org(&mut self, org: OrgId) {
        (self.project, self.org) = (None, Some(org));
        self.steps.clear();
    }

    /// What is said about where a name came from.
    pub(crate) fn source(&self) -> String {
        match &self.file {
            Some(file) => format!(" ({file} names it)"),
            None => String::new(),
        }
    }
}
