//! A key may have a list of the only models that it submits and retries. What it may not is told before anything else of
//! the request is read.

use std::borrow::Cow;

use domain::request::{self, Family};
use domain::{ApiKey, Catalog, Kind};
use serde_json::Value;
use web::ApiError;

/// The catalog in which a body is read. Where the body leaves the choice to us, it has only the models that the key may
/// use, so that the first of them that fits is taken.
pub(crate) fn catalog_for<'a>(
    key: &ApiKey,
    catalog: &'a Catalog,
    kind: Kind,
    family: Family,
    body: &Value,
) -> Result<Cow<'a, Catalog>, ApiError> {
    if key.models.is_empty() {
        return Ok(Cow::Borrowed(catalog));
    }
    if kind != Kind::Composite && request::names_provider(body) {
        let named = body.get("provider").and_then(Value::as_str).unwrap_or_default();
        if catalog.model(kind, named).is_some() {
            check_model(key, named)?;
        }
        return Ok(Cow::Borrowed(catalog));
    }
    let offered: Vec<&str> = request::offered(catalog, kind, family).map(|model| model.id.as_str()).collect();
    if offered.iter().any(|model| key.may_use(model)) {
        return Ok(Cow::Owned(catalog.only(&key.models)));
    }
    Err(refusal(key, &offered.join(", ")))
}

/// 403, with the model and those that the key may use.
pub(crate) fn check_model(key: &ApiKey, model: &str) -> Result<(), ApiError> {
    if key.may_use(model) { Ok(()) } else { Err(refusal(key, model)) }
}

fn refusal(key: &ApiKey, models: &str) -> ApiError {
    let allowed = key.models.join(", ");
    ApiError::Forbidden(format!("This key may not use {models}; it may use only {allowed}."))
}

#[cfg(test)]
mod tests {
    use domain::{Caller, KeyId, Role, TeamId, Timestamp, UserId};
    use serde_json::json;

    use super::*;

    fn key(models: &[&str]) -> ApiKey {
        let (team_id, user_id) = (TeamId::new("t"), UserId::new("u"));
        let caller = Caller { team_id, user_id, role: Role::Member, scopes: Vec::new() };
        let now = Timestamp::from_millis(0);
        let models = models.iter().map(|model| (*model).to_owned()).collect();
        ApiKey { models, ..ApiKey::new(KeyId::from_hash(now, ""), "k".to_owned(), caller, now) }
    }

    /// The models that a body without a provider may be read for, or the refusal.
    fn asked(models: &[&str], kind: Kind, family: Family, body: &Value) -> Result<Vec<String>, String> {
        let catalog = Catalog::shipped().unwrap();
        let allowed = catalog_for(&key(models), &catalog, kind, family, body);
        let offered = |allowed: Cow<'_, Catalog>| {
            request::offered(&allowed, kind, family).map(|model| model.id.clone()).collect()
        };
        allowed.map(offered).map_err(|error| error.to_string())
    }

    #[test]
    fn a_request_without_a_provider_is_read_for_the_keys_own_models() {
        let (pictures, none) = (["gpt_image_1_5", "seedream_4", "veo_3_1"], json!({}));
        let own = |kind, family| asked(&pictures, kind, family, &none).unwrap();
        assert_eq!(own(Kind::Image, Family::Legacy), ["gpt_image_1_5"]);
        assert_eq!(own(Kind::Video, Family::Studio), ["veo_3_1"]);
        let mut studio = own(Kind::Image, Family::Studio);
        studio.sort_unstable();
        assert_eq!(studio, ["gpt_image_1_5", "seedream_4"]);
        let all = asked(&[], Kind::Image, Family::Legacy, &none).unwrap();
        assert_eq!(all, ["flux_2_pro", "gpt_image_1_5"], "a key without models has no limit");
    }

    #[test]
    fn what_the_key_may_not_use_is_named_with_what_it_may() {
        let own = ["veo_3_1", "seedream_4"];
        for (kind, family, body, models) in [
            (Kind::Image, Family::Legacy, json!({"provider": "flux_2_pro"}), "flux_2_pro"),
            (Kind::Image, Family::Legacy, json!({"provider": "flux_2_pro", "width": 1}), "flux_2_pro"),
            (Kind::Image, Family::Legacy, json!({}), "flux_2_pro, gpt_image_1_5"),
            (Kind::Video, Family::Legacy, json!({"provider": null}), "runway_gen4, luma_ray3"),
            (Kind::Tts, Family::Legacy, json!({}), "openai_tts, elevenlabs"),
            (Kind::Composite, Family::Legacy, json!({}), "compositor"),
        ] {
            let told = asked(&own, kind, family, &body).unwrap_err();
            let mut named: Vec<&str> = models.split(", ").collect();
            named.retain(|model| !told.contains(model));
            assert!(named.is_empty(), "{body}: {told}");
            assert!(told.ends_with("; it may use only veo_3_1, seedream_4."), "{told}");
        }
        for provider in [json!("no_such_model"), json!(7)] {
            let read = asked(&own, Kind::Image, Family::Legacy, &json!({"provider": provider}));
            assert_eq!(read.unwrap().len(), 2, "the reader says what is wrong with {provider}");
        }
    }
}
