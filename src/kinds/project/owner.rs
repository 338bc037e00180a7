//! Who owns a project.

use crate::{
    api::types::{OrgId, ProjectId},
    store::Store,
};

/// Who owns a project, as the signed-in user sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner<'s> {
    /// An organization of the user.
    Org(&'s OrgId),
    /// The user alone.
    User,
    /// Somebody who shares it with the user.
    Others,
}

impl Store {
    /// Who owns a project. Those that were never listed are taken to be the user's own.
    pub fn owner_of(&self, project: &ProjectId) -> Owner<'_> {
        let org = self
            .project(project)
            .and_then(|entry| entry.row.org_id.as_ref());
        match org {
            None => Owner::User,
            Some(org) if org.is_empty() => Owner::User,
            Some(org) if self.orgs.value.contains_key(org) => Owner::Org(org),
            Some(_) => Owner::Others,
        }
    }
}
