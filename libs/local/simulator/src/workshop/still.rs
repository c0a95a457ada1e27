//! A picture with the client's own picture in a corner, so that image-to-image shows.

use bytes::Bytes;
use image::RgbImage;
use tokio::task::spawn_blocking;

use super::{Kept, MediaError, Workshop};
use crate::picture::{Format, Picture, RenderError};

#[derive(Clone, Debug)]
pub(crate) struct Still {
    pub(crate) picture: Picture,
    /// The first picture the client gave.
    pub(crate) inset: Option<Kept>,
}

impl Workshop {
    pub(crate) async fn still(&self, still: Still, format: Format) -> Result<Bytes, MediaError> {
        let inset = match still.inset {
            Some(kept) => self.kept(&kept).await?,
            None => None,
        };
        let render = move || -> Result<_, RenderError> {
            // It was decoded once when it was kept.
            let inset: Option<RgbImage> =
                inset.and_then(|bytes| Some(image::load_from_memory(&bytes).ok()?.to_rgb8()));
            still.picture.render_with(inset.as_ref(), format)
        };
        Ok(spawn_blocking(render).await??.into())
    }
}
