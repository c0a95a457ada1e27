//! How long files of every accepted type last, against what ffmpeg decodes of them: at most 30 ms apart, whatever their
//! headers claim, or refused. Without ffmpeg on the PATH these tests say so and pass.

use std::path::Path;
use std::process::Command;

use super::by_ffmpeg::{made, probed};
use crate::{FileType, sound};

const TOLERANCE_MILLIS: u64 = 30;
const RATES: [u32; 4] = [8_000, 22_050, 44_100, 48_000];

/// Encoders and options for a sound, the name of the file, and its type.
const SOUNDS: [(&str, &str, FileType); 27] = [
    ("lame.mp3", "-c:a libmp3lame", FileType::Mp3),
    ("varying.mp3", "-c:a libmp3lame -q:a 5", FileType::Mp3),
    ("bare.mp3", "-c:a libmp3lame -q:a 5 -write_xing 0 -id3v2_version 0", FileType::Mp3),
    ("pcm.wav", "-c:a pcm_s16le", FileType::Wav),
    ("eight.wav", "-c:a pcm_u8", FileType::Wav),
    ("deep.wav", "-c:a pcm_s24le -ac 6", FileType::Wav),
    ("float.wav", "-c:a pcm_f64le", FileType::Wav),
    ("large.wav", "-rf64 always", FileType::Wav),
    ("alaw.wav", "-c:a pcm_alaw", FileType::Wav),
    ("mulaw.wav", "-c:a pcm_mulaw", FileType::Wav),
    ("ms.wav", "-c:a adpcm_ms", FileType::Wav),
    ("ms2.wav", "-c:a adpcm_ms -ac 2", FileType::Wav),
    ("ima.wav", "-c:a adpcm_ima_wav", FileType::Wav),
    ("ima2.wav", "-c:a adpcm_ima_wav -ac 2", FileType::Wav),
    ("mp3.wav", "-c:a libmp3lame", FileType::Wav),
    ("vorbis.ogg", "-c:a libvorbis", FileType::Ogg),
    ("flac.ogg", "-c:a flac", FileType::Ogg),
    ("opus.ogg", "-c:a libopus -ar 48000", FileType::Ogg),
    ("short.ogg", "-c:a libopus -ar 48000 -frame_duration 2.5", FileType::Ogg),
    ("long.ogg", "-c:a libopus -ar 16000 -frame_duration 60", FileType::Ogg),
    ("plain.flac", "-c:a flac", FileType::Flac),
    ("small.flac", "-c:a flac -frame_size 192 -ac 2", FileType::Flac),
    ("bare.aac", "-c:a aac", FileType::Aac),
    ("vorbis.webm", "-c:a libvorbis -f webm", FileType::Weba),
    ("opus.webm", "-c:a libopus -ar 48000 -f webm", FileType::Weba),
    ("live.webm", "-c:a libopus -ar 48000 -f webm -live 1", FileType::Weba),
    ("alac.m4a", "-c:a alac", FileType::M4a),
];

#[test]
fn sounds_are_as_long_as_what_is_decoded() {
    let dir = tempfile::tempdir().unwrap();
    for (name, words, file_type) in SOUNDS {
        for rate in RATES {
            let tone = format!("-f lavfi -i sine=frequency=440:duration=3.3:sample_rate={rate} {words}");
            let Some(bytes) = made(dir.path(), name, &[&split(&tone)]) else { continue };
            let facts = sound(&bytes).unwrap_or_else(|error| panic!("{name} at {rate}: {error}"));
            assert_eq!(facts.file_type, file_type, "{name}");
            near(facts.millis, heard(&dir.path().join(name)), &format!("{name} at {rate}"));
        }
    }
}

/// An edit leaves out what the encoder has put before and behind a sound. Before version 6, ffmpeg plays the rest of the
/// last frame, so the truth is what was encoded.
#[test]
fn sounds_with_edits_are_as_long_as_what_was_encoded() {
    let dir = tempfile::tempdir().unwrap();
    for (name, words) in [
        ("a.m4a", "-c:a aac"),
        ("front.m4a", "-c:a aac -movflags +faststart"),
        ("a.mp4", "-c:a aac"),
        ("mp3.mp4", "-c:a libmp3lame -ar 44100"),
        ("flac.mp4", "-c:a flac -strict -2"),
        ("opus.mp4", "-c:a libopus -ar 48000 -strict -2"),
        ("a.mov", "-c:a aac"),
        ("pcm.mov", "-c:a pcm_s16le"),
    ] {
        for rate in RATES {
            let tone = format!("-f lavfi -i sine=frequency=440:duration=3.3:sample_rate={rate} {words}");
            let Some(bytes) = made(dir.path(), name, &[&split(&tone)]) else { continue };
            let facts = sound(&bytes).unwrap_or_else(|error| panic!("{name} at {rate}: {error}"));
            assert_eq!(facts.file_type, FileType::M4a, "{name}");
            near(facts.millis, 3_300, &format!("{name} at {rate}"));
        }
    }
}

