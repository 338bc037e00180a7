//! The table of routes: one row each. The first row that fits wins.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use super::{
    billing, branches, call::Call, connection, consumption, data_api, databases, endpoints,
    error::Answer, jwks, keys, libraries, members, neon_auth, operations, orgs, projects, regions,
    roles, schema, sharing, snapshots, transfer, user, vpc, world::World,
};

/// What answers a request.
pub type Handler = fn(&mut World, &Call) -> Answer;

/// A row of the table.
#[derive(Debug)]
pub struct Route {
    /// Upper-case HTTP method.
    pub method: &'static str,
    /// Path below the base URL, with `{placeholders}`.
    pub path: &'static str,
    /// What answers.
    pub handler: Handler,
}

const fn get(path: &'static str, handler: Handler) -> Route {
    Route {
        method: "GET",
        path,
        handler,
    }
}

const fn post(path: &'static str, handler: Handler) -> Route {
    Route {
        method: "POST",
        path,
        handler,
    }
}

const fn patch(path: &'static str, handler: Handler) -> Route {
    Route {
        method: "PATCH",
        path,
        handler,
    }
}

const fn put(path: &'static str, handler: Handler) -> Route {
    Route {
        method: "PUT",
        path,
        handler,
    }
}

const fn delete(path: &'static str, handler: Handler) -> Route {
    Route {
        method: "DELETE",
        path,
        handler,
    }
}

