//! Addresses that must be refused before a packet is sent.

use domain::ErrorClass;
use std::time::Duration;

use super::server::{Server, Tripwire, ok};
use super::{LIMITS, allowing, asked, strict};
use crate::{Error, Fetcher, Limits};

/// Each is tried as `https://…/` with a path that metadata services have, `https://…:{p}/` and `http://…:{p}/`.
const HOSTS: &[&str] = &[
    // loopback and metadata in plain notation
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.255",
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "192.0.0.192",
    // in odd notation: decimal, hex, octal, short, mixed, padded, too many, too large
    "2130706433",
    "2852039166",
    "0x7f000001",
    "0x7F000001",
    "0xa9fea9fe",
    "0x7f.0.0.1",
    "0X7F.0x0.0x0.0x1",
    "0x7f.1",
    "0x.0x.0",
    "017700000001",
    "0177.0.0.1",
    "0177.0.0.01",
    "00000177.00.00.0001",
    "0251.0376.0251.0376",
    "0251.254.0xa9.254",
    "127.1",
    "127.0.1",
    "127.0x1",
    "127.65535",
    "169.254.43518",
    "127.00.00.01",
    "127.0.0.001",
    "0",
    "00",
    "0x0",
    "0.0.0.0",
    "1",
    "127.0.0.1.1",
    "127..0.1",
    ".127.0.0.1",
    "127.0.0.",
    "256.256.256.256",
    "127.0.0.257",
    "4294967297",
    "0x17f000001",
    "18446744071562067969",
    // a dot at the end
    "127.0.0.1.",
    "127.0.0.1..",
    "2130706433.",
    "0x7f.1.",
    // escapes, full-width and circled digits, foreign dots, characters that are dropped before reading
    "%31%32%37.0.0.1",
    "127%2e0.0.1",
    "127.0.0.1%00",
    "127.0.0.1%23",
    "%5b::1%5d",
    "%6c%6f%63alhost",
    "\u{ff11}\u{ff12}\u{ff17}.0.0.1",
    "127\u{3002}0\u{3002}0\u{3002}1",
    "127\u{ff0e}0\u{ff0e}0\u{ff0e}1",
    "127\u{ff61}0\u{ff61}0\u{ff61}1",
    "\u{2460}\u{2461}\u{2466}.0.0.1",
    "\u{1d7ed}\u{1d7ee}\u{1d7f3}.0.0.1",
    "\u{ff10}x7f.1",
    "127.0.0.1\u{ad}",
    "127.0.0\u{200b}.1",
    "\u{202e}1.0.0.721",
    "\u{663}.\u{663}.\u{663}.\u{663}",
    // other special ranges, first and last
    "0.255.255.255",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "169.254.0.0",
    "169.254.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.170",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.0",
    "192.168.255.255",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.254",
    "255.255.255.255",
    // IPv6: loopback, unspecified, link, site, local, multicast, discard, segment routing, documentation
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[0::0001]",
    "[::0.0.0.1]",
    "[::]",
    "[::2]",
    "[fe80::1]",
    "[FE80::1]",
    "[febf:ffff::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[fdff:ffff::1]",
    "[fd00:ec2::254]",
    "[fd00:ec2::23]",
    "[ff02::1]",
    "[ff0e::1]",
    "[100::1]",
    "[100:0:0:1::1]",
    "[5f00::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[3fff:fff:ffff::1]",
    "[3ffe::1]",
    "[2001:2::1]",
    "[2001:20::1]",
    "[2001:3f:ffff::1]",
    "[2001:1ff:ffff::1]",
    "[2620:4f:8000::1]",
    "[4000::1]",
    "[e000::1]",
    // IPv4 inside IPv6: compatible, mapped, translated, NAT64, 6to4, Teredo
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[::a9fe:a9fe]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::FFFF:7F00:0001]",
    "[0:0:0:0:0:ffff:169.254.169.254]",
    "[::ffff:8.8.8.8]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b::8.8.8.8]",
    "[64:ff9b:1::a9fe:a9fe]",
    "[64:ff9b:1:ffff:ffff:ffff:ffff:ffff]",
    "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::1]",
    "[2001:0:7f00:1::]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    // no IPv6 addresses
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]",
    "[::1%251]",
    "[::1",
    "::1",
    "[]",
    "[127.0.0.1]",
    "[::1].test",
    "[v1.::1]",
    "[::1::1]",
    "[::\u{ff11}]",
];

