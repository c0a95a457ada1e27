//! Tests that render with the ffmpeg of this machine, from clips and sounds that ffmpeg has made.

mod colours;
mod cut_outs;
pub(crate) mod material;
mod renders;
mod sounds;
