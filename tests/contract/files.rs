//! docs/ARCHITECTURE.md, The drive: files reach the bucket whole or not at all.

use bytes::Bytes;
use contract_tests::World;
use files::Files;
use futures::stream;

const CHUNK: usize = 1024 * 1024;

fn files(world: &World) -> Files {
    let bucket = world.stack.environment()["BUCKET"].clone();
    Files::new(world.stack.clients.s3.clone(), bucket)
}

#[tokio::test]
async fn a_long_stream_is_stored_in_parts_and_read_back_whole() {
    let world = World::new().await;
    let chunks: Vec<Bytes> = (0..20).map(|n| Bytes::from(vec![n; CHUNK])).collect();
    let whole = chunks.concat();
    let stream = stream::iter(chunks.into_iter().map(Ok::<_, std::io::Error>));
    let stored = files(&world).save("results/long", "video/mp4", stream).await.unwrap();
    assert_eq!(stored, 20 * 1024 * 1024);
    let link = files(&world).link("results/long", "a.png", world.clock.clock().now()).await.unwrap();
    let (status, bytes) = world.stranger().download(&link.url).await;
    assert_eq!((status, bytes == whole), (200, true));
}

#[tokio::test]
async fn a_stream_that_breaks_off_leaves_nothing_behind() {
    let world = World::new().await;
    for good_chunks in [1, 12] {
        let chunks = (0..good_chunks).map(|_| Ok(Bytes::from(vec![7; CHUNK])));
        let broken = chunks.chain([Err(std::io::Error::other("cut"))]);
        let outcome = files(&world).save("results/broken", "video/mp4", stream::iter(broken)).await;
        assert!(matches!(outcome, Err(files::Error::Source(_))), "{outcome:?}");
        let link = files(&world).link("results/broken", "a.png", world.clock.clock().now()).await.unwrap();
        assert_eq!(world.stranger().download(&link.url).await.0, 404);
    }
}

#[tokio::test]
async fn a_file_that_is_replaced_while_it_is_read_is_not_read_on() {
    let world = World::new().await;
    let files = files(&world);
    let put = async |bytes: &'static [u8]| {
        let whole = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(bytes))]);
        files.save("uploads/a", "video/mp4", whole).await.unwrap();
    };
    put(b"first").await;
    let begun = files.open("uploads/a").await.unwrap().unwrap();
    let mut rest = files.open_at("uploads/a", &begun.etag, 2).await.unwrap().unwrap();
    assert_eq!(rest.next().await.unwrap().unwrap(), "rst");
    put(b"other").await;
    assert!(files.open_at("uploads/a", &begun.etag, 2).await.unwrap().is_none());
    files.delete("uploads/a").await.unwrap();
    assert!(files.open_at("uploads/a", &begun.etag, 2).await.unwrap().is_none());
}
