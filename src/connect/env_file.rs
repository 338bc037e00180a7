//! Puts values into a file of variables (`.env`) and leaves everything else unchanged.
//!
//! The text is read the way programs read it: an assignment may span several lines inside quotes, so that text that
//! looks like ours inside somebody's key is not touched. In a changed line only the value changes: `export`, blanks,
//! quotes, comment and line end stay. New lines are added next to a related variable, or else at the end.

mod others;

use super::formats::quote;
use crate::api::{
    ConnectionUri,
    secret::{STARS, mask_uri},
};

/// The kind of a line in a diff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Unchanged; shown as context.
    Kept,
    Removed,
    Added,
}

/// A line of the diff, without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub side: Side,
    /// The line, with stars in place of secrets.
    pub text: String,
}

/// A planned change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The new text, including secrets.
    pub text: ConnectionUri,
    /// The diff to show; empty if nothing changes.
    pub changes: Vec<Change>,
    /// Other variables in the file that refer to another database and stay unchanged.
    pub others: Vec<String>,
}

/// A part of the file: a line, or all lines of an assignment with line breaks in quotes.
#[derive(Debug, Clone, Copy)]
struct Entry<'a> {
    /// The whole text, including the line end.
    whole: &'a str,
    assigns: Option<Assignment<'a>>,
}

#[derive(Debug, Clone, Copy)]
struct Assignment<'a> {
    /// The text before the name: blanks and `export`.
    before: &'a str,
    name: &'a str,
    /// Between name and value: `=` and blanks.
    equals: &'a str,
    /// The value, including quotes.
    value: &'a str,
    /// The quote around the value.
    quote: Option<char>,
    /// After the value: blanks, a comment, the line end.
    after: &'a str,
}

/// Plans to put these values into a file; `old` is `None` if the file does not exist.
///
/// # Errors
/// Why the values must not be written there: the existing ones are encrypted.
pub fn plan(old: Option<&str>, values: &[(&str, &str)]) -> Result<Plan, String> {
    let old = old.unwrap_or_default();
    let entries = entries(old);
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    if let Some(why) = others::refused(&entries, &names) {
        return Err(why);
    }
    let uri = values.first().map_or("", |(_, uri)| uri);
    let others = others::stale(&entries, &names, uri);
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<(Option<&str>, Option<String>)> = entries
        .iter()
        .map(|entry| {
            let new = entry.assigns.and_then(|found| {
                let (_, value) = values.iter().find(|(name, _)| *name == found.name)?;
                Some(found.with(value))
            });
            let text = new.unwrap_or_else(|| entry.whole.to_owned());
            (Some(entry.whole), Some(text))
        })
        .collect();
    let place = |name: &str| {
        let mut all = entries.iter();
        all.rposition(|entry| entry.assigns.is_some_and(|found| found.name == name))
    };
    // If a name occurs more than once, programs use the last one.
    let sibling = values.iter().find_map(|(name, _)| place(name));
    let exported = sibling
        .and_then(|at| entries.get(at)?.assigns)
        .is_some_and(|found| found.before.contains("export"));
    let new: Vec<(Option<&str>, Option<String>)> = values
        .iter()
        .filter(|(name, _)| place(name).is_none())
        .map(|(name, value)| {
            let export = if exported { "export " } else { "" };
            (
                None,
                Some(format!("{export}{name}={}{end}", quote::dotenv(value))),
            )
        })
        .collect();
    let at = sibling.map_or(lines.len(), |at| at + 1);
    if !new.is_empty()
        && let Some((_, Some(last))) = at.checked_sub(1).and_then(|at| lines.get_mut(at))
        && !last.ends_with('\n')
    {
        last.push_str(end);
    }
    lines.splice(at..at, new);
    let text: String = lines.iter().filter_map(|(_, new)| new.as_deref()).collect();
    Ok(Plan {
        text: text.into(),
        changes: shown(&lines),
        others,
    })
}

