//! The two ways in which the simulators draw.

/// How the media of the simulated vendors look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MediaStyle {
    /// The prompt on a gradient; a clip is a still with a moving bar. For tests: cheap, and the same as ever.
    #[default]
    Plain,
    /// A scene in the model's colours with a badge, clips that move, avatars that talk. For people.
    Illustrated,
}
