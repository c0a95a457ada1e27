//! Real files of every kind, looked at with ffprobe.

use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tempfile::TempDir;

use super::*;
use crate::kit::{png, probe};
use crate::picture::{Format, MediaStyle, Picture, Size};
use crate::sim_words::Ending;

fn workshop() -> (TempDir, Workshop) {
    let dir = TempDir::new().unwrap();
    let workshop = Workshop::open(dir.path(), MediaStyle::Plain).unwrap();
    (dir, workshop)
}

fn still(width: u32, height: u32) -> Still {
    let picture = Picture {
        prompt: "a red fox".to_owned(),
        model: "flux-2-pro".to_owned(),
        size: Size { width, height },
        seed: 1,
        take: None,
    };
    Still { picture, inset: None, references: Vec::new() }
}

fn speech(text: &str) -> Speech {
    Speech { text: text.to_owned(), voice: "alloy".to_owned(), speed: 1.0, rate: 24_000 }
}

#[tokio::test]
async fn a_clip_is_what_was_asked_for() {
    let (_dir, workshop) = workshop();
    let clip = Clip { fps: Fps::F30, ..Clip::silent(still(321, 180), 1.5) };
    let file = workshop.clip(clip).await.unwrap();
    let streams = probe(&file, "stream=codec_name,width,height,pix_fmt,r_frame_rate,nb_frames");
    assert_eq!(streams, "h264,320,180,yuv420p,30/1,45");
    let moov = file.windows(4).position(|four| four == b"moov").unwrap();
    let mdat = file.windows(4).position(|four| four == b"mdat").unwrap();
    assert!(moov < mdat, "it plays before it is whole");
}

#[tokio::test]
async fn a_clip_can_be_heard() {
    let (_dir, workshop) = workshop();
    let kept = workshop.keep_sound(workshop.wav(speech("hello")).await.unwrap()).await.unwrap().unwrap();
    assert_eq!(kept.millis, 1000);
    for track in [Track::Hum, Track::Kept(kept.kept), Track::Spoken(speech("hello"))] {
        let file = workshop.clip(Clip { track, ..Clip::silent(still(64, 64), 2.0) }).await.unwrap();
        assert_eq!(probe(&file, "stream=codec_name"), "h264\naac");
        let seconds: f64 = probe(&file, "format=duration").parse().unwrap();
        assert!((seconds - 2.0).abs() < 0.05, "{seconds}");
    }
}

#[tokio::test]
async fn the_same_clip_is_made_once() {
    let (dir, workshop) = workshop();
    let clip = || Clip::silent(still(64, 64), 0.5);
    let first = workshop.clip(clip()).await.unwrap();
    let made = || std::fs::read_dir(dir.path().join("media/made")).unwrap().count();
    assert_eq!(made(), 1);
    let reopened = Workshop::open(dir.path(), MediaStyle::Plain).unwrap();
    let before = Instant::now();
    assert_eq!(reopened.clip(clip()).await.unwrap(), first);
    assert!(before.elapsed().as_millis() < 100);
    assert_eq!(made(), 1);
    assert_eq!(std::fs::read_dir(dir.path().join("media/scraps")).unwrap().count(), 0);
}

#[tokio::test]
async fn every_sound_is_of_its_format_and_length() {
    let (_dir, workshop) = workshop();
    let text = "The quick brown fox jumps over the lazy dog.";
    for (encoding, codec) in [(Encoding::Wav, "pcm_s16le"), (Encoding::Mp3 { kbps: 128 }, "mp3")] {
        let file = workshop.sound(Sound { speech: speech(text), encoding }).await.unwrap();
        assert_eq!(probe(&file, "stream=codec_name,channels"), format!("{codec},1"), "{encoding:?}");
        let seconds: f64 = probe(&file, "format=duration").parse().unwrap();
        assert!((seconds - speech(text).seconds()).abs() < 0.2, "{encoding:?}: {seconds}");
    }
    let pcm = workshop.sound(Sound { speech: speech(text), encoding: Encoding::Pcm }).await.unwrap();
    let wav = workshop.wav(speech(text)).await.unwrap();
    assert_eq!(pcm, wav.slice(44..));
}

