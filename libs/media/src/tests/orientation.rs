//! A photo that lies on its side and says so.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, RgbImage};

use super::{BLUE, RED, close, decoded};
use crate::{FileType, fit, inspect};

/// 40 × 20 as stored, the left half red and the right half blue.
pub(super) fn photo(orientation: u8) -> Vec<u8> {
    let image = RgbImage::from_fn(40, 20, |x, _| if x < 20 { RED } else { BLUE });
    // Little-endian TIFF with one entry: orientation, one short.
    let exif = [
        b"II*\0".as_slice(),
        &[8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0],
    ]
    .concat();
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_exif_metadata(exif).unwrap();
    DynamicImage::from(image).write_with_encoder(encoder).unwrap();
    bytes
}

#[test]
fn a_photo_on_its_side_is_turned_upright() {
    // Orientation 6: turn clockwise, so that left becomes top; 8: the other way round.
    for (orientation, top, bottom) in [(6, RED, BLUE), (8, BLUE, RED)] {
        let bytes = photo(orientation);
        assert_eq!(inspect(&bytes).unwrap(), (FileType::Jpeg, 20, 40));
        let picture = fit(bytes, 20, 40).unwrap();
        assert_eq!(picture.mime, "image/png");
        let image = decoded(&picture).to_rgb8();
        assert!(
            close(*image.get_pixel(10, 4), top) && close(*image.get_pixel(10, 35), bottom),
            "{orientation}"
        );
    }
}

#[test]
fn a_photo_upside_down_is_turned_although_its_size_fits() {
    let image = decoded(&fit(photo(3), 40, 20).unwrap()).to_rgb8();
    assert!(close(*image.get_pixel(4, 10), BLUE) && close(*image.get_pixel(35, 10), RED));
}

#[test]
fn an_upright_photo_of_the_right_size_comes_back_untouched() {
    let bytes = photo(1);
    assert_eq!(fit(bytes.clone(), 40, 20).unwrap().bytes, bytes);
}
