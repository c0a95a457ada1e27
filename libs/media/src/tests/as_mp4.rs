//! `AsMp4`: `QuickTime` films that become MP4 while they pass.

use bytes::Bytes;

use super::mp4_file::{Movie, boxed, boxed_to_the_end, mdat, movie, words};
use crate::{AsMp4, Error, FileType, VideoFacts, VideoProbe, sniff};

/// Cut into pieces of `step` bytes.
fn rewrapped(film: &[u8], step: usize) -> Result<Vec<u8>, Error> {
    let (mut rewrap, mut made) = (AsMp4::default(), Vec::new());
    for chunk in film.chunks(step) {
        made.extend(rewrap.feed(Bytes::copy_from_slice(chunk))?.concat());
    }
    made.extend(rewrap.finish()?.concat());
    Ok(made)
}

fn probed(file: &[u8]) -> VideoFacts {
    let mut probe = VideoProbe::new();
    probe.feed(file);
    probe.finish().unwrap()
}

fn quicktime() -> Vec<u8> {
    boxed("ftyp", b"qt  \x20\x05\x03\x00qt  ")
}

/// An index whose tracks say that their media begin at byte `at`, in 32 or in 64 bits.
fn index(movie: &Movie, coding: &str, at: u32) -> Vec<u8> {
    let entry = [words(&[0, 1, 16]), coding.as_bytes().to_vec(), vec![0; 8]].concat();
    let offsets = if coding == "hvc1" {
        boxed("co64", &words(&[0, 2, 0, at, 0, at + 100]))
    } else {
        boxed("stco", &words(&[0, 2, at, at + 100]))
    };
    let stbl = boxed("stbl", &[boxed("stsd", &entry), offsets].concat());
    let media = [boxed("hdlr", b"\0\0\0\0\0\0\0\0vide"), boxed("minf", &stbl)].concat();
    let extra = boxed("trak", &boxed("mdia", &media));
    boxed("moov", &[movie.content(), extra].concat())
}

fn offsets(file: &[u8], coding: &str) -> Vec<u32> {
    let name: &[u8] = if coding == "hvc1" { b"co64" } else { b"stco" };
    let at = file.windows(4).position(|window| window == name).unwrap() + 12;
    let number = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
    if coding == "hvc1" { vec![number(at + 4), number(at + 12)] } else { vec![number(at), number(at + 4)] }
}

#[test]
fn a_film_keeps_its_media_and_where_they_are_whatever_stands_in_front() {
    let wide = boxed("wide", &[]);
    let last_to_the_end = boxed_to_the_end("mdat", &[0; 3000]);
    for coding in ["avc1", "hvc1"] {
        let index = |at| index(&movie(), coding, at);
        for (name, film, shift) in [
            ("branded, index first", [quicktime(), index(1000), mdat()].concat(), 0),
            ("branded, index last", [quicktime(), wide.clone(), mdat(), index(1000)].concat(), 0),
            ("index first", [index(1000), mdat()].concat(), 24),
            ("wide", [wide.clone(), mdat(), index(1000)].concat(), 24),
            ("media first", [mdat(), index(1000)].concat(), 24),
            ("media to the end", [index(1000), last_to_the_end.clone()].concat(), 24),
        ] {
            assert_eq!(sniff(&film), Some(FileType::QuickTime), "{name}");
            assert!(AsMp4::is_needed(&film));
            for step in [1, 7, 512, film.len()] {
                let made = rewrapped(&film, step).unwrap();
                assert_eq!(sniff(&made), Some(FileType::Mp4), "{name} by {step}");
                assert_eq!(made.len(), film.len() + shift, "{name} by {step}");
                let shift = u32::try_from(shift).unwrap();
                assert_eq!(offsets(&made, coding), [1000 + shift, 1100 + shift], "{name} by {step}");
                let facts = VideoFacts { file_type: FileType::Mp4, ..probed(&film) };
                assert_eq!(probed(&made), facts, "{name} by {step}");
            }
        }
    }
}

#[test]
fn apples_own_brand_of_mp4_is_changed_and_other_files_are_left_alone() {
    let film = [boxed("ftyp", b"M4V \0\0\0\x01M4V M4A mp42isom"), movie().moov(), mdat()].concat();
    assert!(AsMp4::is_needed(&film));
    let made = rewrapped(&film, 64).unwrap();
    assert_eq!(made[8..12], *b"mp42");
    assert_eq!(made[40..], film[40..]);
    let plain = [boxed("ftyp", b"isom\0\0\x02\0isomiso2avc1mp41"), movie().moov(), mdat()].concat();
    assert!(!AsMp4::is_needed(&plain));
    assert_eq!(rewrapped(&plain, 64).unwrap(), plain);
}

fn names(file: &[u8]) -> Vec<String> {
    let (mut names, mut rest) = (Vec::new(), file);
    while rest.len() >= 8 {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap());
        names.push(String::from_utf8(rest[4..8].to_vec()).unwrap());
        rest = &rest[usize::try_from(length).unwrap()..];
    }
    names
}

#[test]
fn a_film_has_one_list_of_brands_and_it_comes_first() {
    let branded = |brand: &str| boxed("ftyp", [brand, "\0\0\x02\0", brand].concat().as_bytes());
    let index = |at| index(&movie(), "avc1", at);
    let wide = boxed("wide", &[]);
    for brand in ["qt  ", "isom", "mp42"] {
        let brands = branded(brand);
        for (name, film) in [
            ("wide", [wide.clone(), brands.clone(), mdat(), index(1000)].concat()),
            ("wide and free", [wide.clone(), boxed("free", &[7; 90]), brands.clone(), index(1000)].concat()),
            ("media", [mdat(), brands.clone(), index(1000)].concat()),
            ("an index", [index(1000), brands.clone(), mdat()].concat()),
        ] {
            for step in [1, 7, film.len()] {
                let made = rewrapped(&film, step).unwrap();
                let names = names(&made);
                assert_eq!(names[0], "ftyp", "{brand} behind {name}");
                assert_eq!(names.iter().filter(|name| *name == "ftyp").count(), 1, "{brand} behind {name}");
                assert_eq!(offsets(&made, "avc1"), [1024, 1124], "{brand} behind {name}");
                assert_eq!(sniff(&made), Some(FileType::Mp4), "{brand} behind {name}");
            }
        }
        let twice = [quicktime(), wide.clone(), brands.clone(), mdat(), index(1000)].concat();
        let made = rewrapped(&twice, 5).unwrap();
        assert_eq!((made.len(), names(&made)[2].as_str()), (twice.len(), "free"));
    }
}

#[test]
fn a_coding_that_browsers_do_not_play_is_refused() {
    for coding in ["apcn", "jpeg", "SVQ3"] {
        let film = [quicktime(), index(&movie(), coding, 1000), mdat()].concat();
        assert!(matches!(rewrapped(&film, 100), Err(Error::BrokenVideo(_))), "{coding}");
    }
}

#[test]
fn a_film_that_is_cut_off_stays_so() {
    let film = [quicktime(), index(&movie(), "avc1", 1000), mdat()].concat();
    for length in [10, 60, 400, film.len() - 1] {
        assert_eq!(rewrapped(&film[..length], 9).unwrap().len(), length);
    }
}
