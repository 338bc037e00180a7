//! Every request constructor sends what the operation table says.

use std::collections::HashSet;

use lazyneon::api::{
    BranchQuery, ConsumptionQuery, Method, Operation, ProjectQuery, Request, SchemaBase,
    SchemaQuery, SnapshotQuery, UriQuery,
    types::{Granularity, Metric, ProjectId, ScheduleItem, VpcOwner},
};
use lazyneon::{
    api::types::AuthSection,
    kinds::{
        credential::CREDENTIAL,
        data_api::DataApiRef,
        function::{CUSTOM_DOMAIN, FUNCTION, TRIGGER},
        jwks::JWKS,
        log::{values, view::View},
        neon_auth::{AUTH_USER, AuthSectionRef, NeonAuthRef, OAUTH_PROVIDER},
        project_member::PROJECT_MEMBER,
        storage::{BUCKET, download, presign_download},
    },
    store::target::Target,
};
use serde_json::json;

/// One request per operation, with names that try to break out of their place.
pub fn every_request() -> Vec<Request> {
    let (project, branch, endpoint) = ("shop/../x".into(), "br-1?a=b".into(), "ep-1#x".into());
    let (database, role, operation) = ("a/b c%".into(), "röle&x=1".into(), "op".into());
    let projects = ProjectQuery {
        org_id: Some("org-1".into()),
        cursor: Some("2022-12-07T00:45:05.262011Z".to_owned()),
        search: Some("a&b=c".to_owned()),
        recoverable: true,
        ..ProjectQuery::default()
    };
    let branches = BranchQuery {
        search: Some("x".to_owned()),
        sort_by: Some("name"),
        sort_order: Some("asc"),
        cursor: Some("c=".to_owned()),
        include_deleted: true,
        ..BranchQuery::default()
    };
    let uri = UriQuery {
        branch_id: Some("br-1".into()),
        endpoint_id: Some("ep-1".into()),
        database_name: "a/b".into(),
        role_name: "r".into(),
        pooled: true,
    };
    let mut requests: Vec<Request> = vec![
        Request::auth().into(),
        Request::me().into(),
        Request::organizations().into(),
        Request::regions(Some(&"org-1".into())).into(),
        Request::list_projects(&projects).into(),
        Request::list_shared_projects(&projects).into(),
        Request::get_project(&project).into(),
        Request::update_project(&project, json!({"project": {"name": "it's"}})),
        Request::preload_libraries(&project).into(),
        Request::connection_uri(&project, &uri).into(),
        Request::list_branches(&project, &branches).into(),
        Request::count_branches(&project, Some("x")).into(),
        Request::get_branch(&project, &branch).into(),
        Request::list_branch_endpoints(&project, &branch).into(),
        Request::list_endpoints(&project).into(),
        Request::get_endpoint(&project, &endpoint).into(),
        Request::update_endpoint(&project, &endpoint, json!({"endpoint": {"name": "x"}})),
        Request::start_endpoint(&project, &endpoint),
        Request::suspend_endpoint(&project, &endpoint),
        Request::restart_endpoint(&project, &endpoint),
        Request::list_databases(&project, &branch).into(),
        Request::get_database(&project, &branch, &database).into(),
        Request::list_roles(&project, &branch).into(),
        Request::get_role(&project, &branch, &role).into(),
        Request::list_operations(&project, Some("2022-12-07T00:45:05Z"), 50).into(),
        Request::get_operation(&project, &operation).into(),
    ];
    requests.extend(changes());
    requests.extend(of_organizations());
    requests
}

