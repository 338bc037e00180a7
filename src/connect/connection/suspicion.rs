//! Whether text that was not recognized as connection data may still hold a secret.
//!
//! Only what is surely a name may be sent, drawn and logged. Text is judged as a person or a program would read it:
//! full-width letters as plain ones, without invisible ones, and with `%3A` decoded as often as it was encoded.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How often text is decoded at most.
const DECODINGS: usize = 4;
/// The longest path of names that is possible at Neon: project, branch, and what is on it.
const LONGEST: usize = 1024;

/// Whether a text can only be a name or a path of names. Names may have blanks, slashes, and letters of any script, but
/// none of the characters that connection strings, shells and data formats use.
pub fn is_name(text: &str) -> bool {
    let plain = |text: &String| !has_syntax(text) && !holds_secret(text) && !is_address(text);
    text.len() <= LONGEST && readings(text).iter().all(plain)
}

/// Whether a text may hold a password or key, or a part of one.
pub fn may_hold_secret(text: &str) -> bool {
    readings(text).iter().any(|text| holds_secret(text))
}

/// Whether a text surely has a password or a key: a word for one, as in an error message, is not enough.
pub fn has_secret(text: &str) -> bool {
    readings(text).iter().any(|text| discloses(text))
}

/// Whether a text without a host of Neon's looks like an address or a login: `host:port/database`, `user@host`,
/// `user:password`, `user/password@host`. Names have these characters only further in: `shop/feature/a:b`, `@acme/web`.
pub fn is_elsewhere(text: &str) -> bool {
    readings(text).iter().any(|text| is_address(text))
}

/// Whether a text has characters of a login, a setting or a command line, in any script: `@`, `=` and `-p`.
pub fn has_login_signs(text: &str) -> bool {
    let sign = |c| c == '@' || is_equals(c);
    let readings = readings(text);
    readings
        .iter()
        .any(|text| text.contains(sign) || has_option(text))
}

/// The possible meanings of a text: in plain letters, and decoded.
pub fn readings(text: &str) -> Vec<String> {
    let visible = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
    let plain = |text: &str| text.nfkc().filter(visible).collect::<String>();
    let mut readings = vec![plain(text)];
    for _ in 0..DECODINGS {
        let decoded = match readings.last().map(|last| (last, percent_decode_str(last))) {
            Some((last, decoded)) => match decoded.decode_utf8_lossy() {
                decoded if decoded == last.as_str() => break,
                decoded => plain(&decoded),
            },
            None => break,
        };
        readings.push(decoded);
    }
    readings
}

/// Whether a character looks like `=` (even after normalization).
fn is_equals(c: char) -> bool {
    matches!(
        c,
        '=' | '\u{1400}'
            | '\u{2e40}'
            | '\u{30a0}'
            | '\u{a78a}'
            | '\u{2550}'
            | '\u{268c}'
            | '\u{229c}'
    )
}

/// Whether a character looks like a colon.
fn is_colon(c: char) -> bool {
    matches!(
        c,
        ':' | '\u{2d0}' | '\u{589}' | '\u{5c3}' | '\u{703}' | '\u{2236}' | '\u{a789}' | '\u{fe30}'
    )
}

/// Whether a text has characters that occur in settings, shells and data formats, but not in names.
fn has_syntax(text: &str) -> bool {
    let sign = |c: char| {
        is_equals(c)
            || c.is_control()
            || matches!(c, '"' | '`' | '{' | '}' | '<' | '>' | ';' | '\\' | '|')
    };
    // Characters that make text appear in a different order.
    let turned = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let variable = |(at, _): (usize, &str)| {
        let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
        next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '(' | '{'))
    };
    text.contains(sign)
        || text.contains(turned)
        || has_option(text)
        || text.match_indices('$').any(variable)
}

/// Whether any word looks like a command-line option: `-p`, `--password`.
fn has_option(text: &str) -> bool {
    let mut words = text.split(|c: char| c == '/' || c.is_whitespace());
    words.any(|word| {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '-');
        let bare = word.trim_start_matches('-');
        bare.len() < word.len() && bare.starts_with(char::is_alphabetic)
    })
}

