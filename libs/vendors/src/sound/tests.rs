//! Sounds as vendors send them, and the files that are made of them, as ffmpeg reads these.

use std::process::Command;

use super::*;

const RATE: u32 = 24_000;

/// Seven and a third seconds of a tone that swells and fades.
fn samples() -> Bytes {
    let length = 176_000_u32;
    let sample = |place: u32| {
        let seconds = f64::from(place) / f64::from(RATE);
        let swell = (seconds * 3.0).sin().abs();
        let loud = (seconds * 220.0 * std::f64::consts::TAU).sin() * swell * 12_000.0;
        i16::try_from(format!("{loud:.0}").parse::<i64>().unwrap()).unwrap()
    };
    (0..length).flat_map(|place| sample(place).to_le_bytes()).collect::<Vec<u8>>().into()
}

fn made(sound: &Bytes, mime: &str, format: SpeechFormat) -> Bytes {
    file(sound, mime, format).unwrap()
}

/// What ffmpeg decodes of a file: samples of 16 bit, one channel.
fn decoded(file: &Bytes) -> Vec<i16> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sound");
    std::fs::write(&path, file).unwrap();
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(&path)
        .args(["-f", "s16le", "-ac", "1", "-ar", &RATE.to_string(), "-"])
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    output.stdout.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
}

/// How loud samples are on average, in decibels of full scale.
fn level(samples: &[i16]) -> f64 {
    let squares: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    let mean = squares / f64::from(u32::try_from(samples.len()).unwrap());
    10.0 * (mean / f64::from(i16::MAX).powi(2)).log10()
}

#[test]
fn plain_samples_become_an_mp3_of_the_same_length_and_level() {
    let pcm = samples();
    let mp3 = made(&pcm, "audio/L16;codec=pcm;rate=24000", SpeechFormat::Mp3);
    assert!(is_mp3(&mp3));
    let (before, after): (Vec<i16>, _) =
        (pcm.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect(), decoded(&mp3));
    assert_eq!(after.len(), before.len(), "the mp3 says how long it is");
    assert!((level(&before) - level(&after)).abs() < 0.1, "{} {}", level(&before), level(&after));
    let noise: Vec<i16> = before.iter().zip(&after).map(|(one, other)| one.saturating_sub(*other)).collect();
    assert!(level(&noise) < level(&before) - 30.0, "{} below {}", level(&noise), level(&before));
}

#[test]
fn plain_samples_become_a_wav_with_the_right_lengths() {
    let pcm = samples();
    let wav = made(&pcm, "audio/L16;codec=pcm;rate=24000", SpeechFormat::Wav);
    assert_eq!(wav.len(), pcm.len() + 44);
    assert_eq!(decoded(&wav).len(), pcm.len() / 2);
    assert_eq!(made(&wav, "audio/wav", SpeechFormat::Wav), wav, "a WAV is handed on as it is");
}

#[test]
fn a_wav_becomes_an_mp3_even_if_its_header_was_streamed() {
    let pcm = samples();
    let whole = made(&pcm, "audio/L16", SpeechFormat::Wav);
    let expected = decoded(&made(&pcm, "audio/L16", SpeechFormat::Mp3));
    for sizes in [None, Some(u32::MAX), Some(0x7fff_ffff)] {
        let mut wav = whole.to_vec();
        if let Some(size) = sizes {
            wav[4..8].copy_from_slice(&size.to_le_bytes());
            wav[40..44].copy_from_slice(&size.to_le_bytes());
        }
        assert_eq!(decoded(&made(&wav.into(), "audio/wav", SpeechFormat::Mp3)), expected, "{sizes:?}");
    }
}

#[test]
fn the_type_says_the_rate_and_the_channels() {
    let pcm = Bytes::from_static(&[1, 0, 2, 0, 3, 0, 4, 0, 5]);
    for (mime, rate, channels, bytes) in [
        ("audio/L16", 24_000, 1, 8),
        ("audio/l16; rate=16000", 16_000, 1, 8),
        ("audio/pcm;rate=48000;channels=2", 48_000, 2, 8),
    ] {
        let read = Pcm::from_mime(&pcm, mime).unwrap();
        assert_eq!((read.rate, read.channels, read.samples.len()), (rate, channels, bytes), "{mime}");
    }
}

#[test]
fn what_is_no_sound_is_not_made_into_one() {
    for (sound, mime) in [
        (&b""[..], "audio/L16"),
        (b"\x01", "audio/L16"),
        (b"\x01\x00", "text/plain"),
        (b"\x01\x00", ""),
        (b"<html>", "audio/wav"),
    ] {
        for format in [SpeechFormat::Mp3, SpeechFormat::Wav] {
            assert_eq!(file(&Bytes::from_static(sound), mime, format), None, "{sound:?} {mime}");
        }
    }
    for broken in [&b"RIFF\0\0\0\0WAVE"[..], b"RIFF\0\0\0\0WAVEdata\x02\0\0\0\x01\0"] {
        assert_eq!(file(&Bytes::from_static(broken), "audio/wav", SpeechFormat::Mp3), None);
    }
    let mp3 = Bytes::from_static(b"ID3\x04");
    assert_eq!(file(&mp3, "audio/mpeg", SpeechFormat::Wav), None);
    assert_eq!(file(&mp3, "audio/mpeg", SpeechFormat::Mp3), Some(mp3));
}
