//! Addresses that must be refused before a packet leaves.

use super::server::{Server, ok};
use super::{LIMITS, allowing, strict};
use crate::{Class, Error};

/// `{p}` is the port of a listener on 127.0.0.1 that must never be called.
const HOSTILE: &[&str] = &[
    // not the web
    "",
    "files.example/a.png",
    "//files.example/a.png",
    "http://public.test/",
    "http://public.test:443/",
    "ftp://public.test/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{p}/_",
    "data:image/png;base64,AAAA",
    "unix:///var/run/docker.sock",
    "javascript:alert(1)",
    "https:public.test",
    "https:/public.test",
    "https:///public.test",
    "https://",
    "https://:443/",
    "ws://127.0.0.1:{p}/",
    // loopback in plain notation
    "http://127.0.0.1:{p}/",
    "https://127.0.0.1:{p}/",
    "https://127.0.0.1/",
    "https://127.1.2.3/",
    "https://localhost/",
    "https://localhost:{p}/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://a.localhost/",
    "https://127.0.0.1./",
    // loopback in odd notation
    "https://2130706433/",
    "https://2130706433:{p}/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0X7F.0x0.0x0.0x1/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://0177.0.0.01:{p}/",
    "https://127.1/",
    "https://127.0.1:{p}/",
    "https://0/",
    "https://0.0.0.0/",
    "https://00000177.00.00.0001/",
    "https://%31%32%37.0.0.1/",
    "https://127%2e0.0.1/",
    "https://\u{ff11}\u{ff12}\u{ff17}.0.0.1/",
    "https://127\u{3002}0\u{3002}0\u{3002}1/",
    "https://\u{2460}\u{2461}\u{2466}.0.0.1/",
    "https://256.256.256.256/",
    "https://127.0.0.1.1/",
    // IPv6
    "https://[::1]/",
    "https://[::1]:{p}/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::]/",
    "https://[::127.0.0.1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]:{p}/",
    "https://[::ffff:0:127.0.0.1]/",
    "https://[64:ff9b::127.0.0.1]/",
    "https://[64:ff9b:1::a9fe:a9fe]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:7f00:1::]/",
    "https://[2001:db8::1]/",
    "https://[3fff::1]/",
    "https://[100::1]/",
    "https://[5f00::1]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/latest/meta-data/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[::1/",
    // other special ranges
    "https://10.0.0.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://169.254.170.2/v2/credentials",
    "https://2852039166/latest/meta-data/",
    "https://172.16.0.1/",
    "https://192.0.0.8/",
    "https://192.0.2.1/",
    "https://192.168.1.1/",
    "https://198.18.0.1/",
    "https://198.51.100.1/",
    "https://203.0.113.1/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    // ports
    "https://public.test:80/",
    "https://public.test:{p}/",
    "https://public.test:8443/",
    "https://public.test:0/",
    "https://public.test:99999/",
    "https://1.1.1.1:22/",
    // userinfo and readers that disagree
    "https://public.test@127.0.0.1/",
    "https://public.test:443@127.0.0.1:{p}/",
    "https://user:secret@public.test/",
    "https://@public.test/",
    "https://127.0.0.1:{p}\\@public.test/",
    "https://public.test\\@127.0.0.1/",
    "https://127.0.0.1#@public.test/",
    "https://127.0.0.1?@public.test/",
    "https://public.test&@127.0.0.1:{p}#@public.test/",
    "https://public.test%00.127.0.0.1/",
    "https://public.test%2f@127.0.0.1/",
    " https://public.test/",
    "https://public.test/a b",
    "https://public.test/\r\nhost: 127.0.0.1",
    "ht\ttps://public.test/",
    "https://pub\nlic.test/",
    "https://public.test\u{a0}/",
    "https://public.test./",
    // names that lead inside
    "https://loopback.test/",
    "https://127.0.0.1.nip.test/",
    "https://metadata.test/",
    "https://mapped.test/",
    "https://nat64.test/",
    "https://zero.test/",
    "https://mixed.test/",
    "https://mixed6.test/",
    "https://\u{24db}ocalhost/",
];

#[tokio::test]
async fn hostile_addresses_are_refused_without_a_packet() {
    let server = Server::start(|_, _| ok("text/plain", b"inside")).await;
    let port = server.address.port().to_string();
    assert!(HOSTILE.len() >= 60);
    for text in HOSTILE {
        let url = text.replace("{p}", &port);
        let error = strict().open(&url, LIMITS).await.expect_err(&url);
        assert!(matches!(error, Error::Refused { .. }), "{url}: {error}");
        assert_eq!(error.class(), Class::CallersFault, "{url}");
        assert_eq!(error.public(), "the address cannot be reached from here", "{url}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    assert_eq!(server.seen(), Vec::<String>::new());
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
        assert_eq!(error.class(), Class::TryAgain);
        assert_eq!(error.public(), "the address cannot be reached from here");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn an_endless_address_is_refused() {
    let url = format!("https://public.test/{}", "a".repeat(9000));
    assert!(matches!(strict().open(&url, LIMITS).await, Err(Error::Refused { .. })));
}
