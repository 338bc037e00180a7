//! Which log records of a branch are known, and how what is missing is asked for.
//!
//! Neon lists at most the last seven days, gives records no ids and never changes one. What is known grows by what is
//! new since about the newest known one, and by pages of what was before the oldest.

use super::POSTGRES;
use crate::{
    api::{
        Get, Request,
        types::{LogId, LogRecord, LogsPage, Time},
    },
    kinds::list::branch_parts,
    store::{Store, listings::Rest, target::Target},
};
use jiff::SignedDuration;
use serde_json::Value as Json;

/// The most records of one request.
pub const PAGE: usize = 1_000;
/// The most records kept of a view.
const MOST: usize = 20_000;
/// How much later than others of its time a record may come.
const LATE: SignedDuration = SignedDuration::from_mins(1);
/// How far back Neon lists them.
pub(super) const SINCE: &str = "7d";

/// A selection of the logs of a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Identifies it in the ids of its records.
    id: &'static str,
    /// What Neon filters by.
    filter: Option<(&'static str, &'static str)>,
    /// What is said if it has no record.
    nothing: &'static str,
}

impl View {
    pub const ALL: Self = Self {
        id: "all",
        filter: None,
        nothing: "Nothing was logged",
    };
    pub const ERRORS: Self = Self {
        id: "errors",
        filter: Some(("minimum_severity", "error")),
        nothing: "No error was logged",
    };
    pub const POSTGRES: Self = Self {
        id: "postgres",
        filter: Some(("source", POSTGRES)),
        nothing: "Postgres has logged nothing",
    };
    pub const FUNCTIONS: Self = Self {
        id: "functions",
        filter: Some(("source", "function")),
        nothing: "No function has logged anything",
    };
    pub const STORAGE: Self = Self {
        id: "storage",
        filter: Some(("source", "storage")),
        nothing: "Storage has logged nothing",
    };

