const NOT_TEXT = new Set(["button", "checkbox", "radio", "range", "submit", "reset", "file", "color"]);

/**
 * Whether keys pressed at this element belong to it: a text field, an editor, or an open menu or list that types ahead.
 */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target.isContentEditable || target.closest('[role="menu"], [role="listbox"]') !== null;
}
