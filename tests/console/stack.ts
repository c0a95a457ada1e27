// Starts the local stack for the tests, and stops it after them. Workers find it by the environment.

import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LOCAL = process.env["LOCAL"] ?? join(process.env["CARGO_TARGET_DIR"] ?? join(ROOT, "target"), "debug/local");
const PATIENCE_MS = 60_000;

export interface Ready {
  api: string;
  keys: Record<"owner" | "admin" | "member" | "other_team_owner" | "operator", string>;
  /** The team of owner, admin and member comes first. */
  teams: string[];
}

/** What the stack of all tests says of itself. */
export function stack(): Ready & { console: string } {
  const text = process.env["HUB_READY"];
  if (text === undefined) throw new Error("the stack has not been started");
  return JSON.parse(text) as Ready & { console: string };
}

export default async function start(): Promise<() => Promise<void>> {
  const { ready, stop } = await startStack();
  const page = await served(ready);
  process.env["HUB_READY"] = JSON.stringify({ ...ready, console: page.origin });
  return async () => {
    page.stop();
    await stop();
  };
}

/** A stack on free ports, with a folder that goes with it. */
export async function startStack(settings: Record<string, string> = {}): Promise<{ ready: Ready; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "hub-console-"));
  const [file, log] = [join(folder, "ready.json"), openSync(join(folder, "log"), "w")];
  const options = ["--port", "0", "--data", join(folder, "data"), "--ready", file, "--time-scale", "0.1"];
  const program = spawn(LOCAL, ["up", ...options], { stdio: ["ignore", log, log], env: { ...process.env, ...settings } });
  closeSync(log);
  try {
    await until(() => existsSync(file), program);
  } catch (error) {
    throw new Error(`the local stack did not start:\n${readFileSync(join(folder, "log"), "utf8")}`, { cause: error });
  }
  return {
    ready: JSON.parse(readFileSync(file, "utf8")) as Ready,
    stop: async () => {
      await stopped(program);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The stack serves the console itself, as it was when it was built. Before a stack from elsewhere, Vite serves this one. */
async function served({ api }: Ready): Promise<{ origin: string; stop: () => void }> {
  const origin = new URL(api).origin;
  const answer = await fetch(`${origin}/console`);
  if (answer.ok && process.env["LOCAL"] === undefined) return { origin, stop: () => undefined };
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const vite = spawn("npx", ["vite", "preview", "--host", "127.0.0.1", "--port", String(port), "--strictPort"], {
    cwd: join(ROOT, "console"),
    env: { ...process.env, HUB_URL: origin },
    stdio: "ignore",
    detached: true,
  });
  const there = `http://127.0.0.1:${port}`;
  await until(() => fetch(`${there}/console/`).then(({ ok }) => ok, () => false), vite);
  return { origin: there, stop: () => process.kill(-(vite.pid ?? 0)) };
}

async function until(there: () => boolean | Promise<boolean>, program: ChildProcess): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await there())) {
    if (program.exitCode !== null) throw new Error(`it ended with ${program.exitCode}`);
    if (Date.now() > end) throw new Error("it did not come up");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function stopped(program: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    program.once("exit", () => resolve());
    program.kill("SIGINT");
  });
}
