//! Which route a job takes, and which requests are accepted, by what is known of the routes.

use serde_json::{Value, json};

use super::*;
use crate::catalog::{Catalog, Vendor};
use crate::health::{ClosedBy, Health};
use crate::job::NewJob;
use crate::request::{Facts, Family, Plan, Request};
use crate::{JobId, Kind, TeamId, UserId};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(0).plus_seconds(seconds)
}

fn plan(kind: Kind, body: &Value) -> Plan {
    let catalog = Catalog::shipped().unwrap();
    let request = Request::read(kind, Family::Studio, body, &catalog).unwrap();
    request.quote(&Facts::default(), &catalog).unwrap()
}

fn job(kind: Kind, body: &Value) -> Job {
    Job::new(NewJob {
        job_id: JobId::new(at(0), [0; 10]),
        team_id: TeamId::new("t"),
        user_id: UserId::new("u"),
        plan: plan(kind, body),
        now: at(0),
        deadline_at: at(600),
    })
}

fn model_of(request: &Request) -> Model {
    Catalog::shipped().unwrap().model(request.kind(), request.model()).unwrap().clone()
}

fn facts(keys: &[Vendor], health: &[(&str, Health)]) -> RouteFacts {
    let health = health.iter().map(|(name, health)| ((*name).to_owned(), health.clone())).collect();
    RouteFacts { vendors_with_key: keys.iter().copied().collect(), health }
}

fn closed(until: i64) -> Health {
    Health {
        troubles: 3,
        open_until: Some(at(until)),
        closed_by: Some(ClosedBy::Trouble),
        ..Health::default()
    }
}

fn paused(until: i64) -> Health {
    Health { cool_until: Some(at(until)), ..Health::default() }
}

/// The vendor ends the model then, as it has told.
fn told(end: i64) -> Health {
    Health { ends_at: Some(at(end)), ..Health::default() }
}

fn picked(job: &Job, facts: &RouteFacts) -> String {
    let model = model_of(&job.request);
    match pick(job, &model, facts, at(0)) {
        Pick::Route(route) => route.name.clone(),
        Pick::Wait { until } => format!("wait {}", until.as_seconds()),
        Pick::None => "none".to_owned(),
    }
}

const BOTH: &[Vendor] = &[Vendor::Bfl, Vendor::Fal];
const BFL: &str = "image/flux_2_pro/bfl";

#[test]
fn the_first_route_that_works_is_picked() {
    for (keys, health, given_up, passed_over, expected) in [
        (BOTH, vec![], &[][..], &[][..], "bfl"),
        (&[Vendor::Fal][..], vec![], &[], &[], "fal"),
        (&[], vec![], &[], &[], "none"),
        (BOTH, vec![], &["bfl"], &[], "fal"),
        (BOTH, vec![], &["bfl", "fal"], &[], "none"),
        (BOTH, vec![(BFL, closed(30))], &[], &[], "fal"),
        (&[Vendor::Bfl], vec![(BFL, closed(30))], &[], &[], "wait 30"),
        (BOTH, vec![("account/bfl", paused(9))], &[], &[], "fal"),
        (BOTH, vec![("account/bfl", paused(9)), ("account/fal", paused(7))], &[], &[], "wait 7"),
        (BOTH, vec![("account/bfl", paused(0))], &[], &[], "bfl"),
        (BOTH, vec![(BFL, told(1))], &[], &[], "bfl"),
        (BOTH, vec![(BFL, told(0))], &[], &[], "fal"),
        (&[Vendor::Bfl], vec![(BFL, told(0))], &[], &[], "none"),
        (BOTH, vec![], &[], &["bfl"], "fal"),
        (BOTH, vec![("account/fal", paused(7))], &[], &["bfl"], "wait 0"),
        (BOTH, vec![("account/bfl", paused(9)), ("account/fal", paused(7))], &[], &["bfl"], "wait 7"),
        (&[Vendor::Bfl], vec![], &[], &["bfl"], "wait 0"),
        (BOTH, vec![], &["fal"], &["bfl"], "wait 0"),
    ] {
        let mut job = job(Kind::Image, &json!({"prompt": "x", "provider": "flux_2_pro"}));
        job.given_up = given_up.iter().map(|name: &&str| (*name).to_owned()).collect();
        for name in passed_over {
            job.pass_over(name);
        }
        let facts = facts(keys, &health);
        assert_eq!(picked(&job, &facts), expected, "{facts:?} {given_up:?} {passed_over:?}");
    }
}