    /// What is said if it has no record.
    pub const fn nothing(self) -> &'static str {
        self.nothing
    }

    /// The kind of service that it is about, if it is about one.
    pub fn source(self) -> Option<&'static str> {
        let (name, value) = self.filter?;
        (name == "source").then_some(value)
    }

    /// What its records are kept by.
    pub fn place(self, branch: &Target) -> Target {
        let (project, branch) = branch_parts(branch);
        Target::Log(project, branch, LogId::from(self.id))
    }

    /// The known records, newest first.
    pub fn known<'s>(self, store: &'s Store, branch: &Target) -> &'s [LogRecord] {
        store.listings.of(&self.place(branch))
    }

    /// Why Neon keeps no logs of the branch, if it does not.
    pub fn refusal(self, store: &Store, branch: &Target) -> Option<String> {
        let why = store.listings.refusal::<LogRecord>(&self.place(branch))?;
        Some(why.to_owned())
    }

    /// Keeps why Neon has none.
    pub fn refuse(self, store: &mut Store, branch: &Target, reason: String) {
        store
            .listings
            .refuse::<LogRecord>(&self.place(branch), reason);
    }

    /// The identities of the known records, newest first.
    pub fn targets(self, store: &Store, branch: &Target) -> Vec<Target> {
        targets(store, &self.place(branch))
    }

    /// The identities of the records before the known ones that a search has found, newest first.
    pub fn found(self, store: &Store, branch: &Target) -> Vec<Target> {
        targets(store, &self.place_of_found(branch))
    }

    fn place_of_found(self, branch: &Target) -> Target {
        let (project, branch) = branch_parts(branch);
        let id = format!("{} found", self.id);
        Target::Log(project, branch, LogId::from(id))
    }

    /// What Neon has before the known records.
    pub fn rest(self, store: &Store, branch: &Target) -> Rest {
        store.listings.rest::<LogRecord>(&self.place(branch))
    }

    /// Notes what Neon has before the known records.
    pub fn set_rest(self, store: &mut Store, branch: &Target, rest: Rest) {
        let place = self.place(branch);
        store.listings.set_rest::<LogRecord>(&place, rest);
    }

    /// Where the known records end: what is older is asked for up to here. A millisecond is the least that Neon tells
    /// apart.
    fn end(self, store: &Store, branch: &Target) -> Option<Time> {
        let oldest = self.known(store, branch).last()?.timestamp?;
        Some(Time::from(
            oldest.timestamp() + SignedDuration::from_millis(1),
        ))
    }

    /// The request for the records before the known ones, unless there are none, or enough are known.
    pub fn older(self, store: &mut Store, branch: &Target) -> Option<Get<LogsPage>> {
        let has_more = self.rest(store, branch) == Rest::More;
        let wants = has_more && self.known(store, branch).len() < MOST;
        let request = wants.then(|| self.before_known(store, branch, None))??;
        self.set_rest(store, branch, Rest::Loading);
        Some(request)
    }

    /// The request for the records before the known ones that have a text, in these letters.
    pub fn matching(self, store: &Store, branch: &Target, text: &str) -> Option<Get<LogsPage>> {
        let has_more = self.rest(store, branch) != Rest::Nothing;
        has_more.then(|| self.before_known(store, branch, Some(text)))?
    }

    fn before_known(
        self,
        store: &Store,
        branch: &Target,
        text: Option<&str>,
    ) -> Option<Get<LogsPage>> {
        let end = self.end(store, branch)?.to_string();
        let until = [("since", SINCE), ("end_time", &end)];
        let text = text.map(|text| ("body_contains", text));
        Some(self.query(branch, until.into_iter().chain(text)))
    }

    /// Keeps the records before the known ones.
    pub fn keep_older(self, store: &mut Store, branch: &Target, page: LogsPage) {
        let end = self.end(store, branch);
        // Those of the last millisecond come again.
        let known = self.known(store, branch).iter();
        let kept = known.filter(|record| record.timestamp >= end);
        let mut all: Vec<LogRecord> = kept.cloned().collect();
        all.extend(page.logs);
        let is_more = page.is_truncated && self.known(store, branch).len() < all.len();
        let place = self.place(branch);
        store.listings.keep(&place, all, &page.odd);
        let rest = if is_more { Rest::More } else { Rest::Nothing };
        self.set_rest(store, branch, rest);
    }

    /// Takes records out of the known ones, because a copy of all of them at every answer is slow.
    fn take(
        self,
        store: &mut Store,
        branch: &Target,
        is_taken: impl Fn(&LogRecord) -> bool,
    ) -> Vec<LogRecord> {
        let Some(known) = store.listings.of_mut::<LogRecord>(&self.place(branch)) else {
            return Vec::new();
        };
        let (taken, left) = std::mem::take(known).into_iter().partition(is_taken);
        *known = left;
        taken
    }

    /// Keeps what a search has found before the known records.
    pub fn keep_found(self, store: &mut Store, branch: &Target, page: LogsPage) {
        let place = self.place_of_found(branch);
        store.listings.keep(&place, page.logs, &page.odd);
    }

    /// From when on records may be missing in what is known; `None` if all may.
    fn complete_to(self, store: &Store, branch: &Target) -> Option<Time> {
        let newest = self.known(store, branch).first()?.timestamp?;
        Some(Time::from(newest.timestamp() - LATE))
    }

    /// The request for all records, or for those that may be missing.
    pub fn request(self, store: &Store, branch: &Target) -> Get<LogsPage> {
        let since = match self.complete_to(store, branch) {
            Some(at) => ("start_time", at.to_string()),
            None => ("since", SINCE.to_owned()),
        };
        self.query(branch, [(since.0, since.1.as_str())])
    }

    fn query<'q>(
        self,
        branch: &Target,
        fields: impl IntoIterator<Item = (&'q str, &'q str)>,
    ) -> Get<LogsPage> {
        let fields = fields.into_iter().chain(self.filter);
        let fields = fields.map(|(name, value)| (name.to_owned(), Json::from(value)));
        let limit = ("limit".to_owned(), Json::from(PAGE));
        let body = fields.chain([limit]).collect::<serde_json::Map<_, _>>();
        let (project, branch) = branch_parts(branch);
        Request::query_logs(&project, &branch, Json::Object(body))
    }

    /// Adds the answer to that to what is known.
    pub fn keep(self, store: &mut Store, branch: &Target, page: LogsPage) {
        let complete_to = self.complete_to(store, branch);
        let mut all = page.logs;
        // If more have come than fit into an answer, some between these and the known ones are missing.
        if page.is_truncated {
            self.set_rest(store, branch, Rest::More);
        } else {
            all.extend(self.take(store, branch, |record| record.timestamp < complete_to));
        }
        if all.len() > MOST {
            all.truncate(MOST);
            self.set_rest(store, branch, Rest::More);
        }
        store.listings.keep(&self.place(branch), all, &page.odd);
    }
}

