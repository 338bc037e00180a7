//! Why Neon cannot be reached, in plain words that name what has to change: the network, the proxy, the certificates.

use std::{
    env,
    error::Error,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use hyper_util::client::proxy::matcher::Matcher;

use super::host::BaseUrl;

/// The route from here to the host.
#[derive(Clone, Debug)]
pub(super) struct Way {
    host: String,
    proxy: Option<String>,
}

impl Way {
    /// The route to this URL according to the environment or the system.
    pub(super) fn to(base: &BaseUrl) -> Self {
        let uri: Option<http::Uri> = base.as_str().parse().ok();
        let authority = uri.as_ref().and_then(http::Uri::authority);
        let host = authority.map_or_else(String::new, ToString::to_string);
        // A proxy is not used for loopback.
        let uri = uri.filter(|_| !base.is_loopback());
        let proxy = uri.and_then(|uri| Matcher::from_system().intercept(&uri));
        Self {
            host,
            proxy: proxy.map(|proxy| named(proxy.uri())),
        }
    }

    /// The proxy and the variable that sets it: "http://10.0.0.1:3128 (HTTPS_PROXY)". Never its user name and password.
    pub(super) fn proxy(&self) -> Option<&str> {
        self.proxy.as_deref()
    }

    /// Why there is no connection, or why it broke.
    pub(super) fn explain(&self, error: &reqwest::Error) -> String {
        let causes = causes(error);
        let last = causes.last().map_or("", String::as_str);
        let has = |text: &str| causes.iter().any(|cause| cause.contains(text));
        if let Some(why) = self.proxy().and_then(|proxy| {
            let tunnel = causes
                .iter()
                .find_map(|it| it.strip_prefix("tunnel error: "));
            refused_by(proxy, &self.host, tunnel, last)
        }) {
            return why;
        }
        if let Some(why) = certificate(last, &self.host) {
            return why;
        }
        let host = &self.host;
        if has("dns error") {
            return format!("the name {host} cannot be resolved: check the network");
        }
        if has("InvalidContentType") || has("corrupt message") {
            return format!("what answers at {host} does not speak TLS");
        }
        if error.is_timeout() && error.is_connect() {
            return format!(
                "{host} does not answer; a firewall may be in the way: if there is a proxy, set HTTPS_PROXY"
            );
        }
        match last {
            "" if error.is_timeout() => "timed out".to_owned(),
            "" => "the request failed".to_owned(),
            last => broken(last, host, error.is_connect()),
        }
    }
}

/// What the system reports about a connection that could not be made or broke, in words.
fn broken(cause: &str, host: &str, is_connect: bool) -> String {
    let has = |texts: &[&str]| {
        let cause = cause.to_ascii_lowercase();
        texts.iter().any(|text| cause.contains(text))
    };
    if has(&["connection refused"]) {
        format!("{host} refused the connection")
    } else if has(&["unreachable", "no route to host"]) {
        format!("there is no route to {host}: check the network")
    } else if has(&[
        "reset by peer",
        "end of file",
        "broken pipe",
        "before message",
        "close_notify",
    ]) {
        format!("the connection to {host} was cut")
    } else if is_connect {
        format!("no connection to {host} ({})", without_number(cause))
    } else {
        without_number(cause).to_owned()
    }
}

/// An error of the system without its number: users have no use for "(os error 111)".
fn without_number(cause: &str) -> &str {
    let cut = cause.find(" (os error ");
    cut.and_then(|at| cause.get(..at)).unwrap_or(cause)
}

/// A proxy without its credentials, and the variable that sets it.
fn named(proxy: &http::Uri) -> String {
    let scheme = proxy.scheme_str().unwrap_or("http");
    let address = proxy.authority().map_or("", |all| all.as_str());
    let address = address.rsplit('@').next().unwrap_or_default();
    let mut variables = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].into_iter();
    let by = variables.find(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    format!("{scheme}://{address} ({})", by.unwrap_or("of the system"))
}

/// The causes of an error, outermost first. Reqwest's own is left out, because it contains the URL.
fn causes(error: &reqwest::Error) -> Vec<String> {
    let mut causes = Vec::new();
    let mut cause: Option<&dyn Error> = error.source();
    while let Some(inner) = cause {
        causes.push(inner.to_string());
        cause = inner.source();
    }
    causes
}

/// Why a proxy refused a connection; `None` if it was not the proxy.
fn refused_by(proxy: &str, host: &str, tunnel: Option<&str>, last: &str) -> Option<String> {
    if proxy.starts_with("socks") {
        return Some(format!(
            "the proxy {proxy} is a SOCKS proxy, which is not supported: name an HTTP proxy in HTTPS_PROXY"
        ));
    }
    Some(match tunnel? {
        "proxy authorization required" => format!(
            "the proxy {proxy} does not accept its user name and password, or wants some (407): \
             write http://user:password@host:port there"
        ),
        "unsuccessful" => {
            format!("the proxy {proxy} refuses to connect to {host}: ask whoever runs it")
        }
        "unexpected end of file" => {
            format!("the proxy {proxy} closed the connection: it must be an HTTP proxy")
        }
        _ => format!(
            "the proxy {proxy} cannot be reached ({})",
            without_number(last)
        ),
    })
}

/// What is wrong with the host's certificate; `None` if that is not the cause.
fn certificate(cause: &str, host: &str) -> Option<String> {
    let fault = cause.split_once("invalid peer certificate: ")?.1;
    let is = |names: &[&str]| names.iter().any(|name| fault.starts_with(name));
    if is(&["UnknownIssuer"]) {
        return Some(unknown_issuer(host, |name| env::var_os(name)));
    }
    Some(if is(&["certificate expired", "Expired"]) {
        format!(
            "the certificate shown for {host} has expired, or the clock of this machine is wrong ({fault})"
        )
    } else if is(&["certificate not valid yet", "NotValidYet"]) {
        format!(
            "the certificate shown for {host} is not valid yet, or the clock of this machine is wrong ({fault})"
        )
    } else if is(&["certificate not valid for name", "NotValidForName"]) {
        format!(
            "the certificate that was shown is not for {host}: something on the way answers in its place, \
             or the API host is wrong"
        )
    } else if fault.contains("CaUsedAsEndEntity") {
        format!("the certificate shown for {host} is an authority's own and not for a server")
    } else {
        format!("the certificate shown for {host} is not accepted ({fault})")
    })
}

fn unknown_issuer(host: &str, variable: impl Fn(&str) -> Option<OsString>) -> String {
    let begin = format!("the certificate shown for {host} is of an issuer unknown here");
    if let Some(fault) = fault_of_variables(&variable) {
        return format!("{begin}, and {fault}");
    }
    match variable("SSL_CERT_FILE") {
        Some(file) => format!(
            "{begin}: add the issuer's certificate to SSL_CERT_FILE ({}), which replaces the system's",
            Path::new(&file).display()
        ),
        None => format!(
            "{begin}; a proxy or firewall that reads connections does that: name its CA's certificate (PEM) in SSL_CERT_FILE"
        ),
    }
}

/// What is wrong with the certificate paths in the environment; `None` if there are none.
pub(super) fn fault_of_certificates() -> Option<String> {
    fault_of_variables(&|name| env::var_os(name))
}

fn fault_of_variables(variable: &impl Fn(&str) -> Option<OsString>) -> Option<String> {
    let file = variable("SSL_CERT_FILE").and_then(|path| {
        let fault = fault_of_file(Path::new(&path))?;
        Some(format!(
            "SSL_CERT_FILE names {}, which {fault}",
            Path::new(&path).display()
        ))
    });
    let folders = variable("SSL_CERT_DIR").map(|all| env::split_paths(&all).collect());
    let folders: Vec<PathBuf> = folders.unwrap_or_default();
    let faults: Vec<String> = folders
        .iter()
        .map_while(|path| {
            let fault = fault_of_folder(path)?;
            Some(format!(
                "SSL_CERT_DIR names {}, which {fault}",
                path.display()
            ))
        })
        .collect();
    // One good folder is enough.
    let folder = (faults.len() == folders.len()).then(|| faults.into_iter().next());
    file.or(folder.flatten())
}

fn fault_of_file(path: &Path) -> Option<String> {
    if path.as_os_str().is_empty() {
        return Some("is no path".to_owned());
    }
    if path.is_dir() {
        return Some("is a folder; SSL_CERT_DIR is for folders".to_owned());
    }
    match fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Some("does not exist".to_owned())
        }
        Err(error) => Some(format!("cannot be read ({error})")),
        Ok(bytes) if bytes.is_empty() => Some("is empty".to_owned()),
        Ok(bytes) => (!is_pem(&bytes)).then(|| "holds no certificate (PEM)".to_owned()),
    }
}

