// All teams: make one, and give credits with a reason.

import { useSignal } from "@preact/signals";
import type { Team } from "@creative-hub/client";

import { hub } from "../api/hub.js";
import { usePages } from "../api/pages.js";
import { Icon } from "../ui/icon.js";
import { More } from "../ui/more.js";
import { note } from "../ui/notes.js";
import { Table, type Column } from "../ui/table.js";
import { date } from "../words/time.js";
import { worth } from "../words/money.js";
import { Grant } from "./grant.js";
import { NewTeam } from "./new_team.js";

const COLUMNS: readonly Column[] = [{ name: "Name" }, { name: "Id" }, { name: "Since" }, { name: "Change", as: "unseen" }];

export function Teams() {
  const paged = usePages((signal) => hub.teams.list({}, { signal }), []);
  const making = useSignal(false);
  const granted = useSignal<Team | undefined>(undefined);
  const teams = paged.items.value;
  return (
    <section class="stack" aria-labelledby="operator-teams">
      <div class="row">
        <h2 id="operator-teams">Teams</h2>
        <button type="button" class="button push" onClick={() => (making.value = true)}>
          <Icon name="create" />
          New team
        </button>
      </div>
      <Table columns={COLUMNS}>
        {teams.map((team) => (
          <tr key={team.id}>
            <td>{team.name}</td>
            <td class="muted">
              <code>{team.id}</code>
            </td>
            <td class="muted figures">{team.created_at === null ? "" : date(team.created_at)}</td>
            <td class="number">
              <button type="button" class="link" aria-label={`Give credits to ${team.name}, ${team.id}`} onClick={() => (granted.value = team)}>
                Give credits
              </button>
            </td>
          </tr>
        ))}
      </Table>
      <More of={paged} />
      {making.value && (
        <NewTeam
          onClose={() => (making.value = false)}
          onMade={(team) => {
            paged.set([team, ...teams]);
            making.value = false;
          }}
        />
      )}
      {granted.value && (
        <Grant
          team={granted.value}
          onClose={() => (granted.value = undefined)}
          onGiven={({ balance_after }) => {
            note(`${granted.value?.name} has ${worth(balance_after)} now.`);
            granted.value = undefined;
          }}
        />
      )}
    </section>
  );
}
