//! What a row of the operations table is made of, and how a body becomes an [`Answer`] by it.

use std::{
    any::{Any, TypeId},
    time::Duration,
};

use super::{
    error::ApiError,
    operations::{Answer, Operation},
    request::Method,
    types::{OddRow, lenient::Answered, mend::read_body},
};

/// What is known about an operation before it is called.
#[derive(Debug)]
pub struct OperationSpec {
    /// The row.
    pub operation: Operation,
    /// `operationId` of the contract.
    pub id: &'static str,
    /// One sentence for people.
    pub summary: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL, with `{placeholders}`.
    pub path: &'static str,
    /// Whether it starts or may start a compute.
    pub wakes: bool,
    /// Whether the answer names operations that go on afterwards.
    pub returns_operations: bool,
    /// How long the call may take, waits and repetitions included.
    pub deadline: Duration,
    /// Whether the answer holds a password or key: never kept, logged or shown as text.
    pub secret_answer: bool,
}

impl OperationSpec {
    /// The placeholders of the path, in order.
    pub fn placeholders(&self) -> impl Iterator<Item = &'static str> {
        self.path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
    }
}

impl Operation {
    /// Whether it only looks: such a call may always be repeated.
    pub fn is_read(self) -> bool {
        self.spec().method == Method::Get
    }

    /// The row with that `operationId`.
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
    /// Reads an answer. 204 means that the thing is gone, which is what a delete wanted.
    ///
    /// # Errors
    /// [`ApiError::Auth`] and [`ApiError::Status`] for statuses other than 2xx, [`ApiError::Decode`] for a body that is not
    /// what the contract promises.
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

/// Reads one body and puts it into its variant.
pub(super) fn decode_as<T: Answered>(
    operation: Operation,
    body: &str,
    wrap: fn(T) -> Answer,
) -> Result<Answer, ApiError> {
    let spec = operation.spec();
    // serde quotes what it did not expect, which here may be a password.
    let hide = |message: String| {
        if spec.secret_answer {
            "unexpected shape".to_owned()
        } else {
            message
        }
    };
    let is_missing = body.trim().is_empty() && !T::TELLS;
    let mut answer: T =
        read_body(if is_missing { "{}" } else { body }).map_err(|(field, message)| {
            let at = if field.is_empty() {
                spec.id.to_owned()
            } else {
                format!("{}: {field}", spec.id)
            };
            ApiError::Decode {
                at,
                message: hide(message),
            }
        })?;
    if spec.secret_answer && !answer.odd().is_empty() {
        let odd = answer.odd().iter().map(|odd| OddRow {
            at: odd.at.clone(),
            error: hide(odd.error.clone()),
            lost: odd.lost.clone(),
        });
        let odd = odd.collect();
        answer.set_odd(odd);
    }
    Ok(wrap(answer))
}

/// What was left out of a body.
pub(super) fn odd_of<T: Answered>(body: &T) -> &[OddRow] {
    body.odd()
}

/// What a body tells of operations.
pub(super) fn operations_of<T: Answered>(body: &T) -> &[super::types::Operation] {
    body.operations()
}

/// Whether a type is that of whole answers.
pub(super) fn is_answer<T: 'static>() -> bool {
    TypeId::of::<T>() == TypeId::of::<Answer>()
}

/// A value as the type that it is of; none if that is another one.
pub(super) fn cast<T: 'static>(value: impl Any) -> Option<T> {
    let mut value = Some(value);
    (&mut value as &mut dyn Any)
        .downcast_mut::<Option<T>>()?
        .take()
}

/// Makes [`Operation`], [`Answer`] and their functions from the table in `operations.rs`.
macro_rules! operations {
    ($(
        #[doc = $summary:literal]
        $name:ident = $method:ident $path:literal => $answer:ident {
            id: $id:literal, wakes: $wakes:literal, operations: $operations:literal, secret: $secret:literal, deadline: $deadline:literal
        }
    )*) => {
        /// Every operation of the API that this program can call.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {$(
            #[doc = $summary]
            $name,
        )*}

        impl Operation {
            /// All rows, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What is known about it.
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

        /// The body of an answer, by operation; written as the body alone.
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[serde(untagged)]
        pub enum Answer {
            $(
                #[doc = $summary]
                $name(crate::api::types::$answer),
            )*
            /// There was nothing to say: what was to be deleted is gone (204).
            Gone,
        }

        /// The operations as types, which know the bodies of their answers.
        pub mod typed {
            $(
                #[doc = $summary]
                #[derive(Clone, Copy, Debug)]
                pub struct $name;

                impl crate::api::request::TypedOperation for $name {
                    const OPERATION: super::Operation = super::Operation::$name;
                    type Body = crate::api::types::$answer;
                }
            )*
        }

        impl Answer {
            /// The body, if it is of this type; any answer is an `Answer`.
            pub fn body<T: 'static>(self) -> Option<T> {
                match self {
                    $(Self::$name(body) if !crate::api::table::is_answer::<T>() => crate::api::table::cast(body),)*
                    whole => crate::api::table::cast(whole),
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

            /// The operations that carry a change out, in order: follow them to their end.
            pub fn operations(&self) -> &[crate::api::types::Operation] {
                match self {
                    $(Self::$name(body) if $operations => crate::api::table::operations_of(body),)*
                    _ => &[], // reads, and changes that are done at once
                }
            }
        }
    };
}

pub(super) use operations;
