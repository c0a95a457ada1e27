//! Tiles that are coded as AV1.

use image::{GrayImage, RgbImage};
use re_rav1d::dav1d::pixel::{MatrixCoefficients, YUVRange};
use re_rav1d::dav1d::{Decoder, Picture, PixelLayout, PlanarImageComponent, Settings};

use super::canvas::Coded;
use super::yuv::{Matrix, Plane, Planes};
use super::{CodePoints, Error, broken, caught};

/// While a tile is decoded: three planes of at most 2 bytes a sample, and the colours.
pub(super) const BYTES_PER_PIXEL: u64 = 9;

/// How often the decoder is asked for a frame before a file counts as one without any.
const MOST_LOOKS: usize = 64;

pub(super) fn colours(coded: &Coded<'_>, said: Option<CodePoints>) -> Result<RgbImage, Error> {
    caught(|| {
        let frame = frame(coded)?;
        let said = said.unwrap_or_else(|| coded_meaning(&frame)).or_unsaid();
        let matrix = Matrix::new(said.matrix)
            .ok_or_else(|| broken("its colours are mixed in a way that we do not know"))?;
        with_planes(&frame, |planes| planes.colours(matrix, said.full_range))
    })
}

/// Opacities are always in the full range.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself is for planes of one lifetime only"
)]
pub(super) fn opacities(coded: &Coded<'_>) -> Result<GrayImage, Error> {
    caught(|| with_planes(&frame(coded)?, |planes| planes.opacities()))
}

fn frame(coded: &Coded<'_>) -> Result<Picture, Error> {
    let unreadable = |error: re_rav1d::dav1d::Error| Error::Undecodable(error.to_string());
    let mut settings = Settings::new();
    // One thread at a time: a function of ours has one processor, or less.
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    // Of a progressive picture, only the best layer is wanted.
    settings.set_all_layers(false);
    settings.set_frame_size_limit(coded.width.saturating_mul(coded.height));
    let mut decoder = Decoder::with_settings(&settings).map_err(unreadable)?;
    let mut sent = decoder.send_data(coded.bytes.to_vec(), None, None, None);
    // A tile is one frame. What comes after it is not looked at.
    for _ in 0..MOST_LOOKS {
        match decoder.get_picture() {
            Ok(frame) if (frame.width(), frame.height()) == (coded.width, coded.height) => return Ok(frame),
            Ok(_) => return Err(broken("a part of it is not as large as it says")),
            Err(error) if !error.is_again() => return Err(unreadable(error)),
            Err(_) => match sent {
                Ok(()) => break,
                Err(error) if !error.is_again() => return Err(unreadable(error)),
                Err(_) => sent = decoder.send_pending_data(),
            },
        }
    }
    Err(broken("its coded pixels end too early"))
}

/// What the coded frame says of its colours.
fn coded_meaning(frame: &Picture) -> CodePoints {
    let matrix = match frame.matrix_coefficients() {
        MatrixCoefficients::Identity => 0,
        MatrixCoefficients::BT709 => 1,
        MatrixCoefficients::ST240M => 7,
        MatrixCoefficients::BT2020NonConstantLuminance => 9,
        _ => CodePoints::UNSPECIFIED,
    };
    CodePoints { matrix, full_range: frame.color_range() == YUVRange::Full, ..CodePoints::UNSAID }
}

fn with_planes<T>(frame: &Picture, read: impl FnOnce(&Planes<'_>) -> Option<T>) -> Result<T, Error> {
    let depth = frame.bits_per_component().map_or(8, |bits| bits.0);
    let plane = |component| frame.plane(component);
    let luma = plane(PlanarImageComponent::Y);
    // A picture in grey has no other planes, and asking for them fails.
    let layout = frame.pixel_layout();
    let chroma = (layout != PixelLayout::I400)
        .then(|| (plane(PlanarImageComponent::U), plane(PlanarImageComponent::V)));
    let stride = |component| usize::try_from(frame.stride(component)).unwrap_or_default();
    let wide = depth > 8;
    let (across, down) = match layout {
        PixelLayout::I420 => (1, 1),
        PixelLayout::I422 => (1, 0),
        PixelLayout::I400 | PixelLayout::I444 => (0, 0),
    };
    let planes = Planes {
        width: frame.width(),
        height: frame.height(),
        depth: u32::try_from(depth).unwrap_or(8),
        luma: Plane { bytes: &luma, stride: stride(PlanarImageComponent::Y), wide },
        chroma: chroma.as_ref().map(|(blue, red)| {
            [blue, red].map(|bytes| Plane { bytes, stride: stride(PlanarImageComponent::U), wide })
        }),
        halved: (across, down),
    };
    read(&planes).ok_or_else(|| broken("its coded pixels make no sense"))
}
