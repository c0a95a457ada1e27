// Whether the API can be reached. The browser says when the network goes; requests say when the API is not there.

import { signal } from "@preact/signals";

export const offline = signal(!navigator.onLine);

addEventListener("online", () => {
  offline.value = false;
});
addEventListener("offline", () => {
  offline.value = true;
});
