//! What can be picked: avatars and their looks, the voices of avatars, and the voices of the account's own.

mod avatars;
mod cast;
mod own_voices;
mod page;
mod voices;

pub(super) use self::avatars::{avatars, looks};
pub(super) use self::cast::{Engine, Kind, Look};
pub(super) use self::own_voices::{Mode, OwnVoice, own_voices};
pub(super) use self::voices::{Voice, voices};
