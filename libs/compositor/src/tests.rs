//! Renders by the ffmpeg of this machine, from clips and sounds that ffmpeg made.

mod material;
mod renders;
