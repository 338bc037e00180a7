//! Every recorded response, as it is and as later versions of the server may send it.

use std::collections::BTreeSet;

use lazyneon::api::{
    Answer, Operation,
    types::{BranchState, OperationStatus, ProjectRow},
};
use serde_json::{Map, Value, json};

use super::fixtures::{Sample, samples};

/// Objects whose keys are data, not fields.
const MAPS: &[&str] = &[
    "annotations",
    "value",
    "pg_settings",
    "applications",
    "integrations",
    "metadata",
];
/// Fields that are ignored on purpose.
const UNREAD: &[&str] = &[
    "applications",
    "integrations",
    "pooler_enabled",
    "pooler_mode",
    "org_name",
    "billing_account",
];
/// Fields that project rows leave out to stay small.
const UNREAD_IN_ROWS: &[&str] = &[
    "platform_id",
    "provisioner",
    "default_endpoint_settings",
    "settings",
    "proxy_host",
    "branch_logical_size_limit",
    "branch_logical_size_limit_bytes",
    "store_passwords",
    "cpu_used_sec",
    "creation_source",
    "quota_reset_at",
    "hipaa_enabled_at",
    "maintenance_starts_at",
];
/// Fields with an enum value.
const ENUMS: &[&str] = &[
    "current_state",
    "pending_state",
    "type",
    "status",
    "action",
    "auth_method",
    "audit_log_level",
    "restore_status",
    "init_source",
    "deletion_method",
    "metric_name",
    "authentication_method",
    "effective_project_permission",
    "frequency",
    "role",
];
/// Fields that identify a record's thing or its parent.
const IDENTITIES: &[&str] = &[
    "id",
    "name",
    "branch_id",
    "region_id",
    "member",
    "vpc_endpoint_id",
];
const SECRETS: &[&str] = &["uri", "connection_uri", "password", "key"];

fn decode(sample: &Sample, body: &Value) -> Answer {
    let answer = Answer::decode(sample.operation, 200, &body.to_string());
    let answer = answer.unwrap_or_else(|error| panic!("{}: {error}\n{body:#}", sample.name));
    assert_eq!(answer.odd(), &[], "{}\n{body:#}", sample.name);
    answer
}

/// The decoded response as JSON.
fn written(answer: &Answer) -> Value {
    serde_json::to_value(answer).unwrap()
}

/// Changes a copy of the body at every object, one object at a time or all together.
fn at_every_object(
    value: &mut Value,
    inside_map: bool,
    change: &mut impl FnMut(&mut Map<String, Value>),
) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields.iter_mut() {
                at_every_object(value, MAPS.contains(&key.as_str()), change);
            }
            if !inside_map {
                change(fields);
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| at_every_object(item, false, change)),
        _ => {}
    }
}

/// The sample without the ignored fields.
fn read_part(sample: &Sample) -> Value {
    let mut json = sample.json();
    let rows = sample.operation == Operation::ListProjects;
    at_every_object(&mut json, false, &mut |fields| {
        fields.retain(|key, _| {
            !(UNREAD.contains(&key.as_str()) || rows && UNREAD_IN_ROWS.contains(&key.as_str()))
        });
    });
    json
}

fn keys(value: &Value) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    at_every_object(&mut value.clone(), false, &mut |fields| {
        keys.extend(fields.keys().cloned())
    });
    keys
}

#[test]
fn a_sample_is_read_whole() {
    for sample in samples() {
        let json = read_part(&sample);
        let read = keys(&written(&decode(&sample, &json)));
        for key in keys(&json) {
            // the zero time is read as "not set"
            let zero = sample.text.contains(&format!("\"{key}\": \"0001-"));
            assert!(
                zero || SECRETS.contains(&key.as_str()) || read.contains(&key),
                "{}: {key} is not read",
                sample.name
            );
        }
    }
}

#[test]
fn unknown_enum_values_are_kept() {
    for sample in samples() {
        let mut body = read_part(&sample);
        let mut changed = 0;
        at_every_object(&mut body, false, &mut |fields| {
            for (key, value) in fields.iter_mut() {
                if ENUMS.contains(&key.as_str()) && value.is_string() {
                    *value = json!("brand_new");
                    changed += 1;
                }
            }
        });
        let text = written(&decode(&sample, &body)).to_string();
        assert_eq!(
            text.matches("brand_new").count(),
            changed,
            "{}",
            sample.name
        );
    }
}

