//! `mended_sound`: headers that are not true.

use bytes::Bytes;

use super::sound_files::{chunk, extended, fmt, id3, mp3, riff, small_mp3_frame, wav, xing};
use crate::{Error, FileType, MendedSound, Shortfall, mended_sound, sound};

const ALL: [Shortfall; 3] = [Shortfall::FileMayComeWhole, Shortfall::FileIsCutOff, Shortfall::HeaderIsWrong];

fn mended(file: &[u8], shortfall: Shortfall) -> Result<MendedSound, Error> {
    mended_sound(Bytes::copy_from_slice(file), shortfall)
}

fn with_lengths(mut file: Vec<u8>, riff: u32, data: u32) -> Vec<u8> {
    let at = file.windows(4).position(|window| window == b"data").unwrap() + 4;
    file[4..8].copy_from_slice(&riff.to_le_bytes());
    file[at..at + 4].copy_from_slice(&data.to_le_bytes());
    file
}

/// Louder than silence, so that no sample looks like padding.
fn loud(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|n| u8::try_from(n % 100 + 130).unwrap()).collect()
}

fn speech(bytes: usize) -> Vec<u8> {
    riff(&[fmt(1, 24_000, 1, 16), chunk("data", &loud(bytes))])
}

/// The lengths that a plain reader of RIFF sees, which goes by nothing but the header.
fn assert_true(file: &[u8], sound: usize) {
    let number =
        |at: usize| usize::try_from(u32::from_le_bytes(file[at..at + 4].try_into().unwrap())).unwrap();
    assert_eq!(file[..4], *b"RIFF");
    assert_eq!(number(4), file.len() - 8);
    let (mut at, mut data) = (12, None);
    while at < file.len() {
        let length = number(at + 4);
        if &file[at..at + 4] == b"data" {
            data = Some(length);
        }
        at += 8 + length + length % 2;
    }
    assert_eq!((at, data), (file.len(), Some(sound)));
}

#[test]
fn a_streamed_wav_gets_the_lengths_of_its_bytes() {
    const UNKNOWN: [u32; 9] = [
        0,
        u32::MAX,
        u32::MAX - 8,
        u32::MAX - 36,
        u32::MAX - 44,
        0x7FFF_FFFF,
        0x7FFF_FFFF - 36,
        0x7FFF_F000,
        0x8000_0000,
    ];
    for shortfall in ALL {
        for riff_length in UNKNOWN {
            for data in UNKNOWN {
                let file = with_lengths(speech(48_000), riff_length, data);
                let made = mended(&file, shortfall).unwrap();
                assert_true(&made.bytes, 48_000);
                assert_eq!(made.facts.millis, 1_000, "{riff_length:x}, {data:x}");
                assert_eq!(made.bytes[44..], file[44..]);
                assert!(made.mended.is_some() && !made.was_short);
            }
        }
    }
}

#[test]
fn one_wrong_length_is_enough() {
    let right = u32::try_from(speech(48_000).len() - 8).unwrap();
    for (riff_length, data) in
        [(0, 48_000), (right + 100, 48_000), (right - 8, 48_000), (right, 0), (right, u32::MAX)]
    {
        let made = mended(&with_lengths(speech(48_000), riff_length, data), Shortfall::FileIsCutOff).unwrap();
        assert_true(&made.bytes, 48_000);
        assert_eq!(made.facts.millis, 1_000);
    }
}

#[test]
fn what_is_right_stays_as_it_is() {
    let list = chunk("LIST", b"INFOISFT\x04\0\0\0us\0\0");
    let odd = riff(&[fmt(1, 8_000, 1, 8), chunk("data", &loud(801)), list.clone()]);
    let mut large = extended(1, 48_000, 6, 24);
    large.extend(chunk("fact", &100_u32.to_le_bytes()));
    let surround = riff(&[large, chunk("data", &loud(1800))]);
    for file in [speech(4_800), wav(24_000, 2, 100), odd, surround] {
        let made = mended(&file, Shortfall::HeaderIsWrong).unwrap();
        assert_eq!((made.mended, &made.bytes[..]), (None, &file[..]));
    }
}