#[test]
fn a_job_whose_vendor_has_a_part_of_it_waits_for_the_pause_and_for_no_breaker() {
    let mut job = job(Kind::Image, &json!({"prompt": "x", "provider": "flux_2_pro"}));
    (job.vendor, job.route) = (Some(Vendor::Bfl), Some("bfl".to_owned()));
    assert_eq!(picked(&job, &facts(BOTH, &[(BFL, closed(30))])), "bfl");
    assert_eq!(picked(&job, &facts(BOTH, &[("account/bfl", paused(9))])), "wait 9");
    assert_eq!(picked(&job, &facts(&[Vendor::Fal], &[])), "none");
}

#[test]
fn a_prompt_that_is_too_long_for_a_route_waits_for_another() {
    let veo = |prompt: String| job(Kind::Video, &json!({"prompt": prompt, "provider": "veo_3_1"}));
    let (short, long) = (veo("é".repeat(1000)), veo("é".repeat(1001)));
    let keys = &[Vendor::Fal, Vendor::Runway];
    let busy = [("account/fal", paused(9))];
    assert_eq!(picked(&short, &facts(keys, &busy)), "runway");
    assert_eq!(picked(&long, &facts(keys, &busy)), "wait 9");
    assert_eq!(picked(&long, &facts(&[Vendor::Runway], &[])), "none");
}

#[test]
fn a_request_is_accepted_while_a_route_that_can_do_it_works() {
    let long = json!({"prompt": "é".repeat(1001), "provider": "veo_3_1"});
    let short = json!({"prompt": "x", "provider": "veo_3_1"});
    let (long, short) = (plan(Kind::Video, &long), plan(Kind::Video, &short));
    let script = json!({"script": "x".repeat(40), "provider": "kling_avatar", "image_url": "https://example.com/a.png"});
    let script = plan(Kind::Avatar, &script);
    let both = &[Vendor::Fal, Vendor::Runway][..];
    let fal = "video/veo_3_1/fal";
    let (never, at_30) = ("unavailable None".to_owned(), "unavailable Some(30)".to_owned());
    for (plan, keys, health, expected) in [
        (&long, both, vec![], "accepted".to_owned()),
        (&long, both, vec![("account/fal", paused(300))], "accepted".to_owned()),
        (&long, both, vec![(fal, closed(30))], at_30.clone()),
        (&long, &[Vendor::Runway], vec![], "prompt".to_owned()),
        (&long, &[Vendor::Runway], vec![("video/veo_3_1/runway", closed(30))], "prompt".to_owned()),
        (&long, &[], vec![], never.clone()),
        (&short, &[Vendor::Runway], vec![], "accepted".to_owned()),
        (&short, both, vec![(fal, closed(30)), ("video/veo_3_1/runway", closed(60))], at_30),
        // No amount of a script can be given to fal, which takes recordings only.
        (&script, &[Vendor::Fal], vec![], never),
        (&script, &[Vendor::Kling], vec![], "accepted".to_owned()),
    ] {
        let model = model_of(&plan.request);
        let answer = match accepts(&model, &plan.demand(), &facts(keys, &health), at(0)) {
            Ok(_) => "accepted".to_owned(),
            Err(NotAccepted::Unavailable { until }) => {
                format!("unavailable {:?}", until.map(Timestamp::as_seconds))
            }
            Err(NotAccepted::TooMuch(complaints)) => complaints[0].field.clone(),
        };
        assert_eq!(answer, expected, "{keys:?} {health:?}");
    }
}

#[test]
fn the_state_of_a_route_says_what_is_in_its_way() {
    let catalog = Catalog::shipped().unwrap();
    let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
    let bfl = model.route("bfl").unwrap();
    let disabled = Route { disabled: true, ..bfl.clone() };
    let retired = Route { sunset_at: Some(at(0)), ..bfl.clone() };
    let both = [(BFL, closed(30)), ("account/bfl", paused(9))];
    for (route, keys, health, expected, until) in [
        (bfl, BOTH, &[][..], "open", None),
        (bfl, BOTH, &both[1..], "paused", Some(9)),
        (bfl, BOTH, &both[..], "closed", Some(30)),
        (bfl, &[], &both[..], "no_key", None),
        (&disabled, BOTH, &both[..], "disabled", None),
        (&retired, BOTH, &both[..], "retired", None),
    ] {
        let state = facts(keys, health).state(model, route, at(0));
        assert_eq!((state.as_str(), state.until()), (expected, until.map(at)));
        assert_eq!(state.lives(), matches!(expected, "open" | "paused" | "closed"));
    }
}
