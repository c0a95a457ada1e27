//! The colours of a PNG that it states without an ICC profile, in its chunks cICP, or cHRM and gAMA.

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, MatrixCoefficients,
    ToneReprCurve, TransferCharacteristics,
};

use super::hdr;

/// What a chunk about colours says. In the order of the PNG specification (third edition, section 4.3), cICP counts
/// more than an ICC profile, that more than sRGB, and that more than cHRM and gAMA.
#[derive(Default)]
struct Said<'a> {
    code_points: Option<&'a [u8]>,
    profile: bool,
    srgb: bool,
    chromaticities: Option<&'a [u8]>,
    gamma: Option<&'a [u8]>,
}

/// The profile of a PNG's pixels. `icc`: what its ICC profile is, if it has one.
pub(crate) fn png_profile(bytes: &[u8], icc: Option<ColorProfile>) -> Option<ColorProfile> {
    let said = said(bytes);
    let stated = said.code_points.and_then(|chunk| cicp_profile(u16_pair(chunk)?));
    if stated.is_some() || said.profile || said.srgb {
        return stated.or(icc);
    }
    stated_by_primaries(said.chromaticities?, said.gamma?)
}

fn u16_pair(chunk: &[u8]) -> Option<(u16, u16)> {
    match chunk {
        // The pixels of a PNG have no matrix; narrow ranges are not for files like these.
        [primaries, transfer, 0, 1] => Some((u16::from(*primaries), u16::from(*transfer))),
        _ => None,
    }
}

/// The colours of a pair of code points of ITU-T H.273: primaries and transfer characteristics. `None`: they are not
/// known, or they are for light and not for a screen.
pub(crate) fn cicp_profile((primaries, transfer): (u16, u16)) -> Option<ColorProfile> {
    let color_primaries = match CicpColorPrimaries::try_from(u8::try_from(primaries).ok()?).ok()? {
        CicpColorPrimaries::Unspecified => CicpColorPrimaries::Bt709,
        other => other,
    };
    let transfer_characteristics = TransferCharacteristics::try_from(u8::try_from(transfer).ok()?).ok()?;
    profile_of(color_primaries, transfer_characteristics)
}

pub(super) fn profile_of(
    color_primaries: CicpColorPrimaries,
    transfer_characteristics: TransferCharacteristics,
) -> Option<ColorProfile> {
    // The curve for televisions is drawn by screens as that of sRGB is, and so do browsers take it.
    let transfer_characteristics = match transfer_characteristics {
        TransferCharacteristics::Bt709
        | TransferCharacteristics::Bt601
        | TransferCharacteristics::Bt202010bit
        | TransferCharacteristics::Bt202012bit
        | TransferCharacteristics::Unspecified => TransferCharacteristics::Srgb,
        other => other,
    };
    let hdr = hdr::curve(transfer_characteristics);
    let curve = hdr.clone().or_else(|| ToneReprCurve::try_from(transfer_characteristics).ok())?;
    let mut profile = ColorProfile::new_srgb();
    profile.cicp = None;
    let cicp = CicpProfile {
        color_primaries,
        transfer_characteristics,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: true,
    };
    // What it returns is no sign of success (moxcms 0.8.1); what it leaves behind is.
    profile.update_rgb_colorimetry_from_cicp(cicp);
    profile.cicp?;
    if hdr.is_some() {
        // The transform would go by the code point, and not by our curve.
        profile.cicp = None;
    }
    (profile.red_trc, profile.green_trc, profile.blue_trc) =
        (Some(curve.clone()), Some(curve.clone()), Some(curve));
    Some(profile)
}

fn said(bytes: &[u8]) -> Said<'_> {
    let mut said = Said::default();
    for (name, chunk) in chunks(bytes) {
        match name {
            b"cICP" => said.code_points = Some(chunk),
            b"iCCP" => said.profile = true,
            b"sRGB" => said.srgb = true,
            b"cHRM" => said.chromaticities = Some(chunk),
            b"gAMA" => said.gamma = Some(chunk),
            // Chunks about colours come before the pixels.
            b"IDAT" => break,
            _ => {}
        }
    }
    said
}

fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    const SIGNATURE: usize = 8;
    const CHECKSUM: usize = 4;
    let mut rest = bytes.get(SIGNATURE..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (name, after) = after.split_first_chunk::<4>()?;
        let (chunk, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        rest = after.get(CHECKSUM..)?;
        Some((name, chunk))
    })
}

/// Both chunks count millionths by tens: 100,000 is 1. A file with only one of them is shown as sRGB by browsers.
fn stated_by_primaries(chromaticities: &[u8], gamma: &[u8]) -> Option<ColorProfile> {
    const UNIT: f32 = 100_000.0;
    let number = |bytes: &[u8]| Some(small(u32::from_be_bytes(*bytes.first_chunk()?))? / UNIT);
    let [white_x, white_y, red_x, red_y, green_x, green_y, blue_x, blue_y] =
        *chromaticities.chunks_exact(4).map(number).collect::<Option<Vec<f32>>>()?.first_chunk::<8>()?;
    let exponent = number(gamma)?;
    if exponent <= 0.0 || white_y <= 0.0 {
        return None;
    }
    let mut profile = ColorProfile::new_srgb();
    let primaries = ColorPrimaries {
        red: Chromaticity::new(red_x, red_y),
        green: Chromaticity::new(green_x, green_y),
        blue: Chromaticity::new(blue_x, blue_y),
    };
    profile.update_rgb_colorimetry(Chromaticity::new(white_x, white_y).to_xyyb(), primaries);
    let colorants = profile.colorant_matrix().v;
    if !colorants.iter().flatten().all(|part| part.is_finite()) {
        return None;
    }
    // A program that writes sRGB as chunks for old readers writes the gamma that is nearest to its curve.
    let is_like_srgb =
        (0.45..0.46).contains(&exponent) && (red_x - 0.64).abs() < 0.005 && (green_x - 0.3).abs() < 0.005;
    if !is_like_srgb {
        let curve = Some(ToneReprCurve::Parametric(vec![1.0 / exponent]));
        (profile.red_trc, profile.green_trc, profile.blue_trc) = (curve.clone(), curve.clone(), curve);
    }
    Some(profile)
}

/// A number that a floating point number holds without rounding. Larger ones are nonsense here.
fn small(number: u32) -> Option<f32> {
    u16::try_from(number / 100)
        .ok()
        .zip(u16::try_from(number % 100).ok())
        .map(|(hundreds, rest)| f32::from(hundreds) * 100.0 + f32::from(rest))
}
