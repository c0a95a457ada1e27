//! What a simulator is opened with.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use tempfile::TempDir;

use crate::{Error, Options, Simulator, kit};

fn opened(change: impl FnOnce(&mut Options)) -> Result<Simulator, Error> {
    let dir = TempDir::new().unwrap();
    let clock = Arc::new(AtomicI64::new(0));
    let base_url = "http://127.0.0.1:4000".to_owned();
    let mut options = kit::options(dir.path().to_owned(), base_url, 1.0, &clock);
    change(&mut options);
    Simulator::open(options)
}

#[test]
fn every_vendor_has_its_base_url() {
    let vendors = opened(|_| ()).unwrap().vendors();
    let names =
        ["bfl", "openai", "google", "byteplus", "luma", "runway", "kling", "heygen", "elevenlabs", "fal"];
    assert_eq!(vendors, names.map(|name| (name, format!("http://127.0.0.1:4000/{name}"))).into());
    assert!(names.iter().all(|name| Simulator::key(name).is_some()));
}

#[test]
fn a_time_scale_out_of_bounds_is_refused() {
    for time_scale in [0.0, -0.5, 1.01, f64::NAN, f64::INFINITY] {
        let error = opened(|options| options.time_scale = time_scale).unwrap_err();
        assert!(matches!(error, Error::TimeScale(_)), "{error}");
    }
}

#[test]
fn a_base_url_that_would_give_broken_links_is_refused() {
    for base_url in ["", "127.0.0.1:4000", "http://127.0.0.1:4000/"] {
        let error = opened(|options| options.base_url = base_url.to_owned()).unwrap_err();
        assert!(matches!(error, Error::BaseUrl(_)), "{error}");
    }
}

#[test]
fn every_duration_is_multiplied_by_the_time_scale() {
    use std::time::Duration;

    let simulator = opened(|options| options.time_scale = 0.01).unwrap();
    for (real, scaled_ms) in [(6, 60), (90, 900), (0, 0), (u64::MAX, i64::MAX)] {
        assert_eq!(simulator.world.scaled_ms(Duration::from_secs(real)), scaled_ms);
    }
}
