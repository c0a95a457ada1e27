// The tokens of a session, and how they are renewed. The library is loaded only where somebody signs in so.

export interface OidcSession {
  accessToken: string;
  refreshToken?: string;
  /** As a time of `Date.now()`. */
  endsAt: number;
}

/** Renewed this long before the end, so that no request leaves with a token that ends on its way. */
const AHEAD_MS = 60_000;

let renewing: Promise<OidcSession> | undefined;

export const oidcSession = {
  async fresh(tokens: OidcSession): Promise<OidcSession> {
    if (tokens.refreshToken === undefined || tokens.endsAt - AHEAD_MS > Date.now()) return tokens;
    const { refreshToken } = tokens;
    renewing ??= import("./oidc.js").then(({ renew }) => renew(refreshToken)).finally(() => (renewing = undefined));
    // What cannot be renewed is sent as it is: the API decides whether the session is over.
    return renewing.catch(() => tokens);
  },
};
