//! Operations: what Neon does for a project, step by step.

use super::state::{State, Tone};
use crate::api::types::{Operation, OperationStatus};

/// The state of an operation.
pub fn state(operation: &Operation) -> State {
    let state = |glyph, ascii, word, tone| State {
        glyph,
        ascii,
        word,
        tone,
    };
    match &operation.status {
        OperationStatus::Scheduling => state('▵', '.', "queued", Tone::Quiet),
        OperationStatus::Running => state('▴', '^', "running", Tone::Busy),
        OperationStatus::Finished => state('✓', '+', "finished", Tone::Plain),
        OperationStatus::Skipped => state('✓', '+', "skipped", Tone::Plain),
        OperationStatus::Failed => state('✗', 'x', "failed", Tone::Bad),
        OperationStatus::Error => state('✗', 'x', "error", Tone::Bad),
        OperationStatus::Cancelling => state('▿', 'v', "cancelling", Tone::Busy),
        OperationStatus::Cancelled => state('✗', 'x', "cancelled", Tone::Quiet),
        OperationStatus::Other(_) => State::UNKNOWN,
    }
}
