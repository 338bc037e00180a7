use super::*;

const HOST: &str = "ep-cool-rain-a1b2-pooler.us-east-2.aws.neon.tech";

fn said(text: &str) -> String {
    let place = match read(text) {
        Ok(Reading::Place(place)) => place,
        Ok(Reading::Names(names)) => return names.join("|"),
        Err(why) => return format!("{why:?}"),
    };
    let all = [
        place.org,
        place.project,
        place.branch,
        place.compute,
        place.database,
        place.role,
    ];
    let all = all.map(|one| one.unwrap_or_else(|| "-".to_owned()));
    all.join(" ")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of forms")]
fn every_form_of_connection_data_is_read() {
    let whole = "- - - ep-cool-rain-a1b2 shop owner";
    for (text, expected) in [
        (
            format!("FATAL: connection to \"postgresql://x@{HOST}/shop\" failed"),
            "- - - ep-cool-rain-a1b2 shop -",
        ),
        (
            format!("host={HOST} dbname=shop user=owner password=npg_SECRET"),
            whole,
        ),
        (
            format!("password='a \\' host=ep-x b' user = owner dbname=shop host = '{HOST}'"),
            whole,
        ),
        (
            format!("Host={HOST};Database=shop;Username=owner;Password=\"a;b\";SSL Mode=Require"),
            whole,
        ),
        (
            format!("Server={HOST};Port=5432;Database=shop;User Id=owner;Password=npg_SECRET;"),
            whole,
        ),
        (
            format!("postgres://owner:npg_SECRET@{HOST}/shop?sslmode=require"),
            whole,
        ),
        (
            format!("postgresql+psycopg://owner:p@ss/w?o#r d@{HOST}:5432/shop"),
            whole,
        ),
        (format!("prisma+postgres://owner:x@{HOST}/shop"), whole),
        (
            format!("postgres://owner:npg_SECRET@{HOST}/shop timed out, and again"),
            whole,
        ),
        (
            format!("jdbc:postgresql://{HOST}/shop?user=owner&password=npg_SECRET&ssl=true"),
            whole,
        ),
        (
            format!("postgresql://owner:npg_SECRET@/shop?host={HOST}"),
            whole,
        ),
        (format!("owner:npg_SECRET@{HOST}/shop"), whole),
        (format!("owner:p@s:s/w@{HOST}:5432/shop"), whole),
        (
            format!("psql 'postgresql://owner:npg_SECRET@{HOST}/shop'"),
            whole,
        ),
        (
            format!("psql \"host={HOST} user=owner dbname=shop password='a b'\""),
            whole,
        ),
        (
            format!("PGPASSWORD=npg_SECRET psql -h {HOST} -p 5432 -U owner -d shop"),
            whole,
        ),
        (
            format!(
                "PGPASSWORD='a b' /usr/bin/psql --host={HOST} --username owner shop -c 'select 1'"
            ),
            whole,
        ),
        (format!("$ psql -h{HOST} shop owner"), whole),
        (
            format!("PGHOST={HOST} PGUSER=owner PGDATABASE=shop PGPASSWORD=npg_SECRET"),
            whole,
        ),
        (
            format!("DATABASE_URL=postgres://owner:npg_SECRET@{HOST}/shop"),
            whole,
        ),
        (
            format!("export DATABASE_URL=\"postgres://owner:a b#c@{HOST}/shop\" # main"),
            whole,
        ),
        (
            format!("\"DATABASE_URL\": \"postgres://owner:x@{HOST}/shop\","),
            whole,
        ),
        (format!("'postgres://owner:x@{HOST}/shop'"), whole),
        (format!("{HOST}:5432:shop:owner:npg_SECRET"), whole),
        (
            format!("# mine\nSTRIPE=sk_1\nDATABASE_URL=postgres://owner:x@{HOST}/shop\n"),
            whole,
        ),
        (
            format!("{HOST}:5432/shop"),
            "- - - ep-cool-rain-a1b2 shop -",
        ),
        (
            "ep-cool-rain-a1b2-pooler".to_owned(),
            "- - - ep-cool-rain-a1b2 - -",
        ),
        (
            "EP-COOL-RAIN-A1B2/shop".to_owned(),
            "- - - ep-cool-rain-a1b2 shop -",
        ),
        (
            "https://ep-cool-rain-a1b2.apirest.us-east-2.aws.neon.tech/shop/rest/v1".to_owned(),
            "- - - ep-cool-rain-a1b2 shop -",
        ),
        (
            "postgres://owner:x@us-east-2.aws.neon.tech/shop?options=endpoint%3Dep-cool-rain-a1b2"
                .to_owned(),
            "- - - ep-cool-rain-a1b2 - owner",
        ),
    ] {
        assert_eq!(said(&text), expected, "{text}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of texts")]
fn pages_ids_and_names_are_read() {
    for (text, expected) in [
        (
            "console.neon.tech/app/org-cool-river-12345678/projects/dry-sun-50598307/branches/br-x-1?database=shop",
            "- dry-sun-50598307 br-x-1 - shop -",
        ),
        (
            "https://console.neon.tech/app/org-cool-river-12345678",
            "org-cool-river-12345678 - - - - -",
        ),
        ("https://console.neon.tech/app/billing", "Page"),
        (
            "org-cool-river-12345678",
            "org-cool-river-12345678 - - - - -",
        ),
        ("org-chart", "org-chart"),
        ("br-damp-dew-a1b2", "- - br-damp-dew-a1b2 - - -"),
        ("acme/web/feature/foo/neondb", "acme|web|feature|foo|neondb"),
        ("acme/main/postgres", "acme|main|postgres"),
        ("password-manager", "password-manager"),
        ("postgres-demo/main", "postgres-demo|main"),
        ("psql", "psql"),
        ("shop/feature/a:b", "shop|feature|a:b"),
        ("feature/a:b", "feature|a:b"),
        ("@acme/web", "@acme|web"),
        (
            "shop/dependabot/npm_and_yarn/@types/node",
            "shop|dependabot|npm_and_yarn|@types|node",
        ),
        ("shop/renovate/react@18.2", "shop|renovate|react@18.2"),
        ("shop/feature/add tax: eu", "shop|feature|add tax: eu"),
        (
            "Alice's shop (old) [2026]/main",
            "Alice's shop (old) [2026]|main",
        ),
        ("My Postgres project", "My Postgres project"),
        ("Q&A + R&D, 100% of it!", "Q&A + R&D, 100% of it!"),
        ("shop - prod #2", "shop - prod #2"),
        ("US$ / €", "US$ | €"),
        ("магазин/ветка", "магазин|ветка"),
        ("日本語の店/機能", "日本語の店|機能"),
        (
            "\u{1f469}\u{200d}\u{1f4bb} demo",
            "\u{1f469}\u{200d}\u{1f4bb} demo",
        ),
        ("Season Pass", "Season Pass"),
        ("shop/feature%2Ffoo", "shop|feature%2Ffoo"),
        (
            "monkey-token-2/asia-east/sk-learn",
            "monkey-token-2|asia-east|sk-learn",
        ),
        ("example.com/main", "example.com|main"),
        ("shop/v1.2", "shop|v1.2"),
        (
            "shop/feature_v2_add_s3_table_2026_01",
            "shop|feature_v2_add_s3_table_2026_01",
        ),
        (
            "MyCompanyProductionDatabase2",
            "MyCompanyProductionDatabase2",
        ),
        (
            "shop/preview/fix-3f2a9c81d04be7765a1c",
            "shop|preview|fix-3f2a9c81d04be7765a1c",
        ),
        (
            "shop/0194a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
            "shop|0194a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
        ),
        ("", "Empty"),
        ("//", "Empty"),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn what_may_hold_a_secret_and_is_not_understood_is_refused() {
    for text in [
        "postgresql://u:npg_SECRET@db.example.com/x",
        "postgresql://u:npg_SECRET@ep-x:notaport/x",
        "ftp://u:npg_SECRET@ep_x/x",
        "user=o password=npg_SECRET",
        "o:hunter2@db.example.com/x",
        "npg_SECRET",
        "shop/napi_SECRET",
        "password: hunter2",
        "PGPASSWORD=hunter2",
        "my password is hunter2",
        "psql -U me -W hunter2 shop",
    ] {
        let why = read(text).unwrap_err();
        assert!(matches!(why, Refused::NoHost | Refused::Unclear), "{text}");
        assert!(!why.to_string().contains("SECRET") && !why.to_string().contains("hunter2"));
    }
}

#[test]
fn an_address_elsewhere_and_a_login_are_no_names() {
    for text in [
        "localhost:5432/shop",
        "localhost:5432",
        "db.example.com:5432/x",
        "127.0.0.1:5432/x",
        "[::1]:5432/x",
        "alice@db.example.com/x",
        "alice@localhost",
        "alice:hunter2",
        "alice:hun/ter2",
        "db.example.com/a:b",
        "localhost/x:y",
    ] {
        assert_eq!(said(text), "NoHost", "{text}");
        assert!(is_elsewhere(text), "{text}");
    }
}

#[test]
fn a_long_random_token_is_no_name() {
    for text in [
        "x7Kq9mP2vL5nR8tW3yB6cF1h",
        "a8f5f167f44f4964e6c998dee827110c",
        "live_4eC39HqLyjWDarjtT1zdp7dc",
        "shop/x7Kq9mP2vL5nR8tW3yB6cF1h",
        "dGhpcyBpcyBhIHNlY3JldCB0b2tlbg4f9K2m1q==",
    ] {
        assert_eq!(said(text), "Unclear", "{text}");
    }
}

/// The password in the forms below.
const SECRET: &str = "hunter2";

/// Connection data with a password, in many forms. `{h}` is the host.
const FORMS: [&str; 66] = [
    "postgresql://u:hunter2@{h}/db",
    "postgresql%3A%2F%2Fu%3Ahunter2%40{h}%2Fdb",
    "postgresql%253A%252F%252Fu%253Ahunter2%2540{h}%252Fdb",
    "postgresql%25253A%25252F%25252Fu%25253Ahunter2%252540{h}",
    "postgresql:\\/\\/u:hunter2@{h}\\/db",
    "postgresql：／／u：hunter2＠{h}／db",
    "u%3Ahunter2%40{h}",
    "u/hunter2@{h}",
    "u/hunter2@{h}:1521/db",
    "u/hun/hunter2@{h}/db",
    "u/hunter2@//{h}:1521/db",
    "u/hunter2＠{h}",
    "//u:hunter2@{h}/db",
    "x/{h}:5432/hunter2",
    "{h} alice password hunter2",
    "pass word = hunter2",
    "password : hunter2",
    "password：hunter2",
    "pass\u{200b}word: hunter2",
    "password\u{a789} hunter2",
    "p a s s w o r d : hunter2",
    "PASS_WORD: hunter2",
    "PASSWORD=hunter2",
    "ｐａｓｓｗｏｒｄ＝hunter2",
    "ｐassword=hunter2",
    "раsswоrd hunter2",
    "pässwörd: hunter2",
    "p4ssw0rd: hunter2",
    "x\u{a78a}hunter2",
    "пароль: hunter2",
    "密码：hunter2",
    "パスワード hunter2",
    "mot de passe: hunter2",
    "Passwort hunter2",
    "pw hunter2",
    "pwd/hunter2",
    "password/hunter2",
    "anything=hunter2",
    "shop\thunter2",
    "shop\u{1b}[31mhunter2",
    "shop\u{202e}hunter2",
    "{\"password\":\"hunter2\"}",
    "{\"host\": \"{h}\", \"pw\": \"hunter2\"}",
    "{'NAME': 'db', 'PASSWORD': 'hunter2'}",
    "password: hunter2\nhost: {h}",
    "- password: hunter2",
    "password = 'hunter2'",
    "-p hunter2",
    "-phunter2",
    "shop -p hunter2",
    "mysql -u root -phunter2 -h {h}",
    "psql -h {h} -U me --password hunter2",
    "psql -h {h} -U me -Z hunter2",
    "export PGPASSWORD=hunter2",
    "set -x PGPASSWORD hunter2",
    "setenv PGPASSWORD hunter2",
    "$env:PGPASSWORD = 'hunter2'",
    "{h}:5432:db:u:hunter2",
    "*:*:*:*:hunter2",
    "jdbc:postgresql://{h}/db?user=u&password=hunter2",
    "Host={h};Password=hunter2;Username=u",
    "Server=tcp:{h},5432;User Id=u;Pwd=hunter2",
    "url = \"postgresql://u:hunter2@{h}/db\"",
    "<postgresql://u:hunter2@{h}/db>",
    "[db](postgresql://u:hunter2@{h}/db)",
    "postgres.u:hunter2@tcp({h})/db",
];

#[test]
fn no_form_of_connection_data_is_taken_for_a_name_or_leaves_its_password() {
    let mut wrong = Vec::new();
    for host in [HOST, "db.example.com", "localhost", "10.0.0.7"] {
        for form in FORMS {
            for around in [
                "{}", "  {} ", "\"{}\"", "'{}'", "**{}**", "({})", "`{}`", "> {}", "shop/{}",
            ] {
                let text = around.replace("{}", &form.replace("{h}", host));
                let said = match read(&text) {
                    Ok(Reading::Names(names)) => format!("the names {names:?}"),
                    Ok(Reading::Place(place)) => format!("{place:?}"),
                    Err(why) => why.to_string(),
                };
                let is_found = said.contains("ep-cool-rain-a1b2");
                let is_lost = form.contains("{h}") && host == HOST && !is_found;
                if said.contains(SECRET)
                    || said.starts_with("the names")
                    || is_lost
                    || is_name(&text)
                {
                    wrong.push(format!("{text}: {said}"));
                }
            }
        }
    }
    assert_eq!(wrong, [] as [String; 0]);
}

#[test]
fn keys_and_tokens_are_no_names() {
    for text in [
        "napi_abc",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4fw-A",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "sk-proj-x7Kq9mP2vL5nR8tW3yB6cF1h",
        "AKIAIOSFODNN7EXAMPLE",
        "x7Kq9mP2vL5nR8tW",
        "$2b$12$abc",
    ] {
        assert_eq!(said(text), "Unclear", "{text}");
        assert_eq!(said(&format!("shop/{text}")), "Unclear", "{text}");
    }
}
