//! Finds the compute in a host name, as written in logs, in connection strings and by people.

use super::connection;

/// Punctuation around a host in a log line.
const AROUND: [char; 12] = ['"', '\'', '`', ',', ';', '(', ')', '[', ']', '<', '>', '.'];

/// The id of the compute in a text: `ep-…` alone or as a host, direct or pooled, in any case, with or without scheme,
/// user, port and path. A password before the host is not part of the result.
pub fn compute(text: &str) -> Option<String> {
    let text = text.trim_matches(AROUND);
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    // `host=…` of a keyword string. Queries may contain `=` as well, so only at the beginning.
    let text = match text.split_once('=') {
        Some((key, value)) if key.chars().all(char::is_alphabetic) => value,
        _ => text,
    };
    let address = text.split(['/', '?', '#']).next()?;
    let host = address.rsplit('@').next()?.trim_matches(AROUND);
    let label = host.split(['.', ':']).next()?.to_ascii_lowercase();
    let id = label.strip_suffix("-pooler").unwrap_or(&label);
    let letters = id
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (id.starts_with("ep-") && id.len() > 3 && letters).then(|| id.to_owned())
}

/// The compute whose host is anywhere in a longer text, such as a log line or a connection string.
pub fn in_text(text: &str) -> Option<String> {
    connection::compute_in(text).or_else(|| text.split_whitespace().find_map(compute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_host_names_its_compute() {
        for text in [
            "ep-cool-rain-a1b2",
            "EP-Cool-Rain-A1B2",
            "ep-cool-rain-a1b2-pooler",
            "ep-cool-rain-a1b2.c-2.us-east-2.aws.neon.tech",
            "ep-cool-rain-a1b2-pooler.c-2.us-east-2.aws.neon.tech",
            "Ep-Cool-Rain-A1B2-Pooler.C-2.us-east-2.aws.neon.tech.",
            "ep-cool-rain-a1b2.us-east-2.aws.neon.tech:5432",
            "ep-cool-rain-a1b2-pooler.us-east-2.aws.neon.tech:5432/shop?sslmode=require",
            "https://ep-cool-rain-a1b2.apirest.us-east-2.aws.neon.tech/shop/rest/v1",
            "postgresql://owner:npg_secret@ep-cool-rain-a1b2.us-east-2.aws.neon.tech/shop",
            "postgresql://owner:p%40@ss@ep-cool-rain-a1b2/shop?a=b@c",
            "jdbc:postgresql://ep-cool-rain-a1b2.us-east-2.aws.neon.tech/shop?user=o&password=p",
            "host=ep-cool-rain-a1b2.us-east-2.aws.neon.tech",
            "\"ep-cool-rain-a1b2.us-east-2.aws.neon.tech\"",
            "(ep-cool-rain-a1b2.us-east-2.aws.neon.tech:5432),",
        ] {
            assert_eq!(
                compute(text).as_deref(),
                Some("ep-cool-rain-a1b2"),
                "{text}"
            );
        }
    }

    #[test]
    fn what_names_no_compute_is_none() {
        for text in [
            "",
            "ep-",
            "ep",
            "step-by-step",
            "storefront",
            "br-damp-dew-a1b2",
            "db.example.com",
            "http://ep@example.com",
            "password=ep_x",
            "ep-é",
            "://",
        ] {
            assert_eq!(compute(text), None, "{text}");
        }
    }

    #[test]
    fn a_host_is_found_in_a_line_of_a_log() {
        for text in [
            "connection to server at \"ep-cool-rain-a1b2.us-east-2.aws.neon.tech\" (3.1.2.4), port 5432 failed",
            "host=ep-cool-rain-a1b2-pooler.us-east-2.aws.neon.tech user=o password=npg_secret",
            "getaddrinfo ENOTFOUND ep-cool-rain-a1b2.us-east-2.aws.neon.tech",
            "psql 'postgresql://o:npg_secret@ep-cool-rain-a1b2.us-east-2.aws.neon.tech/shop'",
        ] {
            assert_eq!(
                in_text(text).as_deref(),
                Some("ep-cool-rain-a1b2"),
                "{text}"
            );
        }
        assert_eq!(in_text("shop idle"), None);
    }
}