fn changes() -> Vec<Request> {
    let (project, branch, endpoint, snapshot) = (
        "shop/x".into(),
        "br-1?a=b".into(),
        "ep-1#x".into(),
        "snap-%1".into(),
    );
    let (database, role) = ("a/b c%".into(), "röle&x=1".into());
    let schema = SchemaQuery {
        database: "a/b".into(),
        lsn: Some("0/1DE2850".to_owned()),
        timestamp: Some("t".to_owned()),
    };
    let base = SchemaBase {
        branch_id: Some("br-0".into()),
        lsn: Some("0/1".to_owned()),
        timestamp: Some("t".to_owned()),
    };
    let taken = SnapshotQuery {
        name: Some("before it's late".to_owned()),
        lsn: Some("0/1DE2850".to_owned()),
        timestamp: Some("2026-11-01T00:00:00Z".to_owned()),
        expires_at: Some("2026-12-01T00:00:00Z".to_owned()),
        ..SnapshotQuery::default()
    };
    let item = ScheduleItem {
        frequency: "daily".into(),
        hour: Some(3),
        ..ScheduleItem::default()
    };
    let auth = NeonAuthRef {
        project: &project,
        branch: &branch,
    };
    let google = Target::OauthProvider(project.clone(), branch.clone(), "google".into());
    let google = OAUTH_PROVIDER.of(&google);
    let user = Target::AuthUser(project.clone(), branch.clone(), "user/1".into());
    let user = AUTH_USER.of(&user);
    let jwks = Target::Jwks(project.clone(), "jwks/1".into());
    let jwks = JWKS.of(&jwks);
    let section = |section| AuthSectionRef {
        project: &project,
        branch: &branch,
        section,
    };
    let token = Target::Credential(project.clone(), branch.clone(), "nak_live/1".into());
    let credential = CREDENTIAL.of(&token);
    let of = Target::Branch(project.clone(), branch.clone());
    let bucket = Target::Bucket(project.clone(), branch.clone(), "a/b".into());
    let [object, folder] = ["x/y z", "x/"]
        .map(|key| Target::Object(project.clone(), branch.clone(), "a/b".into(), key.into()));
    let function = Target::Function(project.clone(), branch.clone(), "hooks".into());
    let member = Target::ProjectMember(project.clone(), "m/1".into());
    let trigger = Target::Trigger(project.clone(), branch.clone(), "t/1".into());
    let domain = Target::CustomDomain(project.clone(), branch.clone(), "a.example".into());
    let data_api = DataApiRef {
        project: &project,
        branch: &branch,
        database: &database,
    };
    vec![
        Request::create_project(json!({"project": {"name": "x"}})),
        Request::delete_project(&project),
        Request::recover_project(&project),
        Request::list_permissions(&project).into(),
        Request::grant_permission(&project, "ada@example.com"),
        Request::revoke_permission(&project, &"per/1".into()),
        Request::list_jwks(&project).into(),
        Request::add_jwks(
            &project,
            json!({ "jwks_url": "https://a.example/keys", "provider_name": "a" }),
        ),
        Request::delete_jwks(&jwks),
        Request::get_data_api(&project, &branch, &database).into(),
        Request::enable_data_api(&data_api, json!({ "auth_provider": "neon_auth" })),
        Request::update_data_api(
            &data_api,
            json!({ "settings": { "db_schemas": ["public"] } }),
        ),
        Request::disable_data_api(&data_api),
        Request::list_advisor_issues(&project, Some(&branch), "a/b c%").into(),
        Request::query_logs(&project, &branch, json!({ "since": "7d" })).into(),
        values::fields(&Target::Branch(project.clone(), branch.clone())).into(),
        View::FUNCTIONS
            .values(&Target::Branch(project.clone(), branch.clone()), "it's/x")
            .into(),
        Request::offer_project(&project, json!({ "ttl_seconds": 86_400 })),
        Request::claim_project(&project, &"a-1".to_owned().into(), &"org-a-1".into()),
        Request::get_neon_auth(&project, &branch).into(),
        Request::enable_neon_auth(&auth, json!({ "auth_provider": "better_auth" })),
        Request::update_neon_auth(&auth, json!({ "name": "Shop" })),
        Request::disable_neon_auth(&auth, true),
        Request::get_auth_settings(&project, &branch).into(),
        Request::get_auth_webhooks(&project, &branch).into(),
        Request::set_auth_section(
            &section(AuthSection::Localhost),
            json!({ "allow_localhost": false }),
        ),
        Request::set_auth_section(
            &section(AuthSection::Password),
            json!({ "disable_sign_up": true }),
        ),
        Request::set_auth_section(
            &section(AuthSection::Organizations),
            json!({ "membership_limit": 5 }),
        ),
        Request::set_auth_section(&section(AuthSection::MagicLink), json!({ "enabled": true })),
        Request::set_auth_section(&section(AuthSection::Phone), json!({ "enabled": true })),
        Request::set_auth_section(
            &section(AuthSection::EmailServer),
            json!({ "type": "shared" }),
        ),
        Request::set_auth_section(&section(AuthSection::Webhooks), json!({ "enabled": false })),
        Request::create_auth_user(&auth, json!({ "email": "ada@example.com" })),
        Request::set_auth_user_roles(&user, json!({ "roles": ["admin"] })),
        Request::delete_auth_user(&user),
        Request::send_test_email(&auth, json!({ "recipient_email": "ada@example.com" })),
        Request::list_trusted_domains(&project, &branch).into(),
        Request::add_trusted_domain(
            &auth,
            json!({ "domain": "https://a.example", "auth_provider": "better_auth" }),
        ),
        Request::remove_trusted_domain(&auth, "https://a.example", "stack"),
        Request::list_oauth_providers(&project, &branch).into(),
        Request::add_oauth_provider(&auth, json!({ "id": "google" })),
        Request::update_oauth_provider(&google, json!({ "client_id": "ours" })),
        Request::remove_oauth_provider(&google),
        Request::get_storage(&project, &branch).into(),
        Request::list_buckets(&project, &branch).into(),
        Request::create_bucket(&of, json!({ "name": "a" })),
        Request::delete_bucket(&BUCKET.of(&bucket)),
        Request::list_objects(&folder, Some("c=")).into(),
        Request::delete_object(&object).unwrap(),
        Request::delete_objects_below(&folder).unwrap(),
        presign_download(&object).unwrap().into(),
        download(&object).unwrap(),
        Request::list_project_members(&project, Some("c=")).into(),
        Request::set_project_role(&PROJECT_MEMBER.of(&member), Some("viewer"), true),
        Request::set_project_role(&PROJECT_MEMBER.of(&member), None, true),
        Request::list_functions(&of).into(),
        Request::update_function(&FUNCTION.of(&function), json!({ "name": "a" })),
        Request::deploy_function(&FUNCTION.of(&function)),
        Request::delete_function(&FUNCTION.of(&function)),
        Request::list_triggers(&of).into(),
        Request::create_trigger(&of, json!({ "type": "schedule" })),
        Request::update_trigger(&TRIGGER.of(&trigger), json!({ "type": "schedule" })),
        Request::delete_trigger(&TRIGGER.of(&trigger)),
        Request::list_custom_domains(&of).into(),
        Request::add_custom_domain(&of, json!({ "domain": "a.example" })),
        Request::remove_custom_domain(&CUSTOM_DOMAIN.of(&domain)),
        Request::get_ai_gateway(&project, &branch).into(),
        Request::list_credentials(&project, &branch).into(),
        Request::create_credential(&project, &branch, json!({ "principal_type": "user" })),
        Request::rotate_credential(&credential),
        Request::reveal_credential(&credential).into(),
        Request::revoke_credential(&credential),
        Request::create_masked_branch(&project, json!({ "start_anonymization": true })),
        Request::get_masking(&project, &branch).into(),
        Request::start_masking(&project, &branch),
        Request::list_masking_rules(&project, &branch).into(),
        Request::set_masking_rules(&project, &branch, json!({ "masking_rules": [] })),
        Request::transfer_project(&"org-a-1".into(), &project, &"org-b-2".into()),
        Request::create_branch(
            &project,
            json!({"branch": {"name": "x"}, "endpoints": [{"type": "read_write"}]}),
        ),
        Request::update_branch(&project, &branch, json!({"branch": {"expires_at": null}})),
        Request::delete_branch(&project, &branch, true),
        Request::recover_branch(&project, &branch),
        Request::reset_branch(&project, &branch, &"br-0".into(), Some("old")),
        Request::set_default_branch(&project, &branch),
        Request::finalize_restore(&project, &branch, Some("old")),
        Request::schema(&project, &branch, &schema, true).into(),
        Request::compare_schema(&project, &branch, &schema, &base).into(),
        Request::create_endpoint(
            &project,
            json!({"endpoint": {"branch_id": "br-1", "type": "read_only"}}),
        ),
        Request::delete_endpoint(&project, &endpoint),
        Request::create_database(&project, &branch, &database, &role),
        Request::update_database(
            &project,
            &branch,
            &database,
            json!({"database": {"name": "y"}}),
        ),
        Request::delete_database(&project, &branch, &database),
        Request::create_role(&project, &branch, &role, true),
        Request::delete_role(&project, &branch, &role),
        Request::reveal_password(&project, &branch, &role).into(),
        Request::reset_password(&project, &branch, &role),
        Request::list_snapshots(&project).into(),
        Request::create_snapshot(&project, &branch, &taken),
        Request::update_snapshot(&project, &snapshot, json!({"snapshot": {"name": "y"}})),
        Request::delete_snapshot(&project, &snapshot),
        Request::restore_snapshot(&project, &snapshot, json!({"name": "y"})),
        Request::snapshot_schedule(&project, &branch).into(),
        Request::set_snapshot_schedule(&project, &branch, &[item]),
    ]
}

