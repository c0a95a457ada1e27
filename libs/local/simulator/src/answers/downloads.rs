//! The file behind a link, or in an answer, in a format or at an address that the vendor's page does not show.

use super::Makes::{Avatar, Clip, Picture, Speech};
use super::Seen::Reported;
use super::edges::PAGE;
use super::{At, Change, Format, RealAnswer, What, answer, canned};

/// Those that deliver by links.
const BY_LINK: &[&str] = &["bfl", "byteplus", "luma", "runway", "kling", "heygen", "fal", "google"];
const BY_OPEN_LINK: &[&str] = &["bfl", "byteplus", "luma", "runway", "kling", "heygen", "fal"];
const PICTURES_BY_LINK: &[&str] = &["bfl", "byteplus", "fal"];
const PICTURES_IN_ANSWERS: &[&str] = &["openai", "google"];

pub(super) const ANSWERS: &[RealAnswer] = &[
    picture("picture-avif", At::Download, PICTURES_BY_LINK, Format::Avif).seen(Reported),
    picture("picture-gif", At::Download, PICTURES_BY_LINK, Format::Gif).seen(Reported),
    picture("picture-webp", At::Download, PICTURES_BY_LINK, Format::Webp).seen(Reported),
    picture("picture-avif", At::Result, PICTURES_IN_ANSWERS, Format::Avif),
    picture("picture-gif", At::Result, PICTURES_IN_ANSWERS, Format::Gif),
    picture("picture-webp", At::Result, PICTURES_IN_ANSWERS, Format::Webp),
    answer("clip-quicktime", BY_LINK, At::Download, What::Changed(Change::Format(Format::QuickTime)))
        .of(&[Clip, Avatar])
        .seen(Reported),
    answer("link-with-spaces", BY_OPEN_LINK, At::Result, What::Changed(Change::LetterInLinks(' ')))
        .seen(Reported),
    answer("link-with-umlauts", BY_OPEN_LINK, At::Result, What::Changed(Change::LetterInLinks('ü')))
        .seen(Reported),
    download("download-503-once", 503, PAGE).first(1).seen(Reported),
    download("download-404-once", 404, PAGE).first(1).seen(Reported),
    download("download-403", 403, PAGE).seen(Reported),
    download("download-404", 404, PAGE).seen(Reported),
    download("download-503", 503, PAGE),
    download("download-page-200", 200, PAGE).seen(Reported),
    download("download-nothing-200", 200, ""),
    answer("download-half", BY_LINK, At::Download, What::Changed(Change::Half)).first(1),
    answer("download-gzip", BY_LINK, At::Download, What::Changed(Change::Gzip { named: true })),
    answer(
        "download-streamed-wav",
        &["heygen", "kling", "fal"],
        At::Download,
        What::Changed(Change::WavSizes(0xFFFF_FFFF)),
    )
    .of(&[Speech]),
];

const fn picture(name: &'static str, at: At, vendors: &'static [&'static str], format: Format) -> RealAnswer {
    answer(name, vendors, at, What::Changed(Change::Format(format))).of(&[Picture])
}

const fn download(name: &'static str, status: u16, body: &'static str) -> RealAnswer {
    answer(name, BY_LINK, At::Download, What::After(canned(status, body)))
}
