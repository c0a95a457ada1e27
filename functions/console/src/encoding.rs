//! Which packed form of a file a browser takes. The forms are made when the console is built, beside the file.

use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Encoding {
    /// As `accept-encoding` and `content-encoding` have it.
    pub(crate) name: &'static str,
    /// What the name of the packed file ends with.
    pub(crate) suffix: &'static str,
}

/// The smallest first.
const ALL: [Encoding; 2] = [Encoding { name: "br", suffix: ".br" }, Encoding { name: "gzip", suffix: ".gz" }];

pub(crate) fn taken(headers: &HeaderMap) -> impl Iterator<Item = Encoding> {
    let values = headers.get_all(ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    let listed: Vec<&str> = values.flat_map(|value| value.split(',')).filter_map(wanted).collect();
    ALL.into_iter().filter(move |encoding| listed.iter().any(|name| name.eq_ignore_ascii_case(encoding.name)))
}

/// The name of one that is listed and, by its weight, not excluded.
fn wanted(listed: &str) -> Option<&str> {
    let (name, parameters) = listed.split_once(';').unwrap_or((listed, ""));
    let weight = parameters.trim().strip_prefix("q=").map(str::trim);
    let is_excluded = weight.is_some_and(|weight| weight.parse() == Ok(0.0));
    (!is_excluded).then_some(name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_smallest_form_that_it_takes() {
        for (header, expected) in [
            ("", vec![]),
            ("identity", vec![]),
            ("gzip", vec!["gzip"]),
            ("gzip, deflate, br, zstd", vec!["br", "gzip"]),
            ("BR;q=0.1,gzip;q=1.0", vec!["br", "gzip"]),
            ("br;q=0, gzip", vec!["gzip"]),
            ("gzip; q=0.000", vec![]),
            ("bro, gzipped", vec![]),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, header.parse().unwrap())]);
            let names: Vec<&str> = taken(&headers).map(|encoding| encoding.name).collect();
            assert_eq!(names, expected, "{header}");
        }
    }
}
