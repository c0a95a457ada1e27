//! What a deployment can change about the catalog without a rebuild, because vendors retire models on short notice.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Catalog, Error};

/// Changes to one route. What is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    pub wire_model: Option<String>,
    pub wire_model_with_images: Option<String>,
    pub wire_model_with_references: Option<String>,
    pub disabled: Option<bool>,
}

impl Catalog {
    /// `text`: a JSON object of `kind/model/route` → [`Override`]; empty text changes nothing.
    pub fn apply(&mut self, text: &str) -> Result<(), Error> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let overrides: BTreeMap<String, Override> = serde_json::from_str(text)?;
        for (name, change) in overrides {
            self.change(&name, change)?;
        }
        Ok(())
    }

    fn change(&mut self, name: &str, change: Override) -> Result<(), Error> {
        let mut models = self.models.iter_mut().flat_map(|model| {
            let prefix = format!("{}/{}/", model.kind.as_str(), model.id);
            model.routes.iter_mut().map(move |route| (format!("{prefix}{}", route.name), route))
        });
        let Some((_, route)) = models.find(|(full, _)| full == name) else {
            return Err(Error::UnknownRoute(name.to_owned()));
        };
        if let Some(id) = change.wire_model {
            route.wire_model = Some(id);
        }
        if let Some(id) = change.wire_model_with_images {
            route.wire_model_with_images = Some(id);
        }
        if let Some(id) = change.wire_model_with_references {
            if !route.can_send_references() {
                let problem = "cannot be asked for reference pictures".to_owned();
                return Err(Error::Model { model: name.to_owned(), problem });
            }
            route.wire_model_with_references = Some(id);
        }
        if let Some(disabled) = change.disabled {
            route.disabled = disabled;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Catalog, Kind};

    #[test]
    fn a_deployment_renames_a_wire_model_and_switches_a_route_off() {
        let mut catalog = Catalog::shipped().unwrap();
        catalog
            .apply(r#"{"image/flux_2_pro/bfl": {"wire_model": "flux-2-pro-preview"}, "image/flux_2_pro/fal": {"disabled": true}}"#)
            .unwrap();
        let model = catalog.model(Kind::Image, "flux_2_pro").unwrap();
        assert_eq!(model.route("bfl").unwrap().wire_model.as_deref(), Some("flux-2-pro-preview"));
        assert!(model.route("fal").unwrap().disabled);
    }

    #[test]
    fn an_override_of_an_unknown_route_or_field_is_refused() {
        let mut catalog = Catalog::shipped().unwrap();
        let refusal = catalog.apply(r#"{"image/flux_9/bfl": {}}"#).unwrap_err().to_string();
        assert!(refusal.contains("image/flux_9/bfl"), "{refusal}");
        assert!(catalog.apply(r#"{"image/flux_2_pro/bfl": {"model": "x"}}"#).is_err());
        catalog.apply("").unwrap();
    }

    #[test]
    fn references_are_renamed_only_where_they_can_be_sent() {
        let mut catalog = Catalog::shipped().unwrap();
        let change = |route: &str| format!(r#"{{"video/{route}": {{"wire_model_with_references": "new"}}}}"#);
        catalog.apply(&change("seedance_pro/byteplus")).unwrap();
        let route = catalog.model(Kind::Video, "seedance_pro").unwrap().route("byteplus").unwrap();
        assert_eq!(route.wire_model_with_references.as_deref(), Some("new"));
        let refusal = catalog.apply(&change("kling_2_6/kling")).unwrap_err().to_string();
        assert_eq!(refusal, "model video/kling_2_6/kling: cannot be asked for reference pictures");
    }
}
