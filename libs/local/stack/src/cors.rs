//! Which web pages may call the API and the bucket, as `template.yaml` says. Gateway and bucket word their answers
//! themselves.

use http::header::{ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN};
use http::{HeaderMap, HeaderName};
use serde::Deserialize;
use serde_json::Value;

use crate::Error;

const ANY: &str = "*";

/// A rule about pages of other origins. The two services call its parts by different names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cors {
    #[serde(rename = "AllowOrigins", alias = "AllowedOrigins")]
    pub origins: Vec<String>,
    #[serde(rename = "AllowMethods", alias = "AllowedMethods")]
    pub methods: Vec<String>,
    #[serde(rename = "AllowHeaders", alias = "AllowedHeaders")]
    pub headers: Vec<String>,
    #[serde(rename = "ExposeHeaders", alias = "ExposedHeaders")]
    pub exposed: Vec<String>,
    #[serde(rename = "MaxAge")]
    pub max_age_seconds: u32,
}

/// The question that a browser asks before it sends a request of a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Preflight<'a> {
    pub(crate) origin: &'a str,
    pub(crate) method: &'a str,
    /// In lower case, as browsers send them.
    pub(crate) headers: Vec<String>,
}

impl<'a> Preflight<'a> {
    /// `None`: a request with these headers is no such question, whatever its method.
    pub(crate) fn read(headers: &'a HeaderMap) -> Option<Self> {
        let asked = header(headers, &ACCESS_CONTROL_REQUEST_HEADERS).unwrap_or_default();
        let asked = asked.split(',').map(|name| name.trim().to_ascii_lowercase());
        Some(Self {
            origin: origin(headers)?,
            method: header(headers, &ACCESS_CONTROL_REQUEST_METHOD)?,
            headers: asked.filter(|name| !name.is_empty()).collect(),
        })
    }
}

impl Cors {
    /// `parameter` gives the value of a parameter of the template.
    pub(crate) fn read(value: &Value, parameter: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let mut value = value.clone();
        for name in ["AllowOrigins", "AllowedOrigins"] {
            if let Some(origins) = value.get_mut(name) {
                *origins = split(origins, &parameter);
            }
        }
        Ok(serde_json::from_value(value)?)
    }

    /// What the answer says of an origin: `*` where all are allowed, and else the origin itself.
    pub(crate) fn allowed_origin<'a>(&self, origin: &'a str) -> Option<&'a str> {
        if self.origins.iter().any(|allowed| allowed == ANY) {
            return Some(ANY);
        }
        self.origins.iter().any(|allowed| matches(allowed, origin)).then_some(origin)
    }

    pub(crate) fn allows_method(&self, method: &str) -> bool {
        self.methods.iter().any(|allowed| allowed == ANY || allowed == method)
    }

    /// Whether the request that the browser has in mind may be sent.
    pub(crate) fn allows(&self, preflight: &Preflight<'_>) -> bool {
        let is_allowed =
            |name: &String| self.headers.iter().any(|allowed| matches(&allowed.to_ascii_lowercase(), name));
        self.allowed_origin(preflight.origin).is_some()
            && self.allows_method(preflight.method)
            && preflight.headers.iter().all(is_allowed)
    }
}

/// The page that a request comes from. Absent where no page of another origin sends it.
pub(crate) fn origin(headers: &HeaderMap) -> Option<&str> {
    header(headers, &ORIGIN)
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// A pattern may have one `*`, which stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => {
            text.len() >= start.len() + end.len() && text.starts_with(start) && text.ends_with(end)
        }
        None => pattern == text,
    }
}

