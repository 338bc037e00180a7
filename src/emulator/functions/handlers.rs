//! Listing, renaming, deleting and deploying functions.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::emulator::{
    error::Refusal,
    fields::{Fields, required, wrong},
    functions::{Deployment, Function, form},
    platform::handlers::page,
    project_scope::ProjectScope,
    request::{Answer, Call, Reply},
    state::World,
};

const WHAT: &str = "platform functions are";

impl ProjectScope<'_> {
    /// The functions on the branch in the path.
    fn functions(&self) -> Result<&[Function], Refusal> {
        Ok(&self.served_branch(WHAT)?.platform().functions)
    }

    fn function_json(&self, function: &Function) -> Value {
        let branch = self.call.param("branch_id");
        function.to_json(branch, &self.project.proxy_host, self.call.time())
    }
}

pub fn no_function() -> Refusal {
    Refusal::not_found("function")
}

fn find<'a>(functions: &'a [Function], slug: &str) -> Result<&'a Function, Refusal> {
    let mut functions = functions.iter();
    functions
        .find(|function| function.slug == slug)
        .ok_or_else(no_function)
}

/// `GET …/functions`
pub fn list(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let functions = scope.functions()?.iter();
    let items = functions.map(|function| {
        let created = function.created_at.micros();
        (
            created,
            function.slug.to_string(),
            scope.function_json(function),
        )
    });
    page(call, "functions", items.collect())
}

/// `GET …/functions/{slug}`
pub fn get(world: &mut World, call: &Call) -> Answer {
    let scope = world.project_scope(call)?;
    let function = find(scope.functions()?, call.param("slug"))?;
    Reply::ok(json!({ "function": scope.function_json(function) }))
}

/// `PATCH …/functions/{slug}`: changes the name, on the branch that it was deployed on only; `null` clears it.
pub fn update(world: &mut World, call: &Call) -> Answer {
    let fields = Fields::of(call.json()?, "")?;
    let name = match required("name", fields.get("name"))? {
        Value::Null => None,
        _ => fields.sized("name", 1..=256)?.map(str::trim),
    };
    if name == Some("") {
        return Err(wrong("name", "value must not be blank"));
    }
    let mut scope = world.project_scope(call)?;
    let slug = call.param("slug");
    let mut functions = scope.served_platform(WHAT)?.functions.iter_mut();
    let own = functions.find(|function| function.slug == slug && !function.inherited);
    own.ok_or_else(no_function)?.name = name.map(str::to_owned);
    let function = find(scope.functions()?, slug)?;
    Reply::ok(json!({ "function": scope.function_json(function) }))
}

/// `DELETE …/functions/{slug}`: its domains lead nowhere any more.
pub fn delete(world: &mut World, call: &Call) -> Answer {
    let mut scope = world.project_scope(call)?;
    let slug = call.param("slug");
    find(scope.functions()?, slug)?;
    let platform = scope.served_platform(WHAT)?;
    platform.functions.retain(|function| function.slug != slug);
    platform.domains.retain(|domain| domain.function != slug);
    Reply::gone()
}

/// What a deployment consists of; what is absent stays as it was.
#[derive(Default)]
struct Bundle {
    zip: Option<axum::body::Bytes>,
    /// New values; empty ones remove a variable.
    environment: BTreeMap<String, String>,
}

impl Bundle {
    fn read(call: &Call) -> Result<Self, Refusal> {
        let kind = call.content_type.as_deref().unwrap_or_default();
        let not_a_form =
            || Refusal::bad_request("request body has an error: it must be multipart/form-data");
        let fields = form::read(kind, &call.body).ok_or_else(not_a_form)?;
        let (mut bundle, mut some) = (Self::default(), false);
        for (name, value) in fields {
            match name.as_str() {
                "zip" => bundle.zip = Some(value),
                "runtime" if value.as_ref() == b"nodejs24" => {}
                "runtime" => return Err(wrong("runtime", "value must be one of nodejs24")),
                "environment" => {
                    let map = serde_json::from_slice(&value);
                    let why = "value must be a JSON object of strings";
                    bundle.environment = map.map_err(|_| wrong("environment", why))?;
                }
                _ => continue,
            }
            some = true;
        }
        if !some {
            return Err(Refusal::bad_request(
                "one of zip, environment and runtime is required",
            ));
        }
        Ok(bundle)
    }

    /// The deployment that follows another.
    fn deployment(self, last: Option<&Deployment>, call: &Call) -> Deployment {
        let before = last.map_or(&[][..], |last| &last.environment);
        let kept = before
            .iter()
            .filter(|name| !self.environment.contains_key(*name));
        let new = self
            .environment
            .iter()
            .filter(|(_, value)| !value.is_empty());
        let mut environment: Vec<String> = kept.chain(new.map(|(name, _)| name)).cloned().collect();
        environment.sort();
        let error = match &self.zip {
            Some(zip) if !zip.starts_with(b"PK") => Some("the bundle is not a ZIP archive"),
            Some(_) => None,
            None => last.and_then(|last| last.error),
        };
        Deployment {
            id: last.map_or(1, |last| last.id + 1),
            created_at: call.time(),
            error,
            environment,
        }
    }
}

/// `POST …/functions/{slug}/deployments`: the first one creates the function.
pub fn deploy(world: &mut World, call: &Call) -> Answer {
    let slug = call.param("slug");
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if !(1..=20).contains(&slug.len()) || !slug.bytes().all(plain) {
        let why = "function slug must be 1 to 20 lowercase letters and digits";
        return Err(Refusal::bad_request(why));
    }
    let bundle = Bundle::read(call)?;
    let mut scope = world.project_scope(call)?;
    let id = scope.project.mint.uuid();
    let functions = &mut scope.served_platform(WHAT)?.functions;
    let mut all = functions.iter();
    let place = all.position(|function| function.slug == slug);
    if place.is_none() && bundle.zip.as_ref().is_none_or(|zip| zip.is_empty()) {
        return Err(Refusal::bad_request(
            "zip is required for the first deployment of a function",
        ));
    }
    let place = place.unwrap_or_else(|| {
        functions.push(Function::new(id, slug, call.time()));
        functions.len() - 1
    });
    let function = functions.get_mut(place).ok_or_else(no_function)?;
    let deployment = bundle.deployment(function.deployments.last(), call);
    let body = deployment.to_json(call.time());
    function.inherited = false;
    function.deploy(deployment);
    Reply::created(json!({ "deployment": body }))
}
