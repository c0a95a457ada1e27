//! `sniff`: what a file is by its first bytes.

use crate::{Error, FileType, Medium, VideoProbe, fit, inspect, prepare, sniff, sound};
use domain::ErrorClass;

const PICTURES: [(&[u8], FileType); 9] = [
    (b"\x89PNG\r\n\x1A\n\0\0\0\r", FileType::Png),
    (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01", FileType::Jpeg),
    (b"RIFF\x24\0\0\0WEBP", FileType::WebP),
    (b"GIF87a\x01\0\x01\0", FileType::Gif),
    (b"GIF89a\x01\0\x01\0\0\0", FileType::Gif),
    (b"\0\0\0\x18ftypavif", FileType::Avif),
    (b"\0\0\0\x18ftypheic", FileType::Heic),
    (b"\0\0\0\x18ftypmif1", FileType::Heic),
    (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", FileType::Avif),
];

const VIDEOS: [(&[u8], FileType); 25] = [
    (b"\0\0\0\x20ftypisom", FileType::Mp4),
    (b"\0\0\0\x1Cftypiso5", FileType::Mp4),
    (b"\0\0\0\x18ftypmp42", FileType::Mp4),
    (b"\0\0\0\x18ftypmp41", FileType::Mp4),
    (b"\0\0\0\x18ftypavc1", FileType::Mp4),
    (b"\0\0\0\x18ftypM4V ", FileType::Mp4),
    (b"\0\0\0\x18ftypdash", FileType::Mp4),
    (b"\0\0\0\x14ftypqt  ", FileType::QuickTime),
    (b"\0\0\0\x18ftyp3gp4", FileType::Mp4),
    (b"\0\0\0\x18ftyp3gp5", FileType::Mp4),
    (b"\0\0\0\x18ftyp3g2a", FileType::Mp4),
    (b"\0\0\0\x18ftypcmfc", FileType::Mp4),
    (b"\0\0\0\x18ftypM4VH", FileType::Mp4),
    (b"\0\0\0\x18ftypMSNV", FileType::Mp4),
    (b"\0\0\0\x18ftypiso2", FileType::Mp4),
    // A brand that is not known, and one that is among those that the file is compatible with.
    (b"\0\0\0\x1CftypNDSC\0\0\0\0ABCDmp42", FileType::Mp4),
    (b"\0\0\0\x1Cftypniko\0\0\0\0nikoqt  ", FileType::QuickTime),
    // Without brands.
    (b"\0\0\x10\0moov\0\0\0\x6Cmvhd", FileType::QuickTime),
    (b"\0\0\0\x08wide\0\0\x10\0mdat", FileType::QuickTime),
    (b"\0\0\0\x08free\0\0\x10\0mdat", FileType::QuickTime),
    (b"\0\0\0\x08skip\0\0\x10\0mdat", FileType::QuickTime),
    (b"\0\0\x10\0mdat", FileType::QuickTime),
    (b"\0\0\0\x01mdat\0\0\0\0\x01\0\0\0", FileType::QuickTime),
    (b"\0\0\0\0mdat", FileType::QuickTime),
    (b"\x1A\x45\xDF\xA3\x9FB\x86\x81\x01B\xF7\x81", FileType::WebM),
];

const SOUNDS: [(&[u8], FileType); 16] = [
    (b"ID3\x03\0\0\0\0\0\x0A\0\0", FileType::Mp3),
    (b"ID3\x04\0\x10\x7F\x7F\x7F\x7F", FileType::Mp3),
    (b"\xFF\xFB\x90\x64\0\0\0\0\0\0\0\0", FileType::Mp3),
    (b"\xFF\xFA\x90\x64", FileType::Mp3),
    (b"\xFF\xF3\x84\xC4", FileType::Mp3),
    (b"\xFF\xE3\x18\xC4", FileType::Mp3),
    (b"RIFF\x24\0\0\0WAVEfmt ", FileType::Wav),
    (b"RIFF\xFF\xFF\xFF\xFFWAVE", FileType::Wav),
    (b"RF64\xFF\xFF\xFF\xFFWAVEds64", FileType::Wav),
    (b"BW64\xFF\xFF\xFF\xFFWAVEds64", FileType::Wav),
    (b"fLaC\0\0\0\x22", FileType::Flac),
    (b"\0\0\0\x1CftypNOPE\0\0\0\0M4A mp42", FileType::M4a),
    (b"OggS\0\x02\0\0\0\0\0\0", FileType::Ogg),
    (b"\0\0\0\x1CftypM4A ", FileType::M4a),
    (b"\xFF\xF1\x50\x80\x2E\x7F\xFC", FileType::Aac),
    (b"\xFF\xF9\x4C\x80", FileType::Aac),
];

const NEITHER: [&[u8]; 25] = [
    b"",
    b"\0",
    b"#EXTM3U\n#EXT-X-VERSION:3\n",
    b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    b"<!doctype html><html></html>",
    b"{\"error\":\"expired\"}",
    b"just some words in a file called speech.mp3",
    // Words that begin like a tag.
    b"ID3 tags are great, let me tell you",
    b"ID3\x03\0\0\x80\0\0\x0A\0\0",
    b"ID3\x03\0\0\0",
    b"RIFF\x24\0\0\0AVI LIST",
    b"OggX\0\x02\0\0",
    b"xxxxfree as a bird",
    b"\0\0\0\x07free",
    b"\0\0\0\x1Cftypabcd\0\0\0\0mif1iso8",
    b"\0\0\0\x18ftypcrx \0\0\0\x01isom",
    b"\0\0\0\x18ftyphevc",
    b"\0\0\0\x18ftyp",
    b"\0\0\0\x18ftypiso",
    b"\0\0\0\x18ftyphtml",
    // UTF-16 text.
    b"\xFF\xFEh\0e\0l\0l\0o\0",
    // Reserved version, bit rate, sample rate of a frame.
    b"\xFF\xEB\x90\x64",
    b"\xFF\xFB\xF0\x64",
    b"\xFF\xFB\x9C\x64",
    b"\xFF\xF1\x7C\x80",
];

#[test]
fn every_file_type_is_known_by_its_first_bytes() {
    for (cases, medium) in
        [(&PICTURES[..], Medium::Picture), (&VIDEOS, Medium::Video), (&SOUNDS, Medium::Sound)]
    {
        for (bytes, file_type) in cases {
            assert_eq!(sniff(bytes), Some(*file_type), "{bytes:?}");
            assert_eq!(file_type.medium(), medium);
        }
    }
    for bytes in NEITHER {
        assert_eq!(sniff(bytes), None, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_file_type_has_the_extension_and_mime_type_that_players_expect() {
    for (file_type, extension, mime) in [
        (FileType::Png, "png", "image/png"),
        (FileType::Jpeg, "jpg", "image/jpeg"),
        (FileType::WebP, "webp", "image/webp"),
        (FileType::Gif, "gif", "image/gif"),
        (FileType::Avif, "avif", "image/avif"),
        (FileType::Heic, "heic", "image/heic"),
        (FileType::Mp4, "mp4", "video/mp4"),
        (FileType::QuickTime, "mov", "video/quicktime"),
        (FileType::Mp3, "mp3", "audio/mpeg"),
        (FileType::Wav, "wav", "audio/wav"),
        (FileType::Ogg, "ogg", "audio/ogg"),
        (FileType::M4a, "m4a", "audio/mp4"),
        (FileType::Aac, "aac", "audio/aac"),
        (FileType::Flac, "flac", "audio/flac"),
        (FileType::WebM, "webm", "video/webm"),
        (FileType::Weba, "weba", "audio/webm"),
    ] {
        assert_eq!((file_type.extension(), file_type.mime()), (extension, mime));
    }
}

#[test]
fn each_reader_refuses_what_is_of_another_medium() {
    let refused = |error: Error, expected: fn(&Error) -> bool, bytes: &[u8]| {
        assert!(expected(&error), "{bytes:?}: {error}");
        assert_eq!(error.class(), ErrorClass::CallersFault);
    };
    let bytes_of =
        |cases: &[(&'static [u8], FileType)]| cases.iter().map(|(bytes, _)| *bytes).collect::<Vec<_>>();
    let not_a_picture: fn(&Error) -> bool = |error| matches!(error, Error::NotAPicture(_));
    for bytes in [bytes_of(&VIDEOS), bytes_of(&SOUNDS), NEITHER.to_vec()].concat() {
        refused(inspect(bytes).unwrap_err(), not_a_picture, bytes);
        refused(fit(bytes.to_vec(), 10, 10).unwrap_err(), not_a_picture, bytes);
        refused(prepare(bytes, crate::Prepare::default()).unwrap_err(), not_a_picture, bytes);
    }
    for bytes in [bytes_of(&PICTURES), bytes_of(&SOUNDS), NEITHER[1..].to_vec()].concat() {
        let mut probe = VideoProbe::new();
        probe.feed(bytes);
        refused(probe.finish().unwrap_err(), |error| matches!(error, Error::NotAVideo(_)), bytes);
    }
    for bytes in [bytes_of(&PICTURES), NEITHER[1..].to_vec()].concat() {
        refused(sound(bytes).unwrap_err(), |error| matches!(error, Error::NotASound(_)), bytes);
    }
}

#[test]
fn no_bytes_are_neither_a_video_nor_a_sound() {
    for error in [VideoProbe::new().finish().unwrap_err(), sound(b"").unwrap_err()] {
        assert!(matches!(error, Error::Empty), "{error}");
        assert_eq!(error.class(), ErrorClass::CallersFault);
    }
}

/// Each opening is filled up as a file would be.
#[test]
fn an_error_names_what_the_file_is_and_what_is_taken() {
    let cases: [(&[u8], &str); 34] = [
        (b"", "an empty file"),
        (b"II*\0\x08\0\0\0\x12\0", "a TIFF picture, or a camera's raw picture"),
        (b"II*\0\x10\0\0\0CR\x02", "a camera's raw picture"),
        (b"FUJIFILMCCD-RAW", "a camera's raw picture"),
        (b"\0\0\0\x18ftypcrx ", "a camera's raw picture"),
        (b"BM\x3A\0\0\0\0\0\0\0\x36\0", "a BMP picture"),
        (b"8BPS\0\x01", "a Photoshop document"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "an SVG drawing"),
        (b"<?xml version=\"1.0\"?>\n<svg/>", "an SVG drawing"),
        (b"\xFF\x0A\xFA\x7F", "a JPEG XL picture"),
        (b"\0\0\0\x0CJXL \r\n\x87\n", "a JPEG XL picture"),
        (b"\0\0\0\x0CjP  \r\n\x87\n", "a JPEG 2000 picture"),
        (b"\0\0\x01\0\x01\0\x10\x10", "an icon (ICO)"),
        (b"\n<!DOCTYPE html><html>", "a web page (HTML)"),
        (b"<HTML><head>", "a web page (HTML)"),
        (b"<?xml version=\"1.0\"?><Error><Code>AccessDenied", "an XML document"),
        (b"{\"error\":\"expired\"}", "a JSON document"),
        (b"Not found", "a text"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (b"RIFF\x24\0\0\0AVI LIST", "an AVI video"),
        (b"\x1A\x45\xDF\xA3\x9FB\x86\x81\x01B\x82\x88matroska", "a Matroska video (MKV)"),
        (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9", "a Windows Media file (WMV or WMA)"),
        (b"FLV\x01\x05\0\0\0\x09", "a Flash video (FLV)"),
        (b"\x47\x40\x11\x10\0\x42", "an MPEG transport stream (TS)"),
        (b"\0\0\x01\xBA\x44\0", "an MPEG video (program stream)"),
        (b"FORM\0\0\x10\0AIFFCOMM", "an AIFF sound"),
        (b"#!AMR\n\x3C", "an AMR sound"),
        (b"caff\0\x01\0\0desc", "a CAF sound"),
        (b"MThd\0\0\0\x06", "a MIDI file, which is notes and not sound"),
        (b"\0\0\0\x18ftyphevc", "an HEIC image sequence"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\n", "a playlist (M3U8)"),
        (b"\x1F\x8B\x08\0\0\0", "a gzip archive"),
        (b"\x01\x02\x03\x04\x05", "a file of a type that we do not know"),
    ];
    for (opening, name) in cases {
        let error = inspect(opening).unwrap_err().to_string();
        assert_eq!(error, format!("it is {name}; pictures are taken as PNG, JPEG, WebP, GIF, AVIF and HEIC"));
        if opening.is_empty() {
            continue;
        }
        let error = sound(opening).unwrap_err().to_string();
        assert_eq!(
            error,
            format!("it is {name}; sounds are taken as MP3, WAV, M4A, AAC, Ogg, FLAC and WebM")
        );
        let mut probe = VideoProbe::new();
        probe.feed(opening);
        let error = probe.finish().unwrap_err().to_string();
        assert_eq!(error, format!("it is {name}; videos are taken as MP4, QuickTime and WebM"));
    }
    for (bytes, file_type) in VIDEOS.iter().chain(&SOUNDS) {
        let error = inspect(bytes).unwrap_err().to_string();
        assert!(error.starts_with(&format!("it is {}; ", file_type.name())), "{error}");
    }
}
