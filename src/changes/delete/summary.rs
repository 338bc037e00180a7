//! What a deletion takes away, line by line.

use super::count;
use crate::{
    api::types::{Branch, BranchId, ProjectId, Snapshot, Time},
    kinds::{
        relative_time,
        time_input::{self, TimeContext},
        units::bytes,
    },
    store::target::Target,
    ui::{
        action::Action,
        dialog::confirm::LABEL,
        model::Model,
        table::{api_keys, members, shares},
    },
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// How long Neon keeps what was deleted, where it keeps it.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A label and what it says, in two columns; one that is longer than its column keeps a blank behind it.
pub fn fact(label: &str, text: impl AsRef<str>) -> String {
    const COLUMN: usize = LABEL - 1;
    format!("{label:<COLUMN$} {}", text.as_ref())
}

/// What goes, with its `children`, and whether it comes back.
pub fn lines(model: &Model, target: &Target, children: &[Target]) -> Vec<String> {
    let mut lines = vec![place(model, target)];
    match target {
        Target::Project(project) => of_project(model, project, &mut lines),
        Target::Branch(project, id) => {
            of_branch(model, project, id, &mut lines);
            of_children(model, target, children, &mut lines);
            lines.push(fact(
                "after",
                "permanently, unless the account has branch recovery (7 days)",
            ));
        }
        Target::Endpoint(..) => of_endpoint(model, target, &mut lines),
        Target::Database(project, branch, name) => {
            let contents = model.store.contents(project, branch);
            let all = contents.map_or(&[][..], |contents| &contents.databases.value);
            if let Some(database) = all.iter().find(|database| database.name == *name) {
                lines.push(fact("owner", database.owner_name.as_str()));
            }
            lines.push(fact("removes", "all its schemas, tables and data"));
            lines.extend(wakes(model, target));
            lines.push(fact("after", "it is deleted permanently"));
        }
        Target::Role(..) => {
            lines.push(fact("removes", "the role and its password"));
            lines.push(fact("breaks", "every connection string that uses it"));
            lines.extend(wakes(model, target));
            lines.push(fact("after", "it is deleted permanently"));
        }
        Target::Snapshot(project, id) => {
            if let Some(snapshot) = model.store.snapshot(project, id) {
                of_snapshot(model, snapshot, &mut lines);
            }
        }
        Target::Org(_)
        | Target::Shared
        | Target::DeletedBranch(..)
        | Target::Share(..)
        | Target::Account
        | Target::ApiKey(..)
        | Target::Member(..)
        | Target::Invitation(..)
        | Target::Spending(..)
        | Target::Schedule(..)
        | Target::More(_) => {}
    }
    lines
}

/// What it means for many of a kind to go.
pub(crate) fn of_many(model: &Model, all: &[Target]) -> Vec<String> {
    let gone = |what| vec![fact("removes", what), fact("after", "gone for good")];
    match all.first() {
        Some(Target::ApiKey(..)) => api_keys::meaning(model, all),
        Some(Target::Member(..)) => members::meaning().to_vec(),
        Some(Target::Share(..)) => shares::meaning().to_vec(),
        Some(Target::Snapshot(..)) => gone("what they hold; the branches stay"),
        _ => vec![
            fact("removes", "their computes, databases, roles and data"),
            fact(
                "after",
                "permanently, unless the account has branch recovery (7 days)",
            ),
        ],
    }
}

/// Where the thing is: organization, project, branch; the account, where it is in none.
pub fn place(model: &Model, target: &Target) -> String {
    let mut path = Vec::new();
    match target {
        Target::ApiKey(None, _) => path.push(model.store.name(&Target::Account)),
        _ => path.extend(
            target
                .org()
                .map(|org| model.store.name(&Target::Org(org.clone()))),
        ),
    }
    if let Some(project) = target.project() {
        let list = model.store.list_of(project);
        path.extend(list.map(|list| model.store.name(&list)));
        if !matches!(target, Target::Project(_)) {
            path.push(model.store.name(&Target::Project(project.clone())));
        }
    }
    if !matches!(target, Target::Project(_) | Target::Branch(..)) {
        let branch = model.store.branch_of(target);
        path.extend(branch.map(|branch| branch.name.to_string()));
    }
    fact("in", path.join(" › "))
}

fn wakes(model: &Model, target: &Target) -> Option<String> {
    let compute = crate::changes::compute::of(model, target)?;
    let awake = crate::kinds::endpoint::state(compute) == crate::kinds::State::ACTIVE;
    (!awake).then(|| fact("wakes", "the compute of the branch, for a moment"))
}

fn of_project(model: &Model, project: &ProjectId, lines: &mut Vec<String>) {
    lines.push(fact("project", project.as_str()));
    let row = model.store.project(project).map(|entry| &entry.row);
    let size = row.and_then(|row| row.synthetic_storage_size);
    let size = size.map_or(String::new(), |size| format!(", {}", bytes::measured(size)));
    let inside = model
        .store
        .inside(project)
        .filter(|inside| inside.branches.known().is_some());
    match inside {
        Some(inside) => {
            let branches = &inside.branches.value;
            let computes = inside.endpoints.value.len();
            lines.push(fact(
                "removes",
                format!(
                    "{}, {}, all databases and roles{size}",
                    count(branches.len(), "branch"),
                    count(computes, "compute")
                ),
            ));
            let names: Vec<&str> = branches.values().map(|one| one.name.as_str()).collect();
            lines.push(fact("branches", names.join(", ")));
            let unread = [
                (&inside.branches.odd, "branch"),
                (&inside.endpoints.odd, "compute"),
            ];
            for (odd, what) in unread.iter().filter(|(odd, _)| !odd.is_empty()) {
                let text = format!("{} that could not be read", count(odd.len(), what));
                lines.push(fact("and", text));
            }
        }
        None => lines.push(fact(
            "removes",
            format!("all its branches, computes, databases and roles{size}"),
        )),
    }
    let active = row.and_then(|row| row.compute_last_active_at);
    lines.push(fact("active", ago(model, active)));
    let key = model.keymap.name(Action::Deleted);
    let until = until(model);
    lines.push(fact("recover", format!("until {until} with {key}")));
}

/// Until when what is deleted now can come back.
fn until(model: &Model) -> String {
    let end = model.now.saturating_add(KEPT).unwrap_or(Timestamp::MAX);
    let (now, zone) = (model.now, &TimeZone::UTC);
    format!(
        "{} UTC",
        time_input::date_and_time(end, TimeContext { now, zone })
    )
}

fn of_branch(model: &Model, project: &ProjectId, id: &BranchId, lines: &mut Vec<String>) {
    let Some(branch) = model.store.branch(project, id) else {
        return;
    };
    lines.push(fact("branch", id.as_str()));
    lines.push(fact("removes", content(model, project, branch)));
    let last = model
        .store
        .endpoints_of(project, id)
        .filter_map(|endpoint| endpoint.last_active)
        .max();
    lines.push(fact("active", ago(model, last)));
    let by = branch.created_by.as_ref().and_then(|by| by.name.as_deref());
    let made = ago(model, branch.created_at);
    lines.push(fact(
        "made",
        by.map_or(made.clone(), |by| format!("{made} by {by}")),
    ));
}

/// "1 compute, 2 databases, 3 roles, 18.2 GB".
fn content(model: &Model, project: &ProjectId, branch: &Branch) -> String {
    let computes = model.store.endpoints_of(project, &branch.id).count();
    let mut parts = vec![count(computes, "compute")];
    let contents = model.store.contents(project, &branch.id);
    let known = contents.and_then(|contents| {
        let (databases, roles) = (contents.databases.known()?, contents.roles.known()?);
        Some((databases.len(), roles.len()))
    });
    match known {
        _ if contents.is_some_and(|known| {
            !known.databases.odd.is_empty() || !known.roles.odd.is_empty()
        }) =>
        {
            parts.push("databases and roles, of which not all could be read".to_owned());
        }
        Some((databases, roles)) => {
            parts.push(count(databases, "database"));
            parts.push(count(roles, "role"));
        }
        None => parts.push("all its databases and roles".to_owned()),
    }
    if let Some(size) = branch.logical_size {
        parts.push(bytes::measured(size));
    }
    parts.join(", ")
}

/// What helps to recognize a branch among others: "idle, active 6d ago, 18.2 GB".
pub fn about(model: &Model, project: &ProjectId, branch: &Branch) -> String {
    let inside = model.store.inside(project);
    let state = inside.map(|inside| inside.branch_state(branch).word.to_owned());
    let computes = model.store.endpoints_of(project, &branch.id);
    let last = computes.filter_map(|endpoint| endpoint.last_active).max();
    let last = last.map(|at| relative_time::relative(at.timestamp(), model.now));
    let size = branch.logical_size;
    let size = size.map(bytes::measured);
    let parts: Vec<String> = [state, last, size].into_iter().flatten().collect();
    parts.join(", ")
}

fn of_children(model: &Model, of: &Target, children: &[Target], lines: &mut Vec<String>) {
    if let Target::Branch(project, id) = of {
        lines.extend(unread_children(model, project, id));
    }
    if children.is_empty() {
        if may_hang(model, of) == 0 {
            lines.push(fact("children", "none"));
        }
        return;
    }
    lines.push(String::new());
    lines.push("Deleted in this order; the first refusal stops it:".to_owned());
    for (at, child) in children.iter().enumerate() {
        let Target::Branch(project, id) = child else {
            continue;
        };
        let Some(branch) = model.store.branch(project, id) else {
            continue;
        };
        let what = content(model, project, branch);
        lines.push(format!("{:>3}. {}  {what}", at + 1, branch.name));
    }
    let parent = children.first().and_then(Target::project);
    if parent.is_some() {
        lines.push(format!("{:>3}. the branch itself", children.len() + 1));
    }
    lines.push(String::new());
}

fn may_hang(model: &Model, of: &Target) -> usize {
    match of {
        Target::Branch(project, id) => super::may_hang_under(model, project, id),
        _ => 0,
    }
}

/// Says that not everything that may hang under a branch could be read.
fn unread_children(model: &Model, project: &ProjectId, id: &BranchId) -> Vec<String> {
    let many = super::may_hang_under(model, project, id);
    if many == 0 {
        return Vec::new();
    }
    let text = format!(
        "not known: {} of this project could not be read",
        count(many, "branch")
    );
    vec![fact("children", text)]
}

fn of_endpoint(model: &Model, target: &Target, lines: &mut Vec<String>) {
    let Target::Endpoint(project, id) = target else {
        return;
    };
    let Some(endpoint) = model.store.endpoint(project, id) else {
        return;
    };
    lines.push(fact("compute", id.as_str()));
    let kind = crate::kinds::endpoint::short_kind(endpoint);
    let state = crate::kinds::endpoint::state(endpoint).word;
    lines.push(fact("kind", format!("{kind}, {state}")));
    lines.push(fact("active", ago(model, endpoint.last_active)));
    lines.push(fact(
        "breaks",
        format!(
            "the host {}: a new compute gets another, and open connections drop",
            endpoint.host
        ),
    ));
    lines.push(fact("keeps", "the data: it belongs to the branch"));
}

fn of_snapshot(model: &Model, snapshot: &Snapshot, lines: &mut Vec<String>) {
    lines.push(fact("snapshot", snapshot.id.as_str()));
    let at = snapshot.timestamp.or(snapshot.created_at);
    let of = crate::kinds::snapshot::origin(snapshot);
    lines.push(fact("made", format!("{}, {of}", ago(model, at))));
    if let Some(size) = snapshot.full_size.or(snapshot.diff_size) {
        lines.push(fact("removes", bytes::measured(size)));
    }
    lines.push(fact("keeps", "branches that were restored from it"));
    lines.push(fact("after", "it is deleted permanently"));
}

fn ago(model: &Model, at: Option<Time>) -> String {
    at.map_or_else(
        || "never, according to Neon".to_owned(),
        |at| relative_time::relative(at.timestamp(), model.now),
    )
}
