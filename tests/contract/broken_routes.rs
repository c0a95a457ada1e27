//! docs/ARCHITECTURE.md, Routes: a job completes in its normal time plus seconds while one of its routes works, in
//! whatever way the others are broken.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

use contract_tests::{Broken, Client, Gate, Setup, World, png_of, refused_address, self_signed_address, wav};
use domain::catalog::{Route, Vendor};
use domain::{Catalog, Kind, Model, Timestamp};
use serde_json::{Value, json};

/// Answers that close or spare one route. A worker that waits for any of them misses the time below.
const OF_A_ROUTE: [Broken; 7] = [
    Broken::Status(401),
    Broken::Status(500),
    Broken::Status(402),
    Broken::Status(503),
    Broken::Status(404),
    Broken::Status(521),
    Broken::Redirect(307),
];
/// Answers that pause an account.
const OF_AN_ACCOUNT: [Broken; 2] = [Broken::Busy(Some(120)), Broken::Busy(None)];
/// Pictures, films and sounds of all models are made at once on a busy machine, which alone takes half of this. It is
/// below the shortest pause.
const MOST_MILLIS: i64 = 90_000;

/// A model with the routes that are tried before its last one.
struct Case {
    model: Model,
    broken: Vec<Route>,
    last: Route,
}

impl Case {
    fn of(model: &Model, now: Timestamp) -> Option<Self> {
        let works = |route: &&Route| {
            !route.disabled && !route.has_sunset(now) && (model.kind != Kind::Video || route.silent)
        };
        let mut usable: Vec<Route> = model.routes.iter().filter(works).cloned().collect();
        let last = usable.pop()?;
        Some(Self { model: model.clone(), broken: usable, last })
    }

    /// Where the last route is one of a vendor whose account would be paused.
    fn shares_account(&self) -> bool {
        self.broken.iter().any(|route| route.vendor == self.last.vendor)
    }
}

fn cases(world: &World) -> Vec<Case> {
    let now = world.clock.clock().now();
    let catalog = Catalog::shipped().unwrap();
    catalog.models().iter().filter_map(|model| Case::of(model, now)).collect()
}

/// A world whose vendors are all reached through the gate, but for these.
async fn world_behind(gate: &Gate, elsewhere: BTreeMap<Vendor, String>) -> World {
    let through = Vendor::ALL.into_iter().map(|vendor| (vendor, gate.address(vendor)));
    let elsewhere = through.chain(elsewhere).collect();
    let world = World::with(Setup { elsewhere, ..Setup::default() }).await;
    gate.lead_to(&world);
    world
}

/// What avatars and voices need.
struct Material {
    face: String,
    recording: String,
    avatar_id: Value,
    voice_id: Value,
}

impl Material {
    async fn of(owner: &Client) -> Self {
        let face = owner.upload("a.png", "image/png", &png_of(512, 512, [240, 120, 20]), None).await;
        let recording = owner.upload("a.wav", "audio/wav", &wav(8000, 20_000), None).await;
        let avatars = owner.get("/creative-hub/avatars?provider=heygen").await;
        let voices = owner.get("/creative-hub/voices?provider=heygen").await;
        Self {
            face: face["asset"].as_str().unwrap().to_owned(),
            recording: recording["asset"].as_str().unwrap().to_owned(),
            avatar_id: avatars.body["avatars"][0]["avatar_id"].clone(),
            voice_id: voices.body["voices"][0]["voice_id"].clone(),
        }
    }

    fn request(&self, model: &Model) -> (&'static str, Value) {
        let id = model.id.as_str();
        match (model.kind, id) {
            (Kind::Image, _) => (
                "/creative-hub/image-studio/generate",
                json!({"prompt": "x", "provider": id, "resolution": "720p"}),
            ),
            (Kind::Video, _) => {
                ("/creative-hub/video-studio/generate", json!({"prompt": "x", "provider": id}))
            }
            (Kind::Avatar, "heygen") => (
                "/creative-hub/avatar-studio/generate",
                json!({"provider": id, "avatar_id": self.avatar_id, "audio_url": self.recording}),
            ),
            (Kind::Avatar, _) => (
                "/creative-hub/avatar-studio/generate",
                json!({"provider": id, "image_url": self.face, "audio_url": self.recording}),
            ),
            (_, "heygen") => (
                "/creative-hub/voice-studio/generate",
                json!({"text": "Good morning.", "provider": id, "voice_id": self.voice_id}),
            ),
            _ => ("/creative-hub/voice-studio/generate", json!({"text": "Good morning.", "provider": id})),
        }
    }
}

