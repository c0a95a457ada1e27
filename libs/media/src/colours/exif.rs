//! The colours that a camera's EXIF names. Cameras that write Adobe RGB often embed no profile.

use crate::tiff::Tiff;

/// Whether the EXIF block, which is a TIFF of its own, says that the colours are Adobe RGB (1998).
///
/// The standard's way (EXIF 2.3, "DCF optional colour space") is a colour space of 0xFFFF and an interoperability
/// index of "R03". Some cameras write a colour space of 2 instead.
pub(crate) fn says_adobe_rgb(exif: &[u8]) -> bool {
    const EXIF_DIRECTORY: u16 = 0x8769;
    const INTEROPERABILITY_DIRECTORY: u16 = 0xA005;
    const COLOUR_SPACE: u16 = 0xA001;
    const INTEROPERABILITY_INDEX: u16 = 0x0001;

    let said = || {
        let tiff = Tiff::new(exif)?;
        let details = tiff.directory(tiff.first()?, EXIF_DIRECTORY)?;
        match tiff.short(details, COLOUR_SPACE)? {
            2 => Some(true),
            0xFFFF => {
                let index = tiff.directory(details, INTEROPERABILITY_DIRECTORY)?;
                Some(tiff.value(index, INTEROPERABILITY_INDEX)?.starts_with(b"R03"))
            }
            _ => None,
        }
    };
    said().unwrap_or(false)
}
