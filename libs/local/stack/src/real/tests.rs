use std::collections::BTreeMap;

use super::*;

const SECRET: &str = "sk-very-secret";

fn choose_from(named: &[&str], set: &[(&str, &str)]) -> Result<BTreeMap<Vendor, RealVendor>, String> {
    let wanted = named.iter().map(|text| text.parse()).collect::<Result<Vec<Wanted>, String>>()?;
    let variables: BTreeMap<&str, &str> = set.iter().copied().collect();
    choose(&wanted, |name| variables.get(name).copied().unwrap_or_default().to_owned())
        .map_err(|error| error.to_string())
}

/// The states of a model's routes once these vendors are real: `bfl`, or `-fal` where it is switched off.
fn routes(kind: domain::Kind, model: &str, real: &[&str]) -> Vec<String> {
    let real: Vec<String> = real.iter().map(|name| format!("{name}=http://127.0.0.1:1/{name}")).collect();
    let real: Vec<&str> = real.iter().map(String::as_str).collect();
    let mut catalog = Catalog::shipped().unwrap();
    let day = domain::catalog::day_from("2026-11-27").unwrap();
    put_into(&mut catalog, &choose_from(&real, &[]).unwrap(), day).unwrap();
    let routes = catalog.model(kind, model).unwrap().routes.iter();
    routes.map(|route| format!("{}{}", if route.disabled { "-" } else { "" }, route.name)).collect()
}

#[test]
fn a_key_is_where_the_vendors_own_clients_look() {
    for (name, variable) in [
        ("bfl", "BFL_API_KEY"),
        ("openai", "OPENAI_API_KEY"),
        ("google", "GEMINI_API_KEY"),
        ("google", "GOOGLE_API_KEY"),
        ("byteplus", "ARK_API_KEY"),
        ("luma", "LUMA_AGENTS_API_KEY"),
        ("luma", "LUMAAI_API_KEY"),
        ("luma", "LUMA_API_KEY"),
        ("runway", "RUNWAYML_API_SECRET"),
        ("kling", "KLINGAI_API_KEY"),
        ("kling", "KLING_API_KEY"),
        ("heygen", "HEYGEN_API_KEY"),
        ("elevenlabs", "ELEVENLABS_API_KEY"),
        ("fal", "FAL_KEY"),
    ] {
        let chosen = choose_from(&[name], &[(variable, " sk-very-secret\n")]).unwrap();
        let (vendor, real) = chosen.first_key_value().unwrap();
        assert_eq!((vendor.as_str(), real.key(), real.base_url()), (name, SECRET, None));
        assert!(list().contains(variable), "{variable} is not listed");
        let missing = choose_from(&[name], &[(variable, "  ")]).unwrap_err();
        assert!(missing.contains(&format!("--vendor {name}")) && missing.contains(variable), "{missing}");
    }
    let pair = choose_from(&["fal"], &[("FAL_KEY_ID", "id"), ("FAL_KEY_SECRET", "secret")]).unwrap();
    assert_eq!(pair[&Vendor::Fal].key(), "id:secret");
    assert!(choose_from(&["fal"], &[("FAL_KEY_ID", "id")]).is_err());
}

#[test]
fn a_missing_key_is_told_with_every_variable_that_may_hold_it() {
    for (name, set, expected) in [
        ("bfl", None, "--vendor bfl needs a key: set BFL_API_KEY"),
        ("google", None, "--vendor google needs a key: set GOOGLE_API_KEY or GEMINI_API_KEY"),
        ("fal", None, "--vendor fal needs a key: set FAL_KEY, or FAL_KEY_ID and FAL_KEY_SECRET"),
        ("bfl=https://proxy.example", None, "--vendor bfl needs a key: set BFL_API_KEY"),
        ("kling", None, "--vendor kling needs a key: set KLINGAI_API_KEY or KLING_API_KEY"),
        (
            "kling",
            Some(("KLING_ACCESS_KEY", "ak")),
            "--vendor kling needs a key: set KLINGAI_API_KEY or KLING_API_KEY; a pair of access key and secret key is of \
             the older kind, which its newer endpoints do not take",
        ),
        ("bfl", Some(("BFL_API_KEY", "a\nb")), "BFL_API_KEY has a character that no key has"),
    ] {
        assert_eq!(choose_from(&[name], set.as_slice()).unwrap_err(), expected);
    }
}

