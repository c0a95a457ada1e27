//! What can be picked.

use super::*;

/// All entries of a list, page by page.
async fn all(client: &Client, path: &str, limit: usize) -> Vec<Value> {
    let (mut entries, mut token) = (Vec::new(), String::new());
    loop {
        let page = client.get(&format!("{path}?limit={limit}{token}")).await;
        let shown = page.at("/data").as_array().unwrap();
        assert!(shown.len() <= limit);
        entries.extend(shown.iter().cloned());
        assert_eq!(page.at("/has_more"), page.at("/next_token").is_string());
        match page.at("/next_token").as_str() {
            Some(next) => token = format!("&token={next}"),
            None => return entries,
        }
    }
}

#[tokio::test]
async fn every_list_comes_in_pages() {
    let client = client().await;
    for (path, id, page) in [
        ("/v3/avatars/looks", "id", 12),
        ("/v3/voices", "voice_id", 12),
        ("/v3/models/audio/voices", "voice_id", 10),
    ] {
        for limit in [1, 5, 50] {
            let entries = all(&client, path, limit).await;
            let mut ids: Vec<_> = entries.iter().map(|entry| entry[id].as_str().unwrap()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), 12, "{path}");
        }
        assert_eq!(client.get(path).await.at("/data").as_array().unwrap().len(), page, "{path}");
    }
}

#[tokio::test]
async fn voices_are_filtered_by_language() {
    let client = client().await;
    for (language, count) in [("German", 2), ("de-DE", 2), ("english", 5), ("fi", 0)] {
        let page = client.get(&format!("/v3/voices?language={language}")).await;
        assert_eq!(page.at("/data").as_array().unwrap().len(), count, "{language}");
    }
}

#[tokio::test]
async fn a_page_has_its_bounds() {
    let client = client().await;
    for (query, param) in [
        ("avatars/looks?limit=51", "limit"),
        ("avatars/looks?limit=0", "limit"),
        ("avatars/looks?limit=x", "limit"),
        ("voices?limit=101", "limit"),
        ("voices?token=x", "token"),
        ("models/audio/voices?limit=101", "limit"),
    ] {
        let answer = client.get(&format!("/v3/{query}")).await;
        about(400, "invalid_parameter", param).check(&answer, query);
    }
}

#[tokio::test]
async fn every_look_can_be_used_with_its_own_voice() {
    let client = client().await;
    for look in all(&client, "/v3/avatars/looks", 50).await {
        let body = json!({ "type": "avatar", "avatar_id": look["id"], "script": "sim:slow=0" });
        let answer = client.start(&body).await;
        assert_eq!(answer.is_success(), look["default_voice_id"].is_string(), "{look}");
        client.pass(1);
    }
}
