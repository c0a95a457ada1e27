//! Writes small MP4 files: every box that is read, and media of zeros.

pub(super) const UPRIGHT: [i32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];
/// A quarter turn to the right, which phones write that were held upright.
pub(super) const QUARTER: [i32; 9] = [0, 0x1_0000, 0, -0x1_0000, 0, 0, 0, 0, 0x4000_0000];
pub(super) const HALF: [i32; 9] = [-0x1_0000, 0, 0, 0, -0x1_0000, 0, 0, 0, 0x4000_0000];
pub(super) const THREE_QUARTERS: [i32; 9] = [0, -0x1_0000, 0, 0x1_0000, 0, 0, 0, 0, 0x4000_0000];

/// Whether times take 32 or 64 bits, which depends on the version of their box.
#[derive(Clone, Copy)]
pub(super) enum Width {
    Bits32,
    Bits64,
}

#[derive(Clone)]
pub(super) struct Track {
    pub(super) id: u32,
    pub(super) handler: [u8; 4],
    /// 16.16 fixed.
    pub(super) size: (u32, u32),
    pub(super) matrix: [i32; 9],
    pub(super) per_second: u32,
    pub(super) units: u64,
    /// Pairs: a number of samples, and the length of each.
    pub(super) samples: Vec<(u32, u32)>,
}

#[derive(Clone)]
pub(super) struct Movie {
    pub(super) width: Width,
    pub(super) per_second: u32,
    pub(super) units: u64,
    pub(super) tracks: Vec<Track>,
    /// Pairs: a track's id, and the length of its samples in fragments.
    pub(super) fragments: Option<Vec<(u32, u32)>>,
}

/// 5 s of 1280 × 720 with sound.
pub(super) fn movie() -> Movie {
    Movie {
        width: Width::Bits32,
        per_second: 1000,
        units: 5_000,
        tracks: vec![video(1280, 720), sound()],
        fragments: None,
    }
}

pub(super) fn video(width: u32, height: u32) -> Track {
    Track {
        id: 1,
        handler: *b"vide",
        size: (width << 16, height << 16),
        matrix: UPRIGHT,
        per_second: 12_800,
        units: 64_000,
        samples: vec![(125, 512)],
    }
}

pub(super) fn sound() -> Track {
    Track {
        id: 2,
        handler: *b"soun",
        size: (0, 0),
        matrix: UPRIGHT,
        per_second: 48_000,
        units: 240_000,
        samples: vec![(234, 1024), (1, 384)],
    }
}

pub(super) fn boxed(name: &str, content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).unwrap();
    [&size.to_be_bytes(), name.as_bytes(), content].concat()
}

/// A box with its size in 64 bits.
pub(super) fn boxed_large(name: &str, content: &[u8]) -> Vec<u8> {
    let size = u64::try_from(content.len() + 16).unwrap();
    [&1_u32.to_be_bytes(), name.as_bytes(), &size.to_be_bytes(), content].concat()
}

/// A box with a size of 0, which runs to the end of the file.
pub(super) fn boxed_to_the_end(name: &str, content: &[u8]) -> Vec<u8> {
    [&0_u32.to_be_bytes(), name.as_bytes(), content].concat()
}

pub(super) fn ftyp(brand: &str) -> Vec<u8> {
    boxed("ftyp", &[brand.as_bytes(), b"\0\0\x02\0isomiso2mp41"].concat())
}

pub(super) fn mdat() -> Vec<u8> {
    boxed("mdat", &[0; 3000])
}

impl Movie {
    pub(super) fn moov(&self) -> Vec<u8> {
        boxed("moov", &self.content())
    }

    pub(super) fn content(&self) -> Vec<u8> {
        let mut content = boxed("mvhd", &[self.times(self.per_second, self.units), vec![0; 80]].concat());
        for track in &self.tracks {
            content.extend(self.trak(track));
        }
        if let Some(defaults) = &self.fragments {
            let trex = |(id, duration): &(u32, u32)| boxed("trex", &words(&[0, *id, 1, *duration, 0, 0]));
            content.extend(boxed("mvex", &defaults.iter().flat_map(trex).collect::<Vec<u8>>()));
        }
        // Names, tags and what else there is.
        content.extend(boxed("udta", &[0, 0, 0, 0]));
        content
    }

    /// Version, created, modified, units a second, units.
    fn times(&self, per_second: u32, units: u64) -> Vec<u8> {
        match self.width {
            Width::Bits32 => words(&[0, 7, 7, per_second, u32::try_from(units).unwrap()]),
            Width::Bits64 => {
                [words(&[0x0100_0000, 0, 7, 0, 7, per_second]), units.to_be_bytes().to_vec()].concat()
            }
        }
    }

    fn trak(&self, track: &Track) -> Vec<u8> {
        let first = match self.width {
            Width::Bits32 => words(&[3, 7, 7, track.id, 0, 5_000]),
            Width::Bits64 => words(&[0x0100_0003, 0, 7, 0, 7, track.id, 0, 0, 5_000]),
        };
        let matrix: Vec<u8> = track.matrix.iter().flat_map(|number| number.to_be_bytes()).collect();
        let tkhd = [first, vec![0; 16], matrix, words(&[track.size.0, track.size.1])].concat();
        let pairs: Vec<u32> = track.samples.iter().flat_map(|(count, each)| [*count, *each]).collect();
        let stts = [words(&[0, u32::try_from(track.samples.len()).unwrap()]), words(&pairs)].concat();
        let stbl = boxed("stbl", &[boxed("stsd", &[0; 8]), boxed("stts", &stts)].concat());
        let mdia = [
            boxed("mdhd", &[self.times(track.per_second, track.units), vec![0x55, 0xC4, 0, 0]].concat()),
            // A name as QuickTime writes it: with its length in front, without a zero at its end, and not in UTF-8.
            boxed("hdlr", &[&[0; 8][..], &track.handler, &[0; 12], b"\x03\xFF\xFE\xFD"].concat()),
            boxed("minf", &stbl),
        ];
        boxed("trak", &[boxed("tkhd", &tkhd), boxed("mdia", &mdia.concat())].concat())
    }
}

pub(super) fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}
