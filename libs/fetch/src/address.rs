//! Reads a web address with one strict parser. This file decides what an address means, and not whether we may
//! connect to it.

use std::net::IpAddr;

use url::{Host, Url};

use crate::Error;

/// The longest address that is accepted, in bytes. Signed links have up to about 2 KB, and most servers stop
/// reading at 8 KB.
const MAX_LENGTH: usize = 8 * 1024;

/// An http or https address without userinfo and fragment.
pub(crate) struct Target {
    url: Url,
    host: Host<String>,
    port: u16,
}

impl Target {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        plain_characters(text)?;
        let authority = authority(text)?;
        let mut url = Url::parse(text).map_err(|_| unreadable("not an address"))?;
        url.set_fragment(None);
        let host = url.host().ok_or_else(|| unreadable("no host"))?.to_owned();
        let port = url.port_or_known_default().ok_or_else(|| unreadable("no port"))?;
        let target = Self { url, host, port };
        target.written_plainly(authority)?;
        Ok(target)
    }

    /// The target of a redirect from here. A location with a host is read as strictly as a first address, because
    /// joining it would normalize an odd notation before anybody has seen it.
    pub(crate) fn join(&self, location: &str) -> Result<Self, Error> {
        if location.starts_with("//") {
            return Self::parse(&format!("{}:{location}", self.url.scheme()));
        }
        if has_scheme(location) {
            return Self::parse(location);
        }
        plain_characters(location)?;
        let url = self.url.join(location).map_err(|_| self.refused("redirect to no address"))?;
        Self::parse(url.as_str())
    }

    pub(crate) fn url(&self) -> Url {
        self.url.clone()
    }

    /// The host, if it is a name that has to be resolved.
    pub(crate) fn name(&self) -> Option<&str> {
        match &self.host {
            Host::Domain(name) => Some(name),
            Host::Ipv4(_) | Host::Ipv6(_) => None,
        }
    }

    /// The host, if it is an IP address already.
    pub(crate) fn ip(&self) -> Option<IpAddr> {
        match self.host {
            Host::Domain(_) => None,
            Host::Ipv4(ip) => Some(ip.into()),
            Host::Ipv6(ip) => Some(ip.into()),
        }
    }

    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.name() == Some(name)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Whether this is https on port 443: the only form that may go to the public internet.
    pub(crate) fn is_public_web(&self) -> bool {
        self.url.scheme() == "https" && self.port == 443
    }

    pub(crate) fn refused(&self, why: &'static str) -> Error {
        Error::Refused { at: self.shown(), why }
    }

    /// The address as logs may show it: its host alone. What follows is the user's, and may contain a signature.
    pub(crate) fn shown(&self) -> String {
        self.host.to_string()
    }

    /// Refuses odd notations. The parser also accepts `0x7f.1`, `2130706433`, `%31.1.1.1` and full-width digits as an
    /// IPv4 address, and nobody honest writes those.
    fn written_plainly(&self, authority: &str) -> Result<(), Error> {
        if authority.contains(['@', '%']) {
            return Err(self.refused("userinfo or an escape in the host"));
        }
        if self.name().is_some_and(|name| name.ends_with('.')) {
            return Err(self.refused("a dot at the end of the host"));
        }
        let written = authority.split(':').next().unwrap_or_default();
        match self.host {
            Host::Ipv4(ip) if written != ip.to_string() => Err(self.refused("an odd notation of an address")),
            _ => Ok(()),
        }
    }
}

/// Refuses characters that readers treat differently: the parser drops tabs and line breaks and turns backslashes
/// into slashes, and another reader of the same text may not.
fn plain_characters(text: &str) -> Result<(), Error> {
    if text.len() > MAX_LENGTH {
        return Err(unreadable("longer than 8 KB"));
    }
    if text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return Err(unreadable("a space, a control character or a backslash"));
    }
    Ok(())
}

/// Whether a location has a scheme: a colon comes before anything that can only stand in a path.
fn has_scheme(location: &str) -> bool {
    location.split(['/', '?', '#']).next().is_some_and(|start| start.contains(':'))
}

/// The part between `//` and the path, as it is written.
fn authority(text: &str) -> Result<&str, Error> {
    let (scheme, rest) = text.split_once("://").ok_or_else(|| unreadable("no scheme"))?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(unreadable("neither https nor http"));
    }
    match rest.split(['/', '?', '#']).next() {
        None | Some("") => Err(unreadable("no host")),
        Some(authority) => Ok(authority),
    }
}

/// The error shows nothing of an address that cannot be read, because what looks like a path may be a secret.
fn unreadable(why: &'static str) -> Error {
    Error::Refused { at: "an unreadable address".to_owned(), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_addresses_are_read() {
        let cases = [
            ("https://files.example/a.png", "https://files.example/a.png"),
            ("HTTPS://Files.Example/a.png#top", "https://files.example/a.png"),
            ("https://files.example:443/", "https://files.example/"),
            ("https://files.example", "https://files.example/"),
            ("https://1.1.1.1/x", "https://1.1.1.1/x"),
            ("https://[2606:4700::1111]/x", "https://[2606:4700::1111]/x"),
            ("https://files.example/a@b/%20c?d=@e", "https://files.example/a@b/%20c?d=@e"),
            ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ];
        for (text, url) in cases {
            assert_eq!(Target::parse(text).map(|t| t.url().to_string()).unwrap(), url, "{text}");
        }
    }

    #[test]
    fn the_query_is_sent_and_the_fragment_is_not() {
        let target = Target::parse("https://files.example/a?sig=1#f").unwrap();
        assert_eq!(target.url().as_str(), "https://files.example/a?sig=1");
    }

    #[test]
    fn only_the_host_is_shown() {
        let target = Target::parse("https://files.example/secret/a?X-Amz-Signature=secret").unwrap();
        assert_eq!(target.refused("test").to_string(), "refused files.example: test");
        let error = Target::parse("https://user:secret@files.example/").err().unwrap();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }

    #[test]
    fn redirects_are_read_relative_to_where_they_came_from() {
        let from = Target::parse("https://files.example/a/b?q=1").unwrap();
        let cases = [
            ("c", "https://files.example/a/c"),
            ("/c?s=1", "https://files.example/c?s=1"),
            ("//other.example/c", "https://other.example/c"),
            ("https://other.example/c", "https://other.example/c"),
            ("HTTPS://Other.Example/c", "https://other.example/c"),
            ("", "https://files.example/a/b?q=1"),
            ("?at=12:30", "https://files.example/a/b?at=12:30"),
            ("#12:30", "https://files.example/a/b?q=1"),
            ("../12:30//c", "https://files.example/12:30//c"),
            ("/12:30", "https://files.example/12:30"),
        ];
        for (location, url) in cases {
            assert_eq!(from.join(location).map(|t| t.url().to_string()).unwrap(), url, "{location}");
        }
    }
}
