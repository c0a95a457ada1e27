//! `sound`: what sounds are and how long they play.

use super::mp4_file::{self, Movie, boxed, ftyp, mdat};
use super::sound_files::{
    adts_frame, chunk, extended, fmt, id3, in_blocks, mp3, mp3_frame, ogg_page, opus_head, opus_packet, riff,
    small_mp3_frame, wav, xing,
};
use crate::{Error, FileType, SoundFacts, sound};
use domain::ErrorClass;

const BEGINS: u8 = 2;

fn is(bytes: &[u8], file_type: FileType, millis: u64) {
    let facts = sound(bytes).unwrap();
    assert_eq!(facts, SoundFacts { file_type, millis, ..facts });
}

fn is_soundless(bytes: &[u8]) {
    let error = sound(bytes).unwrap_err();
    assert!(matches!(error, Error::Soundless), "{error}");
    assert_eq!(error.class(), ErrorClass::CallersFault);
}

fn is_cut_off(bytes: &[u8]) {
    let error = sound(bytes).unwrap_err();
    assert!(matches!(error, Error::CutOff), "{error}");
    assert_eq!(error.class(), ErrorClass::CallersFault);
}

/// 100 frames of 1152 samples at 44.1 kHz, rounded up.
const HUNDRED_FRAMES: u64 = 2_613;

#[test]
fn a_wav_is_as_long_as_its_samples() {
    for (per_second, channels, samples, millis) in
        [(44_100, 2, 44_100, 1_000), (24_000, 1, 36_000, 1_500), (8_000, 1, 1, 1), (48_000, 6, 4_800, 100)]
    {
        is(&wav(per_second, channels, samples), FileType::Wav, millis);
    }
    let second = vec![0; 96_000];
    let float = riff(&[fmt(3, 24_000, 1, 32), chunk("data", &second)]);
    is(&float, FileType::Wav, 1_000);
    let extensible = riff(&[extended(1, 24_000, 2, 16), chunk("data", &second)]);
    is(&extensible, FileType::Wav, 1_000);
}

#[test]
fn other_chunks_of_a_wav_are_passed_over() {
    let data = chunk("data", &vec![0; 48_000]);
    let format = fmt(1, 24_000, 1, 16);
    is(&riff(&[chunk("JUNK", &[1; 27]), format.clone(), data.clone()]), FileType::Wav, 1_000);
    is(
        &riff(&[format.clone(), chunk("LIST", b"INFOx"), data.clone(), chunk("id3 ", &[2; 9])]),
        FileType::Wav,
        1_000,
    );
    // What follows the sound may be cut off, and a second chunk of sound is not played.
    let cut_after = riff(&[format.clone(), data.clone(), chunk("LIST", &[0; 90])]);
    is(&cut_after[..cut_after.len() - 50], FileType::Wav, 1_000);
    is(&riff(&[format, data.clone(), chunk("LIST", b"INFO"), data]), FileType::Wav, 1_000);
}

