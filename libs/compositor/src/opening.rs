//! Asks ffmpeg what the first frames of a film are. A frame's own properties count more than what its container
//! says, and ffmpeg merges both in the way that it will also use when it renders.

use std::path::{Path, PathBuf};

use domain::request::CompositeRequest;
use domain::request::composite::{FRAMES_PER_SECOND, MAX_SOURCE_SECONDS};
use media::FileType;

use crate::argv::{Argv, Input};
use crate::diagnose::FILE_LIMIT;
use crate::run::{Deadline, run};
use crate::signal::{Signal, Stated};
use crate::{Error, Facts};

/// How many frames are looked at. The first one alone may be the odd one out in an interlaced film.
const FRAMES: u32 = 3;

/// Reads how the samples of each of the request's sources are to be read; `None`: it is not a film.
pub(crate) async fn signals(
    ffmpeg: &Path,
    request: &CompositeRequest,
    files: &[PathBuf],
    facts: &[Facts],
    dir: &Path,
    deadline: Deadline,
) -> Result<Vec<Option<Signal>>, Error> {
    let mut signals = Vec::new();
    for (index, ((source, path), facts)) in request.sources().iter().zip(files).zip(facts).enumerate() {
        let Facts::Video { file_type, .. } = facts else {
            signals.push(None);
            continue;
        };
        let from = request.clips.get(index).and_then(|clip| clip.start).unwrap_or_default();
        let film = Film { path, file_type: *file_type, from, dir };
        signals.push(Some(signal(ffmpeg, film, deadline, &source.field).await?));
    }
    Ok(signals)
}

/// Reads how the samples of a film are to be read. The error is about the `field` of the request.
async fn signal(ffmpeg: &Path, film: Film<'_>, deadline: Deadline, field: &str) -> Result<Signal, Error> {
    let stated = match film.stated(ffmpeg, deadline).await {
        Err(Error::Ffmpeg { .. }) => None,
        Err(Error::TimedOut) if !deadline.left().is_zero() => {
            return Err(Error::input(field, "takes too long to decode"));
        }
        Err(Error::Input { problem, .. }) => return Err(Error::input(field, problem)),
        stated => stated?,
    };
    let stated = stated.ok_or_else(|| Error::input(field, "cannot be decoded"))?;
    Signal::new(&stated).map_err(|problem| Error::input(field, problem))
}

/// A film that is to be looked at.
#[derive(Debug, Clone, Copy)]
struct Film<'a> {
    path: &'a Path,
    file_type: FileType,
    /// The second from which on it is shown.
    from: f64,
    /// Where ffmpeg may leave files.
    dir: &'a Path,
}

impl Film<'_> {
    /// `None`: nothing of it could be decoded.
    async fn stated(self, ffmpeg: &Path, deadline: Deadline) -> Result<Option<Stated>, Error> {
        let printed = self.printed(ffmpeg, None, deadline).await?;
        if is_dolby_vision_only(&printed) {
            let problem = "is Dolby Vision of profile 5, whose colours only a Dolby decoder can read; \
                           profile 8, HLG and PQ are taken";
            return Err(Error::input("", problem));
        }
        let decoder = decoder(&printed);
        let printed = match decoder {
            Some(_) => self.printed(ffmpeg, decoder, deadline).await?,
            None => printed,
        };
        let stated = stated(&printed).map(|stated| Stated { decoder, ..stated });
        if stated.is_none() && self.from > 0.0 {
            // Nothing may be left after `from`, where a film of few pictures shows its last one.
            let whole = Film { from: 0.0, ..self };
            return Box::pin(whole.stated(ffmpeg, deadline)).await;
        }
        Ok(stated)
    }

    async fn printed(
        self,
        ffmpeg: &Path,
        decoder: Option<&'static str>,
        deadline: Deadline,
    ) -> Result<String, Error> {
        let mut argv = Argv::new();
        // ffmpeg prints what it finds at the level `info`.
        argv.words(&["-loglevel", "info", "-nostats", "-noautorotate"]);
        argv.decoder(decoder);
        let (path, file_type) = (self.path, self.file_type);
        let cut = Some((self.from, u64::from(MAX_SOURCE_SECONDS) * FRAMES_PER_SECOND));
        Input { path, file_type, cut }.add_to(&mut argv);
        // Side data are left out, because they can be long.
        argv.words(&["-map", "0:v:0", "-map_metadata", "-1", "-vf", "sidedata=mode=delete,showinfo"]);
        argv.pair("-frames:v", FRAMES.to_string());
        argv.words(&["-f", "null", "-"]);
        run(ffmpeg, &argv, self.dir, deadline.left().min(FILE_LIMIT), |_| {}).await
    }
}

/// The lines that begin with these words. Titles and comments of a film, which may be any text, never begin a line.
fn lines<'a>(printed: &'a str, opening: &str) -> impl Iterator<Item = &'a str> {
    printed.lines().map(str::trim_start).filter(move |line| line.starts_with(opening))
}

/// The decoder for a film whose alpha is a film of its own, which ffmpeg's decoder leaves out.
fn decoder(printed: &str) -> Option<&'static str> {
    // The container says `alpha_mode : 1`; a frame's own `alpha_mode:straight` is something else.
    lines(printed, "alpha_mode ").next()?;
    let codec = |name: &str| lines(printed, "Stream #").any(|line| line.contains(name));
    if codec("Video: vp9") {
        return Some("libvpx-vp9");
    }
    codec("Video: vp8").then_some("libvpx")
}

