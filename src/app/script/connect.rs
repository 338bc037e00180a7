//! Connection strings and pages of the Console.

use super::{Failure, print, say, session::Session};
use crate::{
    cli::script::Uri,
    connect::formats::Formats,
    store::target::Target,
    ui::{
        Action, Availability, CopyText,
        dialog::connect::{Connect, choices},
        uri::{self, NoUri},
    },
};

/// `lazyneon uri`
pub async fn print_uri(session: &mut Session, uri: &Uri) -> Result<(), Failure> {
    let place = session.needed_place().await?;
    refuse_two(&place, uri)?;
    let chosen = uri.format.is_some() || uri.direct || uri.database.is_some() || uri.role.is_some();
    match chosen {
        true => choose(session, uri).await?,
        false => session.perform(Action::CopyUri),
    }
    let Some(text) = session.copied().await? else {
        return Err(not_copied(session, &place));
    };
    let text = match &text {
        CopyText::Plain(text) => text.as_str(),
        CopyText::Secret(uri) => uri.expose(),
    };
    print(&format!("{}\n", text.trim_end()))
}

/// Refuses a database or role beside the one that PLACE names.
fn refuse_two(place: &Target, uri: &Uri) -> Result<(), Failure> {
    let (named, wanted, what) = match place {
        Target::Database(_, _, name) => (name.as_str(), &uri.database, "database"),
        Target::Role(_, _, name) => (name.as_str(), &uri.role, "role"),
        _ => return Ok(()),
    };
    match wanted.as_deref().filter(|wanted| *wanted != named) {
        Some(other) => Err(Failure::Usage(format!(
            "PLACE names the {what} {named}, and --{what} names {other}."
        ))),
        None => Ok(()),
    }
}

/// Makes the choices of the Connect dialog.
async fn choose(session: &mut Session, uri: &Uri) -> Result<(), Failure> {
    let formats = &session.model().settings.formats;
    let format = uri
        .format
        .as_deref()
        .map_or(Ok(0), |name| format(formats, name))?;
    let (database, role, pooled) = (uri.database.clone(), uri.role.clone(), !uri.direct);
    session.perform(Action::Connect);
    session.settle().await?;
    session.change(|model| {
        if let Some(connect) = model.dialogs.top_as_mut::<Connect>() {
            (connect.format, connect.pooled) = (format, pooled);
            if let Some(name) = database {
                (connect.database, connect.role) = (Some(name.into()), None);
            }
            if let Some(name) = role {
                connect.role = Some(name.into());
            }
        }
        choices::after_answer(&mut model.dialogs, &mut model.neon);
    });
    let model = session.model();
    let connect = model.dialogs.top_as::<Connect>();
    let has = |wanted: &Option<String>, chosen: Option<&str>| {
        wanted.is_none() || wanted.as_deref() == chosen
    };
    let (database, role) = connect.map_or((None, None), |connect| {
        let database = connect.database.as_ref().map(|name| name.as_str());
        (database, connect.role.as_ref().map(|name| name.as_str()))
    });
    for (what, wanted, chosen) in [
        ("database", &uri.database, database),
        ("role", &uri.role, role),
    ] {
        if let (Some(name), false) = (wanted, has(wanted, chosen)) {
            return Err(Failure::NoSuchPlace(format!(
                "There is no {what} {name} on this branch."
            )));
        }
    }
    session.perform(Action::ConnectCopy);
    Ok(())
}

/// The position of the format with this name or key.
fn format(formats: &Formats, wanted: &str) -> Result<usize, Failure> {
    let folded = |text: &str| {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.collect::<String>().to_lowercase()
    };
    let name = folded(wanted);
    let is_key = |key: char| wanted.chars().eq([key]);
    let exact = formats
        .iter()
        .position(|one| is_key(one.key) || folded(&one.name) == name);
    let begins = || {
        let all = formats.iter().enumerate();
        let mut found = all.filter(|(_, one)| folded(&one.name).starts_with(&name));
        let first = found
            .next()
            .filter(|_| !name.is_empty() && found.next().is_none());
        first.map(|(at, _)| at)
    };
    exact.or_else(begins).ok_or_else(|| {
        let names: Vec<&str> = formats.iter().map(|one| &*one.name).collect();
        Failure::Usage(format!(
            "There is no format {wanted}; there are {}.",
            names.join(", ")
        ))
    })
}

/// Why nothing was copied.
fn not_copied(session: &Session, place: &Target) -> Failure {
    if let Err(NoUri::Several(why)) = uri::choose(&session.model().neon, place) {
        return Failure::Usage(format!("{why}: name one with --database or --role."));
    }
    let why = session.latest();
    Failure::Neon(why.unwrap_or_else(|| "There is no connection here.".to_owned()))
}

/// `lazyneon open`
pub async fn open(session: &mut Session) -> Result<(), Failure> {
    session.needed_place().await?;
    if let Availability::No(why) = Action::OpenConsole.ready(session.model()) {
        return Err(Failure::Refused(why));
    }
    session.perform(Action::OpenConsole);
    session.settle().await?;
    if let Some(said) = session.latest() {
        say(&said);
    }
    Ok(())
}
