use lazyneon::api::{
    Answer, ApiKey, Operation,
    secret::{KeyError, mask_json, mask_uri, mask_value},
    types::Role,
};
use serde_json::json;

const KEY: &str = "napi_0123456789abcdef";

#[test]
fn keys_are_trimmed_and_checked() {
    assert_eq!(ApiKey::parse(&format!("  {KEY}\n")).unwrap().expose(), KEY);
    assert_eq!(ApiKey::parse(" \t\n"), Err(KeyError::Empty));
    for bad in ["napi a", "napi\u{0}x", "näpi", "napi\nx", "napi\u{7f}"] {
        assert_eq!(ApiKey::parse(bad), Err(KeyError::Character), "{bad:?}");
    }
}

#[test]
fn secrets_do_not_show() {
    let key = ApiKey::parse(KEY).unwrap();
    assert_eq!(format!("{key:?}"), "ApiKey(********)");
    let role: Role = serde_json::from_value(json!({"name": "r", "password": "hunter2"})).unwrap();
    assert_eq!(role.password.as_ref().unwrap().expose(), "hunter2");
    assert!(!format!("{role:?}").contains("hunter2"));
    assert_eq!(
        serde_json::to_value(&role).unwrap(),
        json!({"branch_id": "", "name": "r"})
    );
    let body = r#"{"uri":"postgresql://u:hunter2@h/d"}"#;
    let answer = Answer::decode(Operation::GetConnectionUri, 200, body).unwrap();
    assert!(!format!("{answer:?}").contains("hunter2"));
}

#[test]
fn json_is_masked_and_otherwise_left_as_it_is() {
    let cases = [
        (
            r#"{"password":"hunter2","store_passwords":true}"#,
            r#"{"password":"********","store_passwords":true}"#,
        ),
        (
            r#"{ "uri" : "postgresql://u:hunter2@h/d" }"#,
            r#"{ "uri" : "********" }"#,
        ),
        (
            r#"{"key":"hunter2","key_name":"ci","key_id":7}"#,
            r#"{"key":"********","key_name":"ci","key_id":7}"#,
        ),
        // The name of an object in a bucket.
        (
            r#"{"key": "a/b.txt", "size": 3, "etag": "x"}"#,
            r#"{"key": "a/b.txt", "size": 3, "etag": "x"}"#,
        ),
        (
            r#"{"password":"a\"hunter2","x":1}"#,
            r#"{"password":"********","x":1}"#,
        ),
        (
            r#"{"note":"see postgres://u:hunter2@h/d?x=1 there"}"#,
            r#"{"note":"see postgres://u:********@h/d?x=1 there"}"#,
        ),
        (
            r#"{"password":"hunter2 cut sho"#,
            r#"{"password":"********""#,
        ),
        (r#"{"password":""}"#, r#"{"password":""}"#),
        (r#"{"password":null}"#, r#"{"password":null}"#),
        (r#"["password","x"]"#, r#"["password","x"]"#),
        ("plain text", "plain text"),
    ];
    for (text, masked) in cases {
        assert_eq!(mask_json(text), masked);
    }
    let value = json!({"connection_uris": [{"connection_uri": "x", "connection_parameters": {"password": "p", "role": "r"}}]});
    let masked = json!({"connection_uris": [{"connection_uri": "********", "connection_parameters": {"password": "********", "role": "r"}}]});
    assert_eq!(mask_value(&value), masked);
    let objects = json!([{"key": "a/b.txt", "size": 3}, {"key": "a/", "etag": ""}]);
    assert_eq!(mask_value(&objects), objects);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&mask_json(&value.to_string())).unwrap(),
        masked
    );
}

#[test]
fn passwords_in_uris_are_masked() {
    let cases = [
        ("postgresql://u:p@h/d", "postgresql://u:********@h/d"),
        ("postgresql://u@h/d", "postgresql://u@h/d"),
        ("postgresql://u:p:q@@h/d", "postgresql://u:********@h/d"),
        (
            "a://u:p@h b://v:q@h c",
            "a://u:********@h b://v:********@h c",
        ),
        (
            "https://example.com:8080/a@b",
            "https://example.com:8080/a@b",
        ),
        ("://", "://"),
        ("x://é:ü@ö", "x://é:********@ö"),
    ];
    for (text, masked) in cases {
        assert_eq!(mask_uri(text), masked);
    }
}

proptest::proptest! {
    #[test]
    fn masking_survives_anything(text in "\\PC{0,60}", cut in 0usize..200) {
        let json = json!({"password": text, "uri": text, "a": [text, {"secret": text}]}).to_string();
        let cut = json.char_indices().map(|(at, _)| at).take_while(|at| *at <= cut).last().unwrap_or(0);
        let _ = (mask_json(&text), mask_uri(&text), mask_json(&json[..cut]));
        proptest::prop_assert!(serde_json::from_str::<serde_json::Value>(&mask_json(&json)).is_ok());
    }
}
