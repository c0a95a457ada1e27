//! `…/drive/uploads`.

pub(crate) mod begin;
mod check;
pub(crate) mod complete;
