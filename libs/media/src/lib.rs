//! Fits pictures to sizes and limits, and reads what pictures, videos and sounds are. Bytes in, bytes out: no
//! network, no files, no async. Work on pictures is CPU-bound, so callers inside a runtime use `spawn_blocking`.

mod colours;
mod container;
mod crop;
mod decode;
mod error;
mod file_type;
mod fit;
mod heif;
mod inspect;
mod mp4;
mod name;
mod packets;
mod playing;
mod prepare;
mod resize;
mod sound;
#[cfg(test)]
mod tests;
mod tiff;
mod video;
mod webm;
mod whole;

pub use domain::Medium;
pub use error::Error;
pub use file_type::{FileType, OPENING_BYTES, sniff};
pub use fit::{Picture, fit};
pub use inspect::{inspect, pixels};
pub use mp4::AsMp4;
pub use name::{TAKEN, named};
pub use prepare::{Prepare, prepare};
pub use resize::{cropped, resized};
pub use sound::{MendedSound, Shortfall, SoundFacts, mended_sound, sound};
pub use video::{VideoFacts, VideoProbe};
