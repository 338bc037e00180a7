//! The last page: what is lost, kept and moved; and the final question.

use super::{Restore, RestoreStep, Source, when::children};
use crate::{
    api::{
        Request,
        types::{Branch, BranchState, SnapshotId},
    },
    changes::{
        branch,
        change::{Change, NewThing},
        queue::{Plan, QueueStep},
        restore_branch,
    },
    kinds::{
        Verb,
        branch::FromSnapshot,
        deletion::{self, fact},
        lookup::New,
        relative_time, time_input,
        units::duration,
    },
    neon::{Neon, key_names::NamedKey},
    store::target::Target,
    ui::{
        action::Action,
        commands::{self},
        dialog::{
            Dialogs,
            confirm::{Confirm, OnConfirm},
            restore::when::Point,
        },
        keymap::Keymap,
        settings::Settings,
    },
};
use serde_json::{Map, json};

const OFFER: &str = "it is protected, and Neon refuses to restore over it: the last step offers to unprotect it, restore it and protect it again";

const RESET: Verb = Verb::new("resetting", "reset from its parent", "reset");

impl Restore {
    pub(super) fn target(&self) -> Target {
        Target::Branch(self.project.clone(), self.branch.clone())
    }

    /// The name of the backup; `None` if the old state is not kept, or Neon names it.
    pub(crate) fn keeps(&self) -> Option<&str> {
        let named = Some(self.backup.value().trim()).filter(|_| !self.is_snapshot());
        named.filter(|name| !name.is_empty())
    }

    /// The name of the old state if Neon keeps and names it itself, as it does for a snapshot.
    pub fn kept_by_neon(&self) -> Option<String> {
        let name = || format!("{}_old_… (Neon chooses the rest)", self.name);
        self.is_snapshot().then(name)
    }

    /// Why the old state must be kept under a name, if so.
    fn must_keep(&self, neon: &Neon) -> Option<&'static str> {
        if self.is_snapshot() {
            return None;
        }
        let moves = !children(neon, &self.project, &self.branch).is_empty();
        match self.from {
            Source::This => Some("Neon keeps the old state here: it needs a name"),
            _ if moves => Some("the branch has children, which move to it: it needs a name"),
            _ => None,
        }
    }

    /// What is wrong with the name of the backup, if anything.
    fn backup_obstacle(&self, neon: &Neon) -> Option<String> {
        match self.keeps() {
            Some(name) => restore_branch::obstacle(neon, &self.project, name),
            None => self.must_keep(neon).map(str::to_owned),
        }
    }

    /// What is lost and what stays, as labeled lines.
    pub fn impact(&self, keymap: &Keymap, settings: &Settings, neon: &Neon) -> Vec<String> {
        let Some(branch) = neon.store.branch(&self.project, &self.branch) else {
            return vec!["the branch is gone".to_owned()];
        };
        let mut lines = vec![
            deletion::place(&neon.store, &self.target()),
            fact("branch", self.branch.as_str()),
        ];
        if branch.protected {
            lines.push(fact("note", OFFER));
        }
        lines.push(fact("becomes", self.result(settings, neon)));
        lines.push(self.written_since(settings, neon, branch));
        let moved = children(neon, &self.project, &self.branch);
        let names = moved.join(", ");
        match self.keeps() {
            _ if moved.is_empty() => {}
            Some(keep) => lines.push(fact("moves", format!("to {keep}: {names}"))),
            None if self.is_snapshot() => {
                lines.push(fact("takes", format!("its children: {names}")))
            }
            None => {}
        }
        lines.push(fact(
            "stays",
            "endpoint host, roles and passwords: connection strings do not change",
        ));
        lines.push(fact("drops", "open connections, for a few seconds"));
        if let (true, Some(ttl)) = (self.reset, branch.ttl_interval_seconds) {
            let again = duration::rounded(ttl);
            lines.push(fact("expiry", format!("starts again: {again} from now")));
        }
        lines.push(fact("undo", self.undo(keymap)));
        if let Some(summary) = self.summary() {
            lines.push(fact("preview", summary));
        }
        lines
    }

    fn result(&self, settings: &Settings, neon: &Neon) -> String {
        if self.reset {
            return format!("the current state of {}", self.parent(neon));
        }
        self.chosen(settings, neon).unwrap_or_else(|why| why)
    }

    fn parent<'a>(&self, neon: &'a Neon) -> &'a str {
        let parent = self.source(neon);
        parent.map_or("its parent", |parent| parent.name.as_str())
    }

    /// Everything written since the chosen point, in all databases: lost, or kept in the backup.
    fn written_since(&self, settings: &Settings, neon: &Neon, branch: &Branch) -> String {
        let count = self.databases(neon).count();
        let databases = match count {
            0 => "all databases".to_owned(),
            1 => "its database".to_owned(),
            many => format!("all {many} databases"),
        };
        let label = if self.keeps().is_some() || self.is_snapshot() {
            "without"
        } else {
            "loses"
        };
        let text = match (&self.from, self.point(settings, neon)) {
            _ if self.reset => {
                let since = branch.last_reset_at.or(branch.parent_timestamp);
                let since = since.or(branch.created_at).map_or(String::new(), |at| {
                    format!(" ({})", relative_time::relative(at.timestamp(), neon.now))
                });
                let parent = self.parent(neon);
                format!("everything written since it left {parent}{since}, in {databases}")
            }
            (Source::This, Ok(Point::Time(at))) => {
                let span = time_input::distance(neon.now, at);
                format!("everything written since then ({span}), in {databases}")
            }
            (Source::This, _) => format!("everything written since then, in {databases}"),
            _ => format!("everything in {databases} now"),
        };
        fact(label, text)
    }

    fn undo(&self, keymap: &Keymap) -> String {
        let key = keymap.name(Action::Undo);
        match (self.keeps(), &self.from) {
            (_, Source::Snapshot(_)) => format!(
                "the old state stays as a branch of its own, without the computes; {key} restores it again"
            ),
            (None, _) => {
                "not possible: the old state is not kept. Enter a backup name to keep it".to_owned()
            }
            (Some(keep), _) => format!("{key} restores it again from {keep}"),
        }
    }

    /// The snapshot replaces the branch at once: Neon creates a branch from it, which gets the name and the computes,
    /// and renames the old one.
    fn of_snapshot(&self, neon: &Neon, branch: &Branch, snapshot: &SnapshotId) -> Change {
        let new = New::from(FromSnapshot {
            project: self.project.clone(),
            snapshot: snapshot.clone(),
            replaces: Some(self.branch.clone()),
        });
        let body = json!({ "target_branch_id": self.branch, "finalize_restore": true });
        let request = new.request(body);
        let new = NewThing::new(&neon.store, new, &branch.name);
        Change::creating(self.target(), &branch.name, request, new)
    }

    pub(super) fn change(&self, settings: &Settings, neon: &Neon) -> Option<Change> {
        let branch = neon.store.branch(&self.project, &self.branch)?;
        if let Source::Snapshot(snapshot) = &self.from {
            return Some(self.of_snapshot(neon, branch, snapshot));
        }
        let source = self.source(neon)?;
        let mut body = Map::new();
        body.insert("source_branch_id".to_owned(), json!(source.id));
        if !self.reset {
            match self.point(settings, neon).ok()? {
                Point::Time(at) => {
                    body.insert("source_timestamp".to_owned(), time_input::write(at).into());
                }
                Point::Lsn(lsn) => {
                    body.insert("source_lsn".to_owned(), lsn.into());
                }
                Point::Head | Point::Snapshot => {}
            }
        }
        if let Some(keep) = self.keeps() {
            body.insert("preserve_under_name".to_owned(), keep.into());
        }
        let request = Request::restore_branch(&self.project, &self.branch, body.into());
        let change = branch::change(branch, request).last_done(branch.last_reset_at);
        Some(if self.reset {
            change.verb(RESET)
        } else {
            change
        })
    }
}

