//! What is changed at Neon, and how: policy, confirmation, sending once, verifying, following, undoing.
//!
//! | question | file |
//! |---|---|
//! | sends a change once and sees it to its end | `write.rs`, `follow.rs` |
//! | whether it happened when the answer was lost | `verify.rs` |
//! | what its answer tells | `apply_response.rs` |
//! | read-only, no waking, PROD: which setting says so | `policy.rs` |
//! | what Neon has said it would refuse | `restrictions.rs` |
//! | whether the thing was changed by somebody else meanwhile | `preflight.rs` |
//! | whether it is asked first, and how | `confirmation.rs` |
//! | what takes it back | `undo/` |
//! | one action for all marked rows; one change after the other | `bulk.rs`, `queue.rs` |
//! | creating: sent, found, gone to | `create/` |
//! | deleting, and what goes along | `delete/`; recovering: `deleted.rs` |
//! | changes to one kind | `compute.rs`, `branch.rs`, `role.rs`, `database.rs`, `snapshot.rs`, `schedule.rs`, `expiry.rs`, `transfer.rs`, `spending_limit.rs`, `restore_backup.rs` |

pub mod apply_response;
pub mod branch;
pub mod bulk;
pub mod compute;
pub mod confirmation;
pub mod create;
pub mod database;
pub mod delete;
pub mod deleted;
pub mod expiry;
pub mod follow;
pub mod policy;
pub mod preflight;
pub mod queue;
pub mod restore_backup;
pub mod restrictions;
pub mod role;
pub mod schedule;
pub mod snapshot;
pub mod spending_limit;
pub mod transfer;
pub mod undo;
pub mod verify;
pub mod write;
