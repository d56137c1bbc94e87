import type { SelectOption } from "./select-props";

/**
 * What typing chooses in a closed list: by one letter, however often, the next option that begins with it, and after
 * the last the first; by several letters the option that begins with all of them, which may be the one that is chosen.
 */
export function optionByTyping<Value extends string>(
  options: readonly SelectOption<Value>[],
  value: Value | null,
  typed: string,
): SelectOption<Value> | undefined {
  const letters = typed.toLowerCase();
  const isOneLetter = letters === letters.charAt(0).repeat(letters.length);
  const chosen = options.findIndex((option) => option.value === value);
  const first = isOneLetter ? chosen + 1 : Math.max(chosen, 0);
  const inTurn = [...options.slice(first), ...options.slice(0, first)];
  const sought = isOneLetter ? letters.charAt(0) : letters;
  return inTurn.find(({ label, disabled }) => !disabled && label.toLowerCase().startsWith(sought));
}
