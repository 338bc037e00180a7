//! What can be copied, and the connection URI in one key.

use super::{
    action::Ready,
    compute,
    dialog::{
        Dialog, form,
        viewer::{Content, Viewer},
    },
    effect::{CopyText, Effect, Slot},
    model::Model,
    target::Target,
};
use crate::{
    api::{
        ApiError, ConnectionUri, Request, UriQuery,
        types::{BranchId, DatabaseName, EndpointId, ProjectId, RoleName},
    },
    resource::endpoint,
};

/// Something that can be copied as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// "name", "id".
    pub label: &'static str,
    /// The text.
    pub text: String,
}

impl Piece {
    /// The text in one line, short enough for a menu.
    pub fn preview(&self) -> String {
        let line: String = self
            .text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(60)
            .collect();
        line
    }
}

/// What can be copied of what is selected.
pub fn pieces(model: &Model) -> Vec<Piece> {
    let Some(target) = model
        .selected()
        .filter(|target| !matches!(target, Target::More(_) | Target::Shared))
    else {
        return Vec::new();
    };
    let piece = |label, text: String| Piece { label, text };
    let mut pieces = vec![piece("name", model.store.name(target))];
    if !matches!(target, Target::Database(..) | Target::Role(..)) {
        pieces.push(piece("id", target.id().to_owned()));
    }
    if let Some(endpoint) = compute::of(model, target) {
        pieces.push(piece("host", endpoint.host.to_string()));
        pieces.push(piece("pooled host", endpoint::pooled_host(endpoint)));
        if !matches!(target, Target::Endpoint(..)) {
            pieces.push(piece("compute id", endpoint.id.to_string()));
        }
    }
    if let Some(branch) = model
        .store
        .branch_of(target)
        .filter(|_| !matches!(target, Target::Branch(..)))
    {
        pieces.push(piece("branch id", branch.id.to_string()));
    }
    if let Some(project) = target
        .project()
        .filter(|_| !matches!(target, Target::Project(_)))
    {
        pieces.push(piece("project id", project.to_string()));
    }
    if let Some(json) = json(model, target) {
        pieces.push(piece("JSON", json));
    }
    pieces
}

/// What is known of a thing, as the API would write it, without secrets.
pub fn json(model: &Model, target: &Target) -> Option<String> {
    if let Some((_, raw)) = model.store.raw.as_ref().filter(|(of, _)| of == target) {
        return Some(crate::api::secret::mask_json(raw));
    }
    let store = &model.store;
    let text = match target {
        Target::Org(org) => serde_json::to_string_pretty(store.orgs.value.get(org)?),
        Target::Project(project) => match store.full(project) {
            Some(full) => serde_json::to_string_pretty(full),
            None => serde_json::to_string_pretty(&store.project(project)?.row),
        },
        Target::Branch(project, branch) => {
            serde_json::to_string_pretty(store.branch(project, branch)?)
        }
        Target::Endpoint(project, endpoint) => {
            serde_json::to_string_pretty(store.endpoint(project, endpoint)?)
        }
        Target::Database(project, branch, name) => {
            let all = &store.contents(project, branch)?.databases.value;
            serde_json::to_string_pretty(all.iter().find(|database| database.name == *name)?)
        }
        Target::Role(project, branch, name) => {
            let all = &store.contents(project, branch)?.roles.value;
            serde_json::to_string_pretty(all.iter().find(|role| role.name == *name)?)
        }
        Target::Shared | Target::More(_) => return None,
    };
    Some(crate::api::secret::mask_json(&text.ok()?))
}

/// Copies a piece.
pub fn copy(piece: Piece) -> Vec<Effect> {
    let label = piece.label.to_owned();
    vec![Effect::Copy {
        text: CopyText::Plain(piece.text),
        label,
    }]
}

