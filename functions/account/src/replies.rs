//! What each endpoint answers when it has done what it was asked.

use web::{Answer, Listing, Replies};

use crate::alerts::AlertsView;
use crate::api_keys::{ApiKeyView, NewKeyView};
use crate::balance::BalanceView;
use crate::billed_failures::BilledTeam;
use crate::in_month::InMonth;
use crate::me::Me;
use crate::memberships::TeamMemberView;
use crate::month_numbers::{MemberView, MonthNumbers};
use crate::teams::TeamView;
use crate::tokens::TokenView;
use crate::transactions::Transaction;
use crate::{
    alerts, api_keys, balance, billed_failures, caps, grants, me, members, memberships, teams, tokens,
    transactions,
};

pub const REPLIES: &[Replies] = &[
    balance::ENDPOINT.answers(&[Answer::json::<BalanceView>(200)]),
    transactions::ENDPOINT.answers(&[Answer::json::<Listing<Transaction>>(200)]),
    grants::ENDPOINT.answers(&[Answer::json::<Transaction>(201)]),
    billed_failures::ENDPOINT.answers(&[Answer::json::<InMonth<BilledTeam>>(200)]),
    caps::TEAM_ENDPOINT.answers(&[Answer::json::<MonthNumbers>(200)]),
    members::ENDPOINT.answers(&[Answer::json::<InMonth<MemberView>>(200)]),
    caps::MEMBER_ENDPOINT.answers(&[Answer::json::<MemberView>(200)]),
    alerts::ENDPOINT.answers(&[Answer::json::<AlertsView>(200)]),
    teams::CREATE.answers(&[Answer::json::<TeamView>(201)]),
    teams::LIST.answers(&[Answer::json::<Listing<TeamView>>(200)]),
    teams::READ.answers(&[Answer::json::<TeamView>(200)]),
    api_keys::CREATE.answers(&[Answer::json::<NewKeyView>(201)]),
    api_keys::LIST.answers(&[Answer::json::<Listing<ApiKeyView>>(200)]),
    api_keys::READ.answers(&[Answer::json::<ApiKeyView>(200)]),
    api_keys::REVOKE.answers(&[Answer::empty(204)]),
    api_keys::ROTATE.answers(&[Answer::json::<NewKeyView>(200)]),
    tokens::ENDPOINT.answers(&[Answer::json::<TokenView>(201)]),
    memberships::LIST.answers(&[Answer::json::<Listing<TeamMemberView>>(200)]),
    memberships::CHANGE.answers(&[Answer::json::<TeamMemberView>(200)]),
    me::ENDPOINT.answers(&[Answer::json::<Me>(200)]),
];
