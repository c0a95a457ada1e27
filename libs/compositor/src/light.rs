//! The arithmetic of colour: a film's red, green and blue become light, and light becomes what a screen shows. It
//! knows no files and no ffmpeg.

type Triple = [f64; 3];
type Square = [Triple; 3];

/// The light of red, green and blue, and of white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Primaries {
    Bt709,
    /// NTSC and Japan, 525 lines: SMPTE 170M.
    Lines525,
    /// PAL and SECAM, 625 lines: BT.470 B/G.
    Lines625,
    /// BT.470 M.
    Ntsc1953,
    Film,
    Bt2020,
    DciP3,
    DisplayP3,
    Ebu3213,
}

/// The curve by which samples stand for light.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transfer {
    /// sRGB's, which is what a screen shows of ordinary video.
    Screen,
    Gamma22,
    Gamma28,
    Linear,
    /// HDR by SMPTE ST 2084.
    Pq,
    /// HDR by ARIB STD-B67.
    Hlg,
}

/// How bright diffuse white is in HDR, in candela per square metre (ITU-R BT.2408).
const WHITE_NITS: f64 = 203.0;
/// The screen for which HLG is graded (ITU-R BT.2100), and the gamma of its system at that brightness.
const HLG_NITS: f64 = 1000.0;
const HLG_GAMMA: f64 = 1.2;
/// The brightest that PQ can say.
const PQ_NITS: f64 = 10_000.0;
/// Light below this part of white is shown as it is, and what is brighter is compressed into the rest. White itself
/// comes out at 0.9, which is 243 of 255.
const KNEE: f64 = 0.8;

/// Shows the colours of a kind of film on a screen.
pub(crate) struct Screen {
    to_bt709: Square,
    transfer: Transfer,
}

impl Screen {
    pub(crate) fn new(primaries: Primaries, transfer: Transfer) -> Self {
        Self { to_bt709: primaries.to_bt709(), transfer }
    }

    /// Converts a colour of the film, each component from 0 to 1, to sRGB.
    pub(crate) fn shown(&self, colour: Triple) -> Triple {
        let inside = without_negatives(times(&self.to_bt709, self.transfer.light(colour)));
        self.transfer.peak().map_or(inside, |peak| toned(inside, peak)).map(encoded)
    }
}

impl Transfer {
    pub(crate) fn is_hdr(self) -> bool {
        self.peak().is_some()
    }

    /// The light that is shown, where 1 is diffuse white.
    fn light(self, colour: Triple) -> Triple {
        match self {
            Self::Screen => colour.map(decoded),
            Self::Gamma22 => colour.map(|sample| sample.powf(2.2)),
            Self::Gamma28 => colour.map(|sample| sample.powf(2.8)),
            Self::Linear => colour,
            Self::Pq => colour.map(|sample| pq(sample) * PQ_NITS / WHITE_NITS),
            Self::Hlg => hlg(colour),
        }
    }

    /// The brightest light that it can say; `None`: white, so that nothing needs to be compressed.
    fn peak(self) -> Option<f64> {
        match self {
            Self::Pq => Some(PQ_NITS / WHITE_NITS),
            Self::Hlg => Some(HLG_NITS / WHITE_NITS),
            _ => None,
        }
    }
}

/// SMPTE ST 2084: a sample as a part of 10,000 nits.
fn pq(sample: f64) -> f64 {
    const M1: f64 = 2610.0 / 16384.0;
    const M2: f64 = 2523.0 / 4096.0 * 128.0;
    const C1: f64 = 3424.0 / 4096.0;
    const C2: f64 = 2413.0 / 4096.0 * 32.0;
    const C3: f64 = 2392.0 / 4096.0 * 32.0;
    let root = sample.clamp(0.0, 1.0).powf(1.0 / M2);
    ((root - C1).max(0.0) / (C2 - C3 * root)).powf(1.0 / M1)
}

