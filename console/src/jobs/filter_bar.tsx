// Kind, state and, for those who see everybody's, the member.

import { isManager, me } from "../api/account.js";
import { hub } from "../api/hub.js";
import { useLoad } from "../api/load.js";
import { kindName } from "../words/job.js";
import { filterBy, filters, KINDS, STATES } from "./filters.js";

export function FilterBar() {
  const { type, status } = filters();
  return (
    <div class="job-filters">
      <div class="row" role="group" aria-label="Kind">
        <button type="button" class="chip" aria-pressed={type === undefined} onClick={() => filterBy({ type: undefined })}>
          All
        </button>
        {KINDS.map((kind) => (
          <button key={kind} type="button" class="chip" aria-pressed={type === kind} onClick={() => filterBy({ type: kind })}>
            {kindName(kind)}
          </button>
        ))}
      </div>
      <select
        class="input"
        aria-label="State"
        value={status ?? ""}
        onChange={({ currentTarget }) => filterBy({ status: STATES.find((state) => state.status === currentTarget.value)?.status })}
      >
        <option value="">Every state</option>
        {STATES.map((state) => (
          <option key={state.status} value={state.status}>
            {state.text}
          </option>
        ))}
      </select>
      {isManager() && <MemberFilter />}
    </div>
  );
}

function MemberFilter() {
  const { user } = filters();
  const members = useLoad((signal) => hub.members.list({}, { signal }).all(), []);
  const { value: loaded } = members.loaded;
  const ids = loaded.state === "ready" ? loaded.value.map(({ user_id }) => user_id) : [];
  const shown = user === undefined || ids.includes(user) ? ids : [...ids, user];
  return (
    <select
      class="input"
      aria-label="Member"
      value={user ?? ""}
      onChange={({ currentTarget }) => filterBy({ user: currentTarget.value === "" ? undefined : currentTarget.value })}
    >
      <option value="">Everybody</option>
      {shown.map((id) => (
        <option key={id} value={id}>
          {id === me.value?.user.id ? "You" : id}
        </option>
      ))}
    </select>
  );
}
