// Files that are dragged over a place of the page, and dropped there.

import { useSignal, type ReadonlySignal } from "@preact/signals";

export interface Dropping {
  /** Whether files are held over the place. */
  over: ReadonlySignal<boolean>;
  /** For the element that takes them. */
  handlers: {
    onDragEnter: (event: DragEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDragLeave: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

export function useDropping(take: (files: File[]) => void): Dropping {
  const over = useSignal(false);
  return {
    over,
    handlers: {
      onDragEnter: (event) => {
        if (hasFiles(event)) over.value = true;
      },
      onDragOver: (event) => {
        if (hasFiles(event)) event.preventDefault();
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        const inside = currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (!inside) over.value = false;
      },
      onDrop: (event) => {
        over.value = false;
        if (!hasFiles(event)) return;
        event.preventDefault();
        take([...(event.dataTransfer?.files ?? [])]);
      },
    },
  };
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
