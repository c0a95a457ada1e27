//! Where a vendor is called, if not where the catalog says.

use url::{Host, Url};

/// A base address without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    text: String,
    is_loopback: bool,
}

impl Address {
    /// The error completes a sentence, and does not repeat the address: people put keys into addresses.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let url = Url::parse(text)
            .map_err(|error| format!("is not one such as https://proxy.example/bfl: {error}"))?;
        if !["http", "https"].contains(&url.scheme()) || url.host().is_none() {
            return Err("must begin with http:// or https://".to_owned());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("must have no user and no password; the key comes from the environment".to_owned());
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err("must end with its path, because calls are made below it".to_owned());
        }
        let is_loopback = url.host().is_some_and(|host| is_loopback(&host));
        if url.scheme() == "http" && !is_loopback {
            return Err("must begin with https://, because a key goes there; http is for this machine only"
                .to_owned());
        }
        Ok(Self { text: url.as_str().trim_end_matches('/').to_owned(), is_loopback })
    }

    pub(super) const fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}
