//! The operations of a project, newest first, and how far back they are known.

use super::inside::ProjectData;
use crate::api::types::{EndpointId, Operation, OperationId, OperationsPage};
use jiff::Timestamp;
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

/// The most operations of a project that are kept.
pub const MOST_OPERATIONS: usize = 3_000;

/// What is known about the operations before those that are kept.
#[derive(Debug, Default, PartialEq, Eq)]
pub enum Older {
    #[default]
    Unknown,
    /// The cursor of their next page.
    At(String),
    /// The cursor of the page that was requested, and the most operations it may hold.
    Asked { cursor: String, limit: u32 },
    /// There are none.
    End,
    /// There may be more, but no more are kept.
    Full,
}

/// Since when all operations of a project are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownSince {
    /// Nothing is known.
    Never,
    At(Timestamp),
    /// Its creation, or as long as Neon remembers them.
    Ever,
}

/// The positions of the operations of each compute, the newest first.
#[derive(Debug, Default)]
pub(super) struct OperationIndex(HashMap<EndpointId, Vec<usize>>);

impl ProjectData {
    /// Keeps the page of the newest operations; `next` is the cursor of the page after it. Returns whether that has
    /// changed anything.
    pub fn keep_newest(
        &mut self,
        page: &OperationsPage,
        next: Option<String>,
        now: Timestamp,
    ) -> bool {
        let known: HashSet<&OperationId> =
            self.operations.value.iter().map(|one| &one.id).collect();
        let reaches_known = page.operations.iter().any(|one| known.contains(&one.id));
        let has_gap = next.is_some() && !known.is_empty() && !reaches_known;
        if self.older_operations == Older::Unknown || has_gap {
            self.older_operations = next.map_or(Older::End, Older::At);
        }
        if has_gap {
            self.operations.value.clear();
        }
        self.operations_read = Some(now);
        self.merge_operations(&page.operations, now)
    }

    /// Keeps the page of older operations that was requested.
    pub fn keep_older(&mut self, page: &OperationsPage, now: Timestamp) -> bool {
        let Older::Asked { cursor, limit } = &self.older_operations else {
            return false;
        };
        let next = page.next(*limit, Some(cursor));
        self.older_operations = next.map_or(Older::End, Older::At);
        self.merge_operations(&page.operations, now)
    }

    /// Notes that the page of older operations could not be read.
    pub fn fail_older(&mut self) {
        if let Older::Asked { cursor, .. } = &mut self.older_operations {
            self.older_operations = Older::At(std::mem::take(cursor));
        }
    }

    /// Adds operations, or replaces them with their newer versions. Returns whether that has changed anything.
    pub fn merge_operations(&mut self, newer: &[Operation], now: Timestamp) -> bool {
        let replaced: HashSet<&OperationId> = newer.iter().map(|one| &one.id).collect();
        let known = self.operations.value.iter();
        let stays = known.filter(|one| !replaced.contains(&one.id));
        let mut all: Vec<Operation> = newer.iter().chain(stays).cloned().collect();
        all.sort_by_key(|operation| Reverse(operation.created_at));
        if all.len() > MOST_OPERATIONS {
            all.truncate(MOST_OPERATIONS);
            self.older_operations = Older::Full;
        }
        let has_changed = self.operations.value != all;
        self.operations.set(all, now);
        if has_changed {
            self.operation_index = OperationIndex::of(&self.operations.value);
        }
        has_changed
    }

    /// The operations of a compute, newest first, each with its position among those of the project.
    pub fn operations_of(
        &self,
        endpoint: &EndpointId,
    ) -> impl DoubleEndedIterator<Item = (usize, &Operation)> {
        let positions = self.operation_index.0.get(endpoint).into_iter().flatten();
        positions.filter_map(|at| Some((*at, self.operations.value.get(*at)?)))
    }

    /// Since when all operations are known.
    pub fn operations_since(&self) -> KnownSince {
        let oldest = || {
            let times = self.operations.value.iter().rev();
            times.filter_map(|one| one.created_at).next()
        };
        match self.older_operations {
            Older::Unknown => KnownSince::Never,
            Older::End => KnownSince::Ever,
            Older::At(_) | Older::Asked { .. } | Older::Full => {
                oldest().map_or(KnownSince::Never, |at| KnownSince::At(at.timestamp()))
            }
        }
    }
}

