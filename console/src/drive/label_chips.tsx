// Labels, each with a way to take it away, and a field for one more.

import { useSignal } from "@preact/signals";

import { Icon } from "../ui/icon.js";

const MOST = 10;

export interface LabelChipsProps {
  labels: readonly string[];
  change: (labels: readonly string[]) => void;
}

export function LabelChips({ labels, change }: LabelChipsProps) {
  const text = useSignal("");
  const add = (event: Event) => {
    event.preventDefault();
    const wanted = text.value.trim();
    text.value = "";
    if (wanted !== "" && !labels.includes(wanted)) change([...labels, wanted]);
  };
  return (
    <div class="row">
      {labels.map((label) => (
        <button
          key={label}
          type="button"
          class="chip"
          aria-label={`Take the label ${label} away`}
          onClick={() => change(labels.filter((one) => one !== label))}
        >
          {label}
          <Icon name="close" />
        </button>
      ))}
      {labels.length < MOST && (
        <form class="label-form" onSubmit={add}>
          <input
            class="input"
            aria-label="New label"
            placeholder="Add a label"
            maxLength={40}
            value={text.value}
            onInput={({ currentTarget }) => (text.value = currentTarget.value)}
          />
        </form>
      )}
    </div>
  );
}
