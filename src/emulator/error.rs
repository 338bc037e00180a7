//! The API's refusals.

use std::borrow::Cow;

use serde_json::{Value, json};

/// A refused request: HTTP status and Neon's error body (`code` is usually the empty string).
#[derive(Debug, Clone)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// The machine-readable reason, such as `BRANCHES_LIMIT_EXCEEDED`; usually empty.
    pub code: &'static str,
    /// The message for users.
    pub message: Cow<'static, str>,
    /// The value of the `Retry-After` header, in seconds.
    pub retry_after: Option<u64>,
    /// A body that replaces the usual one: project transfers have their own lists in 406 and 422.
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

    /// 400: no organization is named. Neon's real message, which mentions `org_id` even if something else is missing.
    pub fn org_id_required() -> Self {
        Self::bad_request("org_id is required, you can find it on your organization settings page")
    }

    /// 401: no credential, or one that is not (or no longer) valid.
    pub fn unauthorized() -> Self {
        Self::new(401, "authentication required")
    }

    /// 403: not allowed for the credential, the role or the plan.
    pub fn forbidden(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(403, message)
    }

    /// 404: it does not exist or is not visible with this credential. Neon does not distinguish these.
    pub fn not_found(what: &str) -> Self {
        Self::new(404, format!("{what} not found"))
    }

    /// 404: the API has no such route.
    pub fn no_route() -> Self {
        Self::new(404, "this route does not exist")
    }

    /// 409: it already exists.
    pub fn conflict(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(409, message)
    }

    /// 412: the project does not store passwords.
    pub fn passwords_not_stored() -> Self {
        Self::new(412, "storing passwords is disabled")
    }

    /// 422: against a limit of the plan or a rule about the current state.
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

    /// 429: too many requests; there is room again after `seconds`.
    pub fn too_many(seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds.max(1)),
            ..Self::new(429, "too many requests")
        }
    }

    /// A refusal with a body of a different shape.
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