#[test]
fn unknown_fields_are_ignored() {
    for sample in samples() {
        let mut body = sample.json();
        let plain = decode(&sample, &body);
        at_every_object(&mut body, false, &mut |fields| {
            fields.insert("brand_new".to_owned(), json!({"deep": [1, "x", null]}));
        });
        assert_eq!(decode(&sample, &body), plain, "{}", sample.name);
    }
}

#[test]
fn any_field_may_be_missing_or_null() {
    for sample in samples() {
        let json = sample.json();
        for key in keys(&json) {
            let is_thing = json.get(&key).is_some_and(Value::is_object);
            if IDENTITIES.contains(&key.as_str()) || is_thing {
                continue;
            }
            let mut body = json.clone();
            at_every_object(&mut body, false, &mut |fields| {
                drop(fields.shift_remove(&key))
            });
            decode_or_needs(&sample, &body);
            let mut body = json.clone();
            at_every_object(&mut body, false, &mut |fields| {
                if let Some(value) = fields.get_mut(&key) {
                    *value = Value::Null;
                }
            });
            decode_or_needs(&sample, &body);
        }
    }
}

/// A response may require a field of its own; nothing inside a list or a thing is ever required.
fn decode_or_needs(sample: &Sample, body: &Value) {
    match Answer::decode(sample.operation, 200, &body.to_string()) {
        Ok(answer) => assert_eq!(answer.odd(), &[], "{}\n{body:#}", sample.name),
        Err(error) => panic!("{}: {error}\n{body:#}", sample.name),
    }
}

/// Stands for a number out of range, which no JSON value of ours can hold.
const HUGE: &str = "a number beyond all bounds";

/// The paths of all values below this one, for lists only those of the first two elements.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                all.push(at.clone());
                places(value, &at, all);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().take(2).enumerate() {
                places(item, &format!("{at}/{index}"), all);
            }
        }
        _ => {}
    }
}

/// The body with a value replaced or removed.
fn with_odd(json: &Value, at: &str, odd: Option<&Value>) -> String {
    let mut body = json.clone();
    let (parent, key) = at.rsplit_once('/').unwrap();
    match (body.pointer_mut(at), odd) {
        (Some(place), Some(odd)) => *place = odd.clone(),
        _ => {
            let key = key.replace("~1", "/").replace("~0", "~");
            let parent = body.pointer_mut(parent).unwrap();
            parent.as_object_mut().unwrap().shift_remove(&key);
        }
    }
    body.to_string().replace(&format!("\"{HUGE}\""), "1e999")
}

/// The number of objects in each list of the body.
fn lengths(body: &Value) -> Vec<(String, usize)> {
    let fields = body.as_object().into_iter().flatten();
    let lists = fields.filter_map(|(key, value)| {
        let list = value.as_array()?;
        list.first()?.is_object().then(|| (key.clone(), list.len()))
    });
    lists.collect()
}

#[test]
fn an_odd_field_is_absent_and_loses_nothing_else() {
    let odds = [
        Some(json!(HUGE)),
        Some(json!(-1)),
        Some(json!("odd")),
        Some(json!({"odd": {"deep": [1]}})),
        Some(json!(["odd"])),
        Some(json!([1, "odd", {}, null])),
        Some(Value::Null),
        Some(json!(true)),
        None,
    ];
    for sample in samples().into_iter().filter(|one| !is_one_thing(one)) {
        let json = sample.json();
        let mut all = Vec::new();
        places(&json, "", &mut all);
        for at in &all {
            let key = at.rsplit('/').next().unwrap();
            let depth = at.matches('/').count();
            for odd in &odds {
                let body = with_odd(&json, at, odd.as_ref());
                let answer = Answer::decode(sample.operation, 200, &body);
                let case = || format!("{}: {odd:?} at {at}", sample.name);
                let of = lengths(&json);
                let Ok(answer) = answer else {
                    // Only what the whole response is about can make it unreadable.
                    let of_a_list = of
                        .iter()
                        .any(|(list, _)| at.starts_with(&format!("/{list}/")));
                    assert!(!of_a_list, "{} loses all", case());
                    continue;
                };
                let now = written(&answer);
                for (list, before) in of {
                    let kept = now[&list].as_array().map_or(0, Vec::len);
                    let inside = at.starts_with(&format!("/{list}/"));
                    let named = IDENTITIES.contains(&key) || !inside && depth == 1;
                    let left_out = answer.odd().iter();
                    let left_out = left_out.filter(|odd| odd.at.starts_with(&list)).count();
                    if !named {
                        assert_eq!(kept, before, "{}", case());
                    } else if inside {
                        assert_eq!(kept + left_out, before, "{}", case());
                    }
                }
            }
        }
    }
}

