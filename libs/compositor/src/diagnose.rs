//! Which file of a request made a render fail: each is decoded by itself, once the whole did not work or a decoder
//! lost pictures.

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::request::CompositeRequest;
use media::FileType;

use crate::argv::{Argv, Input};
use crate::run::{Deadline, run};
use crate::{Error, Facts};

/// A file that takes longer than this by itself would hold up every render.
const LIMIT: Duration = Duration::from_secs(20);
/// All files together: the step's time is short by then.
const LIMIT_OF_ALL: Duration = Duration::from_secs(40);

/// The first file that is at fault, if one is.
pub(crate) async fn culprit(
    ffmpeg: &Path,
    request: &CompositeRequest,
    files: &[PathBuf],
    facts: &[Facts],
    dir: &Path,
) -> Option<Error> {
    let deadline = Deadline::within(LIMIT_OF_ALL);
    for ((named, path), facts) in request.sources().iter().zip(files).zip(facts) {
        let file_type = match facts {
            // It was decoded by us, and drawn anew.
            Facts::Picture => continue,
            Facts::Video { file_type, .. } | Facts::Sound { file_type, .. } => *file_type,
        };
        let limit = deadline.left().min(LIMIT);
        match decode(ffmpeg, path, file_type, dir, limit).await {
            Ok(()) => {}
            Err(Error::TimedOut) if limit < LIMIT => return None,
            Err(Error::TimedOut) => return Some(Error::input(&named.field, "takes too long to decode")),
            Err(_) => return Some(Error::input(&named.field, "cannot be decoded")),
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
    Input { path, file_type, cut: None, endless: false }.add_to(&mut argv);
    argv.words(&["-map", "0:v:0?", "-map", "0:a:0?", "-f", "null", "-"]);
    run(ffmpeg, &argv, dir, limit, |_| {}).await.map(|_| ())
}
