//! The table of routes: one row each, grouped by the beginning of their paths. The first matching row wins.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use super::{
    billing, branches,
    connection::handlers as connection,
    consumption,
    data_api::handlers as data_api,
    databases::handlers as databases,
    endpoints,
    jwks::handlers as jwks,
    keys::handlers as keys,
    libraries,
    members::handlers as members,
    neon_auth,
    operations::handlers as operations,
    orgs::handlers as orgs,
    project_members::handlers as project_members,
    projects, regions,
    request::{Answer, Call},
    roles::handlers as roles,
    schema, services,
    sharing::handlers as sharing,
    snapshots,
    state::World,
    transfer::handlers as transfer,
    user::handlers as user,
    vpc::handlers as vpc,
};

/// The handler of a request.
pub type Handler = fn(&mut World, &Call) -> Answer;

/// Rows whose paths begin with the same base.
#[derive(Debug)]
pub struct Group {
    /// The beginning of their paths below the base URL, with `{placeholders}`.
    pub base: &'static str,
    pub routes: &'static [Route],
}

/// A row of the table.
#[derive(Debug)]
pub struct Route {
    /// Upper-case HTTP method.
    pub method: &'static str,
    /// The rest of the path, with `{placeholders}`.
    pub path: &'static str,
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

/// Every route of this API; all others are a 404.
pub static ROUTES: &[Group] = &[
    // The account, and lists of everything.
    Group {
        base: "",
        routes: &[
            get("/auth", user::auth),
            get("/users/me", user::me),
            get("/users/me/organizations", orgs::list),
            post("/users/me/projects/transfer", transfer::move_from_account),
            get("/regions", regions::list),
            get("/api_keys", keys::list),
            post("/api_keys", keys::create),
            delete("/api_keys/{key_id}", keys::revoke),
            post(
                "/organizations/{source_org_id}/projects/transfer",
                transfer::move_between_organizations,
            ),
            get("/consumption_history/projects", consumption::projects_v1),
            get("/consumption_history/v2/projects", consumption::projects),
            get("/consumption_history/v2/branches", consumption::branches),
            get("/projects", projects::list),
            post("/projects", projects::create),
            get("/projects/shared", projects::list_shared),
        ],
    },
    // One organization.
    Group {
        base: "/organizations/{org_id}",
        routes: &[
            get("", orgs::get),
            get("/members", members::list),
            get("/members/{member_id}", members::get),
            patch("/members/{member_id}", members::update),
            delete("/members/{member_id}", members::remove),
            get("/invitations", members::list_invitations),
            post("/invitations", members::invite),
            get("/api_keys", keys::list),
            post("/api_keys", keys::create),
            delete("/api_keys/{key_id}", keys::revoke),
            get("/billing/spending_limit", billing::get),
            put("/billing/spending_limit", billing::set),
            delete("/billing/spending_limit", billing::delete),
            get("/vpc/vpc_endpoints", vpc::list_all),
        ],
    },
    Group {
        base: "/organizations/{org_id}/vpc/region/{region_id}/vpc_endpoints",
        routes: &[
            get("", vpc::list),
            get("/{vpc_endpoint_id}", vpc::get),
            post("/{vpc_endpoint_id}", vpc::assign),
            delete("/{vpc_endpoint_id}", vpc::delete),
        ],
    },
    // One project.
    Group {
        base: "/projects/{project_id}",
        routes: &[
            get("", projects::get),
            patch("", projects::update),
            delete("", projects::delete),
            post("/recover", projects::recover),
            get("/connection_uri", connection::get),
            get("/available_preload_libraries", libraries::list),
            get("/operations", operations::list),
            get("/operations/{operation_id}", operations::get),
            get("/permissions", sharing::list),
            post("/permissions", sharing::grant),
            delete("/permissions/{permission_id}", sharing::revoke),
            get("/members", project_members::list),
            put("/members/{member_id}/role", project_members::set_role),
            delete("/members/{member_id}/role", project_members::remove_role),
            post("/transfer_requests", transfer::offer),
            put("/transfer_requests/{request_id}", transfer::accept),
            get("/advisors", data_api::advisors),
            get("/jwks", jwks::list),
            post("/jwks", jwks::create),
            delete("/jwks/{jwks_id}", jwks::delete),
            get("/vpc_endpoints", vpc::list_of_project),
            post("/vpc_endpoints/{vpc_endpoint_id}", vpc::restrict),
            delete("/vpc_endpoints/{vpc_endpoint_id}", vpc::release),
            get("/branches", branches::list),
            post("/branches", branches::create),
            get("/branches/count", branches::count),
            post("/branch_anonymized", branches::create_anonymized),
            get("/snapshots", snapshots::list),
            patch("/snapshots/{snapshot_id}", snapshots::update),
            delete("/snapshots/{snapshot_id}", snapshots::delete),
            post("/snapshots/{snapshot_id}/restore", snapshots::restore),
            get("/endpoints", endpoints::list),
            post("/endpoints", endpoints::create),
            get("/endpoints/{endpoint_id}", endpoints::get),
            patch("/endpoints/{endpoint_id}", endpoints::update),
            delete("/endpoints/{endpoint_id}", endpoints::delete),
            post("/endpoints/{endpoint_id}/start", endpoints::start),
            post("/endpoints/{endpoint_id}/suspend", endpoints::suspend),
            post("/endpoints/{endpoint_id}/restart", endpoints::restart),
        ],
    },
    // One branch.
    Group {
        base: "/projects/{project_id}/branches/{branch_id}",
        routes: &[
            get("", branches::get),
            patch("", branches::update),
            delete("", branches::delete),
            post("/set_as_default", branches::set_as_default),
            post("/recover", branches::recover),
            post("/restore", branches::restore),
            post("/finalize_restore", branches::finalize_restore),
            get("/masking_rules", branches::masking_rules),
            patch("/masking_rules", branches::set_masking_rules),
            get("/anonymized_status", branches::status),
            post("/anonymize", branches::anonymize),
            get("/schema", schema::get),
            get("/compare_schema", schema::compare),
            get("/endpoints", endpoints::list_of_branch),
            get("/auth", neon_auth::get),
            post("/auth", neon_auth::enable),
            delete("/auth", neon_auth::disable),
            patch("/auth/config", neon_auth::config),
            get("/auth/plugins", neon_auth::plugins),
            patch("/auth/plugins/organization", neon_auth::organization),
            patch("/auth/plugins/magic-link", neon_auth::magic_link),
            get("/auth/plugins/phone-number", neon_auth::phone_number),
            patch("/auth/plugins/phone-number", neon_auth::phone_number),
            get("/auth/email_and_password", neon_auth::email_and_password),
            patch("/auth/email_and_password", neon_auth::email_and_password),
            get("/auth/email_provider", neon_auth::email_provider),
            patch("/auth/email_provider", neon_auth::email_provider),
            post("/auth/send_test_email", neon_auth::send_test_email),
            post("/auth/email_provider/test", neon_auth::test_email_provider),
            get("/auth/allow_localhost", neon_auth::allow_localhost),
            patch("/auth/allow_localhost", neon_auth::allow_localhost),
            get("/auth/webhooks", neon_auth::webhooks),
            put("/auth/webhooks", neon_auth::webhooks),
            get("/auth/domains", neon_auth::list_domains),
            post("/auth/domains", neon_auth::add_domain),
            delete("/auth/domains", neon_auth::delete_domains),
            get("/auth/oauth_providers", neon_auth::list_oauth_providers),
            post("/auth/oauth_providers", neon_auth::add_oauth_provider),
            patch(
                "/auth/oauth_providers/{oauth_provider_id}",
                neon_auth::update_oauth_provider,
            ),
            delete(
                "/auth/oauth_providers/{oauth_provider_id}",
                neon_auth::delete_oauth_provider,
            ),
            post("/auth/users", neon_auth::create_user),
            delete("/auth/users/{auth_user_id}", neon_auth::delete_user),
            put("/auth/users/{auth_user_id}/role", neon_auth::set_roles),
            get("/data-api/{database_name}", data_api::get),
            post("/data-api/{database_name}", data_api::enable),
            patch("/data-api/{database_name}", data_api::update),
            delete("/data-api/{database_name}", data_api::disable),
            get("/storage", services::storage),
            get("/ai_gateway", services::ai_gateway),
            post("/snapshot", snapshots::create),
            get("/backup_schedule", snapshots::get_schedule),
            put("/backup_schedule", snapshots::set_schedule),
            get("/databases", databases::list),
            post("/databases", databases::create),
            get("/databases/{database_name}", databases::get),
            patch("/databases/{database_name}", databases::update),
            delete("/databases/{database_name}", databases::delete),
            get("/roles", roles::list),
            post("/roles", roles::create),
            get("/roles/{role_name}", roles::get),
            delete("/roles/{role_name}", roles::delete),
            get("/roles/{role_name}/reveal_password", roles::reveal_password),
            post("/roles/{role_name}/reset_password", roles::reset_password),
        ],
    },
];

/// The values of a route's placeholders.
pub type Params = HashMap<&'static str, String>;

/// The row that matches a request.
#[derive(Debug)]
pub struct Found {
    /// The beginning of its path.
    pub base: &'static str,
    pub route: &'static Route,
    /// The values of its placeholders.
    pub params: Params,
}

/// The first row that matches a request. A `HEAD` is handled like a `GET`.
pub fn find(method: &str, path: &str) -> Option<Found> {
    let method = if method == "HEAD" { "GET" } else { method };
    let rows = ROUTES
        .iter()
        .flat_map(|group| group.routes.iter().map(|route| (group.base, route)));
    rows.filter(|(_, route)| route.method == method)
        .find_map(|(base, route)| {
            Some(Found {
                base,
                route,
                params: params(base, route.path, path)?,
            })
        })
}

fn params(base: &'static str, rest: &'static str, path: &str) -> Option<Params> {
    let mut params = Params::new();
    let mut segments = path.split('/');
    for expected in base.split('/').chain(rest.split('/').skip(1)) {
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
        for path in ["/projects/shared", "/projects/p/branches/count"] {
            let found = find("GET", path).unwrap();
            assert!(path.ends_with(found.route.path), "{found:?}");
        }
    }

    #[test]
    fn placeholders_are_decoded() {
        let found = find("GET", "/projects/p/branches/b/databases/a%2Fb").unwrap();
        assert_eq!(found.params["database_name"], "a/b");
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
