//! A brand kit's logo: which requests it joins, and as what. It is one more reference of those that have references, and
//! an overlay of a composite.

use super::{Facts, Request, Source};
use crate::FileId;
use crate::brand::BrandKit;
use crate::catalog::{Catalog, Model};
use crate::drive::DriveFile;
use crate::size::Size;

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
    /// The kit's logo, where there is room for it in this request.
    pub fn logo(&self, kit: &BrandKit, catalog: &Catalog) -> Option<FileId> {
        let has_room = match self {
            Self::Composite(composite) => composite.has_room_for_logo(),
            Self::Image(_) | Self::Video(_) | Self::Avatar(_) | Self::Tts(_) => {
                takes_one_more(self.reference_images(), catalog.model(self.kind(), self.model())?)
            }
        };
        kit.logo.filter(|_| has_room)
    }

    /// The pictures that the result refers to. The start frame of a video is none.
    pub(super) fn reference_images(&self) -> &[Source] {
        match self {
            Self::Image(image) => &image.reference_image_urls,
            Self::Video(video) => video.reference_images(),
            Self::Avatar(_) | Self::Tts(_) | Self::Composite(_) => &[],
        }
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
    pub(super) fn new(references: &[Source], model: &Model, facts: &Facts) -> Self {
        let kit_has_logo = facts.kit.as_ref().is_some_and(|kit| kit.logo.is_some());
        match facts.logo {
            _ if !kit_has_logo || !takes_one_more(references, model) => Self::default(),
            Some(logo) => {
                let source = Some(Source::Asset(logo.file)).filter(|logo| !references.contains(logo));
                Self { source, note: None }
            }
            None => Self { source: None, note: Some(LOGO_GONE.to_owned()) },
        }
    }
}

/// A logo joins only where there are references, and only if the model takes one more.
fn takes_one_more(references: &[Source], model: &Model) -> bool {
    let most = usize::try_from(model.max_reference_images()).unwrap_or(usize::MAX);
    (1..most).contains(&references.len())
}
