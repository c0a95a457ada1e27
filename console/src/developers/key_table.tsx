// Keys as rows.

import type { ApiKey } from "@creative-hub/client";

import { me } from "../api/account.js";
import { Table, type Column } from "../ui/table.js";
import { worth } from "../words/money.js";
import { person } from "../words/person.js";
import { ago, date } from "../words/time.js";

const COLUMNS: readonly Column[] = [
  { name: "Name" },
  { name: "Key" },
  { name: "For" },
  { name: "This month" },
  { name: "Last used" },
  { name: "State" },
  { name: "Change", as: "unseen" },
];

export interface KeyTableProps {
  keys: readonly ApiKey[];
  onRotate: (key: ApiKey) => void;
  onRevoke: (key: ApiKey) => void;
}

export function KeyTable({ keys, onRotate, onRevoke }: KeyTableProps) {
  return (
    <Table columns={COLUMNS}>
      {keys.map((key) => (
        <tr key={key.id}>
          <td>
            <strong class="key-name">{key.name}</strong>
            {key.models !== null && <span class="small muted"> · {key.models.length === 1 ? "one model" : `${key.models.length} models`}</span>}
          </td>
          <td>
            <code>
              {key.prefix}…{key.last_four}
            </code>
          </td>
          <td class="muted">
            {person(key.user_id)}, {key.role}
          </td>
          <td class="muted figures">{spent(key)}</td>
          <td class="muted figures">{key.last_used_at === null ? "never" : usedWithin(key.last_used_at)}</td>
          <td>
            <State of={key} />
          </td>
          <td class="number">{!hasEnded(key) && <Changes of={key} onRotate={onRotate} onRevoke={onRevoke} />}</td>
        </tr>
      ))}
    </Table>
  );
}

function Changes({ of: key, onRotate, onRevoke }: { of: ApiKey } & Pick<KeyTableProps, "onRotate" | "onRevoke">) {
  if (key.id === me.value?.key?.id) return <span class="small muted">this session's</span>;
  return (
    <span class="key-changes">
      <button type="button" class="link" aria-label={`Rotate ${key.name}`} onClick={() => onRotate(key)}>
        Rotate
      </button>
      <button type="button" class="link bad" aria-label={`Revoke ${key.name}`} onClick={() => onRevoke(key)}>
        Revoke
      </button>
    </span>
  );
}

function State({ of: { revoked_at, expires_at, old_key_valid_until } }: { of: ApiKey }) {
  if (revoked_at !== null) return <span class="badge">Revoked {date(revoked_at)}</span>;
  if (expires_at !== null && Date.parse(expires_at) <= Date.now()) return <span class="badge">Ended {date(expires_at)}</span>;
  if (old_key_valid_until !== null && Date.parse(old_key_valid_until) > Date.now()) {
    return <span class="badge warn">Two secrets until {date(old_key_valid_until)}</span>;
  }
  return expires_at === null ? <span class="badge good">Active</span> : <span class="badge good">Until {date(expires_at)}</span>;
}

function hasEnded({ revoked_at, expires_at }: ApiKey): boolean {
  return revoked_at !== null || (expires_at !== null && Date.parse(expires_at) <= Date.now());
}

function spent({ month_used, monthly_cap }: ApiKey): string {
  if (monthly_cap === null) return "no cap";
  return `${worth(month_used ?? 0)} of ${worth(monthly_cap)}`;
}

/** It is known to the hour: what is said is when that hour began. */
function usedWithin(hour: string): string {
  return Date.now() - Date.parse(hour) < 3_600_000 ? "within the hour" : ago(hour);
}
