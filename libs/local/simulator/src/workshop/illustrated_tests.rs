//! Illustrated clips, by their frames.

use std::process::Command;

use image::RgbImage;
use tempfile::TempDir;

use super::*;
use crate::accept::Order;
use crate::kit::{Stage, png, probe};
use crate::picture::{Bust, Format, Picture, Size};
use crate::usage::Start;
use crate::vendor::Vendor;

fn workshop(style: MediaStyle) -> (TempDir, Workshop) {
    let dir = TempDir::new().unwrap();
    let workshop = Workshop::open(dir.path(), style).unwrap();
    (dir, workshop)
}

fn still(width: u32, height: u32) -> Still {
    let (prompt, model) = ("a red fox".to_owned(), "kling-3.0".to_owned());
    Still {
        picture: Picture { prompt, model, size: Size { width, height }, seed: 1, take: Some(1) },
        inset: None,
        references: Vec::new(),
    }
}

fn speech(text: &str) -> Speech {
    Speech { text: text.to_owned(), voice: "alloy".to_owned(), speed: 1.0, rate: 24_000 }
}

/// The frames with these numbers.
fn frames(clip: &[u8], numbers: [u32; 2]) -> [RgbImage; 2] {
    let dir = TempDir::new().unwrap();
    let input = dir.path().join("clip.mp4");
    std::fs::write(&input, clip).unwrap();
    let [one, other] = numbers;
    let status = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(&input)
        .args(["-vf", &format!("select='eq(n,{one})+eq(n,{other})'"), "-vsync", "0"])
        .arg(dir.path().join("%d.png"))
        .status();
    assert!(status.unwrap().success());
    ["1.png", "2.png"].map(|name| image::open(dir.path().join(name)).unwrap().to_rgb8())
}

/// How many pixels of a part differ by more than a codec makes them.
fn changed(one: &RgbImage, other: &RgbImage, [left, top, width, height]: [u32; 4]) -> usize {
    let places = (top..top + height).flat_map(|y| (left..left + width).map(move |x| (x, y)));
    let differ = |(x, y): &(u32, u32)| {
        let (one, other) = (one.get_pixel(*x, *y), other.get_pixel(*x, *y));
        one.0.iter().zip(other.0).any(|(one, other)| one.abs_diff(other) > 24)
    };
    places.filter(differ).count()
}

#[tokio::test]
async fn an_illustrated_clip_has_the_format_of_a_plain_one() {
    let (_dir, plain) = workshop(MediaStyle::Plain);
    let (_other, illustrated) = workshop(MediaStyle::Illustrated);
    let kept = illustrated.keep_picture(png(40, 30).into()).await.unwrap().unwrap().kept;
    plain.keep_picture(png(40, 30).into()).await.unwrap();
    for track in [Track::Silent, Track::Hum, Track::Spoken(speech("hello"))] {
        for (inset, fps) in [(None, Fps::F30), (Some(kept.clone()), Fps::F24)] {
            let still = Still { inset, ..still(321, 180) };
            let clip = Clip { fps, track: track.clone(), ..Clip::silent(still, 1.5) };
            let entries = "stream=codec_name,width,height,pix_fmt,r_frame_rate,nb_frames,sample_rate,channels:format=duration";
            let [plain, illustrated] =
                [plain.clip(clip.clone()).await.unwrap(), illustrated.clip(clip).await.unwrap()]
                    .map(|file| probe(&file, entries));
            assert_eq!(plain, illustrated, "{track:?}");
        }
    }
}

#[tokio::test]
async fn sun_and_ridges_move_and_the_badge_stays() {
    let (_dir, workshop) = workshop(MediaStyle::Illustrated);
    let still = still(320, 180);
    let badge = still.picture.badge().unwrap();
    let clip = workshop.clip(Clip::silent(still, 2.0)).await.unwrap();
    let [first, last] = frames(&clip, [0, 47]);
    let (width, height) = badge.image.dimensions();
    assert_eq!(changed(&first, &last, [badge.x + 4, badge.y + 4, width - 8, height - 8]), 0);
    let sky = changed(&first, &last, [0, 0, 320, 90]);
    let ground = changed(&first, &last, [badge.x + width, 90, 320 - badge.x - width, 90]);
    assert!(sky > 100 && ground > 100, "{sky} {ground}");
}

