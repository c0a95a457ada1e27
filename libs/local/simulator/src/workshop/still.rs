//! A picture with the client's own picture in a corner, so that image-to-image shows.

use bytes::Bytes;
use image::RgbImage;
use tokio::task::spawn_blocking;

use super::{Kept, MediaError, Workshop};
use crate::picture::{Format, Picture, RenderError, Size};
use crate::usage::Start;

#[derive(Clone, Debug)]
pub(crate) struct Still {
    pub(crate) picture: Picture,
    /// The first picture the client gave. A clip begins with it.
    pub(crate) inset: Option<Kept>,
    /// The pictures that a clip refers to and does not begin with.
    pub(crate) references: Vec<Kept>,
}

impl Start {
    /// The seed that was asked for, else one that depends on prompt and size and counts up with every start of the
    /// job, so that variants differ. It has 31 bits: it can be asked for wherever it is read.
    pub(crate) fn seed(&self, size: Size) -> i64 {
        self.seed.unwrap_or_else(|| {
            let first = Picture::any_seed(&self.job.prompt, size) >> 1;
            i64::from(first.saturating_add(self.earlier) & (u32::MAX >> 1))
        })
    }

    /// What the start asked for, as a picture. Each number, from 0 on, is another variant.
    pub(crate) fn still(&self, size: Size, inset: Option<Kept>, number: u32) -> Still {
        let (prompt, model) = (self.job.prompt.clone(), self.job.model.clone());
        let seed = self.seed(size).saturating_add(i64::from(number));
        let take = self.seed.is_none().then(|| self.earlier.saturating_add(number).saturating_add(1));
        Still { picture: Picture { prompt, model, size, seed, take }, inset, references: Vec::new() }
    }
}

impl Workshop {
    pub(crate) async fn still(&self, still: Still, format: Format) -> Result<Bytes, MediaError> {
        let inset = match still.inset {
            Some(kept) => self.kept(&kept).await?,
            None => None,
        };
        let style = self.style;
        let render = move || -> Result<_, RenderError> {
            // It was decoded once when it was kept.
            let inset: Option<RgbImage> =
                inset.and_then(|bytes| Some(image::load_from_memory(&bytes).ok()?.to_rgb8()));
            still.picture.render_with(style, inset.as_ref(), format)
        };
        Ok(spawn_blocking(render).await??.into())
    }
}
