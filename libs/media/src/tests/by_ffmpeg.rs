//! Tests on files that a real encoder wrote. Without ffmpeg on the PATH they say so and pass; the readers are tested
//! without it too.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Error, FileType, VideoFacts, VideoProbe};

const PICTURES: [&str; 4] = ["-f", "lavfi", "-i", "testsrc=duration=2:size=320x180:rate=25"];
const TONE: [&str; 4] = ["-f", "lavfi", "-i", "sine=frequency=440:duration=2"];

const FACTS: VideoFacts = VideoFacts {
    file_type: FileType::Mp4,
    width: 320,
    height: 180,
    millis: 2_000,
    seen_millis: 2_000,
    has_sound: true,
};
const SILENT: VideoFacts = VideoFacts { has_sound: false, ..FACTS };

pub(super) fn probed(bytes: &[u8]) -> Result<VideoFacts, Error> {
    let mut probe = VideoProbe::new();
    bytes.chunks(1021).for_each(|chunk| probe.feed(chunk));
    probe.finish()
}

/// Returns `None` if there is no ffmpeg that can make the file.
pub(super) fn made(dir: &Path, name: &str, arguments: &[&[&str]]) -> Option<Vec<u8>> {
    let file = dir.join(name);
    let made = Command::new("ffmpeg")
        .args(["-nostdin", "-loglevel", "error", "-y"])
        .args(arguments.concat())
        .arg(&file)
        .stderr(Stdio::null())
        .status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: no ffmpeg on the PATH that can make {name}");
        return None;
    }
    Some(std::fs::read(file).unwrap())
}

#[test]
fn videos_of_a_real_encoder_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let silent = ["-c:v", "mpeg4", "-an"];
    let loud = ["-c:v", "mpeg4", "-c:a", "aac", "-shortest"];
    let front = ["-movflags", "+faststart"];
    let fragments = ["-movflags", "+frag_keyframe+empty_moov", "-g", "10"];
    let pieces = ["-movflags", "+frag_keyframe", "-g", "10"];
    let stretched = ["-vf", "setsar=2"];
    let cases: [(&str, &[&[&str]], VideoFacts); 7] = [
        ("end.mp4", &[&PICTURES, &TONE, &loud], FACTS),
        ("front.mp4", &[&PICTURES, &TONE, &loud, &front], FACTS),
        ("silent.mp4", &[&PICTURES, &silent], SILENT),
        ("fragments.mp4", &[&PICTURES, &TONE, &loud, &fragments], FACTS),
        ("pieces.mp4", &[&PICTURES, &silent, &pieces], SILENT),
        ("stretched.mp4", &[&PICTURES, &silent, &stretched], VideoFacts { width: 640, ..SILENT }),
        ("apple.mov", &[&PICTURES, &TONE, &loud], VideoFacts { file_type: FileType::QuickTime, ..FACTS }),
    ];
    for (name, arguments, expected) in cases {
        let Some(bytes) = made(dir.path(), name, arguments) else { continue };
        let facts = probed(&bytes).unwrap();
        assert!(facts.millis.abs_diff(expected.millis) <= 30, "{name}: {} ms", facts.millis);
        assert_eq!(
            VideoFacts { millis: expected.millis, seen_millis: expected.seen_millis, ..facts },
            expected,
            "{name}"
        );

        // A file in fragments may happen to be cut between two.
        let half = probed(&bytes[..bytes.len() / 2]);
        assert!(half.is_err() || half.unwrap().millis < expected.millis, "half of {name}");
    }
}

#[test]
fn a_video_that_was_turned_is_read_as_it_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    if made(dir.path(), "lying.mp4", &[&PICTURES, &["-c:v", "mpeg4", "-an"]]).is_none() {
        return;
    }
    let lying = dir.path().join("lying.mp4");
    let lying = ["-i", lying.to_str().unwrap()];
    // Newer versions of ffmpeg know the first way, older ones the second.
    let turned = made(dir.path(), "turned.mp4", &[&["-display_rotation", "90"], &lying, &["-c", "copy"]])
        .or_else(|| {
            let rotated = ["-c", "copy", "-metadata:s:v:0", "rotate=90"];
            made(dir.path(), "rotated.mp4", &[&lying, &rotated])
        });
    let Some(bytes) = turned else { return };
    let facts = probed(&bytes).unwrap();
    assert_eq!((facts.width, facts.height), (180, 320));
}
