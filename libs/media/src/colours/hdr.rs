//! Brings the light of HDR pictures (PQ and HLG) down to what a screen without HDR shows: a curve from a sample to light,
//! of which 1 is the white of such a screen.

use moxcms::{ToneReprCurve, TransferCharacteristics};

use super::sixteen_bits;

/// The light of white paper in HDR, in candelas per square metre (ITU-R BT.2408).
const WHITE: f64 = 203.0;
/// Below this part of white, light stays as it is. What is brighter is pressed into the rest, so that white itself stays
/// nearly white.
const KNEE: f64 = 0.75;
const STEPS: u16 = 4096;

/// `None`: the curve is not one of HDR.
pub(super) fn curve(transfer: TransferCharacteristics) -> Option<ToneReprCurve> {
    let light: fn(f64) -> f64 = match transfer {
        TransferCharacteristics::Smpte2084 => pq,
        TransferCharacteristics::Hlg => hlg,
        _ => return None,
    };
    let step = |step: u16| sixteen_bits(pressed(light(f64::from(step) / f64::from(STEPS - 1)) / WHITE));
    Some(ToneReprCurve::Lut((0..STEPS).map(step).collect()))
}

fn pressed(light: f64) -> f64 {
    let rest = 1.0 - KNEE;
    if light <= KNEE { light.max(0.0) } else { KNEE + rest * (1.0 - (-(light - KNEE) / rest).exp()) }
}

/// SMPTE ST 2084: light in candelas per square metre.
fn pq(sample: f64) -> f64 {
    const M1: f64 = 2610.0 / 16384.0;
    const M2: f64 = 2523.0 / 4096.0 * 128.0;
    const C1: f64 = 3424.0 / 4096.0;
    const C2: f64 = 2413.0 / 4096.0 * 32.0;
    const C3: f64 = 2392.0 / 4096.0 * 32.0;
    const BRIGHTEST: f64 = 10_000.0;
    let root = sample.powf(1.0 / M2);
    BRIGHTEST * ((root - C1).max(0.0) / (C2 - C3 * root)).powf(1.0 / M1)
}

/// ITU-R BT.2100: light of a screen of 1000 candelas per square metre, for which the system gamma is 1.2.
fn hlg(sample: f64) -> f64 {
    const A: f64 = 0.178_832_77;
    const B: f64 = 0.284_668_92;
    const C: f64 = 0.559_910_73;
    const BRIGHTEST: f64 = 1000.0;
    const GAMMA: f64 = 1.2;
    let scene = if sample <= 0.5 { sample * sample / 3.0 } else { (((sample - C) / A).exp() + B) / 12.0 };
    BRIGHTEST * scene.powf(GAMMA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_paper_stays_white_and_brighter_light_is_brighter() {
        // Samples of white paper by ITU-R BT.2408: 58 % in PQ, 75 % in HLG.
        let curves: [fn(f64) -> f64; 2] = [pq, hlg];
        for (light, white) in curves.into_iter().zip([0.58, 0.75]) {
            let shown = |sample| pressed(light(sample) / WHITE);
            // 235 of 255 is 0.83 of the light.
            assert!((0.83..0.97).contains(&shown(white)), "{}", shown(white));
            assert!(shown(0.0).abs() < 1e-6 && shown(white) < shown(white + 0.1) && shown(1.0) <= 1.0);
        }
    }
}
