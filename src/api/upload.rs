//! Sending files piece by piece: as a part of a form, or to a presigned URL. That leads to the storage of a branch rather
//! than to the API, so the key does not go there.

use std::{
    collections::BTreeMap,
    future::ready,
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use futures_util::{Stream, StreamExt, stream};
use reqwest::{
    Body, RequestBuilder, Response, Url,
    header::{CONTENT_LENGTH, HeaderMap, HeaderName},
};
use tokio::time::{Instant, timeout};

use super::{
    client::Client,
    error::ApiError,
    host::check_base_url,
    operations::Answer,
    request::Request,
    transport::{STALLED, Wire},
    types::Presigned,
};

/// How much of an answer is read, in bytes.
const LONGEST: usize = 1 << 16;

impl Client {
    /// Stores bytes at a presigned URL; `tell` gets how many have been passed on so far. Tried once.
    ///
    /// # Errors
    /// If the storage refuses, or it is not known whether all has arrived.
    pub async fn store(
        &self,
        to: &Presigned,
        length: u64,
        pieces: impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static,
        tell: impl FnMut(u64) + Send + 'static,
    ) -> Result<(), ApiError> {
        let url = self.wire.storage(to.url.expose())?;
        let builder = self.wire.http.put(url).headers(headers(&to.headers)?);
        let answer = self.wire.pass_on(builder, length, pieces, tell).await?;
        let status = answer.status();
        match status.is_success() {
            true => Ok(()),
            false => Err(refused(status.as_u16(), &body(answer).await)),
        }
    }

    /// Sends a file of a form, with texts beside it; `tell` gets how many bytes of it have been passed on so far. Tried
    /// once.
    ///
    /// # Errors
    /// If Neon refuses, or it is not known whether all has arrived.
    pub async fn submit(
        &self,
        request: &Request,
        form: &[(&str, &str)],
        file: (&str, u64),
        pieces: impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static,
        tell: impl FnMut(u64) + Send + 'static,
    ) -> Result<Answer, ApiError> {
        self.admit(request).await?;
        let boundary = format!("lazyneon-{:032x}", fastrand::u128(..));
        let mut head = String::new();
        for (name, text) in form {
            head.push_str(&format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"
            ));
        }
        let (name, length) = file;
        head.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        ));
        let tail = format!("\r\n--{boundary}--\r\n");
        let whole = (head.len() + tail.len()) as u64 + length;
        let part = |text: String| stream::once(ready(Ok(text.into_bytes())));
        let pieces = part(head).chain(pieces).chain(part(tail));
        let kind = format!("multipart/form-data; boundary={boundary}");
        let builder = self.wire.form(request, &self.key, &kind)?;
        let answer = self.wire.pass_on(builder, whole, pieces, tell).await?;
        let status = answer.status().as_u16();
        let body = body(answer).await;
        Answer::decode(request.operation, status, &body)
    }
}

impl Wire {
    /// Sends a request with this body; ends when nothing moves for a while.
    async fn pass_on(
        &self,
        builder: RequestBuilder,
        length: u64,
        pieces: impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static,
        mut tell: impl FnMut(u64) + Send + 'static,
    ) -> Result<Response, ApiError> {
        let passed = Arc::new(AtomicU64::new(0));
        let counted = passed.clone();
        let pieces = pieces.inspect(move |piece| {
            if let Ok(piece) = piece {
                let piece = piece.len() as u64;
                tell(counted.fetch_add(piece, Relaxed) + piece);
            }
        });
        let builder = builder.header(CONTENT_LENGTH, length);
        let send = builder.body(Body::wrap_stream(pieces)).send();
        tokio::pin!(send);
        let mut before = 0;
        let answer = loop {
            let since = Instant::now();
            match timeout(STALLED, &mut send).await {
                Ok(answer) => break answer,
                Err(_) if passed.load(Relaxed) > before => before = passed.load(Relaxed),
                Err(_) => {
                    let cause = format!("nothing moved for {} s", since.elapsed().as_secs());
                    return Err(lost(cause));
                }
            }
        };
        answer.map_err(|error| {
            let cause = self.way.explain(&error);
            match error.is_connect() || error.is_builder() {
                true => ApiError::Network { message: cause },
                false => lost(cause),
            }
        })
    }

    /// The URL, if bytes may go there: encrypted, unless all stays on this machine.
    fn storage(&self, url: &str) -> Result<Url, ApiError> {
        let unsendable = |message: &str| ApiError::Unsendable {
            message: message.to_owned(),
        };
        let checked = check_base_url(url.split('?').next().unwrap_or_default());
        let is_loopback = checked.is_ok_and(|url| url.is_loopback());
        let url = Url::parse(url).map_err(|_| unsendable("Neon sent no valid URL"))?;
        match (self.base().is_loopback(), url.scheme()) {
            (true, _) if !is_loopback => Err(unsendable("The URL leads to another machine")),
            (false, scheme) if scheme != "https" => {
                Err(unsendable("The URL of the storage is not encrypted"))
            }
            _ => Ok(url),
        }
    }
}

/// The text of an answer, as far as it comes.
async fn body(mut answer: Response) -> String {
    let mut body = Vec::new();
    while let Ok(Ok(Some(chunk))) = timeout(STALLED, answer.chunk()).await
        && body.len() < LONGEST
    {
        body.extend_from_slice(&chunk);
    }
    String::from_utf8_lossy(&body).into_owned()
}

/// The headers that belong to the signature.
fn headers(signed: &BTreeMap<String, String>) -> Result<HeaderMap, ApiError> {
    let header = |(name, value): (&String, &String)| {
        Some((name.parse::<HeaderName>().ok()?, value.parse().ok()?))
    };
    let headers: Option<HeaderMap> = signed.iter().map(header).collect();
    headers.ok_or_else(|| ApiError::Unsendable {
        message: "Neon asked for a header that cannot be sent".to_owned(),
    })
}

const fn lost(cause: String) -> ApiError {
    ApiError::LostAnswer {
        cause,
        status: None,
        request: None,
    }
}

/// What the storage said: in XML, as S3 does.
fn refused(status: u16, body: &str) -> ApiError {
    let tag = |name: &str| {
        let (_, rest) = body.split_once(&format!("<{name}>"))?;
        Some(rest.split_once("</")?.0.to_owned())
    };
    match tag("Message") {
        Some(message) => ApiError::Status {
            status,
            code: tag("Code").map(Into::into),
            message,
            request: None,
        },
        None => ApiError::from_answer(status, body, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_storage_says_is_told() {
        let body = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
        let text = refused(403, body).to_string();
        assert_eq!(text, "403 AccessDenied: Request has expired");
    }

    #[test]
    fn only_headers_that_can_be_sent_are() {
        let of = |value: &str| BTreeMap::from([("Content-Type".to_owned(), value.to_owned())]);
        assert_eq!(headers(&of("text/plain")).unwrap().len(), 1);
        assert!(headers(&of("a\nb")).is_err());
    }
}
