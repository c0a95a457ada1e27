//! Keys that may use some models only.

use contract_tests::{Setup, World};
use domain::catalog::Vendor;
use serde_json::json;

use super::{holder, make};

#[tokio::test]
async fn a_key_submits_and_retries_only_its_models() {
    let world = World::with(Setup::by_hand().only(&Vendor::ALL)).await;
    let owner = world.owner();
    let wanted = json!({"name": "a", "role": "owner", "models": ["gpt_image_1_5", "veo_3_1"]});
    let limited = holder(&world, &make(&owner, &wanted).await);
    let words = json!({"prompt": "a lamp"});
    let speech = json!({"text": "Hello."});
    let flux = json!({"prompt": "a lamp", "provider": "flux_2_pro"});
    let failed = owner.submit(&flux).await;
    assert_eq!(owner.cancel(&failed).await.status, 200);
    let retry = format!("/creative-hub/generate/jobs/{failed}/retry");
    let held = owner.balance().await["held"].clone();
    for (path, body, model) in [
        ("/creative-hub/generate/image", &flux, "flux_2_pro"),
        ("/creative-hub/image-studio/generate", &flux, "flux_2_pro"),
        ("/creative-hub/generate/video", &words, "runway_gen4"),
        ("/creative-hub/generate/tts", &speech, "openai_tts"),
        ("/creative-hub/voice-studio/generate", &speech, "heygen"),
        ("/creative-hub/generate/composite", &json!({}), "compositor"),
        (retry.as_str(), &json!({}), "flux_2_pro"),
    ] {
        for path in [path.to_owned(), format!("{path}?dry_run=true")] {
            let refused = limited.post(&path, body).await;
            assert_eq!((refused.status, refused.text("code")), (403, "forbidden"), "{path}: {refused:?}");
            let told = refused.text("error");
            assert!(told.contains(model) && told.ends_with("only gpt_image_1_5, veo_3_1."), "{path}: {told}");
        }
    }
    assert_eq!(owner.balance().await["held"], held, "nothing was held");
    for (path, model) in [
        ("/creative-hub/generate/image", "gpt_image_1_5"),
        ("/creative-hub/image-studio/generate", "gpt_image_1_5"),
        ("/creative-hub/video-studio/generate", "veo_3_1"),
    ] {
        let taken = limited.post(&format!("{path}?dry_run=true"), &words).await;
        assert_eq!((taken.status, taken.text("provider")), (200, model), "{path}: {taken:?}");
        let accepted = limited.post(path, &words).await;
        assert_eq!((accepted.status, accepted.text("provider")), (202, model), "{path}: {accepted:?}");
    }
}
