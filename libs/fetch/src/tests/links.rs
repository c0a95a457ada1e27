//! Links of vendors, which are tidied before they are checked.

use super::server::{Server, ok};
use super::{LIMITS, allowing, asked, strict};
use crate::Error;

async fn refusal(link: &str) -> Error {
    strict().open_link(link, LIMITS).await.err().unwrap_or_else(|| panic!("{link} was opened"))
}

/// Each is refused, and no name is looked up that is not its own.
#[tokio::test]
async fn a_tidied_link_is_checked_like_any_address() {
    for link in [
        " https://127.0.0.1/a ",
        "//127.0.0.1/a",
        "//169.254.169.254/latest/meta-data/",
        "\n//[::1]/a",
        "http://127.0.0.1/a",
        "http://127.0.0.1:80/a",
        "http://2130706433/a",
        "http://[::ffff:127.0.0.1]/a",
        "//user@public.test/a",
        "//public.test:22/a",
        "//public.test.:443/a",
        "https://public.test\\@127.0.0.1/a",
        "https://public.test&amp;@127.0.0.1/a",
        "https://public.test &amp;/a",
        "https://public.test\t/a",
        "https://127.0.0.1 .public.test/a",
        "https://%31%32%37.0.0.1/a",
        "///127.0.0.1/a",
        "//\\127.0.0.1/a",
        "javascript:alert(1)",
        "file:///etc/passwd",
        " file:///etc/passwd",
        "gopher://public.test/a",
        "//",
        "",
    ] {
        let error = refusal(link).await;
        assert!(matches!(error, Error::Refused { .. }), "{link:?}: {error}");
        assert_eq!(asked(), Vec::<String>::new(), "{link:?}");
    }
}

#[tokio::test]
async fn a_name_that_leads_inside_is_refused_whatever_its_scheme() {
    for link in ["//metadata.test/a", "http://metadata.test/a", " https://metadata.test/a b"] {
        let error = refusal(link).await;
        assert!(matches!(error, Error::Refused { .. }), "{link:?}: {error}");
        assert_eq!(asked(), ["metadata.test"], "{link:?}");
    }
}

#[tokio::test]
async fn a_link_over_http_to_an_allowed_place_stays_as_it_is() {
    let server = Server::start(|_, _| ok("text/plain", b"over http")).await;
    let place = server.address.to_string();
    let fetcher = allowing([place.as_str()]);
    let link = format!(" http://{place}/a b?c=d&amp;e=ü\n");
    let download = fetcher.open_link(&link, LIMITS).await.unwrap();
    assert_eq!(download.bytes().await.unwrap(), "over http");
    assert!(server.seen()[0].starts_with("GET /a%20b?c=d&e=%C3%BC HTTP/1.1"), "{:?}", server.seen());
}
