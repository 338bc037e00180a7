//! The schema of a database, and its difference from that of another branch or of an earlier point in time.

pub mod all;
pub mod batch;
pub mod marked;
pub mod point_in_time;
pub mod schemas;
pub mod wake;
pub mod with;

use crate::{
    api::{
        ApiError, Request, SchemaBase, SchemaQuery,
        types::{Branch, BranchId, DatabaseName, ProjectId},
    },
    kinds::{endpoint, state::State},
    neon::{DialogId, Neon, read},
    reads::fetch,
    store::{Store, target::Target},
    ui::{
        awaited::Awaited,
        browser::Browser,
        compare::with::{AsOf, With},
        dialog::{Dialogs, menu::Menu, restore::when::here as here_and_now, viewer::Viewer},
        settings::Settings,
    },
};

use super::{
    action::Availability,
    dialog::{
        menu::{Choice, Item},
        restore::{self},
        viewer::{Content, Diff, search},
    },
};

/// Whether the selection is on a branch with a parent whose schemas may be compared.
pub fn ready(browser: &Browser, neon: &Neon) -> Availability {
    let ready = has_parent(browser, &neon.store);
    let branch = browser.selected().and_then(|row| neon.store.branch_of(row));
    match branch.filter(|_| ready == Availability::Yes) {
        Some(branch) => {
            let both = std::iter::once(&branch.id).chain(branch.parent_id.as_ref());
            why_not(neon, &branch.project_id, both).map_or(ready, Availability::No)
        }
        None => ready,
    }
}

/// Why the schemas of these branches must not be read, if so: reading may wake their computes.
pub fn why_not<'a>(
    neon: &Neon,
    project: &ProjectId,
    branches: impl IntoIterator<Item = &'a BranchId>,
) -> Option<String> {
    // Of several, the one that would be woken.
    let runs = |branch: &&BranchId| {
        let target = Target::Branch(project.clone(), (*branch).clone());
        neon.store.compute_of(&target).map(endpoint::state) == Some(State::ACTIVE)
    };
    let (running, others): (Vec<_>, Vec<_>) = branches.into_iter().partition(runs);
    others.into_iter().chain(running).find_map(|branch| {
        let target = Target::Branch(project.clone(), branch.clone());
        let name = neon.store.name(&target);
        if let Some(by) = neon.no_wake_by(Some(&target)) {
            return Some(format!(
                "that may wake the compute of {name}: blocked by {by}"
            ));
        }
        let is_unknown = neon.store.branch(project, branch).is_none();
        let may_hold = neon.policy.rules.iter().any(|rule| rule.no_wake);
        (is_unknown && may_hold)
            .then(|| format!("{name} is not loaded, and a rule may forbid waking its compute"))
    })
}

/// Why this comparison is not allowed, if so.
fn forbidden(neon: &Neon, target: &Target, with: &With) -> Option<String> {
    let (project, here) = branch_of(target)?;
    let base = match with {
        With::Parent => neon.store.branch(project, here)?.parent_id.as_ref(),
        With::Branch(base, _) | With::Past(base) => Some(base),
        With::Any | With::AnyPast | With::Nothing => None,
    };
    why_not(neon, project, std::iter::once(here).chain(base))
}

fn has_parent(browser: &Browser, store: &Store) -> Availability {
    let branch = match browser.selected() {
        Some(
            row @ (Target::Branch(..)
            | Target::Endpoint(..)
            | Target::Database(..)
            | Target::Role(..)),
        ) => store.branch_of(row),
        _ => None,
    };
    match branch {
        Some(branch) if branch.parent_id.is_none() => Availability::no(format!(
            "{} is a root branch: it has no parent to compare with",
            branch.name
        )),
        Some(_) => Availability::Yes,
        None => Availability::Hidden,
    }
}

/// Whether the selection is on a branch whose schema can be shown.
pub fn show_ready(browser: &Browser, store: &Store) -> Availability {
    match has_parent(browser, store) {
        Availability::No(_) => Availability::Yes,
        other => other,
    }
}

/// Compares the database of the row with the parent's; on a branch with several, all of them.
pub fn run(browser: &Browser, dialogs: &mut Dialogs, settings: &mut Settings, neon: &mut Neon) {
    pick(browser, dialogs, settings, neon, With::Parent)
}

/// Compares the database of the row with that of a branch the user chooses.
pub fn with_any(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &mut Settings,
    neon: &mut Neon,
) {
    pick(browser, dialogs, settings, neon, With::Any)
}

/// Shows the schema of the row's database.
pub fn show(browser: &Browser, dialogs: &mut Dialogs, settings: &mut Settings, neon: &mut Neon) {
    pick(browser, dialogs, settings, neon, With::Nothing)
}