fn of_organizations() -> Vec<Request> {
    let (org, member) = ("org-1/x".into(), "member".into());
    let project: ProjectId = "p-1".into();
    let of_org = VpcOwner::Org("org-1".into(), "aws-us-east-2".into());
    let of_project = VpcOwner::Project(project.clone());
    let consumption = ConsumptionQuery {
        org_id: "org-1".into(),
        from: "2026-11-01T00:00:00Z".parse().unwrap(),
        to: "2026-11-20T00:00:00Z".parse().unwrap(),
        granularity: Granularity::Daily,
        project_ids: vec!["p-1".into(), "p-2".into()],
        branch_ids: vec!["br-1".into()],
        metrics: Metric::ALL.to_vec(),
        cursor: Some("c".to_owned()),
        limit: 5000,
    };
    vec![
        Request::get_organization(&org).into(),
        Request::list_members(&org, Some("c"), 1000).into(),
        Request::get_member(&org, &member).into(),
        Request::update_member(&org, &member, json!({ "role": "viewer" })),
        Request::remove_member(&org, &member),
        Request::list_invitations(&org).into(),
        Request::create_invitations(
            &org,
            json!({ "invitations": [{ "email": "ada@example.com", "role": "admin" }] }),
        ),
        Request::spending_limit(&org).into(),
        Request::set_spending_limit(&org, 5000),
        Request::delete_spending_limit(&org),
        Request::list_api_keys().into(),
        Request::create_api_key("it's"),
        Request::revoke_api_key(&7.into()),
        Request::list_org_api_keys(&org).into(),
        Request::create_org_api_key(&org, "ci", Some(&"p".into())),
        Request::revoke_org_api_key(&org, &7.into()),
        Request::list_org_vpc_endpoints(&org).into(),
        Request::get_vpc_endpoint(&org, &"aws-us-east-2".into(), &"vpce-1/x".into()).into(),
        Request::assign_vpc_endpoint(&of_org, &"vpce-1".into(), json!({ "label": "office" })),
        Request::remove_vpc_endpoint(&of_org, &"vpce-1".into()),
        Request::list_project_vpc_endpoints(&project).into(),
        Request::assign_vpc_endpoint(&of_project, &"vpce-1".into(), json!({ "label": "x" })),
        Request::remove_vpc_endpoint(&of_project, &"vpce-1".into()),
        Request::project_consumption(&consumption).into(),
        Request::branch_consumption(&consumption).into(),
    ]
}