/// Each block of 256 bytes has 500 samples as MS ADPCM in mono, and 505 as IMA ADPCM; of GSM, 65 bytes have 320. The
/// average rate is a claim, and so is the number of samples in `fact`.
#[test]
fn a_compressed_wav_is_as_long_as_its_blocks() {
    for (coding, per_second, channels, block, samples) in [
        (2, 22_050, 1, 256, 500),
        (2, 44_100, 2, 1024, 1012),
        (17, 22_050, 1, 256, 505),
        (17, 44_100, 2, 1024, 1017),
        (49, 8_000, 1, 65, 320),
    ] {
        for (claimed, average) in [(1, 1), (u32::MAX, u32::MAX), (samples * 100, 12_000)] {
            let format = in_blocks(coding, per_second, channels, block, average);
            let fact = chunk("fact", &claimed.to_le_bytes());
            let file = riff(&[format, fact, chunk("data", &vec![0; usize::from(block) * 100])]);
            let millis = u64::from(samples * 100 * 1000).div_ceil(per_second.into());
            is(&file, FileType::Wav, millis);
        }
    }
    for (coding, word) in
        [(0x0161, "WMA"), (0x2001, "DTS"), (0x00FF, "AAC"), (0x0045, "G.72x"), (0x7777, "rare")]
    {
        let file = riff(&[in_blocks(coding, 44_100, 2, 1024, 9), chunk("data", &[0; 2048])]);
        let error = sound(&file).unwrap_err().to_string();
        assert!(error.contains(word) && error.contains("ADPCM"), "{error}");
    }
    for senseless in
        [in_blocks(2, 44_100, 2, 14, 9), in_blocks(17, 44_100, 3, 1024, 9), in_blocks(49, 8_000, 1, 64, 9)]
    {
        let file = riff(&[senseless, chunk("data", &[0; 2048])]);
        assert!(matches!(sound(&file), Err(Error::BrokenSound(_))));
    }
}

#[test]
fn a_streamed_wav_whose_length_was_not_known_is_as_long_as_what_came() {
    for claimed in [0, u32::MAX, 0x7FFF_FFFF, 0x7FFF_F000, 0x8000_0000] {
        let mut streamed = wav(24_000, 1, 24_000);
        streamed[40..44].copy_from_slice(&claimed.to_le_bytes());
        is(&streamed, FileType::Wav, 1_000);
    }
}

#[test]
fn a_wav_cut_anywhere_is_cut_off_or_soundless() {
    let whole = wav(8_000, 1, 800);
    for length in 12..whole.len() {
        let error = sound(&whole[..length]).unwrap_err();
        assert!(matches!(error, Error::CutOff | Error::Soundless), "cut at {length}: {error}");
    }
}

#[test]
fn a_wav_without_samples_or_sense_is_refused() {
    is_soundless(&wav(44_100, 2, 0));
    is_soundless(&riff(&[fmt(1, 44_100, 2, 16)]));
    is_soundless(&riff(&[]));
    let data = chunk("data", &[0; 100]);
    let mut endless = fmt(1, 44_100, 2, 16);
    endless[12..16].copy_from_slice(&u32::MAX.to_le_bytes());
    for senseless in [
        riff(std::slice::from_ref(&data)),
        riff(&[chunk("fmt ", &[1, 0, 2]), data.clone()]),
        riff(&[fmt(1, 0, 2, 16), data.clone()]),
        riff(&[fmt(1, 44_100, 0, 16), data.clone()]),
        riff(&[endless, data]),
    ] {
        let error = sound(&senseless).unwrap_err();
        assert!(matches!(error, Error::BrokenSound(_)), "{error}");
        assert_eq!(error.class(), ErrorClass::CallersFault);
    }
}

#[test]
fn an_mp3_is_as_long_as_its_frames() {
    is(&mp3(100, &[128]), FileType::Mp3, HUNDRED_FRAMES);
    is(&mp3(1, &[128]), FileType::Mp3, 27);
    is(&small_mp3_frame().repeat(100), FileType::Mp3, HUNDRED_FRAMES);
}

#[test]
fn an_mp3_of_varying_rate_needs_no_xing_header_to_be_measured() {
    let varying = mp3(100, &[32, 320, 64, 128, 192]);
    is(&varying, FileType::Mp3, HUNDRED_FRAMES);
    is(&[xing("Xing", 100), varying.clone()].concat(), FileType::Mp3, HUNDRED_FRAMES);
    is(&[xing("Info", 100), mp3(100, &[128])].concat(), FileType::Mp3, HUNDRED_FRAMES);
    is(&[xing("VBRI", 100), mp3(100, &[128])].concat(), FileType::Mp3, HUNDRED_FRAMES);
    // The header is a claim.
    is(&[xing("Xing", 1_000_000), varying].concat(), FileType::Mp3, HUNDRED_FRAMES);
}

