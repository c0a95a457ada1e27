//! Brings a vendor's link into the form that addresses are read in. Vendors put spaces, letters beyond ASCII, HTML's
//! `&amp;` and line breaks into links, and leave the scheme out. Nothing is decided here about where we may connect to:
//! the result is read and checked as strictly as any address.

use std::borrow::Cow;

/// The written forms of `&` in HTML.
const AMPERSANDS: [&str; 4] = ["&amp;", "&AMP;", "&#38;", "&#x26;"];

/// The link with a scheme, without blanks around it, and with escapes for the blanks in its path and query. The host is
/// left as it is, so that an odd one is refused as it was written.
pub(crate) fn tidied(link: &str) -> String {
    let link = link.trim_matches(is_blank);
    let link = if link.starts_with("//") { Cow::from(format!("https:{link}")) } else { Cow::from(link) };
    let (front, behind) = link.split_at(end_of_host(&link));
    let mut tidied = front.to_owned();
    for c in plain_ampersands(behind).chars() {
        if c.is_whitespace() && !c.is_control() {
            escape(c, &mut tidied);
        } else {
            tidied.push(c);
        }
    }
    tidied
}

/// A byte order mark and a space without width are blanks too, for whoever wrote them.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// The same link over https, if it is one over http to the usual port.
pub(crate) fn upgraded(link: &str) -> Option<String> {
    const HTTP: &str = "http://";
    let scheme = link.get(..HTTP.len()).filter(|scheme| scheme.eq_ignore_ascii_case(HTTP))?;
    let rest = link.get(scheme.len()..)?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = host.strip_suffix(":80").unwrap_or(host);
    Some(format!("https://{host}{path}"))
}

/// Where path, query or fragment begin. A backslash counts as part of the host, which is refused for it.
fn end_of_host(link: &str) -> usize {
    let host = link.find("://").map_or(0, |at| at + "://".len());
    let rest = link.get(host..).unwrap_or_default();
    rest.find(['/', '?', '#']).map_or(link.len(), |at| host + at)
}

fn plain_ampersands(text: &str) -> String {
    let mut text = text.to_owned();
    for written in AMPERSANDS {
        // Links that went through two templates have them twice: `&amp;amp;`.
        for _ in 0..2 {
            text = text.replace(written, "&");
        }
    }
    text
}

fn escape(c: char, text: &mut String) {
    use std::fmt::Write;
    let mut buffer = [0; 4];
    for byte in c.encode_utf8(&mut buffer).bytes() {
        let _ = write!(text, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_vendors_write_becomes_an_address() {
        for (link, address) in [
            ("https://a.example/b.png?c=d&e=f", "https://a.example/b.png?c=d&e=f"),
            ("  https://a.example/b.png\r\n", "https://a.example/b.png"),
            ("\u{feff}https://a.example/b.png\u{200b}", "https://a.example/b.png"),
            ("\thttps://a.example/b.png\u{a0}", "https://a.example/b.png"),
            ("https://a.example/my file.png?name=my file", "https://a.example/my%20file.png?name=my%20file"),
            ("https://a.example/my%20file.png", "https://a.example/my%20file.png"),
            ("https://a.example/b.png?c=d&amp;e=f&amp;g", "https://a.example/b.png?c=d&e=f&g"),
            ("https://a.example/b.png?c=d&amp;amp;e=f&#38;g", "https://a.example/b.png?c=d&e=f&g"),
            ("//a.example/b.png", "https://a.example/b.png"),
            (" //a.example/b c.png ", "https://a.example/b%20c.png"),
            ("https://a.example/ü/b\u{a0}c\u{3000}.png", "https://a.example/ü/b%C2%A0c%E3%80%80.png"),
            ("HTTPS://A.EXAMPLE/B.png", "HTTPS://A.EXAMPLE/B.png"),
        ] {
            assert_eq!(tidied(link), address, "{link:?}");
        }
    }

    #[test]
    fn nothing_is_changed_about_the_host_and_nothing_within_is_dropped() {
        for link in [
            "https://a.exa mple/b",
            "https://a\tb.example/",
            "https://a.example\\@b.example/",
            "https://a.example&amp;b.example/",
            "https://a.example/b\nc",
            "https://a.example/b\\c",
            "https://u:p@a.example/",
            "file:///etc/passwd",
            "a.example/b.png",
            "",
        ] {
            assert_eq!(tidied(link), link, "{link:?}");
        }
    }

    #[test]
    fn only_http_to_its_usual_port_is_upgraded() {
        for (link, address) in [
            ("http://a.example/b?c", Some("https://a.example/b?c")),
            ("HTTP://a.example", Some("https://a.example")),
            ("http://a.example:80/b", Some("https://a.example/b")),
            ("http://a.example:8080/b", Some("https://a.example:8080/b")),
            ("https://a.example/b", None),
            ("ftp://a.example/b", None),
            ("http:a.example", None),
            ("hütp://a.example", None),
        ] {
            assert_eq!(upgraded(link).as_deref(), address, "{link}");
        }
    }
}
