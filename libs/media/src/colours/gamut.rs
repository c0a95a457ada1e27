//! Converts samples from the colours of a profile to sRGB, in place.

use std::sync::Arc;

use moxcms::{CmsError, ColorProfile, DataColorSpace, Layout, TransformExecutor, TransformOptions};

type Transform<T> = Arc<dyn TransformExecutor<T> + Send + Sync>;

/// How many pixels are converted at a time. Only these are in memory twice.
const STRIP_PIXELS: usize = 4096;

/// A sample of 8 or of 16 bits.
pub(super) trait Sample: Copy + Default + Into<usize> {
    /// Every sample there is, in order.
    fn all() -> Vec<Self>;
    fn transform(profile: &ColorProfile, from: Layout, to: Layout) -> Result<Transform<Self>, CmsError>;
}

impl Sample for u8 {
    fn all() -> Vec<Self> {
        (0..=Self::MAX).collect()
    }

    fn transform(profile: &ColorProfile, from: Layout, to: Layout) -> Result<Transform<Self>, CmsError> {
        profile.create_transform_8bit(from, &ColorProfile::new_srgb(), to, TransformOptions::default())
    }
}

impl Sample for u16 {
    fn all() -> Vec<Self> {
        (0..=Self::MAX).collect()
    }

    fn transform(profile: &ColorProfile, from: Layout, to: Layout) -> Result<Transform<Self>, CmsError> {
        profile.create_transform_16bit(from, &ColorProfile::new_srgb(), to, TransformOptions::default())
    }
}

/// Pixels of three samples, or of four with an opacity.
pub(super) fn coloured<T: Sample>(samples: &mut [T], per_pixel: usize, profile: &ColorProfile) {
    if profile.color_space != DataColorSpace::Rgb || is_srgb(profile) {
        return;
    }
    let layout = if per_pixel == 4 { Layout::Rgba } else { Layout::Rgb };
    let Ok(transform) = T::transform(profile, layout, layout) else { return };
    let mut strip = vec![T::default(); STRIP_PIXELS * per_pixel];
    for part in samples.chunks_mut(strip.len()) {
        let Some(from) = strip.get_mut(..part.len()) else { return };
        from.copy_from_slice(part);
        if transform.transform(from, part).is_err() {
            return;
        }
    }
}

/// Pixels of one sample, or of two with an opacity. A grey that has a profile for RGB is taken for a neutral colour.
pub(super) fn grey<T: Sample>(samples: &mut [T], per_pixel: usize, profile: &ColorProfile) {
    let Some(tones) = tones::<T>(profile) else { return };
    for sample in samples.iter_mut().step_by(per_pixel) {
        if let Some(tone) = tones.get((*sample).into()) {
            *sample = *tone;
        }
    }
}

/// What each sample becomes.
fn tones<T: Sample>(profile: &ColorProfile) -> Option<Vec<T>> {
    let (layout, from) = match profile.color_space {
        DataColorSpace::Gray => (Layout::Gray, T::all()),
        DataColorSpace::Rgb if !is_srgb(profile) => {
            (Layout::Rgb, T::all().into_iter().flat_map(|sample| [sample; 3]).collect())
        }
        _ => return None,
    };
    let mut to = vec![T::default(); T::all().len() * 3];
    T::transform(profile, layout, Layout::Rgb).ok()?.transform(&from, &mut to).ok()?;
    Some(to.into_iter().skip(1).step_by(3).collect())
}

/// Whether the profile changes no colour by more than one level. Most profiles are sRGB under some name, and pixels
/// that need no conversion should neither take time nor be rounded.
fn is_srgb(profile: &ColorProfile) -> bool {
    let levels = || (0..=u8::MAX).step_by(15);
    let from: Vec<u8> = levels()
        .flat_map(|level| {
            [[level, 0, 0], [0, level, 0], [0, 0, level], [level; 3], [255 - level, level, 128]]
        })
        .flatten()
        .collect();
    let mut to = vec![0; from.len()];
    let converted = u8::transform(profile, Layout::Rgb, Layout::Rgb)
        .and_then(|transform| transform.transform(&from, &mut to));
    converted.is_ok() && from.iter().zip(&to).all(|(from, to)| from.abs_diff(*to) <= 1)
}
