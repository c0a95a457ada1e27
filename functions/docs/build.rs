//! Packs the viewer once, when the function is built. Its source is in the crate `scalar_api_reference`: none of it is in this
//! repository, and none of that crate's code is in the function.

use std::fs::File;
use std::io::{Error, Write};
use std::path::Path;

use flate2::{Compression, Crc, GzBuilder};

fn main() -> Result<(), Error> {
    println!("cargo:rerun-if-changed=build.rs");
    let viewer = scalar_api_reference::get_asset("scalar.js").ok_or(Error::other("there is no viewer"))?;
    #[expect(clippy::disallowed_methods, reason = "it is Cargo that says where a build script writes")]
    let folder = std::env::var("OUT_DIR").map_err(Error::other)?;
    let mut check = Crc::new();
    check.update(&viewer);
    println!("cargo:rustc-env=VIEWER_VERSION={:08x}", check.sum());
    let packed = File::create(Path::new(&folder).join("viewer.js.gz"))?;
    let mut writer = GzBuilder::new().write(packed, Compression::best());
    writer.write_all(&viewer)?;
    writer.finish()?;
    Ok(())
}