/// These are refused as they are, and no resolver is asked where they lead. `{p}` is the port of the tripwire.
const HOSTILE: &[&str] = &[
    // not the web
    "",
    "files.example/a.png",
    "//files.example/a.png",
    "http://public.test/",
    "HTTP://public.test/",
    "http://public.test:443/",
    "ftp://public.test/",
    "file:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "gopher://127.0.0.1:{p}/_",
    "dict://127.0.0.1:{p}/",
    "ldap://127.0.0.1:{p}/",
    "data:image/png;base64,AAAA",
    "blob:https://public.test/1",
    "unix:///var/run/docker.sock",
    "javascript:alert(1)",
    "https:public.test",
    "https:/public.test",
    "https:///public.test",
    "https:////public.test",
    "https:/\\public.test",
    "https://",
    "https://?public.test",
    "https://#public.test",
    "https://:443/",
    "https://.",
    "https://./",
    "httpss://public.test/",
    "https ://public.test/",
    "https:// public.test/",
    "view-source:https://public.test/",
    "ws://127.0.0.1:{p}/",
    "wss://127.0.0.1:{p}/",
    "\u{ff48}ttps://public.test/",
    // ports
    "https://public.test:80/",
    "https://public.test:{p}/",
    "https://public.test:8443/",
    "https://public.test:0/",
    "https://public.test:65979/",
    "https://public.test:99999/",
    "https://public.test:-1/",
    "https://public.test:443:443/",
    "https://public.test:0x1bb/",
    "https://public.test:\u{ff14}\u{ff14}\u{ff13}/",
    "https://1.1.1.1:22/",
    "https://[2606:4700::1111]:22/",
    "https://localhost:{p}/",
    // userinfo and readers that disagree
    "https://public.test@127.0.0.1/",
    "https://public.test:443@127.0.0.1:{p}/",
    "https://user:secret@public.test/",
    "https://user@public.test/",
    "https://:secret@public.test/",
    "https://@public.test/",
    "https://:@public.test/",
    "https://public.test%40127.0.0.1:{p}/",
    "https://127.0.0.1:{p}\\@public.test/",
    "https://public.test\\@127.0.0.1/",
    "https://public.test\\.127.0.0.1/",
    "https://127.0.0.1#@public.test/",
    "https://127.0.0.1?@public.test/",
    "https://127.0.0.1:{p};@public.test/",
    "https://public.test&@127.0.0.1:{p}#@public.test/",
    "https://public.test,127.0.0.1/",
    "https://public.test%00.127.0.0.1/",
    "https://public.test%2f@127.0.0.1/",
    "https://public.test%2f.127.0.0.1/",
    "https://public.test|127.0.0.1/",
    "https://public.test<127.0.0.1>/",
    "https://public.test^/",
    // characters that some readers drop
    " https://public.test/",
    "https://public.test/ ",
    "https://public.test/a b",
    "https://public.test/\r\nhost: 127.0.0.1",
    "https://public.test/\u{0}",
    "https://public.test/\u{7f}",
    "https://public.test/\u{2028}",
    "https://public.test/\u{85}",
    "ht\ttps://public.test/",
    "https:\n//public.test/",
    "https://pub\nlic.test/",
    "https://public.test\t:443/",
    "https://public.test\u{a0}/",
    "https://public.test\u{3000}/",
    // names in odd notation
    "https://public.test./",
    "https://public.test../",
    "https://public.test\u{3002}/",
    "https://localhost./",
    "https://p%75blic.test/",
    "https://xn--/",
    "https://xn--a/",
    "https://public.0/",
    "https://public.0x7f/",
];

/// Names that can only be judged by the addresses to which they resolve.
const INSIDE: &[&str] = &[
    "localhost",
    "LOCALHOST",
    "a.localhost",
    "\u{24db}ocalhost",
    "\u{ff4c}\u{ff4f}\u{ff43}\u{ff41}\u{ff4c}\u{ff48}\u{ff4f}\u{ff53}\u{ff54}",
    "loopback.test",
    "127.0.0.1.nip.test",
    "0x7f000001.test",
    "-1",
    "1e9",
    "metadata.test",
    "MetaData.Test",
    "mapped.test",
    "compatible.test",
    "nat64.test",
    "local-nat64.test",
    "6to4.test",
    "teredo.test",
    "shared.test",
    "zero.test",
    "mixed.test",
    "mixed6.test",
    "last.test",
];

