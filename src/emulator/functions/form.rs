//! Reads `multipart/form-data`.

use axum::body::Bytes;
use memchr::memmem;

/// The fields of a form, by name. `None` if it is not a form, or broken.
pub fn read(content_type: &str, body: &Bytes) -> Option<Vec<(String, Bytes)>> {
    let mut settings = content_type.split(';').map(str::trim);
    let kind = settings.next()?;
    if !kind.eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = settings.find_map(|setting| setting.strip_prefix("boundary="))?;
    let mark = format!("\r\n--{}", boundary.trim_matches('"'));
    let mark = mark.as_bytes();
    // The first mark has no line before it.
    let mut rest = match body.strip_prefix(mark.get(2..)?) {
        Some(_) => mark.len() - 2,
        None => memmem::find(body, mark)? + mark.len(),
    };
    let mut fields = vec![];
    loop {
        let part = body.get(rest..)?;
        if part.starts_with(b"--") {
            return Some(fields);
        }
        let part = part.strip_prefix(b"\r\n")?;
        let head = memmem::find(part, b"\r\n\r\n")?;
        let length = memmem::find(part.get(head + 2..)?, mark)?.checked_sub(2)?;
        let name = name(std::str::from_utf8(part.get(..head)?).ok()?)?;
        let start = rest + 2 + head + 4;
        fields.push((name, body.slice(start..start + length)));
        rest = start + length + mark.len();
    }
}

/// The name of a field, from the lines above its value.
fn name(head: &str) -> Option<String> {
    let (_, name) = head.split_once(" name=\"")?;
    Some(name.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=xyz";

    #[test]
    fn fields_are_found_between_the_marks() {
        let body = "--xyz\r\nContent-Disposition: form-data; name=\"zip\"; filename=\"b.zip\"\r\n\
            Content-Type: application/zip\r\n\r\nPK\r\n\r\nx\r\n--xyz\r\n\
            Content-Disposition: form-data; name=\"runtime\"\r\n\r\n\r\n--xyz--\r\n";
        let fields = read(KIND, &Bytes::from(body)).unwrap();
        let text = |place: usize| (fields[place].0.as_str(), &fields[place].1[..]);
        assert_eq!(fields.len(), 2);
        assert_eq!(text(0), ("zip", &b"PK\r\n\r\nx"[..]));
        assert_eq!(text(1), ("runtime", &b""[..]));
    }

    #[test]
    fn what_is_broken_is_no_form() {
        for body in ["", "--xyz", "--xyz\r\n\r\n", "--xyz\r\nA: b\r\n\r\nx", "x"] {
            assert!(read(KIND, &Bytes::from(body)).is_none(), "{body}");
        }
        assert!(read("application/json", &Bytes::from("--xyz--")).is_none());
    }
}
