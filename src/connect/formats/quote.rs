//! The quoting rules of every place that a connection string is pasted into.

/// A word of a POSIX shell, for any text.
pub fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A word of a POSIX shell, quoted only if necessary.
pub fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':');
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        shell(text)
    }
}

/// A value of a `.env` file, quoted only if necessary, as by Neon's CLI. Not for text with `$` or line breaks, which
/// encoded URIs do not have: programs disagree on their meaning.
pub fn dotenv(value: &str) -> String {
    let must = |c: char| c.is_whitespace() || matches!(c, '#' | '"' | '\'' | '=');
    if value.contains(must) {
        format!("\"{}\"", value.replace('\\', r"\\").replace('"', r#"\""#))
    } else {
        value.to_owned()
    }
}

/// A value of a `.env` file for PHP's dotenv, which expands `$`.
pub fn php_dotenv(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if value.chars().all(plain) {
        return value.to_owned();
    }
    let mut text = String::from("\"");
    for c in value.chars() {
        match c {
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            _ => {
                if matches!(c, '\\' | '"' | '$') {
                    text.push('\\');
                }
                text.push(c);
            }
        }
    }
    text.push('"');
    text
}

/// A quoted literal with backslash escapes: Python, JavaScript, Go, Elixir, YAML and JSON. `more` lists further
/// characters that have a special meaning in it.
pub fn literal(text: &str, quote: char, more: &[char]) -> String {
    let mut literal = String::from(quote);
    for c in text.chars() {
        match c {
            '\n' => literal.push_str("\\n"),
            // Line ends in JavaScript and YAML, and a character that editors do not show.
            '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                literal.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ if c.is_control() => literal.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => {
                if c == '\\' || c == quote || more.contains(&c) {
                    literal.push('\\');
                }
                literal.push(c);
            }
        }
    }
    literal.push(quote);
    literal
}

/// A literal in Python, Go, YAML and JSON.
pub fn double(text: &str) -> String {
    literal(text, '"', &[])
}

/// A literal in JavaScript.
pub fn single(text: &str) -> String {
    literal(text, '\'', &[])
}

/// A literal in PHP without interpolation.
pub fn php(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"))
}

/// A value in libpq's `key=value` strings.
pub fn conninfo(value: &str) -> String {
    let must = |c: char| c.is_whitespace() || matches!(c, '\'' | '\\');
    if value.is_empty() || value.contains(must) {
        php(value)
    } else {
        value.to_owned()
    }
}

/// A value in a .NET connection string: quotes inside are doubled.
pub fn npgsql(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !value.is_empty() && value.chars().all(plain) {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('"', "\"\""))
    }
}

/// A field of a `.pgpass` line.
pub fn pgpass(field: &str) -> String {
    if field == "*" {
        // Alone, it would match anything.
        return r"\*".to_owned();
    }
    field.replace('\\', r"\\").replace(':', r"\:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_stays_plain() {
        assert_eq!(shell_word("dev/maya"), "dev/maya");
        assert_eq!(dotenv("main"), "main");
        assert_eq!(php_dotenv("npg_a1"), "npg_a1");
        assert_eq!(conninfo("npg_a1"), "npg_a1");
        assert_eq!(npgsql("npg_a1"), "npg_a1");
    }

    #[test]
    fn what_is_not_is_quoted_by_the_rules_of_its_place() {
        let text = "a'b\"c\\d$e f";
        assert_eq!(shell_word(text), r#"'a'\''b"c\d$e f'"#);
        assert_eq!(dotenv("a \"b\" \\"), r#""a \"b\" \\""#);
        assert_eq!(php_dotenv(text), r#""a'b\"c\\d\$e f""#);
        assert_eq!(double(text), r#""a'b\"c\\d$e f""#);
        assert_eq!(single(text), r#"'a\'b"c\\d$e f'"#);
        assert_eq!(literal("#{x}", '"', &['#']), r##""\#{x}""##);
        assert_eq!(php(text), r#"'a\'b"c\\d$e f'"#);
        assert_eq!(conninfo(text), r#"'a\'b"c\\d$e f'"#);
        assert_eq!(conninfo(""), "''");
        assert_eq!(npgsql("a;b\"c"), "\"a;b\"\"c\"");
        assert_eq!(pgpass(r"a:b\c*"), r"a\:b\\c*");
        assert_eq!(pgpass("*"), r"\*");
    }

    #[test]
    fn line_breaks_end_no_literal() {
        assert_eq!(
            double("a\nb\r\u{2028}\u{1}"),
            "\"a\\nb\\u000d\\u2028\\u0001\""
        );
        assert_eq!(php_dotenv("a\nb"), "\"a\\nb\"");
    }
}
