//! What can be picked.

use super::*;

impl Stage {
    /// All entries of a list, page by page.
    async fn all(&self, path: &str, limit: usize) -> Vec<Value> {
        let separator = if path.contains('?') { '&' } else { '?' };
        let (mut entries, mut token) = (Vec::new(), String::new());
        loop {
            let page: Value =
                self.get(&format!("{path}{separator}limit={limit}{token}")).await.json().await.unwrap();
            let shown = page["data"].as_array().unwrap();
            assert!(shown.len() <= limit);
            entries.extend(shown.iter().cloned());
            assert_eq!(page["has_more"], page["next_token"].is_string());
            match page["next_token"].as_str() {
                Some(next) => token = format!("&token={next}"),
                None => return entries,
            }
        }
    }
}

#[tokio::test]
async fn every_list_comes_in_pages() {
    let stage = Stage::set().await;
    for (path, id, count) in [
        ("/v3/avatars", "id", 7),
        ("/v3/avatars/looks", "id", 12),
        ("/v3/voices", "voice_id", 14),
        ("/v3/models/audio/voices", "voice_id", 12),
    ] {
        for limit in [1, 5, 50] {
            let mut ids: Vec<String> = stage
                .all(path, limit)
                .await
                .iter()
                .map(|entry| entry[id].as_str().unwrap().to_owned())
                .collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), count, "{path}");
        }
    }
}

#[tokio::test]
async fn lists_can_be_filtered() {
    let stage = Stage::set().await;
    for (path, count) in [
        ("/v3/avatars?ownership=public", 5),
        ("/v3/avatars?ownership=private", 2),
        ("/v3/avatars/looks?group_id=1727672614", 3),
        ("/v3/avatars/looks?avatar_type=photo_avatar", 2),
        ("/v3/avatars/looks?avatar_type=digital_twin&ownership=private", 1),
        ("/v3/avatars/looks?group_id=nothing", 0),
        ("/v3/voices?engine=starfish", 11),
        ("/v3/voices?engine=starfish&language=German", 2),
        ("/v3/voices?language=de-DE&gender=male", 1),
        ("/v3/voices?language=english&type=private", 1),
        ("/v3/voices?language=fi", 0),
    ] {
        assert_eq!(stage.all(path, 50).await.len(), count, "{path}");
    }
}

#[tokio::test]
async fn what_a_list_may_be_asked_is_checked() {
    let stage = Stage::set().await;
    for (path, param) in [
        ("/v3/avatars?limit=51", "limit"),
        ("/v3/avatars?limit=0", "limit"),
        ("/v3/avatars?ownership=mine", "ownership"),
        ("/v3/avatars/looks?avatar_type=video", "avatar_type"),
        ("/v3/avatars/looks?limit=x", "limit"),
        ("/v3/voices?limit=101", "limit"),
        ("/v3/voices?engine=openai", "engine"),
        ("/v3/voices?gender=x", "gender"),
        ("/v3/voices?token=x", "token"),
        ("/v3/models/audio/voices?limit=101", "limit"),
    ] {
        let response = stage.get(path).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{path}");
        let error = error(response).await;
        assert_eq!((&error["code"], &error["param"]), (&json!("invalid_parameter"), &json!(param)));
    }
}

#[tokio::test]
async fn a_page_has_a_length_of_its_own() {
    let stage = Stage::set().await;
    let page: Value = stage.get("/v3/models/audio/voices").await.json().await.unwrap();
    assert_eq!(page["data"].as_array().unwrap().len(), 10);
}

#[tokio::test]
async fn every_look_can_be_used_with_its_own_voice() {
    let stage = Stage::set().await;
    for look in stage.all("/v3/avatars/looks", 50).await {
        let body = json!({ "type": "avatar", "avatar_id": look["id"], "script": "sim:slow=0" });
        let response = stage.start(&body).await;
        assert_eq!(response.status() == StatusCode::OK, look["default_voice_id"].is_string(), "{look}");
        stage.pass(1);
    }
}

#[tokio::test]
async fn looks_can_be_seen_and_voices_heard() {
    let stage = Stage::set().await;
    let look = stage.all("/v3/avatars/looks", 50).await.remove(9);
    let picture = stage.fetch(look["preview_image_url"].as_str().unwrap()).await;
    assert_eq!(picture.headers()["content-type"], "image/jpeg");
    let picture = image::load_from_memory(&picture.bytes().await.unwrap()).unwrap();
    assert_eq!((look["image_width"].as_u64(), picture.width()), (Some(1920), 1920));
    let voice = stage.all("/v3/voices", 50).await.remove(0);
    let sound = stage.fetch(voice["preview_audio_url"].as_str().unwrap()).await;
    assert_eq!(kit::probe(&sound.bytes().await.unwrap(), "stream=codec_name"), "mp3");
    for file in ["avatars/nobody.jpeg", "voices/nobody.mp3"] {
        assert_eq!(
            stage.fetch(&stage.url(&format!("/previews/{file}"))).await.status(),
            StatusCode::NOT_FOUND
        );
    }
}
