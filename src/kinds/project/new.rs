//! New projects.

use crate::{
    api::{
        Answer, ProjectQuery, Request,
        types::{OrgId, ProjectCreated, ProjectRow, ProjectsPage},
    },
    kinds::{
        creation::{Accepted, Creation, Lost},
        edit::{EditTable, NEW_PROJECT},
        kind::Contents,
    },
    store::{Store, target::Target},
};
use jiff::Timestamp;
use serde_json::Value;

/// A new project in an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProject {
    pub org: OrgId,
}

impl Creation for NewProject {
    fn place(&self) -> Target {
        Target::Org(self.org.clone())
    }

    fn noun(&self) -> &'static str {
        "project"
    }

    fn table(&self) -> &'static EditTable {
        &NEW_PROJECT
    }

    fn request(&self, body: Value) -> Request {
        Request::create_project(body)
    }

    fn accept(&self, store: &mut Store, answer: Answer, now: Timestamp) -> Option<Accepted> {
        let created: ProjectCreated = answer.body()?;
        let target = Target::Project(created.project.id.clone());
        let at = store.keep_row(ProjectRow::from(&*created.project));
        if let (Some(at), Some(list)) = (at, store.lists.get_mut(&self.place())) {
            list.rows.retain(|row| *row != at);
            list.rows.insert(0, at);
        }
        store.keep_project(*created.project, now);
        Some(Accepted::new(target, created.operations))
    }

    fn alike(&self, store: &Store, name: &str) -> Vec<String> {
        let entries = store.projects.iter();
        let alike = entries.filter(|(_, entry)| entry.row.name == name);
        alike.map(|(id, _)| id.to_string()).collect()
    }

    fn lookup(&self, name: &str) -> Option<Request> {
        Some(
            Request::list_projects(&ProjectQuery {
                org_id: Some(self.org.clone()).filter(|org| !org.is_empty()),
                limit: ProjectQuery::LARGEST,
                search: Some(name.to_owned()),
                ..ProjectQuery::default()
            })
            .into(),
        )
    }

    fn find(&self, lost: &Lost<'_>, answer: Answer) -> Option<Target> {
        let page: ProjectsPage = answer.body()?;
        let mut rows = page.projects.iter();
        let row = rows.find(|row| row.name == lost.name && lost.is_new(row.id.as_str()))?;
        Some(Target::Project(row.id.clone()))
    }

    fn listed(&self) -> Contents<'_> {
        Contents::Projects(Some(&self.org))
    }
}
