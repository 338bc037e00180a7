//! The menu of deleted projects, and the recovery of deleted branches.

use crate::{
    api::{
        ApiError, ProjectQuery, Request,
        types::{OrgId, ProjectRow},
    },
    changes::{Changes, change::Change, deleted::RECOVER_BRANCH, write},
    kinds::{deletion::fact, relative_time, units::duration},
    neon::{DialogId, Neon, read},
    reads::listing::IMPLIED,
    store::target::Target,
    ui::{
        action::{Action, Availability},
        browser::Browser,
        commands::{self, bulk::Bulk},
        dialog::{
            Dialogs,
            menu::{Choice, Item, Menu},
        },
        model::Model,
    },
};

/// How many deleted projects are requested.
const MOST: u32 = 100;

/// The organization of the selection, otherwise the first one.
fn org(browser: &Browser, neon: &Neon) -> Option<OrgId> {
    let of_row = match browser.selected() {
        Some(Target::Org(org)) => Some(org.clone()),
        Some(target) => target
            .project()
            .and_then(|project| neon.store.project(project)?.row.org_id.clone()),
        None => None,
    };
    let first = || neon.store.orgs.value.keys().next().cloned();
    let org = of_row.or_else(|| neon.session.org.clone()).or_else(first);
    org.filter(|org| org.as_str() != IMPLIED)
}

/// Opens and loads the list of the organization's deleted projects; on a deleted branch, recovers that instead.
pub fn list(model: &mut Model) {
    if can_recover(&model.browser, &model.changes) != Availability::Hidden {
        return Action::Recover.run(model);
    }
    let org = org(&model.browser, &model.neon);
    let name = org
        .clone()
        .map(|org| model.neon.store.name(&Target::Org(org)));
    let title = match name {
        Some(name) => format!("Deleted projects of {name}"),
        None => "Deleted projects".to_owned(),
    };
    let id = model.dialogs.open(Menu {
        note: "asking Neon …".to_owned(),
        ..Menu::new(title)
    });
    let query = ProjectQuery {
        org_id: org,
        limit: MOST,
        recoverable: true,
        ..ProjectQuery::default()
    };
    let request = Request::list_projects(&query);
    model.neon.ask(read::deleted(id), request);
}

fn menu(dialogs: &mut Dialogs, id: DialogId) -> Option<&mut Menu> {
    dialogs.get_as_mut(id)
}

/// Handles the loaded list.
pub fn received(dialogs: &mut Dialogs, neon: &Neon, id: DialogId, projects: Vec<ProjectRow>) {
    let why_not = neon.read_only_why(None);
    let why_not = why_not.map(|why| format!("read-only: cannot recover. {why}"));
    let now = neon.now;
    let item = |row: ProjectRow| {
        let until = row.recoverable_until.map_or(String::new(), |until| {
            format!(", recoverable {}", left(until.timestamp(), now))
        });
        let deleted = row.deleted_at.map_or("deleted".to_owned(), |at| {
            format!("deleted {}", relative_time::relative(at.timestamp(), now))
        });
        Item {
            why_not: why_not.clone(),
            ..Item::new(
                row.name.to_string(),
                format!("{deleted}{until}"),
                Choice::Recover(row.id, row.name.to_string()),
            )
        }
    };
    let items: Vec<Item> = projects.into_iter().map(item).collect();
    if let Some(menu) = menu(dialogs, id) {
        menu.note = "there are no deleted projects to recover".to_owned();
        menu.fill(items);
    }
}

/// `for 5d`
fn left(until: jiff::Timestamp, now: jiff::Timestamp) -> String {
    match until.duration_since(now).as_secs() {
        ..0 => "no longer".to_owned(),
        left => format!("for {}", duration::rounded(left)),
    }
}

/// Handles a failure to load the list.
pub fn failed(dialogs: &mut Dialogs, id: DialogId, error: &ApiError) {
    let why = error.sentence();
    if let Some(menu) = menu(dialogs, id) {
        menu.note = why;
    }
}

/// Whether the selection is a deleted branch that can be recovered.
pub fn can_recover(browser: &Browser, changes: &Changes) -> Availability {
    let Some(target @ Target::DeletedBranch(..)) = browser.selected() else {
        return Availability::Hidden;
    };
    let free = changes.check_free(target);
    free.map_or_else(Availability::No, |()| Availability::Yes)
}

/// Recovers the selected branch.
pub fn recover_selected(browser: &Browser, changes: &mut Changes, neon: &mut Neon) {
    let Some(target) = browser.selected().cloned() else {
        return;
    };
    if let Some(change) = branch_recovery(neon, &target) {
        write::send(changes, neon, change)
    }
}

/// The change that recovers a branch.
fn branch_recovery(neon: &Neon, target: &Target) -> Option<Change> {
    let Target::DeletedBranch(project, id) = target else {
        return None;
    };
    let request = Request::recover_branch(project, id);
    Some(Change::new(
        target.clone(),
        neon.store.name(target),
        request,
    ))
}

/// Recovers the marked branches.
pub const BULK: Bulk = Bulk {
    why_not: |_| None,
    concerns: |_, target| matches!(target, Target::DeletedBranch(..)),
    run: |model| {
        let question = commands::bulk::Question {
            word: RECOVER_BRANCH.verb.plain,
            lines: vec![fact(
                "returns",
                "with their computes and connection strings",
            )],
            order: commands::bulk::BulkOrder::RootsFirst,
        };
        commands::bulk::ask(model, question, |model, target, _| {
            model.changes.check_free(target)?;
            branch_recovery(&model.neon, target).ok_or_else(|| "it was not deleted".to_owned())
        })
    },
};
