//! The one place that reads the time of day. Everything else takes a [`Clock`], so that a test can reach a deadline
//! of thirty minutes in a millisecond.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::Timestamp;

/// A source of the current time. Cheap to clone.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn system() -> Self {
        Self(Arc::new(|| Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())))
    }

    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// A clock that a test moves by hand. It runs with the machine's clock and is ahead of it by all that it has been
/// moved.
#[derive(Debug, Clone, Default)]
pub struct MovableClock {
    ahead_millis: Arc<AtomicI64>,
}

impl MovableClock {
    pub fn clock(&self) -> Clock {
        let ahead = Arc::clone(&self.ahead_millis);
        let system = Clock::system();
        Clock(Arc::new(move || system.now().plus_millis(ahead.load(Ordering::SeqCst))))
    }

    /// Moves the clock forward, or back if `seconds` is negative.
    pub fn advance_seconds(&self, seconds: i64) {
        self.ahead_millis.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
}
