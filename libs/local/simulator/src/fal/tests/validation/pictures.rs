//! Pictures.

use super::*;

#[tokio::test]
async fn nano_banana() {
    let valid = prompt("sim:bad-media");
    check(
        "fal-ai/nano-banana",
        &valid,
        &[
            ("prompt", json!(null), "missing"),
            ("prompt", json!(""), "sequence_too_short"),
            ("prompt", json!(7), "string_type"),
            ("num_images", json!(5), "less_than_equal"),
            ("num_images", json!("1"), "int_type"),
            ("aspect_ratio", json!("auto"), "one_of"),
            ("output_format", json!("gif"), "one_of"),
            ("safety_tolerance", json!("7"), "one_of"),
            ("safety_tolerance", json!(4), "string_type"),
            ("limit_generations", json!("yes"), "bool_type"),
            ("sync_mode", json!(1), "bool_type"),
            ("seed", json!(1.5), "int_type"),
            ("image_urls", json!(["x"]), "extra_forbidden"),
            ("resolution", json!("1K"), "extra_forbidden"),
            ("negative_prompt", json!("x"), "extra_forbidden"),
        ],
    )
    .await;
    let nulls = ["num_images", "aspect_ratio", "output_format", "seed", "sync_mode", "new"];
    check_nulls("fal-ai/nano-banana", &valid, &nulls).await;
}

#[tokio::test]
async fn nano_banana_pro_edit() {
    let valid = json!({ "prompt": "sim:bad-media", "image_urls": [picture(30, 30)], "aspect_ratio": "auto" });
    check(
        "fal-ai/nano-banana-pro/edit",
        &valid,
        &[
            ("image_urls", json!(null), "missing"),
            ("image_urls", json!([]), "sequence_too_short"),
            ("image_urls", json!("x"), "list_type"),
            ("image_urls@image_urls.0", json!([7]), "string_type"),
            ("resolution", json!("8K"), "one_of"),
            ("enable_web_search", json!("x"), "bool_type"),
        ],
    )
    .await;
}

#[tokio::test]
async fn seedream_4() {
    let valid = json!({ "prompt": "sim:bad-media", "image_size": { "width": 960, "height": 960 } });
    check(
        "fal-ai/bytedance/seedream/v4/text-to-image",
        &valid,
        &[
            ("image_size", json!({ "width": 900, "height": 960 }), "greater_than_equal"),
            ("image_size", json!({ "width": 4112, "height": 4096 }), "less_than_equal"),
            ("image_size@image_size.width", json!({ "width": 0, "height": 9999 }), "greater_than_equal"),
            ("image_size@image_size.height", json!({ "width": 2048, "height": "x" }), "int_type"),
            (
                "image_size@image_size.depth",
                json!({ "width": 2048, "height": 2048, "depth": 3 }),
                "extra_forbidden",
            ),
            ("image_size", json!("huge"), "one_of"),
            ("image_size", json!([1, 2]), "string_type"),
            ("num_images", json!(7), "less_than_equal"),
            ("max_images", json!(0), "greater_than_equal"),
            ("enhance_prompt_mode", json!("slow"), "one_of"),
            ("enable_safety_checker", json!("x"), "bool_type"),
            ("output_format", json!("png"), "extra_forbidden"),
        ],
    )
    .await;
}

#[tokio::test]
async fn seedream_4_5_edit() {
    let valid = json!({
        "prompt": "sim:bad-media", "image_urls": [picture(30, 30)],
        "image_size": { "width": 2560, "height": 1440 },
        "num_images": 2, "max_images": 6,
    });
    check(
        "fal-ai/bytedance/seedream/v4.5/edit",
        &valid,
        &[
            ("image_size", json!({ "width": 2000, "height": 1440 }), "greater_than_equal"),
            ("image_size", json!("auto"), "one_of"),
            ("num_images@max_images", json!(3), "less_than_equal"),
            ("enhance_prompt_mode", json!("fast"), "extra_forbidden"),
        ],
    )
    .await;
}

#[tokio::test]
async fn flux() {
    let valid = prompt("sim:bad-media");
    check(
        "fal-ai/flux-2-pro",
        &valid,
        &[
            ("image_size@image_size.width", json!({ "width": 48, "height": 512 }), "greater_than_equal"),
            ("image_size@image_size.height", json!({ "width": 512, "height": 520 }), "multiple_of"),
            ("image_size", json!({ "width": 4096, "height": 2048 }), "less_than_equal"),
            ("image_size", json!("auto"), "one_of"),
            ("output_format", json!("webp"), "one_of"),
            ("safety_tolerance", json!("6"), "one_of"),
            ("num_images", json!(1), "extra_forbidden"),
        ],
    )
    .await;
    let nulls =
        ["image_size", "seed", "safety_tolerance", "enable_safety_checker", "output_format", "sync_mode"];
    check_nulls("fal-ai/flux-2-pro", &valid, &nulls).await;
}

#[tokio::test]
async fn gpt_image() {
    check(
        "fal-ai/gpt-image-1.5/edit",
        &json!({
            "prompt": "sim:bad-media", "image_urls": [picture(30, 30)], "quality": "low",
            "input_fidelity": "low",
        }),
        &[
            ("image_size", json!("2048x2048"), "one_of"),
            ("image_size", json!({ "width": 1024, "height": 1024 }), "string_type"),
            ("background", json!("white"), "one_of"),
            ("quality", json!("auto"), "one_of"),
            ("input_fidelity", json!("medium"), "one_of"),
            ("mask_image_url", json!(7), "string_type"),
            ("num_images", json!(5), "less_than_equal"),
            ("seed", json!(7), "extra_forbidden"),
        ],
    )
    .await;
}
