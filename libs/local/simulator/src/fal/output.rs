//! The output object of a model that made something.

use serde_json::{Value, json};

use super::make::Make;
use super::task::VALID;
use crate::link;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

pub(super) fn output(world: &World, start: &Start, make: &Make, ending: Ending) -> Value {
    let names = if ending == Ending::EmptyResult { Vec::new() } else { make.files() };
    let files: Vec<Value> = names.iter().map(|name| file(world, start, make, name)).collect();
    match make {
        Make::Pictures(pictures) if pictures.shows_seed => {
            json!({ "images": files, "seed": start.seed(pictures.size) })
        }
        Make::Pictures(_) => json!({ "images": files }),
        Make::Clip(_) => json!({ "video": files.first() }),
        Make::Speech { .. } => json!({ "audio": files.first() }),
    }
}

fn file(world: &World, start: &Start, make: &Make, name: &str) -> Value {
    let url = link::to(world, Vendor::Fal, &start.task, name, start.ends_at_ms, VALID);
    json!({ "url": url, "content_type": make.media_type(), "file_name": name, "file_size": null })
}
