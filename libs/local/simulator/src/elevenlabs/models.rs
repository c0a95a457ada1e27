//! The models that are played, `GET /v1/models`, and `GET /v1/user/subscription`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::world::World;

const MONTH_S: i64 = 30 * 24 * 60 * 60;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) id: &'static str,
    name: &'static str,
    /// Characters of a text.
    pub(super) most_letters: usize,
    /// Characters that cost one credit.
    letters_per_credit: usize,
}

pub(super) const DEFAULT: &str = "eleven_multilingual_v2";

pub(super) static MODELS: [Model; 2] = [
    Model { id: DEFAULT, name: "Eleven Multilingual v2", most_letters: 10_000, letters_per_credit: 1 },
    Model { id: "eleven_flash_v2_5", name: "Eleven Flash v2.5", most_letters: 40_000, letters_per_credit: 2 },
];

impl Model {
    pub(super) fn find(id: &str) -> Option<&'static Self> {
        MODELS.iter().find(|model| model.id == id)
    }

    /// In credits.
    pub(super) fn cost(&self, letters: usize) -> usize {
        letters.div_ceil(self.letters_per_credit)
    }

    fn json(&self) -> Value {
        json!({
            "model_id": self.id, "name": self.name, "description": self.name, "can_do_text_to_speech": true,
            "maximum_text_length_per_request": self.most_letters,
            "languages": [{ "language_id": "en", "name": "English" }],
        })
    }
}

pub(super) async fn list() -> Json<Vec<Value>> {
    Json(MODELS.iter().map(Model::json).collect())
}

/// A Pro plan of which nothing is ever spent.
pub(super) async fn subscription(State(world): State<Arc<World>>) -> Json<Value> {
    Json(json!({
        "tier": "pro",
        "character_count": 0,
        "character_limit": 500_000,
        "max_credit_limit_extension": "unlimited",
        "can_extend_character_limit": true,
        "allowed_to_extend_character_limit": true,
        "next_character_count_reset_unix": world.now_ms().div_euclid(1000).saturating_add(MONTH_S),
        "voice_slots_used": 0,
        "professional_voice_slots_used": 0,
        "professional_voice_slots_used_in_workspace": 0,
        "voice_limit": 160,
        "voice_add_edit_counter": 0,
        "professional_voice_limit": 1,
        "can_extend_voice_limit": false,
        "can_use_instant_voice_cloning": true,
        "can_use_professional_voice_cloning": true,
        "currency": "usd",
        "current_overage": { "amount": "0", "currency": "usd" },
        "status": "active",
        "billing_period": "monthly_period",
        "character_refresh_period": "monthly_period",
        "next_invoice": null,
        "open_invoices": [],
        "has_open_invoices": false,
    }))
}