/// The changes, each with one line of context.
fn shown(lines: &[(Option<&str>, Option<String>)]) -> Vec<Change> {
    let same =
        |(old, new): &(Option<&str>, Option<String>)| old.map(body) == new.as_deref().map(body);
    let mut changes = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let (old, new) = line;
        if same(line) {
            let near = |other: Option<usize>| {
                other
                    .and_then(|at| lines.get(at))
                    .is_some_and(|line| !same(line))
            };
            if near(at.checked_sub(1)) || near(at.checked_add(1)) {
                let text = name_only(old.unwrap_or_default());
                changes.push(Change {
                    side: Side::Kept,
                    text,
                });
            }
            continue;
        }
        let sides = [(Side::Removed, *old), (Side::Added, new.as_deref())];
        changes.extend(sides.into_iter().filter_map(|(side, text)| {
            let text = masked(text?, side == Side::Added);
            Some(Change { side, text })
        }));
    }
    changes
}

/// A line without its line end.
fn body(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}

/// An unchanged line without possible secrets: only its name, or that it is a comment.
fn name_only(line: &str) -> String {
    let line = body(line);
    let text = line.trim_start();
    match line.split_once('=') {
        _ if text.is_empty() => String::new(),
        _ if text.starts_with('#') => format!("# {STARS}"),
        Some((name, _)) => format!("{name}={STARS}"),
        None => STARS.to_owned(),
    }
}

/// A line with secrets masked: the password in our URIs, the whole value in anything else.
fn masked(line: &str, ours: bool) -> String {
    let line = body(line);
    match line.split_once('=') {
        Some(_) if ours => mask_uri(line).into_owned(),
        Some((name, value)) if value.contains("://") && !value.contains('\n') => {
            let masked = mask_uri(value);
            match masked.contains(STARS) {
                true => format!("{name}={masked}"),
                false => format!("{name}={STARS}"),
            }
        }
        Some((name, _)) => format!("{name}={STARS}"),
        None => mask_uri(line).into_owned(),
    }
}

impl Assignment<'_> {
    /// The value without quotes.
    fn plain(&self) -> &str {
        match self.quote {
            Some(quote) => self.value.trim_matches(quote).trim(),
            None => self.value.trim(),
        }
    }

    /// The same line with another value. Encoded URIs contain nothing that needs escaping inside quotes; without quotes
    /// a shell would interpret their `&`.
    fn with(&self, value: &str) -> String {
        let Self {
            before,
            name,
            equals,
            after,
            ..
        } = self;
        let value = match self.quote {
            Some(quote) => format!("{quote}{value}{quote}"),
            None if before.contains("export") => quote::dotenv(value),
            None => value.to_owned(),
        };
        format!("{before}{name}{equals}{value}{after}")
    }
}

/// Splits a text into entries.
fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let (length, assigns) = assignment(rest, line);
        let (whole, next) = rest.split_at_checked(length).unwrap_or((rest, ""));
        entries.push(Entry { whole, assigns });
        rest = next;
    }
    entries
}

/// Reads the assignment at the start of a text; `line` is the length of its first line. Returns the length of the whole
/// entry.
fn assignment(text: &str, line: usize) -> (usize, Option<Assignment<'_>>) {
    let read = || {
        let first = text.get(..line)?;
        let lead = first.len() - first.trim_start_matches(['\u{feff}', ' ', '\t']).len();
        let word = first.get(lead..)?;
        let export = word
            .strip_prefix("export")
            .filter(|rest| rest.starts_with([' ', '\t']));
        let name_at = match export {
            Some(rest) => line - rest.trim_start_matches([' ', '\t']).len(),
            None => lead,
        };
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
        let name_end = name_at + first.get(name_at..)?.find(|c| !letter(c))?;
        let behind = first.get(name_end..)?.trim_start_matches([' ', '\t']);
        let behind = behind.strip_prefix('=')?.trim_start_matches([' ', '\t']);
        let value_at = line - behind.len();
        let quote = behind
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\'' | '`'));
        let closed = quote.and_then(|quote| closing(text.get(value_at + 1..)?, quote));
        let (quote, value_end) = match (quote, closed) {
            (Some(quote), Some(at)) => (Some(quote), value_at + 1 + at + 1),
            // An unclosed quote is part of the value.
            _ => (None, value_at + bare(behind)),
        };
        let end = text.get(value_end..)?.find('\n');
        let end = end.map_or(text.len(), |at| value_end + at + 1);
        let found = Assignment {
            before: text.get(..name_at)?,
            name: text.get(name_at..name_end)?,
            equals: text.get(name_end..value_at)?,
            value: text.get(value_at..value_end)?,
            quote,
            after: text.get(value_end..end)?,
        };
        (!found.name.is_empty()).then_some((end, Some(found)))
    };
    read().unwrap_or((line, None))
}

