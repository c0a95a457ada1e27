// A field for a number that may be left to the API.

import { Field } from "../ui/field.js";

export interface NumberFieldProps {
  label: string;
  value: number | null;
  min: number;
  max: number;
  step: number;
  /** What holds without a number. */
  usual?: string | undefined;
  mistake?: string | undefined;
  onChange: (value: number | null) => void;
}

export function NumberField({ label, value, min, max, step, usual, mistake, onChange }: NumberFieldProps) {
  return (
    <Field label={label} mistake={mistake}>
      {(attributes) => (
        <input
          {...attributes}
          class="input figures"
          type="number"
          min={min}
          max={max}
          step={step}
          placeholder={usual}
          value={value ?? ""}
          onInput={({ currentTarget }) => onChange(currentTarget.value === "" ? null : Number(currentTarget.value))}
        />
      )}
    </Field>
  );
}