#[test]
fn a_name_that_is_none_is_told_with_the_one_that_was_meant() {
    let all = "The vendors are bfl, openai, google, byteplus, luma, runway, kling, heygen, elevenlabs, fal.";
    for (name, hint) in [
        ("blf", " Did you mean bfl?"),
        ("flux", " Did you mean bfl?"),
        ("Open-AI", " Did you mean openai?"),
        ("gemini", " Did you mean google?"),
        ("ark", " Did you mean byteplus?"),
        ("lumaai", " Did you mean luma?"),
        ("runwayml", " Did you mean runway?"),
        ("klingai", " Did you mean kling?"),
        ("eleven-labs", " Did you mean elevenlabs?"),
        ("fal.ai", " Did you mean fal?"),
        ("flux_2_pro", " Did you mean bfl or fal?"),
        ("replicate", ""),
        ("", ""),
    ] {
        let refusal = choose_from(&[name], &[]).unwrap_err();
        let expected = format!("{:?} is no vendor.{hint} {all}", name.to_lowercase());
        assert_eq!(refusal, expected);
    }
    assert!(choose_from(&[" BFL "], &[("BFL_API_KEY", "k")]).is_ok());
    let twice = choose_from(&["bfl", "bfl"], &[("BFL_API_KEY", "k")]).unwrap_err();
    assert_eq!(twice, "--vendor bfl is given twice");
}

#[test]
fn an_address_takes_the_place_of_the_vendors_own() {
    for (address, expected) in [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.0.0.1:8080/bfl/", "http://127.0.0.1:8080/bfl"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://[::1]:8080/bfl", "http://[::1]:8080/bfl"),
        ("https://Proxy.Example:443/bfl", "https://proxy.example/bfl"),
    ] {
        let chosen = choose_from(&[&format!("bfl={address}")], &[("BFL_API_KEY", SECRET)]).unwrap();
        assert_eq!(chosen[&Vendor::Bfl].base_url(), Some(expected));
    }
    for (address, problem) in [
        ("", "is not one such as"),
        ("127.0.0.1:8080", "is not one such as"),
        ("ftp://127.0.0.1/", "must begin with http:// or https://"),
        ("http://proxy.example/", "must begin with https://"),
        ("http://10.0.0.7:8080", "must begin with https://"),
        ("http://127.0.0.1.evil.example/", "must begin with https://"),
        ("https://u:sk-very-secret@proxy.example/", "must have no user"),
        ("https://proxy.example/?key=sk-very-secret", "must end with its path"),
        ("https://proxy.example/#sk-very-secret", "must end with its path"),
    ] {
        let refusal = choose_from(&[&format!("bfl={address}")], &[("BFL_API_KEY", SECRET)]).unwrap_err();
        let named = refusal.starts_with("the address in --vendor bfl=… ");
        assert!(named && refusal.contains(problem) && !refusal.contains(SECRET), "{address}: {refusal}");
    }
}

#[test]
fn a_simulator_elsewhere_on_this_machine_needs_no_key() {
    let there = ["fal=http://localhost:1/fal", "bfl=http://127.0.0.2:1"];
    let chosen = choose_from(&there, &[("BFL_API_KEY", SECRET)]).unwrap();
    assert_eq!(chosen[&Vendor::Fal].key(), "sim-fal-id:sim-fal-secret");
    assert_eq!(chosen[&Vendor::Bfl].key(), SECRET, "a key that is set is the one that is meant");
}