fn is_address(text: &str) -> bool {
    let mut segments = text.split('/').filter(|segment| !segment.is_empty());
    let first = segments.next().unwrap_or_default();
    let rest: Vec<&str> = segments.collect();
    let is_host = first.contains('.') || first.eq_ignore_ascii_case("localhost");
    let port = |segment: &&str| {
        let digits = segment.rsplit_once(is_colon).map_or("", |(_, port)| port);
        digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    first.contains(is_colon)
        || (is_host && rest.iter().any(|segment| segment.contains(is_colon)))
        || is_login(first)
        || rest
            .iter()
            .any(|segment| is_login(segment) || port(segment))
}

/// Recognizes `user@host`; `react@18.2` is a version of a package.
fn is_login(segment: &str) -> bool {
    let Some((before, behind)) = segment.rsplit_once('@') else {
        return false;
    };
    let mut numbers = behind.trim_start_matches('v').split('.');
    let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_version = numbers.clone().count() <= 3 && numbers.all(number);
    let is_package = is_version && !before.contains(['@', ':']);
    !(before.is_empty() || is_package)
}

/// Prefixes of keys, Neon's and others'; many letters and digits follow.
const KEYS: [&str; 25] = [
    "sk-",
    "sk_",
    "pk_",
    "rk_",
    "ghp_",
    "gho_",
    "ghs_",
    "ghu_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xapp-",
    "akia",
    "asia",
    "aiza",
    "hf_",
    "dop_v1_",
    "npm_",
    "pypi-",
    "sg.",
    "whsec_",
    "shpat_",
    "eyj",
];

/// Parts that no name contains.
const TOKENS: [&str; 8] = [
    "npg_",
    "napi_",
    "://",
    "bearer ",
    "-----begin",
    "scram-sha-256",
    "$2a$",
    "$2b$",
];

/// Words for secrets, recognized in any spelling: `Pass Word`, `PASS_WORD`, `pässwörd`.
const SECRETS: [&str; 34] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "secret",
    "apikey",
    "credential",
    "privatekey",
    "accesskey",
    "accesstoken",
    "passwort",
    "kennwort",
    "contrasena",
    "motdepasse",
    "wachtwoord",
    "losenord",
    "salasana",
    "haslo",
    "senha",
    "parola",
    "sifre",
    "jelszo",
    "heslo",
    "lozinka",
    "matkhau",
    "пароль",
    "密码",
    "密碼",
    "パスワード",
    "비밀번호",
    "סיסמה",
    "كلمةالمرور",
    "पासवर्ड",
    "รหัสผ่าน",
];

/// Words for secrets, recognized only as whole words.
const SECRET_WORDS: [&str; 9] = [
    "pwd",
    "pw",
    "psw",
    "pswd",
    "passw",
    "token",
    "tokens",
    "pgpass",
    "pgpassword",
];

/// Words of connection data: harmless in a name, but not next to syntax.
const CONNECTION: [&str; 4] = ["postgres", "psql", "pguser", "pghost"];

/// Names of settings that indicate a secret nearby if `=` or a colon follows.
const SETTINGS: [&str; 8] = [
    "pass", "login", "user", "username", "dbname", "auth", "key", "uid",
];

/// The host and path of a web address that has nothing else: no login, no query.
fn web_page(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let is_web = ["http", "https"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '~');
    (is_web && !rest.is_empty() && rest.chars().all(is_plain)).then_some(rest)
}

fn holds_secret(text: &str) -> bool {
    let text = web_page(text).unwrap_or(text);
    let lower = text.to_lowercase();
    if TOKENS.iter().any(|token| lower.contains(token)) || text.contains(char::is_control) {
        return true;
    }
    let mut pieces = text.split(|c: char| c == '/' || c.is_whitespace());
    if pieces.any(|piece| is_key(piece) || is_random(piece)) {
        return true;
    }
    // `user:password@…`
    let login = lower
        .rsplit_once('@')
        .is_some_and(|(before, _)| before.contains(is_colon));
    // `host:port:database:user:password`
    let fields: Vec<&str> = lower.splitn(5, is_colon).collect();
    let port = |port: &str| port == "*" || port.bytes().all(|b| b.is_ascii_digit());
    let login = login || (fields.len() == 5 && fields.get(1).copied().is_some_and(port));
    login || names_secret(&lower)
}

