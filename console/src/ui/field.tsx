// A field with its label, what is said about it, and its mistake.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface FieldProps {
  label: string;
  /** Said at the right of the label. */
  hint?: ComponentChildren;
  mistake?: string | undefined;
  /** Draws the input with these attributes. */
  children: (attributes: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ComponentChildren;
}

export function Field({ label, hint, mistake, children }: FieldProps) {
  const id = useId();
  const wrong = `${id}-mistake`;
  return (
    <div class="field">
      <label for={id}>
        {label}
        {hint !== undefined && <span>{hint}</span>}
      </label>
      {children(mistake === undefined ? { id } : { id, "aria-describedby": wrong, "aria-invalid": true })}
      {mistake !== undefined && (
        <p id={wrong} class="mistake">
          {mistake}
        </p>
      )}
    </div>
  );
}
