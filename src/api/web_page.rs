//! A web page instead of an answer: from the network's sign-in page, a proxy, a firewall, or Neon's own edge.

const LONGEST_TITLE: usize = 80;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WebPage {
    /// Its title on one line, if it has one.
    pub title: Option<String>,
    /// The host that a redirect points to.
    pub redirect: Option<String>,
}

/// Recognizes a web page. The API sends JSON or nothing, and never a redirect.
pub(super) fn find(
    status: u16,
    content_type: Option<&str>,
    location: Option<&str>,
    body: &str,
) -> Option<WebPage> {
    let body = body.trim_start_matches('\u{feff}').trim_start();
    let kind = content_type.unwrap_or_default().to_ascii_lowercase();
    let is_page = body.starts_with('<')
        || (kind.contains("html") && status != 204 && !body.starts_with(['{', '[']));
    let is_redirect = (300..400).contains(&status);
    (is_page || is_redirect).then(|| WebPage {
        title: title(body),
        redirect: location.filter(|_| is_redirect).and_then(host),
    })
}

fn title(page: &str) -> Option<String> {
    let lower = page.to_ascii_lowercase();
    let tag = lower.find("<title")?;
    let start = tag + lower.get(tag..)?.find('>')? + 1;
    let rest = lower.get(start..)?;
    let end = start + rest.find("</title").unwrap_or(rest.len());
    let text = decoded(page.get(start..end)?);
    let printable = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(printable).collect();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(LONGEST_TITLE).collect();
    let ellipsis = if cut.len() < line.len() { "…" } else { "" };
    (!cut.is_empty()).then(|| cut + ellipsis)
}

/// Decodes the few named characters that are common in titles.
fn decoded(text: &str) -> String {
    const NAMED: [(&str, &str); 7] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&mdash;", "—"),
        ("&amp;", "&"),
    ];
    let all = NAMED.iter();
    all.fold(text.to_owned(), |text, (name, c)| text.replace(name, c))
}

fn host(location: &str) -> Option<String> {
    let url = url::Url::parse(location).ok()?;
    url.host_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: Option<&str> = Some("text/html; charset=utf-8");
    const JSON: Option<&str> = Some("application/json");

    #[test]
    fn a_page_is_known_by_its_type_or_its_beginning() {
        let cases = [
            (200, HTML, "Please log in", true),
            (200, HTML, "", true),
            (200, None, "\u{feff}\n <!DOCTYPE html>", true),
            (502, JSON, "<html>", true),
            (302, None, "", true),
            (404, Some("TEXT/HTML"), "not here", true),
            (200, HTML, "{\"projects\":[]}", false),
            (204, HTML, "", false),
            (200, JSON, "{\"a\":\"<html>\"}", false),
            (500, Some("text/plain"), "upstream connect error", false),
            (400, None, "", false),
        ];
        for (status, kind, body, expected) in cases {
            let found = find(status, kind, None, body).is_some();
            assert_eq!(found, expected, "{status} {kind:?} {body}");
        }
    }

    #[test]
    fn a_title_is_one_short_line_of_text() {
        let long = "x".repeat(200);
        let cases = [
            (
                "<html><TITLE>502  Bad\n Gateway</TITLE>",
                Some("502 Bad Gateway".to_owned()),
            ),
            (
                "<title lang=\"en\">Hotel &amp; WiFi</title>",
                Some("Hotel & WiFi".to_owned()),
            ),
            (
                "<title>\u{1b}]52;c;eA==\u{7}Hi\r\n</title>",
                Some("]52;c;eA== Hi".to_owned()),
            ),
            ("<title>never closed", Some("never closed".to_owned())),
            ("<title> </title>", None),
            ("<html></html>", None),
            (
                &format!("<title>{long}</title>"),
                Some("x".repeat(LONGEST_TITLE) + "…"),
            ),
        ];
        for (page, expected) in cases {
            assert_eq!(title(page), expected, "{page}");
        }
    }

    #[test]
    fn a_redirect_says_where_it_points() {
        let to = |location| find(302, None, Some(location), "").and_then(|page| page.redirect);
        assert_eq!(
            to("http://me:secret@login.hotel.example:8080/in?a=b").unwrap(),
            "login.hotel.example"
        );
        assert_eq!(to("/login"), None);
    }
}
