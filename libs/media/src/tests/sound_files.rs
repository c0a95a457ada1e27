//! Writes small sounds: silence in every format.

/// 16 bits.
pub(super) fn wav(per_second: u32, channels: u16, samples: u32) -> Vec<u8> {
    let data = vec![0; usize::try_from(samples * u32::from(channels) * 2).unwrap()];
    riff(&[fmt(1, per_second, channels, 16), chunk("data", &data)])
}

pub(super) fn fmt(coding: u16, per_second: u32, channels: u16, bits: u16) -> Vec<u8> {
    let block = channels * bits / 8;
    let average = per_second * u32::from(block);
    let [coding, channels, block, bits] = [coding, channels, block, bits].map(u16::to_le_bytes);
    let [per_second, average] = [per_second, average].map(u32::to_le_bytes);
    chunk("fmt ", &[&coding[..], &channels, &per_second, &average, &block, &bits].concat())
}

pub(super) fn chunk(name: &str, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    [name.as_bytes(), &length, content, &vec![0; content.len() % 2]].concat()
}

pub(super) fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    let content = chunks.concat();
    let length = u32::try_from(content.len() + 4).unwrap().to_le_bytes();
    [&b"RIFF"[..], &length, b"WAVE", &content].concat()
}

/// Frames of silence, version 1, 44.1 kHz, stereo; each with one of the bit rates in turn.
pub(super) fn mp3(frames: usize, kilobits: &[usize]) -> Vec<u8> {
    (0..frames).flat_map(|n| mp3_frame(kilobits[n % kilobits.len()])).collect()
}

pub(super) fn mp3_frame(kilobits: usize) -> Vec<u8> {
    const RATES: [usize; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    let index = RATES.iter().position(|rate| *rate == kilobits).unwrap();
    let mut frame = vec![0; 144_000 * kilobits / 44_100];
    frame[..4].copy_from_slice(&[0xFF, 0xFB, u8::try_from(index << 4).unwrap(), 0x44]);
    frame
}

/// Version 2, 22.05 kHz, mono, 64 kbit/s: what speech comes as.
pub(super) fn small_mp3_frame() -> Vec<u8> {
    let mut frame = vec![0; 72_000 * 64 / 22_050];
    frame[..4].copy_from_slice(&[0xFF, 0xF3, 0x80, 0xC4]);
    frame
}

/// A frame without sound that says how many frames follow.
pub(super) fn xing(name: &str, frames: u32) -> Vec<u8> {
    let mut frame = mp3_frame(128);
    let table = [name.as_bytes(), &[0, 0, 0, 3], &frames.to_be_bytes(), &[0, 0, 1, 0]].concat();
    frame[36..36 + table.len()].copy_from_slice(&table);
    frame
}

/// An `ID3v2` tag with so many bytes in it.
pub(super) fn id3(bytes: usize) -> Vec<u8> {
    let seven = |shift: usize| u8::try_from((bytes >> shift) & 0x7F).unwrap();
    let head = [b'I', b'D', b'3', 4, 0, 0, seven(21), seven(14), seven(7), seven(0)];
    [&head[..], &vec![0; bytes]].concat()
}

/// ADTS, AAC-LC, 44.1 kHz, stereo, 1024 samples.
pub(super) fn adts_frame() -> Vec<u8> {
    let length: u16 = 40;
    let [high, low] = (length << 5 | 0x1F).to_be_bytes();
    let mut frame = vec![0; usize::from(length)];
    frame[..7].copy_from_slice(&[0xFF, 0xF1, 0x50, 0x80, high, low, 0xFC]);
    frame
}

/// A page. `position` is the number of samples up to its end.
pub(super) fn ogg_page(flags: u8, position: i64, serial: u32, content: &[u8]) -> Vec<u8> {
    let mut lengths = vec![255; content.len() / 255];
    lengths.push(u8::try_from(content.len() % 255).unwrap());
    let segments = [u8::try_from(lengths.len()).unwrap()];
    let head = [b"OggS\0", &[flags][..], &position.to_le_bytes(), &serial.to_le_bytes()].concat();
    [&head[..], &[0; 8], &segments, &lengths, content].concat()
}

pub(super) fn opus_head(skipped: u16) -> Vec<u8> {
    [&b"OpusHead\x01\x02"[..], &skipped.to_le_bytes(), &[0; 7]].concat()
}

/// A packet of Opus with so many frames of 20 ms, of which nothing but the beginning is there.
pub(super) fn opus_packet(frames: u8) -> Vec<u8> {
    vec![31 << 3 | 3, frames, 0, 0]
}

/// What stands in `fmt ` of plain samples with more than two channels or in other than 16 bits.
pub(super) fn extended(coding: u16, per_second: u32, channels: u16, bits: u16) -> Vec<u8> {
    let mut plain = fmt(0xFFFE, per_second, channels, bits)[8..].to_vec();
    plain.extend([22, 0, 16, 0, 3, 0, 0, 0]);
    plain.extend(coding.to_le_bytes());
    plain.extend([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);
    chunk("fmt ", &plain)
}

/// What stands in `fmt ` of a coding in blocks.
pub(super) fn in_blocks(coding: u16, per_second: u32, channels: u16, block: u16, average: u32) -> Vec<u8> {
    let [coding, channels, block, bits] = [coding, channels, block, 4].map(u16::to_le_bytes);
    let [per_second, average] = [per_second, average].map(u32::to_le_bytes);
    chunk("fmt ", &[&coding[..], &channels, &per_second, &average, &block, &bits, &[0, 0]].concat())
}