/// Whether a film has no base layer that an ordinary decoder could show.
fn is_dolby_vision_only(printed: &str) -> bool {
    let mut records = lines(printed, "DOVI configuration record:");
    records.any(|record| record.split(',').any(|part| part.trim() == "profile: 5"))
}

/// Reads what the filter `showinfo` prints: a line for each frame, followed by one with its colours.
fn stated(printed: &str) -> Option<Stated> {
    let printed: Vec<&str> = lines(printed, "[Parsed_showinfo").collect();
    let frames: Vec<&str> = printed.iter().copied().filter(|line| line.contains(" fmt:")).collect();
    let first = frames.first()?;
    let (width, height) = value(first, "s:")?.split_once('x')?;
    let colours = printed.iter().copied().find(|line| line.contains("color_range:")).unwrap_or_default();
    let named = |key| value(colours, key).unwrap_or_default().to_owned();
    let pixel_format = value(first, "fmt:")?.to_owned();
    Some(Stated {
        width: width.parse().ok()?,
        height: height.parse().ok()?,
        range: named("color_range:"),
        matrix: named("color_space:"),
        primaries: named("color_primaries:"),
        transfer: named("color_trc:"),
        is_interlaced: frames.iter().any(|frame| matches!(value(frame, "i:"), Some("T" | "B"))),
        is_opaque: frames.iter().all(|frame| is_opaque(frame)),
        is_premultiplied: printed.iter().any(|line| line.contains("alpha_mode:premultiplied")),
        decoder: None,
        pixel_format,
    })
}

/// The word after a key that begins a word.
fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.split_whitespace().find_map(|word| word.strip_prefix(key))
}

/// Whether the last of several planes, which is alpha if there is one, is at its highest level everywhere. A packed
/// format has a single plane, of which the mean says nothing.
fn is_opaque(frame: &str) -> bool {
    const HIGHEST: [&str; 6] = ["255", "511", "1023", "4095", "16383", "65535"];
    let list = |key| frame.split_once(key).and_then(|(_, list)| list.split_once(']'));
    let words = |key| list(key).map(|(list, _)| list.split_whitespace()).into_iter().flatten();
    let highest = words("mean:[").skip(3).last().is_some_and(|mean| HIGHEST.contains(&mean));
    highest && words("stdev:[").last() == Some("0.0")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: &str = "[Parsed_showinfo_1 @ 0x1] n:   0 pts:      0 pts_time:0       pos:       36 \
        fmt:yuva444p12le sar:1/1 s:1280x720 i:T iskey:1 type:I checksum:F0A63D08 \
        plane_checksum:[B8965E0A 02A6E4DC 46B13B89 6ECFBE7B] mean:[1964 1799 2136 4095] stdev:[755.6 893.8 825.1 0.0]";

    #[test]
    fn what_showinfo_prints_is_read() {
        let colours = "[Parsed_showinfo_1 @ 0x1] color_range:tv color_space:bt2020nc color_primaries:bt2020 color_trc:arib-std-b67";
        let read = stated(&format!("Stream #0:0: Video: prores, s:1x1\n{FRAME}\n{colours}\n")).unwrap();
        assert_eq!((read.width, read.height, read.pixel_format.as_str()), (1280, 720, "yuva444p12le"));
        assert_eq!((read.range.as_str(), read.matrix.as_str()), ("tv", "bt2020nc"));
        assert_eq!((read.primaries.as_str(), read.transfer.as_str()), ("bt2020", "arib-std-b67"));
        assert!(read.is_interlaced && read.is_opaque && !read.is_premultiplied);
        assert!(!is_opaque(&FRAME.replace("4095]", "4090]")));
        assert_eq!(stated("nothing was decoded"), None);
        let comment = "    comment         : export fmt:4k color_range:pc color_trc:smpte2084";
        assert_eq!(
            stated(&format!("{comment}\n{FRAME}\n{colours}\n")),
            Some(read),
            "a comment is no statement"
        );
    }

    #[test]
    fn alpha_that_is_a_film_of_its_own_has_its_decoder() {
        let webm = "Stream #0:0: Video: vp9 (Profile 0), yuv420p\n    Metadata:\n      alpha_mode      : 1\n";
        assert_eq!(decoder(webm), Some("libvpx-vp9"));
        assert_eq!(decoder(&webm.replace("vp9", "vp8")), Some("libvpx"));
        assert_eq!(decoder(&webm.replace("alpha_mode", "title")), None);
        assert_eq!(decoder("Stream #0:0: Video: vp9\n[x @ 0x1] alpha_mode:unspecified\n"), None);
        let titled =
            "Stream #0:0: Video: vp9\n  title           : alpha_mode : 1\n                  : alpha_mode : 1";
        assert_eq!(decoder(titled), None, "a title of two lines");
    }

    #[test]
    fn dolby_vision_without_a_base_layer_is_recognised() {
        let record = |profile, id| {
            format!(
                "      DOVI configuration record: version: 1.0, profile: {profile}, level: 4, rpu flag: 1, \
                 el flag: 0, bl flag: 1, compatibility id: {id}"
            )
        };
        assert!(is_dolby_vision_only(&record(5, 0)));
        assert!(!is_dolby_vision_only(&record(8, 4)), "its base layer is HLG");
        assert!(!is_dolby_vision_only(FRAME));
    }
}