/// ITU-R BT.2100: the inverse of the camera's curve, and then the system's gamma, which goes by the brightness.
fn hlg(colour: Triple) -> Triple {
    const A: f64 = 0.178_832_77;
    const B: f64 = 1.0 - 4.0 * A;
    const C: f64 = 0.559_910_73;
    let scene = colour.map(|sample| {
        let sample = sample.clamp(0.0, 1.0);
        if sample <= 0.5 { sample * sample / 3.0 } else { (((sample - C) / A).exp() + B) / 12.0 }
    });
    let [red, green, blue] = scene;
    let brightness: f64 = 0.2627 * red + 0.6780 * green + 0.0593 * blue;
    let gain = brightness.powf(HLG_GAMMA - 1.0) * HLG_NITS / WHITE_NITS;
    scene.map(|component| component * gain)
}

fn decoded(sample: f64) -> f64 {
    if sample <= 0.040_45 { sample / 12.92 } else { ((sample + 0.055) / 1.055).powf(2.4) }
}

fn encoded(light: f64) -> f64 {
    let light = light.clamp(0.0, 1.0);
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

/// A colour that BT.709 cannot say gets as much grey of its own brightness as it needs, and keeps its hue.
fn without_negatives(light: Triple) -> Triple {
    let [red, green, blue] = light;
    let least = red.min(green).min(blue);
    if least >= 0.0 {
        return light;
    }
    let grey = (0.2126 * red + 0.7152 * green + 0.0722 * blue).max(0.0);
    let part = grey / (grey - least);
    light.map(|component| grey + (component - grey) * part)
}

/// Compresses the brightest component, and takes the others with it, so that the hue stays.
fn toned(light: Triple, peak: f64) -> Triple {
    let [red, green, blue] = light;
    let brightest = red.max(green).max(blue);
    if brightest <= KNEE {
        return light;
    }
    let room = 1.0 - KNEE;
    let (above, most) = ((brightest - KNEE) / room, (peak - KNEE) / room);
    // Reinhard's extended curve, which leaves the knee without a kink and reaches 1 at the peak.
    let toned = KNEE + room * above * (1.0 + above / (most * most)) / (1.0 + above);
    light.map(|component| component * toned / brightest)
}

impl Primaries {
    /// x and y of red, green, blue and white (ITU-T H.273).
    const fn places(self) -> [(f64, f64); 4] {
        const D65: (f64, f64) = (0.3127, 0.3290);
        const C: (f64, f64) = (0.310, 0.316);
        match self {
            Self::Bt709 => [(0.640, 0.330), (0.300, 0.600), (0.150, 0.060), D65],
            Self::Lines525 => [(0.630, 0.340), (0.310, 0.595), (0.155, 0.070), D65],
            Self::Lines625 => [(0.640, 0.330), (0.290, 0.600), (0.150, 0.060), D65],
            Self::Ntsc1953 => [(0.670, 0.330), (0.210, 0.710), (0.140, 0.080), C],
            Self::Film => [(0.681, 0.319), (0.243, 0.692), (0.145, 0.049), C],
            Self::Bt2020 => [(0.708, 0.292), (0.170, 0.797), (0.131, 0.046), D65],
            Self::DciP3 => [(0.680, 0.320), (0.265, 0.690), (0.150, 0.060), (0.314, 0.351)],
            Self::DisplayP3 => [(0.680, 0.320), (0.265, 0.690), (0.150, 0.060), D65],
            Self::Ebu3213 => [(0.630, 0.340), (0.295, 0.605), (0.155, 0.077), D65],
        }
    }

    fn to_bt709(self) -> Square {
        if self == Self::Bt709 {
            return IDENTITY;
        }
        let white = |primaries: Self| {
            let [.., white] = primaries.places();
            xyz(white)
        };
        let adapted = adaptation(white(self), white(Self::Bt709));
        product(&inverse(&Self::Bt709.to_xyz()), &product(&adapted, &self.to_xyz()))
    }

    /// The matrix from light of these primaries to CIE XYZ.
    fn to_xyz(self) -> Square {
        let [red, green, blue, white] = self.places().map(xyz);
        let columns = transposed([red, green, blue]);
        let [red_share, green_share, blue_share] = times(&inverse(&columns), white);
        columns.map(|[red, green, blue]| [red * red_share, green * green_share, blue * blue_share])
    }
}

const IDENTITY: Square = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

fn xyz((x, y): (f64, f64)) -> Triple {
    [x / y, 1.0, (1.0 - x - y) / y]
}

/// Bradford's adaptation from one white to another.
fn adaptation(from: Triple, to: Triple) -> Square {
    const BRADFORD: Square =
        [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];
    let ([from_l, from_m, from_s], [to_l, to_m, to_s]) = (times(&BRADFORD, from), times(&BRADFORD, to));
    let gains = [[to_l / from_l, 0.0, 0.0], [0.0, to_m / from_m, 0.0], [0.0, 0.0, to_s / from_s]];
    product(&inverse(&BRADFORD), &product(&gains, &BRADFORD))
}

fn times(matrix: &Square, [x, y, z]: Triple) -> Triple {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

fn product(one: &Square, other: &Square) -> Square {
    transposed(transposed(*other).map(|column| times(one, column)))
}

#[expect(clippy::many_single_char_names, reason = "the nine places of a matrix have no better names")]
const fn transposed([[a, b, c], [d, e, f], [g, h, i]]: Square) -> Square {
    [[a, d, g], [b, e, h], [c, f, i]]
}

#[expect(clippy::many_single_char_names, reason = "the nine places of a matrix have no better names")]
fn inverse([[a, b, c], [d, e, f], [g, h, i]]: &Square) -> Square {
    let determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
    let cofactors = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ];
    cofactors.map(|row| row.map(|cofactor| cofactor / determinant))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From 0 to 255.
    fn levels(colour: Triple) -> [u8; 3] {
        let nearest =
            |component: f64| (0..=u8::MAX).find(|level| f64::from(*level) + 0.5 > component * 255.0);
        colour.map(|component| nearest(component).unwrap())
    }

    #[test]
    fn diffuse_white_stays_white_and_grey_stays_grey() {
        // BT.2408: diffuse white is at 58 % of PQ and at 75 % of HLG.
        for (transfer, white) in [(Transfer::Pq, 0.5807), (Transfer::Hlg, 0.75)] {
            for primaries in [Primaries::Bt709, Primaries::Bt2020, Primaries::DisplayP3] {
                let shown = levels(Screen::new(primaries, transfer).shown([white; 3]));
                assert!(shown.iter().all(|level| level.abs_diff(243) <= 1), "{transfer:?}: {shown:?}");
                assert_eq!(levels(Screen::new(primaries, transfer).shown([1.0; 3])), [255; 3]);
                assert_eq!(levels(Screen::new(primaries, transfer).shown([0.0; 3])), [0; 3]);
            }
        }
    }

    #[test]
    fn known_colours_are_converted_to_known_ones() {
        // By the matrices of CSS Color 4.
        assert_eq!(
            levels(Screen::new(Primaries::DisplayP3, Transfer::Screen).shown([0.5, 0.3, 0.8])),
            [136, 73, 211]
        );
        let red = [220.0, 30.0, 30.0].map(|level| level / 255.0);
        assert_eq!(levels(Screen::new(Primaries::Bt709, Transfer::Screen).shown(red)), [220, 30, 30]);
        // SMPTE-C's red is a little more orange.
        assert_eq!(levels(Screen::new(Primaries::Lines525, Transfer::Screen).shown(red)), [214, 44, 28]);
    }

    #[test]
    fn a_colour_that_a_screen_cannot_show_keeps_its_hue() {
        let [red, green, blue] = Screen::new(Primaries::Bt2020, Transfer::Screen).shown([0.0, 1.0, 0.0]);
        assert!(green > red + 0.4 && green > blue + 0.4, "{red} {green} {blue}");
        for component in [red, green, blue] {
            assert!((0.0..=1.0).contains(&component));
        }
    }

    #[test]
    fn brighter_light_is_never_shown_darker() {
        for transfer in [Transfer::Pq, Transfer::Hlg, Transfer::Gamma22, Transfer::Gamma28, Transfer::Linear]
        {
            let shown: Vec<f64> = (0..=1000)
                .map(|step| Screen::new(Primaries::Bt2020, transfer).shown([f64::from(step) / 1000.0; 3])[0])
                .collect();
            assert!(shown.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9), "{transfer:?}");
        }
    }
}
