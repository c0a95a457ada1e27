//! A brand kit's logo: which requests it joins, and as what. It is one more reference of those that have references, and
//! an overlay of a composite.

use super::{Facts, Request, Source};
use crate::brand::BrandKit;
use crate::catalog::Catalog;
use crate::drive::DriveFile;
use crate::size::Size;
use crate::{FileId, Kind};

/// The field that names a kit's logo, where its file turns out not to be usable.
pub(super) const LOGO_FIELD: &str = "brand_kit_id.logo";
pub(super) const LOGO_GONE: &str = "The brand kit's logo is no longer in the drive and was left out.";

/// A logo that is in the drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logo {
    pub file: FileId,
    /// In pixels, where they are known.
    pub size: Option<Size>,
}

impl From<DriveFile> for Logo {
    fn from(file: DriveFile) -> Self {
        let size = file.stored.width.zip(file.stored.height);
        Self { file: file.id, size: size.map(|(width, height)| Size::new(width, height)) }
    }
}

impl Request {
    /// The kit's logo, where there is room for it in this request. Videos take none yet: no model takes a picture beside
    /// the start frame.
    pub fn logo(&self, kit: &BrandKit, catalog: &Catalog) -> Option<FileId> {
        let has_room = match self {
            Self::Image(image) => {
                image.has_room_for_logo(catalog.model(Kind::Image, &image.provider)?.image()?)
            }
            Self::Composite(composite) => composite.has_room_for_logo(),
            Self::Video(_) | Self::Avatar(_) | Self::Tts(_) => false,
        };
        kit.logo.filter(|_| has_room)
    }
}

/// What becomes of a kit's logo among the references of a request.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// The logo, where it is not one of them already.
    pub(super) source: Option<Source>,
    pub(super) note: Option<String>,
}

impl Joined {
    /// `has_room`: the request has references, and its model takes one more.
    pub(super) fn new(has_room: bool, references: &[Source], facts: &Facts) -> Self {
        let is_wanted = has_room && facts.kit.as_ref().is_some_and(|kit| kit.logo.is_some());
        match facts.logo {
            Some(logo) if is_wanted => {
                let source = Some(Source::Asset(logo.file)).filter(|logo| !references.contains(logo));
                Self { source, note: None }
            }
            None if is_wanted => Self { source: None, note: Some(LOGO_GONE.to_owned()) },
            _ => Self::default(),
        }
    }
}