#[test]
fn a_record_says_which_of_its_fields_could_not_be_read() {
    let body = json!({"branches": [{
        "id": "br-1", "name": 7, "protected": "maybe", "created_at": "yesterday", "default": true,
        "restricted_actions": [{"name": "restore", "reason": 9}], "recovery": {"deleted_at": "x"},
    }]});
    let Answer::ListBranches(page) =
        Answer::decode(Operation::ListBranches, 200, &body.to_string()).unwrap()
    else {
        panic!()
    };
    assert_eq!(page.odd, []);
    let branch = &page.branches[0];
    assert!(branch.default && branch.name.is_empty() && branch.created_at.is_none());
    for key in [
        "name",
        "protected",
        "created_at",
        "restricted_actions",
        "recovery.deleted_at",
    ] {
        assert!(branch.unreadable.has(key), "{key}: {:?}", branch.unreadable);
    }
    assert!(branch.unreadable.has("recovery") && !branch.unreadable.has("default"));
    assert!(
        !written(&Answer::ListBranches(page))
            .to_string()
            .contains("unreadable")
    );
}

#[test]
fn a_list_inside_a_thing_is_read_whole_or_not_at_all() {
    let body = json!({"project": {"id": "p", "settings": {
        "allowed_ips": {"ips": ["10.0.0.1", 7], "protected_branches_only": true},
        "quota": {"logical_size_bytes": 5},
    }, "default_endpoint_settings": {"pg_settings": {"a": "b", "c": 7}}}});
    let Answer::GetProject(answer) =
        Answer::decode(Operation::GetProject, 200, &body.to_string()).unwrap()
    else {
        panic!()
    };
    let project = answer.project;
    let settings = project.settings.unwrap();
    let allowed = settings.allowed_ips.unwrap();
    assert_eq!(
        (allowed.ips, allowed.protected_branches_only),
        (None, Some(true))
    );
    assert_eq!(settings.quota.unwrap().logical_size_bytes, Some(5));
    assert_eq!(project.default_endpoint_settings.unwrap().pg_settings, None);
    for key in [
        "settings.allowed_ips",
        "default_endpoint_settings.pg_settings",
    ] {
        assert!(
            project.unreadable.has(key),
            "{key}: {:?}",
            project.unreadable
        );
    }
}

#[test]
fn what_misleads_when_it_is_missing_makes_the_answer_unreadable() {
    for (operation, body) in [
        (Operation::GetConnectionUri, json!({"uri": 7})),
        (Operation::CompareSchema, json!({"diff": 7})),
        (
            Operation::GetSpendingLimit,
            json!({"spending_limit_cents": "many"}),
        ),
        (Operation::CountBranches, json!({"count": -1})),
        (
            Operation::GetSnapshotSchedule,
            json!({"schedule": [{"hour": "noon"}]}),
        ),
        (Operation::GetProject, json!({"project": {"name": "no id"}})),
        (Operation::GetProject, json!({"project": null})),
        (Operation::GetProject, json!({})),
    ] {
        let answer = Answer::decode(operation, 200, &body.to_string());
        assert!(answer.is_err(), "{operation}: {answer:?}");
    }
}

#[test]
fn a_time_that_is_none_is_not_set() {
    for odd in [
        json!("0001-01-01T00:00:00Z"),
        json!("soon"),
        json!(""),
        json!(17),
        json!({"a": [1]}),
        json!([]),
        json!(true),
    ] {
        let body = json!({"project": {"id": "p", "created_at": odd, "updated_at": "2026-01-01T00:00:00Z"}});
        let Answer::GetProject(answer) =
            Answer::decode(Operation::GetProject, 200, &body.to_string()).unwrap()
        else {
            panic!()
        };
        assert_eq!(answer.project.created_at, None);
        assert_eq!(
            answer.project.updated_at.unwrap().to_string(),
            "2026-01-01T00:00:00Z"
        );
    }
}

