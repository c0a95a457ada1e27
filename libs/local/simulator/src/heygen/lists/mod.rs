//! What can be picked: the looks of avatars, the voices of avatars, and the account's own voices for speech.

mod looks;
mod own_voices;
mod page;
mod voices;

pub(super) use self::looks::{Look, looks};
pub(super) use self::own_voices::{OwnVoice, own_voices};
pub(super) use self::voices::{Voice, voices};
