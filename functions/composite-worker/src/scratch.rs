//! The folder in which renders get folders of their own.

use std::io;
use std::path::{Path, PathBuf};

/// Makes it, without whatever an earlier process left there when it was killed: one Lambda sandbox keeps its disk over
/// many processes, and a dead render's films would take the room of the next.
pub fn scratch(within: &Path) -> io::Result<PathBuf> {
    let scratch = within.join("scratch");
    match std::fs::remove_dir_all(&scratch) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    std::fs::create_dir_all(&scratch)?;
    // ffmpeg works in the folder of its render: paths must not depend on where that is.
    scratch.canonicalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_is_gone() {
        let within = tempfile::tempdir().unwrap();
        let first = scratch(within.path()).unwrap();
        std::fs::create_dir(first.join("render")).unwrap();
        std::fs::write(first.join("render/source-0"), [7; 1000]).unwrap();
        let again = scratch(within.path()).unwrap();
        assert_eq!(again, first);
        assert_eq!(std::fs::read_dir(again).unwrap().count(), 0);
    }
}
