//! Listing, registering and deleting domains.

use crate::emulator::{
    custom_domains::{CustomDomain, normalized},
    error::Refusal,
    fields::{Fields, required, wrong},
    functions::handlers::no_function,
    platform::handlers::page,
    request::{Answer, Call, Reply},
    state::World,
};

const WHAT: &str = "custom domains are";

/// `GET …/custom-domains`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let domains = scope.served_branch(WHAT)?.platform().domains.iter();
    let items = domains.map(|domain| {
        let body = domain.to_json(&scope.project.proxy_host, call.time());
        (domain.created_at.micros(), domain.name.clone(), body)
    });
    page(call, "custom_domains", items.collect())
}

/// `POST …/custom-domains`: once more for the same function changes nothing.
pub fn register(world: &mut World, call: &Call) -> Answer {
    let fields = Fields::read(call)?;
    let domain = required("domain", fields.sized("domain", 1..=254)?)?;
    let kind = required("entity_type", fields.text("entity_type")?)?;
    let function = required("entity_id", fields.text("entity_id")?)?;
    if kind != "function" {
        return Err(
            wrong("entity_type", "only \"function\" is supported").code("invalid_entity_type")
        );
    }
    let name = normalized(domain).ok_or_else(|| {
        wrong("domain", "value must be the name of a public host").code("invalid_domain")
    })?;
    let taken = world.has_domain(&name);
    let mut scope = world.project_scope(call)?;
    let suffix = scope.project.proxy_host.clone();
    let platform = scope.served_platform(WHAT)?;
    if !platform.functions.iter().any(|one| one.slug == function) {
        return Err(no_function());
    }
    let mut own = platform
        .domains
        .iter()
        .filter(|one| one.function == function);
    if let Some(same) = own.find(|one| one.name == name) {
        return Reply::created(same.to_json(&suffix, call.time()));
    }
    if taken {
        return Err(Refusal::conflict("custom domain is already registered"));
    }
    let domain = CustomDomain {
        name,
        function: function.into(),
        created_at: call.time(),
    };
    let body = domain.to_json(&suffix, call.time());
    platform.domains.push(domain);
    Reply::created(body)
}

impl World {
    /// Whether a domain leads to any branch of anybody.
    fn has_domain(&self, name: &str) -> bool {
        let projects = self
            .projects
            .values()
            .filter(|project| project.deleted_at.is_none());
        let mut branches = projects.flat_map(|project| project.branches.values());
        branches.any(|branch| {
            branch
                .platform()
                .domains
                .iter()
                .any(|domain| domain.name == name)
        })
    }
}

/// `DELETE …/custom-domains/{domain}`
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let name = call.param("domain").to_ascii_lowercase();
    let name = name.strip_suffix('.').unwrap_or(&name);
    let mut scope = world.project_scope(call)?;
    let domains = &mut scope.served_platform(WHAT)?.domains;
    let place = domains.iter().position(|domain| domain.name == name);
    domains.remove(place.ok_or_else(|| Refusal::not_found("custom domain"))?);
    Reply::gone()
}
