//! docs/API.md, Submitting jobs and Studios: every kind of job makes a file of the right type, size and length.

use std::net::TcpListener;

use contract_tests::{Client, Setup, World};
use serde_json::{Value, json};

use crate::media_files::probed;

async fn submitted(client: &Client, path: &str, body: &Value) -> String {
    let accepted = client.post(path, body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    let names = ["job_id", "generation_id"].map(|name| accepted.text(name).to_owned());
    names.into_iter().find(|id| !id.is_empty()).unwrap()
}

async fn completed(world: &World, job_id: &str) -> (Value, Vec<u8>) {
    let owner = world.owner();
    let job = owner.ended(job_id).await;
    assert_eq!(job["status"], "completed", "{job}");
    let (status, file) = owner.download(job["result_urls"][0].as_str().unwrap()).await;
    assert_eq!(status, 200);
    (job, file)
}

async fn avatar_of(owner: &Client) -> String {
    let avatars = owner.get("/creative-hub/avatars?provider=heygen").await;
    avatars.body["avatars"][0]["avatar_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_video_from_a_prompt_has_the_right_size_and_length_and_no_sound() {
    let world = World::new().await;
    let owner = world.owner();
    let body =
        json!({"prompt": "a red bicycle", "provider": "runway_gen4", "duration": 4, "aspect_ratio": "9:16"});
    let job_id = submitted(&owner, "/creative-hub/generate/video", &body).await;
    let (job, file) = completed(&world, &job_id).await;
    let (streams, seconds) = probed(&file);
    assert_eq!(streams, "h264,720,1280");
    assert!((seconds - 4.0).abs() < 0.2, "{seconds}");
    assert_eq!((&job["type"], &job["cost_cents"]), (&json!("video"), &json!(53)));
    assert_eq!(job["settings"]["applied"]["aspect_ratio"], "9:16");
    world.assert_books().await;
}

#[tokio::test]
async fn a_video_takes_the_shape_of_its_start_frame_or_the_one_asked_for() {
    let world = World::new().await;
    let owner = world.owner();
    let picture = json!({"prompt": "a face", "provider": "flux_2_pro", "width": 512, "height": 768});
    let picture = submitted(&owner, "/creative-hub/generate/image", &picture).await;
    // The picture need not be made yet, because the video waits for it.
    let path = "/creative-hub/video-studio/generate";
    let mut jobs = Vec::new();
    for (ratio, expected) in [(None, "h264,720,1280"), (Some("16:9"), "h264,1280,720")] {
        let mut body =
            json!({"prompt": "it smiles", "provider": "kling_2_6", "image_url": format!("job:{picture}")});
        if let Some(ratio) = ratio {
            body["aspect_ratio"] = json!(ratio);
        }
        jobs.push((submitted(&owner, path, &body).await, expected));
    }
    for (job_id, expected) in jobs {
        let (job, file) = completed(&world, &job_id).await;
        assert_eq!(probed(&file).0, expected, "{job}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn a_video_of_several_references_is_made_where_they_are_taken() {
    let world = World::new().await;
    let owner = world.owner();
    let picture = json!({"prompt": "a shoe", "provider": "flux_2_pro", "width": 512, "height": 768});
    let picture = submitted(&owner, "/creative-hub/generate/image", &picture).await;
    let references = vec![format!("job:{picture}"); 3];
    let path = "/creative-hub/video-studio/generate";
    let mut jobs = Vec::new();
    for (model, ratio, cents, expected) in
        [("seedance_pro", None, 83, "h264,1280,720"), ("veo_3_1", Some("9:16"), 176, "h264,720,1280")]
    {
        let body = json!({"prompt": "it walks", "provider": model, "reference_image_urls": references,
            "aspect_ratio": ratio});
        let accepted = owner.post(path, &body).await;
        assert_eq!((accepted.status, accepted.text("mode")), (202, "reference_to_video"), "{accepted:?}");
        jobs.push((accepted.text("generation_id").to_owned(), cents, expected));
    }
    for (job_id, cents, expected) in jobs {
        let (job, file) = completed(&world, &job_id).await;
        assert_eq!((probed(&file).0.as_str(), &job["cost_cents"]), (expected, &json!(cents)), "{job}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn an_avatar_is_charged_by_its_length_and_never_above_its_quote() {
    let world = World::new().await;
    let owner = world.owner();
    let script = "Good morning. This is a test of how long it takes to say this.";
    let body = json!({"script": script, "avatar_id": avatar_of(&owner).await});
    let accepted = owner.post("/creative-hub/generate/avatar", &body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    let (job, file) = completed(&world, accepted.text("job_id")).await;
    let (streams, seconds) = probed(&file);
    assert!(streams.starts_with("h264,1280,720"), "{streams}");
    let quoted = accepted.body["estimated_cost_cents"].as_f64().unwrap();
    let charged = job["cost_cents"].as_f64().unwrap();
    let expected = (seconds.ceil() * 6.67 * 1.1).ceil();
    assert!(charged <= quoted && (charged - expected).abs() <= 1.0, "{charged} of {quoted}, {seconds} s");
    world.assert_books().await;
}

#[tokio::test]
async fn a_picture_speaks_a_recording_that_another_job_makes() {
    let world = World::new().await;
    let owner = world.owner();
    let speech = json!({"text": "Every morning begins with light.", "output_format": "wav"});
    let speech = submitted(&owner, "/creative-hub/generate/tts", &speech).await;
    let face = submitted(&owner, "/creative-hub/generate/image", &json!({"prompt": "a face"})).await;
    for provider in ["kling_avatar", "veed"] {
        let body = json!({
            "provider": provider, "image_url": format!("job:{face}"), "audio_url": format!("job:{speech}"),
        });
        let job_id = submitted(&owner, "/creative-hub/avatar-studio/generate", &body).await;
        let (_, file) = completed(&world, &job_id).await;
        let (_, sound) = completed(&world, &speech).await;
        let (video, sound) = (probed(&file).1, probed(&sound).1);
        assert!((video - sound).abs() < 0.2, "{provider}: {video} s for {sound} s of speech");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn a_recording_longer_than_announced_is_refused_free_of_charge() {
    let world = World::new().await;
    let owner = world.owner();
    let text = "A rather long text that takes more than two seconds to say, whoever says it.";
    let speech = submitted(&owner, "/creative-hub/generate/tts", &json!({"text": text})).await;
    let face = submitted(&owner, "/creative-hub/generate/image", &json!({"prompt": "a face"})).await;
    let body = json!({
        "provider": "veed", "image_url": format!("job:{face}"), "audio_url": format!("job:{speech}"), "max_seconds": 2,
    });
    let job_id = submitted(&owner, "/creative-hub/avatar-studio/generate", &body).await;
    let job = owner.ended(&job_id).await;
    assert_eq!((&job["error_code"], &job["cost_cents"]), (&json!("invalid_input"), &json!(0)), "{job}");
    let message = job["error_message"].as_str().unwrap();
    assert!(message.starts_with(&format!("audio_url 'job:{speech}' lasts ")), "{message}");
    assert!(message.contains("max_seconds"), "{message}");
    world.assert_books().await;
}

#[tokio::test]
async fn speech_comes_in_the_format_asked_for() {
    let world = World::new().await;
    let owner = world.owner();
    for (provider, format, codec) in [
        ("openai_tts", "mp3", "mp3"),
        ("openai_tts", "wav", "pcm_s16le"),
        ("elevenlabs", "mp3", "mp3"),
        ("elevenlabs", "wav", "pcm_s16le"),
    ] {
        let body = json!({"text": "Good morning.", "provider": provider, "output_format": format});
        let job_id = submitted(&owner, "/creative-hub/generate/tts", &body).await;
        let (job, file) = completed(&world, &job_id).await;
        let (streams, seconds) = probed(&file);
        assert!(
            streams.starts_with(codec) && seconds > 0.5,
            "{provider} {format}: {streams} {seconds} {job}"
        );
    }
    world.assert_books().await;
}

/// The lengths that the header of a plain WAV states, and those of its bytes.
fn wav_lengths(file: &[u8]) -> [(usize, usize); 2] {
    let number =
        |at: usize| usize::try_from(u32::from_le_bytes(file[at..at + 4].try_into().unwrap())).unwrap();
    let data = file.windows(4).position(|name| name == b"data").unwrap();
    [(number(4), file.len() - 8), (number(data + 4), file.len() - data - 8)]
}

#[tokio::test]
async fn a_streamed_wav_is_stored_with_its_own_lengths_and_half_a_sound_is_fetched_again() {
    let world = World::new().await;
    let owner = world.owner();
    let voices = owner.get("/creative-hub/voices?provider=heygen").await;
    let voice = &voices.body["voices"][0]["voice_id"];
    let openai = json!({"provider": "openai_tts", "output_format": "wav"});
    let heygen = json!({"provider": "heygen", "voice_id": voice});
    let path = "/creative-hub/voice-studio/generate";
    let with = |fields: &Value, text: &str| {
        let mut body = fields.clone();
        body["text"] = json!(text);
        body
    };
    let mut jobs = Vec::new();
    for (fields, word) in [
        (&openai, "streamed-wav"),
        (&openai, "streamed-wav-signed"),
        (&openai, "streamed-wav-zero"),
        (&heygen, "download-streamed-wav"),
        (&heygen, "download-half"),
    ] {
        // The simulators speak every word, this one too.
        let [plain, broken] = ["xim", "sim"].map(|sim| format!("Good morning. {sim}:answer={word}"));
        let plain = submitted(&owner, path, &with(fields, &plain)).await;
        jobs.push((word, plain, submitted(&owner, path, &with(fields, &broken)).await));
    }
    for (word, plain, broken) in jobs {
        let (_, plain) = completed(&world, &plain).await;
        let (_, broken) = completed(&world, &broken).await;
        for (stated, real) in wav_lengths(&broken) {
            assert_eq!(stated, real, "{word}");
        }
        let (plain, broken) = (probed(&plain).1, probed(&broken).1);
        assert!(plain > 1.0 && (plain - broken).abs() < 0.05 * plain, "{word}: {broken} s for {plain} s");
    }
    for (fields, word) in [(&openai, "half-of-the-sound"), (&heygen, "download-half:3")] {
        let text = format!("Good morning. sim:answer={word}");
        let job_id = submitted(&owner, path, &with(fields, &text)).await;
        let job = owner.ended(&job_id).await;
        assert_eq!(
            (&job["error_code"], &job["credits_charged"]),
            (&json!("provider_failed"), &json!(0)),
            "{word}: {job}"
        );
    }
    world.assert_books().await;
}

#[tokio::test]
async fn a_picture_with_references_is_an_image_to_image_job() {
    let world = World::new().await;
    let owner = world.owner();
    let reference = submitted(&owner, "/creative-hub/generate/image", &json!({"prompt": "a lamp"})).await;
    for provider in ["nano_banana", "seedream_4_5", "gpt_image_1_5", "flux_2_pro"] {
        let body = json!({
            "prompt": "the lamp on a table", "provider": provider, "aspect_ratio": "4:5", "resolution": "720p",
            "reference_image_urls": [format!("job:{reference}")],
        });
        let job_id = submitted(&owner, "/creative-hub/image-studio/generate", &body).await;
        let (_, file) = completed(&world, &job_id).await;
        assert_eq!(probed(&file).0.split_once(',').unwrap().1, "720,900", "{provider}");
        let generation = owner.get(&format!("/creative-hub/image-studio/generations/{job_id}")).await;
        assert_eq!(generation.text("mode"), "image_to_image", "{provider}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn an_unusable_input_fails_the_job_free_of_charge() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = silent.local_addr().unwrap().to_string();
    let world = World::with(Setup { allow: vec![host.clone()], ..Setup::default() }).await;
    let owner = world.owner();
    let not_reached =
        "could not be read: the address cannot be reached from here. Check its link and submit again.";
    let no_picture = "cannot be used: it is a JSON document; pictures are taken as PNG, JPEG, WebP, GIF, AVIF and HEIC. \
                      Name another file and submit again.";
    let no_sound = "cannot be used: it is a JSON document; sounds are taken as MP3, WAV, M4A, AAC, Ogg, FLAC and WebM. Name \
                    another file and submit again.";
    let nowhere = "https://no-such-host.invalid/a.png?token=secret";
    // This address is allowed and can be reached, but it gives neither a picture nor a sound.
    let ledger = format!("{}/_sim/ledger", world.stack.ready.simulators["bfl"]);
    let ledger_shown = ledger.replace("/bfl/_sim/", "/…/");
    let frame = |source: &str| {
        let body = json!({"prompt": "x", "provider": "kling_2_6", "image_url": source});
        ("/creative-hub/video-studio/generate", body)
    };
    let references = |sources: [&str; 2]| {
        let body = json!({"prompt": "x", "provider": "nano_banana", "reference_image_urls": sources});
        ("/creative-hub/image-studio/generate", body)
    };
    let avatar = |picture: &str, sound: &str| {
        let body = json!({"provider": "kling_avatar", "image_url": picture, "audio_url": sound});
        ("/creative-hub/avatar-studio/generate", body)
    };
    let ad = |clip: &str| ("/creative-hub/generate/composite", json!({"clips": [{"source": clip}]}));
    let mut jobs = Vec::new();
    for ((path, body), field, value, message) in [
        (frame("https://127.0.0.1/a.png"), "image_url", "https://127.0.0.1/a.png", not_reached),
        (
            frame("https://169.254.169.254/latest/meta-data"),
            "image_url",
            "https://169.254.169.254/…/meta-data",
            not_reached,
        ),
        (frame(nowhere), "image_url", "https://no-such-host.invalid/a.png", not_reached),
        (
            frame(&format!("http://{host}/it-never-answers")),
            "image_url",
            &format!("http://{host}/it-never-answers"),
            not_reached,
        ),
        (frame(&ledger), "image_url", &ledger_shown, no_picture),
        // Of several references, the one is named that is of no use.
        (references([nowhere, &ledger]), "reference_image_urls", &ledger_shown, no_picture),
        (avatar(&ledger, nowhere), "image_url", &ledger_shown, no_picture),
        (avatar(nowhere, &ledger), "audio_url", &ledger_shown, no_sound),
        (
            ad("https://169.254.169.254/a.mp4"),
            "clips[0].source",
            "https://169.254.169.254/a.mp4",
            not_reached,
        ),
    ] {
        let job_id = submitted(&owner, path, &body).await;
        let code = if message == not_reached { "input_unreachable" } else { "invalid_input" };
        jobs.push((job_id, body, code, format!("{field} '{value}' {message} Nothing was charged.")));
    }
    for (job_id, body, code, message) in jobs {
        let job = owner.ended(&job_id).await;
        let ended = (&job["error_code"], &job["error_message"], &job["cost_cents"]);
        assert_eq!(ended, (&json!(code), &json!(message), &json!(0)), "{body}");
    }
    assert_eq!(owner.balance().await["held"], 0);
    world.assert_books().await;
}

#[tokio::test]
async fn a_job_that_waits_for_a_failed_job_fails_too() {
    let world = World::new().await;
    let owner = world.owner();
    let picture =
        submitted(&owner, "/creative-hub/generate/image", &json!({"prompt": "x sim:fail sim:slow=30"})).await;
    let body = json!({"prompt": "x", "provider": "kling_2_6", "image_url": format!("job:{picture}")});
    let job_id = submitted(&owner, "/creative-hub/video-studio/generate", &body).await;
    let job = owner.ended(&job_id).await;
    assert_eq!(job["error_code"], "input_unreachable", "{job}");
    assert!(job["error_message"].as_str().unwrap().contains(&picture), "{job}");
    world.assert_books().await;
}
