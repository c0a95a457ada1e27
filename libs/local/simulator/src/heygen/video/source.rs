//! Who speaks: a look of an avatar, or a picture of the client's.

use crate::fields::Fields;
use crate::heygen::errors::ApiError;
use crate::heygen::lists::{Engine, Kind, Look};

#[derive(Clone, Debug)]
pub(super) enum Source<'a> {
    Look(&'static Look, Engine),
    /// Still to be fetched.
    Picture(Fields<'a>),
}

impl<'a> Source<'a> {
    pub(super) fn read(fields: &Fields<'a>) -> Result<Self, ApiError> {
        let kind = fields.choice("type", &["avatar", "image", "cinematic_avatar", "studio"])?;
        match fields.need("type", kind)? {
            "avatar" => {
                let id = fields.need("avatar_id", fields.text("avatar_id")?)?;
                let look = Look::with_id(id).ok_or_else(|| ApiError::NoAvatar(id.to_owned()))?;
                Ok(Self::Look(look, engine(fields, look)?))
            }
            "image" => Ok(Self::Picture(fields.need("image", fields.object("image")?)?)),
            other => Err(fields.other("type", format!("{other} is not simulated")).into()),
        }
    }

    /// The name of the engine, which is also the model of the job.
    pub(super) fn engine(&self) -> Engine {
        match self {
            Self::Look(_, engine) => *engine,
            Self::Picture(_) => Engine::Iv,
        }
    }

    pub(super) fn default_voice(&self) -> Option<&'static str> {
        match self {
            Self::Look(look, _) => look.voice,
            Self::Picture(_) => None,
        }
    }

    pub(super) fn is_photo(&self) -> bool {
        match self {
            Self::Look(look, _) => look.kind == Kind::Photo,
            Self::Picture(_) => true,
        }
    }

    /// Hundredths of a cent for a second: the self-serve price page of autumn 2026.
    pub(super) fn price(&self) -> u32 {
        match (self.engine(), self.is_photo()) {
            (Engine::Iii, true) => 433,
            (Engine::Iii, false) => 167,
            (Engine::Iv, true) => 500,
            (Engine::Iv, false) | (Engine::V, _) => 667,
        }
    }
}

fn engine(fields: &Fields<'_>, look: &Look) -> Result<Engine, ApiError> {
    let Some(given) = fields.object("engine")? else { return Ok(Engine::Iv) };
    given.only(&["type", "reference_look_id"])?;
    let name = given.need("type", given.choice("type", &Engine::NAMES)?)?;
    let engine = Engine::named(name).filter(|engine| look.kind.engines().contains(engine));
    let engine = engine.ok_or_else(|| given.other("type", "is not supported by this avatar"))?;
    if let Some(id) = given.text("reference_look_id")? {
        let fits = |other: &Look| other.kind == Kind::Twin && other.is_of_the_group_of(look);
        if engine != Engine::V || !Look::with_id(id).is_some_and(fits) {
            let sentence = "needs avatar_v and a digital_twin look of the same group";
            return Err(given.other("reference_look_id", sentence).into());
        }
    }
    Ok(engine)
}
