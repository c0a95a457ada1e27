//! The ledger's lines. A team's lines are numbered from 1 without gaps; none is ever changed or deleted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Credits, JobId, Kind, LineId, TeamId, Timestamp, UserId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineType {
    Grant,
    TopUp,
    Adjustment,
    GenerationImage,
    GenerationVideo,
    GenerationAvatar,
    GenerationTts,
    GenerationComposite,
}

impl LineType {
    pub const ALL: [Self; 8] = [
        Self::Grant,
        Self::TopUp,
        Self::Adjustment,
        Self::GenerationImage,
        Self::GenerationVideo,
        Self::GenerationAvatar,
        Self::GenerationTts,
        Self::GenerationComposite,
    ];

    /// How the charge for a job of this kind is called.
    pub const fn from_kind(kind: Kind) -> Self {
        match kind {
            Kind::Image => Self::GenerationImage,
            Kind::Video => Self::GenerationVideo,
            Kind::Avatar => Self::GenerationAvatar,
            Kind::Tts => Self::GenerationTts,
            Kind::Composite => Self::GenerationComposite,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::TopUp => "top_up",
            Self::Adjustment => "adjustment",
            Self::GenerationImage => "generation_image",
            Self::GenerationVideo => "generation_video",
            Self::GenerationAvatar => "generation_avatar",
            Self::GenerationTts => "generation_tts",
            Self::GenerationComposite => "generation_composite",
        }
    }
}

/// Its fields are the columns of the table `credit_transaction`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: LineId,
    pub team_id: TeamId,
    pub seq: i64,
    /// Positive: the team was given credits. Negative: it was charged, or an adjustment took credits back.
    pub amount: Credits,
    #[serde(rename = "type")]
    pub line_type: LineType,
    /// The job that was charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    /// Who submitted that job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// Why an operator gave or took credits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// That operator. Lines did not always record who it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted_by: Option<UserId>,
    pub balance_after: Credits,
    #[serde(with = "crate::time::as_text")]
    pub created_at: Timestamp,
}
