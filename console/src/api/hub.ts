// The API, as the person who has signed in. Every call of the console goes through here, and nothing else does.

import { ApiError, AuthenticationError, CreativeHub, NetworkError } from "@creative-hub/client";

import { sessionIsOver, token } from "../session/session.js";
import { offline } from "./online.js";

export const hub = new CreativeHub({
  baseUrl: location.origin,
  apiKey: token,
  // A page says what happened and offers to try again. Waiting unseen would look like a page that hangs.
  maxRetries: 0,
  fetch: watched,
});

/** Notes what a request tells about the connection and the session. */
async function watched(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (!request.signal.aborted) offline.value = true;
    throw error;
  }
  offline.value = false;
  if (response.status === 401) sessionIsOver();
  return response;
}

export { ApiError, AuthenticationError, NetworkError };
