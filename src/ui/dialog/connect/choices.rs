//! The choices of the dialog.

use super::{Connect, Part, Status, fetch as uris};
use crate::{
    api::types::{Branch, BranchId, Database, DatabaseName, Endpoint, EndpointId, Role, RoleName},
    changes::Changes,
    connect::formats::{Format, Ssl},
    key::Key,
    neon::Neon,
    reads::fetch,
    store::{BranchData, target::Target},
    ui::{
        action::{Action, Availability, Scope},
        browser::Browser,
        commands,
        dialog::{Behavior, Dialogs, line::DialogLine, stakes::Stakes},
        model::Model,
        scroll::{Ends, Scroll, neighbor, one},
        settings::Settings,
        text_input, uri,
    },
};
use std::cell::Cell;
use tui_input::Input;

/// Whether a client can connect to the selection.
pub fn ready(browser: &Browser) -> Availability {
    Availability::shown_if(browser.connectable().is_some())
}

/// Opens the dialog for the row of the cursor.
pub fn open(browser: &Browser, dialogs: &mut Dialogs, neon: &mut Neon) {
    let Some(from) = browser.connectable().cloned() else {
        return;
    };
    let Some(project) = from.project().cloned() else {
        return;
    };
    let endpoint = match &from {
        Target::Endpoint(_, id) => Some(id.clone()),
        _ => None,
    };
    let database = match &from {
        Target::Database(_, _, name) => Some(name.clone()),
        _ => None,
    };
    let role = match &from {
        Target::Role(_, _, name) => Some(name.clone()),
        _ => None,
    };
    let dialog = Connect {
        project,
        branch: from.branch().cloned(),
        from: from.clone(),
        endpoint,
        database,
        role,
        pooled: true,
        ssl: Ssl::default(),
        point_in_time: Input::default(),
        format: 0,
        at: Part::Format,
        status: Status::Choosing,
        revealed: None,
        scroll: Scroll::default(),
        rows: Cell::default(),
        wanted: None,
    };
    dialogs.open(dialog);
    fetch::for_uri(neon, &from);
    complete(dialogs, neon);
}

/// The dialog, wherever it is in the stack.
pub(crate) fn any(dialogs: &Dialogs) -> Option<&Connect> {
    dialogs.all().next()
}

pub(crate) fn any_mut(dialogs: &mut Dialogs) -> Option<&mut Connect> {
    dialogs.all_mut().next()
}

/// Fills in open choices after more has been loaded.
pub fn after_answer(dialogs: &mut Dialogs, neon: &mut Neon) {
    if any(dialogs).is_some() {
        complete(dialogs, neon)
    }
}

impl Connect {
    /// The branches to choose from.
    pub(crate) fn branches<'a>(&self, neon: &'a Neon) -> impl Iterator<Item = &'a Branch> {
        let inside = neon.store.inside(&self.project);
        inside
            .into_iter()
            .flat_map(|inside| inside.branches.value.values())
    }

    /// The computes to choose from.
    pub(crate) fn endpoints<'a>(&self, neon: &'a Neon) -> Vec<&'a Endpoint> {
        self.branch.as_ref().map_or_else(Vec::new, |branch| {
            neon.store.endpoints_of(&self.project, branch).collect()
        })
    }

    pub(crate) fn contents<'a>(&self, neon: &'a Neon) -> Option<&'a BranchData> {
        neon.store.contents(&self.project, self.branch.as_ref()?)
    }

    /// The databases to choose from; `None` while they are not loaded.
    pub(crate) fn databases<'a>(&self, neon: &'a Neon) -> Option<&'a [Database]> {
        Some(self.contents(neon)?.databases.known()?.as_slice())
    }

    /// The roles to choose from; `None` while they are not loaded.
    pub(crate) fn roles<'a>(&self, neon: &'a Neon) -> Option<Vec<&'a Role>> {
        let roles = self.contents(neon)?.roles.known()?;
        let able = roles.iter().filter(|role| uri::can_sign_in(role));
        Some(able.collect())
    }

    pub fn chosen<'a>(&self, settings: &'a Settings) -> Option<&'a Format> {
        settings.formats.get(self.format)
    }

    /// Drops what was fetched for the previous choice.
    pub(super) fn changed(&mut self) {
        self.revealed = None;
        self.scroll.reset();
        self.wanted = None;
        self.status = Status::Choosing;
    }
}

