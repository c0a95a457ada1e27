//! docs/API.md, The reference: what there is to read about the API, for people and for agents.

use contract_tests::{Client, World};
use reqwest::header::HeaderMap;

struct Read {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Read {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// Without a key, as a browser does.
async fn read(world: &World, path: &str) -> Read {
    let client: Client = world.stranger();
    let answer = client.outside("GET", &format!("{}{path}", world.stack.ready.api)).send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Read { status, headers, body: answer.bytes().await.unwrap().to_vec() }
}

#[tokio::test]
async fn the_reference_and_all_it_is_made_of_come_from_the_api_itself() {
    let world = World::new().await;
    let page = read(&world, "/docs").await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").contains("default-src 'none'; script-src 'self';"));
    assert!(!page.header("x-request-id").is_empty() && page.header("cache-control") == "public, max-age=300");
    let named = page.text().split(['"', '\'']).filter(|text| text.starts_with('/'));
    let named: Vec<&str> = named.collect();
    let viewer = named.iter().find(|path| path.starts_with("/docs/viewer.js?v=")).unwrap();
    for path in ["/docs/page.js", "/docs/page.css", "/docs/icon.svg", "/openapi.json", "/llms.txt"] {
        assert!(named.contains(&path), "{named:?}");
    }
    assert!(!page.text().contains("https:") && !page.text().contains("http:"));
    for path in named.iter().filter(|path| path.starts_with("/docs/")) {
        let part = read(&world, path).await;
        assert_eq!((part.status, part.header("x-content-type-options")), (200, "nosniff"), "{path}");
        assert!(part.body.len() > 100, "{path}");
    }
    let viewer = read(&world, viewer).await;
    assert_eq!(viewer.header("content-encoding"), "gzip");
    assert!(viewer.header("cache-control").ends_with(", immutable"));
    assert!(viewer.body.starts_with(&[0x1f, 0x8b]) && viewer.body.len() < 2_000_000);
    for path in ["/docs/", "/docs/../page.js", "/docs/passwd", "/docs/viewer.js.map"] {
        assert_eq!(read(&world, path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn an_error_leads_to_its_paragraph() {
    let world = World::new().await;
    // Every client of the tests asserts of every error that its address is right. Here it is followed.
    let answer = world.stranger().get("/credits/balance").await;
    let (address, anchor) = answer.text("doc_url").split_once('#').unwrap();
    assert_eq!(address, format!("{}/docs", world.stack.ready.api));
    let page = read(&world, "/docs").await;
    assert!(page.text().contains(&format!("id=\"{anchor}\"")), "{anchor}");
}
