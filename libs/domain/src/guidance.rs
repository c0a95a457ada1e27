//! What helps a customer to choose a model before there is a request: which model is the default of what, what things
//! cost, and the video models side by side. All of it is worked out by the code that reads and quotes requests, and
//! nothing is written down twice.

mod defaults;
mod price_examples;
mod sample;
mod video_comparison;

pub use defaults::{DefaultModel, defaults};
pub use price_examples::{PriceExample, price_examples};
pub use video_comparison::{ComparedVideo, video_comparison};

#[cfg(test)]
mod tests;
