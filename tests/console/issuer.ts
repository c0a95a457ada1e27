// An identity provider for the tests: oidc-provider, which is certified, with one client (the console) and one person for
// each name that is typed. Its access tokens are JWTs that say which team somebody is in.

import { createServer } from "node:http";
import { createServer as createSocket, type AddressInfo } from "node:net";

import Provider from "oidc-provider";

export const CLIENT_ID = "console";
export const AUDIENCE = "https://hub.example.com";

/** A port that nobody has just now. The stack and the provider must know each other's address before they start. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket();
    socket.once("error", reject);
    socket.listen(0, "127.0.0.1", () => {
      const { port } = socket.address() as AddressInfo;
      socket.close(() => resolve(port));
    });
  });
}

export async function startIssuer(port: number, console: string, team: string): Promise<() => Promise<void>> {
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [
      {
        client_id: CLIENT_ID,
        redirect_uris: [`${console}/console/signed-in`],
        token_endpoint_auth_method: "none",
        application_type: "native",
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
      },
    ],
    clientBasedCORS: () => true,
    cookies: { keys: ["of these tests only"] },
    extraTokenClaims: () => ({ team_id: team, role: "admin" }),
    features: {
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => AUDIENCE,
        getResourceServerInfo: () => ({
          scope: "",
          audience: AUDIENCE,
          accessTokenFormat: "jwt",
          accessTokenTTL: 600,
          jwt: { sign: { alg: "RS256" } },
        }),
        useGrantedResource: () => true,
      },
    },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    issueRefreshToken: () => true,
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return () => new Promise((resolve) => server.close(() => resolve()));
}