#[test]
fn chunks_behind_a_streamed_sound_are_no_sound() {
    let list = chunk("LIST", b"INFOISFT\x04\0\0\0us\0\0");
    let tag = chunk("id3 ", &loud(40));
    for behind in [vec![list.clone()], vec![list.clone(), tag.clone()], vec![tag]] {
        let file = riff(&[&[fmt(1, 24_000, 1, 16), chunk("data", &loud(48_000))], &behind[..]].concat());
        for (claimed, shortfall) in [(0, ALL[1]), (u32::MAX, ALL[2]), (0x7FFF_FFFF, ALL[1])] {
            let made = mended(&with_lengths(file.clone(), u32::MAX, claimed), shortfall).unwrap();
            assert_true(&made.bytes, 48_000);
            assert_eq!((made.facts.millis, &made.bytes[..]), (1_000, &file[..]));
        }
    }
}

#[test]
fn all_forms_of_the_head_are_mended() {
    let forms = [
        ("plain", fmt(1, 24_000, 1, 16), 1_000),
        ("float", fmt(3, 12_000, 1, 32), 1_000),
        ("extensible", extended(1, 16_000, 1, 24), 1_000),
        ("a-law", fmt(6, 48_000, 1, 8), 1_000),
    ];
    for (name, head, millis) in forms {
        for before in [vec![], vec![chunk("JUNK", &[0; 28])], vec![chunk("LIST", b"INFO")]] {
            let file = riff(&[&before[..], &[head.clone(), chunk("data", &loud(48_000))]].concat());
            let made = mended(&with_lengths(file, 0, u32::MAX), Shortfall::FileIsCutOff).unwrap();
            assert_true(&made.bytes, 48_000);
            assert_eq!(made.facts.millis, millis, "{name}");
        }
    }
}

#[test]
fn an_odd_sound_without_its_padding_is_padded() {
    let mut file = riff(&[fmt(1, 8_000, 1, 8), chunk("data", &loud(801))]);
    file.pop();
    let made = mended(&file, Shortfall::FileIsCutOff).unwrap();
    assert_true(&made.bytes, 801);
    // A program that forgets the padding between chunks as well.
    let list = chunk("LIST", b"INFO");
    let unpadded = [&file[..], &list].concat();
    let made = mended(&unpadded, Shortfall::FileIsCutOff).unwrap();
    assert_true(&made.bytes, 801);
    assert!(made.bytes.ends_with(&list));
}

/// RF64 with the sizes of `ds64`: those of the file, of the sound and of the samples.
fn large(sizes: [u64; 3], sound: &[u8]) -> Vec<u8> {
    let table: Vec<u8> = sizes.iter().flat_map(|size| size.to_le_bytes()).chain([0; 4]).collect();
    let mut file = riff(&[chunk("ds64", &table), fmt(1, 24_000, 1, 16), chunk("data", sound)]);
    file[..4].copy_from_slice(b"RF64");
    with_lengths(file, u32::MAX, u32::MAX)
}

#[test]
fn large_files_become_plain_ones() {
    for sizes in [[0; 3], [u64::MAX; 3], [48_080, 48_000, 24_000], [0, u64::from(u32::MAX) << 16, 0]] {
        let file = large(sizes, &loud(48_000));
        let made = mended(&file, Shortfall::FileIsCutOff).unwrap();
        assert_true(&made.bytes, 48_000);
        assert_eq!(made.facts.millis, 1_000, "{sizes:?}");
        assert_eq!(sound(&file).unwrap().millis, 1_000, "{sizes:?}");
    }
}

#[test]
fn the_number_of_samples_is_corrected_too() {
    let file = riff(&[extended(3, 24_000, 1, 32), chunk("fact", &[0xFF; 4]), chunk("data", &loud(96_000))]);
    let made = mended(&file, Shortfall::FileIsCutOff).unwrap();
    let at = made.bytes.windows(4).position(|window| window == b"fact").unwrap() + 8;
    assert_eq!(made.bytes[at..at + 4], 24_000_u32.to_le_bytes());
}

