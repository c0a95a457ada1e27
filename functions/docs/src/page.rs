//! `GET /docs`: the reference as a page.

use http::HeaderValue;
use http::header::{CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY};
use web::{Access, Endpoint, Parameters, Reply};

use crate::{App, kept};

pub(crate) const ENDPOINT: Endpoint<App> = Endpoint {
    method: "GET",
    path: "/docs",
    access: Access::Anyone,
    parameters: Parameters::Ignored,
    handler: |_, _| Box::pin(async { Ok(page()) }),
};

/// Nothing is loaded from another origin, and nothing is sent to one. The viewer styles its elements one by one, which takes
/// `unsafe-inline` for styles. No other page may put this one into a frame: somebody may have typed a key here.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                      media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'none'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

fn page() -> Reply {
    let mut reply = kept(html(), "text/html; charset=utf-8");
    for (name, value) in [(CONTENT_SECURITY_POLICY, POLICY), (REFERRER_POLICY, "no-referrer")] {
        let value: HeaderValue = HeaderValue::from_static(value);
        reply.headers_mut().insert::<HeaderName>(name, value);
    }
    reply
}

fn html() -> String {
    let codes: Vec<&str> = web::ERROR_CODES.iter().map(|it| it.code).collect();
    include_str!("../page/index.html")
        .replace("viewer.js", concat!("viewer.js?v=", env!("VIEWER_VERSION")))
        .replace("id=\"reference\"", &format!("id=\"reference\" data-codes=\"{}\"", codes.join(" ")))
        .replace("<!-- errors -->\n", &web::ERROR_CODES.iter().map(section).collect::<String>())
}

fn section(of: &web::ErrorCode) -> String {
    let plain = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('`', "");
    format!("        <h2 id=\"errors/{0}\">{0}</h2>\n        <p>{1}</p>\n", of.code, plain(&of.paragraph()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_no_other_host() {
        let html = html();
        assert!(!html.contains("//"), "{html}");
    }

    #[test]
    fn every_code_has_its_place_in_the_page_without_javascript() {
        let html = html();
        for of in web::ERROR_CODES {
            assert!(html.contains(&format!("<h2 id=\"{}\">", of.anchor())), "{}", of.code);
        }
        assert!(!html.contains("<!-- errors -->"));
    }
}
