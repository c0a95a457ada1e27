// From when to when a text or an overlay is seen.

import { NumberField } from "./numbers.js";
import { mistakeOf } from "./price.js";

export interface WhenProps {
  /** Such as `texts[0]`. */
  part: string;
  start: number | null;
  end: number | null;
  onChange: (what: { start?: number | null; end?: number | null }) => void;
}

export function When({ part, start, end, onChange }: WhenProps) {
  return (
    <div class="ad-pair">
      <NumberField label="Seen from" value={start} min={0} max={180} step={0.1} usual="the beginning" mistake={mistakeOf(`${part}.start`)} onChange={(start) => onChange({ start })} />
      <NumberField label="Seen to" value={end} min={0} max={180} step={0.1} usual="the end" mistake={mistakeOf(`${part}.end`)} onChange={(end) => onChange({ end })} />
    </div>
  );
}
