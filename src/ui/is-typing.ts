const NON_TEXT_TYPES = new Set(["button", "checkbox", "radio", "range", "submit", "reset", "file", "color"]);

/** Whether an element uses the keys itself: a text field, an editor, or an open menu or list with type-ahead. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NON_TEXT_TYPES.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target.isContentEditable || target.closest('[role="menu"], [role="listbox"]') !== null;
}
