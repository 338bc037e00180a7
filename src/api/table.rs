//! What a row of the operations table consists of, and how it turns a body into an [`Answer`].

use std::time::Duration;

use super::{
    error::ApiError,
    operations::{Answer, Operation},
    request::Method,
    types::{
        OddRow,
        lenient::Answered,
        mend::{Trouble, read_body},
    },
};

/// The properties of an operation.
#[derive(Debug)]
pub struct OperationSpec {
    pub operation: Operation,
    /// `operationId` in the contract.
    pub id: &'static str,
    /// One sentence for users.
    pub summary: &'static str,
    pub method: Method,
    /// Path below the base URL, with `{placeholders}`.
    pub path: &'static str,
    /// Whether it starts or may start a compute.
    pub wakes: bool,
    /// Whether the answer lists operations that are still running.
    pub returns_operations: bool,
    /// How long the call may take, including waits and retries.
    pub deadline: Duration,
    /// Whether the answer holds a password or key: it is never kept, logged or shown as text.
    pub secret_answer: bool,
}

impl OperationSpec {
    pub fn placeholders(&self) -> impl Iterator<Item = &'static str> {
        self.path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
    }
}

impl Operation {
    /// Whether it changes nothing: such a call may always be repeated.
    pub fn is_read(self) -> bool {
        // Its filters are in a body.
        self.spec().method == Method::Get || self == Self::QueryLogs
    }

    /// The operation with that `operationId`.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|operation| operation.spec().id == id)
    }
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.spec().id)
    }
}

impl Answer {
    /// Decodes an answer. 204 means that the thing is gone, which is what a delete wants.
    ///
    /// # Errors
    /// [`ApiError::Auth`] and [`ApiError::Status`] for statuses outside 2xx, [`ApiError::Decode`] for a body that
    /// breaks the contract.
    pub fn decode(operation: Operation, status: u16, body: &str) -> Result<Self, ApiError> {
        match status {
            204 => Ok(Self::Gone),
            200..=299 if body.trim().is_empty() && operation.spec().method == Method::Delete => {
                Ok(Self::Gone)
            }
            200..=299 => Self::decode_body(operation, body),
            _ => Err(ApiError::from_answer(status, body, None)),
        }
    }
}

/// Decodes a body and wraps it in its variant. As little as possible depends on the type: there is a copy for each.
pub(super) fn decode_as<T: Answered>(
    operation: Operation,
    body: &str,
    wrap: fn(T) -> Answer,
) -> Result<Answer, ApiError> {
    let spec = operation.spec();
    let is_missing = body.trim().is_empty() && !T::TELLS;
    let read = read_body::<T>(if is_missing { "{}" } else { body });
    let mut answer = read.map_err(|trouble| undecodable(spec, trouble))?;
    if spec.secret_answer && !answer.odd().is_empty() {
        let odd = hidden(answer.odd());
        answer.set_odd(odd);
    }
    Ok(wrap(answer))
}

/// Said instead of what serde says about secrets: it quotes unexpected values, which may be a password.
const HIDDEN: &str = "unexpected shape";

fn undecodable(spec: &OperationSpec, (field, message): Trouble) -> ApiError {
    ApiError::Decode {
        at: if field.is_empty() {
            spec.id.to_owned()
        } else {
            format!("{}: {field}", spec.id)
        },
        message: if spec.secret_answer {
            HIDDEN.to_owned()
        } else {
            message
        },
    }
}

fn hidden(odd: &[OddRow]) -> Vec<OddRow> {
    let hidden = odd.iter().map(|odd| OddRow {
        at: odd.at.clone(),
        error: HIDDEN.to_owned(),
        lost: odd.lost.clone(),
    });
    hidden.collect()
}

/// The objects left out of a body.
pub(super) fn odd_of<T: Answered>(body: &T) -> &[OddRow] {
    body.odd()
}

/// The operations listed in a body.
pub(super) fn operations_of<T: Answered>(body: &T) -> &[super::types::Operation] {
    body.operations()
}

/// Generates [`Operation`], [`Answer`] and their functions from the table in `operations`.
macro_rules! operations {
    ($(
        #[doc = $summary:literal]
        $name:ident = $method:ident $path:literal => $answer:ident {
            id: $id:literal, wakes: $wakes:literal, operations: $operations:literal, secret: $secret:literal, deadline: $deadline:literal
        }
    )*) => {
        /// The operations of the API that this program can call.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {$(
            #[doc = $summary]
            $name,
        )*}

        impl Operation {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The properties of this operation.
            pub fn spec(self) -> &'static crate::api::table::OperationSpec {
                match self {$(
                    Self::$name => {
                        const SPEC: crate::api::table::OperationSpec = crate::api::table::OperationSpec {
                            operation: Operation::$name,
                            id: $id,
                            summary: $summary.trim_ascii(),
                            method: crate::api::request::Method::$method,
                            path: $path,
                            wakes: $wakes,
                            returns_operations: $operations,
                            deadline: std::time::Duration::from_secs($deadline),
                            secret_answer: $secret,
                        };
                        &SPEC
                    }
                )*}
            }
        }

        /// The body of an answer, by operation; serialized as the body alone.
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(untagged)]
        pub enum Answer {
            $(
                #[doc = $summary]
                $name(crate::api::types::$answer),
            )*
            /// An empty answer: what was to be deleted is gone (204).
            Gone,
        }

        /// The operations as types that know the bodies of their answers.
        pub mod typed {
            use crate::api::operations::Operation;

            $(
                #[doc = $summary]
                #[derive(Clone, Copy, Debug)]
                pub struct $name;

                impl crate::api::request::TypedOperation for $name {
                    const OPERATION: Operation = Operation::$name;
                    type Body = crate::api::types::$answer;
                }
            )*
        }

        impl Answer {
            /// The body, if it has this type; any answer is an `Answer`.
            pub fn body<T: 'static>(self) -> Option<T> {
                let body: Box<dyn std::any::Any> =
                    match std::any::TypeId::of::<T>() == std::any::TypeId::of::<Self>() {
                        true => Box::new(self),
                        false => self.into_any(),
                    };
                Some(*body.downcast().ok()?)
            }

            fn into_any(self) -> Box<dyn std::any::Any> {
                match self {
                    $(Self::$name(body) => Box::new(body),)*
                    Self::Gone => Box::new(Self::Gone),
                }
            }

            pub(super) fn decode_body(operation: Operation, body: &str) -> Result<Self, crate::api::error::ApiError> {
                match operation {$(
                    Operation::$name => crate::api::table::decode_as(operation, body, Self::$name),
                )*}
            }

            /// Objects that could not be read and were left out.
            pub fn odd(&self) -> &[crate::api::types::OddRow] {
                match self {
                    $(Self::$name(body) => crate::api::table::odd_of(body),)*
                    Self::Gone => &[],
                }
            }

            /// The operations that carry out a change, in order: follow them until they finish.
            pub fn operations(&self) -> &[crate::api::types::Operation] {
                match self {
                    $(Self::$name(body) if $operations => crate::api::table::operations_of(body),)*
                    _ => &[], // reads, and changes that take effect at once
                }
            }
        }
    };
}

pub(super) use operations;
