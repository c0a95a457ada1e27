// What could not be made: what happened and what it cost, in the words of the API, and the way to try again.

import { again } from "./hand_over.js";
import type { Result } from "./result.js";
import { failureTitle } from "../words/job.js";

export function FailedTile({ result, message }: { result: Result; message: string }) {
  const { job } = result;
  return (
    <div class="tile-failed">
      <h3>{failureTitle(result.variant.error_code ?? job.error_code)}</h3>
      <p title={message}>{message}</p>
      <button type="button" class="link" onClick={() => again(job)}>
        Edit and retry
      </button>
    </div>
  );
}
