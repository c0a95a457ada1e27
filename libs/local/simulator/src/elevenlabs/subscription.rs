//! `GET /v1/user/subscription`: the plan, and the credits that were spent.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::vendor::Vendor;
use crate::world::World;

/// Of the Pro plan. May be exceeded: nothing is ever refused for it.
const CREDITS: u64 = 500_000;
const MONTH_S: i64 = 30 * 24 * 60 * 60;

pub(super) async fn read(State(world): State<Arc<World>>) -> Json<Value> {
    let now_ms = world.now_ms();
    let billed = world.usage.billed(Vendor::Elevenlabs, now_ms);
    let spent: u64 = billed.iter().filter_map(|start| start.request.get("cost")?.as_u64()).sum();
    Json(json!({
        "tier": "pro",
        "character_count": spent,
        "character_limit": CREDITS,
        "max_credit_limit_extension": "unlimited",
        "can_extend_character_limit": true,
        "allowed_to_extend_character_limit": true,
        "next_character_count_reset_unix": now_ms.div_euclid(1000).saturating_add(MONTH_S),
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
