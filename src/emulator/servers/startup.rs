//! The first message of a Postgres connection.

use std::io;

use super::account::ADMIN;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

const TLS: u32 = 80_877_103;
const GSS_ENCRYPTION: u32 = 80_877_104;
const CANCEL: u32 = 80_877_102;
/// The longest first message that Postgres takes.
const LONGEST: usize = 10_000;

/// What a client wants.
#[derive(Debug, PartialEq, Eq)]
pub enum Opening {
    Session(Startup),
    /// To cancel the query of another connection; the message is for the server.
    Cancel(Vec<u8>),
}

/// The request for a session.
#[derive(Debug, PartialEq, Eq)]
pub struct Startup {
    version: u32,
    parameters: Vec<(String, String)>,
}

/// Reads the first message. Encryption is declined: these are connections within a machine.
pub async fn read<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) -> io::Result<Opening> {
    let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    // Clients ask for each kind of encryption at most once.
    for _ in 0..3 {
        let length = stream.read_u32().await? as usize;
        if !(8..=LONGEST).contains(&length) {
            return Err(wrong("not a Postgres client"));
        }
        let mut message = vec![0; length - 4];
        stream.read_exact(&mut message).await?;
        let (code, rest) = message
            .split_first_chunk()
            .ok_or_else(|| wrong("too short"))?;
        match u32::from_be_bytes(*code) {
            TLS | GSS_ENCRYPTION => stream.write_all(b"N").await?,
            CANCEL => {
                let mut whole = u32::try_from(length).unwrap_or(0).to_be_bytes().to_vec();
                whole.extend(&message);
                return Ok(Opening::Cancel(whole));
            }
            version => {
                let parameters = parameters(rest).ok_or_else(|| wrong("parameters without end"))?;
                return Ok(Opening::Session(Startup {
                    version,
                    parameters,
                }));
            }
        }
    }
    Err(wrong("no end of requests for encryption"))
}

/// Names and values, each with a zero at the end, and another at the end of all.
fn parameters(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let text = bytes.strip_suffix(&[0])?;
    let mut words = text
        .split(|byte| *byte == 0)
        .map(|word| String::from_utf8_lossy(word).into_owned());
    let mut found = Vec::new();
    while let Some(name) = words.next().filter(|name| !name.is_empty()) {
        found.push((name, words.next()?));
    }
    Some(found)
}

impl Startup {
    /// Takes the name of the compute out of the options, where clients that cannot name a host put it:
    /// `endpoint=ep-…`, perhaps of a pooler.
    pub fn take_endpoint(&mut self) -> Option<String> {
        let (_, options) = self
            .parameters
            .iter_mut()
            .find(|(name, _)| name == "options")?;
        let named = options
            .split_whitespace()
            .find_map(|word| word.strip_prefix("endpoint="));
        let named = named.map(|name| name.strip_suffix("-pooler").unwrap_or(name).to_owned());
        let is_ours = |word: &&str| word.starts_with("endpoint=") || word.starts_with("project=");
        let others: Vec<&str> = options
            .split_whitespace()
            .filter(|word| !is_ours(word))
            .collect();
        *options = others.join(" ");
        named
    }

    /// Whether it is for what only we may do: to sign in as the superuser, or to read the log.
    pub fn is_reserved(&self) -> bool {
        self.parameters.iter().any(|(name, value)| match &**name {
            "user" => value == ADMIN,
            "replication" => true,
            _ => false,
        })
    }

    /// Adds to the options.
    pub fn add_option(&mut self, option: &str) {
        match self
            .parameters
            .iter_mut()
            .find(|(name, _)| name == "options")
        {
            Some((_, options)) => *options = format!("{options} {option}"),
            None => self
                .parameters
                .push(("options".to_owned(), option.to_owned())),
        }
    }

    /// The message for the server.
    pub fn message(&self) -> Vec<u8> {
        let mut body = self.version.to_be_bytes().to_vec();
        for (name, value) in &self.parameters {
            for word in [name, value] {
                body.extend(word.bytes());
                body.push(0);
            }
        }
        body.push(0);
        let length = u32::try_from(body.len() + 4).unwrap_or(u32::MAX);
        [&length.to_be_bytes()[..], &body].concat()
    }
}

/// The message with which a server refuses a session. `code` is an SQLSTATE.
pub fn refusal(code: &str, message: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, text) in [('S', "FATAL"), ('V', "FATAL"), ('C', code), ('M', message)] {
        body.push(field as u8);
        body.extend(text.bytes().filter(|byte| *byte != 0));
        body.push(0);
    }
    body.push(0);
    let length = u32::try_from(body.len() + 4).unwrap_or(u32::MAX);
    [b"E", &length.to_be_bytes()[..], &body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn startup(options: &str) -> Startup {
        Startup {
            version: 196_608,
            parameters: vec![
                ("user".to_owned(), "me".to_owned()),
                ("options".to_owned(), options.to_owned()),
            ],
        }
    }

    async fn read_from(bytes: &[u8]) -> (io::Result<Opening>, Vec<u8>) {
        let (mut near, mut far) = tokio::io::duplex(64 * 1024);
        far.write_all(bytes).await.unwrap();
        let opening = read(&mut near).await;
        drop(near);
        let mut answered = Vec::new();
        far.read_to_end(&mut answered).await.unwrap();
        (opening, answered)
    }

    #[tokio::test]
    async fn a_message_is_read_as_it_was_written_after_encryption_was_declined() {
        let tls = [&8_u32.to_be_bytes()[..], &TLS.to_be_bytes()].concat();
        let session = startup("-c a=b");
        let (opening, answered) = read_from(&[tls, session.message()].concat()).await;
        assert_eq!(opening.unwrap(), Opening::Session(session));
        assert_eq!(answered, b"N");
    }

    #[tokio::test]
    async fn a_request_to_cancel_is_passed_on_as_it_is() {
        let cancel = [&16_u32.to_be_bytes()[..], &CANCEL.to_be_bytes(), &[1; 8]].concat();
        let (opening, _) = read_from(&cancel).await;
        assert_eq!(opening.unwrap(), Opening::Cancel(cancel));
    }

    #[tokio::test]
    async fn what_is_not_postgres_is_refused_without_waiting_for_more() {
        for bytes in [
            &b"GET / HTTP/1.1\r\n\r\n"[..],
            &[0, 0, 0, 4],
            &[0, 0, 0, 9, 0, 3, 0, 0, 1],
        ] {
            assert!(read_from(bytes).await.0.is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn the_options_name_the_compute() {
        for (options, endpoint, others) in [
            ("endpoint=ep-a-1", Some("ep-a-1"), ""),
            ("-c x=y endpoint=ep-a-1-pooler", Some("ep-a-1"), "-c x=y"),
            ("-c x=y", None, "-c x=y"),
        ] {
            let mut startup = startup(options);
            assert_eq!(startup.take_endpoint().as_deref(), endpoint);
            assert_eq!(startup.parameters[1].1, others);
        }
    }
}