/// The default choices where the user has chosen nothing, or something that no longer exists.
fn proposal(neon: &Neon, connect: &Connect) -> Proposal {
    let branch = connect.branch.clone().or_else(|| {
        let branch = neon.store.branch_of(&connect.from)?;
        Some(branch.id.clone())
    });
    let endpoints = connect.endpoints(neon);
    let endpoint = connect
        .endpoint
        .as_ref()
        .filter(|id| endpoints.iter().any(|endpoint| endpoint.id == **id));
    let endpoint = endpoint.or(endpoints.first().map(|endpoint| &endpoint.id));
    let databases = connect.databases(neon).unwrap_or_default();
    let database = connect
        .database
        .as_ref()
        .and_then(|name| databases.iter().find(|database| database.name == *name));
    let roles = connect.roles(neon).unwrap_or_default();
    let owned: Vec<Role> = roles.iter().map(|role| (*role).clone()).collect();
    let last = branch
        .as_ref()
        .and_then(|id| neon.store.branch(&connect.project, id));
    let last = last.and_then(|branch| uri::remembered(neon, branch, databases, &owned));
    let last = last.filter(|_| connect.database.is_none() && connect.role.is_none());
    let usual = || uri::database_for("", databases, connect.role.as_ref()).ok();
    let database = database.or(last.as_ref().map(|(database, _)| *database));
    let database = database.or_else(usual).or(databases.first());
    let role = connect
        .role
        .as_ref()
        .filter(|name| roles.iter().any(|role| role.name == **name));
    let owner = || uri::role_for("", database?, &owned).ok();
    let role = role.cloned().or(last.map(|(_, role)| role));
    let role = role.or_else(owner);
    let role = role.or_else(|| roles.first().map(|role| role.name.clone()));
    Proposal {
        branch,
        endpoint: endpoint.cloned(),
        database: database.map(|database| database.name.clone()),
        role,
        knows_databases: connect.databases(neon).is_some(),
        knows_roles: connect.roles(neon).is_some(),
    }
}

struct Proposal {
    branch: Option<BranchId>,
    endpoint: Option<EndpointId>,
    database: Option<DatabaseName>,
    role: Option<RoleName>,
    knows_databases: bool,
    knows_roles: bool,
}

/// Fills in open choices, and requests what is missing.
fn complete(dialogs: &mut Dialogs, neon: &mut Neon) {
    let Some(connect) = any(dialogs) else {
        return;
    };
    let project = connect.project.clone();
    let found_branch = connect.branch.is_none();
    let proposal = proposal(neon, connect);
    let Some(connect) = any_mut(dialogs) else {
        return;
    };
    connect.branch = proposal.branch;
    // While a list is loading its choice stays: a branch usually has what its parent has.
    connect.endpoint = proposal
        .endpoint
        .or(connect.endpoint.take().filter(|_| found_branch));
    if proposal.knows_databases {
        connect.database = proposal.database;
    }
    if proposal.knows_roles {
        connect.role = proposal.role;
    }
    let Some(branch) = connect.branch.clone() else {
        return;
    };
    let absent = neon
        .store
        .contents(&project, &branch)
        .is_none_or(|contents| contents.databases.is_absent() || contents.roles.is_absent());
    if absent {
        fetch::contents(neon, &project, &branch, false)
    } else if found_branch {
        complete(dialogs, neon)
    }
}

fn step(dialogs: &mut Dialogs, settings: &Settings, neon: &mut Neon, up: bool) {
    let Some(connect) = any(dialogs) else {
        return;
    };
    let part = connect.at;
    let formats = settings.formats.len();
    let branches: Vec<BranchId> = connect
        .branches(neon)
        .map(|branch| branch.id.clone())
        .collect();
    let endpoints: Vec<EndpointId> = connect
        .endpoints(neon)
        .iter()
        .map(|endpoint| endpoint.id.clone())
        .collect();
    let databases = connect.databases(neon).unwrap_or_default();
    let databases: Vec<DatabaseName> = databases.iter().map(|one| one.name.clone()).collect();
    let roles = connect.roles(neon).unwrap_or_default();
    let roles: Vec<RoleName> = roles.iter().map(|role| role.name.clone()).collect();
    let Some(connect) = dialogs.top_as_mut::<Connect>() else {
        return;
    };
    macro_rules! choose {
        ($all:expr, $field:ident) => {{
            let now = connect.$field.as_ref();
            let chosen = neighbor(&$all, now, one(up), Ends::Stay).cloned();
            if chosen.is_some() && chosen != connect.$field {
                connect.$field = chosen;
                connect.changed();
            }
        }};
    }
    match part {
        Part::Branch => {
            choose!(branches, branch);
            complete(dialogs, neon)
        }
        Part::Compute => choose!(endpoints, endpoint),
        Part::Database => choose!(databases, database),
        Part::Role => choose!(roles, role),
        Part::Pooled => {
            connect.pooled = !connect.pooled;
            connect.changed();
        }
        Part::Ssl => {
            let ssl = neighbor(&Ssl::ALL, Some(&connect.ssl), one(up), Ends::Stay);
            connect.ssl = ssl.copied().unwrap_or_default();
            connect.changed();
        }
        // The text line uses these keys to move its caret.
        Part::At => {}
        Part::Format => {
            // To the next column of the list.
            let by = one(up).saturating_mul(connect.rows.get().max(1).cast_signed());
            let to = connect.format.checked_add_signed(by);
            connect.format = to.filter(|to| *to < formats).unwrap_or(connect.format);
            connect.changed();
        }
    }
}