#[test]
fn speech_is_as_long_as_reading_it_aloud() {
    let (long, chinese) = ("lorem ipsum ".repeat(70), "一只红色的狐狸".repeat(4));
    for (text, speed, least, most) in [
        ("Hi.", 1.0, 1.0, 1.0),
        ("", 1.0, 1.0, 1.0),
        (long.as_str(), 1.0, 58.0, 62.0),
        (long.as_str(), 2.0, 29.0, 31.0),
        (chinese.as_str(), 1.0, 6.5, 7.5),
    ] {
        let speech = Speech { speed, ..speech(text) };
        assert!((least..=most).contains(&speech.seconds()), "{text}: {}", speech.seconds());
        let spoken = speech.spoken();
        assert!(spoken.windows(2).all(|two| two[0].start < two[0].end && two[0].end <= two[1].start));
        assert!(spoken.last().is_none_or(|last| last.end <= speech.seconds() + 0.001), "{text}");
    }
}

#[tokio::test]
async fn broken_files_are_not_media() {
    let (_dir, workshop) = workshop();
    for recipe in [
        Recipe::Clip(Clip::silent(still(64, 64), 1.0)),
        Recipe::Sound(Sound { speech: speech("hello"), encoding: Encoding::Wav }),
        Recipe::Sound(Sound { speech: speech("hello"), encoding: Encoding::Mp3 { kbps: 128 } }),
        Recipe::Still(still(64, 64), Format::Png),
    ] {
        let file = workshop.make(recipe.clone().after(Ending::BadMedia).unwrap()).await.unwrap();
        let whole = workshop.make(recipe.after(Ending::Media).unwrap()).await.unwrap();
        assert_eq!(file.media_type, whole.media_type);
        let duration = probe(&file.bytes, "format=duration").parse::<f64>();
        assert!(duration.is_err(), "{}: {duration:?}", file.media_type);
        assert!(image::load_from_memory(&file.bytes).is_err());
    }
}

#[tokio::test]
async fn what_a_client_gives_is_kept_if_it_is_what_it_should_be() {
    let (dir, workshop) = workshop();
    let picture = workshop.keep_picture(png(30, 20).into()).await.unwrap().unwrap();
    assert_eq!(picture.size, Size { width: 30, height: 20 });
    assert_eq!(workshop.keep_picture("no picture".into()).await.unwrap(), None);
    assert_eq!(workshop.keep_sound("no sound".into()).await.unwrap(), None);
    assert_eq!(workshop.keep_sound(png(30, 20).into()).await.unwrap(), None);

    let reopened = Workshop::open(dir.path(), MediaStyle::Plain).unwrap();
    assert_eq!(reopened.kept(&picture.kept).await.unwrap().unwrap(), png(30, 20));
    let with = Still { inset: Some(picture.kept), ..still(200, 100) };
    let with = reopened.still(with, Format::Png).await.unwrap();
    let without = reopened.still(still(200, 100), Format::Png).await.unwrap();
    let red = |file: &[u8]| {
        let image = image::load_from_memory(file).unwrap().to_rgb8();
        image.pixels().filter(|pixel| pixel.0 == [200, 30, 30]).count()
    };
    assert_eq!((red(&with), red(&without)), (25 * 17, 0));
}

#[tokio::test]
async fn an_input_is_named_by_url_or_is_in_the_request() {
    let (_dir, workshop) = workshop();
    let stage = crate::kit::Stage::set(crate::vendor::Vendor::Bfl, 1.0).await;
    let url = stage.serve(b"some bytes".to_vec()).await;
    let data = format!("data:text/plain;base64,{}", STANDARD.encode("some bytes"));
    for source in [&url, &data] {
        assert_eq!(workshop.input(source, 10).await.unwrap(), "some bytes");
        assert!(matches!(workshop.input(source, 9).await, Err(InputError::TooLarge { most: 9 })));
    }
    assert!(matches!(workshop.input("some bytes", 10).await, Err(InputError::NotAUrl)));
    assert!(matches!(workshop.input("data:text/plain;base64,?", 10).await, Err(InputError::NotBase64)));
    assert!(matches!(workshop.input(&stage.url("/nothing"), 99).await, Err(InputError::Status(404))));
    let nobody = workshop.input("http://127.0.0.1:1/x", 10).await;
    assert!(matches!(nobody, Err(InputError::Unreachable(_))), "{nobody:?}");
    assert_eq!(base64_input("c29tZSBieXRlcw").unwrap(), "some bytes");
}

#[tokio::test]
async fn a_program_that_is_not_there_is_named() {
    let (_dir, workshop) = workshop();
    let error = workshop.run("no-such-program", Vec::new()).await.unwrap_err();
    assert!(matches!(error, MediaError::NoProgram { program: "no-such-program", .. }), "{error}");
    assert!(error.to_string().contains("is it installed?"));
}