fn pick(
    browser: &Browser,
    dialogs: &mut Dialogs,
    settings: &mut Settings,
    neon: &mut Neon,
    with: With,
) {
    if let Some(row) = browser.selected().cloned() {
        pick_on(dialogs, settings, neon, row, with)
    }
}

/// Compares or shows what is on a row.
pub fn pick_on(
    dialogs: &mut Dialogs,
    settings: &mut Settings,
    neon: &mut Neon,
    row: Target,
    with: With,
) {
    if matches!(row, Target::Database(..)) {
        return open(dialogs, settings, neon, row, with);
    }
    let Some(branch) = neon.store.branch_of(&row) else {
        return;
    };
    let (project, id, name) = (
        branch.project_id.clone(),
        branch.id.clone(),
        branch.name.clone(),
    );
    let known = neon.store.contents(&project, &id);
    let Some(databases) = known.and_then(|contents| contents.databases.known()) else {
        fetch::contents(neon, &project, &id, false);
        neon.say(format!("loading the databases of {name} …"));
        dialogs.awaited = Some(Awaited::Compare(row, with));
        return;
    };
    let names: Vec<DatabaseName> = databases.iter().map(|one| one.name.clone()).collect();
    let target = |name: &DatabaseName| Target::Database(project.clone(), id.clone(), name.clone());
    match names.as_slice() {
        [] => neon.say(format!("{name} has no database")),
        [only] => open(dialogs, settings, neon, target(only), with),
        _ if with != With::Nothing => {
            open(dialogs, settings, neon, Target::Branch(project, id), with)
        }
        several => {
            let items = several.iter().map(|database| {
                Item::new(
                    database.to_string(),
                    String::new(),
                    Choice::Compare(target(database), with.clone()),
                )
            });
            let menu = Menu::new(format!("Which database of {name}?"));
            dialogs.open(menu.lettered(items.collect()));
        }
    }
}

fn parent<'a>(neon: &'a Neon, project: &ProjectId, id: &BranchId) -> Option<&'a Branch> {
    let parent = neon.store.branch(project, id)?.parent_id.as_ref()?;
    neon.store.branch(project, parent)
}

/// Compares or shows the schema of a database or of a whole branch; the first time, warns what that may cost.
pub fn open(
    dialogs: &mut Dialogs,
    settings: &mut Settings,
    neon: &mut Neon,
    target: Target,
    with: With,
) {
    if let Some(why) = forbidden(neon, &target, &with) {
        return neon.say(why);
    }
    match with {
        With::Any => return choose(dialogs, neon, &target, false),
        With::AnyPast => return choose(dialogs, neon, &target, true),
        With::Past(base) => return point_in_time::open(dialogs, settings, neon, target, base),
        With::Parent | With::Branch(..) | With::Nothing => {}
    }
    if settings.may_wake || wake::are_awake(neon, &target, &with) {
        return go(dialogs, settings, neon, &target, &with);
    }
    wake::ask(dialogs, neon, target, with)
}

/// The project and branch of a database, or of a branch whose databases are all meant.
fn branch_of(target: &Target) -> Option<(&ProjectId, &BranchId)> {
    match target {
        Target::Branch(project, branch) | Target::Database(project, branch, _) => {
            Some((project, branch))
        }
        _ => None,
    }
}

/// Lists the branches to compare with: the parent, the branch itself at an earlier time, the others. They are compared
/// with as they are now, or with `is_past` at a time that is asked for.
fn choose(dialogs: &mut Dialogs, neon: &Neon, target: &Target, is_past: bool) {
    let Some((project, here)) = branch_of(target) else {
        return;
    };
    let name = neon.store.name(target);
    let parent = parent(neon, project, here).map(|parent| parent.id.clone());
    let inside = neon.store.inside(project);
    let branches = inside
        .into_iter()
        .flat_map(|inside| inside.branches.value.values());
    let note = |branch: &Branch| {
        if Some(&branch.id) == parent.as_ref() {
            "parent"
        } else if branch.id == *here {
            "itself, earlier"
        } else {
            ""
        }
    };
    let mut branches: Vec<&Branch> = branches.collect();
    branches.sort_by_key(|branch| match note(branch) {
        "parent" => 0,
        "" => 2,
        _ => 1,
    });
    let items = branches.into_iter().map(|branch| Item {
        why_not: why_not(neon, project, [&branch.id]),
        ..Item::new(
            branch.name.to_string(),
            note(branch).to_owned(),
            Choice::Compare(
                target.clone(),
                match is_past || branch.id == *here {
                    true => With::Past(branch.id.clone()),
                    false => With::Branch(branch.id.clone(), AsOf::Now),
                },
            ),
        )
    });
    let past = Item::new(
        "any of them, earlier …".to_owned(),
        "at a time or LSN".to_owned(),
        Choice::Compare(target.clone(), With::AnyPast),
    );
    let items = items.chain((!is_past).then_some(past));
    let earlier = if is_past { ", earlier" } else { "" };
    let menu = Menu {
        note: "there is no other branch".to_owned(),
        ..Menu::new(format!("Compare {name} with which branch{earlier}?"))
    };
    dialogs.open(menu.lettered(items.collect()));
}

