// Arrow keys in a grid or a list: to the nearest thing in that direction, as the eye sees it.

const AWAY: Record<string, (from: DOMRect, to: DOMRect) => { along: number; aside: number }> = {
  ArrowRight: (from, to) => ({ along: to.left - from.left, aside: Math.abs(middle(to).y - middle(from).y) }),
  ArrowLeft: (from, to) => ({ along: from.left - to.left, aside: Math.abs(middle(to).y - middle(from).y) }),
  ArrowDown: (from, to) => ({ along: to.top - from.top, aside: Math.abs(middle(to).x - middle(from).x) }),
  ArrowUp: (from, to) => ({ along: from.top - to.top, aside: Math.abs(middle(to).x - middle(from).x) }),
};

/** Moves the focus among the elements that `selector` names within the place that hears the key. */
export function walk(event: KeyboardEvent, selector: string): void {
  const away = AWAY[event.key];
  const { currentTarget: place, target } = event;
  if (!away || !(place instanceof Element) || !(target instanceof Element)) return;
  const at = target.closest(selector);
  if (!at || target.matches("input, textarea, select")) return;
  event.preventDefault();
  const from = at.getBoundingClientRect();
  const ways = [...place.querySelectorAll<HTMLElement>(selector)]
    .map((element) => ({ element, ...away(from, element.getBoundingClientRect()) }))
    .filter(({ element, along }) => element !== at && along > 1)
    .sort((a, b) => a.along + 3 * a.aside - (b.along + 3 * b.aside));
  ways[0]?.element.focus();
}

function middle(box: DOMRect): { x: number; y: number } {
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
