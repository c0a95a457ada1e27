//! What each endpoint takes, for the description of the API.

use domain::api_key::{NewKey, Rotation};
use domain::browser_token::NewToken;
use domain::membership::MembershipChange;
use domain::team::NewTeam;
use web::Takes;

use crate::{alerts, api_keys, caps, grants, memberships, teams, tokens};

pub const REQUESTS: &[Takes] = &[
    grants::ENDPOINT.takes(|_| grants::schema()),
    caps::TEAM_ENDPOINT.takes(|_| caps::schema()),
    caps::MEMBER_ENDPOINT.takes(|_| caps::schema()),
    alerts::ENDPOINT.takes(|_| alerts::schema()),
    teams::CREATE.takes(|_| NewTeam::schema()),
    tokens::ENDPOINT.takes(|_| NewToken::schema()),
    memberships::CHANGE.takes(|_| MembershipChange::schema()),
    api_keys::CREATE.takes(NewKey::schema),
    api_keys::ROTATE.may_take(|_| Rotation::schema()),
];