/// The lines of a schedule belong together: an edit replaces them all, so a lost one would be deleted.
fn is_one_thing(sample: &Sample) -> bool {
    sample.operation == Operation::GetSnapshotSchedule
}

#[test]
fn an_odd_object_does_not_lose_its_list() {
    for sample in samples().into_iter().filter(|one| !is_one_thing(one)) {
        let json = sample.json();
        let lists: Vec<String> = match &json {
            Value::Object(fields) => fields
                .iter()
                .filter(|(key, value)| {
                    !MAPS.contains(&key.as_str())
                        && value.as_array().is_some_and(|list| !list.is_empty())
                })
                .map(|(key, _)| key.clone())
                .collect(),
            _ => continue,
        };
        for list in lists {
            let mut body = json.clone();
            body[&list].as_array_mut().unwrap().insert(1, json!(18));
            body[&list].as_array_mut().unwrap().insert(0, json!(17));
            let answer = Answer::decode(sample.operation, 200, &body.to_string()).unwrap();
            let at: Vec<&str> = answer.odd().iter().map(|odd| odd.at.as_str()).collect();
            assert_eq!(
                at,
                [format!("{list}[0]"), format!("{list}[2]")],
                "{}",
                sample.name
            );
            let plain = written(&decode(&sample, &json));
            assert_eq!(
                written(&answer),
                plain,
                "{}: the others are kept",
                sample.name
            );
        }
    }
}

#[test]
fn an_odd_object_is_named() {
    let body =
        json!({"projects": [{"id": "good"}, {"id": 17, "name": "shy-sun-1"}], "pagination": {}});
    let answer = Answer::decode(Operation::ListProjects, 200, &body.to_string()).unwrap();
    assert_eq!(answer.odd()[0].at, "projects[1] (shy-sun-1)");
    assert!(
        answer.odd()[0].error.contains("missing or cannot be read"),
        "{:?}",
        answer.odd()
    );
    let Answer::ListProjects(page) = answer else {
        panic!()
    };
    assert_eq!(page.projects.len(), 1);
}

#[test]
fn an_odd_annotation_does_not_lose_the_branches() {
    let body = json!({"branches": [{"id": "br-1"}], "annotations": {"br-1": 7, "br-2": {"value": {"a": "b"}}}});
    let Answer::ListBranches(page) =
        Answer::decode(Operation::ListBranches, 200, &body.to_string()).unwrap()
    else {
        panic!()
    };
    assert_eq!((page.branches.len(), page.annotations.len()), (1, 1));
    assert_eq!(page.odd[0].at, "annotations.br-1");
}

#[test]
fn a_single_object_that_is_odd_is_an_error_with_its_place() {
    let body = json!({"project": {"id": 7, "pg_version": 17}}).to_string();
    let error = Answer::decode(Operation::GetProject, 200, &body).unwrap_err();
    assert!(error.to_string().contains("getProject: project"), "{error}");
    let error = Answer::decode(Operation::GetProject, 200, "<html>sign in</html>").unwrap_err();
    assert!(
        error.sentence().contains("a web page came instead of JSON"),
        "{}",
        error.sentence()
    );
    assert!(Answer::decode(Operation::GetProject, 200, "[]").is_err());
    assert!(Answer::decode(Operation::GetProject, 200, "").is_err());
}

#[test]
fn nothing_to_say_means_gone() {
    assert_eq!(
        Answer::decode(Operation::GetProject, 204, ""),
        Ok(Answer::Gone)
    );
}

#[test]
fn operations_end_as_documented() {
    let ends = |text: &str| {
        let status = OperationStatus::from(text);
        (
            status.is_pending(),
            status.is_terminal(),
            status.is_failure(),
        )
    };
    for pending in ["scheduling", "running", "cancelling", "brand_new", ""] {
        assert_eq!(ends(pending), (true, false, false), "{pending}");
    }
    for success in ["finished", "skipped"] {
        assert_eq!(ends(success), (false, true, false), "{success}");
    }
    for failure in ["failed", "error", "cancelled"] {
        assert_eq!(ends(failure), (false, true, true), "{failure}");
    }
}