/// Submits a job to each model, all at once, and looks how each ended.
async fn all_complete_on_their_last_route(world: &World, cases: &[Case]) {
    let owner = world.owner();
    let material = Material::of(&owner).await;
    let mut jobs = Vec::new();
    for case in cases {
        let (path, body) = material.request(&case.model);
        let accepted = owner.post(path, &body).await;
        assert_eq!(accepted.status, 202, "{}: {accepted:?}", case.model.id);
        jobs.push((case, accepted.text("generation_id").to_owned()));
    }
    for (case, job_id) in jobs {
        let job = owner.ended(&job_id).await;
        assert_eq!(job["status"], "completed", "{}: {job}", case.model.id);
        let path = format!("/creative-hub/generate/jobs/{job_id}/receipt");
        let receipt = owner.get(&path).await.body;
        assert_eq!(receipt["route"]["name"], case.last.name.as_str(), "{}: {receipt}", case.model.id);
        let attempts = receipt["attempts"].as_u64().unwrap();
        let most = u64::try_from(case.broken.len()).unwrap() + 1;
        assert!(attempts <= most, "{}: no broken route is asked twice: {receipt}", case.model.id);
        let millis = receipt["timings"]["total_ms"].as_i64().unwrap();
        assert!(millis < MOST_MILLIS, "{}: {receipt}", case.model.id);
    }
    world.assert_books().await;
}

/// Every model, and every seventh answer for it: the three rounds together try three of them on each model.
async fn with_broken_routes(round: usize) {
    let gate = Gate::open().await;
    let world = world_behind(&gate, BTreeMap::new()).await;
    let cases = cases(&world);
    for (place, case) in cases.iter().enumerate() {
        let broken = OF_A_ROUTE[(place + 3 * round) % OF_A_ROUTE.len()];
        case.broken.iter().for_each(|route| gate.break_route(route, broken));
    }
    all_complete_on_their_last_route(&world, &cases).await;
}

#[tokio::test]
async fn a_job_on_each_model_completes_on_the_last_route_that_works() {
    with_broken_routes(0).await;
}

#[tokio::test]
async fn a_job_on_each_model_completes_whatever_the_others_answer() {
    with_broken_routes(1).await;
}

#[tokio::test]
async fn a_job_on_each_model_completes_whatever_else_the_others_answer() {
    with_broken_routes(2).await;
}

/// Takes as many models together as there are whose last vendor is not one that another has to be without.
fn without_conflict(cases: Vec<Case>) -> (Vec<Case>, Vec<Case>) {
    let (mut broken, mut last) = (BTreeSet::new(), BTreeSet::new());
    cases.into_iter().filter(|case| !case.shares_account()).partition(|case| {
        let (breaks, needs) = (case.broken.iter().map(|route| route.vendor), case.last.vendor);
        let fits = !broken.contains(&needs) && breaks.clone().all(|vendor| !last.contains(&vendor));
        if fits {
            broken.extend(breaks);
            last.insert(needs);
        }
        fits
    })
}

#[tokio::test]
async fn a_paused_account_a_closed_port_or_a_strange_certificate_does_not_keep_a_job_from_the_next_route() {
    let gate = Gate::open().await;
    // Two more vendors have moved away. One port refuses connections, and at the other somebody else answers.
    let (stranger, told) = self_signed_address();
    let moved = BTreeMap::from([(Vendor::Luma, refused_address().await), (Vendor::Google, stranger)]);
    let world = world_behind(&gate, moved).await;
    let (cases, _) = without_conflict(cases(&world));
    let models: BTreeSet<&str> = cases.iter().map(|case| case.model.id.as_str()).collect();
    assert!(models.len() >= 14, "{models:?}");
    for case in &cases {
        for route in &case.broken {
            let place = Vendor::ALL.iter().position(|vendor| *vendor == route.vendor).unwrap();
            gate.break_route(route, OF_AN_ACCOUNT[place % OF_AN_ACCOUNT.len()]);
        }
    }
    all_complete_on_their_last_route(&world, &cases).await;
    assert_eq!(told.load(Ordering::Relaxed), 0, "a key was sent to a stranger");
}

#[tokio::test]
async fn the_models_whose_first_vendor_is_the_last_of_others_complete_too() {
    for answer in OF_AN_ACCOUNT {
        let gate = Gate::open().await;
        let world = world_behind(&gate, BTreeMap::new()).await;
        let (_, cases) = without_conflict(cases(&world));
        assert!(cases.iter().any(|case| case.model.id == "veo_3_1"));
        let (cases, left) = without_conflict(cases);
        assert!(left.is_empty(), "they conflict among themselves");
        for route in cases.iter().flat_map(|case| &case.broken) {
            gate.break_route(route, answer);
        }
        all_complete_on_their_last_route(&world, &cases).await;
    }
}

