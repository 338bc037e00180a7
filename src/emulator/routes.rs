//! The table of routes: one row each, grouped by the beginning of their paths. The first matching row wins.

mod platform;

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use super::{
    advisors::handlers as advisors,
    backup_schedule::handlers as backup_schedule,
    billing, branches,
    connection::handlers as connection,
    consumption,
    credentials::handlers as credentials,
    data_api::handlers as data_api,
    databases::handlers as databases,
    endpoints,
    jwks::handlers as jwks,
    keys::handlers as keys,
    libraries::handlers as libraries,
    members::handlers as members,
    neon_auth::handlers::{self as neon_auth, people, projects as auth_of_projects, settings},
    operations::handlers as operations,
    orgs::handlers as orgs,
    project_members::handlers as project_members,
    projects,
    regions::handlers as regions,
    request::{Answer, Call},
    roles::handlers as roles,
    schema,
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
            get("/projects", projects::read::list),
            post("/projects", projects::create::create),
            get("/projects/shared", projects::read::list_shared),
            post("/projects/auth/create", auth_of_projects::create),
            post("/projects/auth/keys", auth_of_projects::create_keys),
            post("/projects/auth/user", auth_of_projects::create_user),
            post(
                "/projects/auth/transfer_ownership",
                auth_of_projects::hand_over,
            ),
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
            get("", projects::read::get),
            patch("", projects::update::update),
            delete("", projects::delete::delete),
            post("/recover", projects::delete::recover),
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
            get("/advisors", advisors::list),
            get("/jwks", jwks::list),
            post("/jwks", jwks::create),
            delete("/jwks/{jwks_id}", jwks::delete),
            get("/vpc_endpoints", vpc::list_of_project),
            post("/vpc_endpoints/{vpc_endpoint_id}", vpc::restrict),
            delete("/vpc_endpoints/{vpc_endpoint_id}", vpc::release),
            get("/branches", branches::read::list),
            post("/branches", branches::create::create),
            get("/branches/count", branches::read::count),
            post("/branch_anonymized", branches::anonymize::create),
            get("/snapshots", snapshots::change::list),
            patch("/snapshots/{snapshot_id}", snapshots::change::update),
            delete("/snapshots/{snapshot_id}", snapshots::change::delete),
            post(
                "/snapshots/{snapshot_id}/restore",
                snapshots::restore::restore,
            ),
            get("/endpoints", endpoints::read::list),
            post("/endpoints", endpoints::change::create),
            get("/endpoints/{endpoint_id}", endpoints::read::get),
            patch("/endpoints/{endpoint_id}", endpoints::change::update),
            delete("/endpoints/{endpoint_id}", endpoints::change::delete),
            post("/endpoints/{endpoint_id}/start", endpoints::power::start),
            post(
                "/endpoints/{endpoint_id}/suspend",
                endpoints::power::suspend,
            ),
            post(
                "/endpoints/{endpoint_id}/restart",
                endpoints::power::restart,
            ),
        ],
    },
    // One branch.
    Group {
        base: "/projects/{project_id}/branches/{branch_id}",
        routes: &[
            get("", branches::read::get),
            patch("", branches::change::update),
            delete("", branches::delete::delete),
            post("/set_as_default", branches::change::set_as_default),
            post("/recover", branches::delete::recover),
            post("/restore", branches::restore::restore),
            post("/finalize_restore", branches::finalize::finalize_restore),
            get("/masking_rules", branches::anonymize::masking_rules),
            patch("/masking_rules", branches::anonymize::set_masking_rules),
            get("/anonymized_status", branches::anonymize::status),
            post("/anonymize", branches::anonymize::anonymize),
            get("/schema", schema::read::get),
            get("/compare_schema", schema::read::compare),
            get("/endpoints", endpoints::read::list_of_branch),
            get("/auth", neon_auth::get),
            post("/auth", neon_auth::enable),
            delete("/auth", neon_auth::disable),
            patch("/auth/config", settings::config),
            get("/auth/plugins", settings::plugins),
            patch("/auth/plugins/organization", settings::organization),
            patch("/auth/plugins/magic-link", settings::magic_link),
            get("/auth/plugins/phone-number", settings::phone_number),
            patch("/auth/plugins/phone-number", settings::phone_number),
            get("/auth/email_and_password", settings::email_and_password),
            patch("/auth/email_and_password", settings::email_and_password),
            get("/auth/email_provider", settings::email_provider),
            patch("/auth/email_provider", settings::email_provider),
            post("/auth/send_test_email", settings::send_test_email),
            post("/auth/email_provider/test", settings::test_email_provider),
            get("/auth/allow_localhost", settings::allow_localhost),
            patch("/auth/allow_localhost", settings::allow_localhost),
            get("/auth/webhooks", settings::webhooks),
            put("/auth/webhooks", settings::webhooks),
            post("/auth/users", people::create_user),
            put("/auth/users/{auth_user_id}/role", people::set_roles),
            get("/data-api/{database_name}", data_api::get),
            post("/data-api/{database_name}", data_api::enable),
            patch("/data-api/{database_name}", data_api::update),
            delete("/data-api/{database_name}", data_api::disable),
            get("/credentials", credentials::list),
            post("/credentials", credentials::create),
            delete("/credentials/{token_id}", credentials::revoke),
            post("/credentials/{token_id}/reveal", credentials::reveal),
            post("/credentials/{token_id}/rotate", credentials::rotate),
            post("/snapshot", snapshots::change::create),
            get("/backup_schedule", backup_schedule::get),
            put("/backup_schedule", backup_schedule::set),
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
    Group {
        base: "/projects/{project_id}/branches/{branch_id}/auth",
        routes: NEON_AUTH,
    },
    Group {
        base: "/projects/{project_id}/branches/{branch_id}",
        routes: platform::ROUTES,
    },
    // The same of the default branch, from when Neon Auth belonged to projects.
    Group {
        base: "/projects/{project_id}/auth",
        routes: NEON_AUTH,
    },
    Group {
        base: "/projects/{project_id}/auth",
        routes: &[
            get("/integrations", auth_of_projects::list),
            delete("/integration/{auth_provider}", auth_of_projects::disable),
            get("/email_server", settings::email_provider),
            patch("/email_server", settings::email_provider),
        ],
    },
];

/// What branches and projects have of Neon Auth at the same paths.
const NEON_AUTH: &[Route] = &[
    get("/domains", people::list_domains),
    post("/domains", people::add_domain),
    delete("/domains", people::delete_domains),
    get("/oauth_providers", people::list_oauth_providers),
    post("/oauth_providers", people::add_oauth_provider),
    patch(
        "/oauth_providers/{oauth_provider_id}",
        people::update_oauth_provider,
    ),
    delete(
        "/oauth_providers/{oauth_provider_id}",
        people::delete_oauth_provider,
    ),
    delete("/users/{auth_user_id}", people::delete_user),
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
