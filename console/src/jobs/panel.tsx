// Jobs, over the right side of any page.

import { SidePanel } from "../ui/dialog.js";
import { Blank } from "../ui/blank.js";

export function JobsPanel({ onClose }: { onClose: () => void }) {
  return (
    <SidePanel title="Jobs" onClose={onClose}>
      <Blank icon="jobs" title="Being built" />
    </SidePanel>
  );
}
