//! How each endpoint is described.

use web::{Operation, Problem, Tag};

use crate::{
    alerts, api_keys, balance, billed_failures, caps, grants, me, members, memberships, teams, tokens,
    transactions,
};

const WRITE: &[Problem] = &[Problem::CREDITS_CONTENDED];
const GRANT: &[Problem] = &[grants::INSUFFICIENT, Problem::CREDITS_CONTENDED];
const CREATE_TEAM: &[Problem] = &[teams::EXISTS, Problem::CREDITS_CONTENDED];
const ONE: &[Problem] = &[Problem::NOT_FOUND];
// A key gives nobody more than it has itself.
const CREATE_KEY: &[Problem] = &[Problem::FORBIDDEN, Problem::CREDITS_CONTENDED];
// What is said of a member is said within the rights of whoever says it.
const CHANGE_MEMBER: &[Problem] = &[Problem::FORBIDDEN, Problem::CREDITS_CONTENDED];
const REVOKE_KEY: &[Problem] = &[Problem::FORBIDDEN, Problem::NOT_FOUND, Problem::CREDITS_CONTENDED];
const ROTATE_KEY: &[Problem] = &[
    Problem::FORBIDDEN,
    Problem::NOT_FOUND,
    api_keys::rotate::CHANGED,
    api_keys::rotate::ENDED,
    Problem::CREDITS_CONTENDED,
];

pub const OPERATIONS: &[Operation] = &[
    balance::ENDPOINT.operation("getBalance", Tag::Credits, "Read the team's credits", &[]),
    transactions::ENDPOINT.operation(
        "listTransactions",
        Tag::Credits,
        "List the team's ledger, the newest line first",
        &[],
    ),
    grants::ENDPOINT.operation(
        "grantCredits",
        Tag::Credits,
        "Give credits to a team, or take some back",
        GRANT,
    ),
    billed_failures::ENDPOINT.operation(
        "listBilledFailures",
        Tag::Credits,
        "List what vendors billed and no customer paid",
        &[],
    ),
    caps::TEAM_ENDPOINT.operation("setTeamCap", Tag::Credits, "Set the team's monthly cap", WRITE),
    members::ENDPOINT.operation(
        "listMemberUsage",
        Tag::Credits,
        "List what each member has spent this month",
        &[],
    ),
    caps::MEMBER_ENDPOINT.operation("setMemberCap", Tag::Credits, "Set a member's monthly cap", WRITE),
    alerts::ENDPOINT.operation(
        "setAlerts",
        Tag::Credits,
        "Set the balance below which the team is notified",
        WRITE,
    ),
    teams::CREATE.operation("createTeam", Tag::Teams, "Make a team", CREATE_TEAM),
    teams::LIST.operation("listTeams", Tag::Teams, "List the teams", &[]),
    teams::READ.operation("getTeam", Tag::Teams, "Read a team", ONE),
    tokens::ENDPOINT.operation("createToken", Tag::Callers, "Make a short token for a browser", WRITE),
    memberships::LIST.operation("listMembers", Tag::Callers, "List the members of the team", &[]),
    memberships::CHANGE.operation(
        "updateMember",
        Tag::Callers,
        "Say the role of a member, or disable them",
        CHANGE_MEMBER,
    ),
    me::ENDPOINT.operation("getMe", Tag::Callers, "Read who the caller is", &[]),
    api_keys::CREATE.operation("createApiKey", Tag::Callers, "Make an API key", CREATE_KEY),
    api_keys::LIST.operation("listApiKeys", Tag::Callers, "List API keys, the newest first", &[]),
    api_keys::READ.operation("getApiKey", Tag::Callers, "Read an API key", ONE),
    api_keys::REVOKE.operation("revokeApiKey", Tag::Callers, "Revoke an API key", REVOKE_KEY),
    api_keys::ROTATE.operation("rotateApiKey", Tag::Callers, "Give an API key another secret", ROTATE_KEY),
];
