//! What is found in the shipped catalog on some days, and in catalogs that are in trouble.

use super::*;
use crate::catalog::day_from;

fn day(text: &str) -> Timestamp {
    day_from(text).unwrap()
}

fn found(catalog: &Catalog, today: &str) -> Vec<Finding> {
    findings(catalog, &BTreeMap::new(), day(today))
}

/// The findings about one model, without it.
fn about(found: &[Finding], subject: &str) -> Vec<String> {
    let own = found.iter().filter(|finding| {
        finding.subject == subject
            || finding.subject.strip_prefix(subject).is_some_and(|rest| rest.starts_with('/'))
    });
    own.map(|finding| finding.to_string().replacen(subject, "", 1)).collect()
}

fn shipped() -> Catalog {
    Catalog::shipped().unwrap()
}

/// The shipped catalog after a change of its text.
fn changed(from: &str, to: &str) -> Catalog {
    assert!(Catalog::TEXT.contains(from), "{from}");
    Catalog::parse(&Catalog::TEXT.replacen(from, to, 1)).unwrap()
}

#[test]
fn an_end_is_announced_sixty_days_ahead_with_the_days_that_are_left() {
    let catalog = shipped();
    let openai = |today| {
        let all = about(&found(&catalog, today), "tts/openai_tts");
        all.into_iter().find(|problem| problem.contains("(tts-1)"))
    };
    assert_eq!(openai("2026-11-06"), None);
    assert_eq!(openai("2026-11-07").unwrap(), "/openai (tts-1) ends on 2027-01-06, in 60 days");
    assert_eq!(openai("2027-01-05").unwrap(), "/openai (tts-1) ends on 2027-01-06, in 1 days");
    assert_eq!(openai("2027-01-06").unwrap(), "/openai (tts-1) ended on 2027-01-06 and is never picked");
}

#[test]
fn what_is_left_of_a_model_is_said_for_each_use() {
    let found = found(&shipped(), "2026-11-27");
    for (subject, problems) in [
        ("video/runway_gen4", &[" has one route left, runway, and so one vendor, runway, today"][..]),
        ("avatar/heygen", &[" has one route left, heygen, and so one vendor, heygen, today"]),
        ("tts/heygen", &[" has one route left, heygen, and so one vendor, heygen, today"]),
        ("avatar/veed", &[" has one route left, fal, and so one vendor, fal, today"]),
        ("avatar/kling_avatar", &[" has one route left for scripts, kling, and so one vendor, kling, today"]),
        ("image/flux_2_pro", &[]),
        ("video/kling_3_0", &[]),
    ] {
        assert_eq!(about(&found, subject), problems, "{subject}");
    }
    let elevenlabs = about(&found, "tts/elevenlabs");
    for expected in [
        " has one route left for mp3, elevenlabs, and so one vendor, elevenlabs, from 2026-12-31 on, within 60 days",
        " has one route left for wav, elevenlabs, and so one vendor, elevenlabs, today",
        " has one route left for voices of one's own, elevenlabs, and so one vendor, elevenlabs, today",
    ] {
        assert!(elevenlabs.iter().any(|problem| problem == expected), "{expected}: {elevenlabs:#?}");
    }
}

#[test]
fn one_vendor_is_no_more_than_one_vendor_however_many_routes_it_has() {
    let found = about(&found(&shipped(), "2026-11-27"), "tts/openai_tts");
    for expected in [
        " has one vendor left for mp3, google, from 2027-01-06 on, within 60 days",
        " has one vendor left for wav, google, from 2027-01-06 on, within 60 days",
        " has no route left for another speed, from 2027-01-06 on, within 60 days: nobody will sell it",
    ] {
        assert!(found.iter().any(|problem| problem == expected), "{expected}: {found:#?}");
    }
}

#[test]
fn pictures_have_two_vendors_on_the_day_after() {
    for today in ["2026-11-27", "2026-12-01", "2027-06-01"] {
        let found = found(&shipped(), today);
        for model in ["image/gpt_image_1_5", "image/nano_banana"] {
            let left = about(&found, model).into_iter().filter(|problem| problem.contains("left"));
            assert_eq!(left.collect::<Vec<_>>(), Vec::<String>::new(), "{model} on {today}");
        }
    }
}

#[test]
fn voices_that_end_on_one_day_are_one_finding_which_names_the_default() {
    let found = about(&found(&shipped(), "2026-11-27"), "tts/elevenlabs");
    let lost: Vec<_> = found.iter().filter(|problem| problem.contains("voices on")).collect();
    assert_eq!(lost.len(), 1, "{found:#?}");
    assert!(lost[0].contains("on 2026-12-31, in 34 days, the default voice"), "{}", lost[0]);
    let later = about(&self::found(&shipped(), "2027-01-01"), "tts/elevenlabs");
    assert!(later.iter().any(|problem| problem.contains("lost 20 voices on 2026-12-31")), "{later:#?}");
}

#[test]
fn a_model_that_nobody_will_sell_is_an_error() {
    let catalog =
        changed("wire_model = \"gen4.5\"\n", "wire_model = \"gen4.5\"\nsunset_at = \"2026-12-24\"\n");
    let all = found(&catalog, "2026-11-27");
    let left = all.iter().find(|finding| finding.subject == "video/runway_gen4").unwrap();
    assert_eq!(left.severity, Severity::Error);
    let problem = "has no route left, from 2026-12-24 on, within 60 days: nobody will sell it";
    assert_eq!(left.problem, problem);
    let after = found(&catalog, "2026-12-24");
    let left = after.iter().find(|finding| finding.subject == "video/runway_gen4").unwrap();
    assert_eq!(left.problem, "has no route left, today: nobody will sell it");
}

#[test]
fn a_default_voice_that_ends_without_another_is_an_error() {
    let catalog = changed(
        "default_voice = [\"EXAVITQu4vr4xnSDxMaL\", \"kdmDKE6EkgrWrrykO9Qt\"]",
        "default_voice = \"EXAVITQu4vr4xnSDxMaL\"",
    );
    let all = found(&catalog, "2026-11-27");
    let finding = all.iter().find(|finding| finding.problem == "has no default voice that lasts").unwrap();
    assert_eq!((finding.severity, finding.subject.as_str()), (Severity::Error, "tts/elevenlabs"));
}

#[test]
fn what_a_vendor_has_told_counts_like_a_day_in_the_catalog() {
    let told = BTreeMap::from([("image/gpt_image_1_5/openai_2_6".to_owned(), day("2026-12-10"))]);
    let found = findings(&shipped(), &told, day("2026-11-27"));
    let finding = found.iter().find(|finding| finding.subject == "image/gpt_image_1_5/openai_2_6").unwrap();
    assert_eq!(
        (finding.vendor, finding.problem.as_str()),
        (
            Some(Vendor::Openai),
            "(gpt-image-2.6-flare) ends on 2026-12-10, in 13 days, by the vendor's own word"
        )
    );
}

#[test]
fn a_route_that_is_switched_off_is_not_left() {
    let mut catalog = shipped();
    catalog.apply(r#"{"image/flux_2_pro/fal": {"disabled": true}}"#).unwrap();
    let problems = about(&found(&catalog, "2026-11-27"), "image/flux_2_pro");
    assert_eq!(problems, [" has one route left, bfl, and so one vendor, bfl, today"]);
}

#[test]
fn every_day_of_the_catalog_is_known() {
    let days = days(&shipped());
    for text in ["2026-12-01", "2026-12-31", "2027-01-06"] {
        assert!(days.contains(&day(text)), "{text}");
    }
}
