//! The pictures that a clip refers to: a row of cards in its upper right corner, from the first to the last frame.

use super::Workshop;
use super::clip::Clip;
use super::filming::Filming;
use crate::picture::Size;

/// Of the shorter side of the clip.
const PART: u32 = 5;

impl Workshop {
    pub(super) fn with_cards(&self, filming: &mut Filming, mut shown: String, clip: &Clip) -> String {
        let Size { width, height } = clip.size();
        let side = ((width.min(height) / PART) & !1).max(4);
        let (edge, gap) = ((side / 40).max(2) & !1, side / 6);
        let mut left = width;
        // The last one is the rightmost.
        for kept in clip.still.references.iter().rev() {
            left = left.saturating_sub(side).saturating_sub(gap);
            let card = filming.card(&self.kept_path(kept), side, edge);
            shown = filming.overlay(&shown, &card, &format!("x={left}:y={gap}"));
        }
        shown
    }
}
