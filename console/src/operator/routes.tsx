// The routes that are in trouble first, then all of them: where each model is made, and whether it is asked just now.

import { catalog } from "../api/account.js";
import { Table, type Column } from "../ui/table.js";
import { modelName } from "../words/job.js";
import { count } from "../words/money.js";
import { moment } from "../words/time.js";
import type { Route } from "./status.js";

const COLUMNS: readonly Column[] = [{ name: "Model" }, { name: "Vendor" }, { name: "State" }, { name: "Why" }];

const STATES: Record<string, { text: string; tone: string }> = {
  open: { text: "in use", tone: "good" },
  paused: { text: "paused", tone: "warn" },
  closed: { text: "closed", tone: "bad" },
  retired: { text: "retired", tone: "" },
  disabled: { text: "switched off", tone: "" },
  no_key: { text: "no key", tone: "warn" },
};

const REASONS: Record<string, string> = {
  key: "its key is refused",
  balance: "the account is empty",
  model: "the model is gone",
  trouble: "server errors",
};

export function Routes({ routes }: { routes: readonly Route[] }) {
  // What is retired or switched off is so on purpose.
  const troubled = routes.filter(({ state, troubles }) => ["paused", "closed", "no_key"].includes(state) || troubles > 0);
  return (
    <section class="stack" aria-labelledby="operator-routes">
      <h2 id="operator-routes">Routes</h2>
      <p class="muted">{troubled.length === 0 ? `None of ${routes.length} is in trouble.` : `Of ${routes.length} routes, ${troubled.length} ${troubled.length === 1 ? "needs" : "need"} a look.`}</p>
      {troubled.length > 0 && <RouteTable routes={troubled} />}
      <details>
        <summary class="muted">All routes</summary>
        <RouteTable routes={routes} />
      </details>
    </section>
  );
}

function RouteTable({ routes }: { routes: readonly Route[] }) {
  return (
    <Table columns={COLUMNS}>
      {routes.map((route) => (
        <tr key={`${route.model} ${route.route}`}>
          <td>{modelName(catalog.value, route.model)}</td>
          <td class="muted">{route.vendor}</td>
          <td>
            <State of={route} />
          </td>
          <td class="muted figures">{why(route)}</td>
        </tr>
      ))}
    </Table>
  );
}

function State({ of: { state, until } }: { of: Route }) {
  const { text, tone } = STATES[state] ?? { text: state, tone: "" };
  return (
    <span class={`badge figures ${tone}`}>
      {text}
      {until !== null && ` until ${moment(until)}`}
    </span>
  );
}

function why({ reason, troubles }: Route): string {
  const told = reason === null ? [] : [REASONS[reason] ?? reason];
  return [...told, ...(troubles > 0 ? [`${count(troubles, "trouble")} in a row`] : [])].join(", ");
}
