//! What a file is.

use super::first_frame::red_pixels;
use super::subject::Kind;
use crate::kit::probe;

/// In words: `png 64x128` for a picture; codec, width, height and frames for a clip, `h264,640,360,120`, with
/// ` + aac` if it has sound; the codec for a sound. None if it is no whole file of its kind.
pub(crate) fn shape(kind: Kind, file: &[u8]) -> Option<String> {
    match kind {
        Kind::Picture => {
            let format = image::guess_format(file).ok()?.to_mime_type().trim_start_matches("image/");
            let picture = image::load_from_memory(file).ok()?;
            Some(format!("{format} {}x{}", picture.width(), picture.height()))
        }
        Kind::Clip => {
            let streams = probe(file, "stream=codec_name,width,height,nb_frames");
            let (picture, sound) = streams.split_once('\n').unwrap_or((&streams, ""));
            let sound = sound.split(',').next().filter(|codec| !codec.is_empty());
            let sound = sound.map_or(String::new(), |codec| format!(" + {codec}"));
            (!picture.is_empty()).then(|| format!("{picture}{sound}"))
        }
        Kind::Sound => {
            probe(file, "format=duration").parse::<f64>().ok()?;
            Some(probe(file, "stream=codec_name"))
        }
    }
}

/// Whether the file begins as one of its kind does: only the rest can be broken.
pub(crate) fn begins_as(kind: Kind, file: &[u8]) -> bool {
    match kind {
        Kind::Picture => image::guess_format(file).is_ok(),
        Kind::Clip => file.get(4..8) == Some(b"ftyp"),
        Kind::Sound => !file.is_empty(),
    }
}

/// How much of the red of `kit::png` a picture or the first frame of a clip shows.
pub(crate) fn redness(kind: Kind, file: &[u8]) -> usize {
    match kind {
        Kind::Picture => {
            let picture = image::load_from_memory(file).unwrap().to_rgb8();
            picture.pixels().filter(|pixel| pixel[0] > 180 && pixel[1] < 60 && pixel[2] < 60).count()
        }
        Kind::Clip => red_pixels(file),
        Kind::Sound => 0,
    }
}