/// Every route this API has; all others are a 404.
pub static ROUTES: &[Route] = &[
    // The account
    get("/auth", user::auth),
    get("/users/me", user::me),
    get("/users/me/organizations", orgs::list),
    get("/organizations/{org_id}", orgs::get),
    get("/regions", regions::list),
    get("/api_keys", keys::list),
    post("/api_keys", keys::create),
    delete("/api_keys/{key_id}", keys::revoke),
    // Organizations
    get("/organizations/{org_id}/members", members::list),
    get("/organizations/{org_id}/members/{member_id}", members::get),
    patch(
        "/organizations/{org_id}/members/{member_id}",
        members::update,
    ),
    delete(
        "/organizations/{org_id}/members/{member_id}",
        members::remove,
    ),
    get(
        "/organizations/{org_id}/invitations",
        members::list_invitations,
    ),
    post("/organizations/{org_id}/invitations", members::invite),
    get("/organizations/{org_id}/api_keys", keys::list),
    post("/organizations/{org_id}/api_keys", keys::create),
    delete("/organizations/{org_id}/api_keys/{key_id}", keys::revoke),
    get(
        "/organizations/{org_id}/billing/spending_limit",
        billing::get,
    ),
    put(
        "/organizations/{org_id}/billing/spending_limit",
        billing::set,
    ),
    delete(
        "/organizations/{org_id}/billing/spending_limit",
        billing::delete,
    ),
    get("/organizations/{org_id}/vpc/vpc_endpoints", vpc::list_all),
    get(
        "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints",
        vpc::list,
    ),
    get(
        "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}",
        vpc::get,
    ),
    post(
        "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}",
        vpc::assign,
    ),
    delete(
        "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints/{vpc_endpoint_id}",
        vpc::delete,
    ),
    post(
        "/organizations/{source_org_id}/projects/transfer",
        transfer::move_between_organizations,
    ),
    // Consumption
    get("/consumption_history/projects", consumption::projects_v1),
    get("/consumption_history/v2/projects", consumption::projects),
    get("/consumption_history/v2/branches", consumption::branches),
    // Projects
    get("/projects", projects::list),
    post("/projects", projects::create),
    get("/projects/shared", projects::list_shared),
    get("/projects/{project_id}", projects::get),
    patch("/projects/{project_id}", projects::update),
    delete("/projects/{project_id}", projects::delete),
    post("/projects/{project_id}/recover", projects::recover),
    get("/projects/{project_id}/connection_uri", connection::get),
    get(
        "/projects/{project_id}/available_preload_libraries",
        libraries::list,
    ),
    get("/projects/{project_id}/operations", operations::list),
    get(
        "/projects/{project_id}/operations/{operation_id}",
        operations::get,
    ),
    get("/projects/{project_id}/permissions", sharing::list),
    post("/projects/{project_id}/permissions", sharing::grant),
    delete(
        "/projects/{project_id}/permissions/{permission_id}",
        sharing::revoke,
    ),
    post("/projects/{project_id}/transfer_requests", transfer::offer),
    put(
        "/projects/{project_id}/transfer_requests/{request_id}",
        transfer::accept,
    ),
    get("/projects/{project_id}/advisors", data_api::advisors),
    get("/projects/{project_id}/jwks", jwks::list),
    post("/projects/{project_id}/jwks", jwks::create),
    delete("/projects/{project_id}/jwks/{jwks_id}", jwks::delete),
    get("/projects/{project_id}/vpc_endpoints", vpc::list_of_project),
    post(
        "/projects/{project_id}/vpc_endpoints/{vpc_endpoint_id}",
        vpc::restrict,
    ),
    delete(
        "/projects/{project_id}/vpc_endpoints/{vpc_endpoint_id}",
        vpc::release,
    ),
    // Branches
    get("/projects/{project_id}/branches", branches::list),
    post("/projects/{project_id}/branches", branches::create),
    get("/projects/{project_id}/branches/count", branches::count),
    get("/projects/{project_id}/branches/{branch_id}", branches::get),
    patch(
        "/projects/{project_id}/branches/{branch_id}",
        branches::update,
    ),
    delete(
        "/projects/{project_id}/branches/{branch_id}",
        branches::delete,
    ),
    post(
        "/projects/{project_id}/branches/{branch_id}/set_as_default",
        branches::set_as_default,
    ),
    post(
        "/projects/{project_id}/branches/{branch_id}/recover",
        branches::recover,
    ),
    post(
        "/projects/{project_id}/branches/{branch_id}/restore",
        branches::restore,
    ),
    post(
        "/projects/{project_id}/branches/{branch_id}/finalize_restore",
        branches::finalize_restore,
    ),
    get(
        "/projects/{project_id}/branches/{branch_id}/schema",
        schema::get,
    ),
    get(
        "/projects/{project_id}/branches/{branch_id}/compare_schema",
        schema::compare,
    ),
    get(
        "/projects/{project_id}/branches/{branch_id}/endpoints",
        endpoints::list_of_branch,
    ),
    // Services of a branch
    get(
        "/projects/{project_id}/branches/{branch_id}/auth",
        neon_auth::get,
    ),
    post(
        "/projects/{project_id}/branches/{branch_id}/auth",
        neon_auth::enable,
    ),
    delete(
        "/projects/{project_id}/branches/{branch_id}/auth",
        neon_auth::disable,
    ),
    get(
        "/projects/{project_id}/branches/{branch_id}/data-api/{database_name}",
        data_api::get,
    ),
    post(
        "/projects/{project_id}/branches/{branch_id}/data-api/{database_name}",
        data_api::enable,
    ),
    patch(
        "/projects/{project_id}/branches/{branch_id}/data-api/{database_name}",
        data_api::update,
    ),
    delete(
        "/projects/{project_id}/branches/{branch_id}/data-api/{database_name}",
        data_api::disable,
    ),
    // Snapshots
    get("/projects/{project_id}/snapshots", snapshots::list),
    post(
        "/projects/{project_id}/branches/{branch_id}/snapshot",
        snapshots::create,
    ),
    patch(
        "/projects/{project_id}/snapshots/{snapshot_id}",
        snapshots::update,
    ),
    delete(
        "/projects/{project_id}/snapshots/{snapshot_id}",
        snapshots::delete,
    ),
    post(
        "/projects/{project_id}/snapshots/{snapshot_id}/restore",
        snapshots::restore,
    ),
    get(
        "/projects/{project_id}/branches/{branch_id}/backup_schedule",
        snapshots::get_schedule,
    ),
    put(
        "/projects/{project_id}/branches/{branch_id}/backup_schedule",
        snapshots::set_schedule,
    ),
    // Computes
    get("/projects/{project_id}/endpoints", endpoints::list),
    post("/projects/{project_id}/endpoints", endpoints::create),
    get(
        "/projects/{project_id}/endpoints/{endpoint_id}",
        endpoints::get,
    ),
    patch(
        "/projects/{project_id}/endpoints/{endpoint_id}",
        endpoints::update,
    ),
    delete(
        "/projects/{project_id}/endpoints/{endpoint_id}",
        endpoints::delete,
    ),
    post(
        "/projects/{project_id}/endpoints/{endpoint_id}/start",
        endpoints::start,
    ),
    post(
        "/projects/{project_id}/endpoints/{endpoint_id}/suspend",
        endpoints::suspend,
    ),
    post(
        "/projects/{project_id}/endpoints/{endpoint_id}/restart",
        endpoints::restart,
    ),
    // Databases
    get(
        "/projects/{project_id}/branches/{branch_id}/databases",
        databases::list,
    ),
    post(
        "/projects/{project_id}/branches/{branch_id}/databases",
        databases::create,
    ),
    get(
        "/projects/{project_id}/branches/{branch_id}/databases/{database_name}",
        databases::get,
    ),
    patch(
        "/projects/{project_id}/branches/{branch_id}/databases/{database_name}",
        databases::update,
    ),
    delete(
        "/projects/{project_id}/branches/{branch_id}/databases/{database_name}",
        databases::delete,
    ),
    // Roles
    get(
        "/projects/{project_id}/branches/{branch_id}/roles",
        roles::list,
    ),
    post(
        "/projects/{project_id}/branches/{branch_id}/roles",
        roles::create,
    ),
    get(
        "/projects/{project_id}/branches/{branch_id}/roles/{role_name}",
        roles::get,
    ),
    delete(
        "/projects/{project_id}/branches/{branch_id}/roles/{role_name}",
        roles::delete,
    ),
    get(
        "/projects/{project_id}/branches/{branch_id}/roles/{role_name}/reveal_password",
        roles::reveal_password,
    ),
    post(
        "/projects/{project_id}/branches/{branch_id}/roles/{role_name}/reset_password",
        roles::reset_password,
    ),
];

