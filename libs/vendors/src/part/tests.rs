//! Names and sentences as vendors write them.

use super::*;
use crate::testing::{attachment, picture};
use crate::{AvatarTask, SpeechTask};

#[test]
fn a_vendors_name_is_about_one_part() {
    for (name, part) in [
        ("avatar_not_found", Some(Part::Avatar)),
        ("look_id", Some(Part::Avatar)),
        ("AVATAR_ID", Some(Part::Avatar)),
        ("voice_not_usable", Some(Part::Voice)),
        ("sound_file", Some(Part::Sound)),
        ("audio_url", Some(Part::Sound)),
        ("image_urls", Some(Part::Picture)),
        ("start_image_url", Some(Part::Picture)),
        ("promptImage", Some(Part::Picture)),
        ("first_frame", Some(Part::Picture)),
        ("face_detection_error", Some(Part::Picture)),
        ("promptText", Some(Part::Words)),
        ("prompt", Some(Part::Words)),
        ("context", None),
        ("framework", None),
        ("image2video", None),
        ("duration", None),
        ("", None),
    ] {
        assert_eq!(Part::from_name(name), part, "{name}");
    }
}

#[test]
fn a_sentence_is_about_the_part_that_it_names_first() {
    for (sentence, part) in [
        ("Image pixel is invalid", Some(Part::Picture)),
        ("The audio duration must be from 2 to 300 s", Some(Part::Sound)),
        ("prompt is too long for an image", Some(Part::Words)),
        ("Avatar 1a2b is not available for this account", Some(Part::Avatar)),
        ("Look 4f1c not found", Some(Part::Avatar)),
        ("Please look at the docs", None),
        ("text-to-video does not take this", None),
        ("image-to-video: the voice is unknown", Some(Part::Voice)),
        ("The voice_id `x` does not exist", Some(Part::Voice)),
        ("Something else", None),
    ] {
        assert_eq!(Part::from_sentence(sentence), part, "{sentence}");
    }
}

#[test]
fn a_failure_names_our_own_field() {
    let (picture, sound) = (picture(), attachment("audio/mpeg", b"ID3"));
    let avatar = |spoken, portrait| {
        let work = AvatarTask { spoken, portrait, aspect_ratio: None, resolution: "720p" };
        Parts::from_task(&Task {
            external_id: "job-0",
            route_key: "kind/model/route",
            work: Work::Avatar(work),
        })
    };
    let script = avatar(Spoken::Script { text: "Hi.", voice_id: None }, Portrait::AvatarId("a"));
    let recording = avatar(Spoken::Audio(&sound), Portrait::Picture(&picture));
    let speech = SpeechTask {
        text: "Hi.",
        voice_id: "v",
        language: None,
        speed: None,
        format: domain::catalog::SpeechFormat::Mp3,
    };
    let speech = Parts::from_task(&Task {
        external_id: "job-0",
        route_key: "kind/model/route",
        work: Work::Speech(speech),
    });
    let seen = |vendor, kind| Parts::from_accepted(vendor, kind);
    for (parts, part, field) in [
        (script, Part::Avatar, "avatar_id: "),
        (script, Part::Voice, "voice_id: "),
        (script, Part::Sound, "script: "),
        (script, Part::Words, "script: "),
        (recording, Part::Avatar, "image_url: "),
        (recording, Part::Picture, "image_url: "),
        (recording, Part::Sound, "audio_url: "),
        (speech, Part::Words, "text: "),
        (speech, Part::Voice, "voice_id: "),
        (seen(Vendor::Kling, Kind::Avatar), Part::Sound, "audio_url or script: "),
        (seen(Vendor::Kling, Kind::Avatar), Part::Avatar, "image_url: "),
        (seen(Vendor::Heygen, Kind::Avatar), Part::Avatar, "avatar_id: "),
        (seen(Vendor::Luma, Kind::Video), Part::Picture, "image_url: "),
        (seen(Vendor::Fal, Kind::Video), Part::Words, "prompt: "),
        (seen(Vendor::Fal, Kind::Image), Part::Picture, "reference_image_urls: "),
    ] {
        let failure = parts.invalid(Some(part));
        assert_eq!(failure.code, ErrorCode::InvalidInput);
        assert!(failure.message.starts_with(field), "{part:?}: {}", failure.message);
    }
    let unread = |field: &str| {
        let told = format!("{field}: the provider could not read it. Check the file and submit again.");
        Failure::because(ErrorCode::InputUnreachable, told)
    };
    for (parts, part, expected) in [
        (recording, Some(Part::Picture), unread("image_url")),
        (recording, Some(Part::Sound), unread("audio_url")),
        (seen(Vendor::Fal, Kind::Image), Some(Part::Picture), unread("reference_image_urls")),
        (seen(Vendor::Kling, Kind::Avatar), Some(Part::Sound), unread("audio_url or script")),
        // These have no file.
        (script, Some(Part::Sound), Failure::new(ErrorCode::InputUnreachable)),
        (script, Some(Part::Avatar), Failure::new(ErrorCode::InputUnreachable)),
        (recording, Some(Part::Words), Failure::new(ErrorCode::InputUnreachable)),
        (recording, None, Failure::new(ErrorCode::InputUnreachable)),
    ] {
        assert_eq!(parts.unread(part), expected, "{part:?}");
    }
    let unknown = Failure::new(ErrorCode::InvalidInput);
    assert_eq!(script.invalid(None), unknown);
    assert_eq!(seen(Vendor::Luma, Kind::Video).invalid(Some(Part::Voice)), unknown);
}
