//! What is not one vendor's.

mod books;
pub(crate) mod first_frame;
mod hostile;
mod options;
