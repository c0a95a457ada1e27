//! Opus packets, whose first byte says how long each of their frames is (RFC 6716, section 3.1).

/// At 48 kHz, at which Opus always counts. `None`: the packet is empty.
pub(super) fn samples(packet: &[u8]) -> Option<u32> {
    let (first, rest) = packet.split_first()?;
    let frames = match first & 0b11 {
        0 => 1,
        1 | 2 => 2,
        _ => u32::from(rest.first()? & 0b11_1111),
    };
    Some(frames * frame(first >> 3))
}

/// The samples of a frame by its configuration: speech in 10 to 60 ms, both in 10 or 20 ms, music in 2.5 to 20 ms.
const fn frame(configuration: u8) -> u32 {
    const SPEECH: [u32; 4] = [480, 960, 1920, 2880];
    const MUSIC: [u32; 4] = [120, 240, 480, 960];
    let [a, b, c, d] = match configuration {
        0..12 => SPEECH,
        12..16 => [480, 960, 480, 960],
        _ => MUSIC,
    };
    match configuration & 0b11 {
        0 => a,
        1 => b,
        2 => c,
        _ => d,
    }
}
