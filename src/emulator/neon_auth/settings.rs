//! Sign-in settings: one section per subject, each read with `GET` and changed with `PATCH` at its own URL.

use serde::{Deserialize, Serialize, Serializer, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::Provider;
use crate::emulator::{error::Refusal, validation};

/// The fields of a section, or of a change to it.
pub type Fields = Map<String, Value>;

/// The field that says whose server sends e-mails.
const KIND: &str = "type";

/// All settings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Settings {
    pub email_and_password: EmailAndPassword,
    pub email_provider: EmailProvider,
    pub allow_localhost: AllowLocalhost,
    pub organization: Organization,
    pub magic_link: MagicLink,
    pub phone_number: PhoneNumber,
    pub webhooks: Webhooks,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EmailAndPassword {
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
pub enum VerificationMethod {
    Link,
    Otp,
}

/// The server that sends e-mails: Neon's shared one, or the user's own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EmailProvider {
    Shared {
        #[serde(skip_serializing_if = "Option::is_none")]
        sender_email: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        sender_name: Option<String>,
    },
    Standard(OwnServer),
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct OwnServer {
    host: String,
    port: u16,
    username: String,
    /// Never shown.
    #[serde(serialize_with = "nothing")]
    password: String,
    #[serde(default)]
    pub sender_email: String,
    #[serde(default)]
    sender_name: String,
}

fn nothing<S: Serializer>(_: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("")
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AllowLocalhost {
    pub allow_localhost: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Organization {
    enabled: bool,
    organization_limit: i32,
    membership_limit: i32,
    creator_role: CreatorRole,
    send_invitation_email: bool,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreatorRole {
    Admin,
    Owner,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MagicLink {
    enabled: bool,
    /// In minutes.
    expires_in: i32,
    disable_sign_up: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PhoneNumber {
    enabled: bool,
    /// In seconds.
    otp_expires_in: i32,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Webhooks {
    enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_url: Option<String>,
    #[serde(default)]
    enabled_events: Vec<WebhookEvent>,
    #[serde(default = "usual_timeout")]
    timeout_seconds: i32,
}

const fn usual_timeout() -> i32 {
    5
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum WebhookEvent {
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

impl Default for Webhooks {
    fn default() -> Self {
        Self {
            enabled: false,
            webhook_url: None,
            enabled_events: vec![],
            timeout_seconds: usual_timeout(),
        }
    }
}

/// A part of the settings with its own URL.
pub trait Section: Serialize + DeserializeOwned + Default {
    /// The fields that stay as they are, unless the change names them. Without any, it has to name all of them.
    fn kept(&self, _change: &Fields, _provider: Provider) -> Fields {
        fields_of(self)
    }

    /// The settings that a change fits, if it fits any.
    fn fitting(_change: &Fields) -> Self {
        Self::default()
    }

    /// Drops what a change has cleared.
    fn tidy(self) -> Self {
        self
    }

    /// Refuses values that are out of range.
    fn check(&self) -> Result<(), Refusal> {
        Ok(())
    }
}

impl Section for EmailAndPassword {}

/// Settings as the fields of a JSON object.
fn fields_of(settings: &impl Serialize) -> Fields {
    match json!(settings) {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}

impl Section for AllowLocalhost {
    fn kept(&self, _: &Fields, _: Provider) -> Fields {
        Fields::new()
    }
}

impl Section for EmailProvider {
    /// Only if the kind of server stays. Stack Auth wants all fields of the user's own server each time.
    fn kept(&self, change: &Fields, provider: Provider) -> Fields {
        let mut fields = fields_of(self);
        if fields.get(KIND) != change.get(KIND) {
            return Fields::new();
        }
        if let Self::Standard(server) = self {
            if provider == Provider::Stack {
                return Fields::new();
            }
            fields.insert("password".to_owned(), json!(server.password));
        }
        fields
    }

    fn fitting(change: &Fields) -> Self {
        match change.get(KIND).and_then(Value::as_str) {
            Some("standard") => Self::Standard(OwnServer::default()),
            _ => Self::default(),
        }
    }

    fn tidy(self) -> Self {
        let some = |text: Option<String>| text.filter(|text| !text.is_empty());
        match self {
            Self::Shared {
                sender_email,
                sender_name,
            } => Self::Shared {
                sender_email: some(sender_email),
                sender_name: some(sender_name),
            },
            own => own,
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        let address = match self {
            Self::Standard(server) => server.sender_email.as_str(),
            Self::Shared { sender_email, .. } => sender_email.as_deref().unwrap_or_default(),
        };
        match address {
            "" => Ok(()),
            address => validation::email(address),
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
    fn kept(&self, _: &Fields, _: Provider) -> Fields {
        Fields::new()
    }

    fn check(&self) -> Result<(), Refusal> {
        if let Some(url) = &self.webhook_url {
            validation::https_url("webhook_url", url)?;
        }
        validation::number("timeout_seconds", self.timeout_seconds, 1..=10)
    }
}
