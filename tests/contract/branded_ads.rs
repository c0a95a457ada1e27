//! docs/API.md, Composites and Brand kits: an ad wears its kit's logo and colours.

use contract_tests::{Client, Setup, World, png_of};
use image::{Rgb, RgbImage};
use serde_json::{Value, json};

const KITS: &str = "/creative-hub/brand-kits";
const PATH: &str = "/creative-hub/generate/composite";
const NAVY: &str = "#0b2545";
const GOLD: &str = "#f2c14e";
const RED: [u8; 3] = [228, 0, 43];

async fn asset(client: &Client, name: &str, size: (u32, u32), color: [u8; 3]) -> Value {
    client.upload(name, "image/png", &png_of(size.0, size.1, color), None).await["asset"].clone()
}

/// A kit with a red logo that is twice as wide as high.
async fn acme(client: &Client) -> (String, Value) {
    let logo = asset(client, "logo.png", (400, 200), RED).await;
    let body = json!({"name": "Acme", "colors": [NAVY, GOLD], "fonts": ["Inter"], "logo": logo});
    let kit = client.post(KITS, &body).await;
    assert_eq!(kit.status, 201, "{kit:?}");
    (kit.text("id").to_owned(), logo)
}

/// A wide picture of one grey in a tall film, a headline and a call to action.
fn ad(clip: &Value, kit: &str) -> Value {
    json!({
        "resolution": "720p", "brand_kit_id": kit,
        "clips": [{"source": clip, "duration": 1, "fit": "contain"}],
        "texts": [
            {"text": "Ride into summer with Acme", "position": "top_center"},
            {"text": "Shop now", "position": "bottom_center", "box": true},
        ],
    })
}

/// How many pixels of this part of the frame have nearly this colour.
fn count(frame: &RgbImage, (left, top, right, bottom): (u32, u32, u32, u32), color: [u8; 3]) -> usize {
    let is_like =
        |pixel: &Rgb<u8>| pixel.0.iter().zip(color).all(|(level, wanted)| level.abs_diff(wanted) <= 12);
    let within =
        frame.enumerate_pixels().filter(|(x, y, _)| (left..right).contains(x) && (top..bottom).contains(y));
    within.filter(|(.., pixel)| is_like(pixel)).count()
}

fn first_frame(film: &[u8]) -> RgbImage {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ad.mp4");
    std::fs::write(&path, film).unwrap();
    let read = format!("-i {} -vf scale=in_color_matrix=bt709:in_range=tv -frames:v 1", path.display());
    image::load_from_memory(&crate::renders::made(&read, "png")).unwrap().into_rgb8()
}

#[tokio::test]
async fn an_ad_shows_the_logo_in_its_corner_and_the_brands_colours() {
    let world = World::new().await;
    let owner = world.owner();
    let (kit, _) = acme(&owner).await;
    let clip = asset(&owner, "shop.png", (720, 480), [128, 128, 128]).await;
    let accepted = owner.post(PATH, &ad(&clip, &kit)).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    let job = owner.ended(accepted.text("job_id")).await;
    assert_eq!(job["status"], "completed", "{job}");
    assert_eq!(job["settings"], accepted.body["settings"], "the row has what was told");
    let (_, file) = owner.download(job["result_urls"][0].as_str().unwrap()).await;
    let frame = first_frame(&file);

    // 30 % of the short side are 216 pixels, and the safe area ends 87 pixels before the right edge and begins at 180.
    let (left, right) = (720 - 87 - 216, 720 - 87);
    let logo = count(&frame, (left, 180, right, 180 + 108), RED);
    assert!(logo > 216 * 108 * 95 / 100, "{logo}");
    let everywhere = count(&frame, (0, 0, 720, 1280), RED);
    assert!(everywhere < 216 * 108 * 105 / 100, "nothing else is red: {everywhere}");
    let [navy, gold] = [[11, 37, 69], [242, 193, 78]];
    assert!(count(&frame, (0, 306, 720, 460), navy) > 2000, "the headline is below the logo");
    assert_eq!(count(&frame, (0, 0, 720, 300), navy), 0, "and nothing of it beside the logo");
    assert!(count(&frame, (0, 0, 720, 180), gold) > 720 * 180 * 95 / 100, "the clip's background");
    let action = (200, 900, 520, 1024);
    assert!(count(&frame, action, navy) > 5000 && count(&frame, action, gold) > 1000, "gold upon navy");
    world.assert_books().await;
}

#[tokio::test]
async fn what_was_accepted_is_what_a_retry_makes_whatever_became_of_the_kit() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    let (kit, logo) = acme(&owner).await;
    let clip = asset(&owner, "shop.png", (72, 48), [128, 128, 128]).await;
    let dry = owner.post(&format!("{PATH}?dry_run=true"), &ad(&clip, &kit)).await;
    let accepted = owner.post(PATH, &ad(&clip, &kit)).await;
    assert_eq!((dry.status, accepted.status), (200, 202), "{dry:?} {accepted:?}");
    let settings = &accepted.body["settings"];
    assert_eq!(&dry.body["settings"], settings);
    let applied = json!({
        "logo": logo,
        "colors": {
            "clips[0].background": GOLD, "texts[0].color": NAVY, "texts[1].color": GOLD, "texts[1].box": NAVY,
        },
        "notes": ["Texts are drawn in Noto Sans. The brand kit's fonts are not used: Inter."],
    });
    assert_eq!(settings["applied"], applied);
    assert_eq!(settings["overlays"][0]["source"], logo);

    let change = json!({"colors": ["#ffffff"], "logo": null});
    assert_eq!(owner.patch(&format!("{KITS}/{kit}"), &change).await.status, 200);
    assert_eq!(owner.delete(&format!("{KITS}/{kit}")).await.status, 204);
    let job_id = accepted.text("job_id");
    assert_eq!(&owner.job(job_id).await["settings"], settings);
    assert_eq!(owner.cancel(job_id).await.status, 200);
    let retry = owner.request("POST", &format!("/creative-hub/generate/jobs/{job_id}/retry"));
    let retried = owner.send(retry).await;
    assert_eq!((retried.status, &retried.body["settings"]), (202, settings), "{retried:?}");
    assert_eq!(owner.cancel(retried.text("job_id")).await.status, 200);
    world.assert_books().await;
}

#[tokio::test]
async fn a_logo_that_was_deleted_is_left_out_of_an_ad() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    let (kit, logo) = acme(&owner).await;
    let clip = asset(&owner, "shop.png", (72, 48), [128, 128, 128]).await;
    let file = logo.as_str().unwrap().strip_prefix("asset:").unwrap();
    assert_eq!(owner.delete(&format!("/creative-hub/drive/files/{file}")).await.status, 204);
    let dry = owner.post(&format!("{PATH}?dry_run=true"), &ad(&clip, &kit)).await;
    assert_eq!(dry.status, 200, "{dry:?}");
    let settings = &dry.body["settings"];
    assert_eq!((&settings["overlays"], settings["applied"].get("logo")), (&json!([]), None));
    let note = "The brand kit's logo is no longer in the drive and was left out.";
    assert_eq!(settings["applied"]["notes"][0], note);
    assert_eq!(settings["texts"][0]["color"], NAVY, "the rest of the kit stays");
}
