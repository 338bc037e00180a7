//! The user's own formats: text with placeholders.
//!
//! ```toml
//! [formats]
//! dbt = "host: {host}\nuser: {user|json}\npassword: {password|json}"
//! ```
//!
//! `{name}` is filled in unchanged; `{name|url}`, `{name|shell}` and `{name|json}` are quoted for those places; `{{`
//! and `}}` are literal braces.

use super::{FormatInput, Needs, Parts, encode, quote};

/// A placeholder.
#[derive(Debug)]
pub struct Placeholder {
    /// The name between the braces.
    pub name: &'static str,
    /// The description in the documentation.
    pub help: &'static str,
    needs: Needs,
    read: fn(&FormatInput) -> String,
}

macro_rules! placeholders {
    ($($name:literal $help:literal $needs:ident $read:expr;)*) => {
        /// All placeholders, in the order of the documentation.
        pub static PLACEHOLDERS: &[Placeholder] = &[$(Placeholder {
            name: $name, help: $help, needs: Needs::$needs, read: $read,
        }),*];
    };
}

placeholders! {
    "uri"         "the connection URI, pooled or direct as chosen"  Chosen |given| given.chosen.uri();
    "pooled_uri"  "the URI through the connection pooler"           Both   |given| given.pooled.uri();
    "direct_uri"  "the URI past the pooler"                         Both   |given| given.direct.uri();
    "host"        "the host, pooled or direct as chosen"            Chosen |given| given.chosen.host.clone();
    "pooled_host" "the host of the connection pooler"               Both   |given| given.pooled.host.clone();
    "direct_host" "the host of the compute"                         Both   |given| given.direct.host.clone();
    "port"        "the port"                                        Chosen |given| given.chosen.port().to_string();
    "user"        "the role"                                        Chosen |given| given.chosen.user.clone();
    "password"    "the password of the role"                        Chosen |given| given.chosen.password.expose().to_owned();
    "database"    "the database"                                    Chosen |given| given.chosen.database.clone();
    "sslmode"     "the sslmode of the URI"                          Chosen |given| sslmode(&given.chosen);
    "branch"      "the name of the branch"                          Chosen |given| given.branch.clone();
    "project"     "the id of the project"                           Chosen |given| given.project.clone();
    "endpoint"    "the id of the compute (ep-…)"                    Chosen |given| given.endpoint.clone();
}

fn sslmode(parts: &Parts) -> String {
    parts.parameter("sslmode").unwrap_or_default().to_owned()
}

/// A quoting filter.
#[derive(Debug)]
pub struct Filter {
    /// The name after the bar.
    pub name: &'static str,
    /// The description in the documentation.
    pub help: &'static str,
    quote: fn(&str) -> String,
}

/// All filters.
pub static FILTERS: &[Filter] = &[
    Filter {
        name: "url",
        help: "percent-encoded, for a part of a URI",
        quote: encode,
    },
    Filter {
        name: "shell",
        help: "quoted for a POSIX shell, where it needs to be",
        quote: quote::shell,
    },
    Filter {
        name: "json",
        help: "in double quotes, for JSON, YAML and TOML",
        quote: quote::double,
    },
];

#[derive(Debug, Clone)]
enum TemplatePart {
    Text(String),
    Filled(&'static Placeholder, Option<&'static Filter>),
}

#[derive(Debug, Clone)]
pub struct Template {
    source: String,
    pieces: Vec<TemplatePart>,
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// What is wrong with it, and the available names.
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
                pieces.push(TemplatePart::Text(std::mem::take(&mut plain)));
                pieces.push(placeholder(name)?);
                after
            } else {
                return Err("a } without its {; write }} for a brace".to_owned());
            };
        }
        plain.push_str(rest);
        pieces.push(TemplatePart::Text(plain));
        Ok(Self {
            source: text.to_owned(),
            pieces,
        })
    }

    /// The template's source text.
    pub fn source(&self) -> &str {
        &self.source
    }

    pub(crate) fn needs(&self) -> Needs {
        let both = |piece: &TemplatePart| matches!(piece, TemplatePart::Filled(placeholder, _) if placeholder.needs == Needs::Both);
        if self.pieces.iter().any(both) {
            Needs::Both
        } else {
            Needs::Chosen
        }
    }

    /// Fills in the placeholders.
    pub(crate) fn write(&self, given: &FormatInput) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            TemplatePart::Text(text) => text.clone(),
            TemplatePart::Filled(placeholder, None) => (placeholder.read)(given),
            TemplatePart::Filled(placeholder, Some(filter)) => {
                (filter.quote)(&(placeholder.read)(given))
            }
        });
        pieces.collect()
    }
}

/// Splits at the first brace: the text before it, the brace, the text after it.
fn brace(text: &str) -> Option<(&str, char, &str)> {
    let at = text.find(['{', '}'])?;
    let (before, rest) = text.split_at_checked(at)?;
    let mark = rest.chars().next()?;
    Some((before, mark, rest.get(mark.len_utf8()..)?))
}

fn placeholder(text: &str) -> Result<TemplatePart, String> {
    let (name, filter) = match text.split_once('|') {
        Some((name, filter)) => (name.trim(), Some(filter.trim())),
        None => (text.trim(), None),
    };
    let Some(placeholder) = PLACEHOLDERS.iter().find(|known| known.name == name) else {
        let known: Vec<&str> = PLACEHOLDERS.iter().map(|known| known.name).collect();
        return Err(format!("there is no {{{name}}}: {}", known.join(", ")));
    };
    let filter = filter.map(|filter| {
        let known: Vec<&str> = FILTERS.iter().map(|known| known.name).collect();
        let found = FILTERS.iter().find(|known| known.name == filter);
        found.ok_or_else(|| format!("there is no |{filter}: {}", known.join(", ")))
    });
    Ok(TemplatePart::Filled(placeholder, filter.transpose()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given() -> FormatInput {
        let parts = |uri| Parts::read(uri).unwrap();
        FormatInput {
            chosen: parts("postgresql://app:p%27%22%20@ep-a-pooler.neon.tech/shop?sslmode=require"),
            pooled: parts("postgresql://app:p%27%22%20@ep-a-pooler.neon.tech/shop?sslmode=require"),
            direct: parts("postgresql://app:p%27%22%20@ep-a.neon.tech/shop?sslmode=require"),
            branch: "main".to_owned(),
            ..FormatInput::default()
        }
    }

    #[test]
    fn placeholders_are_filled_in_as_asked() {
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
