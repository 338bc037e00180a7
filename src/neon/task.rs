//! Work that runs beside the loop: requests and timers, each in a slot.

use super::slot::{ReadSlot, Slot};
use crate::api::{Get, Priority, Request};
use std::time::Duration;

#[must_use]
#[derive(Debug, Clone)]
pub enum Task {
    /// Send a request; the answer comes as `Msg::Answered`.
    Call {
        slot: Slot,
        request: Box<Request>,
        priority: Priority,
    },
    /// Send `Msg::Elapsed` after a while.
    After { slot: Slot, delay: Duration },
    /// Drop the task in a slot; reads only.
    Cancel(Slot),
}

impl Task {
    pub fn read<T>(slot: ReadSlot<T>, request: impl Into<Get<T>>, priority: Priority) -> Self {
        Self::Call {
            slot: slot.slot,
            request: Box::new(request.into().into()),
            priority,
        }
    }

    /// A read that the user has just asked for.
    pub fn ask<T>(slot: ReadSlot<T>, request: impl Into<Get<T>>) -> Self {
        Self::read(slot, request, Priority::User)
    }

    /// A read for what is on screen.
    pub fn load<T>(slot: ReadSlot<T>, request: impl Into<Get<T>>) -> Self {
        Self::read(slot, request, Priority::Screen)
    }

    /// A read for what will be wanted soon.
    pub fn ahead<T>(slot: ReadSlot<T>, request: impl Into<Get<T>>) -> Self {
        Self::read(slot, request, Priority::Ahead)
    }

    pub const fn after(slot: Slot, delay: Duration) -> Self {
        Self::After { slot, delay }
    }
}
