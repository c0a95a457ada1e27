//! What a timeline lets one choose: output formats, fits, transitions, positions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Mp4,
    Png,
    Jpg,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Mp4, Self::Png, Self::Jpg];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::Png => "png",
            Self::Jpg => "jpg",
        }
    }

    pub const fn mime(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::Png => "image/png",
            Self::Jpg => "image/jpeg",
        }
    }

    pub const fn is_still(self) -> bool {
        !matches!(self, Self::Mp4)
    }
}

/// How a source of another shape fills the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// Cropped to the frame.
    Cover,
    /// Whole, between bars of the background's colour.
    Contain,
    /// Whole, upon a blurred copy of itself.
    Blur,
}

impl Fit {
    pub const ALL: [Self; 3] = [Self::Cover, Self::Contain, Self::Blur];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Contain => "contain",
            Self::Blur => "blur",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TransitionKind {
    None,
    Fade,
    WipeLeft,
    WipeRight,
    SlideUp,
    SlideDown,
    SlideLeft,
    SlideRight,
    CircleOpen,
    Dissolve,
}

impl TransitionKind {
    pub const ALL: [Self; 10] = [
        Self::None,
        Self::Fade,
        Self::WipeLeft,
        Self::WipeRight,
        Self::SlideUp,
        Self::SlideDown,
        Self::SlideLeft,
        Self::SlideRight,
        Self::CircleOpen,
        Self::Dissolve,
    ];

    /// The API uses ffmpeg's words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Fade => "fade",
            Self::WipeLeft => "wipeleft",
            Self::WipeRight => "wiperight",
            Self::SlideUp => "slideup",
            Self::SlideDown => "slidedown",
            Self::SlideLeft => "slideleft",
            Self::SlideRight => "slideright",
            Self::CircleOpen => "circleopen",
            Self::Dissolve => "dissolve",
        }
    }
}

/// How the lines of a text stand to each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    Left,
    #[default]
    Center,
    Right,
}

impl Align {
    pub const ALL: [Self; 3] = [Self::Left, Self::Center, Self::Right];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Center => "center",
            Self::Right => "right",
        }
    }
}

/// Where something lies upon the frame.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Position {
    Anchor(Anchor),
    /// Its centre, as fractions of the frame from the top left.
    At {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
    },
}

impl Position {
    /// The third of the frame that it is in, across and down, as [`Anchor::thirds`] counts them.
    pub const fn thirds(self) -> (u32, u32) {
        match self {
            Self::Anchor(anchor) => anchor.thirds(),
            Self::At { x, y } => (third(x), third(y)),
        }
    }

    pub const fn is_anchored(self) -> bool {
        matches!(self, Self::Anchor(_))
    }

    /// How lines stand where the client does not say: towards the edge at which their text is anchored.
    pub const fn align(self) -> Align {
        match self {
            Self::Anchor(anchor) => match anchor.thirds() {
                (0, _) => Align::Left,
                (1, _) => Align::Center,
                _ => Align::Right,
            },
            Self::At { .. } => Align::Center,
        }
    }
}

const fn third(fraction: f64) -> u32 {
    if fraction < 1.0 / 3.0 {
        0
    } else if fraction > 2.0 / 3.0 {
        2
    } else {
        1
    }
}

impl Default for Position {
    fn default() -> Self {
        Self::Anchor(Anchor::BottomCenter)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    TopLeft,
    TopCenter,
    TopRight,
    CenterLeft,
    Center,
    CenterRight,
    BottomLeft,
    BottomCenter,
    BottomRight,
}

impl Anchor {
    pub const ALL: [Self; 9] = [
        Self::TopLeft,
        Self::TopCenter,
        Self::TopRight,
        Self::CenterLeft,
        Self::Center,
        Self::CenterRight,
        Self::BottomLeft,
        Self::BottomCenter,
        Self::BottomRight,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TopLeft => "top_left",
            Self::TopCenter => "top_center",
            Self::TopRight => "top_right",
            Self::CenterLeft => "center_left",
            Self::Center => "center",
            Self::CenterRight => "center_right",
            Self::BottomLeft => "bottom_left",
            Self::BottomCenter => "bottom_center",
            Self::BottomRight => "bottom_right",
        }
    }

    /// 0 is left or top, 1 the middle, 2 right or bottom: across, down.
    pub const fn thirds(self) -> (u32, u32) {
        match self {
            Self::TopLeft => (0, 0),
            Self::TopCenter => (1, 0),
            Self::TopRight => (2, 0),
            Self::CenterLeft => (0, 1),
            Self::Center => (1, 1),
            Self::CenterRight => (2, 1),
            Self::BottomLeft => (0, 2),
            Self::BottomCenter => (1, 2),
            Self::BottomRight => (2, 2),
        }
    }
}
