# Made by tools/generate.py; please change _async/_account.py instead.
"""API keys, browser tokens, members, credits and teams."""

from __future__ import annotations

from typing import Any

from .._call import Call, at
from .._types import (
    Alerts,
    ApiKey,
    Balance,
    BilledTeam,
    BrowserToken,
    Member,
    MonthNumbers,
    NewApiKey,
    Team,
    TeamMember,
    Transaction,
)
from ._list import List
from ._transport import Transport

_KEYS = "/api/v1/api-keys"
_KEY = _KEYS + "/{id}"
_CREDITS = "/api/v1/credits"
_TEAMS = "/api/v1/teams"
_TOKENS = "/api/v1/tokens"
_MEMBERS = "/api/v1/members"


class ApiKeys:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, idempotency_key: str | None = None, **key: Any) -> NewApiKey:
        """Makes a key. Its text is in `key` of the answer, and nowhere else.

        If that answer was lost on the way and the request was sent again, the key is rotated, because its first secret
        is stored nowhere.
        """
        made = self._transport.send(
            Call("POST", _KEYS, NewApiKey.model_validate, body=key, idempotency_key=idempotency_key)
        )
        if made.key is not None or idempotency_key is not None:
            return made
        return self.rotate(made.id, old_key_valid_seconds=0)

    def list(self, **query: Any) -> List[ApiKey]:
        return List(self._transport, _KEYS, "api_keys", ApiKey, query)

    def get(self, id: str) -> ApiKey:
        return self._transport.send(Call("GET", at(_KEY, id=id), ApiKey.model_validate))

    def rotate(self, id: str, *, idempotency_key: str | None = None, **rotation: Any) -> NewApiKey:
        """Gives a key another secret. The old one works for another day, or for `old_key_valid_seconds`."""
        path = at(_KEY + "/rotate", id=id)
        return self._transport.send(
            Call("POST", path, NewApiKey.model_validate, body=rotation, idempotency_key=idempotency_key)
        )

    def revoke(self, id: str) -> None:
        """The key stops to work within a minute."""
        self._transport.send(Call("DELETE", at(_KEY, id=id), lambda _: None))


class Tokens:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, idempotency_key: str | None = None, **token: Any) -> BrowserToken:
        """Makes a token for a page, so that the API key stays on a server.

        Its text is in `token` of the answer, and nowhere else: if that answer was lost on the way, another token is made.
        """
        call = Call("POST", _TOKENS, BrowserToken.model_validate, body=token, idempotency_key=idempotency_key)
        made = self._transport.send(call)
        if made.token is not None or idempotency_key is not None:
            return made
        return self._transport.send(call)


class Members:
    """For owners and admins."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, **query: Any) -> List[TeamMember]:
        return List(self._transport, _MEMBERS, "members", TeamMember, query)

    def update(self, user_id: str, **change: Any) -> TeamMember:
        """Says the most that a member's credentials can be (`role`), or disables them (`disabled`)."""
        path = at(_MEMBERS + "/{user_id}", user_id=user_id)
        return self._transport.send(Call("PUT", path, TeamMember.model_validate, body=change))


class Credits:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def balance(self) -> Balance:
        return self._transport.send(Call("GET", _CREDITS + "/balance", Balance.model_validate))

    def transactions(self, **query: Any) -> List[Transaction]:
        """The ledger, the newest first. `type`, `from_`, `to` and `limit` choose."""
        return List(self._transport, _CREDITS + "/transactions", "transactions", Transaction, query)

    def members(self, **query: Any) -> List[Member]:
        """What each member has spent this month."""
        return List(self._transport, _CREDITS + "/members", "members", Member, query)

    def set_cap(self, monthly_cap: int | None) -> MonthNumbers:
        """The team's monthly cap; `None` takes it away."""
        body = {"monthly_cap": monthly_cap}
        return self._transport.send(Call("PUT", _CREDITS + "/cap", MonthNumbers.model_validate, body=body))

    def set_member_cap(self, user_id: str, monthly_cap: int | None) -> Member:
        path = at(_CREDITS + "/members/{user_id}/cap", user_id=user_id)
        return self._transport.send(
            Call("PUT", path, Member.model_validate, body={"monthly_cap": monthly_cap})
        )

    def set_alerts(self, low_balance_threshold: int | None) -> Alerts:
        body = {"low_balance_threshold": low_balance_threshold}
        return self._transport.send(Call("PUT", _CREDITS + "/alerts", Alerts.model_validate, body=body))

    def grant(self, *, idempotency_key: str | None = None, **grant: Any) -> Transaction:
        """Gives credits to a team. For operators."""
        path = _CREDITS + "/grants"
        return self._transport.send(
            Call("POST", path, Transaction.model_validate, body=grant, idempotency_key=idempotency_key)
        )

    def billed_failures(self, **query: Any) -> List[BilledTeam]:
        """What vendors bill and no customer pays. For operators."""
        return List(self._transport, _CREDITS + "/billed-failures", "teams", BilledTeam, query)


class Teams:
    """For operators."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, idempotency_key: str | None = None, **team: Any) -> Team:
        return self._transport.send(
            Call("POST", _TEAMS, Team.model_validate, body=team, idempotency_key=idempotency_key)
        )

    def list(self, **query: Any) -> List[Team]:
        return List(self._transport, _TEAMS, "teams", Team, query)

    def get(self, id: str) -> Team:
        return self._transport.send(Call("GET", at(_TEAMS + "/{id}", id=id), Team.model_validate))