async fn refused(fetcher: &Fetcher, url: &str) {
    let error = fetcher.open(url, LIMITS).await.expect_err(url);
    assert!(matches!(error, Error::Refused { .. }), "{url}: {error}");
    assert_eq!(error.class(), ErrorClass::CallersFault, "{url}");
    assert_eq!(error.public(), "the address cannot be reached from here", "{url}");
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
}

#[tokio::test]
async fn a_host_that_is_not_global_is_refused_in_every_notation() {
    let tripwire = Tripwire::lay();
    let port = tripwire.address().port();
    for host in HOSTS {
        refused(&strict(), &format!("https://{host}/latest/meta-data/")).await;
        refused(&strict(), &format!("https://{host}:{port}/")).await;
        refused(&strict(), &format!("http://{host}:{port}/")).await;
    }
    assert_eq!((tripwire.connections(), asked()), (0, Vec::new()));
}

#[tokio::test]
async fn hostile_addresses_are_refused_without_a_packet() {
    let tripwire = Tripwire::lay();
    let port = tripwire.address().port().to_string();
    for text in HOSTILE {
        refused(&strict(), &text.replace("{p}", &port)).await;
    }
    assert_eq!((tripwire.connections(), asked()), (0, Vec::new()));
}

/// The allow-list has neither the names nor the addresses that they resolve to. It has another block, which makes any
/// scheme and port possible, so that only the addresses are a reason to refuse.
#[tokio::test]
async fn names_that_resolve_to_our_network_are_looked_up_once_and_refused() {
    let tripwire = Tripwire::lay();
    let port = tripwire.address().port();
    let another = allowing(["10.9.9.9/32"]);
    for name in INSIDE {
        refused(&strict(), &format!("https://{name}/")).await;
        assert_eq!(asked().len(), 1, "{name}");
        for scheme in ["https", "http"] {
            refused(&another, &format!("{scheme}://{name}:{port}/")).await;
            assert_eq!(asked().len(), 1, "{name}");
        }
    }
    assert_eq!(tripwire.connections(), 0);
}

/// Without this test, a count of zero would prove nothing.
#[tokio::test]
async fn a_tripwire_counts_connections() {
    let tripwire = Tripwire::lay();
    let port = tripwire.address().port();
    let limits = Limits { total: Duration::from_millis(200), ..LIMITS };
    let fetcher = allowing(["127.0.0.0/8"]);
    for host in ["127.0.0.1", "localhost"] {
        let error = fetcher.open(&format!("http://{host}:{port}/"), limits).await.unwrap_err();
        assert!(matches!(error, Error::TooSlow(_)), "{error}");
        assert_eq!(tripwire.connections(), 1, "{host}");
    }
}

#[tokio::test]
async fn an_allowed_address_must_be_written_plainly_too() {
    let server = Server::start(|_, _| ok("text/plain", b"inside")).await;
    let port = server.address.port();
    let fetcher = allowing([server.address.to_string().as_str()]);
    let hosts = [
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "[::ffff:127.0.0.1]",
        "u@127.0.0.1",
        "127.0.0.1.",
        "127.0.0.2",
    ];
    for host in hosts {
        let url = format!("http://{host}:{port}/");
        let error = fetcher.open(&url, LIMITS).await.expect_err(&url);
        assert!(matches!(error, Error::Refused { .. }), "{url}: {error}");
    }
    assert_eq!(server.seen(), Vec::<String>::new());
}

#[tokio::test]
async fn a_name_without_addresses_reads_like_a_refusal_but_may_be_tried_again() {
    for name in ["nowhere", "empty"] {
        let error = strict().open(&format!("https://{name}.test/a?sig=secret"), LIMITS).await.unwrap_err();
        assert!(matches!(error, Error::Unreachable { .. }), "{error}");
        assert_eq!(error.class(), ErrorClass::TryAgain);
        assert_eq!(error.public(), "the address cannot be reached from here");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn an_endless_address_is_refused() {
    let url = format!("https://public.test/{}", "a".repeat(9000));
    assert!(matches!(strict().open(&url, LIMITS).await, Err(Error::Refused { .. })));
}
