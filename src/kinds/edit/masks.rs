//! Masking rules as lines: `storefront.public.customers.email = anon.fake_email()`.

use crate::api::types::sql_name;
use serde_json::{Value, json};

/// The longest function or value that is accepted here.
pub const LONGEST: usize = 4_096;
/// The names of a column, from the outside in.
pub const COLUMN: [&str; 4] = ["database_name", "schema_name", "table_name", "column_name"];
pub const FUNCTION: &str = "masking_function";
pub const VALUE: &str = "masking_value";
const EXAMPLE: &str = "shop.public.users.email = anon.fake_email(), or = 'a value'";

/// Writes rules as lines.
pub fn write(rules: &Value) -> Vec<String> {
    let rules = rules.as_array().into_iter().flatten();
    let text = |rule: &Value, key: &str| rule.get(key).and_then(Value::as_str).map(str::to_owned);
    let line = |rule: &Value| {
        let names = COLUMN.map(|name| text(rule, name).unwrap_or_default());
        let names = names.map(|name| sql_name(&name)).join(".");
        let with = text(rule, FUNCTION).or_else(|| {
            let value = text(rule, VALUE)?;
            Some(format!("'{}'", value.replace('\'', "''")))
        });
        format!("{names} = {}", with.unwrap_or_default())
    };
    rules.map(line).collect()
}

/// Reads rules from lines.
///
/// # Errors
/// Which line is no rule, or masks a column again.
pub fn read(lines: &[String]) -> Result<Value, String> {
    let mut rules: Vec<Value> = Vec::new();
    for line in lines {
        let rule = rule(line).ok_or_else(|| format!("{line}: a line is {EXAMPLE}"))?;
        let is_same = |other: &Value| COLUMN.iter().all(|name| other.get(name) == rule.get(name));
        if rules.iter().any(is_same) {
            return Err(format!("{line}: the column is listed twice"));
        }
        rules.push(rule);
    }
    Ok(rules.into())
}

fn rule(line: &str) -> Option<Value> {
    let (names, rest) = names(line)?;
    let with = rest.trim_start().strip_prefix('=')?.trim();
    let literal = with
        .strip_prefix('\'')
        .and_then(|text| text.strip_suffix('\''));
    let (key, with) = match literal {
        Some(text) => (VALUE, text.replace("''", "'")),
        None if with.is_empty() || with.len() > LONGEST => return None,
        None => (FUNCTION, with.to_owned()),
    };
    let [database, schema, table, column] = <[String; 4]>::try_from(names).ok()?;
    let [of_database, of_schema, of_table, of_column] = COLUMN;
    Some(
        json!({ of_database: database, of_schema: schema, of_table: table, of_column: column, key: with }),
    )
}

/// The names at the beginning of a line, separated by dots, and what follows.
fn names(line: &str) -> Option<(Vec<String>, &str)> {
    let mut names = Vec::new();
    let mut rest = line.trim_start();
    loop {
        let name = match rest.strip_prefix('"') {
            Some(inside) => {
                let mut name = String::new();
                let mut inside = inside;
                loop {
                    let (part, after) = inside.split_once('"')?;
                    name.push_str(part);
                    match after.strip_prefix('"') {
                        Some(after) => {
                            name.push('"');
                            inside = after;
                        }
                        None => {
                            rest = after;
                            break name;
                        }
                    }
                }
            }
            None => {
                let end = rest.find(['.', '=', ' ']).unwrap_or(rest.len());
                let (name, after) = rest.split_at(end);
                rest = after;
                name.to_owned()
            }
        };
        names.push(Some(name).filter(|name| !name.is_empty())?);
        match rest.strip_prefix('.') {
            Some(after) => rest = after,
            None => return Some((names, rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_rules_and_rules_are_lines() {
        let lines = [
            "shop.public.users.email = anon.partial(email, 1, '***', 3)".to_owned(),
            "shop.public.users.phone = ''".to_owned(),
            "\"a.b\".public.\"us\"\"ers\".name = 'it''s'".to_owned(),
        ];
        let rules = read(&lines).unwrap();
        assert_eq!(rules[0][FUNCTION], "anon.partial(email, 1, '***', 3)");
        assert_eq!(rules[1][VALUE], "");
        assert_eq!(rules[1].get(FUNCTION), None);
        assert_eq!(rules[2]["database_name"], "a.b");
        assert_eq!(rules[2]["table_name"], "us\"ers");
        assert_eq!(rules[2][VALUE], "it's");
        assert_eq!(write(&rules), lines);
    }

    #[test]
    fn what_is_no_rule_is_named() {
        for line in [
            "users.email = anon.fake_email()",
            "a.b.c.d.e = f()",
            "a.b.c.d",
            "a.b.c.d =",
            "a..c.d = f()",
            "\"a.b.c.d = f()",
        ] {
            let why = read(&[line.to_owned()]).unwrap_err();
            assert!(why.starts_with(line), "{why}");
        }
        let twice = ["a.b.c.d = f()".to_owned(), "a.b.c.\"d\" = g()".to_owned()];
        assert!(read(&twice).unwrap_err().contains("twice"));
    }
}
