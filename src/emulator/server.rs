//! Turns requests on the wire into answers on the wire.

use std::{io, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use futures_util::{StreamExt, stream};
use serde_json::Value;

use super::{
    auth::Credential,
    callers,
    connections::Line,
    control, corrupt,
    error::Refusal,
    faults::Fault,
    ids,
    request::{Answer, Call, Query, Reply},
    request_log::Received,
    routes,
    shared::{Incoming, Shared},
    storage::transfer,
};

/// The prefix of all API paths.
pub const BASE: &str = "/api/v2";

/// The longest accepted body, in bytes: several times what any operation needs.
const LONGEST_BODY: usize = 1 << 20;
/// How much of a longer body is read, so that the client is still there to receive the refusal. Also the most that can
/// be stored or deployed.
const LONGEST_READ: usize = 16 * LONGEST_BODY;
/// How long a body may take.
const BODY_DEADLINE: Duration = Duration::from_secs(20);

/// Answers a request, at the time of the emulator's clock.
pub async fn answer(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> Response {
    let mut response = answered(&shared, line, request).await;
    let date = shared.clock.now().strftime("%a, %d %b %Y %H:%M:%S GMT");
    if let Ok(date) = HeaderValue::try_from(date.to_string()) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

async fn answered(shared: &Arc<Shared>, line: Line, request: Request) -> Response {
    let _serving = line.serve();
    let (parts, body) = request.into_parts();
    let request_id = request_id(&parts.headers, shared);
    let below = |base| parts.uri.path().strip_prefix(base).map(str::to_owned);
    let controls = below(control::BASE).filter(|_| shared.control);
    let is_control = controls.is_some();
    let object = || Some(parts.uri.path().to_owned()).filter(|path| is_object(path));
    let Some(path) = controls.or_else(|| below(BASE)).or_else(object) else {
        return finish(Err(Refusal::no_route()), &request_id);
    };
    let mut allowed = callers::check_host(&parts.uri, &parts.headers);
    if is_control {
        allowed = allowed.and_then(|()| callers::check_origin(&parts.headers));
    }
    let read = async {
        allowed?;
        read(body, longest(&path)).await
    };
    let body = match read.await {
        Ok(body) => body,
        Err(refusal) => return finish(Err(refusal), &request_id),
    };
    let incoming = incoming(&parts, path, body);
    if is_control {
        return finish(control::answer(shared, &incoming), &request_id);
    }
    let serial = shared.inner().journal.arrived(Received {
        method: incoming.method.clone(),
        path: incoming.path.clone(),
        query: incoming.query.clone(),
        body: incoming.text(),
        status: 0,
    });
    let fault = shared.faults.take(
        &incoming.method,
        &format!("{}?{}", incoming.path, incoming.query),
    );
    if !shared.latency.is_zero() {
        shared.pause(shared.latency).await;
    }
    let response = with_fault(shared, &line, incoming, fault, &request_id).await;
    shared
        .inner()
        .journal
        .answered(serial, response.status().as_u16());
    response
}

fn incoming(parts: &Parts, path: String, body: Bytes) -> Incoming {
    let header = |name| {
        let value = parts.headers.get(name)?;
        value.to_str().ok().map(str::to_owned)
    };
    Incoming {
        method: parts.method.as_str().to_owned(),
        path,
        query: parts.uri.query().unwrap_or_default().to_owned(),
        authorization: header(header::AUTHORIZATION),
        content_type: header(header::CONTENT_TYPE),
        host: header(header::HOST),
        body,
    }
}

impl Incoming {
    /// The body as text; what is stored or deployed is left out.
    fn text(&self) -> String {
        match longest(&self.path) {
            LONGEST_BODY => String::from_utf8_lossy(&self.body).into_owned(),
            _ => String::new(),
        }
    }
}

fn is_object(path: &str) -> bool {
    path.starts_with(transfer::BASE)
}

/// The longest accepted body of a request to a path.
fn longest(path: &str) -> usize {
    if is_object(path) || path.ends_with("/deployments") {
        LONGEST_READ
    } else {
        LONGEST_BODY
    }
}

/// Reads a body, within the limits of length and time.
async fn read(body: Body, longest: usize) -> Result<Bytes, Refusal> {
    let mut pieces = body.into_data_stream();
    let (mut whole, mut length) = (Vec::new(), 0);
    let all = async {
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|_| Refusal::bad_request("the request body broke off"))?;
            length += piece.len();
            if length > LONGEST_READ {
                break;
            }
            if length > longest {
                whole = Vec::new();
            } else {
                whole.extend_from_slice(&piece);
            }
        }
        Ok(())
    };
    match tokio::time::timeout(BODY_DEADLINE, all).await {
        Ok(read) => read?,
        Err(_) => return Err(Refusal::new(408, "the request body took too long")),
    }
    if length > longest {
        return Err(Refusal::new(413, "request body is too large"));
    }
    Ok(whole.into())
}

async fn with_fault(
    shared: &Shared,
    line: &Line,
    incoming: Incoming,
    fault: Option<Fault>,
    request_id: &str,
) -> Response {
    match fault {
        None
        | Some(
            Fault::FailOperation { .. }
            | Fault::CancelOperation { .. }
            | Fault::SkipOperation { .. },
        ) => finish(shared.handle(incoming).await, request_id),
        Some(Fault::Latency(duration)) => {
            shared.pause(duration).await;
            finish(shared.handle(incoming).await, request_id)
        }
        Some(Fault::Status {
            code,
            retry_after,
            body,
        }) => ordered(code, retry_after, body, request_id),
        Some(Fault::ResetBefore) => cut(line, Response::default()),
        Some(Fault::Reset) => cut(line, finish(shared.handle(incoming).await, request_id)),
        Some(Fault::Truncated) => truncated(shared.handle(incoming).await, request_id),
        Some(Fault::WrongTypes) => finish(
            bent(shared.handle(incoming).await, corrupt::wrong_types),
            request_id,
        ),
        Some(Fault::HugeNumbers) => finish(
            bent(shared.handle(incoming).await, corrupt::huge_numbers),
            request_id,
        ),
        Some(Fault::UnknownEnum) => finish(
            bent(shared.handle(incoming).await, corrupt::unknown_words),
            request_id,
        ),
        Some(Fault::Silence) => {
            shared.end().await;
            cut(line, Response::default())
        }
    }
}

impl Shared {
    /// The answer to a request, also where only real servers know it.
    async fn handle(&self, incoming: Incoming) -> Answer {
        let changes = incoming.method != "GET";
        let answer = self.decide(incoming)?;
        if let Some(servers) = self.servers.as_ref().filter(|_| changes) {
            // What is written after the answer must not be in a copy that was asked for before.
            tokio::select! {
                () = servers.followed() => {}
                () = self.end() => {}
            }
        }
        match (&answer.reading, &self.servers) {
            (Some(reading), Some(servers)) => tokio::select! {
                told = servers.read(reading) => told,
                () = self.end() => Err(Refusal::new(503, "the emulator stops")),
            },
            _ => Ok(answer),
        }
    }

    fn decide(&self, incoming: Incoming) -> Answer {
        let now = self.clock.now();
        let mut inner = self.inner();
        let inner = &mut *inner;
        if is_object(&incoming.path) {
            return transfer::answer(&mut inner.world, &incoming, now);
        }
        let credential = Credential::read(
            incoming.authorization.as_deref(),
            self.api_key.as_deref(),
            &inner.world,
        )?;
        let found = routes::find(&incoming.method, &incoming.path).ok_or_else(Refusal::no_route)?;
        if self.rate_limit {
            inner.rates.count(&credential.account, &found, now)?;
        }
        inner.world.keys.used(credential.key, now);
        let call = Call {
            method: incoming.method,
            path: incoming.path,
            params: found.params,
            query: Query::parse(&incoming.query),
            content_type: incoming.content_type,
            host: incoming.host.unwrap_or_else(|| "127.0.0.1".to_owned()),
            body: incoming.body,
            credential,
            now,
        };
        let answer = (found.route.handler)(&mut inner.world, &call);
        if let Some(servers) = self.servers.as_ref().filter(|_| call.method != "GET") {
            servers.follow();
        }
        answer
    }
}

/// The client's own `X-Request-ID`, or a new one.
fn request_id(headers: &HeaderMap, shared: &Shared) -> String {
    let own = headers
        .get("x-request-id")
        .and_then(|value| value.to_str().ok());
    match own.filter(|own| !own.is_empty()) {
        Some(own) => own.to_owned(),
        None => ids::uuid(&mut shared.inner().random),
    }
}

fn finish(answer: Answer, request_id: &str) -> Response {
    match answer {
        Ok(Reply {
            status,
            body,
            etag: Some(etag),
            ..
        }) => about_object(status, request_id, body, &etag),
        Ok(Reply {
            status, body: None, ..
        }) => response(status, request_id, Body::empty(), None),
        Ok(Reply {
            status,
            body: Some(body),
            ..
        }) => response(status, request_id, Body::from(body), Some(JSON)),
        Err(refusal) => {
            let body = Body::from(refusal.to_body(request_id).to_string());
            let mut response = response(refusal.status, request_id, body, Some(JSON));
            if let Some(seconds) = refusal.retry_after {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, seconds.into());
            }
            response
        }
    }
}

