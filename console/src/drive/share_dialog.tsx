// Sharing, from the menu of a file.

import { Dialog } from "../ui/dialog.js";
import { sharing } from "./doing.js";
import { SharePanel } from "./share_panel.js";

export function ShareDialog() {
  const file = sharing.value;
  if (!file) return null;
  return (
    <Dialog title={`Share “${file.name}”`} onClose={() => (sharing.value = undefined)}>
      <SharePanel file={file} changed={(now) => (sharing.value = now)} />
    </Dialog>
  );
}
