/**
 * Gives a box a text as if somebody had typed it: React remembers what is written through the box itself, and passes
 * over an event that changes nothing beside it.
 */
export function typeInto(box: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value")?.set?.call(box, text);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
