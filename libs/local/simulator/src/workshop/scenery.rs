//! Illustrated clips: a sun that rises over ridges while the camera moves along them, or a slow move into the picture
//! that the client gave.

use super::clip::{Clip, OPENING_FRAMES};
use super::ffmpeg::Arguments;
use super::filming::Filming;
use super::{MediaError, Workshop};
use crate::picture::{self, Picture, RenderError, SPARE, Size, Sprite};

/// The longer side of what moves, in pixels. It is enlarged to the clip's size, which soft shapes bear, and has a
/// quarter of the pixels of 1080p.
const LONGEST: u32 = 960;
/// How far the picture is enlarged at the end.
const ZOOM: f64 = 0.08;

impl Workshop {
    pub(super) async fn scenery(&self, clip: Clip) -> Result<Arguments, MediaError> {
        let mut filming = Filming::new(&clip);
        let shown = match &clip.still.inset {
            None => self.scene(&mut filming, &clip).await?,
            Some(kept) => {
                let opening = filming.opening(&self.kept_path(kept), clip.size());
                approached(&mut filming, &opening, &clip)
            }
        };
        let shown = self.with_cards(&mut filming, shown, &clip);
        let from = if clip.still.inset.is_some() { OPENING_FRAMES } else { 0 };
        let shown = self.badged(&mut filming, &shown, &clip.still.picture, from).await?;
        self.with_track(filming, clip.track, &shown).await
    }

    async fn scene(&self, filming: &mut Filming, clip: &Clip) -> Result<String, MediaError> {
        let (size, frames) = (clip.size(), clip.frames());
        let layers = clip.still.picture.layers(reduced(size));
        let sky = self.scrap_of(&picture::png(layers.sky).map_err(RenderError::from)?, "png").await?;
        let mut shown = filming.endless(sky, "yuv444p");
        let rise = format!("x='{}+W*0.08*n/{frames}':y='{}-H*0.06*n/{frames}'", layers.sun.x, layers.sun.y);
        shown = self.laid(filming, &shown, layers.sun, &rise).await?;
        for (ridge, pace) in layers.ridges.into_iter().zip([0.3, 0.6, 1.0]) {
            let way = f64::from(SPARE) * pace;
            let drift = format!("x='-W*{way:.4}*n/{frames}':y={}", ridge.y);
            shown = self.laid(filming, &shown, ridge, &drift).await?;
        }
        let Size { width, height } = size;
        Ok(filming.filter(&shown, &format!("scale={width}:{height}:flags=bilinear,format=yuv420p,setsar=1")))
    }

    /// Chroma of full size keeps a slow move from going in steps of two pixels.
    async fn laid(
        &self,
        filming: &mut Filming,
        below: &str,
        sprite: Sprite,
        place: &str,
    ) -> Result<String, MediaError> {
        let png = picture::png(sprite.image).map_err(RenderError::from)?;
        let input = filming.scrap(self.scrap_of(&png, "png").await?);
        let above = filming.filter(&input, "format=yuva444p");
        Ok(filming.overlay(below, &above, &format!("{place}:format=yuv444")))
    }

    /// With the badge from this frame on.
    pub(super) async fn badged(
        &self,
        filming: &mut Filming,
        below: &str,
        picture: &Picture,
        from: u32,
    ) -> Result<String, MediaError> {
        let badge = picture.badge().map_err(RenderError::from)?;
        let png = picture::png(badge.image).map_err(RenderError::from)?;
        let above = filming.scrap(self.scrap_of(&png, "png").await?);
        Ok(filming.overlay(below, &above, &format!("x={}:y={}:enable='gte(n,{from})'", badge.x, badge.y)))
    }
}

/// The first frame is the picture as it is.
fn approached(filming: &mut Filming, opening: &str, clip: &Clip) -> String {
    let (Size { width, height }, frames) = (clip.size(), clip.frames());
    // Slow at both ends.
    let grown = |side: u32| format!("2*round({side}*(1+{ZOOM}*(1-cos(PI*n/{frames}))/2)/2)");
    let scale = format!("scale=w='{}':h='{}':eval=frame:flags=bilinear", grown(width), grown(height));
    filming.filter(opening, &format!("{scale},crop={width}:{height},setsar=1"))
}

fn reduced(Size { width, height }: Size) -> Size {
    let longest = width.max(height).max(1);
    if longest <= LONGEST {
        return Size { width, height };
    }
    let part = |side: u32| side.saturating_mul(LONGEST).div_ceil(longest).max(2);
    Size { width: part(width), height: part(height) }
}
