//! Checks that the ffmpeg of this machine can do what renders need.

use std::path::Path;

use tokio::process::Command;

use crate::Error;

const FILTERS: [&str; 46] = [
    "adelay",
    "afade",
    "aformat",
    "alimiter",
    "aloop",
    "amix",
    "anull",
    "anullsrc",
    "apad",
    "aresample",
    "areverse",
    "asetpts",
    "asettb",
    "asplit",
    "atrim",
    "bwdif",
    "color",
    "colorchannelmixer",
    "concat",
    "crop",
    "format",
    "fps",
    "gblur",
    "loop",
    "loudnorm",
    "lut3d",
    "lutrgb",
    "lutyuv",
    "overlay",
    "pad",
    "premultiply",
    "scale",
    "setparams",
    "setpts",
    "setsar",
    "settb",
    "showinfo",
    "sidechaincompress",
    "sidedata",
    "silenceremove",
    "split",
    "tpad",
    "trim",
    "unpremultiply",
    "volume",
    "xfade",
];
const ENCODERS: [&str; 2] = ["aac", "libx264"];
/// The decoders that a render names.
const DECODERS: [&str; 2] = ["libvpx", "libvpx-vp9"];

pub(crate) async fn check(ffmpeg: &Path) -> Result<(), Error> {
    let filters = listed(ffmpeg, "-filters").await?;
    let encoders = listed(ffmpeg, "-encoders").await?;
    let decoders = listed(ffmpeg, "-decoders").await?;
    let missing = missing("filter", &FILTERS, &filters)
        .chain(missing("encoder", &ENCODERS, &encoders))
        .chain(missing("decoder", &DECODERS, &decoders));
    let missing: Vec<String> = missing.collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::Unfit(format!("{} lacks what composites need: {}", ffmpeg.display(), missing.join(", "))))
}

fn missing<'a>(
    what: &'a str,
    needed: &'a [&'a str],
    listed: &'a [String],
) -> impl Iterator<Item = String> + 'a {
    let absent = needed.iter().filter(|name| !listed.iter().any(|it| it == *name));
    absent.map(move |name| format!("{what} {name}"))
}

/// The names in a list that ffmpeg prints of its parts: the second word of each line.
async fn listed(ffmpeg: &Path, list: &str) -> Result<Vec<String>, Error> {
    let unfit = |why: String| Error::Unfit(format!("{} does not run: {why}", ffmpeg.display()));
    let run = Command::new(ffmpeg).args(["-nostdin", "-hide_banner", "-v", "quiet", list]).output();
    let output = run.await.map_err(|error| unfit(error.to_string()))?;
    if !output.status.success() {
        return Err(unfit(output.status.to_string()));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.lines().filter_map(|line| line.split_whitespace().nth(1)).map(str::to_owned).collect())
}