#[test]
fn time_is_shortened_for_simulators_only() {
    let (fast, real) = (Pace::shortened_to(0.1).unwrap(), Pace::REAL);
    let key = [("BFL_API_KEY", SECRET)];
    for (name, pace, expected) in [
        ("bfl", real, true),
        ("bfl", fast, false),
        ("bfl=https://proxy.example", fast, false),
        ("bfl=http://127.0.0.1:1", fast, true),
    ] {
        let checked = check_pace(&choose_from(&[name], &key).unwrap(), pace);
        assert_eq!(checked.is_ok(), expected, "{name}");
    }
    let refusal = check_pace(&choose_from(&["bfl"], &key).unwrap(), fast).unwrap_err().to_string();
    assert_eq!(refusal, "--time-scale cannot shorten what bfl takes: leave it out beside a real vendor");
}

#[test]
fn a_model_with_a_route_at_a_real_vendor_is_made_there_or_not_at_all() {
    use domain::Kind::{Image, Tts, Video};
    for (kind, model, real, expected) in [
        (Image, "flux_2_pro", &["bfl"][..], &["bfl", "-fal"][..]),
        (Image, "flux_2_pro", &["fal"], &["-bfl", "fal"]),
        (Image, "flux_2_pro", &["bfl", "fal"], &["bfl", "fal"]),
        (Image, "flux_2_pro", &["openai"], &["bfl", "fal"]),
        (Image, "seedream_4", &["bfl"], &["byteplus", "fal"]),
        (Video, "runway_gen4", &["runway"], &["runway"]),
        (Video, "luma_ray3", &["luma"], &["luma", "-fal"]),
        (Tts, "elevenlabs", &["elevenlabs"], &["elevenlabs", "-fal"]),
        (Tts, "heygen", &["fal"], &["heygen"]),
    ] {
        assert_eq!(routes(kind, model, real), expected, "{model} with {real:?}");
    }
}

#[test]
fn no_recording_is_sent_by_a_link_that_only_this_machine_can_follow() {
    let keys = [("HEYGEN_API_KEY", SECRET), ("FAL_KEY", SECRET), ("KLING_API_KEY", SECRET)];
    for (real, route, takes_none) in [
        ("heygen", "heygen", true),
        ("heygen=https://proxy.example", "heygen", true),
        ("heygen=http://127.0.0.1:1", "heygen", false),
        ("fal", "fal", true),
        ("kling", "kling", false),
    ] {
        let mut catalog = Catalog::shipped().unwrap();
        let real_vendors = choose_from(&[real], &keys).unwrap();
        put_into(&mut catalog, &real_vendors, domain::Timestamp::from_millis(0)).unwrap();
        let avatars = catalog.of_kind(domain::Kind::Avatar);
        let routes: Vec<_> = avatars.filter_map(|model| model.route(route)).collect();
        assert!(!routes.is_empty());
        let all = routes.iter().all(|it| (it.limits.audio_max_bytes == Some(0)) == takes_none);
        assert!(all, "{real}");
    }
}

#[test]
fn keys_are_not_printed() {
    let chosen =
        choose_from(&["bfl", "fal=https://proxy.example"], &[("BFL_API_KEY", SECRET), ("FAL_KEY", SECRET)]);
    let chosen = chosen.unwrap();
    let told = warnings(&chosen);
    assert_eq!(
        told[0],
        "Real money is spent at bfl (https://api.bfl.ai, with the key in BFL_API_KEY) for flux_2_pro. No simulator makes \
         these now."
    );
    assert!(told[1].contains("Real money is spent at fal (https://proxy.example, with the key in FAL_KEY)"));
    let options = crate::Options { real: chosen, ..crate::Options::default() };
    assert!(!format!("{options:?} {told:?}").contains(SECRET));
    let simulated = warnings(&choose_from(&["bfl=http://127.0.0.1:1"], &[]).unwrap());
    assert_eq!(
        simulated,
        ["bfl is called at http://127.0.0.1:1, with the key of the simulators, for flux_2_pro."]
    );
}

#[test]
fn the_list_names_every_vendor_and_what_it_makes() {
    let list = list();
    for vendor in Vendor::ALL {
        assert!(list.lines().any(|line| line.starts_with(&format!("{:<11} ", vendor.as_str()))), "{list}");
    }
    assert!(list.contains("https://api.bfl.ai: flux_2_pro\n") && list.contains("heygen (tts)"), "{list}");
}
