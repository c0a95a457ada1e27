//! Writes a WAV anew whose lengths are not those of its bytes. Many players go by the header: one that was streamed
//! shows as hours long, or as empty.

use super::{Chunk, Wav};
use crate::{Error, Shortfall};

/// The file with its lengths as they are. `None`: they are right, or there is no sound.
pub(in crate::sound) fn mended(bytes: &[u8], shortfall: Shortfall) -> Result<Option<Vec<u8>>, Error> {
    let wav = Wav::read(bytes, shortfall)?;
    let wav = wav.filter(|wav| !wav.sound.is_empty() && !wav.is_true());
    Ok(wav.map(|wav| wav.written(bytes.len())))
}

impl Wav<'_> {
    fn is_true(&self) -> bool {
        self.is_right && self.counts_its_samples()
    }

    /// The number of samples is stated once more in `fact`, which means nothing for plain samples, and is read by some.
    fn counts_its_samples(&self) -> bool {
        let Some(samples) = self.coding.plain_samples(self.sound) else { return true };
        let mut facts = self.before.iter().chain(&self.after).filter(|chunk| &chunk.name == b"fact");
        facts.all(|fact| fact.content.get(..4) == Some(&samples.to_le_bytes()))
    }

    /// As plain RIFF: no file that is taken needs lengths of 64 bits.
    fn written(&self, about: usize) -> Vec<u8> {
        let samples = self.coding.plain_samples(self.sound);
        let mut file = Vec::with_capacity(about + 64);
        file.extend_from_slice(b"RIFF\0\0\0\0WAVE");
        let sound = Chunk { name: *b"data", content: self.sound };
        let chunks = self.before.iter().chain(std::iter::once(&sound)).chain(&self.after);
        for chunk in chunks.filter(|chunk| &chunk.name != b"ds64") {
            match samples.filter(|_| &chunk.name == b"fact") {
                Some(samples) => {
                    Chunk { name: chunk.name, content: &samples.to_le_bytes() }.write(&mut file);
                }
                None => chunk.write(&mut file),
            }
        }
        let length = u32::try_from(file.len().saturating_sub(8)).unwrap_or(u32::MAX);
        if let Some(stated) = file.get_mut(4..8) {
            stated.copy_from_slice(&length.to_le_bytes());
        }
        file
    }
}

impl Chunk<'_> {
    fn write(&self, file: &mut Vec<u8>) {
        let length = u32::try_from(self.content.len()).unwrap_or(u32::MAX);
        file.extend_from_slice(&self.name);
        file.extend_from_slice(&length.to_le_bytes());
        file.extend_from_slice(self.content);
        if !self.content.len().is_multiple_of(2) {
            file.push(0);
        }
    }
}