#[test]
fn a_wav_whose_lengths_agree_on_more_than_came_is_cut_off_whatever_is_known_of_it() {
    let list = chunk("LIST", b"INFOISFT\x04\0\0\0us\0\0");
    let whole = [
        ("plain", speech(60_000)),
        ("chunks behind it", riff(&[fmt(1, 24_000, 1, 16), chunk("data", &loud(60_000)), list.clone()])),
        ("chunks before it", riff(&[list, fmt(1, 24_000, 1, 16), chunk("data", &loud(60_000))])),
        ("extensible", riff(&[extended(1, 24_000, 1, 16), chunk("data", &loud(60_000))])),
        ("64 bits", large([60_080, 60_000, 30_000], &loud(60_000))),
        ("counted without its header", with_lengths(speech(60_000), 60_000, 60_000)),
        ("counted with its first 8 bytes", with_lengths(speech(60_000), 60_044, 60_000)),
    ];
    for (name, whole) in whole {
        for length in [100, 30_000, 59_000] {
            for shortfall in ALL {
                let made = mended(&whole[..length], shortfall);
                assert!(matches!(made, Err(Error::CutOff)), "{name}, {length} bytes, {shortfall:?}");
            }
        }
        mended(&whole, Shortfall::FileMayComeWhole).unwrap();
    }
}

#[test]
fn a_shortfall_is_the_files_or_the_headers_where_the_lengths_do_not_agree() {
    let right = 48_036;
    for (riff_length, claimed) in [
        (right, 48_002),
        (right, 60_000),
        (right + 8, 60_000),
        (0, 60_000),
        (u32::MAX, 60_000),
        (0x7FFF_FFFF, 60_000),
        (50_000, 0x0FFF_FFFF),
        // They agree, and nobody sends speech of so many bytes.
        (0x0FFF_FFFF + 36, 0x0FFF_FFFF),
    ] {
        let file = with_lengths(speech(48_000), riff_length, claimed);
        for shortfall in [Shortfall::FileMayComeWhole, Shortfall::FileIsCutOff] {
            assert!(matches!(mended(&file, shortfall), Err(Error::CutOff)), "{riff_length} {claimed}");
        }
        let made = mended(&file, Shortfall::HeaderIsWrong).unwrap();
        assert_true(&made.bytes, 48_000);
        assert_eq!((made.facts.millis, made.was_short), (1_000, true), "{riff_length} {claimed}");
    }
}

#[test]
fn a_sound_that_goes_on_behind_its_stated_end_is_whole_where_the_header_is_wrong() {
    for riff_length in [0, u32::MAX, u32::try_from(speech(48_000).len() - 8).unwrap()] {
        let file = with_lengths(speech(48_000), riff_length, 4_096);
        let made = mended(&file, Shortfall::HeaderIsWrong).unwrap();
        assert_true(&made.bytes, 48_000);
    }
    // Zeros behind the end are padding.
    let padded = [speech(4_800), vec![0; 3_000]].concat();
    let made = mended(&padded, Shortfall::HeaderIsWrong).unwrap();
    assert_true(&made.bytes, 4_800);
}

#[test]
fn a_wav_without_a_sound_in_it_stays_soundless() {
    let list = chunk("LIST", b"INFOISFT\x04\0\0\0us\0\0");
    for file in [wav(24_000, 1, 0), riff(&[fmt(1, 24_000, 1, 16), chunk("data", b""), list])] {
        for claimed in [0, u32::MAX] {
            let file = with_lengths(file.clone(), u32::MAX, claimed);
            for shortfall in ALL {
                assert!(matches!(mended(&file, shortfall), Err(Error::Soundless)), "{claimed}");
            }
        }
    }
}

