//! Locks for the objects of the local S3. s3s-fs keeps an object's bytes in one file and its `ETag` in another, so a read
//! or a copy between the two writes would meet new bytes under the old `ETag`. S3 never shows that.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use http::{Method, Request};
use percent_encoding::percent_decode_str;
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};

/// Two objects may share a lock, which costs them a moment and nothing else.
const LOCKS: u64 = 64;

#[derive(Clone)]
pub(super) struct KeyLocks(Arc<Vec<Arc<RwLock<()>>>>);

/// It is held until a request has had its effect.
#[derive(Default)]
pub(super) struct Guard {
    _reading: Option<OwnedRwLockReadGuard<()>>,
    _writing: Vec<OwnedRwLockWriteGuard<()>>,
}

impl KeyLocks {
    pub(super) fn new() -> Self {
        Self(Arc::new((0..LOCKS).map(|_| Arc::default()).collect()))
    }

    pub(super) async fn lock<B>(&self, request: &Request<B>) -> Guard {
        let key = request.uri().path();
        if [Method::GET, Method::HEAD].contains(request.method()) {
            let Some(lock) = self.0.get(place(key)) else { return Guard::default() };
            return Guard { _reading: Some(Arc::clone(lock).read_owned().await), ..Guard::default() };
        }
        let copied = request.headers().get("x-amz-copy-source").and_then(|source| source.to_str().ok());
        // Always in the same order, so that no two copies wait for each other.
        let mut places: Vec<usize> = [Some(key), copied].into_iter().flatten().map(place).collect();
        places.sort_unstable();
        places.dedup();
        let mut guards = Vec::new();
        for lock in places.into_iter().filter_map(|place| self.0.get(place)) {
            guards.push(Arc::clone(lock).write_owned().await);
        }
        Guard { _writing: guards, ..Guard::default() }
    }
}

/// The place of an object's lock. A copy's source is written without the first slash of a path, and may be escaped in
/// another way.
fn place(path: &str) -> usize {
    let mut hasher = DefaultHasher::new();
    percent_decode_str(path.trim_start_matches('/')).collect::<Vec<u8>>().hash(&mut hasher);
    usize::try_from(hasher.finish() % LOCKS).unwrap_or_default()
}
