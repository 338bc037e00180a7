//! Source code lines, and connection strings that are not libpq's.

use super::{
    FormatInput, Parts, Text, encode,
    parts::query,
    quote::{self, double, literal, single},
};

/// pgjdbc has its own names for some parameters.
pub fn jdbc(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    let mut parameters = vec![
        ("user".to_owned(), parts.user.clone()),
        ("password".to_owned(), parts.password.expose().to_owned()),
    ];
    parameters.extend(parts.parameters.iter().map(|(name, value)| {
        let name = match name.as_str() {
            "channel_binding" => "channelBinding",
            other => other,
        };
        (name.to_owned(), value.clone())
    }));
    let port = parts
        .port
        .map_or_else(String::new, |port| format!(":{port}"));
    Ok(format!(
        "jdbc:postgresql://{}{port}/{}?{}",
        parts.host,
        encode(&parts.database),
        query(&parameters)
    ))
}

/// The JDBC URL as a Spring property.
pub fn spring(given: &FormatInput) -> Text {
    Ok(format!("spring.datasource.url={}\n", jdbc(given)?))
}

/// Drizzle with Neon's driver.
pub fn drizzle(given: &FormatInput) -> Text {
    Ok(format!(
        "import {{ drizzle }} from 'drizzle-orm/neon-http';\nexport const db = drizzle({});\n",
        single(&given.chosen.uri())
    ))
}

/// Separate fields, for drivers that do not decode the database name in a URI.
fn fields(parts: &Parts) -> Result<String, String> {
    if parts.parameter("options").is_some() {
        return Err(
            "this driver does not support a point in time with this database's name".to_owned(),
        );
    }
    let port = parts
        .port
        .map_or_else(String::new, |port| format!("  port: {port},\n"));
    Ok(format!(
        "{{\n  host: {},\n{port}  database: {},\n  user: {},\n  password: {},\n  ssl: true,\n}}",
        single(&parts.host),
        single(&parts.database),
        single(&parts.user),
        single(parts.password.expose()),
    ))
}

/// `pg`.
pub fn node_postgres(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    let options = if parts.has_plain_database() {
        format!("{{ connectionString: {} }}", single(&parts.uri()))
    } else {
        fields(parts)?
    };
    Ok(format!(
        "import {{ Pool }} from 'pg';\nconst pool = new Pool({options});\n"
    ))
}

/// `postgres`.
pub fn postgres_js(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    let call = if parts.has_plain_database() {
        let mut parts = parts.clone();
        // It would pass this one on to the server, as a setting.
        parts.set("channel_binding", None);
        format!("{}, {{ ssl: 'require' }}", single(&parts.uri()))
    } else {
        fields(parts)?.replacen("ssl: true", "ssl: 'require'", 1)
    };
    Ok(format!(
        "import postgres from 'postgres';\nconst sql = postgres({call});\n"
    ))
}

/// Parameters as lines of a Python dictionary.
fn python(parameters: &[(String, String)], indent: &str) -> String {
    let lines = parameters
        .iter()
        .map(|(name, value)| format!("{indent}{}: {},\n", double(name), double(value)));
    lines.collect()
}

/// Django's setting.
pub fn django(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    Ok(format!(
        "DATABASES = {{\n    \"default\": {{\n        \"ENGINE\": \"django.db.backends.postgresql\",\n        \
         \"NAME\": {},\n        \"USER\": {},\n        \"PASSWORD\": {},\n        \"HOST\": {},\n        \
         \"PORT\": {},\n        \"OPTIONS\": {{\n{}        }},\n    }}\n}}\n",
        double(&parts.database),
        double(&parts.user),
        double(parts.password.expose()),
        double(&parts.host),
        parts.port(),
        python(&parts.for_libpq(), "            "),
    ))
}

/// SQLAlchemy does not decode the database name in a URI.
pub fn sqlalchemy(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    let parameters = parts.for_libpq();
    if parts.has_plain_database() {
        let uri = parts.uri_with("postgresql+psycopg", &parameters);
        return Ok(format!(
            "from sqlalchemy import create_engine\nengine = create_engine({}, pool_pre_ping=True)\n",
            double(&uri)
        ));
    }
    Ok(format!(
        "from sqlalchemy import URL, create_engine\nurl = URL.create(\n    \"postgresql+psycopg\",\n    \
         username={},\n    password={},\n    host={},\n    port={},\n    database={},\n    query={{\n{}    }},\n)\n\
         engine = create_engine(url, pool_pre_ping=True)\n",
        double(&parts.user),
        double(parts.password.expose()),
        double(&parts.host),
        parts.port(),
        double(&parts.database),
        python(&parameters, "        "),
    ))
}

