//! Reading and changing the settings, by section.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::emulator::{
    error::Refusal,
    neon_auth::{
        NeonAuth, Provider,
        settings::{EmailProvider, Fields, OwnServer, Section, Settings},
    },
    request::{Answer, Call, Reply},
    state::World,
    validation,
};

/// Handles one section: `GET` returns it; otherwise, the body changes or replaces it.
fn section<T: Section>(world: &mut World, call: &Call, of: fn(&mut Settings) -> &mut T) -> Answer {
    let change = match call.method.as_str() {
        "GET" | "HEAD" => None,
        _ => Some(call.body::<Fields>()?),
    };
    if let Some(change) = &change {
        // A change that fits no settings is refused before anything is looked for.
        changed(&T::fitting(change), change, Provider::BetterAuth)?;
    }
    let mut scope = world.project_scope(call)?;
    let auth = scope.neon_auth()?;
    let provider = auth.auth_provider;
    let section = of(&mut auth.settings);
    if let Some(change) = change {
        *section = changed(section, &change, provider)?;
    }
    Reply::ok(section)
}

fn changed<T: Section>(old: &T, change: &Fields, provider: Provider) -> Result<T, Refusal> {
    let mut fields = old.kept(change, provider);
    fields.extend(change.clone());
    let new: T = Call::shaped(Value::Object(fields))?;
    new.check()?;
    Ok(new.tidy())
}

/// `GET|PATCH …/auth/email_and_password`
pub fn email_and_password(world: &mut World, call: &Call) -> Answer {
    section(world, call, |settings| &mut settings.email_and_password)
}

/// `GET|PATCH …/auth/email_provider`
pub fn email_provider(world: &mut World, call: &Call) -> Answer {
    section(world, call, |settings| &mut settings.email_provider)
}

/// `GET|PATCH …/auth/allow_localhost`
pub fn allow_localhost(world: &mut World, call: &Call) -> Answer {
    section(world, call, |settings| &mut settings.allow_localhost)
}

/// `PATCH …/auth/plugins/organization`
pub fn organization(world: &mut World, call: &Call) -> Answer {
    section(world, call, |settings| &mut settings.organization)
}

/// `PATCH …/auth/plugins/magic-link`
pub fn magic_link(world: &mut World, call: &Call) -> Answer {
    section(world, call, |settings| &mut settings.magic_link)
}

/// `GET|PATCH …/auth/plugins/phone-number`
pub fn phone_number(world: &mut World, call: &Call) -> Answer {
    section(world, call, |settings| &mut settings.phone_number)
}

/// `GET|PUT …/auth/webhooks`
pub fn webhooks(world: &mut World, call: &Call) -> Answer {
    section(world, call, |settings| &mut settings.webhooks)
}

/// `GET …/auth/plugins`: all settings at once.
pub fn plugins(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let NeonAuth {
        settings,
        oauth_providers,
        ..
    } = scope.neon_auth()?;
    Reply::ok(json!({
        "organization": settings.organization,
        "magic_link": settings.magic_link,
        "phone_number": settings.phone_number,
        "email_provider": settings.email_provider,
        "email_and_password": settings.email_and_password,
        "oauth_providers": oauth_providers,
        "allow_localhost": settings.allow_localhost.allow_localhost,
    }))
}

#[derive(Debug, Deserialize)]
struct ConfigRequest {
    name: String,
}

/// `PATCH …/auth/config`: sets the name of the application in e-mails.
pub fn config(world: &mut World, call: &Call) -> Answer {
    let ConfigRequest { name } = call.body()?;
    validation::text("name", &name, 256)?;
    let mut scope = world.project_scope(call)?;
    scope.neon_auth()?.name.clone_from(&name);
    Reply::ok(json!({ "name": name }))
}

#[derive(Debug, Deserialize)]
struct TestRequest {
    recipient_email: String,
    #[serde(flatten)]
    server: OwnServer,
}

/// `POST …/auth/send_test_email`: through the server described in the request. Nothing is really sent.
pub fn send_test_email(world: &mut World, call: &Call) -> Answer {
    let request: TestRequest = call.body()?;
    validation::email(&request.recipient_email)?;
    validation::email(&request.server.sender_email)?;
    world.project_scope(call)?.neon_auth()?;
    Reply::ok(json!({ "success": true }))
}

#[derive(Debug, Deserialize)]
struct TestProviderRequest {
    recipient_email: String,
}

/// `POST …/auth/email_provider/test`, used by newer clients: through the user's own server, which must be configured.
pub fn test_email_provider(world: &mut World, call: &Call) -> Answer {
    let TestProviderRequest { recipient_email } = call.body()?;
    validation::email(&recipient_email)?;
    let mut scope = world.project_scope(call)?;
    match scope.neon_auth()?.settings.email_provider {
        EmailProvider::Standard(_) => Reply::ok(json!({ "success": true })),
        EmailProvider::Shared { .. } => Err(Refusal::bad_request(
            "a custom e-mail server must be configured first",
        )),
    }
}
