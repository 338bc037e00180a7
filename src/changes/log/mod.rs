//! The changes that this program has sent, in this session and before: what, when, where, and with what result.
//!
//! A change is logged when it is sent, and again when more is known of its result, so that the log on disk tells the
//! truth even if the program is killed in between. An entry holds names, ids and Neon's message, never the body of a
//! request or of an answer.

mod entry;

pub use entry::{ChangeResult, LoggedChange, NamedId};

use super::change::Change;
use crate::{
    api::{
        ApiError,
        types::{Operation, OperationId, ProjectId, RequestId},
    },
    neon::Neon,
};
use indexmap::IndexMap;
use jiff::Timestamp;
use std::collections::HashMap;

/// The most changes that are kept in memory.
pub const MOST: usize = 1_000;
/// The longest message that is kept, in characters.
const LONGEST: usize = 400;

/// What is known of an answer besides its body.
#[derive(Debug, Clone, Default)]
pub struct Receipt {
    pub status: Option<u16>,
    pub request_id: Option<RequestId>,
}

/// The changes that are known, the newest last.
#[derive(Debug, Clone, Default)]
pub struct ChangeLog {
    entries: IndexMap<String, LoggedChange>,
    /// Which change has started an operation, by its id.
    causes: HashMap<OperationId, String>,
    /// Refused changes as operations that have failed, the newest first.
    refused: Vec<Operation>,
    /// What is not on disk yet.
    unsaved: Vec<LoggedChange>,
    /// The number of changes sent in this session.
    sent: u64,
    /// Changes with every entry.
    version: u64,
    /// Whether the log could not be written.
    pub has_failed: bool,
}