/// In real time: a picture takes 6 s at either vendor.
#[tokio::test]
async fn a_busy_vendor_costs_a_job_seconds_and_not_its_pause() {
    for (broken, model) in [
        (Broken::Busy(Some(120)), "flux_2_pro"),
        (Broken::Busy(None), "flux_2_pro"),
        (Broken::Status(503), "flux_2_pro"),
        (Broken::Busy(Some(120)), "seedream_4"),
        (Broken::Busy(None), "seedream_4"),
    ] {
        let gate = Gate::open().await;
        let first = [Vendor::Bfl, Vendor::Byteplus];
        let elsewhere = first.map(|vendor| (vendor, gate.address(vendor))).into();
        let setup = Setup { elsewhere, ..Setup::by_hand() };
        let world = World::with(setup.only(&[Vendor::Bfl, Vendor::Byteplus, Vendor::Fal])).await;
        gate.lead_to(&world);
        let catalog = Catalog::shipped().unwrap();
        gate.break_route(&catalog.model(Kind::Image, model).unwrap().routes[0], broken);
        let owner = world.owner();
        let body = json!({"prompt": "x", "provider": model, "resolution": "720p"});
        let accepted = owner.post("/creative-hub/image-studio/generate", &body).await;
        let job_id = accepted.text("generation_id");
        let job = world.run_to_end(&owner, job_id).await;
        assert_eq!(job["status"], "completed", "{model} {broken:?}: {job}");
        let receipt = owner.get(&format!("/creative-hub/generate/jobs/{job_id}/receipt")).await.body;
        assert_eq!((&receipt["route"]["name"], &receipt["attempts"]), (&json!("fal"), &json!(2)));
        let millis = receipt["timings"]["total_ms"].as_i64().unwrap();
        assert!(millis < 40_000, "{model} {broken:?}: {receipt}");
        assert_eq!(gate.asked(Vendor::Bfl) + gate.asked(Vendor::Byteplus), 1);
        world.assert_books().await;
    }
}

/// A vendor that never has a slot is asked once, and then left alone for as long as it said.
#[tokio::test]
async fn the_only_route_is_not_asked_again_before_its_pause_ends() {
    let gate = Gate::open().await;
    let through = BTreeMap::from([(Vendor::Bfl, gate.address(Vendor::Bfl))]);
    let setup = Setup { elsewhere: through, ..Setup::by_hand() };
    let world = World::with(setup).await;
    gate.lead_to(&world);
    let catalog = Catalog::shipped().unwrap();
    let route = catalog.model(Kind::Image, "flux_2_pro").unwrap().route("bfl").unwrap();
    gate.break_route(route, Broken::Busy(Some(120)));
    let owner = world.owner();
    owner.submit(&json!({"prompt": "first"})).await;
    while world.step().await == contract_tests::Step::Done {}
    // The test's own work takes time, too, so the clock counts and not the rounds.
    let (clock, begun) = (world.clock.clock(), world.clock.clock().now());
    while clock.now() < begun.plus_seconds(115) {
        while world.step().await == contract_tests::Step::Done {}
        assert!(
            gate.asked(Vendor::Bfl) == 1 || clock.now() > begun.plus_seconds(118),
            "it is asked too soon"
        );
        world.clock.advance_seconds(1);
    }
    // Within half a minute of the pause's end it is asked again.
    while gate.asked(Vendor::Bfl) < 2 {
        assert!(clock.now() < begun.plus_seconds(155), "it is not asked again");
        while world.step().await == contract_tests::Step::Done {}
        world.clock.advance_seconds(1);
    }
}

#[tokio::test]
async fn a_closed_route_says_so_in_the_catalog_and_other_models_go_on() {
    let gate = Gate::open().await;
    let world = world_behind(&gate, BTreeMap::new()).await;
    let catalog = Catalog::shipped().unwrap();
    let broken =
        [("seedream_4", 401, "key"), ("seedream_4_5", 402, "balance"), ("nano_banana_pro", 404, "model")];
    for (model, status, _) in broken {
        let route = &catalog.model(Kind::Image, model).unwrap().routes[0];
        gate.break_route(route, Broken::Status(status));
    }
    let owner = world.owner();
    for (model, _, reason) in broken {
        let body = json!({"prompt": "x", "provider": model, "resolution": "720p"});
        for _ in 0..2 {
            let accepted = owner.post("/creative-hub/image-studio/generate", &body).await;
            let job = owner.ended(accepted.text("generation_id")).await;
            assert_eq!(job["status"], "completed", "{model}: {job}");
        }
        // The second job did not ask it again.
        let listed = world.client("operator").get("/creative-hub/catalog").await.body;
        let models = listed["models"].as_array().unwrap();
        let shown = models.iter().find(|shown| shown["id"] == model).unwrap();
        let (first, last) = (&shown["routes"][0], shown["routes"].as_array().unwrap().last().unwrap());
        // The catalog's function remembers what it read for 15 s.
        if first["state"] == "closed" {
            assert_eq!(first["reason"], reason, "{model}: {first}");
            assert!(first["until"].is_string(), "{model}: {first}");
        }
        assert_eq!((&last["state"], &last["reason"]), (&json!("open"), &Value::Null), "{model}: {last}");
        assert_eq!(shown["available"], true);
        world.clock.advance_seconds(20);
    }
    assert_eq!(gate.asked(Vendor::Byteplus), 2, "each route once");
    world.assert_books().await;
}
