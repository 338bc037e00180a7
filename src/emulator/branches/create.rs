//! Creating a branch.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::{
    branches::{Annotation, Branch, BranchState, Point},
    connection::{self, ExternalPostgres},
    contents::{Contents, Origin},
    endpoints::{Endpoint, Kind, choice::Choice},
    error::Refusal,
    ids::{Text, lsn},
    operations::{Outcome, Step},
    project_scope::ProjectScope,
    request::{Answer, Call, Reply},
    state::World,
    time::Time,
    validation,
};

#[derive(Debug, Default, Deserialize)]
pub(super) struct CreateRequest {
    #[serde(default)]
    branch: BranchFields,
    #[serde(default)]
    endpoints: Vec<EndpointFields>,
    annotation_value: Option<IndexMap<String, String>>,
}

#[derive(Debug, Default, Deserialize)]
struct BranchFields {
    name: Option<String>,
    parent_id: Option<Text>,
    parent_lsn: Option<String>,
    parent_timestamp: Option<String>,
    protected: Option<bool>,
    archived: Option<bool>,
    init_source: Option<Text>,
    expires_at: Option<String>,
}

#[derive(Debug, Deserialize)]
struct EndpointFields {
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(flatten)]
    choice: Choice,
}

/// The sources of a branch's data: an import brings it from outside, later.
const INIT_SOURCES: [&str; 4] = ["parent-data", "schema-only", "parent-schema", "import"];

/// `POST /projects/{project_id}/branches`: without a compute unless one is requested.
pub fn create(world: &mut World, call: &Call) -> Answer {
    let request = call.optional_body()?;
    make(world, call, request, |_| {})
}

/// Creates a branch, with what is special about it.
pub(super) fn make(
    world: &mut World,
    call: &Call,
    request: CreateRequest,
    specialize: impl FnOnce(&mut Branch),
) -> Answer {
    let creator = world.user.as_creator();
    let stand_in = world.stand_in.clone();
    let mut scope = world.project_scope(call)?;
    let parent = scope.parent(&request.branch)?.clone();
    let point = scope.project.point(
        &parent,
        request.branch.parent_lsn.as_deref(),
        request.branch.parent_timestamp.as_deref(),
        call.time(),
    )?;
    let mut branch = request.branch.build(&mut scope, &parent, point)?;
    branch.created_by = Some(creator);
    specialize(&mut branch);
    branch.annotation = annotation(request.annotation_value, &branch.id, call.time())?;
    let endpoints = endpoints(request.endpoints, &mut scope, &branch.id)?;
    scope.must_be_free()?;
    let archived = branch.pending_state == Some(BranchState::Archived);
    if !archived {
        scope.project.may_start(&endpoints)?;
    }
    let mut steps = scope.project.wake(&parent.id, call.time());
    steps.extend(branch_steps(&branch));
    scope
        .project
        .branches
        .insert(branch.id.clone(), branch.clone());
    let added = endpoints.into_iter().map(|endpoint| match archived {
        true => (scope.project.add_idle_endpoint(endpoint), vec![]),
        false => scope.project.add_endpoint(endpoint),
    });
    let (endpoints, starts): (Vec<_>, Vec<_>) = added.unzip();
    steps.extend(starts.into_iter().flatten());
    let operations = scope.schedule(steps);
    // When it branched off is not told before it is ready.
    let starting = Branch {
        parent_timestamp: None,
        ..branch.clone()
    };
    let body = json!({
        "branch": starting,
        "endpoints": endpoints,
        "operations": operations,
        "roles": branch.roles,
        "databases": branch.databases,
    });
    // Passwords that are not stored are shown once: new ones of a child of a protected branch, but not inherited ones.
    let shown = scope.project.store_passwords || parent.protected;
    let endpoint = endpoints.first().filter(|_| shown);
    Reply::created(with_connection_uri(
        body,
        &branch,
        endpoint,
        stand_in.as_ref(),
    ))
}

/// The steps for the branch itself.
fn branch_steps(branch: &Branch) -> Vec<Step> {
    let step = |action, outcome| Step::on_branch(action, &branch.id, outcome);
    let mut steps = vec![step("create_branch", Outcome::BranchReady)];
    if branch.init_source != "parent-data" {
        steps.push(step("apply_schema_from_branch", Outcome::Nothing));
    }
    if branch.pending_state == Some(BranchState::Archived) {
        steps.push(step("timeline_archive", Outcome::BranchArchived));
    }
    steps
}

fn endpoints(
    wanted: Vec<EndpointFields>,
    scope: &mut ProjectScope<'_>,
    branch: &Text,
) -> Result<Vec<Endpoint>, Refusal> {
    let writes = |endpoint: &&EndpointFields| endpoint.kind == Kind::ReadWrite;
    let writers = wanted.iter().filter(writes).count();
    if writers > 1 {
        let message = "only one read_write endpoint per branch is allowed";
        return Err(Refusal::unprocessable(message));
    }
    let replicas = wanted.len() - writers;
    scope
        .project
        .must_have_room_for_replicas(replicas, scope.plan)?;
    wanted
        .into_iter()
        .map(|fields| fields.build(scope, branch))
        .collect()
}

