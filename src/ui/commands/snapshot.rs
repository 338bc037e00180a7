//! Taking, previewing and finalizing snapshots: when that is available, and the confirmations.

use crate::{
    api::{
        Request,
        types::{Branch, BranchId, RestoreStatus, RestrictedActionName},
    },
    changes::{
        Changes,
        branch::{self, restriction},
        restore_branch,
    },
    kinds::deletion::{self, fact},
    neon::{Neon, key_names::NamedKey},
    store::{Store, remote::FetchState, target::Target},
    ui::{
        action::Availability,
        browser::Browser,
        commands::{self, branch::free},
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
        },
        table::snapshots,
    },
};

/// The branch to take a snapshot of: that of the row, or the default one for a project or a list of its
/// snapshots.
pub fn source<'a>(browser: &Browser, store: &'a Store) -> Result<&'a Branch, Availability> {
    let listed = browser.table.as_ref();
    let listed = listed.filter(|table| table.list() == snapshots::SPEC.list);
    let of = listed.map(|table| &table.of);
    let target = browser.selected().or(of).ok_or(Availability::Hidden)?;
    let target = match target {
        Target::Branch(..) | Target::Endpoint(..) | Target::Project(_) | Target::Snapshot(..) => {
            target
        }
        _ => return Err(Availability::Hidden),
    };
    let closed = || Availability::no("open the project first: its branches are not loaded");
    let branch = match target {
        Target::Snapshot(project, id) => store.snapshot_source(project, id),
        _ => store.branch_of(target),
    };
    let branch = branch.ok_or_else(closed)?;
    if branch.parent_id.is_some() {
        let name = &branch.name;
        return Err(Availability::no(format!(
            "Neon takes snapshots and backups of root branches only, and {name} has a parent"
        )));
    }
    Ok(branch)
}

/// Whether a snapshot can be taken from here.
pub fn can_take(browser: &Browser, store: &Store) -> Availability {
    source(browser, store).map_or_else(|why| why, |_| Availability::Yes)
}

/// Available if the row is a snapshot.
pub fn is_one(browser: &Browser) -> Availability {
    Availability::shown_if(matches!(browser.selected(), Some(Target::Snapshot(..))))
}

/// The row's branch, if it was created from a snapshot and has not replaced another one yet.
fn preview<'a>(
    browser: &Browser,
    changes: &Changes,
    store: &'a Store,
) -> Result<&'a Branch, Availability> {
    let branch = free(browser, changes, store)?;
    match branch.restore_status {
        Some(RestoreStatus::Restored) => Ok(branch),
        _ => Err(Availability::Hidden),
    }
}

/// Whether the row's branch can replace the one it was restored for.
pub fn can_finalize(browser: &Browser, changes: &Changes, neon: &Neon) -> Availability {
    let expires =
        preview(browser, changes, &neon.store).is_ok_and(|branch| branch.expires_at.is_some());
    if expires {
        let key = neon.keys.name(NamedKey::SetExpiry);
        return Availability::no(format!(
            "it expires, and its replacement must not: {key} clears the expiry first"
        ));
    }
    let replaced =
        match preview(browser, changes, &neon.store).and_then(|branch| replaced(neon, branch)) {
            Ok(replaced) => replaced,
            Err(why) => return why,
        };
    let forbidden = replaced.and_then(|old| {
        let why = neon
            .forbidden_why(&branch::target(old), true)
            .or_else(|| restriction(old, &RestrictedActionName::Restore))?;
        Some(format!("{} would be replaced; {why}", old.name))
    });
    forbidden.map_or(Availability::Yes, Availability::No)
}

/// Asks to type the name, then replaces the branch that this one was restored for.
pub fn finalize(browser: &Browser, dialogs: &mut Dialogs, changes: &Changes, neon: &Neon) {
    let Ok(branch) = preview(browser, changes, &neon.store) else {
        return;
    };
    let Ok(replaced) = replaced(neon, branch) else {
        return;
    };
    let project = &branch.project_id;
    let keep = replaced.map(|old| restore_branch::name(neon, project, &old.name));
    let mut lines = vec![
        deletion::place(&neon.store, &branch::target(branch)),
        fact("branch", branch.id.as_str()),
    ];
    match (replaced, &keep) {
        (Some(old), Some(keep)) => lines.extend([
            fact(
                "replaces",
                format!("{}: takes its name, computes and children", old.name),
            ),
            fact("kept as", format!("{keep}, without computes")),
            fact("stays", "endpoint host: connection strings do not change"),
            fact("drops", "open connections, for a few seconds"),
        ]),
        _ => lines.push(fact(
            "replaces",
            "nothing: the branch it was meant for is gone",
        )),
    }
    let request = Request::finalize_restore(project, &branch.id, keep.as_deref());
    let change = branch::change(branch, request);
    let title = format!("Finalize the restore of {}?", branch.name);
    let word = commands::delete::word(&change.name, &change.target);
    let production = replaced.is_some_and(|old| neon.is_production(&branch::target(old)));
    let mut confirm = Confirm::typed(title, lines, word, OnConfirm::Send(Box::new(change)));
    confirm.production = production;
    confirm.whole = production;
    dialogs.open(confirm);
}

/// The branch that a preview is to replace. Returns `None` if it is gone; because an unloaded branch may still
/// exist, that requires the complete list.
pub fn replaced<'a>(neon: &'a Neon, preview: &Branch) -> Result<Option<&'a Branch>, Availability> {
    let (Some(id), Some(inside)) = (&preview.restored_as, neon.store.inside(&preview.project_id))
    else {
        return Ok(None);
    };
    match inside.branches.value.get(&BranchId::from(id.as_str())) {
        Some(branch) => Ok(Some(branch)),
        None if inside.branches.fetch == FetchState::Ready => Ok(None),
        None => Err(Availability::no(format!(
            "the branch that {} would replace is not loaded: the list of branches is not complete",
            preview.name
        ))),
    }
}
