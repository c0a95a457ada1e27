//! Which task a call was about. The vendors' code tells it by the way, so that nobody has to read a vendor's paths and
//! bodies a second time.

use std::cell::RefCell;

use crate::sim_words::Staged;
use crate::usage::Start;

tokio::task_local! {
    static SCENE: RefCell<Scene>;
}

/// What a call did, of several things the last one named here.
#[derive(Clone, Debug, Default)]
pub(crate) enum Scene {
    #[default]
    Nothing,
    /// It asked for this task.
    Found(Start),
    /// It started this task. `at_once`: its answer is the result.
    Started { start: Start, at_once: bool },
    /// It would have started a task, and is to be answered so.
    Refused(Staged),
    /// It fetched a file of this task.
    Delivered(Start),
}

impl Scene {
    const fn rank(&self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Found(_) => 1,
            Self::Started { .. } | Self::Refused(_) => 2,
            Self::Delivered(_) => 3,
        }
    }
}

/// What the future gives, and what it did.
pub(super) async fn watched<T>(future: impl Future<Output = T>) -> (T, Scene) {
    let watched = async {
        let output = future.await;
        (output, SCENE.with(RefCell::take))
    };
    SCENE.scope(RefCell::default(), watched).await
}

/// Notes what the call at hand does. Nobody watches in tests of a vendor's parts.
pub(crate) fn witness(seen: Scene) {
    let _ = SCENE.try_with(|scene| {
        let mut scene = scene.borrow_mut();
        if seen.rank() >= scene.rank() {
            *scene = seen;
        }
    });
}
