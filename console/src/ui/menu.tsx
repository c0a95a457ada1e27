// A button with things to do below it. Escape and a click elsewhere close it; arrows walk through it.

import type { ComponentChildren } from "preact";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

export interface MenuProps {
  /** What the button shows. */
  button: ComponentChildren;
  /** What it is, where the button shows only an icon. */
  label?: string;
  class?: string;
  side?: "left" | "right";
  /** Buttons and links. A click on one closes the menu. */
  children: ComponentChildren;
}

export function Menu({ button, label, class: name = "button quiet icon", side = "right", children }: MenuProps) {
  const open = useSignal(false);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open.value) return;
    items(element.current)[0]?.focus();
    bringIntoSight(element.current);
    const elsewhere = (event: Event) => {
      if (event.target instanceof Node && !element.current?.contains(event.target)) open.value = false;
    };
    document.addEventListener("pointerdown", elsewhere);
    return () => document.removeEventListener("pointerdown", elsewhere);
  }, [open.value]);
  const close = () => {
    open.value = false;
    element.current?.querySelector("button")?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open.value) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(items(element.current), event.key === "ArrowDown" ? 1 : -1);
    }
  };
  return (
    <div ref={element} class={side === "left" ? "menu left" : "menu"} onKeyDown={pressed}>
      <button
        type="button"
        class={name}
        aria-label={label}
        aria-haspopup="true"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        {button}
      </button>
      {open.value && (
        <div class="menu-items" role="group" aria-label={label} onClick={() => (open.value = false)}>
          {children}
        </div>
      )}
    </div>
  );
}

function items(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>(".menu-items button, .menu-items a") ?? [])];
}

/** Near the window's edge it opens to the other side. */
function bringIntoSight(menu: HTMLElement | null): void {
  const below = menu?.querySelector(".menu-items");
  if (!menu || !below) return;
  const { left, right } = below.getBoundingClientRect();
  if (left < 0) menu.classList.add("left");
  else if (right > innerWidth) menu.classList.remove("left");
  below.scrollIntoView({ block: "nearest" });
}

function step(items: readonly HTMLElement[], by: number): void {
  const at = items.findIndex((item) => item === document.activeElement);
  items[(at + by + items.length) % items.length]?.focus();
}
