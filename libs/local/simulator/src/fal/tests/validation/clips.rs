//! Videos.

use super::*;

#[tokio::test]
async fn kling() {
    check(
        "fal-ai/kling-video/v2.6/pro/text-to-video",
        &json!({ "prompt": "sim:bad-media", "duration": "10", "negative_prompt": "blur", "cfg_scale": 0.5 }),
        &[
            ("prompt", json!("é".repeat(2501)), "sequence_too_long"),
            ("duration", json!("6"), "one_of"),
            ("duration", json!(5), "string_type"),
            ("aspect_ratio", json!("4:3"), "one_of"),
            ("cfg_scale", json!(1.5), "less_than_equal"),
            ("generate_audio", json!("no"), "bool_type"),
            ("seed", json!(7), "extra_forbidden"),
            ("image_url", json!("x"), "extra_forbidden"),
        ],
    )
    .await;
    check(
        "fal-ai/kling-video/v2.6/pro/image-to-video",
        &json!({ "prompt": "sim:bad-media", "start_image_url": picture(30, 30) }),
        &[
            ("start_image_url", json!(null), "missing"),
            ("voice_ids", json!(["a", "b", "c"]), "sequence_too_long"),
            ("aspect_ratio", json!("16:9"), "extra_forbidden"),
        ],
    )
    .await;
    check(
        "fal-ai/kling-video/v3/standard/text-to-video",
        &json!({ "prompt": "sim:bad-media", "duration": "15" }),
        &[
            ("prompt", json!(null), "one_of"),
            ("multi_prompt@prompt", json!([{ "prompt": "a fox" }]), "one_of"),
            ("duration", json!("2"), "one_of"),
            ("shot_type", json!("intelligence"), "one_of"),
            ("cfg_scale", json!(-0.1), "greater_than_equal"),
        ],
    )
    .await;
    check(
        "fal-ai/kling-video/v3/pro/image-to-video",
        &json!({ "multi_prompt": [{ "prompt": "a fox sim:bad-media" }], "start_image_url": picture(30, 30) }),
        &[
            ("multi_prompt@multi_prompt.0.prompt", json!([{ "duration": "5" }]), "missing"),
            (
                "multi_prompt@multi_prompt.0.duration",
                json!([{ "prompt": "x", "duration": 5 }]),
                "string_type",
            ),
            ("multi_prompt", json!(vec![json!({ "prompt": "x" }); 7]), "sequence_too_long"),
            ("elements@elements.0.frontal_image_url", json!([{}]), "missing"),
        ],
    )
    .await;
}

#[tokio::test]
async fn veo() {
    let valid = json!({ "prompt": "sim:bad-media", "duration": "8s", "resolution": "1080p", "seed": 7 });
    check(
        "fal-ai/veo3.1/fast",
        &valid,
        &[
            ("duration", json!("8"), "one_of"),
            ("duration", json!("5s"), "one_of"),
            ("aspect_ratio", json!("1:1"), "one_of"),
            ("aspect_ratio", json!("auto"), "one_of"),
            ("resolution", json!("4k"), "one_of"),
            ("auto_fix", json!("x"), "bool_type"),
            ("safety_tolerance", json!("0"), "one_of"),
            ("enhance_prompt", json!(true), "extra_forbidden"),
        ],
    )
    .await;
    check(
        "fal-ai/veo3.1/reference-to-video",
        &json!({ "prompt": "sim:bad-media", "image_urls": [picture(30, 30)], "resolution": "4k" }),
        &[
            ("duration", json!("6s"), "one_of"),
            ("seed", json!(7), "extra_forbidden"),
            ("negative_prompt", json!("x"), "extra_forbidden"),
        ],
    )
    .await;
    let nulls = ["duration", "resolution", "seed", "negative_prompt", "auto_fix", "generate_audio", "new"];
    check_nulls("fal-ai/veo3.1", &prompt("sim:bad-media"), &nulls).await;
}

#[tokio::test]
async fn seedance() {
    check(
        "fal-ai/bytedance/seedance/v1/pro/text-to-video",
        &json!({ "prompt": "sim:bad-media", "duration": "12", "camera_fixed": true, "seed": -1 }),
        &[
            ("duration", json!("13"), "one_of"),
            ("aspect_ratio", json!("auto"), "one_of"),
            ("resolution", json!("4k"), "one_of"),
            ("num_frames", json!(28), "greater_than_equal"),
            ("generate_audio", json!(false), "extra_forbidden"),
        ],
    )
    .await;
    check(
        "fal-ai/bytedance/seedance/v1.5/pro/image-to-video",
        &json!({ "prompt": "sim:bad-media", "image_url": picture(30, 30), "aspect_ratio": "auto" }),
        &[
            ("image_url", json!(null), "missing"),
            ("duration", json!("3"), "one_of"),
            ("num_frames", json!(30), "extra_forbidden"),
        ],
    )
    .await;
    check(
        "bytedance/seedance-2.0/text-to-video",
        &json!({ "prompt": "sim:bad-media", "duration": "15", "generate_audio": false }),
        &[("duration", json!("16"), "one_of"), ("camera_fixed", json!(true), "extra_forbidden")],
    )
    .await;
}

#[tokio::test]
async fn luma() {
    check(
        "luma/agent/ray/v3.2/text-to-video",
        &json!({ "prompt": "sim:bad-media", "duration": 10, "hdr": true, "loop": false, "resolution": "1080p" }),
        &[
            ("duration", json!(6), "one_of"),
            ("duration", json!("6s"), "one_of"),
            ("aspect_ratio", json!("2:1"), "one_of"),
            ("resolution", json!("360p"), "one_of"),
            ("hdr", json!("x"), "bool_type"),
            ("image_url", json!("x"), "extra_forbidden"),
        ],
    )
    .await;
    let missing = json!({ "prompt": "sim:bad-media", "image_url": picture(30, 30), "duration": "5s" });
    check("luma/agent/ray/v3.2/image-to-video", &missing, &[("image_url", json!(null), "missing")]).await;
}
