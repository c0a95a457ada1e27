//! What is told of a file that cannot be used.

use domain::resolve::Referenced;
use domain::{Catalog, Kind};
use serde_json::json;

use super::*;
use crate::sources::check_size;
use crate::testing;

fn told(missing: &Missing) -> &str {
    match missing {
        Missing::Never(failure) | Missing::Unreachable { why: failure, .. } => &failure.message,
        Missing::NotYet(_) | Missing::Unfinished(_) => panic!("{missing:?}"),
    }
}

#[test]
fn whatever_is_wrong_with_a_file_begins_with_its_field_so_that_its_value_is_told() {
    let catalog = Catalog::shipped().unwrap();
    let asset = "asset:0198c0de-0000-7000-8000-000000000000";
    let shown = "https://user.example/…/a.bin";
    let url = "https://user.example/files/a.bin?key=secret";
    for (kind, body) in [
        (Kind::Image, json!({"prompt": "x", "reference_image_urls": [asset, url]})),
        (Kind::Video, json!({"prompt": "x", "provider": "kling_2_6", "image_url": asset})),
        (Kind::Avatar, json!({"provider": "kling_avatar", "image_url": asset, "audio_url": url})),
        (
            Kind::Composite,
            json!({
                "clips": [{"source": asset}], "overlays": [{"source": url}],
                "narration": {"source": asset}, "music": {"source": url},
            }),
        ),
    ] {
        let job = testing::job(&catalog, kind, &body);
        let model = catalog.model(kind, job.request.model()).unwrap();
        for file in job.request.sources() {
            let value = if matches!(file.source, domain::request::Source::Asset(_)) { asset } else { shown };
            let input = Input { job: &job, model, index: 0, role: file.role, field: &file.field };
            let mut reasons = vec![
                locate(&Referenced::default(), &file).err(),
                check_size(&file.field, None, u64::MAX).err(),
                Some(crate::sources::not_fetched(&file.field, &fetch::Error::Status(404))),
                Some(crate::sources::not_fetched(&file.field, &fetch::Error::Status(503))),
                Some(unusable(&file.field, &media::Error::Empty)),
            ];
            for (file_type, millis, bytes) in [
                (media::FileType::Ogg, 5000, 1),
                (media::FileType::Mp3, 10_000_000, 1),
                (media::FileType::Mp3, 5000, usize::MAX),
            ] {
                let facts = media::SoundFacts { file_type, millis, padding: None };
                reasons.push(check_sound(input, &facts, bytes).err());
            }
            let reasons: Vec<Missing> = reasons.into_iter().flatten().collect();
            // An address is opened before it is known to have nothing, and only an avatar's files have a length.
            let expected = 4 + usize::from(value == asset) + if kind == Kind::Avatar { 3 } else { 0 };
            assert_eq!(reasons.len(), expected, "{}", file.field);
            for reason in reasons {
                let reason = reason.with_value(&file);
                let begins = format!("{} '{value}'", file.field);
                assert!(told(&reason).starts_with(&begins), "{reason:?}");
            }
        }
    }
}
