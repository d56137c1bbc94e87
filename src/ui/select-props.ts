import type { ControlProps } from "./field";

export type SelectOption<Value extends string = string> = {
  value: Value;
  label: string;
  hint?: string;
  disabled?: boolean;
};

export type SelectProps<Value extends string> = ControlProps & {
  value: Value | null;
  onValue: (value: Value) => void;
  options: readonly SelectOption<Value>[];
};
