// Uploads of this tab, at the foot of every page, until they are dismissed.

import { useEffect } from "preact/hooks";

import { Icon } from "../ui/icon.js";
import { count } from "../words/money.js";
import { UploadList } from "./upload_list.js";
import { dismissUploads, uploads, uploadsRunning } from "./uploads.js";

export function UploadTray() {
  const running = uploadsRunning.value;
  useEffect(() => {
    if (running === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [running > 0]);
  if (uploads.value.length === 0) return null;
  return (
    <section class="upload-tray" aria-label="Uploads">
      <header>
        <h2>{running > 0 ? `Uploading ${count(running, "file")}` : "Uploads"}</h2>
        {running === 0 && (
          <button type="button" class="button quiet icon" aria-label="Dismiss uploads" onClick={dismissUploads}>
            <Icon name="close" />
          </button>
        )}
      </header>
      <UploadList of={uploads.value} />
    </section>
  );
}
