// Picks a result as one of the winners, or takes that back.

import { Icon } from "../ui/icon.js";
import { canPick, isPicked, togglePick } from "./picked.js";
import type { Result } from "./result.js";

export function PickButton({ result }: { result: Result }) {
  if (!canPick(result)) return null;
  const picked = isPicked(result);
  return (
    <button type="button" class={picked ? "button picked" : "button"} aria-pressed={picked} onClick={() => void togglePick(result)}>
      <Icon name="star" />
      {picked ? "Picked" : "Pick"}
    </button>
  );
}
