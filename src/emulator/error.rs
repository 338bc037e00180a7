//! What the API says when it says no.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::request::Reply;

/// What every handler returns: an answer, or a reason for not giving one.
pub type Answer = Result<Reply, Refusal>;

/// A refused request: HTTP status and Neon's error body (`code` is very often the empty string).
#[derive(Debug, Clone)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// Machine-readable reason, such as `BRANCHES_LIMIT_EXCEEDED`; mostly empty.
    pub code: &'static str,
    /// The sentence shown to people.
    pub message: Cow<'static, str>,
    /// Value of the `Retry-After` header, in whole seconds.
    pub retry_after: Option<u64>,
    /// A body that replaces the usual one: project transfers answer 406 and 422 with lists of their own.
    pub body: Option<Box<Value>>,
}

impl Refusal {
    /// A refusal with an empty code.
    pub fn new(status: u16, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code: "",
            message: message.into(),
            retry_after: None,
            body: None,
        }
    }

    /// The same refusal with a machine-readable code.
    pub fn code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// 400: the body or a parameter is wrong.
    pub fn bad_request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, message)
    }

    /// 401: no credential, or one that is not valid (any more).
    pub fn unauthorized() -> Self {
        Self::new(401, "authentication required")
    }

    /// 403: the credential, the role or the plan does not reach that far.
    pub fn forbidden(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(403, message)
    }

    /// 404: no such thing, or not visible with this credential. Neon does not tell the two apart.
    pub fn not_found(what: &str) -> Self {
        Self::new(404, format!("{what} not found"))
    }

    /// 404 for a route that this API does not have.
    pub fn no_route() -> Self {
        Self::new(404, "this route does not exist")
    }

    /// 409: it is there already.
    pub fn conflict(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(409, message)
    }

    /// 412: the project does not store passwords.
    pub fn passwords_not_stored() -> Self {
        Self::new(412, "storing passwords is disabled")
    }

    /// 422: a plan limit or a rule about the state of things.
    pub fn unprocessable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(422, message)
    }

    /// 423: the project is busy with operations.
    pub fn locked() -> Self {
        Self::new(
            423,
            "project already has running conflicting operations, scheduling of new ones is prohibited",
        )
    }

    /// 429: slow down; `seconds` until there is room again.
    pub fn too_many(seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds.max(1)),
            ..Self::new(429, "too many requests")
        }
    }

    /// A refusal with a body of its own shape.
    pub fn with_body(status: u16, body: Value) -> Self {
        Self {
            body: Some(Box::new(body)),
            ..Self::new(status, "")
        }
    }

    /// The answer's body.
    pub fn to_body(&self, request_id: &str) -> Value {
        match &self.body {
            Some(body) => (**body).clone(),
            None => json!({ "request_id": request_id, "code": self.code, "message": self.message }),
        }
    }
}
