use lazyneon::api::{HostError, check_base_url};

#[test]
fn https_is_taken_and_slashes_at_the_end_are_dropped() {
    for text in [
        "https://console.neon.tech/api/v2",
        " https://console.neon.tech/api/v2// ",
        "HTTPS://Console.Neon.Tech/api/v2/",
    ] {
        assert_eq!(
            check_base_url(text).unwrap().as_str(),
            "https://console.neon.tech/api/v2",
            "{text}"
        );
    }
    assert_eq!(
        check_base_url("https://[2001:db8::1]:8443")
            .unwrap()
            .as_str(),
        "https://[2001:db8::1]:8443"
    );
}

#[test]
fn plain_http_stays_on_this_machine() {
    for text in [
        "http://127.0.0.1:8080/api/v2",
        "http://127.9.9.9",
        "http://[::1]:1",
        "http://localhost:3000/",
    ] {
        assert!(check_base_url(text).unwrap().is_loopback(), "{text}");
    }
    for text in [
        "http://console.neon.tech",
        "http://10.0.0.1",
        "http://128.0.0.1",
        "http://localhost.example.com",
        "http://0.0.0.0",
    ] {
        assert_eq!(check_base_url(text), Err(HostError::PlainHttp), "{text}");
    }
}

#[test]
fn anything_else_is_refused_with_a_sentence() {
    let refused = |text: &str| check_base_url(text).unwrap_err();
    assert_eq!(refused("  "), HostError::Empty);
    assert_eq!(
        refused("https://user:hunter2@console.neon.tech"),
        HostError::UserInfo
    );
    assert_eq!(
        refused("https://hunter2@console.neon.tech"),
        HostError::UserInfo
    );
    assert_eq!(refused("https://console.neon.tech/?x=1"), HostError::Query);
    assert_eq!(
        refused("ftp://console.neon.tech"),
        HostError::Scheme("ftp".to_owned())
    );
    for text in [
        "console.neon.tech",
        "localhost:8080",
        "https://",
        "not a host",
    ] {
        assert!(
            matches!(refused(text), HostError::Malformed(_)),
            "{text}: {:?}",
            refused(text)
        );
    }
    for text in [
        "",
        "https://user:hunter2@x",
        "ftp://x",
        "http://x",
        "https://x#y",
        "x",
    ] {
        let sentence = refused(text).to_string();
        assert!(
            sentence.ends_with('.') && !sentence.contains("hunter2"),
            "{sentence}"
        );
    }
}
