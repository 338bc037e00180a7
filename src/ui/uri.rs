//! Chooses whose connection URI is meant where the user has not given all of it.

use super::point_in_time::Past;
use crate::{
    api::{
        Get, Request, UriQuery,
        types::{
            AuthenticationMethod, Branch, BranchId, Database, DatabaseName, Endpoint, EndpointId,
            ProjectId, Role, RoleName, UriAnswer,
        },
    },
    neon::{Neon, key_names::NamedKey},
    store::target::Target,
};

/// The connection whose URI is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UriOf {
    pub project: ProjectId,
    pub branch: BranchId,
    /// The branch's name, for the notice.
    pub branch_name: String,
    pub endpoint: EndpointId,
    pub database: DatabaseName,
    pub role: RoleName,
    /// Whether through the pooler.
    pub pooled: bool,
    /// The point in the branch's history to connect to; `None` for its current state.
    pub past: Option<Past>,
}

impl UriOf {
    pub fn compute<'a>(&self, neon: &'a Neon) -> Option<&'a Endpoint> {
        neon.store.endpoint(&self.project, &self.endpoint)
    }

    /// The request for the URI.
    pub fn request(&self) -> Get<UriAnswer> {
        Request::connection_uri(
            &self.project,
            &UriQuery {
                branch_id: Some(self.branch.clone()),
                endpoint_id: Some(self.endpoint.clone()),
                database_name: self.database.clone(),
                role_name: self.role.clone(),
                pooled: self.pooled,
            },
        )
    }

    /// The branch connected to: its settings apply, not those of the row under the cursor.
    pub fn on(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    /// The description of what was copied, for a notice: branch, database, role and pooling, never the text.
    pub fn label(&self, neon: &Neon, what: &str) -> String {
        let mark = if neon.is_production(&self.on()) {
            "PROD "
        } else {
            ""
        };
        self.words(what, mark)
    }

    /// The same for a dialog, whose title says whether it is production.
    pub fn describe(&self, what: &str) -> String {
        self.words(what, "")
    }

    fn words(&self, what: &str, mark: &str) -> String {
        let how = if self.pooled { "pooled" } else { "direct" };
        format!(
            "{what} for {mark}{} / {} as {}, {how}",
            self.branch_name, self.database, self.role
        )
    }
}

/// Why there is no URI, or what must be known first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoUri {
    /// The branches, computes, databases or roles are not loaded.
    NotLoaded,
    /// There are several and none is the default: the user must choose.
    Several(String),
    /// There is none, for this reason.
    Because(String),
}

/// Chooses compute, database and role for a row: the row's own, else those that the user has last chosen for the branch,
/// else as the official client would: the read-write compute, `neondb` or the only database, and its owner. Never
/// guesses.
pub fn choose(neon: &Neon, target: &Target) -> Result<UriOf, NoUri> {
    let project = target
        .project()
        .ok_or_else(|| NoUri::Because("select a branch, compute, database or role".into()))?;
    if let Some(full) = neon
        .store
        .full(project)
        .filter(|full| !full.store_passwords)
    {
        return Err(NoUri::Because(format!(
            "{} keeps no passwords, so there is no URI with one",
            full.name
        )));
    }
    let branch = neon.store.branch_of(target).ok_or(NoUri::NotLoaded)?;
    let endpoint = endpoint_of(neon, project, target, branch)?;
    let contents = neon
        .store
        .contents(project, &branch.id)
        .ok_or(NoUri::NotLoaded)?;
    let (Some(databases), Some(roles)) = (contents.databases.known(), contents.roles.known())
    else {
        return Err(NoUri::NotLoaded);
    };
    let (database, role) = match target {
        Target::Database(_, _, name) => {
            let database = databases.iter().find(|database| database.name == *name);
            (database.ok_or(NoUri::NotLoaded)?, None)
        }
        Target::Role(_, _, name) => {
            if roles
                .iter()
                .any(|role| role.name == *name && !can_sign_in(role))
            {
                return Err(NoUri::Because(format!("{name} cannot sign in")));
            }
            (
                database_for(&branch.name, databases, Some(name))?,
                Some(name.clone()),
            )
        }
        _ => match remembered(neon, branch, databases, roles) {
            Some((database, role)) => (database, Some(role)),
            None => (database_for(&branch.name, databases, None)?, None),
        },
    };
    let role = match role {
        Some(role) => role,
        None => role_for(&branch.name, database, roles)?,
    };
    Ok(UriOf {
        project: project.clone(),
        branch: branch.id.clone(),
        branch_name: branch.name.to_string(),
        endpoint: endpoint.id.clone(),
        database: database.name.clone(),
        role,
        pooled: true,
        past: None,
    })
}

