//! `GET /v1/generations/{id}`: where a task is. Every poll of a completed one signs its link afresh.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};

use super::delivery;
use super::errors::ApiError;
use super::task::FILE;
use super::wire::{self, FailureCode, Generation, Output};
use crate::course::{Phase, QUEUED_PERMILLE};
use crate::link;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

pub(super) async fn poll(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Generation>, ApiError> {
    let start = world.usage.task(Vendor::Luma, &id).ok_or(ApiError::NoGeneration)?;
    Ok(Json(generation(&world, &start)))
}

fn generation(world: &World, start: &Start) -> Generation {
    let bare = |state| Generation::bare(start, state);
    let failed = |code, reason| Generation {
        failure_code: Some(code),
        failure_reason: Some(reason),
        ..bare(wire::State::Failed)
    };
    match start.phase(world.now_ms(), QUEUED_PERMILLE) {
        Phase::Queued => bare(wire::State::Queued),
        Phase::Running { .. } => bare(wire::State::Processing),
        Phase::Over(Ending::Media | Ending::BadMedia) => {
            Generation { output: output(world, start), ..bare(wire::State::Completed) }
        }
        Phase::Over(Ending::EmptyResult) => bare(wire::State::Completed),
        Phase::Over(Ending::InputModerated) => {
            failed(FailureCode::ContentModerated, "The prompt was rejected by content moderation.")
        }
        Phase::Over(Ending::OutputModerated) => {
            failed(FailureCode::ContentModerated, "The output was rejected by content moderation.")
        }
        // Luma has no cancel.
        Phase::Over(Ending::Failed) | Phase::Cancelled => {
            failed(FailureCode::GenerationFailed, "The generation failed.")
        }
    }
}

fn output(world: &World, start: &Start) -> Vec<Output> {
    let url = link::to(world, Vendor::Luma, &start.task, FILE, world.now_ms(), delivery::VALID);
    url.into_iter().map(|url| Output { kind: "video", url }).collect()
}
