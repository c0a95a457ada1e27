//! From when to when the tracks of a video or a sound play. This file knows nothing of containers.

/// In microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Playing {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// What of a file is seen and heard. A player begins with whichever comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Played {
    /// Width and height as shown, in pixels; `None`: it has no pictures.
    pub(crate) size: Option<(u32, u32)>,
    pub(crate) seen_millis: u64,
    pub(crate) heard_millis: u64,
}

impl Playing {
    pub(crate) const NEVER: Self = Self { from: 0, to: 0 };

    pub(crate) fn and(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    fn is_never(self) -> bool {
        self.to <= self.from
    }
}

impl Played {
    pub(crate) fn new(seen: Option<((u32, u32), Playing)>, heard: Option<Playing>) -> Self {
        let playing = [seen.map(|(_, playing)| playing), heard];
        let playing = playing.into_iter().flatten().filter(|playing| !playing.is_never());
        let begins = playing.map(|playing| playing.from).min().unwrap_or(0);
        let millis = |playing: Option<Playing>| {
            let playing = playing.filter(|playing| !playing.is_never());
            playing.map_or(0, |playing| in_millis(playing.to.saturating_sub(begins)))
        };
        Self {
            size: seen.map(|(size, _)| size),
            seen_millis: millis(seen.map(|(_, playing)| playing)),
            heard_millis: millis(heard),
        }
    }

    pub(crate) fn millis(&self) -> u64 {
        self.seen_millis.max(self.heard_millis)
    }
}

/// How many microseconds `units` last, of which `per_second` make a second.
pub(crate) fn micros(units: i64, per_second: u32) -> i64 {
    let micros = i128::from(units) * 1_000_000 / i128::from(per_second.max(1));
    i64::try_from(micros).unwrap_or(if units < 0 { i64::MIN / 4 } else { i64::MAX / 4 })
}

/// To the nearest millisecond, and at least one.
fn in_millis(micros: i64) -> u64 {
    u64::try_from(micros.saturating_add(500) / 1000).unwrap_or(0).max(1)
}

/// How far the clocks of an index and of its frames may be apart over so many microseconds.
pub(crate) const fn drift(micros: i64) -> i64 {
    const LEAST: i64 = 200_000;
    LEAST + micros / 100
}