#[tokio::test]
async fn a_clip_begins_with_the_clients_picture_and_moves_into_it() {
    let (_dir, workshop) = workshop(MediaStyle::Illustrated);
    let given = workshop.still(Still { inset: None, ..still(320, 180) }, Format::Png).await.unwrap();
    let kept = workshop.keep_picture(given.clone()).await.unwrap().unwrap().kept;
    for track in [Track::Silent, Track::Spoken(speech("hello"))] {
        let still = Still { inset: Some(kept.clone()), ..still(320, 180) };
        let clip = workshop.clip(Clip { track: track.clone(), ..Clip::silent(still, 2.0) }).await.unwrap();
        let given = image::load_from_memory(&given).unwrap().to_rgb8();
        let [first, last] = frames(&clip, [0, 47]);
        let whole = [0, 0, 320, 180];
        assert!(changed(&given, &first, whole) < 320 * 180 / 100, "{}", changed(&given, &first, whole));
        assert!(changed(&first, &last, whole) > 320 * 180 / 50, "{}", changed(&first, &last, whole));
    }
}

#[tokio::test]
async fn what_a_clip_refers_to_is_on_cards_and_not_its_first_frame() {
    for style in [MediaStyle::Plain, MediaStyle::Illustrated] {
        let (_dir, workshop) = workshop(style);
        let kept = workshop.keep_picture(png(40, 30).into()).await.unwrap().unwrap().kept;
        let referring = Still { references: vec![kept.clone(), kept], ..still(320, 180) };
        let [plain, clip] = [still(320, 180), referring].map(|still| Clip::silent(still, 1.0));
        let plain = frames(&workshop.clip(plain).await.unwrap(), [0, 23]);
        let clip = frames(&workshop.clip(clip).await.unwrap(), [0, 23]);
        for (without, with) in plain.iter().zip(&clip) {
            // Two cards of 36 pixels, six from the edge and from each other.
            for left in [236, 278] {
                assert!(changed(without, with, [left, 6, 36, 36]) > 36 * 36 / 2, "{style:?} at {left}");
            }
            assert_eq!(changed(without, with, [0, 60, 320, 100]), 0, "{style:?}");
        }
    }
}

#[tokio::test]
async fn a_mouth_is_open_while_something_is_said() {
    let (_dir, workshop) = workshop(MediaStyle::Illustrated);
    let still = still(256, 256);
    let (x, y, size) = Bust::whole(&still.picture).mouth_place();
    // The word ends after half a second of the second that speech lasts at least.
    let clip = Clip { fps: Fps::F30, track: Track::Spoken(speech("Loud.")), ..Clip::silent(still, 2.0) };
    let kept = workshop.keep_sound(workshop.wav(speech("Loud.")).await.unwrap()).await.unwrap().unwrap().kept;
    for track in [clip.track.clone(), Track::Kept(kept)] {
        let clip = workshop.clip(Clip { track: track.clone(), ..clip.clone() }).await.unwrap();
        let mouth = [x, y, size.width, size.height];
        let [loud, silent] = frames(&clip, [6, 50]);
        assert!(changed(&loud, &silent, mouth) > 50, "{track:?}: {}", changed(&loud, &silent, mouth));
        let [silent, still_silent] = frames(&clip, [45, 50]);
        assert!(changed(&silent, &still_silent, mouth) < 10, "{track:?}");
    }
}

/// "All variants look the same" is what people say of a vendor whose seeds do not change.
#[tokio::test]
async fn every_start_of_a_job_makes_another_picture_unless_its_seed_is_the_same() {
    for vendor in [Vendor::Bfl, Vendor::Openai, Vendor::Google, Vendor::Byteplus, Vendor::Fal] {
        let stage = Stage::set(vendor, 1.0).await;
        let world = &stage.simulator.world;
        let start = |seed: Option<i64>| -> Start {
            let order = Order::answered_at_once(vendor, "a-model", "a red fox", ());
            world.accept(Order { seed, ..order }).unwrap().start
        };
        let size = Size { width: 128, height: 128 };
        for style in [MediaStyle::Plain, MediaStyle::Illustrated] {
            let (_dir, workshop) = workshop(style);
            let mut files = Vec::new();
            for start in [start(None), start(None), start(Some(7)), start(Some(7))] {
                files.push(workshop.still(start.still(size, None, 0), Format::Png).await.unwrap());
            }
            assert!(files[0] != files[1] && files[1] != files[2], "{vendor:?} {style:?}");
            assert!(files[2] == files[3], "{vendor:?} {style:?}");
        }
    }
}