/// Adds a connection URI if it is unambiguous: one role, one database, and a compute.
fn with_connection_uri(
    mut body: Value,
    branch: &Branch,
    endpoint: Option<&Endpoint>,
    stand_in: Option<&ExternalPostgres>,
) -> Value {
    if let ([role], [database], Some(endpoint)) = (&*branch.roles, &*branch.databases, endpoint)
        && role.must_have_password().is_ok()
        && let Some(fields) = body.as_object_mut()
    {
        let details = connection::details(endpoint, role, &database.name, stand_in);
        fields.insert("connection_uris".to_owned(), json!([details]));
    }
    body
}

/// The key-value pairs to attach to a branch, at most 50.
pub fn annotation(
    words: Option<IndexMap<String, String>>,
    branch: &Text,
    at: Time,
) -> Result<Option<Annotation>, Refusal> {
    match words.filter(|words| !words.is_empty()) {
        Some(words) if words.len() > 50 => Err(Refusal::bad_request(
            "annotation_value must have at most 50 entries",
        )),
        words => Ok(words.map(|words| Annotation::new(branch, words, Some(at)))),
    }
}

impl CreateRequest {
    /// Adds annotations to the requested ones.
    pub(super) fn annotate(&mut self, words: IndexMap<String, String>) {
        self.annotation_value.get_or_insert_default().extend(words);
    }
}

impl ProjectScope<'_> {
    /// The branch to start from: the given one, or the default branch.
    fn parent(&self, fields: &BranchFields) -> Result<&Branch, Refusal> {
        let named = fields.parent_id.as_ref().filter(|id| !id.is_empty());
        let parent = match named {
            Some(id) => self.project.branch(id)?,
            None => self
                .project
                .default_branch()
                .ok_or_else(|| Refusal::not_found("branch"))?,
        };
        parent.must_be_changeable()?;
        if parent.expires_at.is_some() {
            return Err(Refusal::unprocessable(
                "branch with expires_at cannot have child branches",
            ));
        }
        Ok(parent)
    }
}

impl BranchFields {
    fn build(
        self,
        scope: &mut ProjectScope<'_>,
        parent: &Branch,
        point: Point,
    ) -> Result<Branch, Refusal> {
        let id = scope.project.mint.prefixed("br");
        let (project, now) = (&*scope.project, scope.call.time());
        let name = self.name.unwrap_or_else(|| id.to_string());
        validation::text("branch name", &name, 256)?;
        project.must_not_have_branch_named(&name, "")?;
        let source = self
            .init_source
            .unwrap_or_else(|| Text::const_new("parent-data"));
        if !INIT_SOURCES.contains(&source.as_str()) {
            return Err(Refusal::bad_request(format!(
                "invalid init_source \"{source}\""
            )));
        }
        project.must_have_room_for_branch(source == "schema-only", scope.plan)?;
        let mut branch = Branch::root(&project.id, id, &name, now);
        branch.inherit(parent, point.time);
        if source == "parent-data" {
            branch.logical_size = None;
        }
        branch.contents = Contents::new(match source.as_str() {
            "parent-data" => Origin::Copy(parent.contents.at(point.past())),
            "import" => Origin::Description,
            _ => Origin::Schema(parent.contents.at(point.past())),
        });
        if source == "schema-only" {
            branch.platform = None;
        } else {
            branch.parent_id = Some(parent.id.clone());
            branch.parent_lsn = Some(lsn(point.lsn));
            branch.parent_timestamp = Some(point.time);
        }
        branch.init_source = source;
        branch.current_state = BranchState::Init;
        branch.pending_state = Some(match self.archived {
            Some(true) => BranchState::Archived,
            _ => BranchState::Ready,
        });
        if self.protected == Some(true) {
            project.must_have_room_for_protection(scope.plan)?;
            branch.set_protected(true);
        }
        if let Some(text) = self.expires_at {
            let at = validation::parse_expiry(&text)?;
            project.may_expire(&branch, branch.protected, at, now)?;
            branch.set_expiry(Some(at), now);
        }
        Ok(branch)
    }
}

impl EndpointFields {
    fn build(self, scope: &mut ProjectScope<'_>, branch: &Text) -> Result<Endpoint, Refusal> {
        let id = scope.project.mint.prefixed("ep");
        let mut endpoint = Endpoint::new(scope.project, id, branch, self.kind, scope.call.time());
        self.choice.apply(&mut endpoint, scope.plan)?;
        Ok(endpoint)
    }
}
