//! Fits pictures to sizes and limits and reads their dimensions. Bytes in, bytes out: no network, no files, no
//! async. Everything here is bound by the CPU; callers inside a runtime use `spawn_blocking`.

mod crop;
mod decode;
mod error;
mod fit;
mod inspect;
mod kind;
#[cfg(test)]
mod tests;
mod whole;

pub use error::{Class, Error};
pub use fit::{Picture, fit};
pub use inspect::inspect;
pub use kind::{Kind, sniff};
