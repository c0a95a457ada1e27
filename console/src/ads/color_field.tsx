// A colour, or none of one's own.

import { useId } from "preact/hooks";

export interface ColorFieldProps {
  label: string;
  value: string | null;
  usual: string;
  onChange: (value: string | null) => void;
}

export function ColorField({ label, value, usual, onChange }: ColorFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {label}
        <span>{value ?? usual}</span>
      </label>
      <div class="row">
        <input id={id} class="ad-color" type="color" value={value?.slice(0, 7) ?? "#ffffff"} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
        {value !== null && (
          <button type="button" class="link" onClick={() => onChange(null)}>
            As usual
          </button>
        )}
      </div>
    </div>
  );
}
