//! A stream that is over in time, one way or the other.

use bytes::Bytes;
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};
use tokio::time::{Instant, timeout_at};

use crate::save_result::NotSaved;

pub(crate) type Chunks = BoxStream<'static, Result<Bytes, NotSaved>>;

/// The chunks that come before `deadline`; an error, if that is not all of them.
pub(crate) fn until(deadline: Instant, chunks: Chunks) -> Chunks {
    let timed = stream::try_unfold(chunks, move |mut chunks| async move {
        let late = || NotSaved::Yet("it took too long".to_owned());
        // The timeout lets a chunk pass that is ready already: a flood would never meet it.
        if Instant::now() >= deadline {
            return Err(late());
        }
        let chunk = timeout_at(deadline, chunks.try_next()).await.map_err(|_| late())??;
        Ok(chunk.map(|chunk| (chunk, chunks)))
    });
    timed.boxed()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(10);

    const CHUNK: Bytes = Bytes::from_static(b"x");

    async fn read(chunks: Chunks) -> Result<Vec<Bytes>, NotSaved> {
        until(Instant::now() + LIMIT, chunks).try_collect().await
    }

    #[tokio::test(start_paused = true)]
    async fn what_comes_in_time_comes_whole() {
        assert_eq!(read(stream::iter([Ok(CHUNK), Ok(CHUNK)]).boxed()).await.unwrap().len(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn drops_end_at_the_deadline() {
        let drip = stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Some((Ok(CHUNK), ()))
        });
        let started = Instant::now();
        assert!(matches!(read(drip.boxed()).await, Err(NotSaved::Yet(_))));
        assert_eq!(started.elapsed(), LIMIT);
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_that_is_slow_itself_is_told_as_well() {
        let mut flood = until(Instant::now() + LIMIT, stream::repeat_with(|| Ok(CHUNK)).boxed());
        assert!(flood.next().await.unwrap().is_ok());
        tokio::time::advance(LIMIT).await;
        assert!(matches!(flood.next().await, Some(Err(NotSaved::Yet(_)))));
        assert!(flood.next().await.is_none());
    }
}
