//! Whether more of an mp3 was there than has come.

use super::{GIVE, added_up, after_tags, first_frame};

/// So many frames, some days of them, or more are a place-holder.
const INCREDIBLE_FRAMES: u32 = 10_000_000;
/// So many bytes, too.
const INCREDIBLE_BYTES: u32 = 1 << 30;

/// Whether its table promises more, or its last frame is cut short.
pub(in crate::sound) fn is_cut_off(bytes: &[u8]) -> bool {
    let is_torn = first_frame(after_tags(bytes)).is_some_and(|(_, frames)| added_up(frames).is_torn);
    is_torn || promises_more(bytes)
}

/// Whether the table at its front promises more frames or bytes than there are.
pub(in crate::sound) fn promises_more(bytes: &[u8]) -> bool {
    let Some((first, rest)) = first_frame(after_tags(bytes)) else { return false };
    let Some(about) = first.about_the_file(rest) else { return false };
    let frames = added_up(rest.get(first.length..).unwrap_or_default()).frames;
    let lacks_frames = about
        .frames
        .is_some_and(|stated| (frames.saturating_add(GIVE + 1)..INCREDIBLE_FRAMES).contains(&stated));
    // Some encoders count the tags.
    let lacks_bytes = about.bytes.filter(|stated| *stated < INCREDIBLE_BYTES);
    lacks_frames
        || lacks_bytes.is_some_and(|stated| usize::try_from(stated).is_ok_and(|stated| stated > bytes.len()))
}