/// The identities of the records of a list, which are newest first.
fn targets(store: &Store, place: &Target) -> Vec<Target> {
    let Target::Log(project, branch, view) = place else {
        return Vec::new();
    };
    let known = store.listings.of::<LogRecord>(place);
    let mut targets: Vec<Target> = Vec::with_capacity(known.len());
    // Counted from the oldest, because newer ones come.
    let (mut at, mut number) = (None, 0);
    for record in known.iter().rev() {
        number = if record.timestamp == at {
            number + 1
        } else {
            0
        };
        at = record.timestamp;
        let time = at.map_or_else(String::new, |at| at.to_string());
        let id = format!("{view}/{time}/{number}");
        targets.push(Target::Log(
            project.clone(),
            branch.clone(),
            LogId::from(id),
        ));
    }
    targets.reverse();
    targets
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn page(times: &[&str], is_truncated: bool) -> LogsPage {
        let logs = times
            .iter()
            .map(|at| json!({ "timestamp": at, "message": at }));
        let logs: Vec<Json> = logs.collect();
        serde_json::from_value(json!({ "logs": logs, "is_truncated": is_truncated })).unwrap()
    }

    fn messages(store: &Store, of: &Target) -> Vec<String> {
        let all = View::ALL.known(store, of).iter();
        all.map(|one| one.message.clone()).collect()
    }

    fn body(store: &Store, of: &Target) -> Json {
        View::ALL.request(store, of).body.clone().unwrap()
    }

    #[test]
    fn what_is_known_grows_by_what_is_new_or_comes_late() {
        let mut store = Store::default();
        let of = Target::Branch("p".into(), "b".into());
        let times = ["2026-11-20T10:05:00Z", "2026-11-20T10:03:00Z"];
        View::ALL.keep(&mut store, &of, page(&times, false));
        assert_eq!(body(&store, &of)["start_time"], "2026-11-20T10:04:00Z");
        let new = [
            "2026-11-20T10:06:00Z",
            "2026-11-20T10:05:00Z",
            "2026-11-20T10:04:30Z",
        ];
        View::ALL.keep(&mut store, &of, page(&new, false));
        let all = [new[0], new[1], new[2], times[1]];
        assert_eq!(messages(&store, &of), all);
        // Nothing new.
        View::ALL.keep(&mut store, &of, page(&all[..2], false));
        assert_eq!(messages(&store, &of), all);
        // There is a gap before these.
        let after = ["2026-11-20T12:00:01Z", "2026-11-20T12:00:00Z"];
        View::ALL.keep(&mut store, &of, page(&after, true));
        assert_eq!(messages(&store, &of), after);
        assert!(View::ERRORS.known(&store, &of).is_empty());
    }

    #[test]
    fn records_of_the_same_time_are_told_apart_also_when_newer_ones_come() {
        let mut store = Store::default();
        let of = Target::Branch("p".into(), "b".into());
        let mut two = page(&["2026-11-20T10:05:00Z", "2026-11-20T10:05:00Z"], false);
        for (record, message) in two.logs.iter_mut().zip(["second", "first"]) {
            message.clone_into(&mut record.message);
        }
        View::ALL.keep(&mut store, &of, two.clone());
        let before = View::ALL.targets(&store, &of);
        two.logs
            .splice(0..0, page(&["2026-11-20T10:05:01Z"], false).logs);
        View::ALL.keep(&mut store, &of, two);
        assert_eq!(View::ALL.targets(&store, &of)[1..], before);
        let names: Vec<String> = before
            .iter()
            .map(|one| store.name(one).to_string())
            .collect();
        assert_eq!(names, ["second", "first"]);
    }
}
