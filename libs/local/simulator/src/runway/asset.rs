//! Getting a picture that a request names, with Runway's rules for URLs: it asks HEAD first, follows no
//! redirect, and believes the headers.

use std::sync::OnceLock;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, header};
use url::{Host, Url};

use crate::world::World;

const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Of the URI, base64 and all.
const LONGEST_DATA: usize = 5 * 1024 * 1024;
const LONGEST_URL: usize = 2048;
const MEDIA_TYPES: [&str; 4] = ["image/jpeg", "image/jpg", "image/png", "image/webp"];

/// The picture's bytes, or what is wrong with the URI, as a sentence.
pub(super) async fn fetch(world: &World, uri: &str) -> Result<Bytes, String> {
    if let Some(rest) = uri.strip_prefix("data:") {
        if uri.len() > LONGEST_DATA {
            return Err("Data URIs may be at most 5 MB large.".to_owned());
        }
        if !MEDIA_TYPES.iter().any(|media_type| rest.starts_with(media_type)) {
            return Err("The data URI is not of a supported image type.".to_owned());
        }
        return world.workshop.input(uri, MOST_BYTES).await.map_err(|error| error.to_string());
    }
    if uri.starts_with("runway://") {
        return Err("There is no such upload.".to_owned());
    }
    download(url(uri)?).await
}

/// HTTPS and a domain; of this machine HTTP and a number will do, since nothing else is there to be fetched.
fn url(uri: &str) -> Result<Url, String> {
    if uri.len() > LONGEST_URL {
        return Err("URLs may be at most 2048 characters long.".to_owned());
    }
    let url = Url::parse(uri).map_err(|error| format!("Invalid URL: {error}."))?;
    match (url.scheme(), url.host()) {
        ("https", Some(Host::Domain(_))) => Ok(url),
        ("http", Some(Host::Ipv4(address))) if address.is_loopback() => Ok(url),
        ("https", _) => Err("URLs must have a domain name, not an IP address.".to_owned()),
        _ => Err("Only HTTPS URLs are supported.".to_owned()),
    }
}

async fn download(url: Url) -> Result<Bytes, String> {
    let unreachable = |error: reqwest::Error| format!("Failed to fetch asset: {}.", error.without_url());
    let client = client().map_err(unreachable)?;
    check(&client.head(url.clone()).send().await.map_err(unreachable)?)?;
    let mut response = client.get(url).send().await.map_err(unreachable)?;
    check(&response)?;
    let mut bytes = BytesMut::new();
    while let Some(piece) = response.chunk().await.map_err(unreachable)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MOST_BYTES {
            return Err("The asset is larger than its Content-Length.".to_owned());
        }
    }
    Ok(bytes.freeze())
}

fn check(response: &Response) -> Result<(), String> {
    let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !response.status().is_success() {
        return Err(format!("Failed to fetch asset: HTTP status {}.", response.status().as_u16()));
    }
    let media_type = text(header::CONTENT_TYPE).split(';').next().unwrap_or_default().trim();
    if !MEDIA_TYPES.contains(&media_type) {
        return Err(format!("Unsupported asset type: {media_type:?}."));
    }
    match text(header::CONTENT_LENGTH).parse::<usize>() {
        Err(_) => Err("The asset has no Content-Length.".to_owned()),
        Ok(length) if length > MOST_BYTES => Err("Assets may be at most 16 MB large.".to_owned()),
        Ok(_) => Ok(()),
    }
}

#[expect(clippy::disallowed_methods, reason = "plays a vendor that fetches what its client names")]
fn client() -> reqwest::Result<Client> {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    if let Some(client) = CLIENT.get() {
        return Ok(client.clone());
    }
    // Whoever came first has installed the same provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let limit = Duration::from_secs(20);
    let client = Client::builder().no_proxy().redirect(Policy::none()).timeout(limit).build()?;
    Ok(CLIENT.get_or_init(|| client).clone())
}