#[test]
fn what_stands_around_the_frames_of_an_mp3_is_no_sound() {
    let frames = mp3(100, &[128]);
    let old_tag = [&b"TAG"[..], &[b' '; 125]].concat();
    for file in [
        [id3(300), frames.clone()].concat(),
        [id3(200_000), id3(1), vec![0; 5_000], frames.clone()].concat(),
        [frames.clone(), old_tag.clone()].concat(),
        [frames.clone(), b"APETAGEX".to_vec(), vec![7; 300], old_tag.clone()].concat(),
        // Two files, one after the other.
        [mp3(50, &[128]), old_tag, id3(100), mp3(50, &[128])].concat(),
        // The last frame is cut short.
        [frames, mp3_frame(128)[..100].to_vec()].concat(),
    ] {
        is(&file, FileType::Mp3, HUNDRED_FRAMES);
    }
}

#[test]
fn an_mp3_without_sound_is_refused() {
    is_soundless(&id3(100));
    is_soundless(&[id3(100), vec![0; 3_000]].concat());
    is_soundless(&id3(5_000)[..100]);
    is_soundless(&xing("Xing", 100));
    is_soundless(&[id3(10), xing("Info", 0)].concat());
    is_soundless(b"\xFF\xFB\x90\x64");
    is_soundless(&[b"\xFF\xFB\x90\x64".to_vec(), vec![b'x'; 5_000]].concat());
    is_soundless(&[id3(10), b"and then some words".to_vec()].concat());
}

#[test]
fn aac_is_counted_frame_by_frame() {
    let frames = adts_frame().repeat(100);
    is(&frames, FileType::Aac, 2_322);
    is(&[id3(20), frames.clone()].concat(), FileType::Aac, 2_322);
    is(&frames[..frames.len() - 1], FileType::Aac, 2_299);
    is_soundless(&adts_frame()[..20]);
}

/// A stream of Opus of so many seconds, whose last page states `end`.
fn opus(serial: u32, seconds: u8, end: i64) -> Vec<u8> {
    let pages = (1..=seconds).map(|second| {
        let stated = if second == seconds { end } else { i64::from(second) * 48_000 };
        ogg_page(if second == seconds { 4 } else { 0 }, stated, serial, &opus_packet(50))
    });
    [vec![ogg_page(BEGINS, 0, serial, &opus_head(312))], pages.collect()].concat().concat()
}

#[test]
fn an_ogg_is_as_long_as_its_packets_less_what_its_last_page_trims() {
    let whole = |seconds: u8| i64::from(seconds) * 48_000;
    is(&opus(1, 3, whole(3)), FileType::Ogg, 2_994);
    is(&opus(1, 3, whole(3) - 24_000), FileType::Ogg, 2_494);
    // A last page that states more is not believed, and one that states less loses no more than itself.
    for claimed in [whole(60), i64::MAX, -1] {
        is(&opus(1, 3, claimed), FileType::Ogg, 2_994);
    }
    for claimed in [whole(2), whole(1), 0] {
        is(&opus(1, 3, claimed), FileType::Ogg, 1_994);
    }
    let two = [opus(1, 3, whole(3)), opus(2, 1, whole(1))].concat();
    is(&two, FileType::Ogg, 2_994 + 994);
    let three = [two.clone(), opus(3, 1, whole(1))].concat();
    assert!(matches!(sound(&three), Err(Error::BrokenSound(_))));
    // A page of a stream that is no sound, and of one that begins together with the first.
    let rest = opus(1, 3, whole(3));
    let (head, rest) = rest.split_at(ogg_page(BEGINS, 0, 1, &opus_head(312)).len());
    let beside = [
        ogg_page(BEGINS, 0, 9, b"fishead").as_slice(),
        head,
        &ogg_page(BEGINS, 0, 8, &opus_head(0)),
        rest,
        &ogg_page(0, 9_000_000, 9, &[]),
        &ogg_page(0, 9_000_000, 8, &opus_packet(50)),
    ]
    .concat();
    is(&beside, FileType::Ogg, 2_994);
    is_cut_off(&two[..two.len() - 1]);
    is_cut_off(&two[..20]);
}