/// What the user has last chosen for the branch, if both still exist.
pub fn remembered<'a>(
    neon: &Neon,
    branch: &Branch,
    databases: &'a [Database],
    roles: &[Role],
) -> Option<(&'a Database, RoleName)> {
    let last = neon.connections.get(&branch.id)?;
    let database = databases.iter().find(|one| one.name == last.database)?;
    let mut able = roles.iter().filter(|role| can_sign_in(role));
    able.find(|role| role.name == last.role)?;
    Some((database, last.role.clone()))
}

/// Why there is no connection to a branch without a compute, and which keys add one, after these.
pub fn no_compute(neon: &Neon, branch: &str, before: &str) -> String {
    let keys = neon.keys.name(NamedKey::NewCompute);
    let adds = match keys.is_empty() {
        true => String::new(),
        false => format!("; {before}{keys} adds one"),
    };
    format!("{branch} has no compute, so nobody can connect to it{adds}")
}

fn endpoint_of<'a>(
    neon: &'a Neon,
    project: &ProjectId,
    target: &Target,
    branch: &Branch,
) -> Result<&'a Endpoint, NoUri> {
    let found = match target {
        Target::Endpoint(project, id) => neon.store.endpoint(project, id),
        _ => neon.store.endpoints_of(project, &branch.id).next(),
    };
    let inside = neon.store.inside(project);
    let known = inside.is_some_and(|inside| inside.endpoints.known().is_some());
    match found {
        Some(endpoint) => Ok(endpoint),
        None if known => Err(NoUri::Because(no_compute(neon, &branch.name, ""))),
        None => Err(NoUri::NotLoaded),
    }
}

/// Chooses a database if none was given: the only one that the role owns, `neondb`, or the only one.
pub fn database_for<'a>(
    branch: &str,
    databases: &'a [Database],
    role: Option<&RoleName>,
) -> Result<&'a Database, NoUri> {
    let mut owned = databases
        .iter()
        .filter(|database| Some(&database.owner_name) == role);
    let owned = owned.next().filter(|_| owned.next().is_none());
    let usual = databases
        .iter()
        .find(|database| database.name.as_str() == "neondb");
    match (owned.or(usual), databases) {
        (Some(database), _) | (None, [database]) => Ok(database),
        (None, []) => Err(NoUri::Because(format!("{branch} has no database"))),
        (None, several) => Err(NoUri::Several(format!(
            "{branch} has {} databases and none is called neondb",
            several.len()
        ))),
    }
}

/// Chooses a role if none was given: the owner of the database, `neondb_owner`, or the only one that can sign in.
pub fn role_for(branch: &str, database: &Database, roles: &[Role]) -> Result<RoleName, NoUri> {
    let able: Vec<&Role> = roles.iter().filter(|role| can_sign_in(role)).collect();
    let named = |name: &str| able.iter().find(|role| role.name.as_str() == name);
    let usual = named(database.owner_name.as_str()).or_else(|| named("neondb_owner"));
    match (usual, able.as_slice()) {
        (Some(role), _) | (None, [role]) => Ok(role.name.clone()),
        (None, []) => Err(NoUri::Because(format!(
            "{branch} has no role that can sign in"
        ))),
        (None, several) => Err(NoUri::Several(format!(
            "{branch} has {} roles and none owns {}",
            several.len(),
            database.name
        ))),
    }
}

/// Whether a client can sign in as this role: it is neither one that Neon keeps for its own services nor one without
/// login.
pub fn can_sign_in(role: &Role) -> bool {
    !is_managed(&role.name) && role.authentication_method != Some(AuthenticationMethod::NoLogin)
}

/// Whether Neon keeps this role for its own services.
pub fn is_managed(role: &RoleName) -> bool {
    matches!(
        role.as_str(),
        "authenticator" | "authenticated" | "anonymous"
    )
}
