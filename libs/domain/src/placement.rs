//! Where ads are shown: the shapes, sizes and lengths that the social platforms publish for them. This is the only list
//! of them. What a platform does not publish, or what could not be read, is absent.
//!
//! Every number was read on 2026-11-27. Most platforms' own pages could only be read in public copies, which are named.

use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::AspectRatio;
use crate::size::Size;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Placement {
    /// Its id.
    pub id: &'static str,
    /// Its name, for people.
    pub name: &'static str,
    /// The shape that fits there.
    pub aspect_ratio: AspectRatio,
    /// The size to make it in, in pixels.
    #[serde(flatten)]
    pub size: Size,
    /// The longest that the platform takes.
    pub max_seconds: Option<u32>,
    /// The longest that the platform recommends.
    pub recommended_seconds: Option<u32>,
    /// What to keep free at the sides; null where the app lays nothing there, or says nothing of it.
    pub safe_area: Option<SafeArea>,
}

/// How many pixels to keep free of text and logos at each side, because the app lays its own things there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SafeArea {
    /// In pixels.
    pub top: u32,
    /// In pixels.
    pub right: u32,
    /// In pixels.
    pub bottom: u32,
    /// In pixels.
    pub left: u32,
}

const TALL: Size = Size::new(1080, 1920);
const PORTRAIT: Size = Size::new(1080, 1350);
const SQUARE: Size = Size::new(1080, 1080);
const WIDE: Size = Size::new(1920, 1080);

/// Meta's Ads Guide for Stories: 14 % of the top and 20 % of the bottom (copies: odysseymediagroup.co.uk, Facebook
/// Stories; mediamaxnetwork.com, Social ads).
const STORIES: SafeArea = SafeArea::from_percent(TALL, [14, 0, 20, 0]);
/// The same for Reels: 14 % of the top, 35 % of the bottom and 6 % of each side (copies: mediamaxnetwork.com,
/// adsuploader.com).
const REELS: SafeArea = SafeArea::from_percent(TALL, [14, 6, 35, 6]);
/// Stories play ads of up to 15 s whole and split longer ones into cards (Meta's Ads Guide; copy:
/// mc-open-source.webflow.io).
const STORIES_SECONDS: u32 = 15;
/// "Between 3 and 60 seconds" (developers.facebook.com, Instagram ads, Media requirements, updated 2025-07-29).
const INSTAGRAM_FEED_SECONDS: u32 = 60;
/// Three seconds to 30 minutes (`LinkedIn` help, a424737; copy: gsmarenas.netlify.app).
const LINKEDIN_SECONDS: u32 = 1800;

pub const PLACEMENTS: [Placement; 11] = [
    Placement {
        max_seconds: Some(INSTAGRAM_FEED_SECONDS),
        ..Placement::new("instagram_feed", "Instagram feed", AspectRatio::Square, SQUARE)
    },
    Placement {
        max_seconds: Some(INSTAGRAM_FEED_SECONDS),
        ..Placement::new(
            "instagram_feed_portrait",
            "Instagram feed, portrait",
            AspectRatio::FourFive,
            PORTRAIT,
        )
    },
    Placement {
        recommended_seconds: Some(STORIES_SECONDS),
        safe_area: Some(STORIES),
        ..Placement::new("instagram_stories", "Instagram Stories", AspectRatio::Tall, TALL)
    },
    Placement {
        safe_area: Some(REELS),
        ..Placement::new("instagram_reels", "Instagram Reels", AspectRatio::Tall, TALL)
    },
    // "1080px by 1080px or larger" (developers.facebook.com, as above).
    Placement::new("facebook_feed", "Facebook feed", AspectRatio::Square, SQUARE),
    // One second to two minutes (Meta's Ads Guide; copy: odysseymediagroup.co.uk).
    Placement {
        max_seconds: Some(120),
        recommended_seconds: Some(STORIES_SECONDS),
        safe_area: Some(STORIES),
        ..Placement::new("facebook_stories", "Facebook Stories", AspectRatio::Tall, TALL)
    },
    // 21 to 34 s recommended (ads.tiktok.com, help article 10002742, updated 2024-10). That page allows 60 s; what
    // adsights.ai and adrate.io read there in 2026 allows 10 minutes. The free area depends on the caption and comes in
    // pictures only.
    Placement {
        max_seconds: Some(600),
        recommended_seconds: Some(34),
        ..Placement::new("tiktok_in_feed", "TikTok in-feed", AspectRatio::Tall, TALL)
    },
    // Up to 3 minutes, of which the feed plays 60 s; less than 60 s recommended (Google Ads help 16041697; copy:
    // googlesupport.serverhump.com).
    Placement {
        max_seconds: Some(180),
        recommended_seconds: Some(60),
        ..Placement::new("youtube_shorts", "YouTube Shorts", AspectRatio::Tall, TALL)
    },
    // 6 s (YouTube help, About video ad formats; copy: vrjpack.net). Ads within long videos are not in this list: they
    // may last minutes.
    Placement {
        max_seconds: Some(6),
        recommended_seconds: Some(6),
        ..Placement::new("youtube_bumper", "YouTube bumper", AspectRatio::Wide, WIDE)
    },
    // 3 to 180 s (forbusiness.snapchat.com, Ad specs), 3 to 5 s recommended (the same, Creative best practices). 150
    // pixels at the top and the bottom (Snap Ads creative guidelines; copies: zbook.org, info.5y1.org).
    Placement {
        max_seconds: Some(180),
        recommended_seconds: Some(5),
        safe_area: Some(SafeArea { top: 150, right: 0, bottom: 150, left: 0 }),
        ..Placement::new("snapchat_ads", "Snapchat", AspectRatio::Tall, TALL)
    },
    Placement {
        max_seconds: Some(LINKEDIN_SECONDS),
        ..Placement::new("linkedin_feed", "LinkedIn feed", AspectRatio::Wide, WIDE)
    },
];

