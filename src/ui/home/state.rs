//! What is kept about the page of an organization; its lines are not.

use crate::{
    api::types::ProjectId,
    kinds::{
        pulse::{Item, ItemKey, Pulse},
        spend::Spend,
    },
    store::{target::Target, tracked::Remembered},
    ui::scroll::ListCursor,
};
use std::cell::Cell;

/// Identifies a line that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineId {
    /// What a project has used.
    Project(ProjectId),
    /// What needs attention, is awake or is running.
    Item(ItemKey),
    /// A change that was sent, by its id in the log.
    Change(String),
}

/// A line, without a copy of its ids.
#[derive(Debug, Clone, Copy)]
pub(super) enum LineRef<'a> {
    Project(&'a ProjectId),
    Item(&'a Item),
    Change(&'a str),
}

impl LineRef<'_> {
    pub(super) fn id(self) -> LineId {
        match self {
            Self::Project(id) => LineId::Project(id.clone()),
            Self::Item(item) => LineId::Item(item.key()),
            Self::Change(id) => LineId::Change(id.to_owned()),
        }
    }

    pub(super) fn is(self, id: &LineId) -> bool {
        match (self, id) {
            (Self::Project(one), LineId::Project(other)) => one == other,
            (Self::Item(one), LineId::Item((topic, target))) => {
                one.topic == *topic && one.target == *target
            }
            (Self::Change(one), LineId::Change(other)) => one == other,
            _ => false,
        }
    }
}

/// The page of an organization: its cursor, and what it computes from the store.
#[derive(Debug, Default)]
pub struct Home {
    pub cursor: ListCursor<LineId>,
    /// Whether the cursor has moved since the page was last drawn.
    pub moved: Cell<bool>,
    /// By organization or project, the minute and the days after which a branch is stale.
    pub(super) pulse: Remembered<Target, (i64, u16), Pulse>,
    /// By organization and minute.
    pub(super) spend: Remembered<Target, i64, Spend>,
}
