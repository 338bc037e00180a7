//! Connection texts with every character that passwords and names can contain: each is parsed by the rules of the
//! place it is for.

use lazyneon::connect::formats::{FORMATS, Format, FormatInput, Parts};
use percent_encoding::percent_decode_str;
use std::collections::HashMap;
use url::Url;

const HOST: &str = "ep-main-pooler.us-east-2.aws.neon.tech";
const USER: &str = "o'Neil \"ops\"@home:1";
/// Every printable ASCII character, and some others.
fn password() -> String {
    let ascii: String = (' '..='~').collect();
    format!("{ascii}é漢🦀%41${{HOME}}`id`#{{1}}\\n&amp;")
}
const DATABASE: &str = "a/b c?d#e'f\"g\\h%20é=&";

fn parts() -> Parts {
    Parts {
        host: HOST.to_owned(),
        port: None,
        user: USER.to_owned(),
        password: password().into(),
        database: DATABASE.to_owned(),
        parameters: vec![
            ("channel_binding".to_owned(), "require".to_owned()),
            ("sslmode".to_owned(), "require".to_owned()),
        ],
    }
}

fn given(parts: Parts) -> FormatInput {
    FormatInput {
        chosen: parts.clone(),
        pooled: parts.clone(),
        direct: parts,
        project: "plain-frost-10482296".to_owned(),
        branch: "dev/it's mine".to_owned(),
        endpoint: "ep-main".to_owned(),
        is_pooled: true,
        ..FormatInput::default()
    }
}

fn format(name: &str) -> &'static Format {
    FORMATS.iter().find(|format| format.name == name).unwrap()
}

fn text(name: &str) -> String {
    format(name)
        .render(&given(parts()))
        .unwrap()
        .expose()
        .to_owned()
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

/// Asserts that an independent parser reads the URI correctly.
fn is_right(uri: &str) {
    let uri = Url::parse(uri).unwrap_or_else(|error| panic!("{error}: {uri}"));
    assert_eq!(uri.host_str(), Some(HOST));
    assert_eq!(decoded(uri.username()), USER);
    assert_eq!(decoded(uri.password().unwrap()), password());
    assert_eq!(decoded(uri.path().strip_prefix('/').unwrap()), DATABASE);
    let query: HashMap<_, _> = uri.query_pairs().collect();
    assert_eq!(query.get("sslmode").unwrap(), "require");
}

/// The first text between two marks; nothing inside may be escaped.
fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    let (_, rest) = text.split_once(open).unwrap();
    rest.split_once(close).unwrap().0
}

#[test]
fn uris_are_read_by_another_parser() {
    is_right(&text("URI"));
    for (name, quote) in [
        ("psql command", "'"),
        ("Drizzle", "'"),
        ("psycopg", "\""),
        ("Rails", "\""),
        ("Go pgx", "\""),
        ("Rust sqlx", "\""),
        (".env line", "\""),
        ("Symfony", "\""),
        ("Next.js", "\""),
    ] {
        let text = text(name);
        let rest = between(&text, &format!("{quote}postgresql"), quote);
        is_right(&format!("postgresql{rest}"));
    }
    for name in [".env pair", "Prisma"] {
        for line in text(name).lines() {
            is_right(between(line, "=\"", "\""));
        }
    }
}

#[test]
fn a_shell_gives_back_what_it_was_told() {
    let script = text("PG* exports") + "printf '%s\\0' \"$PGUSER\" \"$PGPASSWORD\" \"$PGDATABASE\"";
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let said: Vec<&str> = said.split('\0').collect();
    assert_eq!(said[..3], [USER, &password(), DATABASE]);

    let line = text("neon CLI").replacen("neon", "printf '%s\\0'", 1);
    let output = std::process::Command::new("sh")
        .args(["-c", &line])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("\0dev/it's mine\0") && said.contains(&format!("\0{DATABASE}\0")));
    assert!(!text("neon CLI").contains("!\"#"), "it holds a password");
}

#[test]
fn a_pgpass_line_is_read_as_libpq_reads_it() {
    let line = text(".pgpass line");
    let mut fields = vec![String::new()];
    let mut chars = line.strip_suffix('\n').unwrap().chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => fields.last_mut().unwrap().push(chars.next().unwrap()),
            ':' => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(c),
        }
    }
    assert_eq!(fields, [HOST, "5432", DATABASE, USER, &password()]);
}

