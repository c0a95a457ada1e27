//! What a clip begins with, for the tests of the video vendors.

use std::process::Command;

use image::RgbImage;
use tempfile::TempDir;

/// The first frame of a clip, as a viewer sees it.
pub(crate) fn read(clip: &[u8]) -> RgbImage {
    let dir = TempDir::new().unwrap();
    let (input, output) = (dir.path().join("clip.mp4"), dir.path().join("frame.png"));
    std::fs::write(&input, clip).unwrap();
    let ran = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(&input)
        .args(["-frames:v", "1"])
        .arg(&output)
        .status()
        .unwrap();
    assert!(ran.success());
    image::open(output).unwrap().to_rgb8()
}

/// How many pixels of the first frame are of the red that `kit::png` paints, or nearly.
pub(crate) fn red_pixels(clip: &[u8]) -> usize {
    let near = |value: u8, wanted: i16| (i16::from(value) - wanted).abs() < 30;
    let frame = read(clip);
    frame.pixels().filter(|pixel| near(pixel[0], 200) && near(pixel[1], 30) && near(pixel[2], 30)).count()
}