/// Whose connection URI is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UriOf {
    /// The project.
    pub project: ProjectId,
    /// The branch.
    pub branch: BranchId,
    /// The branch's name, for the notice.
    pub branch_name: String,
    /// The compute.
    pub endpoint: EndpointId,
    /// The database.
    pub database: DatabaseName,
    /// The role.
    pub role: RoleName,
    /// Through the pooler.
    pub pooled: bool,
}

impl UriOf {
    /// The request that answers the URI.
    pub fn request(&self) -> Request {
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

    /// What a notice says was copied: place, database, role and pooling, never the text.
    pub fn label(&self, what: &str) -> String {
        let how = if self.pooled { "pooled" } else { "direct" };
        format!(
            "{what} for {} / {} as {}, {how}",
            self.branch_name, self.database, self.role
        )
    }
}

/// Why there is no URI, or what else must be known first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoUri {
    /// The branches, computes, databases or roles of the place are not loaded.
    NotLoaded,
    /// There is none, and this is why.
    Because(String),
}

/// Chooses compute, database and role for a row as the official client would: the row's own, else
/// the read-write compute, `neondb` or the only database, and its owner.
pub fn choose(model: &Model, target: &Target) -> Result<UriOf, NoUri> {
    let project = target
        .project()
        .ok_or_else(|| NoUri::Because("select a branch, compute, database or role".into()))?;
    let branch = model.store.branch_of(target).ok_or(NoUri::NotLoaded)?;
    let endpoint = match target {
        Target::Endpoint(project, id) => model.store.endpoint(project, id),
        _ => model.store.endpoints_of(project, &branch.id).next(),
    };
    let known = model
        .store
        .inside(project)
        .is_some_and(|inside| inside.endpoints.known().is_some());
    let endpoint = match endpoint {
        Some(endpoint) => endpoint,
        None if known => {
            return Err(NoUri::Because(format!(
                "{} has no compute, so nobody can connect to it",
                branch.name
            )));
        }
        None => return Err(NoUri::NotLoaded),
    };
    let contents = model
        .store
        .contents(project, &branch.id)
        .ok_or(NoUri::NotLoaded)?;
    let (Some(databases), Some(roles)) = (contents.databases.known(), contents.roles.known())
    else {
        return Err(NoUri::NotLoaded);
    };
    let role_of = |target: &Target| match target {
        Target::Role(_, _, role) => Some(role.clone()),
        _ => None,
    };
    let wanted = match target {
        Target::Database(_, _, name) => databases.iter().find(|database| database.name == *name),
        _ => None,
    };
    let owned = role_of(target).and_then(|role| {
        databases
            .iter()
            .find(|database| database.owner_name == role)
    });
    let usual = databases
        .iter()
        .find(|database| database.name.as_str() == "neondb");
    let database = wanted.or(owned).or(usual).or(databases.first());
    let database =
        database.ok_or_else(|| NoUri::Because(format!("{} has no database", branch.name)))?;
    let owner = || {
        roles
            .iter()
            .find(|role| role.name == database.owner_name)
            .map(|role| role.name.clone())
    };
    let any = || {
        roles
            .iter()
            .map(|role| &role.name)
            .find(|name| !is_managed(name))
            .cloned()
    };
    let role = role_of(target).or_else(owner).or_else(any);
    let role = role
        .ok_or_else(|| NoUri::Because(format!("{} has no role that can sign in", branch.name)))?;
    Ok(UriOf {
        project: project.clone(),
        branch: branch.id.clone(),
        branch_name: branch.name.to_string(),
        endpoint: endpoint.id.clone(),
        database: database.name.clone(),
        role,
        pooled: true,
    })
}

/// Roles that Neon keeps for its own services.
pub fn is_managed(role: &RoleName) -> bool {
    matches!(
        role.as_str(),
        "authenticator" | "authenticated" | "anonymous"
    )
}