const FILM: &str = "-f lavfi -i testsrc=duration=3:size=160x90:rate=25";
const TONE: &str = "-f lavfi -i sine=frequency=440:duration=3.3:sample_rate=48000";
const AVC: &str = "-c:v libx264 -bf 2 -pix_fmt yuv420p -g 20";

#[test]
fn videos_are_as_long_as_what_is_seen_and_heard() {
    let dir = tempfile::tempdir().unwrap();
    for (name, words) in [
        ("a.mp4", format!("{FILM} {TONE} {AVC} -c:a aac")),
        ("a.mov", format!("{FILM} {TONE} {AVC} -c:a aac")),
        ("pieces.mp4", format!("{FILM} {TONE} {AVC} -c:a aac -movflags +frag_keyframe+empty_moov")),
        ("silent.mp4", format!("{FILM} {AVC} -movflags +frag_keyframe+empty_moov")),
        ("late.mp4", format!("-itsoffset 0.5 {FILM} {TONE} {AVC} -c:a aac")),
        ("heard_late.mp4", format!("{FILM} -itsoffset 0.5 {TONE} {AVC} -c:a aac")),
        ("phone.3gp", format!("{FILM} {TONE} -c:v h263 -s 176x144 -c:a aac")),
        ("varying.mp4", format!("{FILM} {AVC} -vf select=not(mod(n\\,3))*lt(n\\,40)+eq(n\\,70) -vsync vfr")),
        ("vp8.webm", format!("{FILM} {TONE} -c:v libvpx -deadline realtime -c:a libvorbis")),
        ("vp9.webm", format!("{FILM} {TONE} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus")),
        ("silent.webm", format!("{FILM} -c:v libvpx -deadline realtime")),
        ("live.webm", format!("{FILM} {TONE} -c:v libvpx -deadline realtime -c:a libopus -live 1")),
        (
            "varying.webm",
            format!("{FILM} -c:v libvpx -deadline realtime -vf select=not(mod(n\\,3)) -vsync vfr"),
        ),
    ] {
        let Some(bytes) = made(dir.path(), name, &[&split(&words)]) else { continue };
        let facts = probed(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let path = dir.path().join(name);
        let (seen, heard) = (seen(&path), heard_in_time(&path));
        near(facts.millis, seen.max(heard), name);
        near(facts.seen_millis, seen, &format!("pictures of {name}"));
        assert_eq!(facts.has_sound, heard > 0, "{name}");
    }
}

/// A cut that was made without encoding begins at an edit.
#[test]
fn a_cut_by_edits_is_as_long_as_the_edits() {
    let dir = tempfile::tempdir().unwrap();
    let whole = "-f lavfi -i testsrc=duration=9:size=160x90:rate=25 -f lavfi -i sine=duration=9";
    let Some(_) = made(dir.path(), "whole.mp4", &[&split(&format!("{whole} {AVC} -g 250 -c:a aac"))]) else {
        return;
    };
    let input = dir.path().join("whole.mp4");
    let input = input.to_str().unwrap();
    let film = made(dir.path(), "cut.mp4", &[&["-ss", "2.5", "-i", input, "-t", "3", "-c", "copy"]]).unwrap();
    near(probed(&film).unwrap().millis, seen(&dir.path().join("cut.mp4")), "cut.mp4");
    let tone = made(dir.path(), "cut.m4a", &[&["-ss", "2.51", "-i", input, "-t", "3", "-vn", "-c", "copy"]])
        .unwrap();
    near(sound(&tone).unwrap().millis, heard(&dir.path().join("cut.m4a")), "cut.m4a");
}

/// What is written over what follows a name in the file, at so many bytes behind the name.
type Lie = (&'static str, &'static [u8], usize, &'static [u8]);

const LIES: [Lie; 14] = [
    ("-c:a libmp3lame a.mp3", b"Info", 8, &[0, 0, 0, 2]),
    ("-c:a libmp3lame a.mp3", b"Info", 8, &[0, 9, 0, 0]),
    ("-c:a libmp3lame -q:a 5 a.mp3", b"Xing", 8, &[0, 0, 0, 2]),
    ("-c:a adpcm_ms a.wav", b"fact", 8, &[1, 0, 0, 0]),
    ("-c:a adpcm_ima_wav a.wav", b"fact", 8, &[0xFF, 0xFF, 0xFF, 0x7F]),
    // The bytes of a second.
    ("-c:a adpcm_ms a.wav", b"fmt ", 16, &[1, 0, 0, 0]),
    ("-c:a pcm_s16le a.wav", b"fmt ", 16, &[1, 0, 0, 0]),
    ("-c:a pcm_s16le a.wav", b"data", 4, &[0, 0, 0, 0]),
    ("-c:a pcm_s16le a.wav", b"data", 4, &[0xFF, 0xFF, 0xFF, 0xFF]),
    // The number of samples in the header of a FLAC.
    ("-c:a flac a.flac", b"fLaC", 4 + 4 + 14, &[0, 0, 0, 0]),
    ("-c:a flac a.flac", b"fLaC", 4 + 4 + 14, &[0, 0, 0x10, 0]),
    ("-c:a aac a.m4a", b"mvhd", 4 + 16, &[0, 0, 0, 100]),
    ("-c:a aac a.m4a", b"mdhd", 4 + 16, &[0, 0, 0, 100]),
    ("-c:a libopus -f webm a.webm", b"\x44\x89\x88", 3, &[0x40, 0x59, 0, 0, 0, 0, 0, 0]),
];

#[test]
fn a_header_that_lies_moves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    for (words, name, behind, lie) in LIES {
        let (words, file) = words.rsplit_once(' ').unwrap();
        let Some(mut bytes) = made(dir.path(), file, &[&split(&format!("{TONE} {words}"))]) else { continue };
        let truth = heard(&dir.path().join(file));
        let at = bytes.windows(name.len()).position(|window| window == name);
        let at = at.unwrap_or_else(|| panic!("no {} in {file}", String::from_utf8_lossy(name))) + behind;
        bytes[at..at + lie.len()].copy_from_slice(lie);
        let Ok(facts) = sound(&bytes) else { continue };
        near(facts.millis, truth, &format!("{file} with {lie:?} behind {}", String::from_utf8_lossy(name)));
    }
}

/// Frames that state a thousandth of their time.
#[test]
fn times_that_contradict_the_frames_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let Some(mut m4a) = made(dir.path(), "a.m4a", &[&split(&format!("{TONE} -c:a aac"))]) else { return };
    let stts = m4a.windows(4).position(|window| window == b"stts").unwrap();
    m4a[stts + 16..stts + 20].copy_from_slice(&[0, 0, 0, 1]);
    let error = sound(&m4a).unwrap_err().to_string();
    assert!(error.contains("other times than its frames"), "{error}");
    let Some(mut webm) = made(dir.path(), "a.webm", &[&split(&format!("{TONE} -c:a libopus -f webm"))])
    else {
        return;
    };
    // A unit of time that is a thousandth of a millisecond.
    let scale = webm.windows(4).position(|window| window == [0x2A, 0xD7, 0xB1, 0x83]).unwrap();
    webm[scale + 4..scale + 7].copy_from_slice(&[0, 3, 0xE8]);
    let error = sound(&webm).unwrap_err().to_string();
    assert!(error.contains("other times than its sound"), "{error}");
}

