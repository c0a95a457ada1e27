//! Pictures and clips in formats that a vendor's page does not name.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::clip::hex;
use super::ffmpeg::Arguments;
use super::{MediaError, Workshop};
use crate::answers::Format;

impl Workshop {
    /// The same picture or clip in another format.
    pub(crate) async fn reencoded(&self, file: &[u8], format: Format) -> Result<Bytes, MediaError> {
        let hash = Sha256::new().chain_update(format.media_type()).chain_update(file).finalize();
        let arguments = async |workshop: &Self| {
            let input = workshop.scrap_of(file, "in").await?;
            Ok(Arguments::default().scrap_input(input).words(words(format)))
        };
        self.made(&format!("{}.other", hex(&hash)), arguments).await
    }
}

const fn words(format: Format) -> &'static str {
    match format {
        Format::Avif => "-c:v libaom-av1 -still-picture 1 -cpu-used 8 -crf 30 -pix_fmt yuv420p -f avif",
        Format::Gif => "-f gif",
        Format::Webp => "-c:v libwebp -f webp",
        Format::QuickTime => "-c copy -f mov",
    }
}