fn discloses(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_secret = |word: &str| {
        // `user:password@…`
        let login = word.rsplit_once('@').is_some_and(|(login, _)| {
            let login = login.split_once("://").map_or(login, |(_, login)| login);
            login.contains(is_colon)
        });
        // `host:port:database:user:password`
        let fields: Vec<&str> = word.splitn(5, is_colon).collect();
        let is_host = |host: &str| host.contains(['.', '*']) || host == "localhost";
        let pgpass = fields.len() == 5 && fields.first().copied().is_some_and(is_host);
        let mut pieces = word.split('/');
        login || pgpass || pieces.any(|piece| is_key(piece) || is_token(piece))
    };
    let starts = ["npg_", "napi_", "scram-sha-256$", "$2a$", "$2b$"];
    let mut starts = starts.iter().flat_map(|start| lower.split(start).skip(1));
    starts.any(|rest| rest.starts_with(char::is_alphanumeric))
        || lower.contains("-----begin")
        || lower.split_whitespace().any(is_secret)
        || sets_secret(&lower)
        || sets_secret(&latin(&lower))
}

/// Whether a word for a secret is given a value: `password=…`, `"token": "…"`, `--password …`.
fn sets_secret(lower: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let is_word = |name: &str| {
        let joined: String = name.chars().filter(|c| is_letter(*c)).collect();
        SECRETS.iter().any(|word| joined.contains(word))
            || SECRET_WORDS.contains(&joined.as_str())
            || joined == "pass"
    };
    let mut signs = lower.match_indices(|c| is_equals(c) || is_colon(c));
    let is_set = signs.any(|(at, sign)| {
        let (before, behind) = (lower.get(..at), lower.get(at + sign.len()..));
        let before = before.unwrap_or_default();
        let name = before.trim_end_matches(|c| !is_letter(c));
        let name = name.rsplit(|c| !is_letter(c) && !matches!(c, '_' | '-'));
        behind.is_some_and(|value| value.contains(is_letter)) && name.take(1).any(is_word)
    });
    let mut words = lower.split_whitespace();
    let is_option = |word: &str| word.starts_with("--") && is_word(word);
    is_set || (words.any(is_option) && words.next().is_some())
}

/// Whether a word has a run of letters and digits that is too long and too mixed for anything but a token; the hash of
/// a commit is none.
fn is_token(word: &str) -> bool {
    let mut rows = word.split(|c: char| !c.is_ascii_alphanumeric());
    rows.any(|row| {
        let is_hash = row.len() <= 40 && row.bytes().all(|b| b.is_ascii_hexdigit());
        row.len() >= 20 && turns(row) >= 4 && !is_hash
    })
}

/// How often letters and digits take turns.
fn turns(row: &str) -> usize {
    let pairs = row.bytes().zip(row.bytes().skip(1));
    let turns = pairs.filter(|(one, next)| one.is_ascii_digit() != next.is_ascii_digit());
    turns.count()
}

