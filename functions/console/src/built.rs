//! What the console was built to. A release holds the files. A debug build reads them from the source tree each time, so that a
//! local stack shows a console that was built after it.

use std::borrow::Cow;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../console/dist"]
#[allow_missing = true]
struct Dist;

pub(crate) fn find(path: &str) -> Option<Cow<'static, [u8]>> {
    Dist::get(path).map(|file| file.data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_beside_the_folder_is_found() {
        for path in [
            "../package.json",
            "../index.html",
            "../../Cargo.toml",
            "/etc/hostname",
            "assets/../../index.html",
        ] {
            assert!(find(path).is_none(), "{path}");
        }
    }
}
