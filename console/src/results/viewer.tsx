// One result as large as the window allows, with everything that is known of it, or two side by side.

import { Dialog } from "../ui/dialog.js";
import { Picture } from "./picture.js";
import { viewed, type Viewed } from "./viewed.js";

export function Viewer({ viewed: shown }: { viewed: Viewed }) {
  const results = shown.what === "two" ? shown.pair : shown.among.slice(shown.at, shown.at + 1);
  return (
    <Dialog title="Result" width="wide" onClose={() => (viewed.value = undefined)}>
      {results.map((result) => (
        <Picture key={result.index} result={result} />
      ))}
    </Dialog>
  );
}
