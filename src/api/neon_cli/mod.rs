//! The line of Neon's official CLI that does what a request does.
//!
//! The table in `rows` says which command sends a request, and where its arguments come from. A line has to say all
//! that the request says: what no argument takes, or what the CLI would read as something else, is named instead
//! ([`NoLine`]).

mod argument;
mod rows;
mod sent;

use super::{host::NEON, operations::Operation};
use argument::{Argument, word};
use sent::Sent;
use serde_json::Value;
use std::fmt;

/// Why there is no line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoLine {
    /// No command sends such a request.
    NoCommand,
    /// No option takes this field, beside the others.
    NoOption(String),
    /// The command cannot do without this field.
    Needs(String),
    /// The command would read the value of this field as something else.
    Misread(String),
}

impl fmt::Display for NoLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCommand => f.write_str("the CLI has no command for it"),
            Self::NoOption(field) => write!(f, "the CLI has no option for {field} here"),
            Self::Needs(field) => write!(f, "the CLI needs {field} for it"),
            Self::Misread(field) => write!(f, "the CLI would misread this {field}"),
        }
    }
}

/// A command that sends requests of an operation.
#[derive(Debug, Clone, Copy)]
struct Row {
    operation: Operation,
    /// The words of the command.
    command: &'static str,
    arguments: &'static [Argument],
}

/// The commands of which lines are written.
pub fn commands() -> impl Iterator<Item = (Operation, &'static str)> {
    rows::all().map(|row| (row.operation, row.command))
}

/// The line that does what a request does; `target` and `body` have stars for secrets, which become variables of the
/// shell.
///
/// # Errors
/// Why there is none.
pub fn line(
    base_url: &str,
    operation: Operation,
    target: &str,
    body: Option<&Value>,
) -> Result<String, NoLine> {
    let sent = Sent::new(operation, target, body);
    let mut why = NoLine::NoCommand;
    for row in rows::all().filter(|row| row.operation == operation) {
        match arguments(row, sent.clone()) {
            Ok(arguments) => {
                let mut words = vec!["neon".to_owned(), row.command.to_owned()];
                words.extend(arguments);
                let base_url = base_url.trim_end_matches('/');
                if base_url != NEON {
                    words.extend(["--api-host".to_owned(), word(base_url)]);
                }
                return Ok(words.join(" "));
            }
            // The last command of an operation takes the most fields.
            Err(error) => why = error,
        }
    }
    Err(why)
}

/// The words after the command.
fn arguments(row: &Row, mut sent: Sent) -> Result<Vec<String>, NoLine> {
    let mut words = Vec::new();
    let mut wrong = None;
    for argument in row.arguments {
        match argument.write(&mut sent) {
            Ok(more) => words.extend(more),
            Err(why) => wrong = wrong.or(Some(why)),
        }
    }
    // That another command is needed says more than what is wrong with this one.
    let wrong = sent.rest().map(NoLine::NoOption).or(wrong);
    wrong.map_or(Ok(words), Err)
}