/// The `key=value` pairs of libpq, or of .NET, by their own rules.
fn words(text: &str, end: char, quotes: &[char], backslash: bool) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let mut chars = text.chars().peekable();
    while chars.peek().is_some() {
        let key: String = chars.by_ref().take_while(|c| *c != '=').collect();
        let mut value = String::new();
        let quote = chars.next_if(|c| quotes.contains(c));
        loop {
            match (chars.next(), quote) {
                (None, None) => break,
                (None, Some(_)) => panic!("a quote never ends"),
                (Some('\\'), _) if backslash => value.push(chars.next().unwrap()),
                (Some(c), Some(quote))
                    if c == quote && !backslash && chars.peek() == Some(&quote) =>
                {
                    chars.next();
                    value.push(c);
                }
                (Some(c), Some(quote)) if c == quote => {
                    chars.next_if_eq(&end);
                    break;
                }
                (Some(c), None) if c == end => break,
                (Some(c), _) => value.push(c),
            }
        }
        found.insert(key, value);
    }
    found
}

#[test]
fn keywords_and_values_are_read_by_their_rules() {
    let libpq = words(&text("libpq keywords"), ' ', &['\''], true);
    assert_eq!(libpq["dbname"], DATABASE);
    assert_eq!(libpq["user"], USER);
    assert_eq!(libpq["password"], password());
    assert_eq!(libpq["sslmode"], "require");

    let dotnet = words(&text(".NET Npgsql"), ';', &['"', '\''], false);
    assert_eq!(dotnet["Database"], DATABASE);
    assert_eq!(dotnet["Username"], USER);
    assert_eq!(dotnet["Password"], password());
    assert_eq!(dotnet["SSL Mode"], "Require");
}

#[test]
fn a_service_is_the_rest_of_its_lines() {
    let text = text("pg_service.conf");
    assert!(text.starts_with("[neon-dev/it-s-mine]\n"), "{text}");
    let pairs: HashMap<_, _> = text
        .lines()
        .skip(1)
        .map(|line| line.split_once('=').unwrap())
        .collect();
    assert_eq!(pairs["password"], password());
    assert_eq!(pairs["dbname"], DATABASE);
}

#[test]
fn java_decodes_its_parameters() {
    for (name, begin) in [("JDBC", "jdbc:"), ("Spring", "spring.datasource.url=jdbc:")] {
        let text = text(name);
        let uri = Url::parse(text.trim_end().strip_prefix(begin).unwrap()).unwrap();
        let query: HashMap<_, _> = uri.query_pairs().collect();
        assert_eq!(query["user"], USER);
        assert_eq!(query["password"], password());
        assert_eq!(query["channelBinding"], "require");
        assert_eq!(decoded(&uri.path()[1..]), DATABASE);
    }
}

#[test]
fn what_cannot_be_held_is_refused() {
    let with = |password: &str, database: &str| {
        given(Parts {
            password: password.to_owned().into(),
            database: database.to_owned(),
            ..parts()
        })
    };
    for (name, given, why) in [
        (".pgpass line", with("a\nb", "d"), "line break"),
        ("pg_service.conf", with("a\nb", "d"), "line break"),
        ("pg_service.conf", with("a ", "d"), "blank at its end"),
        ("PHP PDO", with("a", "d;e"), "a ;"),
    ] {
        let refused = format(name).render(&given).unwrap_err();
        assert!(refused.contains(why), "{name}: {refused}");
    }
}

#[test]
fn every_format_survives_line_breaks_and_controls() {
    let odd = "a\r\n\t\u{1}\u{7f}\u{85}\u{2028}\u{202e}\u{feff}b";
    let given = given(Parts {
        user: odd.to_owned(),
        password: odd.to_owned().into(),
        database: odd.to_owned(),
        ..parts()
    });
    for format in FORMATS {
        let Ok(text) = format.render(&given) else {
            continue;
        };
        let raw = text.expose().contains("\u{1}");
        let raw_is_right = [
            "PG* exports",
            "libpq keywords",
            "PHP PDO",
            ".NET Npgsql",
            "Laravel",
            "neon CLI",
        ];
        assert_eq!(
            raw,
            raw_is_right.contains(&&*format.name),
            "{}",
            format.name
        );
    }
}
