/** One stop of the Tab key for a list: the arrow keys go through it. */

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** For `keydown` on a list whose items match `selector`. Moves the focus, and calls `click` on where it comes to if asked. */
export function rove(event: KeyboardEvent, selector: string, alsoChoose: boolean): void {
  const list = event.currentTarget;
  if (!(list instanceof HTMLElement)) return;
  const items = [...list.querySelectorAll<HTMLElement>(selector)];
  const at = items.findIndex((item) => item === event.target);
  if (at < 0) return;
  const to = target(event.key, at, items.length);
  if (to === undefined) return;
  event.preventDefault();
  items.forEach((item, index) => {
    item.tabIndex = index === to ? 0 : -1;
  });
  items[to]?.focus();
  if (alsoChoose) items[to]?.click();
}

function target(key: string, at: number, count: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  return step === undefined ? undefined : (at + step + count) % count;
}
