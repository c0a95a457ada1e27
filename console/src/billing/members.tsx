// What each member has spent this month, and how much they may. For owners and admins.

import { useSignal } from "@preact/signals";

import { me } from "../api/account.js";
import { isManager } from "../api/account.js";
import { hub } from "../api/hub.js";
import { usePages } from "../api/pages.js";
import { to } from "../route.js";
import { More } from "../ui/more.js";
import { Table, type Column } from "../ui/table.js";
import { worth } from "../words/money.js";
import { person } from "../words/person.js";
import { AmountDialog } from "./amount_dialog.js";

const COLUMNS: readonly Column[] = [
  { name: "Who" },
  { name: "Spent this month", as: "number" },
  { name: "Cap", as: "number" },
  { name: "Change", as: "unseen" },
];

export function Members() {
  return isManager() ? <MemberTable /> : null;
}

function MemberTable() {
  const paged = usePages((signal) => hub.credits.members({}, { signal }), []);
  const changed = useSignal<string | undefined>(undefined);
  const members = paged.items.value;
  const asked = members.find(({ user_id }) => user_id === changed.value);
  return (
    <section class="stack" aria-labelledby="billing-members">
      <h2 id="billing-members">Members</h2>
      {members.length === 0 && paged.state.value === "complete" && <p class="muted">Nobody has spent anything yet, and nobody has a cap.</p>}
      {members.length > 0 && (
        <Table columns={COLUMNS}>
          {members.map((member) => (
            <tr key={member.user_id}>
              <td>
                <a href={to("jobs", [], { user: member.user_id })}>{person(member.user_id)}</a>
              </td>
              <td class="number">{worth(member.month_used)}</td>
              <td class="number">{member.monthly_cap === null ? "none" : worth(member.monthly_cap)}</td>
              <td class="number">
                <button type="button" class="link" aria-label={`Change the cap of ${person(member.user_id)}`} onClick={() => (changed.value = member.user_id)}>
                  Change
                </button>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <More of={paged} />
      {asked && (
        <AmountDialog
          title={`Monthly cap of ${person(asked.user_id)}`}
          about="Jobs of this member beyond it are refused, and nothing is charged for them."
          field="monthly_cap"
          credits={asked.monthly_cap}
          none="No cap"
          onClose={() => (changed.value = undefined)}
          save={async (credits) => {
            const member = await hub.credits.setMemberCap(asked.user_id, credits);
            paged.set(members.map((known) => (known.user_id === asked.user_id ? { ...known, ...member } : known)));
            const own = me.value;
            if (own?.user.id === asked.user_id) me.value = { ...own, caps: { ...own.caps, ...member } };
          }}
        />
      )}
    </section>
  );
}
