//! `VideoProbe`: videos that pass through.

use super::mp4_file::{
    HALF, Movie, QUARTER, THREE_QUARTERS, Track, Width, boxed, boxed_large, boxed_to_the_end, ftyp, mdat,
    movie, sound, video, words,
};
use crate::{Error, FileType, VideoFacts, VideoProbe};
use domain::ErrorClass;

const FACTS: VideoFacts = VideoFacts {
    file_type: FileType::Mp4,
    width: 1280,
    height: 720,
    millis: 5_000,
    seen_millis: 5_000,
    has_sound: true,
};

fn probed(file: &[u8]) -> Result<VideoFacts, Error> {
    probed_by(file.len().max(1), file)
}

fn probed_by(chunk: usize, file: &[u8]) -> Result<VideoFacts, Error> {
    let mut probe = VideoProbe::new();
    file.chunks(chunk).for_each(|chunk| probe.feed(chunk));
    probe.finish()
}

fn index_first(movie: &Movie) -> Vec<u8> {
    [ftyp("isom"), movie.moov(), boxed("free", &[]), mdat()].concat()
}

fn index_last(movie: &Movie) -> Vec<u8> {
    [ftyp("isom"), boxed("free", &[0; 8]), mdat(), movie.moov()].concat()
}

fn broken(file: &[u8]) -> &'static str {
    match probed(file) {
        Err(error @ Error::BrokenVideo(why)) => {
            assert_eq!(error.class(), ErrorClass::CallersFault);
            why
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_index_may_stand_in_front_or_at_the_end() {
    assert_eq!(probed(&index_first(&movie())).unwrap(), FACTS);
    assert_eq!(probed(&index_last(&movie())).unwrap(), FACTS);
}

/// Skips media in steps of `step` bytes wherever the probe offers it, and also returns how much was skipped.
fn probed_skipping(step: u64, file: &[u8]) -> (Result<VideoFacts, Error>, u64) {
    let (mut probe, mut at, mut skipped) = (VideoProbe::new(), 0, 0);
    while let Some(byte) = file.get(at) {
        probe.feed(&[*byte]);
        at += 1;
        let skip = probe.skippable().min(step).min(u64::try_from(file.len() - at).unwrap());
        probe.skip(skip);
        at += usize::try_from(skip).unwrap();
        skipped += skip;
    }
    (probe.finish(), skipped)
}

#[test]
fn what_is_no_index_may_be_skipped() {
    for file in [index_first(&movie()), index_last(&movie())] {
        for step in [1, 7, u64::MAX] {
            let (facts, skipped) = probed_skipping(step, &file);
            assert_eq!(facts.unwrap(), FACTS, "steps of {step}");
            assert!(skipped > 0);
        }
        let cut_off = &file[..file.len() - 1];
        assert!(matches!(probed_skipping(u64::MAX, cut_off).0, Err(Error::CutOff)));
    }
}

#[test]
fn chunks_may_be_cut_anywhere() {
    for file in [index_first(&movie()), index_last(&movie())] {
        for chunk in (1..64).chain([100, 1000, 2999, file.len()]) {
            assert_eq!(probed_by(chunk, &file).unwrap(), FACTS, "chunks of {chunk}");
        }
    }
    let mut probe = VideoProbe::new();
    for byte in index_first(&movie()) {
        probe.feed(&[]);
        probe.feed(&[byte]);
    }
    assert_eq!(probe.finish().unwrap(), FACTS);
}

#[test]
fn sizes_may_take_64_bits_or_go_to_the_end() {
    let movie = movie();
    let content = movie.content();
    let media = [0; 500];
    for file in [
        [ftyp("mp42"), boxed_large("mdat", &media), boxed_large("moov", &content)].concat(),
        [ftyp("mp42"), movie.moov(), boxed_to_the_end("mdat", &media)].concat(),
        [ftyp("mp42"), mdat(), boxed_to_the_end("moov", &content)].concat(),
        // Padding, and a header that was left unfinished after all that is needed.
        [index_last(&movie), vec![0; 37]].concat(),
        [index_last(&movie), b"\0\0\0".to_vec()].concat(),
        // Of two indexes players take the first.
        [index_first(&movie), Movie { units: 9_000, ..movie.clone() }.moov()].concat(),
    ] {
        assert_eq!(probed(&file).unwrap(), FACTS);
        assert_eq!(probed_by(7, &file).unwrap(), FACTS);
    }
}

#[test]
fn a_huge_promise_takes_no_memory_and_no_trust() {
    let mut probe = VideoProbe::new();
    probe.feed(&[ftyp("isom"), movie().moov()].concat());
    probe.feed(&[&1_u32.to_be_bytes()[..], b"mdat", &u64::MAX.to_be_bytes()].concat());
    (0..100).for_each(|_| probe.feed(&[0; 4096]));
    assert!(matches!(probe.finish(), Err(Error::CutOff)));
}

#[test]
fn the_shown_size_counts() {
    let shown = |track: Track| {
        let VideoFacts { width, height, .. } =
            probed(&index_last(&Movie { tracks: vec![track], ..movie() })).unwrap();
        (width, height)
    };
    for (matrix, expected) in
        [(QUARTER, (720, 1280)), (HALF, (1280, 720)), (THREE_QUARTERS, (720, 1280)), ([0; 9], (1280, 720))]
    {
        assert_eq!(shown(Track { matrix, ..video(1280, 720) }), expected, "{matrix:?}");
    }
    // Stretched pixels: 1440 × 1080 is shown as 1920; a half is rounded up.
    assert_eq!(shown(Track { size: (0x0780_0000, 0x0438_0000), ..video(0, 0) }), (1920, 1080));
    assert_eq!(shown(Track { size: (0x0355_5555, 0x01E0_0000), ..video(0, 0) }), (853, 480));
    assert_eq!(shown(Track { size: (0x0355_8000, 0x01E0_0000), ..video(0, 0) }), (854, 480));
}

#[test]
fn times_may_take_64_bits() {
    let long = Movie { width: Width::Bits64, units: 5_000_000_000, per_second: 1_000_000_000, ..movie() };
    assert_eq!(probed(&index_first(&long)).unwrap(), FACTS);
    let quarter = vec![Track { matrix: QUARTER, ..video(1280, 720) }];
    let facts = probed(&index_first(&Movie { tracks: quarter, ..long })).unwrap();
    assert_eq!((facts.width, facts.height), (720, 1280));
}

#[test]
fn sound_is_a_track_with_something_in_it() {
    let with = |tracks: Vec<Track>| probed(&index_first(&Movie { tracks, ..movie() })).unwrap().has_sound;
    assert!(with(vec![video(64, 64), sound()]));
    assert!(with(vec![sound(), video(64, 64)]));
    assert!(!with(vec![video(64, 64)]));
    let empty = Track { units: 0, samples: vec![], ..sound() };
    assert!(!with(vec![video(64, 64), empty]));
    let subtitles = Track { handler: *b"text", ..sound() };
    assert!(!with(vec![video(64, 64), subtitles]));
}

/// `mvhd` and `mdhd` may say anything.
#[test]
fn a_file_lasts_as_long_as_its_samples_whatever_its_headers_say() {
    for units in [0, 1_000, 60_000, u64::from(u32::MAX)] {
        let tracks = vec![Track { units, ..video(1280, 720) }, Track { units, ..sound() }];
        assert_eq!(probed(&index_first(&Movie { units, tracks, ..movie() })).unwrap(), FACTS);
    }
    let longer = Track { samples: vec![(469, 1024)], ..sound() };
    let facts = probed(&index_first(&Movie { tracks: vec![video(1280, 720), longer], ..movie() })).unwrap();
    assert_eq!((facts.millis, facts.seen_millis), (10_005, 5_000));
}

#[test]
fn a_file_in_fragments_is_as_long_as_its_fragments() {
    let empty = |track: Track| Track { units: 0, samples: vec![], ..track };
    let movie = Movie {
        units: 0,
        tracks: vec![empty(video(1280, 720)), empty(sound())],
        fragments: Some(vec![(1, 512), (2, 1024)]),
        ..movie()
    };
    let traf = |tfhd: &[u32], trun: &[u32]| {
        boxed("traf", &[boxed("tfhd", &words(tfhd)), boxed("trun", &words(trun))].concat())
    };
    let moof = |trafs: &[Vec<u8>]| boxed("moof", &[boxed("mfhd", &words(&[0, 1])), trafs.concat()].concat());
    let file = [
        ftyp("iso5"),
        movie.moov(),
        // 25 samples of the default length, 1 s.
        moof(&[traf(&[0x2_0000, 1], &[0, 25])]),
        mdat(),
        // A default of its own after a base offset and a description: 10 × 1280, 1 s. And sound, 1 s.
        moof(&[
            traf(&[0xB, 1, 0, 0, 1, 1280], &[0x5, 10, 99, 99]),
            traf(&[0, 2], &[0xF01, 2, 99, 24_000, 9, 9, 9, 24_000, 9, 9, 9]),
        ]),
        mdat(),
        // Three samples that say how long they are: 0.5 s; a track that is not there.
        moof(&[
            traf(&[0, 1], &[0x300, 3, 1_000, 9, 5_000, 9, 400, 9]),
            traf(&[0, 7], &[0, 1_000_000]),
            traf(&[0, 2], &[0x100, u32::MAX, 1]),
        ]),
        mdat(),
    ]
    .concat();
    let facts = probed(&file).unwrap();
    assert_eq!(facts, VideoFacts { millis: 2_500, seen_millis: 2_500, ..FACTS });
    assert_eq!(probed_by(3, &file).unwrap(), facts);
}

#[test]
fn quicktime_says_so() {
    let facts = probed(&[ftyp("qt  "), boxed("wide", &[]), mdat(), movie().moov()].concat()).unwrap();
    assert_eq!(facts, VideoFacts { file_type: FileType::QuickTime, ..FACTS });
}

#[test]
fn a_file_cut_anywhere_is_no_video() {
    for file in [index_first(&movie()), index_last(&movie())] {
        for length in (12..file.len()).filter(|length| length % 13 == 0).chain([file.len() - 1]) {
            let error = probed(&file[..length]).unwrap_err();
            assert!(
                matches!(error, Error::CutOff | Error::BrokenVideo("it has no index (moov)")),
                "cut at {length}: {error}"
            );
        }
    }
    let media_missing = index_first(&movie());
    let error = probed(&media_missing[..media_missing.len() - 1]).unwrap_err();
    assert!(matches!(error, Error::CutOff), "an mdat box promised one byte more than came: {error}");
    assert_eq!(error.class(), ErrorClass::CallersFault);
}

#[test]
fn what_makes_no_sense_is_broken() {
    let opening = ftyp("isom");
    let noise: Vec<u8> = (0..40_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
    assert!(probed(&[opening.clone(), noise.clone()].concat()).is_err());
    assert!(matches!(probed(&noise), Err(Error::NotAVideo(_))));
    assert_eq!(broken(&[opening.clone(), mdat()].concat()), "it has no index (moov)");
    for size in 2_u32..8 {
        let tiny = [&size.to_be_bytes()[..], b"free"].concat();
        assert_eq!(broken(&[opening.clone(), tiny].concat()), "a box is smaller than its own header");
    }
    let tiny = [&1_u32.to_be_bytes()[..], b"free", &15_u64.to_be_bytes()].concat();
    assert_eq!(broken(&[opening.clone(), tiny].concat()), "a box is smaller than its own header");
    let hollow = boxed("moov", &boxed("free", &[]));
    assert_eq!(broken(&[opening.clone(), hollow, mdat()].concat()), "its index (moov) has no header");
    let only_sound = Movie { tracks: vec![sound()], ..movie() };
    assert_eq!(broken(&index_first(&only_sound)), "it has no video track");
    let sizeless = Movie { tracks: vec![video(0, 0)], ..movie() };
    assert_eq!(broken(&index_first(&sizeless)), "it has no video track");
    let still = Track { units: 0, samples: vec![], ..video(64, 64) };
    let lengthless = Movie { units: 0, tracks: vec![still], ..movie() };
    assert_eq!(broken(&index_first(&lengthless)), "it has no length");
}

#[test]
fn an_index_beyond_16_mib_is_refused_before_it_is_kept() {
    let too_large = "its index (moov) is larger than 16 MiB";
    let promised = [&(16 * 1024 * 1024 + 9_u32).to_be_bytes()[..], b"moov"].concat();
    assert_eq!(broken(&[ftyp("isom"), promised].concat()), too_large);
    let mut probe = VideoProbe::new();
    probe.feed(&[ftyp("isom"), boxed_to_the_end("moov", &[])].concat());
    (0..2).for_each(|_| probe.feed(&vec![0; 10 * 1024 * 1024]));
    assert!(matches!(probe.finish(), Err(Error::BrokenVideo(why)) if why == too_large));
}

#[test]
fn no_damage_to_the_index_is_worse_than_a_refusal() {
    let file = index_last(&movie());
    let index = file.len() - movie().moov().len();
    for at in index..file.len() {
        for damage in [0x00, 0x01, 0x7F, 0x80, 0xFF] {
            let mut file = file.clone();
            file[at] = damage;
            // Whatever the damage, reading ends, and a video that is accepted has a size and a length.
            if let Ok(facts) = probed(&file) {
                assert!(facts.width > 0 && facts.height > 0 && facts.millis > 0);
            }
        }
    }
}