impl Placement {
    const fn new(id: &'static str, name: &'static str, aspect_ratio: AspectRatio, size: Size) -> Self {
        Self { id, name, aspect_ratio, size, max_seconds: None, recommended_seconds: None, safe_area: None }
    }
}

impl SafeArea {
    /// Percent of the height at the top and the bottom, and of the width at the sides, rounded up.
    const fn from_percent(size: Size, [top, right, bottom, left]: [u32; 4]) -> Self {
        Self {
            top: (size.height * top).div_ceil(100),
            right: (size.width * right).div_ceil(100),
            bottom: (size.height * bottom).div_ceil(100),
            left: (size.width * left).div_ceil(100),
        }
    }
}

/// The longest that any of them recommends. One that recommends nothing does not ask for more.
pub fn longest_recommended_seconds() -> u32 {
    let recommended = PLACEMENTS.iter().filter_map(|placement| placement.recommended_seconds);
    recommended.max().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_placement_agrees_with_itself() {
        let ids: BTreeSet<&str> = PLACEMENTS.iter().map(|placement| placement.id).collect();
        assert_eq!(ids.len(), PLACEMENTS.len());
        for Placement { id, aspect_ratio, size, max_seconds, recommended_seconds, safe_area, .. } in
            PLACEMENTS
        {
            assert_eq!(Size::with_short_side(1080, aspect_ratio.terms()), size, "{id}");
            let (recommended, most) = (recommended_seconds.unwrap_or(1), max_seconds.unwrap_or(u32::MAX));
            assert!((1..=most).contains(&recommended), "{id}");
            if let Some(SafeArea { top, right, bottom, left }) = safe_area {
                assert!(left + right < size.width / 2 && top + bottom < size.height / 2, "{id}");
            }
        }
    }

    #[test]
    fn the_usual_shapes_have_a_placement() {
        for ratio in [AspectRatio::Tall, AspectRatio::Square, AspectRatio::Wide, AspectRatio::FourFive] {
            assert!(PLACEMENTS.iter().any(|placement| placement.aspect_ratio == ratio), "{ratio:?}");
        }
    }

    #[test]
    fn safe_areas_are_pixels_of_the_size() {
        let area = |id| PLACEMENTS.iter().find(|placement| placement.id == id).unwrap().safe_area;
        let of = |top, right, bottom, left| Some(SafeArea { top, right, bottom, left });
        assert_eq!(area("instagram_reels"), of(269, 65, 672, 65));
        assert_eq!(area("facebook_stories"), of(269, 0, 384, 0));
        assert_eq!(area("tiktok_in_feed"), None);
        assert_eq!(longest_recommended_seconds(), 60);
    }
}
