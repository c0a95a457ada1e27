//! A block of IP addresses, such as `10.0.0.0/8` or `fd00::/8`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use crate::Error;

/// Invariant: `prefix` is at most 32 for an IPv4 network and at most 128 for an IPv6 network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cidr {
    network: IpAddr,
    prefix: u32,
}

impl Cidr {
    /// An IPv4 block, for tables in code.
    pub(crate) const fn v4(octets: [u8; 4], prefix: u32) -> Self {
        let [a, b, c, d] = octets;
        Self { network: IpAddr::V4(Ipv4Addr::new(a, b, c, d)), prefix }
    }

    /// An IPv6 block, for tables in code. It is given by the first three groups; the others are zero.
    pub(crate) const fn v6(groups: [u16; 3], prefix: u32) -> Self {
        let [a, b, c] = groups;
        Self { network: IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0)), prefix }
    }

    /// The block that contains only one address.
    pub(crate) fn single(ip: IpAddr) -> Self {
        Self { network: ip, prefix: width(ip) }
    }

    /// The families never mix: an IPv4 block does not contain an IPv4-mapped IPv6 address.
    pub(crate) fn contains(self, ip: IpAddr) -> bool {
        let different = match (self.network, ip) {
            (IpAddr::V4(network), IpAddr::V4(ip)) => u128::from(network.to_bits() ^ ip.to_bits()),
            (IpAddr::V6(network), IpAddr::V6(ip)) => network.to_bits() ^ ip.to_bits(),
            _ => return false,
        };
        let host_bits = width(ip).saturating_sub(self.prefix);
        different.checked_shr(host_bits).unwrap_or(0) == 0
    }
}

impl FromStr for Cidr {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::Setup(format!("{text:?} is not a block of addresses such as 10.0.0.0/8"));
        let (network, prefix) = text.split_once('/').ok_or_else(wrong)?;
        let network = network.parse().map_err(|_| wrong())?;
        let prefix = prefix.parse().map_err(|_| wrong())?;
        if prefix > width(network) {
            return Err(wrong());
        }
        Ok(Self { network, prefix })
    }
}

fn width(ip: IpAddr) -> u32 {
    match ip {
        IpAddr::V4(_) => Ipv4Addr::BITS,
        IpAddr::V6(_) => Ipv6Addr::BITS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_holds_its_first_and_last_address_and_no_neighbour() {
        let cases = [
            ("10.0.0.0/8", "10.0.0.0", true),
            ("10.0.0.0/8", "10.255.255.255", true),
            ("10.0.0.0/8", "11.0.0.0", false),
            ("10.0.0.0/8", "9.255.255.255", false),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "::1", false),
            ("127.0.0.1/32", "127.0.0.1", true),
            ("127.0.0.1/32", "127.0.0.2", false),
            ("127.0.0.1/32", "::ffff:127.0.0.1", false),
            ("fd00::/8", "fdff::1", true),
            ("fd00::/8", "fc00::1", false),
            ("::/0", "2001:db8::1", true),
        ];
        for (block, ip, inside) in cases {
            let block: Cidr = block.parse().unwrap();
            assert_eq!(block.contains(ip.parse().unwrap()), inside, "{ip} in {block:?}");
        }
    }

    #[test]
    fn a_block_that_is_not_one_is_a_setup_error() {
        for text in ["10.0.0.0", "10.0.0.0/33", "::/129", "10.0.0/8", "x/8", "10.0.0.0/-1", "10.0.0.0/"] {
            assert!(matches!(text.parse::<Cidr>(), Err(Error::Setup(_))), "{text}");
        }
    }
}
