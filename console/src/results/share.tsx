// A link that shows a file to whoever has it, without a key, until it is withdrawn.

import { useAction } from "../api/action.js";
import { hub } from "../api/hub.js";
import { Failed } from "../ui/failed.js";
import { Icon } from "../ui/icon.js";
import { note } from "../ui/notes.js";
import type { OfFileProps } from "./labels.js";

export function Share({ file, onChange }: OfFileProps) {
  const share = useAction(async () => {
    const shared = await hub.drive.files.share(file.id);
    onChange(shared);
    await copy(shared.share_url ?? "");
  });
  const withdraw = useAction(async () => onChange(await hub.drive.files.unshare(file.id)));
  const problem = share.problem.value ?? withdraw.problem.value;
  return (
    <section class="stack">
      <h3>Share</h3>
      {file.share_url === null ? (
        <div>
          <button type="button" class="button" disabled={share.running.value} onClick={() => void share.run()}>
            <Icon name="link" />
            Copy a link for anyone
          </button>
        </div>
      ) : (
        <>
          <input class="input" aria-label="Link for anyone" readOnly value={file.share_url} onFocus={(event) => event.currentTarget.select()} />
          <div class="row">
            <button type="button" class="button" onClick={() => void copy(file.share_url ?? "")}>
              <Icon name="copy" />
              Copy
            </button>
            <button type="button" class="button danger" disabled={withdraw.running.value} onClick={() => void withdraw.run()}>
              Withdraw the link
            </button>
          </div>
        </>
      )}
      {problem && <Failed problem={problem} />}
    </section>
  );
}

/** Some browsers let nobody write there; the link is seen, too. */
async function copy(link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    note("The link is copied. Whoever has it sees this file.");
  } catch {
    note("Anybody with the link sees this file now.");
  }
}