/// `!Split [",", !Ref CorsOrigins]`, whose tags are lost in reading: the value of the parameter, split. Other lists are
/// left as they are.
fn split(list: &Value, parameter: impl Fn(&str) -> Option<String>) -> Value {
    let arguments: Vec<&str> = list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    match arguments[..] {
        [separator @ ",", name] => {
            let value = parameter(name).unwrap_or_default();
            value.split(separator).map(|origin| Value::from(origin.trim())).collect()
        }
        _ => list.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cors(origins: &[&str]) -> Cors {
        let value = json!({"AllowOrigins": origins, "AllowMethods": ["GET", "POST"],
            "AllowHeaders": ["Content-Type", "x-api-key"], "ExposeHeaders": ["retry-after"], "MaxAge": 60});
        Cors::read(&value, |_| None).unwrap()
    }

    #[test]
    fn an_origin_is_allowed_by_a_star_a_pattern_or_its_name() {
        for (origins, origin, expected) in [
            (&["*"][..], "http://localhost:5173", Some("*")),
            (&["*"], "null", Some("*")),
            (&["https://app.example"], "https://app.example", Some("https://app.example")),
            (&["https://app.example"], "http://app.example", None),
            (&["https://app.example"], "https://app.example.evil", None),
            (&["https://app.example"], "https://app.example:8443", None),
            (&["https://a.example", "https://b.example"], "https://b.example", Some("https://b.example")),
            (&["https://*"], "https://b.example", Some("https://b.example")),
            (&["https://*"], "http://b.example", None),
            (&["https://*.example"], "https://a.example", Some("https://a.example")),
            (&["https://*.example"], "https://a.example.evil", None),
        ] {
            assert_eq!(cors(origins).allowed_origin(origin), expected, "{origin} by {origins:?}");
        }
    }

    #[test]
    fn a_preflight_is_allowed_by_origin_method_and_every_header() {
        let rule = cors(&["https://app.example"]);
        for (origin, method, headers, expected) in [
            ("https://app.example", "POST", "", true),
            ("https://app.example", "POST", "content-type,x-api-key", true),
            ("https://app.example", "POST", "Content-Type, X-Api-Key", true),
            ("https://app.example", "POST", "content-type,x-other", false),
            ("https://app.example", "DELETE", "", false),
            ("https://other.example", "POST", "", false),
        ] {
            let mut asked = HeaderMap::new();
            asked.insert("origin", origin.parse().unwrap());
            asked.insert("access-control-request-method", method.parse().unwrap());
            asked.insert("access-control-request-headers", headers.parse().unwrap());
            let preflight = Preflight::read(&asked).unwrap();
            assert_eq!(rule.allows(&preflight), expected, "{origin} {method} {headers}");
        }
    }

    #[test]
    fn a_preflight_needs_an_origin_and_a_method() {
        let (origin, method) = (("origin", "https://app.example"), ("access-control-request-method", "GET"));
        for (sent, expected) in
            [(vec![], false), (vec![origin], false), (vec![method], false), (vec![origin, method], true)]
        {
            let headers: HeaderMap =
                sent.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
            assert_eq!(Preflight::read(&headers).is_some(), expected, "{sent:?}");
        }
    }

    #[test]
    fn origins_are_split_out_of_a_parameter() {
        let read = |origins: Value| {
            let rule = json!({"AllowedOrigins": origins, "AllowedMethods": ["GET"], "AllowedHeaders": [],
                "ExposedHeaders": [], "MaxAge": 1});
            let parameter =
                |name: &str| (name == "CorsOrigins").then(|| "https://a.b, https://c.d".to_owned());
            Cors::read(&rule, parameter).unwrap().origins
        };
        assert_eq!(read(json!([",", "CorsOrigins"])), ["https://a.b", "https://c.d"]);
        assert_eq!(read(json!(["https://a.b"])), ["https://a.b"]);
    }

    #[test]
    fn a_property_that_is_not_played_is_refused() {
        let rule = json!({"AllowOrigins": ["*"], "AllowMethods": [], "AllowHeaders": [], "ExposeHeaders": [],
            "MaxAge": 1, "AllowCredentials": true});
        assert!(Cors::read(&rule, |_| None).unwrap_err().to_string().contains("AllowCredentials"));
    }
}