impl ChangeLog {
    /// All changes, the oldest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &LoggedChange> {
        self.entries.values()
    }

    /// The change with this id.
    pub fn get(&self, id: &str) -> Option<&LoggedChange> {
        self.entries.get(id)
    }

    /// A number that changes with every entry.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// The change that has started an operation.
    pub fn cause(&self, operation: &OperationId) -> Option<&LoggedChange> {
        self.entries.get(self.causes.get(operation)?)
    }

    /// The change that a refusal among [`ChangeLog::refused`] stands for.
    pub fn of_refusal(&self, refusal: &OperationId) -> Option<&LoggedChange> {
        self.entries.get(refusal.as_str())
    }

    /// The changes to a project that Neon has refused, as operations that have failed, the newest first.
    pub fn refused(&self, project: &ProjectId) -> impl Iterator<Item = &Operation> {
        let refused = self.refused.iter();
        refused.filter(move |refusal| refusal.project_id == *project)
    }

    /// One of them.
    pub fn refusal(&self, id: &OperationId) -> Option<&Operation> {
        self.refused.iter().find(|refusal| refusal.id == *id)
    }

    /// Takes what is to be saved.
    pub fn take_unsaved(&mut self) -> Vec<LoggedChange> {
        std::mem::take(&mut self.unsaved)
    }

    /// Adds what earlier sessions and other programs have logged, in the order of the file.
    pub fn restore(&mut self, earlier: Vec<LoggedChange>) {
        let now = std::mem::take(self);
        for entry in earlier.into_iter().chain(now.entries.into_values()) {
            self.put(entry);
        }
        self.unsaved = now.unsaved;
        self.sent = now.sent;
        self.version += now.version;
        self.has_failed = now.has_failed;
    }

    /// Logs that a change is being sent, and gives it its id.
    pub(super) fn sent(&mut self, neon: &Neon, change: &mut Change) {
        self.sent += 1;
        let id = format!("{:x}-{}", neon.now.as_nanosecond(), self.sent);
        change.logged = Some(id.clone());
        let request = &change.request;
        let mut entry = LoggedChange {
            id,
            at: neon.now,
            ended: None,
            host: neon.session.base_url.clone(),
            org: None,
            project: None,
            branch: None,
            compute: None,
            what: format!("{} {}", change.verb.plain, noun(change)),
            name: change.name.clone(),
            method: request.method().to_string(),
            path: path(&request.target()).to_owned(),
            result: ChangeResult::Sent,
            status: None,
            message: None,
            request_id: None,
            operations: Vec::new(),
        };
        entry.locate(neon, &change.target);
        self.note(entry);
    }

    /// Logs the answer to a change.
    pub(super) fn answered(
        &mut self,
        neon: &Neon,
        change: &Change,
        receipt: Receipt,
        result: Result<&[Operation], &ApiError>,
    ) {
        self.update(neon, change, |entry| {
            entry.status = receipt.status;
            entry.request_id = receipt.request_id.map(|id| id.to_string());
            match result {
                Ok(operations) => {
                    entry.result = ChangeResult::Ok;
                    entry.started(operations);
                }
                Err(error) => {
                    entry.message = Some(shortened(&message(error)));
                    entry.result = match error.is_outcome_unknown() {
                        true => ChangeResult::Lost,
                        false => ChangeResult::Refused,
                    };
                }
            }
        });
    }

    /// Logs what is known now of a change that was answered, or whose answer was lost.
    pub(super) fn ended(&mut self, neon: &Neon, change: &Change, result: ChangeResult, why: &str) {
        self.update(neon, change, |entry| {
            entry.result = result;
            if !why.is_empty() {
                entry.message = Some(shortened(why));
            }
        });
    }

    /// Logs the operations of a change whose answer was lost.
    pub(super) fn found(&mut self, neon: &Neon, change: &Change, operations: &[Operation]) {
        if !operations.is_empty() {
            self.update(neon, change, |entry| entry.started(operations));
        }
    }

    /// Logs where something new is: it has its own id only now.
    pub(super) fn located(&mut self, neon: &Neon, change: &Change) {
        self.update(neon, change, |_| ());
    }

    /// When a change was sent.
    pub(super) fn sent_at(&self, change: &Change) -> Option<Timestamp> {
        let entry = self.entries.get(change.logged.as_ref()?)?;
        Some(entry.at)
    }

    /// Whether the same as a refused change was accepted later.
    pub fn is_put_right(&self, refused: &LoggedChange) -> bool {
        let later = self.entries.values().rev();
        later
            .take_while(|later| later.id != refused.id)
            .any(|later| later.puts_right(refused))
    }

    fn update(&mut self, neon: &Neon, change: &Change, update: impl FnOnce(&mut LoggedChange)) {
        let known = change.logged.as_ref().and_then(|id| self.entries.get(id));
        let Some(mut entry) = known.cloned() else {
            return;
        };
        entry.ended = Some(neon.now);
        entry.locate(neon, &change.target);
        update(&mut entry);
        self.note(entry);
    }

    fn note(&mut self, entry: LoggedChange) {
        let last = self.unsaved.last_mut();
        match last.filter(|last| (&last.id, last.result) == (&entry.id, entry.result)) {
            Some(last) => last.clone_from(&entry),
            None => self.unsaved.push(entry.clone()),
        }
        self.put(entry);
    }

    fn put(&mut self, entry: LoggedChange) {
        let is_known = self.entries.contains_key(&entry.id);
        if !keep_newer(&mut self.entries, entry.clone()) {
            return;
        }
        self.version += 1;
        let causes = entry.operations.iter();
        self.causes
            .extend(causes.map(|operation| (operation.clone(), entry.id.clone())));
        if is_known {
            self.refused
                .retain(|refusal| refusal.id.as_str() != entry.id);
        }
        if let Some(refusal) = entry.refusal() {
            let at = |one: &Operation| one.created_at;
            let newer = self.refused.partition_point(|one| at(one) > at(&refusal));
            self.refused.insert(newer, refusal);
        }
        let too_many = self.entries.len().saturating_sub(MOST);
        for (id, old) in self.entries.drain(..too_many) {
            self.refused.retain(|refusal| refusal.id.as_str() != id);
            for operation in &old.operations {
                self.causes.remove(operation);
            }
        }
    }
}

/// Adds an entry, or replaces the one about the same change, unless that one is newer. Returns whether it was kept.
pub fn keep_newer(entries: &mut IndexMap<String, LoggedChange>, entry: LoggedChange) -> bool {
    let known = entries.get(&entry.id);
    let is_newer = known.is_none_or(|known| known.ended <= entry.ended);
    if is_newer {
        entries.insert(entry.id.clone(), entry);
    }
    is_newer
}

/// A target without its query.
fn path(target: &str) -> &str {
    target.split('?').next().unwrap_or_default()
}

fn noun(change: &Change) -> &'static str {
    match &change.creates {
        Some(thing) => thing.new.noun(),
        None => change.target.noun(),
    }
}

/// Neon's own words where there are any.
fn message(error: &ApiError) -> String {
    match error {
        ApiError::Status { message, .. } | ApiError::Auth { message, .. } => message.clone(),
        other => other.sentence(),
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
