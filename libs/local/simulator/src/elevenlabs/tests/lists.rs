//! What can be picked: voices and models, and what is left on the account.

use super::*;

#[tokio::test]
async fn voices_come_in_pages() {
    let client = client().await;
    let (mut ids, mut path) = (Vec::new(), "/v2/voices?page_size=5".to_owned());
    loop {
        let page = client.get(&path).await;
        let voices = page.at("/voices").as_array().unwrap();
        ids.extend(voices.iter().map(|voice| voice["voice_id"].as_str().unwrap().to_owned()));
        assert_eq!(page.at("/has_more"), page.at("/next_page_token").is_string());
        let Some(token) = page.at("/next_page_token").as_str() else { break };
        path = format!("/v2/voices?page_size=5&next_page_token={token}");
    }
    assert!(SPEECH.ends_with(&ids[0]));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 22);
    assert_eq!(client.get("/v2/voices").await.at("/voices").as_array().unwrap().len(), 10);
}

#[tokio::test]
async fn voices_are_searched_by_name_and_label_and_all_can_be_used() {
    let client = client().await;
    for (words, found) in [("rachel", 1), ("BRITISH", 4), ("nobody", 0)] {
        assert_eq!(
            client.get(&format!("/v2/voices?search={words}")).await.at("/total_count"),
            found,
            "{words}"
        );
    }
    for voice in client.get("/v2/voices?page_size=100").await.at("/voices").as_array().unwrap() {
        let path =
            format!("/v1/text-to-speech/{}?output_format=pcm_22050", voice["voice_id"].as_str().unwrap());
        assert_eq!(client.post_to(&path, &text("hello")).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_page_has_its_bounds() {
    let client = client().await;
    for (query, name) in [
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("page_size=x", "page_size"),
        ("next_page_token=x", "next_page_token"),
    ] {
        let answer = client.get(&format!("/v2/voices?{query}")).await;
        assert_eq!((answer.status, answer.at("/detail/0/loc")), (422, &json!(["query", name])), "{query}");
    }
}

#[tokio::test]
async fn models_and_the_subscription_say_how_much_there_is() {
    let client = client().await;
    let models = client.get("/v1/models").await;
    let limit = |place: usize| models.at(&format!("/{place}/maximum_text_length_per_request")).clone();
    assert_eq!([limit(0), limit(1)], [10_000, 40_000]);
    let subscription = client.get("/v1/user/subscription").await;
    assert!(subscription.at("/character_limit").as_u64().unwrap() > 0);
}

#[tokio::test]
async fn the_default_voices_are_gone_from_their_day_on() {
    let client = client().await;
    let count = async || client.get("/v2/voices?page_size=100").await.at("/total_count").clone();
    let sarah = "/v1/text-to-speech/EXAVITQu4vr4xnSDxMaL";
    assert_eq!((count().await, client.post_to(sarah, &text("hello")).await.status), (json!(22), 200));
    // 2026-12-31.
    client.pass(1_798_675_200_000 - crate::kit::BEGINNING_MS);
    let gone = client.post_to(sarah, &text("hello")).await;
    assert_eq!((gone.status, gone.at("/detail/code")), (404, &json!("voice_not_found")));
    assert_eq!(count().await, 2);
    assert_eq!(client.post_to(SPEECH, &text("hello")).await.status, 200, "a voice of the library stays");
}
