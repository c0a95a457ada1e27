//! Fits pictures to sizes and limits, and reads what pictures, videos and sounds are. Bytes in, bytes out: no
//! network, no files, no async. Pictures are bound by the CPU; callers inside a runtime use `spawn_blocking`.

mod crop;
mod decode;
mod error;
mod fit;
mod inspect;
mod kind;
mod mp4;
mod prepare;
mod resize;
mod sound;
#[cfg(test)]
mod tests;
mod video;
mod whole;

pub use error::Error;
pub use fit::{Picture, fit};
pub use inspect::{inspect, pixels};
pub use kind::{Kind, Medium, sniff};
pub use prepare::{Prepare, prepare};
pub use resize::{cropped, resized};
pub use sound::{SoundFacts, sound};
pub use video::{VideoFacts, VideoProbe};
