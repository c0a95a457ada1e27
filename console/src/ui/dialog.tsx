// A modal dialog and the panel at the right, both as the browser's own: focus stays inside, Escape closes, and focus goes
// back to where it was.

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import { Icon } from "./icon.js";

export interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Buttons at the foot, the main one last. */
  foot?: ComponentChildren;
  /** Beside the title. */
  tools?: ComponentChildren;
  /** `full`: as large as the window. */
  width?: "normal" | "wide" | "full";
}

/** It is open as long as it is drawn. */
export function Dialog({ title, onClose, children, foot, tools, width = "normal" }: DialogProps) {
  return (
    <Modal class={`dialog ${width}`} title={title} tools={tools} onClose={onClose}>
      <div class="dialog-body">{children}</div>
      {foot && <footer>{foot}</footer>}
    </Modal>
  );
}

export function SidePanel({ title, onClose, children, tools }: Omit<DialogProps, "foot" | "width">) {
  return (
    <Modal class="panel" title={title} tools={tools} onClose={onClose}>
      <div class="panel-body">{children}</div>
    </Modal>
  );
}

interface ModalProps {
  class: string;
  title: string;
  tools?: ComponentChildren;
  onClose: () => void;
  children: ComponentChildren;
}

function Modal({ class: name, title, tools, onClose, children }: ModalProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      // The browser does this only for a dialog that is still in its place.
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const outside = (event: MouseEvent) => {
    if (event.target === element.current) onClose();
  };
  const cancelled = (event: Event) => {
    if (event.target !== element.current) return;
    event.preventDefault();
    onClose();
  };
  // Escape pressed again closes it whatever `cancelled` says. It is open as long as it is drawn.
  const closed = (event: Event) => {
    const dialog = element.current;
    if (dialog && event.target === dialog && !dialog.open) dialog.showModal();
  };
  return (
    <dialog ref={element} class={name} aria-labelledby={heading} onMouseDown={outside} onCancel={cancelled} onClose={closed}>
      <header>
        <h2 id={heading}>{title}</h2>
        {tools}
        <button type="button" class="button quiet icon" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
