// API keys, browser tokens, members, credits and teams.

import type { CallOptions, Http } from "./http.js";
import { List, pageOf } from "./pages.js";
import type { ApiKey, Balance, Body, BrowserToken, NewApiKey, Query, Reply, Team, TeamMember, Transaction } from "./types.js";

const KEYS = "/api/v1/api-keys";
const KEY = `${KEYS}/{id}` as const;
const CREDITS = "/api/v1/credits";
const TEAMS = "/api/v1/teams";
const TOKENS = "/api/v1/tokens";
const MEMBERS = "/api/v1/members";

export class ApiKeys {
  constructor(private readonly http: Http) {}

  /**
   * Makes a key. Its text is in `key` of the answer, and nowhere else. If that answer was lost on the way and the
   * request was sent again, the key is rotated, because its first secret is stored nowhere.
   */
  async create(key: Body<typeof KEYS, "post">, options: CallOptions = {}): Promise<NewApiKey> {
    const made = await this.http.call("post", KEYS, [201], { ...options, body: key });
    if (made.key !== null || options.idempotencyKey !== undefined) return made;
    return this.rotate(made.id, { old_key_valid_seconds: 0 });
  }

  list(query: Query<typeof KEYS, "get"> = {}, options: CallOptions = {}): List<ApiKey> {
    return new List(async (cursor) =>
      pageOf("api_keys", await this.http.call("get", KEYS, [200], { ...options, query: { ...query, cursor } })),
    );
  }

  get(id: string, options: CallOptions = {}): Promise<ApiKey> {
    return this.http.call("get", KEY, [200], { ...options, path: { id } });
  }

  /** Gives a key another secret. The old one works for another day, or for `old_key_valid_seconds`. */
  rotate(id: string, rotation: Body<`${typeof KEY}/rotate`, "post"> = {}, options: CallOptions = {}): Promise<NewApiKey> {
    return this.http.call("post", `${KEY}/rotate`, [200], { ...options, path: { id }, body: rotation });
  }

  /** The key stops to work within a minute. */
  revoke(id: string, options: CallOptions = {}): Promise<undefined> {
    return this.http.call("delete", KEY, [204], { ...options, path: { id } });
  }
}

export class Tokens {
  constructor(private readonly http: Http) {}

  /**
   * Makes a token for a page, so that the API key stays on a server. Its text is in `token` of the answer, and nowhere
   * else: if that answer was lost on the way, another token is made.
   */
  async create(token: Body<typeof TOKENS, "post">, options: CallOptions = {}): Promise<BrowserToken> {
    const make = () => this.http.call("post", TOKENS, [201], { ...options, body: token });
    const made = await make();
    return made.token !== null || options.idempotencyKey !== undefined ? made : make();
  }
}

/** For owners and admins. */
export class Members {
  constructor(private readonly http: Http) {}

  list(query: Query<typeof MEMBERS, "get"> = {}, options: CallOptions = {}): List<TeamMember> {
    return new List(async (cursor) =>
      pageOf("members", await this.http.call("get", MEMBERS, [200], { ...options, query: { ...query, cursor } })),
    );
  }

  /** Says the most that a member's credentials can be, or disables them. */
  update(userId: string, change: Body<`${typeof MEMBERS}/{user_id}`, "put">, options: CallOptions = {}): Promise<TeamMember> {
    return this.http.call("put", `${MEMBERS}/{user_id}`, [200], { ...options, path: { user_id: userId }, body: change });
  }
}

type MemberUsage = Reply<`${typeof CREDITS}/members`, "get", 200>["members"];
type BilledFailures = Reply<`${typeof CREDITS}/billed-failures`, "get", 200>["teams"];

export class Credits {
  constructor(private readonly http: Http) {}

  balance(options: CallOptions = {}): Promise<Balance> {
    return this.http.call("get", `${CREDITS}/balance`, [200], options);
  }

  /** The ledger, the newest first. */
  transactions(query: Query<`${typeof CREDITS}/transactions`, "get"> = {}, options: CallOptions = {}): List<Transaction> {
    return new List(async (cursor) => {
      const call = { ...options, query: { ...query, cursor } };
      return pageOf("transactions", await this.http.call("get", `${CREDITS}/transactions`, [200], call));
    });
  }

  /** What each member has spent this month. */
  members(query: Query<`${typeof CREDITS}/members`, "get"> = {}, options: CallOptions = {}): List<MemberUsage[number]> {
    return new List(async (cursor) => {
      const call = { ...options, query: { ...query, cursor } };
      return pageOf("members", await this.http.call("get", `${CREDITS}/members`, [200], call));
    });
  }

  /** The team's monthly cap; `null` takes it away. */
  setCap(monthlyCap: number | null, options: CallOptions = {}) {
    return this.http.call("put", `${CREDITS}/cap`, [200], { ...options, body: { monthly_cap: monthlyCap } });
  }

  setMemberCap(userId: string, monthlyCap: number | null, options: CallOptions = {}) {
    const call = { ...options, path: { user_id: userId }, body: { monthly_cap: monthlyCap } };
    return this.http.call("put", `${CREDITS}/members/{user_id}/cap`, [200], call);
  }

  setAlerts(lowBalanceThreshold: number | null, options: CallOptions = {}) {
    const body = { low_balance_threshold: lowBalanceThreshold };
    return this.http.call("put", `${CREDITS}/alerts`, [200], { ...options, body });
  }

  /** Gives credits to a team. For operators. */
  grant(grant: Body<`${typeof CREDITS}/grants`, "post">, options: CallOptions = {}): Promise<Transaction> {
    return this.http.call("post", `${CREDITS}/grants`, [201], { ...options, body: grant });
  }

  /** What vendors bill and no customer pays. For operators. */
  billedFailures(
    query: Query<`${typeof CREDITS}/billed-failures`, "get"> = {},
    options: CallOptions = {},
  ): List<BilledFailures[number]> {
    return new List(async (cursor) => {
      const call = { ...options, query: { ...query, cursor } };
      return pageOf("teams", await this.http.call("get", `${CREDITS}/billed-failures`, [200], call));
    });
  }
}

/** For operators. */
export class Teams {
  constructor(private readonly http: Http) {}

  create(team: Body<typeof TEAMS, "post">, options: CallOptions = {}): Promise<Team> {
    return this.http.call("post", TEAMS, [201], { ...options, body: team });
  }

  list(query: Query<typeof TEAMS, "get"> = {}, options: CallOptions = {}): List<Team> {
    return new List(async (cursor) =>
      pageOf("teams", await this.http.call("get", TEAMS, [200], { ...options, query: { ...query, cursor } })),
    );
  }

  get(id: string, options: CallOptions = {}): Promise<Team> {
    return this.http.call("get", `${TEAMS}/{team_id}`, [200], { ...options, path: { team_id: id } });
  }
}
