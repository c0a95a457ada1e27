//! Tests that render with the ffmpeg of this machine, from clips and sounds that ffmpeg has made.

mod colours;
mod cut_outs;
mod material;
mod renders;
