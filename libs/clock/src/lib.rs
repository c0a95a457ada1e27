//! The one place that reads the time of day. Everything else takes a [`Clock`], so that a
//! thirty-minute deadline is tested in a millisecond.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::Timestamp;

/// Tells the time. Cheap to clone.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's own clock.
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

/// A clock that a test moves by hand, running on top of the machine's own: time passes, and jumps
/// forward when told to.
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

    pub fn advance_seconds(&self, seconds: i64) {
        self.ahead_millis.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
}