#[test]
fn an_mp3_states_as_many_frames_as_it_has() {
    let frames = mp3(383, &[128]);
    for name in ["Xing", "Info"] {
        for stated in [0, 1, 100, 1_000, u32::MAX] {
            for tag in [vec![], id3(700)] {
                let file = [tag, xing(name, stated), frames.clone()].concat();
                let made = mended(&file, Shortfall::FileIsCutOff).unwrap();
                assert!(made.mended.is_some(), "{name} {stated}");
                assert_eq!(made.was_short, stated == 1_000, "{name} {stated}");
                let at = made.bytes.windows(4).position(|window| window == name.as_bytes()).unwrap();
                assert_eq!(made.bytes[at + 8..at + 12], 383_u32.to_be_bytes());
                assert_eq!(made.facts.millis, sound(&file).unwrap().millis);
                assert_eq!(made.bytes.len(), file.len());
            }
        }
    }
}

#[test]
fn an_mp3_of_which_more_may_come_is_cut_off_and_is_mended_where_nothing_more_does() {
    let with_bytes = |stated: u32| {
        let mut table = xing("Info", 100);
        let at = table.windows(4).position(|window| window == b"Info").unwrap() + 12;
        table[at..at + 4].copy_from_slice(&stated.to_be_bytes());
        table
    };
    let frames = mp3(100, &[128]);
    let torn = &frames[..frames.len() - 200];
    let length = u32::try_from(frames.len() + 417).unwrap();
    let small: Vec<u8> = small_mp3_frame().repeat(50);
    for (name, file) in [
        ("more frames", [xing("Xing", 102), frames.clone()].concat()),
        ("half", [xing("Info", 200), frames.clone()].concat()),
        ("behind a tag", [id3(700), xing("Info", 200), frames.clone()].concat()),
        ("more bytes", [with_bytes(length + 1), frames.clone()].concat()),
        ("the last frame", torn.to_vec()),
        ("the last frame, with a table", [xing("Xing", 100), torn.to_vec()].concat()),
        ("the last frame of speech", small[..small.len() - 1].to_vec()),
        ("all of the last frame but its head", [&frames[..], &frames[..4]].concat()),
    ] {
        let judged = mended(&file, Shortfall::FileMayComeWhole);
        assert!(matches!(judged, Err(Error::CutOff)), "{name}: {judged:?}");
        for shortfall in [Shortfall::FileIsCutOff, Shortfall::HeaderIsWrong] {
            assert!(mended(&file, shortfall).is_ok(), "{name}");
        }
    }
    let id3v1 = [&b"TAG"[..], &[0; 125]].concat();
    for (name, file) in [
        ("plain", frames.clone()),
        ("a table", [xing("Xing", 100), frames.clone()].concat()),
        ("the table counts itself", [xing("Xing", 101), frames.clone()].concat()),
        ("all bytes", [with_bytes(length), frames.clone()].concat()),
        ("a tag is counted", [id3(700), with_bytes(length + 710), frames.clone()].concat()),
        ("not known", [xing("Xing", 0), frames.clone()].concat()),
        ("a place-holder", [xing("Xing", u32::MAX), frames.clone()].concat()),
        ("a tag at its end", [&frames[..], &id3v1].concat()),
        ("zeros at its end", [&frames[..], &[0; 300]].concat()),
    ] {
        let made = mended(&file, Shortfall::FileMayComeWhole);
        assert!(made.is_ok_and(|made| !made.was_short), "{name}");
    }
}

#[test]
fn an_mp3_that_is_right_or_states_nothing_stays_as_it_is() {
    let frames = mp3(100, &[128]);
    for file in
        [frames.clone(), [xing("Xing", 100), frames.clone()].concat(), [xing("Info", 101), frames].concat()]
    {
        let made = mended(&file, Shortfall::HeaderIsWrong).unwrap();
        assert_eq!((made.mended, &made.bytes[..]), (None, &file[..]));
        assert_eq!(made.facts.file_type, FileType::Mp3);
    }
}
