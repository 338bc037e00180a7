//! Sign-in settings: one section per subject, each read with `GET` and changed with `PATCH` at its own URL.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::emulator::{
    error::Refusal,
    neon_auth::NeonAuth,
    request::{Answer, Call, Reply},
    state::World,
    validation,
};

/// All settings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Settings {
    email_and_password: EmailAndPassword,
    email_provider: EmailProvider,
    allow_localhost: AllowLocalhost,
    organization: Organization,
    magic_link: MagicLink,
    phone_number: PhoneNumber,
    webhooks: Webhooks,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct EmailAndPassword {
    enabled: bool,
    email_verification_method: VerificationMethod,
    require_email_verification: bool,
    auto_sign_in_after_verification: bool,
    send_verification_email_on_sign_up: bool,
    send_verification_email_on_sign_in: bool,
    disable_sign_up: bool,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum VerificationMethod {
    Link,
    Otp,
}

/// The server that sends e-mails: Neon's shared one, or the user's own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum EmailProvider {
    Shared {
        #[serde(skip_serializing_if = "Option::is_none")]
        sender_email: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        sender_name: Option<String>,
    },
    Standard(OwnServer),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct OwnServer {
    host: String,
    port: u16,
    username: String,
    password: String,
    sender_email: String,
    sender_name: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct AllowLocalhost {
    allow_localhost: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Organization {
    enabled: bool,
    organization_limit: i32,
    membership_limit: i32,
    creator_role: CreatorRole,
    send_invitation_email: bool,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CreatorRole {
    Admin,
    Owner,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct MagicLink {
    enabled: bool,
    /// In minutes.
    expires_in: i32,
    disable_sign_up: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct PhoneNumber {
    enabled: bool,
    /// In seconds.
    otp_expires_in: i32,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Webhooks {
    enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled_events: Option<Vec<WebhookEvent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeout_seconds: Option<i32>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum WebhookEvent {
    #[serde(rename = "user.before_create")]
    UserBeforeCreate,
    #[serde(rename = "user.created")]
    UserCreated,
    #[serde(rename = "send.otp")]
    SendOtp,
    #[serde(rename = "send.magic_link")]
    SendMagicLink,
    #[serde(rename = "organization.invitation.created")]
    InvitationCreated,
    #[serde(rename = "organization.invitation.accepted")]
    InvitationAccepted,
    #[serde(rename = "phone_number.verified")]
    PhoneNumberVerified,
}

impl Default for EmailAndPassword {
    fn default() -> Self {
        Self {
            enabled: true,
            email_verification_method: VerificationMethod::Otp,
            require_email_verification: false,
            auto_sign_in_after_verification: true,
            send_verification_email_on_sign_up: false,
            send_verification_email_on_sign_in: false,
            disable_sign_up: false,
        }
    }
}

impl Default for EmailProvider {
    fn default() -> Self {
        Self::Shared {
            sender_email: None,
            sender_name: None,
        }
    }
}

impl Default for AllowLocalhost {
    fn default() -> Self {
        Self {
            allow_localhost: true,
        }
    }
}

impl Default for Organization {
    fn default() -> Self {
        Self {
            enabled: true,
            organization_limit: 10,
            membership_limit: 100,
            creator_role: CreatorRole::Owner,
            send_invitation_email: false,
        }
    }
}

impl Default for MagicLink {
    fn default() -> Self {
        Self {
            enabled: false,
            expires_in: 5,
            disable_sign_up: false,
        }
    }
}

impl Default for PhoneNumber {
    fn default() -> Self {
        Self {
            enabled: false,
            otp_expires_in: 300,
        }
    }
}

/// A part of the settings with its own URL.
trait Section: Serialize + DeserializeOwned {
    /// Refuses values that are out of range.
    fn check(&self) -> Result<(), Refusal> {
        Ok(())
    }
}

impl Section for EmailAndPassword {}
impl Section for AllowLocalhost {}

impl Section for EmailProvider {
    fn check(&self) -> Result<(), Refusal> {
        match self {
            Self::Standard(server) => validation::email(&server.sender_email),
            Self::Shared { sender_email, .. } => {
                sender_email.as_deref().map_or(Ok(()), validation::email)
            }
        }
    }
}

impl Section for Organization {
    fn check(&self) -> Result<(), Refusal> {
        validation::number("organization_limit", self.organization_limit, 1..=i32::MAX)?;
        validation::number("membership_limit", self.membership_limit, 1..=i32::MAX)
    }
}

impl Section for MagicLink {
    fn check(&self) -> Result<(), Refusal> {
        validation::number("expires_in", self.expires_in, 5..=1_440)
    }
}

impl Section for PhoneNumber {
    fn check(&self) -> Result<(), Refusal> {
        validation::number("otp_expires_in", self.otp_expires_in, 60..=600)
    }
}

impl Section for Webhooks {
    fn check(&self) -> Result<(), Refusal> {
        if let Some(url) = &self.webhook_url {
            validation::https_url("webhook_url", url)?;
        }
        validation::number("timeout_seconds", self.timeout_seconds.unwrap_or(5), 1..=10)
    }
}

/// Handles one section: `GET` returns it, `PATCH` merges the body into it, `PUT` replaces it.
fn section<T: Section>(world: &mut World, call: &Call, of: fn(&mut Settings) -> &mut T) -> Answer {
    let mut visit = world.visit(call)?;
    let section = of(&mut visit.neon_auth()?.settings);
    if call.method == "PATCH" || call.method == "PUT" {
        let mut fields = match json!(section) {
            Value::Object(fields) if call.method == "PATCH" => fields,
            _ => Map::new(),
        };
        let change: Map<String, Value> = call.body()?;
        // Another type has different fields.
        if change
            .get("type")
            .is_some_and(|kind| fields.get("type") != Some(kind))
        {
            fields.clear();
        }
        fields.extend(change);
        let new: T = Call::shaped(Value::Object(fields))?;
        new.check()?;
        *section = new;
    }
    Reply::ok(section)
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
    let mut visit = world.visit(call)?;
    let NeonAuth {
        settings,
        oauth_providers,
        ..
    } = visit.neon_auth()?;
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
    let mut visit = world.visit(call)?;
    visit.neon_auth()?.name.clone_from(&name);
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
    world.visit(call)?.neon_auth()?;
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
    let mut visit = world.visit(call)?;
    match visit.neon_auth()?.settings.email_provider {
        EmailProvider::Standard(_) => Reply::ok(json!({ "success": true })),
        EmailProvider::Shared { .. } => Err(Refusal::bad_request(
            "a custom e-mail server must be configured first",
        )),
    }
}
