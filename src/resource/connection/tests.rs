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
        ("shop/main/weird@role:x", "shop|main|weird@role:x"),
        ("shop/feature/a:b", "shop|feature|a:b"),
        ("feature/a:b", "feature|a:b"),
        ("@acme/web", "@acme|web"),
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
