// The parts of what the API says to operators.

import type { hub } from "../api/hub.js";

export type Status = Awaited<ReturnType<typeof hub.operatorStatus>>;
export type OpenJob = Status["oldest_jobs"][number];
export type Route = Status["routes"][number];
export type Sunset = Status["sunsets"][number];
