//! A brand kit's logo as one more reference picture. It joins only where there are some and the model takes one more.

use super::{Facts, Request, Source};
use crate::FileId;
use crate::brand::BrandKit;
use crate::catalog::{Catalog, Model};

const LOGO_GONE: &str = "The brand kit's logo is no longer in the drive and was left out.";

impl Request {
    /// The kit's logo, where it is to become one of the references.
    pub fn logo(&self, kit: &BrandKit, catalog: &Catalog) -> Option<FileId> {
        let model = catalog.model(self.kind(), self.model())?;
        kit.logo.filter(|_| has_room(self.reference_images(), model))
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

/// What becomes of the logo of a request's kit.
#[derive(Debug, Default)]
pub(super) struct Logo {
    /// It is not sent twice, should it be among the references already.
    pub(super) source: Option<Source>,
    pub(super) notes: Vec<String>,
}

impl Logo {
    pub(super) fn beside(references: &[Source], model: &Model, facts: &Facts) -> Self {
        let kit_has_logo = facts.kit.as_ref().is_some_and(|kit| kit.logo.is_some());
        if !kit_has_logo || !has_room(references, model) {
            return Self::default();
        }
        match facts.logo.map(Source::Asset) {
            Some(logo) if references.contains(&logo) => Self::default(),
            Some(logo) => Self { source: Some(logo), notes: Vec::new() },
            None => Self { source: None, notes: vec![LOGO_GONE.to_owned()] },
        }
    }
}

fn has_room(references: &[Source], model: &Model) -> bool {
    let most = usize::try_from(model.max_reference_images()).unwrap_or(usize::MAX);
    (1..most).contains(&references.len())
}
