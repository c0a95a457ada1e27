//! Finds the file that made a render fail. Each file of the request is decoded by itself, after the render failed
//! or a decoder lost pictures.

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::request::CompositeRequest;
use media::FileType;

use crate::argv::{Argv, Input};
use crate::run::{Deadline, run};
use crate::{Error, Facts};

/// The limit for one file. A file that takes longer by itself would hold up every render.
pub(crate) const FILE_LIMIT: Duration = Duration::from_secs(20);
/// The limit for all files together, because little of the step's time is left by then.
const TOTAL_LIMIT: Duration = Duration::from_secs(40);

/// Returns the first file that is at fault, if there is one.
pub(crate) async fn culprit(
    ffmpeg: &Path,
    request: &CompositeRequest,
    files: &[PathBuf],
    facts: &[Facts],
    dir: &Path,
) -> Option<Error> {
    let deadline = Deadline::within(TOTAL_LIMIT);
    for ((source, path), facts) in request.sources().iter().zip(files).zip(facts) {
        let file_type = match facts {
            // We have decoded it ourselves, and ffmpeg got what we drew of it.
            Facts::Picture => continue,
            Facts::Video { file_type, .. } | Facts::Sound { file_type, .. } => *file_type,
        };
        let limit = deadline.left().min(FILE_LIMIT);
        match decode(ffmpeg, path, file_type, dir, limit).await {
            Ok(()) => {}
            Err(Error::TimedOut) if limit < FILE_LIMIT => return None,
            Err(Error::TimedOut) => return Some(Error::input(&source.field, "takes too long to decode")),
            Err(_) => return Some(Error::input(&source.field, "cannot be decoded")),
        }
    }
    None
}

async fn decode(
    ffmpeg: &Path,
    path: &Path,
    file_type: FileType,
    dir: &Path,
    limit: Duration,
) -> Result<(), Error> {
    let mut argv = Argv::new();
    argv.words(&["-xerror"]);
    Input { path, file_type, cut: None }.add_to(&mut argv);
    argv.words(&["-map", "0:v:0?", "-map", "0:a:0?", "-f", "null", "-"]);
    run(ffmpeg, &argv, dir, limit, |_| {}).await.map(|_| ())
}