/// The position of the closing quote; a backslash escapes only in double quotes.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// The length of an unquoted value: up to a comment or the end of the line.
fn bare(line: &str) -> usize {
    let end = line.find(" #").or_else(|| line.find("\t#"));
    let value = line.get(..end.unwrap_or(line.len())).unwrap_or(line);
    value.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = "postgresql://app:npg_new@h-pooler/d?sslmode=require";
    const DIRECT: &str = "postgresql://app:npg_new@h/d?sslmode=require";
    const VALUES: [(&str, &str); 2] = [("DATABASE_URL", NEW), ("DATABASE_URL_UNPOOLED", DIRECT)];

    #[test]
    fn a_new_file_has_both() {
        let plan = plan(None, &VALUES).unwrap();
        assert_eq!(
            plan.text.expose(),
            format!("DATABASE_URL=\"{NEW}\"\nDATABASE_URL_UNPOOLED=\"{DIRECT}\"\n")
        );
        assert!(plan.changes.iter().all(|change| change.side == Side::Added));
    }

    #[test]
    fn everything_else_stays_as_it_was() {
        let cases = [
            // Quotes, blanks, comments.
            (
                "# mine\nexport  DATABASE_URL = 'old' # do not touch\n\nA=1\n",
                format!(
                    "# mine\nexport  DATABASE_URL = '{NEW}' # do not touch\nexport DATABASE_URL_UNPOOLED=\"{DIRECT}\"\n\nA=1\n"
                ),
            ),
            // Windows line ends, and none at the end.
            (
                "A=1\r\nDATABASE_URL=old\r\nB=2",
                format!("A=1\r\nDATABASE_URL={NEW}\r\nDATABASE_URL_UNPOOLED=\"{DIRECT}\"\r\nB=2"),
            ),
            (
                "A=1",
                format!("A=1\nDATABASE_URL=\"{NEW}\"\nDATABASE_URL_UNPOOLED=\"{DIRECT}\"\n"),
            ),
            // Text that only looks like ours.
            (
                "# DATABASE_URL=x\nMY_DATABASE_URL=y\nKEY=\"\nDATABASE_URL=z\n\"\nDATABASE_URL_UNPOOLED=`q`\n",
                format!(
                    "# DATABASE_URL=x\nMY_DATABASE_URL=y\nKEY=\"\nDATABASE_URL=z\n\"\nDATABASE_URL_UNPOOLED=`{DIRECT}`\nDATABASE_URL=\"{NEW}\"\n"
                ),
            ),
            // Duplicates, multi-line values, a byte-order mark.
            (
                "\u{feff}DATABASE_URL=\"a\nb\"\nDATABASE_URL=\nDATABASE_URL_UNPOOLED=\"\"\n",
                format!(
                    "\u{feff}DATABASE_URL=\"{NEW}\"\nDATABASE_URL={NEW}\nDATABASE_URL_UNPOOLED=\"{DIRECT}\"\n"
                ),
            ),
            // An unclosed quote does not swallow what follows.
            (
                "DATABASE_URL='old\nB=1\nDATABASE_URL_UNPOOLED=x\n",
                format!("DATABASE_URL={NEW}\nB=1\nDATABASE_URL_UNPOOLED={DIRECT}\n"),
            ),
            (
                "export DATABASE_URL=old\nDATABASE_URL_UNPOOLED=x\n",
                format!("export DATABASE_URL=\"{NEW}\"\nDATABASE_URL_UNPOOLED={DIRECT}\n"),
            ),
        ];
        for (old, new) in cases {
            let first = plan(Some(old), &VALUES).unwrap();
            assert_eq!(first.text.expose(), new);
            let again = plan(Some(first.text.expose()), &VALUES).unwrap();
            assert_eq!(
                (again.text.expose(), again.changes.len()),
                (new.as_str(), 0)
            );
        }
    }

    #[test]
    fn what_is_encrypted_is_not_replaced_in_plain_text() {
        let key = "DOTENV_PUBLIC_KEY=\"03ab\"\n";
        for (old, said) in [
            (
                "DATABASE_URL=\"encrypted:BDqD\"\n",
                "DATABASE_URL is encrypted here (dotenvx)",
            ),
            (
                "DATABASE_URL=x\nDATABASE_URL_UNPOOLED=encrypted:BDqD",
                "DATABASE_URL_UNPOOLED is encrypted",
            ),
            (
                "STRIPE_KEY='encrypted:BDqD'\n",
                "DATABASE_URL would be readable among them",
            ),
            (
                "export DATABASE_URL=ENC[AES256_GCM,data:x]\n",
                "encrypted here (SOPS)",
            ),
        ] {
            let why = plan(Some(&format!("{key}{old}")), &VALUES).unwrap_err();
            assert!(why.contains(said), "{why}");
            assert!(!why.contains("BDqD"), "{why}");
        }
        // If both are plain text already, nothing gets worse.
        let old = "DATABASE_URL=x\nDATABASE_URL_UNPOOLED=y\nSTRIPE_KEY=encrypted:BDqD\n";
        assert!(plan(Some(old), &VALUES).is_ok());
    }

    #[test]
    fn other_variables_that_name_another_database_are_told() {
        const NEON: &str =
            "postgresql://app:npg_new@ep-new-1-pooler.us-east-2.aws.neon.tech/d?sslmode=require";
        let values = [("DATABASE_URL", NEON), ("DATABASE_URL_UNPOOLED", NEON)];
        let old = "POSTGRES_URL=\"postgres://app:npg_old@ep-old-1-pooler.us-east-2.aws.neon.tech/d\"\n\
                   DIRECT_URL=postgres://app:npg_new@ep-new-1.us-east-2.aws.neon.tech/d\n\
                   SHADOW_URL=postgres://app@localhost/d\n\
                   OTHER_DB=postgres://app:npg_new@ep-new-1.us-east-2.aws.neon.tech/e\n\
                   PGHOST=ep-old-1.us-east-2.aws.neon.tech\nPGHOST_UNPOOLED=ep-new-1.us-east-2.aws.neon.tech\n\
                   PGDATABASE=d\nPGUSER=old\nPGPASSWORD='npg_old'\nPOSTGRES_PASSWORD=npg_new\n\
                   # POSTGRES_HOST=ep-old-1\nAPI=https://example.com\nPGSSLMODE=require\n";
        let plan = plan(Some(old), &values).unwrap();
        let expected = [
            "POSTGRES_URL",
            "SHADOW_URL",
            "OTHER_DB",
            "PGHOST",
            "PGUSER",
            "PGPASSWORD",
        ];
        assert_eq!(plan.others, expected);
    }

    #[test]
    fn the_difference_shows_no_secret() {
        let old =
            "STRIPE_KEY=sk_live_1\nDATABASE_URL=postgres://u:npg_old@h/d\n# a://u:npg_old@h\nX=1\n";
        let plan = plan(Some(old), &VALUES).unwrap();
        let lines: Vec<String> = plan
            .changes
            .iter()
            .map(|change| {
                let sign = match change.side {
                    Side::Kept => ' ',
                    Side::Removed => '-',
                    Side::Added => '+',
                };
                format!("{sign}{}", change.text)
            })
            .collect();
        assert_eq!(
            lines,
            [
                " STRIPE_KEY=********",
                "-DATABASE_URL=postgres://u:********@h/d",
                "+DATABASE_URL=postgresql://app:********@h-pooler/d?sslmode=require",
                "+DATABASE_URL_UNPOOLED=\"postgresql://app:********@h/d?sslmode=require\"",
                " # ********",
            ]
        );
    }
}
