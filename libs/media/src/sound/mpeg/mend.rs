//! Corrects the table at the front of an mp3 that states another number of frames than there are. Browsers show the
//! length that it states.

use super::{About, GIVE, added_up, after_tags, first_frame};

/// The file with the right number. `None`: it is right already, or the file states none.
pub(in crate::sound) fn mended(bytes: &[u8]) -> Option<Vec<u8>> {
    let (first, rest) = first_frame(after_tags(bytes))?;
    let stated = first.about_the_file(rest)?.frames?;
    let frames = added_up(rest.get(first.length..)?).frames;
    if frames == 0 || stated.abs_diff(frames) <= GIVE {
        return None;
    }
    let mut file = bytes.to_vec();
    let at = bytes.len().checked_sub(rest.len())? + first.side_ends + b"Xing".len();
    let length = u32::try_from(rest.len()).ok()?;
    let table = file.get_mut(at..)?;
    let flags = *table.get(3)?;
    write(table, 4, frames)?;
    if flags & About::HAS_BYTES != 0 {
        write(table, 8, length)?;
    }
    if stated > frames {
        forget_the_end(table, flags);
    }
    Some(file)
}

fn write(table: &mut [u8], at: usize, number: u32) -> Option<()> {
    table.get_mut(at..)?.first_chunk_mut().map(|field| *field = number.to_be_bytes())
}

/// The frames that the encoder has filled up are not there: nothing is to be left out at the end.
fn forget_the_end(table: &mut [u8], flags: u8) {
    let delays = 4 + About::fields(flags) + About::DELAYS_AT;
    if let Some([_, middle, low]) = table.get_mut(delays..).and_then(<[u8]>::first_chunk_mut) {
        *middle &= 0xF0;
        *low = 0;
    }
}