fn fault_of_folder(path: &Path) -> Option<String> {
    if !path.exists() {
        return Some("does not exist".to_owned());
    }
    if !path.is_dir() {
        return Some("is no folder; SSL_CERT_FILE is for a file".to_owned());
    }
    let mut files = match fs::read_dir(path) {
        Ok(entries) => entries.flatten(),
        Err(error) => return Some(format!("cannot be read ({error})")),
    };
    let holds = files.any(|entry| fs::read(entry.path()).is_ok_and(|bytes| is_pem(&bytes)));
    (!holds).then(|| "holds no certificate (PEM)".to_owned())
}

fn is_pem(bytes: &[u8]) -> bool {
    let mark = b"-----BEGIN CERTIFICATE-----";
    bytes.windows(mark.len()).any(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_named_without_its_credentials() {
        let proxy: http::Uri = "http://me:secret@proxy.example:3128/".parse().unwrap();
        let text = named(&proxy);
        assert!(text.starts_with("http://proxy.example:3128 ("), "{text}");
    }

    #[test]
    fn where_certificates_are_not_is_named_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let full = path("full");
        for name in ["none", "full"] {
            fs::create_dir(path(name)).unwrap();
        }
        fs::write(path("empty.pem"), "").unwrap();
        fs::write(path("text.pem"), "hello").unwrap();
        let pem = "-----BEGIN CERTIFICATE-----\n";
        fs::write(path("ca.pem"), pem).unwrap();
        fs::write(full.join("ca.pem"), pem).unwrap();
        let cases = [
            ("SSL_CERT_FILE", "missing.pem", Some("does not exist")),
            ("SSL_CERT_FILE", "empty.pem", Some("is empty")),
            ("SSL_CERT_FILE", "text.pem", Some("holds no certificate")),
            ("SSL_CERT_FILE", "none", Some("is a folder")),
            ("SSL_CERT_FILE", "ca.pem", None),
            ("SSL_CERT_DIR", "missing", Some("does not exist")),
            ("SSL_CERT_DIR", "none", Some("holds no certificate")),
            ("SSL_CERT_DIR", "ca.pem", Some("is no folder")),
            ("SSL_CERT_DIR", "full", None),
        ];
        for (variable, name, fault) in cases {
            let value = path(name).into_os_string();
            let found = fault_of_variables(&|asked| (asked == variable).then(|| value.clone()));
            match fault {
                None => assert_eq!(found, None),
                Some(fault) => {
                    let found = found.unwrap_or_else(|| panic!("nothing wrong with {name}"));
                    let begin = format!("{variable} names {}, which", path(name).display());
                    assert!(
                        found.starts_with(&begin) && found.contains(fault),
                        "{found}"
                    );
                }
            }
        }
        let both = format!("{}:{}", path("missing").display(), full.display());
        let found =
            fault_of_variables(&|asked| (asked == "SSL_CERT_DIR").then(|| both.clone().into()));
        assert_eq!(found, None);
    }

    #[test]
    fn what_is_wrong_with_a_certificate_is_said_in_plain_words() {
        let cases = [
            ("UnknownIssuer", "SSL_CERT_FILE"),
            (
                "certificate expired: verification time 1 (UNIX), but certificate is not valid after 0",
                "clock",
            ),
            ("certificate not valid yet: x", "clock"),
            (
                "certificate not valid for name \"h\"; certificate is only valid for a",
                "API host",
            ),
            ("BadSignature", "BadSignature"),
        ];
        for (fault, said) in cases {
            let text = certificate(&format!("invalid peer certificate: {fault}"), "h").unwrap();
            assert!(text.contains(said), "{text}");
        }
        assert_eq!(certificate("Connection refused", "h"), None);
        let own = |name: &str| (name == "SSL_CERT_FILE").then(|| "/nonexistent.pem".into());
        assert!(unknown_issuer("h", own).contains("/nonexistent.pem, which does not exist"));
    }

    #[test]
    fn what_the_system_reports_is_said_in_words() {
        for (cause, said) in [
            (
                "Connection refused (os error 111)",
                "h refused the connection",
            ),
            ("Network is unreachable (os error 101)", "no route to h"),
            ("Connection reset by peer (os error 104)", "to h was cut"),
            ("end of file before message length reached", "to h was cut"),
            (
                "Too many open files (os error 24)",
                "no connection to h (Too many open files)",
            ),
        ] {
            let text = broken(cause, "h", true);
            assert!(text.contains(said) && !text.contains("os error"), "{text}");
        }
    }

    #[test]
    fn a_proxy_that_refuses_is_what_is_said_to_refuse() {
        let proxy = "http://10.0.0.1:3128 (HTTPS_PROXY)";
        for (tunnel, said) in [
            ("proxy authorization required", "(407)"),
            ("unsuccessful", "refuses to connect to neon.example"),
            ("unexpected end of file", "must be an HTTP proxy"),
            (
                "failed to create underlying connection",
                "cannot be reached (Connection refused)",
            ),
        ] {
            let text =
                refused_by(proxy, "neon.example", Some(tunnel), "Connection refused").unwrap();
            assert!(text.contains(proxy) && text.contains(said), "{text}");
        }
        assert_eq!(refused_by(proxy, "neon.example", None, "reset"), None);
    }
}