impl OperationIndex {
    fn of(operations: &[Operation]) -> Self {
        let mut index: HashMap<EndpointId, Vec<usize>> = HashMap::new();
        for (at, operation) in operations.iter().enumerate() {
            if let Some(endpoint) = &operation.endpoint_id {
                index.entry(endpoint.clone()).or_default().push(at);
            }
        }
        Self(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    /// A page of operations at these minutes, newest first, and whether there are more.
    fn page(minutes: &[u32], more: bool) -> OperationsPage {
        let operation = |minute: &u32| {
            json!({
                "id": format!("op-{minute}"), "project_id": "p", "endpoint_id": "ep-a",
                "action": "start_compute", "status": "finished",
                "created_at": format!("2026-11-21T14:{minute:02}:00Z"),
            })
        };
        let operations: Vec<_> = minutes.iter().map(operation).collect();
        let cursor = if more {
            json!({"cursor": "next"})
        } else {
            json!({})
        };
        serde_json::from_value(json!({ "operations": operations, "pagination": cursor })).unwrap()
    }

    fn minutes(data: &ProjectData) -> Vec<String> {
        let ids = data.operations.value.iter();
        ids.map(|one| one.id.as_str().replace("op-", "")).collect()
    }

    fn since(minute: u32) -> KnownSince {
        let text = format!("2026-11-21T14:{minute:02}:00Z");
        KnownSince::At(text.parse().unwrap())
    }

    #[test]
    fn older_pages_go_back_to_the_first_operation() {
        let mut data = ProjectData::default();
        assert_eq!(data.operations_since(), KnownSince::Never);
        assert!(data.keep_newest(&page(&[30, 20], true), Some("a".into()), NOW));
        assert_eq!(data.operations_since(), since(20));
        data.older_operations = Older::Asked {
            cursor: "a".into(),
            limit: 2,
        };
        assert!(data.keep_older(&page(&[10, 5], true), NOW));
        assert_eq!(data.older_operations, Older::At("next".into()));
        data.older_operations = Older::Asked {
            cursor: "next".into(),
            limit: 2,
        };
        data.fail_older();
        assert_eq!(data.older_operations, Older::At("next".into()));
        data.older_operations = Older::Asked {
            cursor: "next".into(),
            limit: 2,
        };
        // A short page is the last one.
        assert!(data.keep_older(&page(&[1], true), NOW));
        assert_eq!(data.operations_since(), KnownSince::Ever);
        assert_eq!(minutes(&data), ["30", "20", "10", "5", "1"]);
        assert!(!data.keep_newest(&page(&[30, 20], true), Some("a".into()), NOW));
        assert_eq!(data.operations_since(), KnownSince::Ever);
    }

    #[test]
    fn an_older_page_that_was_not_requested_changes_nothing() {
        let mut data = ProjectData::default();
        data.keep_newest(&page(&[30, 20], true), Some("a".into()), NOW);
        assert!(!data.keep_older(&page(&[10], true), NOW));
        data.fail_older();
        assert_eq!(data.older_operations, Older::At("a".into()));
        data.older_operations = Older::End;
        data.fail_older();
        assert!(!data.keep_older(&page(&[10], true), NOW));
        assert_eq!(data.operations_since(), KnownSince::Ever);
        assert_eq!(minutes(&data), ["30", "20"]);
    }

    #[test]
    fn a_page_that_does_not_reach_the_known_ones_replaces_them() {
        let mut data = ProjectData::default();
        data.keep_newest(&page(&[2, 1], false), None, NOW);
        assert_eq!(data.operations_since(), KnownSince::Ever);
        data.keep_newest(&page(&[40, 30], true), Some("b".into()), NOW);
        assert_eq!(minutes(&data), ["40", "30"]);
        assert_eq!(data.older_operations, Older::At("b".into()));
        assert_eq!(data.operations_since(), since(30));
        // All of a project's operations are on one page.
        data.keep_newest(&page(&[50], false), None, NOW);
        assert_eq!(minutes(&data), ["50", "40", "30"]);
    }

    #[test]
    fn no_more_than_a_limit_is_kept_and_that_is_not_the_end() {
        let mut data = ProjectData::default();
        data.keep_newest(&page(&[1], false), None, NOW);
        let one = data.operations.value[0].clone();
        let many: Vec<Operation> = (0..=MOST_OPERATIONS)
            .map(|number| Operation {
                id: format!("more-{number}").into(),
                ..one.clone()
            })
            .collect();
        data.merge_operations(&many, NOW);
        assert_eq!(data.operations.value.len(), MOST_OPERATIONS);
        assert_eq!(data.older_operations, Older::Full);
        assert_eq!(data.operations_since(), since(1));
    }

    #[test]
    fn the_operations_of_a_compute_are_found_by_their_positions() {
        let mut data = ProjectData::default();
        let mut all = page(&[3, 2, 1], false);
        all.operations[1].endpoint_id = Some("ep-b".into());
        data.keep_newest(&all, None, NOW);
        let of = |endpoint: &str| -> Vec<usize> {
            let endpoint = endpoint.into();
            data.operations_of(&endpoint).map(|(at, _)| at).collect()
        };
        assert_eq!(
            (of("ep-a"), of("ep-b"), of("ep-c")),
            (vec![0, 2], vec![1], vec![])
        );
    }
}