#[test]
fn every_operation_can_be_asked_for() {
    let asked: HashSet<Operation> = every_request()
        .iter()
        .map(|request| request.operation)
        .collect();
    let missing: Vec<_> = Operation::ALL
        .iter()
        .filter(|operation| !asked.contains(operation))
        .collect();
    assert!(
        missing.is_empty(),
        "no constructor in this test for {missing:?}"
    );
}

#[test]
fn every_placeholder_is_filled_and_nothing_leaves_its_place() {
    for request in every_request() {
        let spec = request.operation.spec();
        assert_eq!(
            spec.placeholders().count(),
            request.path.len(),
            "{request:?}"
        );
        let target = request.target();
        let path = target.split('?').next().unwrap();
        assert_eq!(
            path.split('/').count(),
            spec.path.split('/').count(),
            "{target}"
        );
        assert!(!target.contains(['{', '}', '#', ' ']), "{target}");
        // the client's own URL parser gives the same result
        let url = url::Url::parse(&format!("https://h/api/v2{target}")).unwrap();
        assert_eq!(url.path(), format!("/api/v2{path}"));
        let pairs: Vec<_> = url
            .query_pairs()
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let sent: Vec<_> = request
            .query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        assert_eq!(pairs, sent);
        assert_eq!(request.unsendable(), None);
        // The filters of this one are in its body.
        let reads = request.method() == Method::Get || request.operation == Operation::QueryLogs;
        assert_eq!(request.is_read(), reads);
    }
}

#[test]
fn names_are_encoded() {
    let request = Request::get_database(&"p".into(), &"b".into(), &"a/b ü?".into());
    assert_eq!(
        request.target(),
        "/projects/p/branches/b/databases/a%2Fb%20%C3%BC%3F"
    );
    assert_eq!(request.path_part("database_name"), Some("a/b ü?"));
    assert_eq!(request.path_part("role_name"), None);
}

#[test]
fn a_part_that_would_vanish_from_the_path_is_never_sent() {
    for name in ["", ".", "..", " ", " .. "] {
        let request = Request::get_database(&"p".into(), &"b".into(), &name.into());
        assert!(
            request
                .unsendable()
                .unwrap()
                .to_lowercase()
                .contains("database name"),
            "{name:?}"
        );
    }
    let request = Request::get_database(&"p".into(), &"b".into(), &"...".into());
    assert_eq!(request.unsendable(), None);
}

#[test]
fn a_page_always_has_a_size() {
    let request = Request::list_projects(&ProjectQuery {
        limit: 0,
        ..ProjectQuery::default()
    });
    assert_eq!(request.target(), "/projects?limit=1");
    let request = Request::list_projects(&ProjectQuery {
        limit: 9999,
        search: Some(String::new()),
        ..ProjectQuery::default()
    });
    assert_eq!(request.target(), "/projects?limit=400");
}

#[test]
fn operations_are_found_by_their_name_in_the_contract() {
    for operation in Operation::ALL {
        assert_eq!(Operation::by_id(operation.spec().id), Some(*operation));
    }
    assert_eq!(Operation::by_id("launchRockets"), None);
}