/// psycopg uses libpq.
pub fn psycopg(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    let uri = parts.uri_with("postgresql", &parts.for_libpq());
    Ok(format!(
        "import psycopg\nconn = psycopg.connect({})\n",
        double(&uri)
    ))
}

/// Rails' database.yml.
pub fn rails(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    let uri = parts.uri_with("postgresql", &parts.for_libpq());
    Ok(format!(
        "production:\n  adapter: postgresql\n  url: {}\n",
        double(&uri)
    ))
}

/// Ecto takes a URI without parameters, and TLS as a separate setting.
pub fn ecto(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    if parts.parameter("options").is_some() {
        return Err("Ecto's URL cannot hold a point in time: choose now".to_owned());
    }
    let uri = parts.uri_with("postgresql", &[]);
    Ok(format!("url: {},\nssl: true\n", literal(&uri, '"', &['#'])))
}

/// Go's pgx.
pub fn pgx(given: &FormatInput) -> Text {
    Ok(format!(
        "conn, err := pgx.Connect(context.Background(), {})\n",
        double(&given.chosen.uri())
    ))
}

/// Rust's sqlx; the `Debug` form of a string is a Rust literal.
pub fn sqlx(given: &FormatInput) -> Text {
    Ok(format!(
        "let pool = PgPoolOptions::new().connect({:?}).await?;\n",
        given.chosen.uri()
    ))
}

/// Npgsql's keywords.
pub fn npgsql(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    let mut pairs = vec![("Host", parts.host.clone())];
    pairs.extend(parts.port.map(|port| ("Port", port.to_string())));
    pairs.extend([
        ("Database", parts.database.clone()),
        ("Username", parts.user.clone()),
        ("Password", parts.password.expose().to_owned()),
    ]);
    let word = |value: &str| match value {
        "verify-ca" => "VerifyCA".to_owned(),
        "verify-full" => "VerifyFull".to_owned(),
        other => capital(other),
    };
    pairs.extend(parts.parameters.iter().filter_map(|(name, value)| {
        Some(match name.as_str() {
            "sslmode" => ("SSL Mode", word(value)),
            "channel_binding" => ("Channel Binding", word(value)),
            "options" => ("Options", value.clone()),
            _ => return None,
        })
    }));
    let text = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={};", quote::npgsql(&value)));
    Ok(text.collect())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// PDO replaces every `;` in its string by a blank, even inside quotes, and passes it to libpq.
pub fn pdo(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    if parts.database.contains(';') {
        return Err("PDO cannot name a database with a ; in it".to_owned());
    }
    let mut pairs = vec![
        ("host".to_owned(), parts.host.clone()),
        ("port".to_owned(), parts.port().to_string()),
        ("dbname".to_owned(), parts.database.clone()),
    ];
    pairs.extend(parts.for_libpq());
    let words = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={}", quote::conninfo(&value)));
    let dsn = format!("pgsql:{}", words.collect::<Vec<_>>().join(";"));
    Ok(format!(
        "$pdo = new PDO({}, {}, {});\n",
        quote::php(&dsn),
        quote::php(&parts.user),
        quote::php(parts.password.expose()),
    ))
}

/// The official CLI asks Neon itself, so its command contains no password.
pub fn neon_cli(given: &FormatInput) -> Text {
    let parts = &given.chosen;
    let branch = match &given.at {
        Some(at) => format!("{}@{at}", given.branch),
        None => given.branch.clone(),
    };
    let word = quote::shell_word;
    let mut text = format!(
        "neon connection-string {} --project-id {} --database-name {} --role-name {}",
        word(&branch),
        word(&given.project),
        word(&parts.database),
        word(&parts.user)
    );
    if given.replica {
        text.push_str(" --endpoint-type read_only");
    }
    if given.is_pooled {
        text.push_str(" --pooled");
    }
    match parts.parameter("sslmode") {
        Some("require") => {}
        Some(mode) => text.push_str(&format!(" --ssl {mode}")),
        None => text.push_str(" --ssl omit"),
    }
    Ok(text)
}
