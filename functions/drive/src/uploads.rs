//! `…/drive/uploads`.

mod begin;
mod check;
mod complete;

pub(crate) use begin::begin;
pub(crate) use complete::complete;