#[test]
fn enums_keep_their_text() {
    assert_eq!(
        BranchState::from("frozen"),
        BranchState::Other("frozen".into())
    );
    for known in BranchState::ALL {
        assert_eq!(BranchState::from(known.as_str()), *known);
    }
}

#[test]
fn a_project_row_stays_lean() {
    assert!(
        size_of::<ProjectRow>() <= 264,
        "{}",
        size_of::<ProjectRow>()
    );
    assert_eq!(size_of::<Option<lazyneon::api::types::Time>>(), 8);
}

#[test]
fn the_table_knows_which_answers_hold_secrets() {
    for sample in samples() {
        let secret = ["npg_", "\"password\":", "\"uri\":", "\"key\":"]
            .iter()
            .any(|mark| sample.text.contains(mark));
        let spec = sample.operation.spec();
        assert!(!secret || spec.secret_answer, "{}", sample.name);
        let answer = decode(&sample, &sample.json());
        assert!(
            !format!("{answer:?}{}", written(&answer)).contains("npg_"),
            "{} shows a password",
            sample.name
        );
    }
}

#[test]
fn what_is_odd_about_a_secret_is_not_told() {
    let body = json!({"role": {"name": "r"}, "operations": ["hunter2"]}).to_string();
    let answer = Answer::decode(Operation::ResetPassword, 200, &body).unwrap();
    assert_eq!(answer.odd().len(), 1);
    assert!(!format!("{answer:?}").contains("hunter2"));
    for (operation, body) in [
        (Operation::ResetPassword, json!({"role": "hunter2"})),
        (
            Operation::GetConnectionUri,
            json!({"uri": 17, "x": "hunter2"}),
        ),
        (Operation::CreateApiKey, json!("hunter2")),
    ] {
        let error = Answer::decode(operation, 200, &body.to_string()).unwrap_err();
        assert!(
            !format!("{error} {error:?} {}", error.sentence()).contains("hunter2"),
            "{error}"
        );
    }
}

#[test]
fn a_change_tells_which_operations_to_follow() {
    let ids = |answer: Answer| -> Vec<String> {
        answer
            .operations()
            .iter()
            .map(|one| one.id.to_string())
            .collect()
    };
    for sample in samples() {
        let told = sample
            .json()
            .get("operations")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let follow = ids(decode(&sample, &sample.json()));
        let expected = if sample.operation.spec().returns_operations {
            told
        } else {
            0
        };
        assert_eq!(follow.len(), expected, "{}", sample.name);
    }
    let body = json!({"operations": [{"id": "op-1"}, {"id": "op-2"}]}).to_string();
    assert_eq!(
        ids(Answer::decode(Operation::DeleteSnapshot, 202, &body).unwrap()),
        ["op-1", "op-2"],
        "in order"
    );
    assert!(
        ids(Answer::decode(Operation::ListOperations, 200, &body).unwrap()).is_empty(),
        "looking starts nothing"
    );
}

#[test]
fn bodies_without_a_wrapper_are_read() {
    let Answer::GetOrganization(body) = Answer::decode(
        Operation::GetOrganization,
        200,
        r#"{"id":"org-1","plan":"scale_v3"}"#,
    )
    .unwrap() else {
        panic!()
    };
    assert_eq!(body.organization.plan, "scale_v3");
    let keys = r#"[{"id":7,"name":"ci"},{"id":"seven"},{"id":8,"last_used_at":null}]"#;
    let Answer::ListApiKeys(body) = Answer::decode(Operation::ListApiKeys, 200, keys).unwrap()
    else {
        panic!()
    };
    assert_eq!(
        body.api_keys.iter().map(|key| key.id).collect::<Vec<_>>(),
        [7, 8]
    );
    assert_eq!(body.odd[0].at, "api_keys[1] (seven)");
    let done = Answer::decode(Operation::RemoveMember, 200, "{}").unwrap();
    assert!(matches!(done, Answer::RemoveMember(_)));
    assert_eq!(
        Answer::decode(Operation::RemoveMember, 200, ""),
        Ok(Answer::Gone)
    );
}
