//! How high a voice speaks, measured on what it says.

use super::*;

const RATE: u32 = 16_000;

fn said_by(voice: &str) -> Vec<f64> {
    let (text, voice) = ("Hello".to_owned(), voice.to_owned());
    let samples = samples(&Speech { text, voice, speed: 1.0, rate: RATE });
    samples.as_chunks::<2>().0.iter().map(|pair| f64::from(i16::from_le_bytes(*pair))).collect()
}

/// The first period after which the sound is like itself, as hertz. It is as much so after two and three of them.
fn measured(voice: &str) -> f64 {
    let sound = said_by(voice);
    let likeness = |lag: usize| -> f64 { (0..3000).map(|at| sound[at] * sound[at + lag]).sum() };
    let most = likeness(0);
    let is_peak = |lag: &usize| {
        let here = likeness(*lag);
        here > most * 0.8 && here > likeness(lag - 1) && here >= likeness(lag + 1)
    };
    let first = (50..220).find(is_peak).unwrap();
    f64::from(RATE) / f64::from(u32::try_from(first).unwrap())
}

#[test]
fn every_named_voice_has_a_pitch_of_its_own() {
    let mut heard: Vec<f64> = VOICES.iter().map(|(voice, _)| measured(voice)).collect();
    heard.sort_by(f64::total_cmp);
    assert!(heard.windows(2).all(|two| two[1] - two[0] > 8.0), "{heard:?}");
}

#[test]
fn a_voice_that_is_known_by_its_id_only_keeps_its_pitch() {
    let (one, other) = (measured("Adam"), measured("hv_b3909e64c7d1"));
    assert!((one - other).abs() > 8.0, "{one} {other}");
    assert_eq!(said_by("Adam"), said_by("Adam"));
}
