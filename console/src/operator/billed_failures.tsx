// What vendors billed this month for variants that failed, and no customer paid.

import { hub } from "../api/hub.js";
import { usePages } from "../api/pages.js";
import { More } from "../ui/more.js";
import { Table, type Column } from "../ui/table.js";
import { count, money } from "../words/money.js";

const COLUMNS: readonly Column[] = [{ name: "Team" }, { name: "What" }, { name: "About", as: "number" }];

export function BilledFailures() {
  const paged = usePages((signal) => hub.credits.billedFailures({}, { signal }), []);
  const teams = paged.items.value;
  return (
    <section class="stack" aria-labelledby="operator-billed">
      <h2 id="operator-billed">Billed failures of this month</h2>
      {teams.length === 0 && paged.state.value === "complete" && <p class="muted">Vendors have billed nothing that no customer paid.</p>}
      {teams.length > 0 && (
        <Table columns={COLUMNS}>
          {teams.map(({ team_id, failures, estimated_cents }) => (
            <tr key={team_id}>
              <td>
                <code>{team_id}</code>
              </td>
              <td class="muted figures">{count(failures, "failed variant")}</td>
              <td class="number">{money(estimated_cents)}</td>
            </tr>
          ))}
        </Table>
      )}
      <More of={paged} />
    </section>
  );
}