/// The values of a route's placeholders.
pub type Params = HashMap<&'static str, String>;

/// The route for a request, and the values of its placeholders. A `HEAD` is answered like a `GET`.
pub fn find(method: &str, path: &str) -> Option<(&'static Route, Params)> {
    let method = if method == "HEAD" { "GET" } else { method };
    let fitting = ROUTES.iter().filter(|route| route.method == method);
    fitting
        .filter_map(|route| Some((route, params(route.path, path)?)))
        .next()
}

fn params(template: &'static str, path: &str) -> Option<Params> {
    let mut params = Params::new();
    let mut segments = path.split('/');
    for expected in template.split('/') {
        let segment = segments.next()?;
        match expected
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'))
        {
            Some(name) if !segment.is_empty() => {
                let value = percent_decode_str(segment).decode_utf8().ok()?;
                params.insert(name, value.into_owned());
            }
            None if segment == expected => {}
            _ => return None,
        }
    }
    segments.next().is_none().then_some(params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_segments_come_before_placeholders() {
        let (route, _) = find("GET", "/projects/shared").unwrap();
        assert_eq!(route.path, "/projects/shared");
        let (route, _) = find("GET", "/projects/p/branches/count").unwrap();
        assert_eq!(route.path, "/projects/{project_id}/branches/count");
    }

    #[test]
    fn placeholders_are_decoded() {
        let (_, params) = find("GET", "/projects/p/branches/b/databases/a%2Fb").unwrap();
        assert_eq!(params["database_name"], "a/b");
    }

    #[test]
    fn other_paths_have_no_route() {
        for path in [
            "/",
            "/projects/",
            "/projects/p/nothing",
            "/projects//branches",
            "",
        ] {
            assert!(find("GET", path).is_none(), "{path}");
        }
    }
}
