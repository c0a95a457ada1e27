// When to try again, and when to look again. Decides only; sleeping and sending are elsewhere.

/** A request that is to be repeated later than this is given back to the caller instead. */
const LONGEST_WAIT_MS = 60_000;
const LONGEST_BACKOFF_MS = 8_000;
/** The first look at a job comes after this part of its polling interval, because many are quick. */
const FIRST_LOOK = 0.1;
const LOOK_GROWTH = 1.5;

/** What came of an attempt: no answer at all, or an error. */
export type Failure = { status?: number; code?: string | undefined; retryAfterMs?: number | undefined };

/** How long to wait before the attempt after this one, in milliseconds. `undefined`: the same request will not work. */
export function retryDelay(failure: Failure, attempt: number, firstMs: number, random = Math.random): number | undefined {
  if (!mayWorkLater(failure)) return undefined;
  if (failure.retryAfterMs !== undefined) {
    return failure.retryAfterMs <= LONGEST_WAIT_MS ? failure.retryAfterMs : undefined;
  }
  const backoff = Math.min(LONGEST_BACKOFF_MS, firstMs * 2 ** attempt);
  // Clients that failed together should not come back together.
  return backoff * (0.5 + random() / 2);
}

function mayWorkLater({ status, code, retryAfterMs }: Failure): boolean {
  if (status === undefined || status === 408 || status === 429) return true;
  // Nobody knows when such a model comes back.
  if (code === "model_unavailable") return retryAfterMs !== undefined;
  return status >= 500;
}

/** How long to wait before look number `look` at a job, counted from 0, in milliseconds. */
export function pollDelay(look: number, intervalMs: number): number {
  return Math.min(intervalMs, intervalMs * FIRST_LOOK * LOOK_GROWTH ** look);
}

/** Rejects with the signal's reason as soon as it is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
