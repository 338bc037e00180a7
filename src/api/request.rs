//! A request as data, before it is sent. The preview, the log and curl read it; the client sends it.
//!
//! Constructors are in `requests/`, one per operation, so that a path can never lack a part.

use std::{fmt, marker::PhantomData, ops::Deref};

use compact_str::CompactString;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::{
    neon_cli::{self, NoLine},
    operations::{Answer, Operation},
    secret::{STARS, mask_value},
};

/// An HTTP method that the API uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    Get,
    /// Create something, or start an action.
    Post,
    /// Change some fields.
    Patch,
    Put,
    Delete,
}

impl Method {
    /// The name as sent: in upper case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Everything except the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The placeholders whose values are secrets: whoever knows a transfer request can take its project.
const SECRET_PARTS: [&str; 1] = ["{request_id}"];

#[derive(Clone, PartialEq)]
pub struct Request {
    pub operation: Operation,
    /// The values of the path's placeholders, in order, not yet encoded.
    pub path: Vec<CompactString>,
    /// Not yet encoded.
    pub query: Vec<(&'static str, String)>,
    pub body: Option<Value>,
    /// Whether to keep the text of the answer (with secrets masked) beside the decoded body.
    pub keep_raw: bool,
}

impl Request {
    pub(crate) fn new(operation: Operation, path: &[&str]) -> Self {
        let path = path.iter().map(|part| CompactString::from(*part)).collect();
        Self {
            operation,
            path,
            query: Vec::new(),
            body: None,
            keep_raw: false,
        }
    }

    pub(crate) fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    pub(super) fn query_if<T: AsRef<str>>(self, name: &'static str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.query(name, value.as_ref()),
            None => self,
        }
    }

    pub(crate) fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Keeps the text of the answer, for views that show the record as the API sent it.
    pub fn raw(mut self) -> Self {
        self.keep_raw = true;
        self
    }

    pub fn method(&self) -> Method {
        self.operation.spec().method
    }

    /// Its first line: `POST /projects/dry-sun-50598307/branches`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method(), self.target())
    }

    /// The body without its secrets.
    pub fn masked_body(&self) -> Option<Value> {
        self.body.as_ref().map(mask_value)
    }

    /// Whether its body has secrets.
    pub fn has_secrets(&self) -> bool {
        self.masked_body() != self.body
    }

    /// Whether it changes nothing.
    pub fn is_read(&self) -> bool {
        self.operation.is_read()
    }

    /// The path and query, percent-encoded; secrets in it are stars.
    pub fn target(&self) -> String {
        self.target_with(|placeholder| SECRET_PARTS.contains(&placeholder))
    }

    /// The path and query as sent, with secrets.
    pub(super) fn secret_target(&self) -> String {
        self.target_with(|_| false)
    }

    fn target_with(&self, is_masked: fn(&str) -> bool) -> String {
        let mut target = String::with_capacity(96);
        let mut parts = self.path.iter();
        for segment in self.operation.spec().path.split('/').skip(1) {
            target.push('/');
            if segment.starts_with('{') {
                let part = parts.next().map_or("", CompactString::as_str);
                if is_masked(segment) && !part.is_empty() {
                    target.push_str(STARS);
                } else {
                    target.extend(utf8_percent_encode(part, ENCODED));
                }
            } else {
                target.push_str(segment);
            }
        }
        for (index, (name, value)) in self.query.iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(name);
            target.push('=');
            target.extend(utf8_percent_encode(value, ENCODED));
        }
        target
    }

    /// The value of a placeholder, such as `project_id`.
    pub fn path_part(&self, placeholder: &str) -> Option<&str> {
        let at = self
            .operation
            .spec()
            .placeholders()
            .position(|name| name == placeholder)?;
        self.path.get(at).map(CompactString::as_str)
    }

    /// Why the request must not be sent.
    ///
    /// URL parsers remove empty parts, `.` and `..` from a path, so a `DELETE` meant for a database called `..` would
    /// reach its branch.
    pub fn unsendable(&self) -> Option<String> {
        let mut parts = self.operation.spec().placeholders().zip(&self.path);
        let (name, part) = parts.find(|(_, part)| matches!(part.trim(), "" | "." | ".."))?;
        let name = name.replace('_', " ");
        Some(if part.trim().is_empty() {
            format!("The {name} is empty")
        } else {
            format!("A {name} of \"{part}\" cannot be put into an address")
        })
    }

    /// Whether its body has no field.
    pub fn sets_nothing(&self) -> bool {
        let fields = self.body.as_ref().and_then(Value::as_object);
        fields.is_some_and(serde_json::Map::is_empty)
    }

    /// The request as a curl command. The key comes from the environment and is never written out, nor are secrets in
    /// the body.
    pub fn curl(&self, base_url: &str) -> String {
        let body = self.masked_body();
        curl(base_url, self.method(), &self.target(), body.as_ref())
    }

    /// The commands of a shell that send it.
    pub fn commands(&self, base_url: &str) -> ShellCommands {
        let body = self.masked_body();
        ShellCommands::new(base_url, self.operation, &self.target(), body.as_ref())
    }
}

