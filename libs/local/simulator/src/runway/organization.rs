//! `GET /v1/organization`: the credits that are left, the limits and what was used of them today.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::models::Model;
use super::task::Task;
use super::throttle::MOST_AT_WORK;
use super::wire::{Limits, Organization, Tier, Usage, Used};
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// 10,000 USD. The balance may become negative: nothing is ever refused for it.
const AT_FIRST: i64 = 1_000_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub(super) async fn organization(State(world): State<Arc<World>>) -> Json<Organization> {
    let now_ms = world.now_ms();
    let tasks = world.usage.tasks(Vendor::Runway);
    let limits = |_| Limits { max_concurrent_generations: MOST_AT_WORK, max_daily_generations: 1000 };
    let today = |start: &&Start| now_ms.saturating_sub(start.at_ms) < DAY_MS;
    let used = |model: &Model| {
        let of_model = tasks.iter().filter(|start| start.job.model == model.name);
        Used { daily_generations: of_model.filter(today).count() }
    };
    Json(Organization {
        credit_balance: AT_FIRST.saturating_sub(spent(&world, &tasks, now_ms)),
        tier: Tier {
            max_monthly_credit_spend: 1_000_000,
            models: Model::all().iter().map(|model| (model.name, limits(model))).collect(),
        },
        usage: Usage { models: Model::all().iter().map(|model| (model.name, used(model))).collect() },
    })
}

/// Files, and prompts that moderation refused.
fn spent(world: &World, tasks: &[Start], now_ms: i64) -> i64 {
    let billed = world.usage.billed(Vendor::Runway, now_ms);
    let moderated = tasks
        .iter()
        .filter(|start| start.ending == Ending::InputModerated && start.ends_at_ms <= now_ms)
        .filter(|start| start.billed_units == 0);
    let costly = billed.iter().chain(moderated).filter_map(Task::of);
    costly.map(|task| i64::from(task.credits)).sum()
}
