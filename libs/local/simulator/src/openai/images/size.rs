//! The sizes of a picture: three on `gpt-image-1.5`, nearly any from `gpt-image-2` on.

use crate::fields::{Fields, Wrong};
use crate::openai::models::Sizes;
use crate::picture::Size;

const AUTOMATIC: Size = Size { width: 1024, height: 1024 };
/// Of `gpt-image-2` and later.
const MOST_PIXELS: u32 = 3840 * 2160;
const LONGEST_EDGE: u32 = 3840;

pub(super) fn read(fields: &Fields<'_>, sizes: Sizes) -> Result<Size, Wrong> {
    let Some(word) = fields.text("size")?.filter(|word| *word != "auto") else { return Ok(AUTOMATIC) };
    let size = parse(word);
    match sizes {
        Sizes::Three => {
            let allowed = ["1024x1024", "1024x1536", "1536x1024", "auto"];
            let size = size.filter(|_| allowed.contains(&word));
            // Says what is allowed.
            size.map_or_else(|| fields.choice("size", &allowed).map(|_| AUTOMATIC), Ok)
        }
        Sizes::Free => {
            let size = size.filter(|size| is_free(*size));
            let sentence = format!(
                "Invalid size '{word}': both sides must be divisible by 16, the ratio from 1:3 to 3:1, and the \
                 picture at most 3840x2160."
            );
            size.ok_or_else(|| fields.other("size", sentence))
        }
    }
}

fn is_free(Size { width, height }: Size) -> bool {
    let (long, short) = (width.max(height), width.min(height));
    short > 0
        && width.is_multiple_of(16)
        && height.is_multiple_of(16)
        && long <= short.saturating_mul(3)
        && long <= LONGEST_EDGE
        && width.saturating_mul(height) <= MOST_PIXELS
}

fn parse(word: &str) -> Option<Size> {
    let (width, height) = word.split_once('x')?;
    Some(Size { width: width.parse().ok()?, height: height.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_size_has_its_limits() {
        for (word, free) in [
            ("1024x1024", true),
            ("16x16", true),
            ("3840x2160", true),
            ("2160x3840", true),
            ("1536x512", true),
            ("1552x512", false),
            ("1000x1024", false),
            ("3856x1600", false),
            ("3840x2176", false),
            ("0x0", false),
        ] {
            assert_eq!(parse(word).is_some_and(is_free), free, "{word}");
        }
        assert_eq!(parse("1024"), None);
        assert_eq!(parse("1024x1024x3"), None);
    }
}
