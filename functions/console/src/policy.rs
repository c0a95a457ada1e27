//! The headers of every answer: what the browser must not let the page do, whatever becomes of its script.

use http::header::{
    CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use url::{Origin, Url};

use crate::{Settings, SettingsError};

/// The console uses none of these. What is not named here is allowed to this origin, such as the clipboard and full screen.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
                           magnetometer=(), microphone=(), payment=(), usb=()";

pub(crate) fn headers(settings: &Settings) -> Result<HeaderMap, SettingsError> {
    let policy = policy(settings)?;
    let policy = HeaderValue::from_str(&policy).map_err(|_| SettingsError::NoSource(policy))?;
    Ok(HeaderMap::from_iter([
        (CONTENT_SECURITY_POLICY, policy),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
    ]))
}

/// Whatever is not named is forbidden: plugins, frames, workers. Styles of single elements are set by script, which needs no
/// `unsafe-inline`.
fn policy(settings: &Settings) -> Result<String, SettingsError> {
    let files = origin(&settings.files)?;
    for source in &settings.previews {
        check(source)?;
    }
    let previews = &settings.previews;
    let shown = || std::iter::once(&files).chain(previews).map(String::as_str);
    let mut connected = vec![files.clone()];
    if let Some(sign_in) = &settings.sign_in {
        connected.push(origin(&sign_in.issuer)?);
        for address in &sign_in.origins {
            connected.push(origin(address)?);
        }
    }
    let connected = connected.iter().map(String::as_str);
    Ok([
        "default-src 'none'".to_owned(),
        "script-src 'self'".to_owned(),
        "style-src 'self'".to_owned(),
        "font-src 'self'".to_owned(),
        directive("img-src 'self' blob: data:", shown()),
        directive("media-src 'self' blob:", shown()),
        directive("connect-src 'self'", connected),
        "manifest-src 'self'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
    ]
    .join("; "))
}

fn directive<'a>(start: &str, sources: impl Iterator<Item = &'a str>) -> String {
    sources.fold(start.to_owned(), |text, source| format!("{text} {source}"))
}

/// The scheme, host and port of an address, which are all that a policy takes.
fn origin(address: &str) -> Result<String, SettingsError> {
    let origin = Url::parse(address).ok().map(|url| url.origin());
    match origin {
        Some(origin @ Origin::Tuple(..)) => Ok(origin.ascii_serialization()),
        _ => Err(SettingsError::NoOrigin(address.to_owned())),
    }
}

/// A source must not become a directive of its own.
fn check(source: &str) -> Result<(), SettingsError> {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-._~:/*[]".contains(it);
    if !source.is_empty() && source.chars().all(is_plain) {
        Ok(())
    } else {
        Err(SettingsError::NoSource(source.to_owned()))
    }
}
