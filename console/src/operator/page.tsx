// What runs, what ends, what waits, and whose teams they are. For those who run the hub.

import { isOperator, me } from "../api/account.js";
import { hub } from "../api/hub.js";
import { useLoad } from "../api/load.js";
import { Blank } from "../ui/blank.js";
import { Lines, Loadable } from "../ui/loadable.js";
import { BilledFailures } from "./billed_failures.js";
import { OldestJobs } from "./oldest_jobs.js";
import { Routes } from "./routes.js";
import { Sunsets } from "./sunsets.js";
import { Teams } from "./teams.js";

export function OperatorPage() {
  return (
    <div class="sheet operator">
      <header>
        <h1>Operator</h1>
      </header>
      {!me.value && <Lines />}
      {me.value && (isOperator() ? <Everything /> : <NotYours />)}
    </div>
  );
}

function Everything() {
  const status = useLoad((signal) => hub.operatorStatus({ signal }), []);
  return (
    <>
      <Loadable of={status} skeleton={<Lines lines={8} />}>
        {(now) => (
          <>
            <OldestJobs jobs={now.oldest_jobs} />
            <Routes routes={now.routes} />
            <Sunsets sunsets={now.sunsets} />
          </>
        )}
      </Loadable>
      <Teams />
      <BilledFailures />
    </>
  );
}

function NotYours() {
  return (
    <Blank icon="operator" title="This page is for those who run the hub">
      It shows all teams, so it takes a key that only they have.
    </Blank>
  );
}
