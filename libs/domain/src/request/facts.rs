//! What is known of the things that a request names by the time it is quoted.

use super::{InputRole, Logo, SourceFile};
use crate::brand::BrandKit;
use crate::fields::FieldError;

/// By default nothing is known.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Complaints about things that are not there, or that cannot serve as what the request wants of them.
    pub mistakes: Vec<FieldError>,
    /// How long each source is, in the order of [`super::Request::sources`].
    pub lengths: Vec<Length>,
    pub kit: Option<BrandKit>,
    /// The kit's logo, where the request has room for it ([`super::Request::logo`]) and the drive has it.
    pub logo: Option<Logo>,
}

/// How long a file is, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Length {
    /// The file is at a foreign address, or does not say.
    #[default]
    Unknown,
    /// It is a picture, which lasts as long as it is shown.
    Picture,
    Exactly(u64),
    /// The job that makes it has not ended.
    AtMost(u64),
}

impl Facts {
    /// Notes the length of a source that is added at this place.
    pub(super) fn add_length(&mut self, at: usize, length: Length) {
        self.lengths.resize(self.lengths.len().max(at), Length::Unknown);
        self.lengths.insert(at, length);
    }

    /// The lengths of those among `sources`, which are all of the request's, that play this role.
    pub(super) fn lengths_of(&self, role: InputRole, sources: &[SourceFile]) -> Vec<Length> {
        let known = self.lengths.iter().copied().chain(std::iter::repeat(Length::Unknown));
        sources.iter().zip(known).filter(|(file, _)| file.role == role).map(|(_, length)| length).collect()
    }
}