pub(super) fn go(dialogs: &mut Dialogs, forward: bool) {
    if let Some(connect) = dialogs.top_as_mut::<Connect>() {
        let part = neighbor(&Part::ALL, Some(&connect.at), one(forward), Ends::Wrap);
        connect.at = part.copied().unwrap_or(Part::Branch);
        connect.scroll.reset();
    }
}

impl Behavior for Connect {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Connect, Scope::Always]
    }

    fn stakes(&self, _: &Settings, neon: &Neon) -> Stakes {
        let branch = self.branch.clone();
        let branch = branch.map(|branch| Target::Branch(self.project.clone(), branch));
        Stakes::of(neon, branch.as_ref().unwrap_or(&self.from))
    }

    /// Whether a point in time is being typed.
    fn takes_text(&self) -> bool {
        self.at == Part::At
    }

    /// Chooses a format by its key; on the line of the point in time, types text.
    fn type_key(model: &mut Model, key: Key) -> bool {
        let Some(connect) = model.dialogs.top_as_mut::<Connect>() else {
            return false;
        };
        if connect.at == Part::At {
            let edited = text_input::edit(&mut connect.point_in_time, key);
            if edited {
                connect.changed();
            }
            return edited;
        }
        let key = key.typed();
        key.is_some_and(|key| connect.choose_format(&model.settings.formats, key))
    }

    /// Pastes a point in time.
    fn paste(model: &mut Model, text: &str) -> bool {
        let Some(connect) = model
            .dialogs
            .top_as_mut::<Connect>()
            .filter(|connect| connect.takes_text())
        else {
            return false;
        };
        text_input::insert(&mut connect.point_in_time, text);
        connect.changed();
        true
    }

    fn scroll(&self) -> Option<&Scroll> {
        Some(&self.scroll)
    }

    fn opens(&self) -> Option<Action> {
        Some(match self.at {
            Part::Format => Action::ConnectCopy,
            _ => Action::NextValue,
        })
    }

    fn point(model: &mut Model, line: &DialogLine) -> bool {
        let Some(connect) = model.dialogs.top_as_mut::<Self>() else {
            return false;
        };
        if let Some(part) = line.id::<Part>() {
            connect.at = *part;
            return true;
        }
        let key = line.id::<char>();
        key.is_some_and(|key| connect.choose_format(&model.settings.formats, *key))
    }

    fn close(model: &mut Model) {
        uris::close(&mut model.dialogs, &mut model.neon)
    }

    fn to_field(model: &mut Model, next: bool) {
        go(&mut model.dialogs, next)
    }

    fn to_value(model: &mut Model, next: bool) {
        step(&mut model.dialogs, &model.settings, &mut model.neon, next)
    }
}

/// The chosen role, as a target.
pub fn chosen_role(dialogs: &Dialogs) -> Option<Target> {
    let connect = any(dialogs)?;
    Some(Target::Role(
        connect.project.clone(),
        connect.branch.clone()?,
        connect.role.clone()?,
    ))
}

/// Whether the chosen role can get a new password.
pub fn can_reset(dialogs: &Dialogs, changes: &Changes, neon: &Neon) -> Availability {
    match chosen_role(dialogs) {
        Some(role) => commands::role::can_reset_of(changes, neon, &role),
        None => Availability::no("no role is chosen yet"),
    }
}

/// Asks for confirmation before resetting the password of the chosen role.
pub fn reset_password(dialogs: &mut Dialogs, neon: &Neon) {
    if let Some(role) = chosen_role(dialogs) {
        commands::role::reset_of(dialogs, neon, &role)
    }
}
