// A team of a test's own, where numbers and orders are its own, too.

import type { Page } from "@playwright/test";

import { stack } from "./stack.js";
import { api, ask } from "./ask.js";

export interface Team {
  id: string;
  owner: string;
  member: string;
}

const STUDIO = "/api/v1/creative-hub/image-studio/generate";

/** Credits are tenths of a cent. */
export async function ownTeam(credits = 100_000): Promise<Team> {
  const { id } = await api<{ id: string }>("POST", "/api/v1/teams", { name: "A team of its own" }, "operator");
  if (credits > 0) await api("POST", "/api/v1/credits/grants", { team_id: id, amount: credits, reason: "a test" }, "operator");
  const [owner, member] = await Promise.all([keyOf(id, "ada", "owner"), keyOf(id, "max", "member")]);
  return { id, owner, member };
}

async function keyOf(team: string, user: string, role: string): Promise<string> {
  const { key } = await api<{ key: string }>("POST", "/api/v1/api-keys", { name: user, team_id: team, user_id: user, role }, "operator");
  return key;
}

/** Submits a picture, and gives the job's id. */
export async function picture(key: string, prompt: string, more: object = {}): Promise<string> {
  const body = { prompt, provider: "flux_2_pro", resolution: "720p", ...more };
  return (await ask<{ generation_id: string }>(key, "POST", STUDIO, body)).generation_id;
}

export async function film(key: string, prompt: string): Promise<string> {
  const body = { prompt, provider: "kling_2_6", duration: 5, aspect_ratio: "9:16" };
  return (await ask<{ generation_id: string }>(key, "POST", "/api/v1/creative-hub/video-studio/generate", body)).generation_id;
}

export interface Ended {
  status: string;
  cost_cents: number;
}

/** Waits until jobs have ended. */
export async function ended(key: string, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    for (;;) {
      const { status } = await ask<Ended>(key, "GET", `/api/v1/creative-hub/generate/jobs/${id}`);
      if (status === "completed" || status === "failed") break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

export async function signedIn(page: Page, path: string, key: string): Promise<void> {
  await page.goto(`${stack().console}/console/${path}#key=${key}`);
}