/// Requests the difference or the schema, and opens the viewer immediately.
pub fn go(
    dialogs: &mut Dialogs,
    settings: &mut Settings,
    neon: &mut Neon,
    target: &Target,
    with: &With,
) {
    if let Some(why) = forbidden(neon, target, with) {
        return neon.say(why);
    }
    let Target::Database(project, branch, name) = target else {
        if let Some(branch) = branch_of(target) {
            all::go(dialogs, settings, neon, branch, with);
        }
        return;
    };
    let here = neon.store.branch_of(target);
    let here = here.map_or(branch.to_string(), |branch| branch.name.to_string());
    let query = SchemaQuery {
        database: name.clone(),
        ..SchemaQuery::default()
    };
    if *with == With::Nothing {
        let waits = vec!["reading it; an idle compute takes a moment to wake …".to_owned()];
        let viewer =
            Viewer::new(format!("Schema of {name} on {here}"), Content::Text(waits)).about(target);
        let id = dialogs.open(viewer);
        let request = Request::schema(project, branch, &query, false);
        neon.ask(read::schema(id), request);
        return;
    }
    let (base, other) = base(settings, neon, (project, branch), with);
    let title = format!("Schema of {name}: {here} against {base}");
    let diff = Diff::loading(here, base);
    let viewer = Viewer::new(title, Content::Diff(Box::new(diff))).about(target);
    let id = dialogs.open(viewer);
    let request = Request::compare_schema(project, branch, &query, &other);
    neon.ask(read::comparison(id), request);
}

/// The other side of a comparison: its name, and its form in the API.
fn base(
    settings: &Settings,
    neon: &Neon,
    (project, branch): (&ProjectId, &BranchId),
    with: &With,
) -> (String, SchemaBase) {
    let (base, as_of, other) = match with {
        With::Branch(base, time) => (
            neon.store.branch(project, base),
            time.words(here_and_now(settings, neon)),
            time.base(base),
        ),
        With::Parent | With::Past(_) | With::Any | With::AnyPast | With::Nothing => (
            parent(neon, project, branch),
            String::new(),
            SchemaBase::default(),
        ),
    };
    let base = base.map_or_else(|| "its parent".to_owned(), |base| base.name.to_string());
    (base + &as_of, other)
}

/// Takes the difference of one of several databases, or the error.
pub fn one_received(
    dialogs: &mut Dialogs,
    neon: &mut Neon,
    id: DialogId,
    database: &DatabaseName,
    answer: Result<Option<&str>, &ApiError>,
) {
    if all::received(dialogs, neon, id, database, answer) {
        return;
    }
    restore::preview::schema_received(dialogs, neon, id, database, answer)
}

fn lines(dialogs: &mut Dialogs, id: DialogId) -> Option<&mut Vec<String>> {
    match &mut dialogs.get_as_mut::<Viewer>(id)?.content {
        Content::Text(lines) => Some(lines),
        _ => None,
    }
}

/// Adds databases of a branch that have just been loaded to the list of comparisons.
pub fn databases_received(
    dialogs: &mut Dialogs,
    neon: &Neon,
    project: &ProjectId,
    branch: &BranchId,
) {
    all::databases_received(dialogs, neon, project, branch);
}

pub fn schema_received(dialogs: &mut Dialogs, neon: &Neon, id: DialogId, text: Option<&str>) {
    if let Some(lines) = lines(dialogs, id) {
        let text = text.filter(|text| !text.trim().is_empty());
        let text = text.unwrap_or("this database is empty");
        *lines = text.lines().map(str::to_owned).collect();
        search::text_received(dialogs, neon, id);
    }
}

fn diff(dialogs: &mut Dialogs, id: DialogId) -> Option<&mut Diff> {
    match &mut dialogs.get_as_mut::<Viewer>(id)?.content {
        Content::Diff(diff) => Some(diff),
        _ => None,
    }
}

pub fn received(dialogs: &mut Dialogs, neon: &Neon, id: DialogId, text: Option<&str>) {
    if let Some(diff) = diff(dialogs, id) {
        diff.set(text.unwrap_or_default());
        search::text_received(dialogs, neon, id);
    }
}

pub fn failed(dialogs: &mut Dialogs, neon: &Neon, id: DialogId, error: &ApiError) {
    let why = error.sentence();
    if let Some(diff) = diff(dialogs, id) {
        diff.note = why;
    } else if let Some(lines) = lines(dialogs, id) {
        *lines = vec![why];
        search::text_received(dialogs, neon, id);
    }
}