/// Whether the selection has a connection URI, as far as is known.
pub fn uri_ready(model: &Model) -> Ready {
    let Some(target) = model.selected() else {
        return Ready::Hidden;
    };
    if target.project().is_none() {
        return Ready::Hidden;
    }
    match choose(model, target) {
        Ok(_) | Err(NoUri::NotLoaded) => Ready::Yes,
        Err(NoUri::Because(why)) => Ready::No(why),
    }
}

/// Fetches the URI of the selection; it goes to the clipboard when it comes.
pub fn uri(model: &mut Model) -> Vec<Effect> {
    let Some(target) = model.selected().cloned() else {
        return Vec::new();
    };
    match choose(model, &target) {
        Ok(of) => fetch_uri(model, of),
        Err(NoUri::NotLoaded) => {
            model.uri_wanted = Some(target.clone());
            let mut effects = model.say(format!(
                "loading {} to copy its URI …",
                model.store.name(&target)
            ));
            effects.extend(super::fetch::for_uri(model, &target));
            effects
        }
        Err(NoUri::Because(why)) => model.say(why),
    }
}

fn fetch_uri(model: &mut Model, of: UriOf) -> Vec<Effect> {
    let request = of.request();
    model.log.sent(&request);
    model.uri_for = Some(of);
    vec![Effect::ask(Slot::Uri, request)]
}

/// More is known now: if a URI was wanted, it may be possible.
pub fn retry(model: &mut Model) -> Vec<Effect> {
    let Some(target) = model.uri_wanted.clone() else {
        return Vec::new();
    };
    match choose(model, &target) {
        Ok(of) => {
            model.uri_wanted = None;
            fetch_uri(model, of)
        }
        Err(NoUri::NotLoaded) => match load_error(model, &target) {
            Some(why) => {
                model.forget_uri();
                model.say_bad(format!("no URI: {why}"))
            }
            None => super::fetch::for_uri(model, &target),
        },
        Err(NoUri::Because(why)) => {
            model.forget_uri();
            model.say(why)
        }
    }
}

/// Why what a URI needs could not be loaded, if it could not.
fn load_error(model: &Model, target: &Target) -> Option<String> {
    let inside = model.store.inside(target.project()?)?;
    let of_project = inside.branches.error().or(inside.endpoints.error());
    let contents = model
        .store
        .branch_of(target)
        .and_then(|branch| inside.contents.get(&branch.id));
    let of_branch =
        contents.and_then(|contents| contents.databases.error().or(contents.roles.error()));
    of_project.or(of_branch).map(ApiError::sentence)
}

/// The URI came.
pub fn uri_came(model: &mut Model, uri: ConnectionUri) -> Vec<Effect> {
    let Some(of) = model.uri_for.take() else {
        return Vec::new();
    };
    vec![Effect::Copy {
        text: CopyText::Secret(uri),
        label: of.label("URI"),
    }]
}

/// Whether there is a request to copy.
pub fn curl_ready(model: &Model) -> Ready {
    if request(model).is_some() {
        Ready::Yes
    } else {
        Ready::no("no request has been sent yet")
    }
}

/// The request that is shown, else the one that was sent last.
fn request(model: &Model) -> Option<String> {
    let base = &model.session.base_url;
    match model.dialogs.top() {
        Some(Dialog::Form(form)) => form::request(form).map(|request| request.curl(base)),
        Some(Dialog::Confirm(confirm)) => confirm.request().map(|request| request.curl(base)),
        Some(Dialog::Viewer(Viewer {
            content: Content::Log { at, .. },
            ..
        })) => model.log.entries().get(*at).map(|entry| entry.curl(base)),
        _ => model.log.last().map(|request| request.curl(base)),
    }
}

/// Copies that request as a curl command; the key stays a variable.
pub fn curl(model: &mut Model) -> Vec<Effect> {
    match request(model) {
        Some(text) => vec![Effect::Copy {
            text: CopyText::Plain(text),
            label: "curl command".to_owned(),
        }],
        None => model.say("no request to copy"),
    }
}
