//! Whatever is pasted as a place: no panic, and no part of a password in the result.

use lazyneon::{
    connect::{
        connection::{self, Reading},
        formats::{encode, quote},
    },
    ui::navigation_target::NavigationTarget,
};
use proptest::prelude::*;

/// How many consecutive letters of a password count as a part of it.
const PART: usize = 4;

/// A password of letters that occur nowhere else here, and of everything that ends a password in some syntax.
fn password() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[QZ79]{1,4}",
        2 => prop::sample::select(vec![
            "@", "/", ":", "%", " ", "'", "\"", "\\", "#", "?", "&", "=", ";", "$", "`", "ü", "中", "%40", "://", "@Q.Z/",
            " user=QZ97", "&user=", ";Username=ZZ", " -U 7Q", "\u{202e}", "*", ",", "|", "{", "\t",
        ]).prop_map(str::to_owned),
    ];
    let pieces = prop::collection::vec(piece, 2..7);
    pieces.prop_map(|pieces| format!("Q7{}Z9", pieces.concat()))
}

/// The password in every form of connection data, quoted by the rules of each.
fn forms(host: &str, password: &str) -> Vec<String> {
    let encoded = encode(password);
    let uris = [
        format!("postgres://owner:{password}@{host}/shop?sslmode=require"),
        format!("postgresql+psycopg://owner:{encoded}@{host}:5432/shop"),
        format!("prisma+postgres://owner:{password}@{host}"),
        format!("postgresql://owner:{encoded}@/shop?host={host}"),
        format!("jdbc:postgresql://{host}/shop?user=owner&password={encoded}&ssl=true"),
        format!("JDBC:postgresql://{host}/shop?password={encoded}"),
    ];
    let conninfo = quote::conninfo(password);
    let keywords = [
        format!("host={host} dbname=shop user=owner password={conninfo}"),
        format!("password = {conninfo} user=owner\n host = {host}"),
    ];
    let shell = quote::shell(password);
    let mut forms = vec![
        format!("owner:{password}@{host}/shop"),
        format!(
            "Host={host};Database=shop;Username=owner;Password={}",
            quote::npgsql(password)
        ),
        format!("PGPASSWORD={shell} psql -h {host} -U owner -d shop"),
        format!("PGHOST={host} PGUSER=owner PGPASSWORD={shell}"),
        format!("{host}:5432:shop:owner:{}", quote::pgpass(password)),
    ];
    for whole in uris.iter().chain(&keywords) {
        let shell = quote::shell(whole);
        forms.push(format!("psql {shell}"));
        forms.push(format!(
            "PGCONNECT_TIMEOUT=5 /usr/bin/psql -c 'select 1' {shell}"
        ));
        forms.push(format!("psql --dbname={shell}"));
        forms.push(format!("export DATABASE_URL={shell}"));
    }
    for uri in &uris {
        forms.push(format!("DATABASE_URL={uri}"));
        forms.push(format!("DATABASE_URL=\"{uri}\""));
        forms.push(format!("DATABASE_URL: '{uri}' # main"));
        forms.push(format!("A=1\nDATABASE_URL={}\n", quote::dotenv(uri)));
    }
    forms.extend(uris);
    forms.extend(keywords);
    forms
}

/// The first part of a password in a text.
fn part<'a>(text: &str, password: &'a str) -> Option<&'a str> {
    let starts: Vec<usize> = password.char_indices().map(|(at, _)| at).collect();
    let ends = starts.iter().copied().skip(PART).chain([password.len()]);
    let mut windows = starts
        .iter()
        .zip(ends)
        .map(|(from, to)| &password[*from..to]);
    windows.find(|window| {
        let plain = window.chars().filter(|c| "QZ79".contains(*c)).count();
        plain >= PART - 1 && text.contains(window)
    })
}

/// Everything that is made of a text.
fn made_of(text: &str) -> String {
    let destination = NavigationTarget::read(text);
    let said = destination.as_ref().map_err(ToString::to_string).err();
    format!(
        "{destination:?} {said:?} {:?}",
        connection::compute_in(text)
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_part_of_a_password_is_kept(password in password(), neon in any::<bool>()) {
        let host = match neon {
            true => "ep-cool-rain-a1b2-pooler.us-east-2.aws.neon.tech",
            false => "db.example.com",
        };
        for text in forms(host, &password) {
            let made = made_of(&text);
            prop_assert_eq!(part(&made, &password), None, "{} became {}", text, made);
            let names = matches!(connection::read(&text), Ok(Reading::Names(_)));
            prop_assert!(!names, "{} is taken for names", text);
        }
    }

    #[test]
    fn what_is_cut_off_keeps_no_part_of_it_either(password in password(), cut in 0.0..1.0f64) {
        let host = "ep-cool-rain-a1b2.us-east-2.aws.neon.tech";
        // Without a scheme or a name, nothing shows that the rest is a password.
        let told = |text: &&String| !text.starts_with("owner:") && !text.starts_with("ep-");
        for text in forms(host, &password).iter().filter(told) {
            let at = (text.len() as f64 * cut) as usize;
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
            let made = made_of(&text[..at]);
            prop_assert_eq!(part(&made, &password), None, "{} became {}", &text[..at], made);
        }
    }

    #[test]
    fn anything_is_read_or_refused(text in "\\PC{0,60}", more in any::<String>()) {
        let _ = made_of(&text);
        let _ = made_of(&more);
        let _ = made_of(&format!("host={text}; {more}"));
        let _ = made_of(&format!("postgres://{text}@ep-a-b/{more}"));
    }
}

/// Decoding the quote in the password would end the value that was cut off, and the rest would be taken for a
/// role.
#[test]
fn a_quote_in_an_encoded_password_that_is_cut_off_ends_nothing() {
    let uri = "postgresql://ep-cool-rain-a1b2.us-east-2.aws.neon.tech/shop?password=Q7%27%20user%3DQZ97Z9";
    let made = made_of(&format!("psql --dbname='{uri}"));
    assert!(!made.contains("QZ97"), "{made}");
}