#[test]
fn an_ogg_without_sound_is_refused() {
    is_soundless(&ogg_page(BEGINS, 0, 1, &opus_head(312)));
    is_soundless(&[ogg_page(BEGINS, 0, 1, &opus_head(960)), ogg_page(4, 960, 1, &opus_packet(1))].concat());
    for strange in ["\u{80}theora", "Speex   1.2"] {
        let error = sound(&ogg_page(BEGINS, 0, 1, strange.as_bytes())).unwrap_err();
        assert!(error.to_string().contains("neither Vorbis, Opus nor FLAC"), "{error}");
    }
}

#[test]
fn an_mp4_with_nothing_but_sound_is_an_m4a() {
    let movie = Movie { tracks: vec![mp4_file::sound()], ..mp4_file::movie() };
    for brand in ["M4A ", "isom", "mp42", "dash"] {
        is(&[ftyp(brand), movie.moov(), mdat()].concat(), FileType::M4a, 5_000);
        is(&[ftyp(brand), mdat(), movie.moov()].concat(), FileType::M4a, 5_000);
    }
    let whole = [ftyp("M4A "), movie.moov(), mdat()].concat();
    is_cut_off(&whole[..whole.len() - 1]);
    assert!(matches!(sound(&[ftyp("M4A "), mdat()].concat()), Err(Error::BrokenSound(_))));
    assert!(matches!(sound(&[ftyp("M4A "), boxed("moov", &[])].concat()), Err(Error::BrokenSound(_))));
}

#[test]
fn a_video_is_no_sound_and_an_m4a_may_be_soundless() {
    let with = |brand: &str, movie: &Movie| [ftyp(brand), movie.moov(), mdat()].concat();
    for brand in ["isom", "qt  "] {
        assert!(matches!(sound(&with(brand, &mp4_file::movie())), Err(Error::NotASound(_))));
    }
    let empty = mp4_file::Track { units: 0, samples: vec![], ..mp4_file::sound() };
    for tracks in [vec![], vec![empty]] {
        is_soundless(&with("M4A ", &Movie { tracks: tracks.clone(), ..mp4_file::movie() }));
        is_soundless(&with("isom", &Movie { tracks, ..mp4_file::movie() }));
    }
}

#[test]
fn fifty_megabytes_are_read_through() {
    is(&mp3(48_000, &[320]), FileType::Mp3, 1_253_878);
    // Every fourth byte might begin a frame.
    let noise = (0..2_000_000_u32).flat_map(|n| (n.wrapping_mul(2_654_435_761) | 0xFFE0_0000).to_be_bytes());
    let noise: Vec<u8> = id3(10).into_iter().chain(noise).collect();
    assert!(sound(&noise).map_or(true, |facts| facts.file_type == FileType::Mp3));
}

#[test]
fn no_damage_is_worse_than_a_refusal() {
    let m4a = [ftyp("M4A "), Movie { tracks: vec![mp4_file::sound()], ..mp4_file::movie() }.moov(), mdat()];
    let mp3 = [id3(20), xing("Xing", 3), mp3(3, &[128])];
    for file in [wav(8_000, 1, 80), adts_frame().repeat(3), m4a.concat(), opus(1, 2, 96_000), mp3.concat()] {
        for at in 0..file.len().min(600) {
            for damage in [0x00, 0x01, 0x7F, 0x80, 0xFF] {
                let mut file = file.clone();
                file[at] = damage;
                // Whatever the damage, reading ends, and a sound that is accepted has a length.
                assert!(sound(&file).map_or(true, |facts| facts.millis > 0));
            }
        }
    }
}
