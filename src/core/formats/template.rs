//! The user's own formats: a text with holes.
//!
//! ```toml
//! [formats]
//! dbt = "host: {host}\nuser: {user|json}\npassword: {password|json}"
//! ```
//!
//! `{name}` is filled in as it is, `{name|url}`, `{name|shell}` and `{name|json}` quoted for those
//! places; `{{` and `}}` are braces.

use super::{Given, Needs, Parts, encode, quote};

/// What can be filled in: name, which URIs it needs, how it is read.
type Hole = (&'static str, Needs, fn(&Given) -> String);

const HOLES: &[Hole] = &[
    ("uri", Needs::Chosen, |given| given.chosen.uri()),
    ("pooled_uri", Needs::Both, |given| given.pooled.uri()),
    ("direct_uri", Needs::Both, |given| given.direct.uri()),
    ("host", Needs::Chosen, |given| given.chosen.host.clone()),
    ("pooled_host", Needs::Both, |given| {
        given.pooled.host.clone()
    }),
    ("direct_host", Needs::Both, |given| {
        given.direct.host.clone()
    }),
    ("port", Needs::Chosen, |given| {
        given.chosen.port().to_string()
    }),
    ("user", Needs::Chosen, |given| given.chosen.user.clone()),
    ("password", Needs::Chosen, |given| {
        given.chosen.password.expose().to_owned()
    }),
    ("database", Needs::Chosen, |given| {
        given.chosen.database.clone()
    }),
    ("sslmode", Needs::Chosen, |given| sslmode(&given.chosen)),
    ("branch", Needs::Chosen, |given| given.branch.clone()),
    ("project", Needs::Chosen, |given| given.project.clone()),
    ("endpoint", Needs::Chosen, |given| given.endpoint.clone()),
];

fn sslmode(parts: &Parts) -> String {
    parts.parameter("sslmode").unwrap_or_default().to_owned()
}

/// How what is filled in is quoted.
type Filter = (&'static str, fn(&str) -> String);

const FILTERS: &[Filter] = &[
    ("url", encode),
    ("shell", quote::shell),
    ("json", quote::double),
];

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Hole(&'static Hole, Option<&'static Filter>),
}

/// A text with holes.
#[derive(Debug, Clone)]
pub struct Template {
    source: String,
    pieces: Vec<Piece>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// What is wrong with it, and what there is.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, mark, after)) = brace(rest) {
            plain.push_str(before);
            rest = if let Some(after) = after.strip_prefix(mark) {
                plain.push(mark);
                after
            } else if mark == '{' {
                let (name, after) = after
                    .split_once('}')
                    .ok_or("a { without its }; write {{ for a brace")?;
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
                pieces.push(hole(name)?);
                after
            } else {
                return Err("a } without its {; write }} for a brace".to_owned());
            };
        }
        plain.push_str(rest);
        pieces.push(Piece::Text(plain));
        Ok(Self {
            source: text.to_owned(),
            pieces,
        })
    }

    /// The template as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Which URIs it needs.
    pub(super) fn needs(&self) -> Needs {
        let both = |piece: &Piece| matches!(piece, Piece::Hole((_, Needs::Both, _), _));
        if self.pieces.iter().any(both) {
            Needs::Both
        } else {
            Needs::Chosen
        }
    }

    /// Fills it in.
    pub(super) fn write(&self, given: &Given) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Hole((_, _, read), None) => read(given),
            Piece::Hole((_, _, read), Some((_, quoted))) => quoted(&read(given)),
        });
        pieces.collect()
    }
}

/// The text before the first brace, the brace, and the text behind it.
fn brace(text: &str) -> Option<(&str, char, &str)> {
    let at = text.find(['{', '}'])?;
    let (before, rest) = text.split_at_checked(at)?;
    let mark = rest.chars().next()?;
    Some((before, mark, rest.get(mark.len_utf8()..)?))
}

fn hole(text: &str) -> Result<Piece, String> {
    let (name, filter) = match text.split_once('|') {
        Some((name, filter)) => (name.trim(), Some(filter.trim())),
        None => (text.trim(), None),
    };
    let Some(hole) = HOLES.iter().find(|(known, ..)| *known == name) else {
        let known: Vec<&str> = HOLES.iter().map(|(name, ..)| *name).collect();
        return Err(format!("there is no {{{name}}}: {}", known.join(", ")));
    };
    let filter = filter.map(|filter| {
        let found = FILTERS.iter().find(|(known, _)| *known == filter);
        found.ok_or_else(|| format!("there is no |{filter}: url, shell, json"))
    });
    Ok(Piece::Hole(hole, filter.transpose()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given() -> Given {
        let parts = |uri| Parts::read(uri).unwrap();
        Given {
            chosen: parts("postgresql://app:p%27%22%20@ep-a-pooler.neon.tech/shop?sslmode=require"),
            pooled: parts("postgresql://app:p%27%22%20@ep-a-pooler.neon.tech/shop?sslmode=require"),
            direct: parts("postgresql://app:p%27%22%20@ep-a.neon.tech/shop?sslmode=require"),
            branch: "main".to_owned(),
            ..Given::default()
        }
    }

    #[test]
    fn holes_are_filled_in_as_asked() {
        let cases = [
            ("{host}:{port}", "ep-a-pooler.neon.tech:5432"),
            ("{{{user}}} {branch}", "{app} main"),
            ("{password}", "p'\" "),
            ("{password|url} {password | json}", "p%27%22%20 \"p'\\\" \""),
            ("{password|shell}", r#"'p'\''" '"#),
            ("{direct_host}", "ep-a.neon.tech"),
            ("{sslmode}", "require"),
        ];
        for (template, text) in cases {
            assert_eq!(Template::read(template).unwrap().write(&given()), text);
        }
        assert_eq!(Template::read("{uri}").unwrap().needs(), Needs::Chosen);
        assert_eq!(Template::read("{direct_uri}").unwrap().needs(), Needs::Both);
    }

    #[test]
    fn mistakes_say_what_there_is() {
        for (template, said) in [
            ("{hots}", "there is no {hots}: uri, pooled_uri"),
            ("{host|xml}", "there is no |xml: url, shell, json"),
            ("a } b", "a } without its {"),
            ("{host", "a { without its }"),
        ] {
            let mistake = Template::read(template).err().unwrap_or_default();
            assert!(mistake.starts_with(said), "{template}: {mistake}");
        }
    }
}
