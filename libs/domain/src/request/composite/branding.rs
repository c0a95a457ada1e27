//! What a brand kit adds to a timeline that names it. It becomes part of the request before the job is accepted: the job's
//! row has what is rendered, and neither a retry nor a change of the kit alters it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CompositeRequest;
use crate::brand::BrandKit;
use crate::request::{Facts, Length, Source};

/// The family that texts are drawn in. Other scripts have theirs of the same design.
const FONT: &str = "Noto Sans";

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branding {
    /// The kit's logo, where it was added: it is the last overlay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Source>,
    /// The fields that have a colour because of the kit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub colors: BTreeMap<String, String>,
    /// What of the kit was left out, as sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl CompositeRequest {
    /// Adds what the kit has and the client has not written. `facts` are then those of the request with its logo.
    pub(in crate::request) fn take_kit(&mut self, kit: &BrandKit, facts: &mut Facts) {
        let (logo, logo_note) = self.take_logo(kit, facts);
        let colors = self.fill_colors(&kit.colors);
        let notes = logo_note.into_iter().chain(self.unused_fonts(kit)).collect();
        self.branding = Some(Branding { logo, colors, notes });
    }

    /// The logo that was added, or why it was not.
    fn take_logo(&mut self, kit: &BrandKit, facts: &mut Facts) -> (Option<Source>, Option<String>) {
        let Some(file) = kit.logo else { return (None, None) };
        match self.logo_overlay(file, facts) {
            Ok(overlay) => {
                let source = overlay.source.clone();
                facts.add_length(self.clips.len() + self.overlays.len(), Length::Picture);
                self.overlays.push(overlay);
                (Some(source), None)
            }
            Err(reason) => (None, Some(reason.note())),
        }
    }

    fn unused_fonts(&self, kit: &BrandKit) -> Option<String> {
        let others: Vec<&str> =
            kit.fonts.iter().map(String::as_str).filter(|font| !font.eq_ignore_ascii_case(FONT)).collect();
        (!self.texts.is_empty() && !others.is_empty()).then(|| {
            format!("Texts are drawn in {FONT}. The brand kit's fonts are not used: {}.", others.join(", "))
        })
    }
}

#[cfg(test)]
mod tests;