fn near(found: u64, truth: u64, name: &str) {
    assert!(found.abs_diff(truth) <= TOLERANCE_MILLIS, "{name}: {found} ms, and {truth} ms are decoded");
}

fn split(words: &str) -> Vec<&str> {
    words.split_whitespace().collect()
}

/// What a decoder makes of the first sound, in milliseconds.
fn heard(path: &Path) -> u64 {
    decoded(path, "-map 0:a:0 -af aresample=48000 -ac 1 -f s16le -", 96)
}

/// The same with the silence that is between its parts.
fn heard_in_time(path: &Path) -> u64 {
    let filter = "aresample=async=1:first_pts=0:min_hard_comp=0.03,aresample=48000";
    decoded(path, &format!("-map 0:a:0? -af {filter} -ac 1 -f s16le -"), 96)
}

/// When the last picture has been shown, in milliseconds.
fn seen(path: &Path) -> u64 {
    decoded(path, "-map 0:v:0 -vf fps=1000:start_time=0,scale=2:2 -pix_fmt gray -f rawvideo -", 4)
}

fn decoded(path: &Path, words: &str, bytes_in_a_millisecond: usize) -> u64 {
    let output = Command::new("ffmpeg")
        .args(["-nostdin", "-loglevel", "error", "-i"])
        .arg(path)
        .args(split(words))
        .output()
        .unwrap();
    u64::try_from(output.stdout.len().div_ceil(bytes_in_a_millisecond)).unwrap()
}
