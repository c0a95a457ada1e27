//! What a deployment allows beyond the public internet. The local stack allows its simulators, and production allows
//! nothing.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use url::Host;

use crate::Error;
use crate::address::Target;
use crate::cidr::Cidr;

/// The default is empty, which allows only https on port 443 to global addresses.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    pub allowed: Vec<Allowed>,
}

/// An entry of the allow-list: `127.0.0.1:4010`, `[::1]:4010`, `127.0.0.1`, `simulator:4010`, `simulator` or
/// `10.0.0.0/8`. It may be reached over plain http and need not be global. Without a port, any port is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    place: Place,
    port: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Name(String),
    Block(Cidr),
}

impl Policy {
    /// Parses the entries of the configuration.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, Error> {
        let allowed = entries.into_iter().map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self { allowed })
    }

    /// Whether an entry allows this IP address for this target.
    pub(crate) fn admits(&self, target: &Target, ip: IpAddr) -> bool {
        self.on_port(target).any(|place| match place {
            Place::Name(name) => target.is_named(name),
            Place::Block(block) => block.contains(ip),
        })
    }

    /// Whether an entry could allow an IP address that this target resolves to. If none can, the resolver is not
    /// asked.
    pub(crate) fn could_admit(&self, target: &Target) -> bool {
        self.on_port(target).any(|place| match (place, target.ip()) {
            (Place::Name(name), _) => target.is_named(name),
            (Place::Block(block), Some(ip)) => block.contains(ip),
            (Place::Block(_), None) => true,
        })
    }

    fn on_port(&self, target: &Target) -> impl Iterator<Item = &Place> {
        let port = target.port();
        self.allowed
            .iter()
            .filter(move |entry| entry.port.is_none_or(|p| p == port))
            .map(|entry| &entry.place)
    }
}

impl FromStr for Allowed {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.contains('/') {
            return Ok(Self { place: Place::Block(text.parse()?), port: None });
        }
        if let Ok(ip) = text.parse() {
            return Ok(Self { place: Place::Block(Cidr::single(ip)), port: None });
        }
        if let Ok(socket) = text.parse::<SocketAddr>() {
            return Ok(Self { place: Place::Block(Cidr::single(socket.ip())), port: Some(socket.port()) });
        }
        let Some((host, port)) = text.split_once(':') else {
            return Ok(Self { place: name(text)?, port: None });
        };
        let port = port.parse().map_err(|_| Error::Setup(format!("{text:?} does not end in a port")))?;
        Ok(Self { place: name(host)?, port: Some(port) })
    }
}

/// A name in the form that the address parser gives it.
fn name(text: &str) -> Result<Place, Error> {
    match Host::parse(text) {
        Ok(Host::Domain(name)) if !name.ends_with('.') => Ok(Place::Name(name)),
        _ => Err(Error::Setup(format!("{text:?} is neither a host, host:port nor a block of addresses"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_allow_what_they_name_and_nothing_else() {
        let cases = [
            ("127.0.0.1:4010", "http://127.0.0.1:4010/", "127.0.0.1", true),
            ("127.0.0.1:4010", "http://127.0.0.1:4011/", "127.0.0.1", false),
            ("127.0.0.1:4010", "http://127.0.0.2:4010/", "127.0.0.2", false),
            ("127.0.0.1:4010", "http://simulator:4010/", "127.0.0.1", true),
            ("127.0.0.1", "http://127.0.0.1:9/", "127.0.0.1", true),
            ("[::1]:4010", "http://[::1]:4010/", "::1", true),
            ("::1", "http://[::1]/", "::1", true),
            ("Simulator:4010", "http://simulator:4010/", "10.1.2.3", true),
            ("simulator:4010", "http://simulator/", "10.1.2.3", false),
            ("simulator", "http://simulator:1/", "10.1.2.3", true),
            ("simulator", "http://simulator.evil.example/", "10.1.2.3", false),
            ("simulator", "http://evil-simulator/", "10.1.2.3", false),
            ("10.0.0.0/8", "https://inside.example:8443/", "10.9.9.9", true),
            ("10.0.0.0/8", "https://inside.example:8443/", "11.9.9.9", false),
        ];
        for (entry, url, ip, admitted) in cases {
            let policy = Policy::parse([entry]).unwrap();
            let target = Target::parse(url).unwrap();
            assert_eq!(policy.admits(&target, ip.parse().unwrap()), admitted, "{entry} for {url} at {ip}");
        }
    }

    #[test]
    fn an_unreadable_entry_is_a_setup_error() {
        for entry in
            ["", "a b", "host:", "host:99999", "host:80:80", "10.0.0.0/40", "0x7f.1", "host.", "http://h"]
        {
            assert!(matches!(Policy::parse([entry]), Err(Error::Setup(_))), "{entry}");
        }
    }
}
