//! Writes what a film's colours become on a screen as a table that ffmpeg's filter `lut3d` reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::Error;
use crate::light::Screen;
use crate::signal::Signal;

/// How many steps each of red, green and blue has, between which ffmpeg interpolates. With them, a colour is at most
/// two levels off. ffmpeg reads the larger table in 0.3 s.
const STEPS: u32 = 33;
const HDR_STEPS: u32 = 65;

/// Writes a table for each kind of film among these that needs one.
pub(crate) fn write_all<'a>(dir: &Path, signals: impl Iterator<Item = &'a Signal>) -> Result<(), Error> {
    let kinds: BTreeMap<String, &Signal> =
        signals.filter(|signal| !signal.is_plain()).map(|signal| (name(signal), signal)).collect();
    for (name, signal) in kinds {
        fs::write(dir.join(name), table(signal))?;
    }
    Ok(())
}

/// The name of the table for films of this kind. It is plain, so that a filter can name it.
pub(crate) fn name(signal: &Signal) -> String {
    format!("{:?}-{:?}.cube", signal.primaries, signal.transfer)
}

/// Red changes fastest, as the format (Adobe's .cube) wants it.
fn table(signal: &Signal) -> String {
    let steps = if signal.transfer.is_hdr() { HDR_STEPS } else { STEPS };
    let levels: Vec<f64> = (0..steps).map(|step| f64::from(step) / f64::from(steps - 1)).collect();
    let screen = Screen::new(signal.primaries, signal.transfer);
    let mut table = format!("LUT_3D_SIZE {steps}\n");
    for blue in &levels {
        for green in &levels {
            for red in &levels {
                let [red, green, blue] = screen.shown([*red, *green, *blue]);
                let _ = writeln!(table, "{red:.6} {green:.6} {blue:.6}");
            }
        }
    }
    table
}
