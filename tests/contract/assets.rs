//! docs/API.md, Sources and Drive: files of the drive as sources of a request.

use std::process::Command;

use contract_tests::{Client, Setup, World, png_of, wav};
use domain::catalog::Vendor;
use serde_json::{Value, json};

use crate::media_files::probed;
use crate::renders::made;

const IMAGE_STUDIO: &str = "/creative-hub/image-studio/generate";
const VIDEO_STUDIO: &str = "/creative-hub/video-studio/generate";
const AVATAR_STUDIO: &str = "/creative-hub/avatar-studio/generate";
const COMPOSITE: &str = "/creative-hub/generate/composite";
const NOBODYS: &str = "asset:0198a8a0-0000-7000-8000-000000000001";
const LONG_ENOUGH: &str = "Hello, this takes more than two seconds to say.";
const ORANGE: [u8; 3] = [240, 120, 20];

async fn submitted(client: &Client, path: &str, body: &Value) -> String {
    let accepted = client.post(path, body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    let names = ["job_id", "generation_id"].map(|name| accepted.text(name).to_owned());
    names.into_iter().find(|id| !id.is_empty()).unwrap()
}

async fn asset(client: &Client, name: &str, mime: &str, bytes: &[u8]) -> String {
    client.upload(name, mime, bytes, None).await["asset"].as_str().unwrap().to_owned()
}

fn is_orange(pixel: image::Rgb<u8>) -> bool {
    pixel.0.iter().zip(ORANGE).all(|(value, wanted)| value.abs_diff(wanted) < 30)
}

fn first_frame(clip: &[u8]) -> image::RgbImage {
    let dir = tempfile::TempDir::new().unwrap();
    let (input, output) = (dir.path().join("clip.mp4"), dir.path().join("frame.png"));
    std::fs::write(&input, clip).unwrap();
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-i"]).arg(&input).args(["-frames:v", "1"]).arg(&output);
    assert!(ffmpeg.status().unwrap().success());
    image::open(output).unwrap().to_rgb8()
}

#[tokio::test]
async fn an_uploaded_picture_becomes_a_first_frame_and_the_video_stays_in_its_folder() {
    let world = World::new().await;
    let owner = world.owner();
    let folder = owner.create_folder("summer", None).await;
    let frame = asset(&owner, "frame.png", "image/png", &png_of(640, 640, ORANGE)).await;
    let body = json!({"prompt": "it smiles", "image_url": frame, "aspect_ratio": "9:16", "duration": 5,
        "drive_folder_id": folder});
    let job_id = submitted(&owner, VIDEO_STUDIO, &body).await;
    let job = owner.ended(&job_id).await;
    assert_eq!((&job["status"], &job["drive_folder_id"]), (&json!("completed"), &json!(folder)), "{job}");
    let generation = owner.get(&format!("/creative-hub/video-studio/generations/{job_id}")).await;
    assert_eq!(generation.text("mode"), "image_to_video");

    let list = owner.get(&format!("/creative-hub/drive/files?folder={folder}")).await.body;
    let files = list["files"].as_array().unwrap();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    assert_eq!((&file["mime"], &file["job_id"]), (&json!("video/mp4"), &json!(job_id)));
    let (_, bytes) = owner.download(job["result_urls"][0].as_str().unwrap()).await;
    assert_eq!(probed(&bytes).0, "h264,720,1280");
    let frame = first_frame(&bytes);
    let orange = frame.pixels().filter(|pixel| is_orange(**pixel)).count();
    assert!(orange > 720 * 1280 * 9 / 10, "{orange} pixels of the uploaded picture");

    // Thirty days later the client follows the link that it kept.
    let kept = file["content_url"].as_str().unwrap().split_once("/api/v1").unwrap().1.to_owned();
    world.clock.advance_seconds(30 * 24 * 3600);
    let followed = owner.request("GET", &kept).send().await.unwrap();
    assert_eq!(
        (followed.status().as_u16(), followed.headers()["content-type"].as_bytes()),
        (200, &b"video/mp4"[..])
    );
    assert_eq!(followed.bytes().await.unwrap(), bytes);
    world.assert_folders_count().await;
    world.assert_books().await;
}

#[tokio::test]
async fn an_asset_can_be_used_wherever_a_picture_or_a_sound_can() {
    let world = World::new().await;
    let owner = world.owner();
    let picture = asset(&owner, "a.png", "image/png", &png_of(512, 512, ORANGE)).await;
    let sound = asset(&owner, "a.wav", "audio/wav", &wav(8000, 16_000)).await;
    let composite = json!({
        "resolution": "720p", "aspect_ratio": "1:1",
        "clips": [{"source": picture, "duration": 2}],
        "overlays": [{"source": picture, "position": "top_right", "width": 0.2}],
        "narration": {"source": sound}, "music": {"source": sound},
    });
    for (path, body, streams) in [
        (IMAGE_STUDIO, json!({"prompt": "x", "reference_image_urls": [picture, picture]}), ",1080,1080"),
        (VIDEO_STUDIO, json!({"prompt": "x", "reference_image_urls": [picture]}), "h264,"),
        (
            AVATAR_STUDIO,
            json!({"provider": "kling_avatar", "image_url": picture, "audio_url": sound}),
            "h264,",
        ),
        (COMPOSITE, composite, "h264,720,720+aac"),
    ] {
        let job = owner.ended(&submitted(&owner, path, &body).await).await;
        assert_eq!(job["status"], "completed", "{path}: {job}");
        let (_, file) = owner.download(job["result_urls"][0].as_str().unwrap()).await;
        assert!(probed(&file).0.contains(streams), "{path}: {}", probed(&file).0);
    }
    world.assert_books().await;
}

#[tokio::test]
async fn a_result_is_an_asset_like_any_other() {
    let world = World::new().await;
    let owner = world.owner();
    let made = owner.submit(&json!({"prompt": "a lamp", "width": 512, "height": 512})).await;
    owner.ended(&made).await;
    let generation = owner.get(&format!("/creative-hub/image-studio/generations/{made}")).await.body;
    let named = format!("asset:{}", generation["assets"][0]["id"].as_str().unwrap());
    let body = json!({"prompt": "the lamp on a table", "reference_image_url": named});
    let job = owner.ended(&submitted(&owner, IMAGE_STUDIO, &body).await).await;
    assert_eq!(job["status"], "completed", "{job}");
    assert_eq!(job["settings"]["reference_image_urls"], json!([named]));
    world.assert_books().await;
}

#[tokio::test]
async fn an_asset_of_another_team_or_medium_is_refused_before_money_moves() {
    let vendors = [Vendor::Bfl, Vendor::Kling, Vendor::Google, Vendor::Openai, Vendor::Heygen];
    let world = World::with(Setup::by_hand().only(&vendors)).await;
    let owner = world.owner();
    let stranger = world.client("other_team_owner");
    let (picture, sound) = (png_of(64, 64, ORANGE), wav(8000, 16_000));
    let foreign = [
        asset(&stranger, "a.png", "image/png", &picture).await,
        asset(&stranger, "a.wav", "audio/wav", &sound).await,
    ];
    let picture = asset(&owner, "a.png", "image/png", &picture).await;
    let sound = asset(&owner, "a.wav", "audio/wav", &sound).await;
    let before = owner.balance().await;
    let mut sentences = std::collections::BTreeSet::new();
    for (wrong, expected) in [
        (NOBODYS, "is not a file in your team's drive"),
        (foreign[0].as_str(), "is not a file in your team's drive"),
        (foreign[1].as_str(), "is not a file in your team's drive"),
        (sound.as_str(), "names a file that is not a picture"),
    ] {
        for (path, field, body) in [
            (
                IMAGE_STUDIO,
                "reference_image_urls",
                json!({"prompt": "x", "reference_image_urls": [picture, wrong]}),
            ),
            (VIDEO_STUDIO, "image_url", json!({"prompt": "x", "image_url": wrong})),
            (
                AVATAR_STUDIO,
                "image_url",
                json!({"provider": "kling_avatar", "image_url": wrong, "script": LONG_ENOUGH}),
            ),
            (
                COMPOSITE,
                "overlays[0].source",
                json!({"clips": [{"source": picture}], "overlays": [{"source": wrong}]}),
            ),
        ] {
            for path in [path.to_owned(), format!("{path}?dry_run=true")] {
                let answer = owner.post(&path, &body).await;
                assert_eq!(
                    (answer.status, answer.complaints()),
                    (400, vec![field]),
                    "{path} {wrong}: {answer:?}"
                );
                let message = answer.body["fields"][0]["message"].as_str().unwrap();
                // A video may be an overlay, too.
                let message = message.replace("a video or a picture", "a picture");
                let message = message.strip_prefix(&format!("'{wrong}' ")).expect(&message).to_owned();
                assert_eq!(message, expected, "{path} {wrong}");
                sentences.insert(message);
            }
        }
    }
    // Not every vendor reads m4a.
    let m4a = asset(&owner, "a.m4a", "audio/mp4", &made("-f lavfi -i sine=d=2 -c:a aac", "m4a")).await;
    for audio in [picture, m4a] {
        let answer = owner
            .post(
                "/creative-hub/generate/avatar",
                &json!({"avatar_id": "Abigail_standing_office_front", "audio_url": audio}),
            )
            .await;
        assert_eq!((answer.status, answer.complaints()), (400, vec!["audio_url"]), "{answer:?}");
        let expected = format!("'{audio}' names a file that is not an mp3 or wav sound");
        assert_eq!(answer.body["fields"][0]["message"], expected);
    }
    assert_eq!(sentences.len(), 2, "an unknown file and another team's get the same sentence: {sentences:?}");
    assert_eq!(owner.balance().await, before);
    world.assert_books().await;
}

#[tokio::test]
async fn a_file_that_is_deleted_before_it_is_used_fails_the_job_free_of_charge() {
    let world = World::with(Setup::by_hand().only(&[Vendor::Kling, Vendor::Google])).await;
    let owner = world.owner();
    let picture = owner.upload("a.png", "image/png", &png_of(64, 64, ORANGE), None).await;
    let other = asset(&owner, "b.png", "image/png", &png_of(64, 64, ORANGE)).await;
    let kit = json!({"name": "Acme", "logo": picture["asset"]});
    let kit = owner.post("/creative-hub/brand-kits", &kit).await;
    let branded = json!({"prompt": "x", "provider": "nano_banana", "brand_kit_id": kit.text("id"),
        "reference_image_urls": [other]});
    let branded = submitted(&owner, IMAGE_STUDIO, &branded).await;
    let video = submitted(&owner, VIDEO_STUDIO, &json!({"prompt": "x", "image_url": picture["asset"]})).await;
    let ad = submitted(&owner, COMPOSITE, &json!({"clips": [{"source": picture["asset"]}]})).await;
    let path = format!("/creative-hub/drive/files/{}", picture["id"].as_str().unwrap());
    assert_eq!(owner.delete(&path).await.status, 204);
    for (job_id, field) in [(video, "image_url"), (ad, "clips[0].source"), (branded, "brand_kit_id.logo")] {
        let job = world.run_to_end(&owner, &job_id).await;
        assert_eq!(
            (&job["error_code"], &job["cost_cents"]),
            (&json!("input_unreachable"), &json!(0)),
            "{job}"
        );
        let told =
            format!("{field} '{}': it is not in the drive any more.", picture["asset"].as_str().unwrap());
        assert!(job["error_message"].as_str().unwrap().starts_with(&told), "{job}");
    }
    assert_eq!(owner.balance().await["held"], 0);
    world.assert_books().await;
}

#[tokio::test]
async fn a_recording_in_the_drive_is_quoted_at_its_length() {
    let world = World::with(Setup::by_hand().only(&[Vendor::Heygen])).await;
    let owner = world.owner();
    let sound = asset(&owner, "a.wav", "audio/wav", &wav(8000, 16_000)).await;
    let quote = async |audio: &str| {
        let body = json!({"avatar_id": "Abigail_standing_office_front", "audio_url": audio});
        let answer = owner.post("/creative-hub/generate/avatar?dry_run=true", &body).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body["estimated_cost_cents"].as_i64().unwrap()
    };
    // The price is $0.0667 a second times 1.1: for two seconds, and for sixty where the length is not known.
    assert_eq!((quote(&sound).await, quote("https://example.com/a.wav").await), (15, 441));
}
