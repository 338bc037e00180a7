//! The target at start: the PLACE of the command line, or the branch that is checked out.
//!
//! A text is read once into a [`NavigationTarget`], which is then followed answer by answer: the project is
//! found, its branches and computes are loaded, then the contents of the branch, and finally the cursor goes
//! there. It ends when it has arrived, when there is no such thing (the message then lists what exists), or as
//! soon as the user presses a key and so takes over the cursor.

pub mod looked;
pub mod lookup;
pub(crate) mod names;
mod parse;
pub mod resolve;
pub mod search;

use crate::{
    api::types::{EndpointId, OrgId, ProjectId},
    neon::Neon,
    store::target::Target,
    ui::navigation_target::{looked::Looked, lookup::PendingLookup},
};
use names::Split;

/// The progress towards the target at start.
#[derive(Debug, Default)]
pub struct Start {
    /// Where the cursor is to go.
    pub destination: Option<NavigationTarget>,
    /// The search for the project name the program was started with.
    pub lookup: Option<PendingLookup>,
    /// The user has pressed a key: the target is loaded, but the cursor does not go there.
    pub steered: bool,
    /// Why the place was not found, or why it may be another one.
    pub lost: Option<NotFound>,
}

/// Why a place was not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFound {
    /// There is no such place, or there are several.
    Place(String),
    /// Neon could not be asked.
    Answer(String),
}

impl Start {
    /// Leaves the cursor to the user from now on.
    pub fn give_up(&mut self) {
        self.destination = None;
        self.lookup = None;
        self.steered = true;
    }

    /// Reports why the place was not found, or why it may be another one.
    pub(crate) fn lose(&mut self, neon: &mut Neon, lost: NotFound) {
        let (NotFound::Place(why) | NotFound::Answer(why)) = &lost;
        neon.say_bad(why.clone());
        self.lost = Some(lost);
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NavigationTarget {
    /// The organization's ID, if nothing within it was given.
    org: Option<OrgId>,
    /// The project's ID, or a name that may continue in `steps`; `None` if only something within it was given.
    pub project: Option<String>,
    /// Other projects the path may mean, if the rest of it is not in the first.
    others: Vec<Split>,
    /// Why the rest was not found in the first project, and the nearest thing there.
    lost: Option<(String, Option<Target>)>,
    /// The branch, by name or ID, and what is on it; a branch's name may itself contain slashes.
    steps: Vec<String>,
    /// A compute's ID.
    endpoint: Option<String>,
    database: Option<String>,
    role: Option<String>,
    /// The file that specified the target; `None` for the command line.
    file: Option<String>,
    /// The project was not given, but the compute was last seen there.
    recalled: bool,
    /// The projects searched for the compute or branch.
    looked: Looked,
}

impl NavigationTarget {
    /// Whether the target is more than a project.
    pub const fn goes_on(&self) -> bool {
        !self.steps.is_empty() || self.endpoint.is_some()
    }

    /// The target for a thing that is not loaded; `None` if it belongs to no project.
    pub fn to(target: &Target) -> Option<Self> {
        let mut destination = Self::of_project(target.project()?.as_str());
        // A single step, even if it contains slashes: the branch's ID.
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

    /// The target for a compute in an unknown project.
    pub fn to_compute(id: &str) -> Self {
        Self {
            endpoint: Some(id.to_owned()),
            ..Self::default()
        }
    }

    /// Whether the target is this compute.
    pub fn is_compute(&self, id: &EndpointId) -> bool {
        self.endpoint.as_deref() == Some(id.as_str())
    }

    /// Whether its project was not given, but is where its compute was last seen.
    pub(crate) const fn is_recalled(&self) -> bool {
        self.recalled
    }

    /// Whether the target is a project or something in it.
    pub fn is_into(&self, project: &ProjectId) -> bool {
        self.project.as_deref() == Some(project.as_str())
    }

    /// What users call it: the compute, else the path of names.
    pub fn named(&self) -> String {
        match (&self.endpoint, &self.org) {
            (Some(compute), _) => compute.clone(),
            (None, Some(org)) => org.to_string(),
            (None, None) => self.path().join(" › "),
        }
    }

    /// The path of names: project, branch and what is on it.
    pub(crate) fn path(&self) -> Vec<String> {
        let project = self.project.iter();
        project.chain(&self.steps).cloned().collect()
    }

    /// Targets the first of these projects, then the others if the rest is not found there.
    pub(crate) fn split(&mut self, first: &Split, others: &[Split]) {
        self.project = Some(first.project.to_string());
        self.steps = first.rest.clone();
        self.others = others.to_vec();
    }

    /// Targets an organization.
    pub(crate) fn name_org(&mut self, org: OrgId) {
        (self.project, self.org) = (None, Some(org));
        self.steps.clear();
    }

    /// A remark about where a name came from.
    pub(crate) fn source(&self) -> String {
        match &self.file {
            Some(file) => format!(" ({file} names it)"),
            None => String::new(),
        }
    }
}
