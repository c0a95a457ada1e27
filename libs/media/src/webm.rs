//! Reads `WebM` files, which are elements in elements (RFC 8794 and RFC 9559). Recordings of browsers do not state how
//! long they are, and nothing enforces it where it is stated, so a file lasts as long as its blocks.

mod element;
mod track;
mod walk;

pub(crate) use walk::Walk;
