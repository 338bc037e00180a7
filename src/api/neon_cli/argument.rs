//! An argument of a command of the CLI: where it comes from and how it is written.

use super::{NoLine, sent::Sent};
use crate::api::{request::quoted, secret::STARS};

/// A part of a request.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    /// A placeholder of the path.
    Path(&'static str),
    Query(&'static str),
    /// A JSON pointer into the body.
    Body(&'static str),
}

pub(super) use self::Source::{Body, Path, Query};

impl Source {
    /// What it is called for users.
    pub(super) fn name(self) -> &'static str {
        match self {
            Path(name) | Query(name) => name,
            Body(pointer) => pointer.rsplit('/').next().unwrap_or(pointer),
        }
    }
}

/// How an argument is written, or what the command sends without one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Argument {
    /// A word that the CLI reads as text.
    Place(Source),
    /// A word that the CLI reads as a number if it looks like one.
    Loose(Source),
    /// The id of a branch, as a word or after an option: any other text is looked up as a name.
    Branch(Option<&'static str>, Source),
    /// A word for each entry of a list.
    Places(Source),
    /// `bucket/key` or `bucket/prefix`.
    InBucket(Source, Source),
    /// `branch`, `branch@lsn` or `branch@time`.
    PointOf(Source, Source, Source),
    /// An option with a value.
    Option(&'static str, Source),
    /// The same, and the command cannot do without it, or would choose a value itself.
    Needed(&'static str, Source),
    /// The same, of which the CLI knows only these values.
    Known(&'static str, Source, &'static [&'static str]),
    /// The same without which the command sends an empty text.
    OrEmpty(&'static str, Source),
    /// The same for a point in time, of which the CLI reads a single format.
    Time(&'static str, Source),
    /// The same for each entry of a list that is not empty.
    Each(&'static str, Source, &'static [&'static str]),
    /// The same with the entries of a list, separated by commas.
    Joined(&'static str, Source),
    /// The least and the most compute units.
    Units(Source, Source),
    /// The entries of a backup schedule as JSON.
    Schedule(&'static str, Source),
    /// Yes or no.
    Flag(&'static str, Source),
    /// An option that stands for yes; without it, the command says no.
    Yes(&'static str, Source),
    /// An option that stands for this text; without it, the command sends none.
    Word(&'static str, Source, &'static str),
    /// An option that stands for null.
    Null(&'static str, Source),
    /// An option that the command always needs here.
    Always(&'static str),
    /// What the command sends by itself.
    Sends(Source, &'static str),
    /// What the command finds out by itself, or what does not matter: how long pages are, how they are sorted.
    Unasked(Source),
}

impl Argument {
    /// Takes what it is about out of the request and writes it.
    pub(super) fn write(self, sent: &mut Sent) -> Result<Vec<String>, NoLine> {
        match self {
            Self::Place(from) => {
                let text = sent.need(from)?;
                Ok(vec![place(from, &text)?])
            }
            Self::Loose(from) => {
                let text = sent.need(from)?;
                is_no_number(from, &text)?;
                Ok(vec![place(from, &text)?])
            }
            Self::Places(from) => {
                let each = sent.texts(from)?.ok_or_else(|| needs(from))?;
                each.iter().map(|text| place(from, text)).collect()
            }
            Self::Branch(option, from) => {
                let id = sent.need(from)?;
                is_branch_id(from, &id)?;
                let option = option.map(str::to_owned);
                Ok(option.into_iter().chain([word(&id)]).collect())
            }
            Self::InBucket(bucket, key) => {
                let (name, key) = (sent.need(bucket)?, sent.text(key)?);
                let key = key.map_or_else(String::new, |key| format!("/{key}"));
                Ok(vec![place(bucket, &format!("{name}{key}"))?])
            }
            Self::PointOf(branch, lsn, time) => point(sent, branch, lsn, time),
            Self::Always(name) => Ok(vec![name.to_owned()]),
            Self::Sends(from, text) => match sent.scalar(from) {
                Some(found) if found == text => Ok(Vec::new()),
                Some(_) => Err(NoLine::NoOption(from.name().to_owned())),
                None => Err(needs(from)),
            },
            Self::Unasked(from) => {
                sent.drop(from);
                Ok(Vec::new())
            }
            _ => self.write_option(sent),
        }
    }

    fn write_option(self, sent: &mut Sent) -> Result<Vec<String>, NoLine> {
        match self {
            Self::Needed(name, from) => {
                let text = sent.need(from)?;
                option(name, from, Some(text))
            }
            Self::Known(_, from, known) | Self::Each(_, from, known) if !sent.are(from, known) => {
                sent.drop(from);
                Err(misread(from))
            }
            Self::Each(name, from, _) => {
                let each = sent.texts(from)?.ok_or_else(|| needs(from))?;
                let words = each.into_iter().map(|text| option(name, from, Some(text)));
                let words: Vec<Vec<String>> = words.collect::<Result<_, _>>()?;
                // No option is no list, which may be another thing than an empty list.
                match words.is_empty() {
                    true => Err(misread(from)),
                    false => Ok(words.concat()),
                }
            }
            Self::OrEmpty(name, from) => {
                let text = sent.need(from)?;
                option(name, from, Some(text).filter(|text| !text.is_empty()))
            }
            Self::Time(name, from) => match sent.text(from)? {
                Some(text) if !is_read_as_time(&text) => Err(misread(from)),
                text => option(name, from, text),
            },
            Self::Joined(name, from) => {
                let each = sent.texts(from)?;
                let is_odd = |text: &String| text.contains(',') || text.trim() != text;
                match each.iter().flatten().any(is_odd) {
                    true => Err(misread(from)),
                    false => option(name, from, each.map(|each| each.join(","))),
                }
            }
            Self::Units(min, max) => units(sent, min, max),
            Self::Schedule(name, from) => Ok(vec![name.to_owned(), word(&sent.schedule(from)?)]),
            Self::Option(name, from) | Self::Known(name, from, _) => {
                let text = sent.text(from)?;
                option(name, from, text)
            }
            _ => self.write_switch(sent),
        }
    }

    fn write_switch(self, sent: &mut Sent) -> Result<Vec<String>, NoLine> {
        Ok(match self {
            Self::Flag(name, from) => match sent.flag(from)? {
                Some(true) => vec![name.to_owned()],
                Some(false) => vec![format!("{name}=false")],
                None => Vec::new(),
            },
            Self::Yes(name, from) if sent.flag(from)? == Some(true) => vec![name.to_owned()],
            Self::Null(name, from) if sent.take_null(from) => vec![name.to_owned()],
            Self::Word(name, from, text) => match sent.scalar(from) {
                Some(found) if found == text => vec![name.to_owned()],
                Some(_) => return Err(misread(from)),
                None => Vec::new(),
            },
            _ => Vec::new(),
        })
    }
}

pub(super) fn needs(from: Source) -> NoLine {
    NoLine::Needs(from.name().to_owned())
}

pub(super) fn misread(from: Source) -> NoLine {
    NoLine::Misread(from.name().to_owned())
}

/// Writes a text as a word of the shell, quoted if it has to be.
pub(super) fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+,".contains(c);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => quoted(text),
    }
}

/// Writes a word that is no option.
fn place(from: Source, text: &str) -> Result<String, NoLine> {
    match text.is_empty() || text.starts_with('-') || text == STARS {
        true => Err(misread(from)),
        false => Ok(word(text)),
    }
}

/// Writes an option and its value.
fn option(name: &'static str, from: Source, text: Option<String>) -> Result<Vec<String>, NoLine> {
    Ok(match text.as_deref() {
        None => Vec::new(),
        // Many commands take it for an option that was not given.
        Some("") => return Err(misread(from)),
        Some(STARS) => {
            let variable = from.name().to_ascii_uppercase();
            vec![name.to_owned(), format!("\"${variable}\"")]
        }
        Some(text) if text.starts_with('-') => vec![format!("{name}={}", word(text))],
        Some(text) => vec![name.to_owned(), word(text)],
    })
}

fn is_no_number(from: Source, text: &str) -> Result<(), NoLine> {
    let is_number = text.trim().parse::<f64>().is_ok() || text.starts_with("0x");
    match is_number {
        true => Err(misread(from)),
        false => Ok(()),
    }
}

/// Whether the CLI takes this for the id of a branch: it looks all others up as names.
fn is_branch_id(from: Source, id: &str) -> Result<(), NoLine> {
    let parts: Vec<&str> = id
        .strip_prefix("br-")
        .unwrap_or_default()
        .split('-')
        .collect();
    let is_part = |part: &&str| {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        !part.is_empty() && part.chars().all(is_plain)
    };
    match parts.len() == 3 && parts.iter().all(is_part) {
        true => Ok(()),
        false => Err(misread(from)),
    }
}

/// Whether the CLI accepts this as a point in time: RFC 3339, with milliseconds or whole seconds.
fn is_read_as_time(text: &str) -> bool {
    let zone = text
        .rfind(['Z', '+'])
        .or_else(|| text.rfind('-').filter(|at| *at > 10));
    let whole = zone.and_then(|at| text.get(..at)).unwrap_or_default();
    let digits = whole
        .split_once('.')
        .map_or(3, |(_, fraction)| fraction.len());
    text.get(10..11) == Some("T") && digits == 3 && text.parse::<jiff::Timestamp>().is_ok()
}

/// Writes a branch with the point of its history that is meant.
fn point(
    sent: &mut Sent,
    branch: Source,
    lsn: Source,
    time: Source,
) -> Result<Vec<String>, NoLine> {
    let id = sent.need(branch)?;
    is_branch_id(branch, &id)?;
    let at = match (sent.text(lsn)?, sent.text(time)?) {
        (Some(_), Some(_)) => return Err(NoLine::NoOption(time.name().to_owned())),
        (None, Some(time_sent)) if !is_read_as_time(&time_sent) => return Err(misread(time)),
        (lsn, time) => lsn.or(time).map_or_else(String::new, |at| format!("@{at}")),
    };
    Ok(vec![word(&format!("{id}{at}"))])
}

/// Writes how small and large a compute may get: the CLI always sets both.
fn units(sent: &mut Sent, min: Source, max: Source) -> Result<Vec<String>, NoLine> {
    Ok(match (sent.text(min)?, sent.text(max)?) {
        (None, None) => Vec::new(),
        (Some(min), Some(max)) if min == max => vec!["--cu".to_owned(), word(&min)],
        (Some(min), Some(max)) => vec!["--cu".to_owned(), word(&format!("{min}-{max}"))],
        (Some(_), None) => return Err(needs(max)),
        (None, Some(_)) => return Err(needs(min)),
    })
}
