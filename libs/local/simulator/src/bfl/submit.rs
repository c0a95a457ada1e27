//! `POST /v1/flux-2-pro`: accepts a task, writes it down, answers.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::errors::{ApiError, Result};
use super::{MODEL, inputs};
use crate::accept::Order;
use crate::picture::{Format, Size};
use crate::vendor::Vendor;
use crate::world::World;

/// At the vendor, for one picture (measured by third parties; BFL states none).
const TYPICAL: Duration = Duration::from_secs(6);
/// Tasks that may be active at a time (BFL documentation).
const MOST_ACTIVE: usize = 24;
const PIXELS_OF_A_MEGAPIXEL: u32 = 1024 * 1024;

/// What an accepted start asked for, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) size: Size,
    pub(super) format: Format,
    pub(super) input_images: u32,
}

pub(super) async fn submit(State(world): State<Arc<World>>, body: Bytes) -> Result<Response> {
    let body: Value = serde_json::from_slice(&body).map_err(ApiError::Malformed)?;
    let (prompt, seed, task) = inputs::read(&body).map_err(ApiError::Unprocessable)?;
    let order = Order::task(Vendor::Bfl, MODEL, &prompt, &task, TYPICAL);
    let accepted = world.accept(Order { seed, most_active: Some(MOST_ACTIVE), ..order })?;
    let id = &accepted.start.task;
    let answer = json!({
        "id": id,
        "polling_url": format!("{}/v1/get_result?id={id}", world.base_url(Vendor::Bfl)),
        "cost": task.cost(),
        "input_mp": f64::from(task.input_images),
        "output_mp": f64::from(task.output_megapixels()),
    });
    Ok(accepted.answer(Json(answer)))
}

impl Task {
    /// The name of its file.
    pub(super) fn file(&self) -> String {
        format!("sample.{}", self.format.extension())
    }

    /// Rounded up, as the price is.
    fn output_megapixels(&self) -> u32 {
        self.size.width.saturating_mul(self.size.height).div_ceil(PIXELS_OF_A_MEGAPIXEL)
    }

    /// In credits of 0.01 USD: 3 for the first megapixel, 1.5 for each further one, in or out (BFL, pricing
    /// page of November 2026). Every input image counts as one megapixel.
    pub(super) fn cost(&self) -> f64 {
        let further = self.output_megapixels().saturating_sub(1).saturating_add(self.input_images);
        1.5_f64.mul_add(f64::from(further), 3.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_follows_the_megapixels() {
        for (width, height, input_images, credits) in [
            (64, 64, 0, 3.0),
            (1024, 1024, 0, 3.0),
            (1040, 1024, 0, 4.5),
            (2048, 2048, 0, 7.5),
            (1024, 1024, 1, 4.5),
            (2048, 1024, 8, 16.5),
        ] {
            let task = Task { size: Size { width, height }, format: Format::Png, input_images };
            assert!((task.cost() - credits).abs() < f64::EPSILON, "{task:?}");
        }
    }
}
