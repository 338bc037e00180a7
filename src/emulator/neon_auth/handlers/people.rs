//! Users, their OAuth providers, and the domains they may be redirected to.

use serde::Deserialize;
use serde_json::json;
use url::Url;

use crate::emulator::{
    error::Refusal,
    neon_auth::{
        Domain, Person, Provider,
        oauth::{OauthClient, OauthProvider, OauthProviderId},
    },
    request::{Answer, Call, Reply},
    state::World,
    validation,
};

#[derive(Debug, Deserialize)]
struct AddOauthProvider {
    id: OauthProviderId,
    #[serde(flatten)]
    client: OauthClient,
}

/// `GET …/auth/oauth_providers`
pub fn list_oauth_providers(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    Reply::ok(json!({ "providers": scope.neon_auth()?.oauth_providers }))
}

/// `POST …/auth/oauth_providers`
pub fn add_oauth_provider(world: &mut World, call: &Call) -> Answer {
    let AddOauthProvider { id, client } = call.body()?;
    let mut scope = world.project_scope(call)?;
    let providers = &mut scope.neon_auth()?.oauth_providers;
    if providers.iter().any(|provider| provider.id == id) {
        return Err(Refusal::conflict("OAuth provider is added already"));
    }
    let provider = OauthProvider::new(id, client);
    providers.push(provider.clone());
    Reply::ok(provider)
}

/// `PATCH …/auth/oauth_providers/{oauth_provider_id}`
pub fn update_oauth_provider(world: &mut World, call: &Call) -> Answer {
    let id: OauthProviderId = call.word("oauth_provider_id")?;
    let client: OauthClient = call.body()?;
    let mut scope = world.project_scope(call)?;
    let mut providers = scope.neon_auth()?.oauth_providers.iter_mut();
    let provider = providers.find(|provider| provider.id == id);
    let provider = provider.ok_or_else(|| Refusal::not_found("OAuth provider"))?;
    provider.take_over(client);
    Reply::ok(provider)
}

/// `DELETE …/auth/oauth_providers/{oauth_provider_id}`
pub fn delete_oauth_provider(world: &mut World, call: &Call) -> Answer {
    let id: OauthProviderId = call.word("oauth_provider_id")?;
    let mut scope = world.project_scope(call)?;
    let providers = &mut scope.neon_auth()?.oauth_providers;
    let place = providers.iter().position(|provider| provider.id == id);
    providers.remove(place.ok_or_else(|| Refusal::not_found("OAuth provider"))?);
    Reply::empty()
}

#[derive(Debug, Deserialize)]
struct DeleteDomains {
    #[serde(rename = "auth_provider")]
    _auth_provider: Provider,
    domains: Vec<NamedDomain>,
}

#[derive(Debug, Deserialize)]
struct NamedDomain {
    domain: String,
}

fn check_domain(domain: &str) -> Result<(), Refusal> {
    match Url::parse(domain) {
        Ok(_) => Ok(()),
        Err(_) => Err(Refusal::bad_request("domain must be a URL with its scheme")),
    }
}

/// `GET …/auth/domains`
pub fn list_domains(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    Reply::ok(json!({ "domains": scope.neon_auth()?.domains }))
}

/// `POST …/auth/domains`
pub fn add_domain(world: &mut World, call: &Call) -> Answer {
    let domain: Domain = call.body()?;
    check_domain(&domain.domain)?;
    let mut scope = world.project_scope(call)?;
    let domains = &mut scope.neon_auth()?.domains;
    if domains.iter().any(|other| other.domain == domain.domain) {
        return Err(Refusal::conflict("domain is trusted already"));
    }
    domains.push(domain);
    Reply::empty_with(201)
}

/// `DELETE …/auth/domains`
pub fn delete_domains(world: &mut World, call: &Call) -> Answer {
    let request: DeleteDomains = call.body()?;
    for named in &request.domains {
        check_domain(&named.domain)?;
    }
    let mut scope = world.project_scope(call)?;
    let named = |domain: &Domain| {
        request
            .domains
            .iter()
            .any(|named| named.domain == domain.domain)
    };
    scope.neon_auth()?.domains.retain(|domain| !named(domain));
    Reply::empty()
}

#[derive(Debug, Deserialize)]
struct CreateUser {
    email: String,
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
struct UpdateRoles {
    roles: Vec<String>,
}

/// The e-mail address of the user in the body.
pub fn check_user(call: &Call) -> Result<String, Refusal> {
    let CreateUser { email, name } = call.body()?;
    validation::email(&email)?;
    if let Some(name) = name {
        validation::text("name", &name, 255)?;
    }
    Ok(email)
}

/// `POST …/auth/users`
pub fn create_user(world: &mut World, call: &Call) -> Answer {
    let email = check_user(call)?;
    let mut scope = world.project_scope(call)?;
    let id = scope.project.mint.uuid();
    let people = &mut scope.neon_auth()?.people;
    if people.iter().any(|person| person.email == email) {
        return Err(Refusal::conflict("user with this email already exists"));
    }
    let person = Person {
        id: id.clone(),
        email,
    };
    people.push(person);
    Reply::created(json!({ "id": id }))
}

/// `DELETE …/auth/users/{auth_user_id}`
pub fn delete_user(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let people = &mut scope.neon_auth()?.people;
    let mut all = people.iter();
    let place = all.position(|person| person.id == call.param("auth_user_id"));
    people.remove(place.ok_or_else(|| Refusal::not_found("user"))?);
    Reply::gone()
}

/// `PUT …/auth/users/{auth_user_id}/role`
pub fn set_roles(world: &mut World, call: &Call) -> Answer {
    let UpdateRoles { roles } = call.body()?;
    if roles.is_empty() {
        return Err(Refusal::bad_request("roles must have at least one entry"));
    }
    let mut scope = world.project_scope(call)?;
    let mut people = scope.neon_auth()?.people.iter();
    let person = people.find(|person| person.id == call.param("auth_user_id"));
    let person = person.ok_or_else(|| Refusal::not_found("user"))?;
    Reply::ok(json!({ "id": person.id }))
}