impl Restore {
    /// The request that would be sent now.
    pub fn request(&self, settings: &Settings, neon: &Neon) -> Option<Request> {
        Some(self.change(settings, neon)?.request)
    }
}

/// Asks for confirmation by typing the name of the branch.
pub(crate) fn confirm(dialogs: &mut Dialogs, settings: &Settings, neon: &Neon) {
    let (Some(restore), Some(id)) = (dialogs.top_as::<Restore>(), dialogs.top_id()) else {
        return;
    };
    let obstacle = restore
        .backup_obstacle(neon)
        .or_else(|| restore.point(settings, neon).err().map(|(_, why)| why));
    let change = restore.change(settings, neon);
    let (Some(mut change), None) = (change, &obstacle) else {
        let why = obstacle.unwrap_or_else(|| "the branch is gone: nothing was sent".to_owned());
        if let Some(restore) = dialogs.top_as_mut::<Restore>() {
            restore.show_error(why);
        }
        return;
    };
    change.form = Some(id);
    let branch = neon.store.branch_of(&change.target);
    let production = neon.is_production(&change.target);
    let settles = branch.is_some_and(|branch| branch.current_state != BranchState::Ready);
    let mut lines = vec![
        deletion::place(&neon.store, &change.target),
        fact("branch", change.target.id()),
        fact("becomes", restore.result(settings, neon)),
    ];
    let backup = restore.keeps().map(str::to_owned);
    lines.push(match backup.or_else(|| restore.kept_by_neon()) {
        Some(keep) => fact("kept as", keep),
        None => fact("loses", "the current state: nothing is kept"),
    });
    if settles {
        lines.push(fact("state", "it is not ready right now: this may wait"));
    }
    let protected = branch.filter(|branch| branch.protected && !restore.reset);
    let title = match protected {
        _ if restore.reset => format!("Reset {} from its parent?", change.name),
        Some(_) => format!("Unprotect, restore and protect {} again?", change.name),
        None => format!("Restore {}?", change.name),
    };
    let is_reset = restore.reset;
    let word = commands::delete::word(&change.name, &change.target);
    let then = match protected {
        Some(branch) => {
            lines.extend(unprotected_meanwhile(neon));
            OnConfirm::Queue(Plan::while_unprotected(branch, QueueStep::of(change)))
        }
        None => OnConfirm::Send(Box::new(change)),
    };
    let mut confirm = Confirm::typed(title, lines, word, then);
    confirm.production = production;
    if !is_reset {
        confirm.steps = &RestoreStep::NAMES;
    }
    confirm.whole = production;
    dialogs.open(confirm);
}

/// The steps of the restore of a protected branch, and their danger.
pub(crate) fn unprotected_meanwhile(neon: &Neon) -> [String; 6] {
    let key = neon.keys.name(NamedKey::Protect);
    [
        fact(
            "note",
            "it is protected, and Neon refuses to restore over it. If you confirm, lazyneon will:",
        ),
        fact(
            "1.",
            "unprotect it: until 3. it can be deleted and restored over",
        ),
        fact("2.", "restore it"),
        fact(
            "3.",
            "protect it again, even if the restore fails or is stopped",
        ),
        String::new(),
        format!("If lazyneon ends in between, it is left unprotected; {key} protects it."),
    ]
}
