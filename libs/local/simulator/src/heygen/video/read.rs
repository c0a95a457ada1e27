//! `GET /v3/videos/{id}`: where a video is. Every poll of a completed one signs its links afresh.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use serde_json::{Value, json};

use super::{CAPTIONED, Captions, SUBTITLES, THUMBNAIL, VIDEO, Video, has_files};
use crate::course::{Phase, QUEUED_PERMILLE};
use crate::heygen::errors::{ApiError, MODERATED, REJECTED};
use crate::heygen::made::{self, Made};
use crate::numbers;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

#[derive(Debug, Default, Serialize)]
struct Wire {
    id: String,
    status: &'static str,
    title: Option<String>,
    /// In seconds.
    duration: Option<f64>,
    /// Unix time in seconds, as `completed_at`.
    created_at: i64,
    completed_at: Option<i64>,
    video_url: Option<String>,
    thumbnail_url: Option<String>,
    gif_url: Option<String>,
    subtitle_url: Option<String>,
    captioned_video_url: Option<String>,
    video_page_url: Option<String>,
    folder_id: Option<String>,
    failure_code: Option<&'static str>,
    failure_message: Option<&'static str>,
}

pub(in crate::heygen) async fn read(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let start = world.usage.task(Vendor::Heygen, &id).filter(|start| start.deleted_at_ms.is_none());
    let start = start.ok_or(ApiError::NoVideo)?;
    match Made::of(&start) {
        Some(Made::Video(video)) => Ok(Json(json!({ "data": wire(&world, &start, &video) }))),
        _ => Err(ApiError::NoVideo),
    }
}

fn wire(world: &World, start: &Start, video: &Video) -> Wire {
    let failed = |code, message| Wire {
        failure_code: Some(code),
        failure_message: Some(message),
        ..bare(start, video, "failed")
    };
    match start.phase(world.now_ms(), QUEUED_PERMILLE) {
        Phase::Queued => bare(start, video, "pending"),
        Phase::Running { .. } => bare(start, video, "processing"),
        Phase::Over(ending) if has_files(ending) => completed(world, start, video),
        Phase::Over(Ending::InputModerated | Ending::OutputModerated) => failed(MODERATED, REJECTED),
        Phase::Over(Ending::EmptyResult) => {
            Wire { completed_at: Some(start.ends_at_ms.div_euclid(1000)), ..bare(start, video, "completed") }
        }
        // There is no cancel.
        Phase::Over(_) | Phase::Cancelled => failed("rendering_failed", "The video could not be rendered."),
    }
}

fn bare(start: &Start, video: &Video, status: &'static str) -> Wire {
    Wire {
        id: start.task.clone(),
        status,
        title: video.title.clone(),
        created_at: start.at_ms.div_euclid(1000),
        ..Wire::default()
    }
}

fn completed(world: &World, start: &Start, video: &Video) -> Wire {
    let link = |file| made::link(world, start, file);
    let (beside, burned) = (video.captions != Captions::None, video.captions == Captions::Burned);
    Wire {
        duration: Some(numbers::seconds(video.millis)),
        completed_at: Some(start.ends_at_ms.div_euclid(1000)),
        video_url: link(VIDEO),
        thumbnail_url: link(THUMBNAIL),
        subtitle_url: link(SUBTITLES).filter(|_| beside),
        captioned_video_url: link(CAPTIONED).filter(|_| burned),
        video_page_url: Some(format!("https://app.heygen.com/videos/{}", start.task)),
        ..bare(start, video, "completed")
    }
}
