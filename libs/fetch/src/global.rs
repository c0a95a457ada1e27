//! Tells whether an IP address is on the public internet.
//!
//! The special ranges come from the IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its
//! successors). Ranges that are listed as reachable but lead to relays, translators or anycast sinks are refused as
//! well.

use std::net::IpAddr;

use crate::cidr::Cidr;

/// For IPv6, multicast, ULA, link-local, site-local, NAT64, mapped and compatible IPv4, discard, loopback, segment
/// routing and everything unassigned lie outside the one block from which global unicast addresses are assigned.
pub(crate) fn is_global(ip: IpAddr) -> bool {
    let unicast = ip.is_ipv4() || GLOBAL_UNICAST_V6.contains(ip);
    unicast && !SPECIAL.iter().any(|block| block.contains(ip))
}

const GLOBAL_UNICAST_V6: Cidr = Cidr::v6([0x2000, 0, 0], 3);

const SPECIAL: &[Cidr] = &[
    Cidr::v4([0, 0, 0, 0], 8),            // this network, unspecified
    Cidr::v4([10, 0, 0, 0], 8),           // private
    Cidr::v4([100, 64, 0, 0], 10),        // carrier-grade NAT
    Cidr::v4([127, 0, 0, 0], 8),          // loopback
    Cidr::v4([169, 254, 0, 0], 16),       // link-local, cloud metadata
    Cidr::v4([172, 16, 0, 0], 12),        // private
    Cidr::v4([192, 0, 0, 0], 24),         // protocol assignments
    Cidr::v4([192, 0, 2, 0], 24),         // documentation
    Cidr::v4([192, 31, 196, 0], 24),      // AS112
    Cidr::v4([192, 52, 193, 0], 24),      // multicast tunnelling
    Cidr::v4([192, 88, 99, 0], 24),       // 6to4 relays
    Cidr::v4([192, 168, 0, 0], 16),       // private
    Cidr::v4([192, 175, 48, 0], 24),      // AS112
    Cidr::v4([198, 18, 0, 0], 15),        // benchmarking
    Cidr::v4([198, 51, 100, 0], 24),      // documentation
    Cidr::v4([203, 0, 113, 0], 24),       // documentation
    Cidr::v4([224, 0, 0, 0], 4),          // multicast
    Cidr::v4([240, 0, 0, 0], 4),          // reserved, broadcast
    Cidr::v6([0x2001, 0, 0], 23),         // protocol assignments: Teredo, benchmarking, ORCHID
    Cidr::v6([0x2001, 0x0db8, 0], 32),    // documentation
    Cidr::v6([0x2002, 0, 0], 16),         // 6to4
    Cidr::v6([0x2620, 0x4f, 0x8000], 48), // AS112
    Cidr::v6([0x3ffe, 0, 0], 16),         // 6bone, returned
    Cidr::v6([0x3fff, 0, 0], 20),         // documentation
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_are_global() {
        let cases = [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:4001::200e",
            "2001:4860:4860::8888",
            "2001:200::1",
            "2003::1",
        ];
        for ip in cases {
            assert!(is_global(ip.parse().unwrap()), "{ip}");
        }
    }

    #[test]
    fn special_addresses_are_not_global() {
        let cases = [
            "0.0.0.0",
            "0.255.255.255",
            "10.0.0.0",
            "10.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "169.254.170.2",
            "172.16.0.0",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.0.170",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.0",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::ffff:0:127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::808:808",
            "64:ff9b:1::1",
            "100::1",
            "100:0:0:1::1",
            "2001::1",
            "2001:0:4136:e378::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:1ff::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:808:808::1",
            "3ffe::1",
            "3fff::1",
            "3fff:fff::1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "ff0e::1",
        ];
        for ip in cases {
            assert!(!is_global(ip.parse().unwrap()), "{ip}");
        }
    }
}
