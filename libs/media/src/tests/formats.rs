//! Every format of picture, through every way out, and what of a format is taken or not.

use super::colours::file;
use super::{assert_corners, corners, encoded};
use crate::{Error, FileType, Prepare, fit, inspect, pixels, prepare};

#[test]
fn every_format_is_shown_upright_and_reaches_vendors_as_a_jpeg_or_png() {
    let made: Vec<(&str, Vec<u8>)> =
        [("png", FileType::Png), ("jpeg", FileType::Jpeg), ("webp", FileType::WebP), ("gif", FileType::Gif)]
            .map(|(name, file_type)| (name, encoded(corners(), file_type)))
            .into();
    let files = [
        file!("plain.heic"),
        file!("alpha.heic"),
        file!("turned.heic"),
        file!("phone.heic"),
        file!("plain.avif"),
        file!("alpha.avif"),
        file!("full_444.avif"),
        file!("grid.avif"),
        file!("mirrored.avif"),
    ];
    for (name, bytes) in made.iter().map(|(name, bytes)| (*name, bytes.as_slice())).chain(files) {
        let (file_type, width, height) = inspect(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((width, height), (96, 64), "{name}");
        let shown = pixels(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((shown.width(), shown.height()), (96, 64), "{name}");
        assert_corners(&shown, name);
        let prepared = prepare(bytes, Prepare::default()).unwrap();
        assert!(["image/jpeg", "image/png"].contains(&prepared.mime), "{name}");
        assert_corners(&image::load_from_memory(&prepared.bytes).unwrap(), name);
        let fitted = fit(bytes.to_vec(), 96, 64).unwrap();
        let kept = matches!(file_type, FileType::Png | FileType::Jpeg | FileType::WebP);
        assert_eq!(fitted.mime, if kept { file_type.mime() } else { "image/png" }, "{name}");
        assert_corners(&image::load_from_memory(&fitted.bytes).unwrap(), name);
    }
}

#[test]
fn what_is_transparent_in_a_heic_or_an_avif_stays_so() {
    for (name, bytes) in [file!("alpha.heic"), file!("alpha.avif")] {
        let shown = pixels(bytes).unwrap();
        assert!(shown.color().has_alpha(), "{name}");
        let shown = shown.to_rgba8();
        assert!(shown.get_pixel(2, 2).0[3] < 10 && shown.get_pixel(50, 30).0[3] > 245, "{name}");
        assert_eq!(prepare(bytes, Prepare::default()).unwrap().mime, "image/png");
    }
}

#[test]
fn what_follows_a_picture_does_not_matter() {
    let trailers: [&[u8]; 4] = [
        b"\0\0\0\0",
        // A second picture, as gain maps and motion photos have it.
        &encoded(corners(), FileType::Jpeg),
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
        b"SEFHk\0\0\0",
    ];
    for file_type in [FileType::Png, FileType::Jpeg, FileType::WebP, FileType::Gif] {
        for trailer in trailers {
            let bytes = [&encoded(corners(), file_type), trailer].concat();
            let shown = pixels(&bytes).unwrap_or_else(|error| panic!("{file_type:?}: {error}"));
            assert_corners(&shown, &format!("{file_type:?}"));
            assert!(fit(bytes, 48, 32).is_ok());
        }
    }
}

#[test]
fn a_jpeg_that_lacks_only_its_end_mark_is_whole() {
    for (name, whole) in [
        ("ours", encoded(corners(), FileType::Jpeg)),
        ("noise", encoded(super::pattern(300, 200), FileType::Jpeg)),
        ("progressive", file!("progressive.jpg").1.to_vec()),
    ] {
        for missing in [1, 2] {
            let bytes = &whole[..whole.len() - missing];
            let shown = pixels(bytes).unwrap_or_else(|error| panic!("{name}, {missing} missing: {error}"));
            assert!(shown == pixels(&whole).unwrap(), "{name}");
            assert!(prepare(bytes, Prepare::default()).is_ok());
        }
        let error = pixels(&whole[..whole.len() / 2]).unwrap_err();
        assert!(matches!(error, Error::Broken(_) | Error::Undecodable(_)), "half of {name}: {error}");
    }
}
