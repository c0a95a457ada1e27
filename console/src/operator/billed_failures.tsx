// What vendors billed this month for variants that failed, and no customer paid.

import { hub } from "../api/hub.js";
import { usePages } from "../api/pages.js";
import { More } from "../ui/more.js";
import { count, money } from "../words/money.js";

export function BilledFailures() {
  const paged = usePages((signal) => hub.credits.billedFailures({}, { signal }), []);
  const teams = paged.items.value;
  return (
    <section class="stack" aria-labelledby="operator-billed">
      <h2 id="operator-billed">Billed failures of this month</h2>
      {teams.length === 0 && paged.state.value === "complete" && <p class="muted">Vendors have billed nothing that no customer paid.</p>}
      {teams.length > 0 && (
        <div class="table-scroll">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">Team</th>
                <th scope="col">What</th>
                <th scope="col" class="number">
                  About
                </th>
              </tr>
            </thead>
            <tbody>
              {teams.map(({ team_id, failures, estimated_cents }) => (
                <tr key={team_id}>
                  <td>
                    <code>{team_id}</code>
                  </td>
                  <td class="muted figures">{count(failures, "failed variant")}</td>
                  <td class="number">{money(estimated_cents)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More of={paged} />
    </section>
  );
}
