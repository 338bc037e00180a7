//! The one table of API operations. Client, request log, preview, curl and the coverage page read it; a new operation is a
//! row in the file of its subject and a constructor in `requests/` or in its kind.
//!
//! `wakes` is true for what starts a compute, and for what reaches into one and so wakes it. Deadlines are in seconds and hold for the whole call; schema answers may wait for a compute.

mod branches;
mod computes;
mod databases;
mod history;
mod organizations;
mod platform;
mod projects;
mod services;

use super::table::operations;

// The rows of each file are added to those before them.
projects::rows! { operations }