/// Whether a word for a secret is next to something that may be one. A project may be called postgres-demo or
/// password-manager: that has no syntax.
fn names_secret(lower: &str) -> bool {
    let sets = |c| is_equals(c) || is_colon(c);
    let strong = |c| sets(c) || matches!(c, ';' | '"' | '`' | '@' | '?' | '{');
    let is_strong = lower.contains(strong) || lower.contains(" -");
    let is_signed = is_strong || lower.contains(['\'', '&', '#', '|']);
    let segments = lower
        .split('/')
        .map(|segment| segment.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut before = segments
        .rev()
        .skip_while(|segment| segment.is_empty())
        .skip(1);
    if before.any(|segment| SECRETS.contains(&segment) || SECRET_WORDS.contains(&segment)) {
        return true;
    }
    if !is_signed && lower.split_whitespace().count() < 2 && lower.is_ascii() {
        return false;
    }
    let seen = [Cow::Borrowed(lower), Cow::Owned(latin(lower))];
    seen.iter().any(|text| {
        let is_letter = |c: char| c.is_alphanumeric() || is_combining_mark(c);
        let joined: String = text.chars().filter(|c| is_letter(*c)).collect();
        let mut words = text.split(|c| !is_letter(c));
        let mut settings = text.rmatch_indices(sets).filter_map(|(at, _)| {
            let name = text.get(..at)?.trim_end_matches(|c| !is_letter(c));
            name.rsplit(|c| !is_letter(c)).next()
        });
        SECRETS.iter().any(|word| joined.contains(word))
            || words.any(|word| SECRET_WORDS.contains(&word))
            || settings.any(|name| SETTINGS.contains(&name))
            || (is_strong && CONNECTION.iter().any(|word| text.contains(word)))
    })
}

/// Replaces letters by what they look like: without accents, and Latin ones for digits and letters of other scripts.
fn latin(lower: &str) -> String {
    let look = |c: char| match c {
        'а' | 'α' | 'ᴀ' | '4' => 'a',
        'с' | 'ϲ' | 'ᴄ' => 'c',
        'ԁ' | 'ᴅ' => 'd',
        'е' | 'ε' | 'ᴇ' | '3' => 'e',
        'һ' => 'h',
        'і' | 'ι' | 'ı' | '1' => 'i',
        'ј' => 'j',
        'к' | 'κ' | 'ᴋ' => 'k',
        'ӏ' => 'l',
        'ո' => 'n',
        'о' | 'ο' | 'օ' | 'ᴏ' | '0' => 'o',
        'р' | 'ρ' | 'ᴘ' => 'p',
        'г' | 'ʀ' => 'r',
        'ѕ' | 'ꜱ' | '5' | '$' => 's',
        'т' | 'τ' | 'ᴛ' | '7' => 't',
        'ѵ' | 'ν' => 'v',
        'ԝ' | 'ѡ' | 'ω' | 'ᴡ' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ʏ' => 'y',
        other => other,
    };
    lower
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(look)
        .collect()
}

/// Whether a piece has the prefix and the shape of a key.
fn is_key(piece: &str) -> bool {
    let lower = piece.to_ascii_lowercase();
    KEYS.iter()
        .filter_map(|key| lower.strip_prefix(key))
        .any(|rest| {
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            end >= 12 && rest.bytes().take(end).any(|b| b.is_ascii_digit())
        })
}

/// Whether a name contains a long run of mixed letters and digits, like tokens and unlike names given by people. Words
/// in a name are separated (`add_s3_table_2026_01`); between dashes there may be ids and commit hashes.
fn is_random(name: &str) -> bool {
    let has_dashes = name.contains('-');
    let mut rows = name.split(|c: char| !c.is_ascii_alphanumeric());
    rows.any(|row| {
        let turns = turns(row);
        let is_hex = row.bytes().all(|b| b.is_ascii_hexdigit());
        match has_dashes {
            true => row.len() >= 20 && turns >= 4 && !is_hex,
            false => row.len() >= 16 && turns >= 3,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_a_secret_is_kept_out_of_what_is_shown() {
        for harmless in [
            "password authentication failed for user \"neondb_owner\"",
            "ERROR: password authentication failed for user 'neondb_owner'",
            "FATAL:  role \"app\" does not exist (SQLSTATE 28000): password",
            "3f786850e387550fdab836ed7e6dc881de23001b",
            "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3 fix the token refresh",
            "reset-password",
            "2026-11-30 10:20:30: a:b",
            "https://console.neon.tech/app/projects/cool-rain-123456",
            "postgres://app@ep-cool-rain-a1b2c3d4.eu-central-1.aws.neon.tech/neondb",
            "ada@example.com",
            "password: ",
            "napi_",
        ] {
            assert!(!has_secret(harmless), "{harmless}");
        }
        for secret in [
            "postgres://app:hunter2@db.example.com/app",
            "app:hunter2@db.example.com",
            "postgres%3A%2F%2Fapp%3Ahunter2%40db.example.com",
            "host=db user=app password=hunter2",
            "export PGPASSWORD='hunter2'",
            "{\"client_secret\": \"hunter2\"}",
            "psql --password hunter2",
            "db.example.com:5432:app:app:hunter2",
            "*:*:*:app:hunter2",
            "the key is napi_abc123",
            "npg_Secret1",
            "ghp_abcdefghijklmnop1234",
            "SCRAM-SHA-256$4096:salt$stored:server",
            "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0",
            "x1yz2abc3def4ghi5jkl6mno",
            "harmless\npassword: hunter2",
            "pаssword: hunter2",
        ] {
            assert!(has_secret(secret), "{secret}");
        }
    }
}
