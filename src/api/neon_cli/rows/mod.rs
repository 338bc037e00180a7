//! Which command sends the requests of which operation. Of several for one operation, the first that takes all of a
//! request is written; the last takes the most.

mod core;
mod platform;
mod services;

use super::{
    Row,
    argument::{
        Argument::{self, Option as Opt},
        Path, Source,
    },
};
use crate::api::operations::Operation;

/// All rows.
pub(super) fn all() -> impl Iterator<Item = &'static Row> {
    let files = [core::ROWS, services::ROWS, platform::ROWS];
    files.into_iter().flatten()
}

const fn row(operation: Operation, command: &'static str, arguments: &'static [Argument]) -> Row {
    Row {
        operation,
        command,
        arguments,
    }
}

const PROJECT_ID: Source = Path("project_id");
/// The project, as an option.
const PROJECT: Argument = Opt("--project-id", PROJECT_ID);
/// The branch, as an option.
const BRANCH: Argument = Argument::Branch(Some("--branch"), Path("branch_id"));
/// The branch, as a word.
const THE_BRANCH: Argument = Argument::Branch(None, Path("branch_id"));