const JSON: &str = "application/json";

fn response(
    status: u16,
    request_id: &str,
    body: Body,
    content_type: Option<&'static str>,
) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    if let Some(content_type) = content_type {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    if let Ok(id) = HeaderValue::from_str(request_id) {
        headers.insert("x-request-id", id);
    }
    response
}

/// The bytes of a stored object, which no browser shows, or only its entity tag.
fn about_object(status: u16, request_id: &str, body: Option<Vec<u8>>, etag: &str) -> Response {
    let kind = body.is_some().then_some("application/octet-stream");
    let body = body.map_or_else(Body::empty, Body::from);
    let mut response = response(status, request_id, body, kind);
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::try_from(format!("\"{etag}\"")) {
        headers.insert(header::ETAG, etag);
    }
    let plain = HeaderValue::from_static;
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, plain("nosniff"));
    headers.insert(header::CONTENT_DISPOSITION, plain("attachment"));
    response
}

/// The answer that a fault requests instead of the real one.
fn ordered(
    code: u16,
    retry_after: Option<String>,
    body: Option<String>,
    request_id: &str,
) -> Response {
    let body = body.unwrap_or_else(|| {
        let message = match code {
            423 => Refusal::locked().message,
            429 => Refusal::too_many(1).message,
            _ => StatusCode::from_u16(code)
                .ok()
                .and_then(|code| code.canonical_reason())
                .unwrap_or("error")
                .into(),
        };
        Refusal::new(code, message).to_body(request_id).to_string()
    });
    let content_type = if body.starts_with('<') {
        "text/html"
    } else {
        JSON
    };
    let mut response = response(code, request_id, Body::from(body), Some(content_type));
    if let Some(value) = retry_after.and_then(|value| HeaderValue::from_str(&value).ok()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

fn bent(answer: Answer, bend: fn(&[u8]) -> Vec<u8>) -> Answer {
    answer.map(|reply| Reply {
        body: reply.body.as_deref().map(bend),
        ..reply
    })
}

fn cut(line: &Line, response: Response) -> Response {
    line.cut();
    response
}

/// Announces the whole body, sends half of it, and breaks off.
fn truncated(answer: Answer, request_id: &str) -> Response {
    let (status, body) = match answer {
        Ok(reply) => (reply.status, reply.body.unwrap_or_default()),
        Err(refusal) => (
            refusal.status,
            Value::to_string(&refusal.to_body(request_id)).into_bytes(),
        ),
    };
    let half = Bytes::copy_from_slice(body.get(..body.len() / 2).unwrap_or_default());
    // The half must be sent before the end is reported, or nothing would be sent at all.
    let end = async {
        tokio::task::yield_now().await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    };
    let pieces = stream::once(async { Ok(half) }).chain(stream::once(end));
    let mut response = response(status, request_id, Body::from_stream(pieces), Some(JSON));
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, body.len().into());
    response
}
