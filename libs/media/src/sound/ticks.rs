//! Adds up lengths whose rates may differ from frame to frame, without losing anything.

/// A second has so many ticks that a sample of every rate of MPEG audio is a whole number of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ticks(u64);

impl Ticks {
    const IN_A_SECOND: u32 = 28_224_000;

    pub(super) fn add(&mut self, samples: u32, per_second: u32) {
        let tick = u64::from(Self::IN_A_SECOND / per_second.max(1));
        self.0 = self.0.saturating_add(u64::from(samples) * tick);
    }

    pub(super) fn take(&mut self, samples: u32, per_second: u32) {
        let tick = u64::from(Self::IN_A_SECOND / per_second.max(1));
        self.0 = self.0.saturating_sub(u64::from(samples) * tick);
    }

    /// Rounded up, so that even a single sample has a length.
    pub(super) const fn millis(self) -> u64 {
        self.0.div_ceil(28_224)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_of_every_rate_is_a_whole_number_of_ticks() {
        for rate in crate::packets::AAC_RATES {
            assert_eq!(Ticks::IN_A_SECOND % rate, 0, "{rate}");
            let mut second = Ticks::default();
            second.add(rate, rate);
            assert_eq!(second.millis(), 1000, "{rate}");
        }
    }
}