/// The commands of a shell that send a request. Keys and other secrets are variables in them.
#[derive(Debug, Clone, PartialEq)]
pub struct ShellCommands {
    pub curl: String,
    /// The line of the official CLI that does the same, or why there is none.
    pub neon: Result<String, NoLine>,
}

impl ShellCommands {
    /// `target` and `body` have stars for secrets.
    pub(super) fn new(
        base_url: &str,
        operation: Operation,
        target: &str,
        body: Option<&Value>,
    ) -> Self {
        Self {
            curl: curl(base_url, operation.spec().method, target, body),
            neon: neon_cli::line(base_url, operation, target, body),
        }
    }
}

/// Writes a curl command.
fn curl(base_url: &str, method: Method, target: &str, body: Option<&Value>) -> String {
    let mut line = String::from("curl -sS");
    if method != Method::Get {
        line.push_str(" -X ");
        line.push_str(method.as_str());
    }
    line.push_str(
        " \\\n  -H \"Authorization: Bearer $NEON_API_KEY\" \\\n  -H 'Accept: application/json'",
    );
    if let Some(body) = body {
        line.push_str(" \\\n  -H 'Content-Type: application/json' \\\n  --data ");
        line.push_str(&with_variables(&quoted(&body.to_string())));
    }
    line.push_str(" \\\n  ");
    line.push_str(&quoted(&format!(
        "{}{target}",
        base_url.trim_end_matches('/')
    )));
    line
}

/// Replaces the stars of secrets in quoted JSON by variables of the shell that are named after their fields: sent as
/// they are, the stars would become the secret.
fn with_variables(json: &str) -> String {
    let stars = format!(":\"{STARS}\"");
    let mut text = String::with_capacity(json.len());
    let mut parts = json.split(&stars).peekable();
    while let Some(part) = parts.next() {
        text.push_str(part);
        if parts.peek().is_some() {
            let field = part.trim_end_matches('"').rsplit('"').next();
            let name = field.unwrap_or_default().to_ascii_uppercase();
            text.push_str(&format!(":\"'\"${name}\"'\""));
        }
    }
    text
}

/// Quotes a text as a single word of a POSIX shell.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A row of the operations table, as a type.
pub trait TypedOperation {
    const OPERATION: Operation;
    /// The body of its answer.
    type Body: 'static;
}

/// A request that changes nothing, whose answer has the body `T`.
pub struct Get<T> {
    request: Request,
    body: PhantomData<fn() -> T>,
}

impl<T> Get<T> {
    pub(crate) fn new<O: TypedOperation<Body = T>>(_: O, path: &[&str]) -> Self {
        Self {
            request: Request::new(O::OPERATION, path),
            body: PhantomData,
        }
    }

    /// Keeps the text of the answer, as [`Request::raw`] does.
    pub fn raw(self) -> Self {
        self.map(Request::raw)
    }

    pub(crate) fn query(self, name: &'static str, value: impl Into<String>) -> Self {
        self.map(|request| request.query(name, value))
    }

    pub(crate) fn query_if<V: AsRef<str>>(self, name: &'static str, value: Option<V>) -> Self {
        self.map(|request| request.query_if(name, value))
    }

    pub(crate) fn body(self, body: Value) -> Self {
        self.map(|request| request.body(body))
    }

    fn map(self, f: impl FnOnce(Request) -> Request) -> Self {
        Self {
            request: f(self.request),
            body: PhantomData,
        }
    }
}

impl<T> Clone for Get<T> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            body: PhantomData,
        }
    }
}

impl<T> Deref for Get<T> {
    type Target = Request;

    fn deref(&self) -> &Request {
        &self.request
    }
}

impl<T> From<Get<T>> for Request {
    fn from(get: Get<T>) -> Self {
        get.request
    }
}

/// For callers that accept any answer.
impl From<Request> for Get<Answer> {
    fn from(request: Request) -> Self {
        Self {
            request,
            body: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Get<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())?;
        match self.masked_body() {
            Some(body) => write!(f, " {body}"),
            None => Ok(()),
        }
    }
}
