//! What the demo asks for: four things at once, or every model in every mode.

use serde_json::{Map, Value, json};

/// One request. Its body may name another order's result, as `job:<name>`.
#[derive(Debug, Clone)]
pub struct Order {
    /// Unique among the orders of a run.
    pub name: String,
    pub kind: &'static str,
    pub model: &'static str,
    pub mode: &'static str,
    /// Below the API's base path.
    pub path: &'static str,
    pub body: Value,
}

/// What can be picked at the vendors: found out before the orders are made.
#[derive(Debug, Clone)]
pub struct Picked {
    pub avatar_id: String,
    pub heygen_voice: String,
}

const SCRIPT: &str = "Good morning! This is the light of our new lamp. It follows your day.";
const SPEECH: &str = "Every morning begins with light. Ours begins with you.";

/// One of each kind, by the legacy routes.
pub fn four(prompt: &str, picked: &Picked) -> Vec<Order> {
    vec![
        order(
            "image",
            "flux_2_pro",
            "text",
            "/creative-hub/generate/image",
            json!({"prompt": prompt, "width": 1024, "height": 768}),
        ),
        order(
            "video",
            "runway_gen4",
            "text",
            "/creative-hub/generate/video",
            json!({"prompt": prompt, "duration": 5}),
        ),
        order(
            "avatar",
            "heygen",
            "script",
            "/creative-hub/generate/avatar",
            json!({"script": SCRIPT, "avatar_id": picked.avatar_id}),
        ),
        order("tts", "openai_tts", "text", "/creative-hub/generate/tts", json!({"text": SPEECH})),
    ]
}

/// All eighteen models, from words, from pictures and from recordings, by the studios.
pub fn all(prompt: &str, picked: &Picked) -> Vec<Order> {
    let mut orders = Vec::new();
    for model in
        ["flux_2_pro", "gpt_image_1_5", "seedream_4", "seedream_4_5", "nano_banana_pro", "nano_banana"]
    {
        let path = "/creative-hub/image-studio/generate";
        let body = |mode| json!({"prompt": format!("{prompt}, {mode}"), "resolution": "720p", "aspect_ratio": "4:5"});
        orders.push(order("image", model, "text", path, body("from words")));
        let body = with(body("from a picture"), "reference_image_url", "job:image flux_2_pro text");
        orders.push(order("image", model, "references", path, body));
    }
    for model in ["kling_2_6", "kling_3_0", "veo_3_1", "seedance_pro", "luma_ray3", "runway_gen4"] {
        let path = "/creative-hub/video-studio/generate";
        let body = |mode| json!({"prompt": format!("{prompt}, {mode}")});
        orders.push(order("video", model, "text", path, body("from words")));
        let body = with(body("from a picture"), "image_url", "job:image flux_2_pro text");
        orders.push(order("video", model, "image", path, body));
    }
    let path = "/creative-hub/avatar-studio/generate";
    let audio = json!({"audio_url": "job:tts openai_tts text", "max_seconds": 20});
    let face = |body| with(body, "image_url", "job:image flux_2_pro text");
    let avatar = |body| with(body, "avatar_id", &picked.avatar_id);
    let script = json!({"script": SCRIPT});
    orders.push(order("avatar", "heygen", "script", path, avatar(script.clone())));
    orders.push(order("avatar", "heygen", "audio", path, avatar(audio.clone())));
    orders.push(order("avatar", "kling_avatar", "script", path, face(script)));
    orders.push(order("avatar", "kling_avatar", "audio", path, face(audio.clone())));
    orders.push(order("avatar", "veed", "audio", path, face(audio)));
    let path = "/creative-hub/voice-studio/generate";
    orders.push(order("tts", "openai_tts", "text", path, json!({"text": SPEECH})));
    orders.push(order("tts", "elevenlabs", "text", path, json!({"text": SPEECH, "output_format": "wav"})));
    orders.push(order(
        "tts",
        "heygen",
        "text",
        path,
        json!({"text": SPEECH, "voice_id": picked.heygen_voice}),
    ));
    // What others name has to be submitted before them.
    orders.sort_by_key(|order| order.body.to_string().contains("\"job:"));
    orders
}

fn order(
    kind: &'static str,
    model: &'static str,
    mode: &'static str,
    path: &'static str,
    body: Value,
) -> Order {
    Order {
        name: format!("{kind} {model} {mode}"),
        kind,
        model,
        mode,
        path,
        body: with(body, "provider", model),
    }
}

fn with(mut body: Value, name: &str, value: &str) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.insert(name.to_owned(), json!(value));
    }
    body
}

impl Order {
    /// The body with the names of other orders replaced by their jobs' ids.
    pub fn resolved(&self, job_of: impl Fn(&str) -> Option<String>) -> Value {
        let resolve = |value: &Value| {
            let named = value.as_str().and_then(|text| text.strip_prefix("job:"));
            named.and_then(&job_of).map_or_else(|| value.clone(), |id| json!(format!("job:{id}")))
        };
        let fields = self.body.as_object().into_iter().flatten();
        Value::Object(fields.map(|(name, value)| (name.clone(), resolve(value))).collect::<Map<_, _>>())
    }
}
