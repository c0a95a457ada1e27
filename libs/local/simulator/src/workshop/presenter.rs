//! Illustrated avatars: a drawn person whose mouth opens as far as the sound is loud. A picture that the client gave is
//! the first frame, and the person then talks in a medallion on it.

use super::clip::{Clip, OPENING_FRAMES};
use super::ffmpeg::Arguments;
use super::filming::Filming;
use super::{MediaError, Workshop};
use crate::picture::{self, Bust, MOUTHS, RenderError, Sprite};

/// A mouth is open as far as `MOUTHS` says from this loudness on.
const STEPS: [f64; 3] = [0.08, 0.45, 0.82];

impl Workshop {
    pub(super) async fn presenter(&self, clip: Clip) -> Result<Arguments, MediaError> {
        let mut filming = Filming::new(&clip);
        let shown = match &clip.still.inset {
            None => self.in_a_room(&mut filming, &clip).await?,
            Some(kept) => {
                let opening = filming.opening(&self.kept_path(kept), clip.size());
                self.in_a_medallion(&mut filming, &clip, &opening).await?
            }
        };
        let from = if clip.still.inset.is_some() { OPENING_FRAMES } else { 0 };
        let shown = self.badged(&mut filming, &shown, &clip.still.picture, from).await?;
        self.with_track(filming, clip.track, &shown).await
    }

    async fn in_a_room(&self, filming: &mut Filming, clip: &Clip) -> Result<String, MediaError> {
        let bust = Bust::whole(&clip.still.picture);
        let room = self.scrap_of(&picture::png(bust.room()).map_err(RenderError::from)?, "png").await?;
        let room = filming.endless(room, "yuv420p");
        let Sprite { image, x, y } = bust.person();
        let person = picture::png(image).map_err(RenderError::from)?;
        let person = filming.endless(self.scrap_of(&person, "png").await?, "yuva420p");
        let person = self.talking(filming, clip, &bust, (&person, x, y)).await?;
        // Breathes: up and down once in four seconds, never above the lower edge of its shirt.
        let sway = (bust.size().height / 160).max(2);
        let fps = clip.fps.number();
        Ok(filming.overlay(&room, &person, &format!("x={x}:y='{y}+{sway}*(1-cos(PI*n/(2*{fps})))/2'")))
    }

    async fn in_a_medallion(
        &self,
        filming: &mut Filming,
        clip: &Clip,
        behind: &str,
    ) -> Result<String, MediaError> {
        let bust = Bust::medallion(&clip.still.picture);
        let coin = picture::png(bust.coin()).map_err(RenderError::from)?;
        let coin = filming.endless(self.scrap_of(&coin, "png").await?, "yuva420p");
        let coin = self.talking(filming, clip, &bust, (&coin, 0, 0)).await?;
        let margin = (bust.size().width / 9).max(4);
        let place = format!("x=W-w-{margin}:y={margin}:enable='gte(n,{OPENING_FRAMES})'");
        Ok(filming.overlay(behind, &coin, &place))
    }

    /// The person, whose picture begins at `left` and `top` of the bust, with a mouth that moves and eyes that blink.
    async fn talking(
        &self,
        filming: &mut Filming,
        clip: &Clip,
        bust: &Bust,
        (person, left, top): (&str, i64, i64),
    ) -> Result<String, MediaError> {
        let mut shapes = Vec::new();
        for open in MOUTHS {
            shapes.push(picture::png(bust.mouth(open)).map_err(RenderError::from)?);
        }
        let mut film = Vec::new();
        for loud in self.loudness(clip).await? {
            let step = STEPS.iter().filter(|step| loud >= **step).count();
            film.extend_from_slice(shapes.get(step).map(Vec::as_slice).unwrap_or_default());
        }
        let at = |x: u32, y: u32| format!("x={}:y={}", i64::from(x) - left, i64::from(y) - top);
        let mouth = filming.frames(self.scrap_of(&film, "pngs").await?);
        let (x, y, _) = bust.mouth_place();
        let talking = filming.overlay(person, &mouth, &at(x, y));
        let (x, y, lids) = bust.lids();
        let lids = picture::png(lids).map_err(RenderError::from)?;
        let lids = filming.scrap(self.scrap_of(&lids, "png").await?);
        // Every 3.2 seconds, for a tenth.
        let fps = clip.fps.number();
        let blinking =
            format!("{}:enable='lt(mod(n+{fps},{}),{})'", at(x, y), fps * 16 / 5, (fps / 10).max(1));
        Ok(filming.overlay(&talking, &lids, &blinking))
    }
}
