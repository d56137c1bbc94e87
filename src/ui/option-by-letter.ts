import type { SelectOption } from "./select-props";

/** What a letter chooses in a closed list: the next option that begins with it, and after the last the first. */
export function optionByLetter<Value extends string>(
  options: readonly SelectOption<Value>[],
  value: Value | null,
  letter: string,
): SelectOption<Value> | undefined {
  const after = options.findIndex((option) => option.value === value) + 1;
  const inTurn = [...options.slice(after), ...options.slice(0, after)];
  return inTurn.find(({ label, disabled }) => !disabled && label.toLowerCase().startsWith(letter.toLowerCase()));
}
