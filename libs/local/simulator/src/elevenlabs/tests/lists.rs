//! What can be picked: voices and models, and what is left on the account.

use super::*;

#[tokio::test]
async fn voices_come_in_pages() {
    let stage = Stage::set().await;
    let (mut ids, mut path) = (Vec::new(), "/v2/voices?page_size=5".to_owned());
    loop {
        let page = stage.json(&path).await;
        assert_eq!(page["total_count"], 14);
        let voices = page["voices"].as_array().unwrap();
        ids.extend(voices.iter().map(|voice| voice["voice_id"].as_str().unwrap().to_owned()));
        assert_eq!(page["has_more"], page["next_page_token"].is_string());
        let Some(token) = page["next_page_token"].as_str() else { break };
        path = format!("/v2/voices?page_size=5&next_page_token={token}");
    }
    assert_eq!((ids.len(), ids[0].as_str()), (14, VOICE));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 14);
    assert_eq!(stage.json("/v2/voices").await["voices"].as_array().unwrap().len(), 10);
    assert_eq!(stage.json("/v2/voices?page_size=100").await["has_more"], false);
}

#[tokio::test]
async fn voices_are_searched_by_name_and_label() {
    let stage = Stage::set().await;
    for (words, found) in [("rachel", 1), ("BRITISH", 4), ("broadcaster", 1), ("nobody", 0)] {
        let page = stage.json(&format!("/v2/voices?search={words}")).await;
        assert_eq!(page["total_count"], found, "{words}");
    }
}

#[tokio::test]
async fn every_voice_can_be_heard_and_used() {
    let stage = Stage::set().await;
    for voice in stage.json("/v2/voices?page_size=100").await["voices"].as_array().unwrap() {
        let id = voice["voice_id"].as_str().unwrap();
        let request = stage.post(&format!("/v1/text-to-speech/{id}?output_format=pcm_8000"), &text("hello"));
        let response = request.header("xi-api-key", KEY).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{id}");
    }
    let page = stage.json("/v2/voices?page_size=1").await;
    let preview = stage.fetch(page["voices"][0]["preview_url"].as_str().unwrap()).await;
    assert_eq!(preview.headers()["content-type"], "audio/mpeg");
    assert_eq!(kit::probe(&preview.bytes().await.unwrap(), "stream=codec_name"), "mp3");
    assert_eq!(stage.fetch(&stage.url("/previews/nobody.mp3")).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_has_its_bounds() {
    let stage = Stage::set().await;
    for (query, name) in [
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("page_size=x", "page_size"),
        ("next_page_token=x", "next_page_token"),
    ] {
        let response = stage.get(&format!("/v2/voices?{query}")).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert_eq!(detail(response).await[0]["loc"], json!(["query", name]));
    }
}

#[tokio::test]
async fn models_tell_their_limits() {
    let stage = Stage::set().await;
    let models = stage.json("/v1/models").await;
    let limit = |id: &str| {
        let model = models.as_array().unwrap().iter().find(|model| model["model_id"] == id).unwrap();
        model["maximum_text_length_per_request"].as_u64().unwrap()
    };
    assert_eq!((limit("eleven_v3"), limit("eleven_multilingual_v2")), (5_000, 10_000));
    assert!(limit("eleven_v4") > 0 && limit("eleven_v4_turbo") > 0);
}

#[tokio::test]
async fn the_subscription_begins_with_nothing_spent() {
    let stage = Stage::set().await;
    let subscription = stage.json("/v1/user/subscription").await;
    assert_eq!((&subscription["tier"], &subscription["character_count"]), (&json!("pro"), &json!(0)));
    assert!(subscription["character_limit"].as_u64().unwrap() > 0);
}
