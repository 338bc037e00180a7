//! Allows requests from programs on this machine, but not from web pages.
//!
//! The socket is on loopback, but so is a browser. A page can point its own name at 127.0.0.1 (DNS rebinding) and then
//! read every answer, including passwords, so the requested host has to be the loopback on every route. The controls
//! are also closed to pages of another origin that request the right host.

use std::net::IpAddr;

use axum::http::{
    HeaderMap, HeaderValue, Uri,
    header::{HOST, ORIGIN},
    uri::Authority,
};

use super::error::Refusal;

/// Refuses requests to a host other than the loopback. HTTP/1.0 requests have no host, and no browser sends them.
pub fn check_host(uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
    let named = uri.authority().map(|host| host.as_str().as_bytes());
    let told = headers.get_all(HOST).into_iter().map(HeaderValue::as_bytes);
    if named.into_iter().chain(told).all(is_loopback) {
        return Ok(());
    }
    Err(Refusal::forbidden(
        "only this machine is served here: the Host must be 127.0.0.1 or localhost",
    ))
}

/// Refuses requests by a browser for a page of another origin; the emulator has no pages itself.
pub fn check_origin(headers: &HeaderMap) -> Result<(), Refusal> {
    let own = |origin: &HeaderValue| {
        let host = headers.get(HOST).map_or(&b""[..], HeaderValue::as_bytes);
        origin.as_bytes().strip_prefix(b"http://") == Some(host)
    };
    let unasked = |site: &HeaderValue| matches!(site.as_bytes(), b"none" | b"same-origin");
    let origins = headers.get_all(ORIGIN).into_iter();
    let sites = headers.get_all("sec-fetch-site").into_iter();
    if origins.map(own).chain(sites.map(unasked)).all(|fits| fits) {
        return Ok(());
    }
    Err(Refusal::forbidden("web pages have no controls"))
}

/// Whether a host, with or without a port, is a loopback name or address.
fn is_loopback(host: &[u8]) -> bool {
    let Ok(authority) = Authority::try_from(host) else {
        return false;
    };
    if authority.as_str().contains('@') {
        return false;
    }
    let name = authority.host();
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loopback_has_these_names() {
        for host in [
            "localhost",
            "LocalHost:8787",
            "127.0.0.1",
            "127.0.0.1:1",
            "[::1]",
            "[::1]:8787",
        ] {
            assert!(is_loopback(host.as_bytes()), "{host}");
        }
        for host in [
            "",
            "page.example",
            "localhost.page.example",
            "127.0.0.1.page.example:80",
            "0.0.0.0:8787",
            "[::ffff:10.0.0.1]",
            "me@127.0.0.1",
            "127.0.0.1@page.example",
            "127.0.0.1, page.example",
        ] {
            assert!(!is_loopback(host.as_bytes()), "{host}");
        }
    }
}
