"use client";

import { type ReactNode, useState } from "react";
import { useController } from "react-hook-form";
import { Combobox } from "./combobox";
import { Field } from "./field";
import type { NamedFieldProps } from "./text-field";

export type Choice = { value: string; label: string; hint?: string };

type ChoiceFieldProps = NamedFieldProps & {
  choices: readonly Choice[];
  placeholder?: string;
  empty?: ReactNode;
  /** The choice that stands for null in the form. */
  none?: string;
};

const SHOWN_MAX = 100;

const matching = (choices: readonly Choice[], query: string): Choice[] => {
  const words = query.toLowerCase().split(/\s+/);
  const isMatch = ({ value, label, hint = "" }: Choice) => {
    const text = `${value} ${label} ${hint}`.toLowerCase().replaceAll("_", " ");
    return words.every((word) => text.includes(word));
  };
  return choices.filter(isMatch).slice(0, SHOWN_MAX);
};

/** One of many that the page knows already, such as a country: found by typing, without asking a server. */
export function ChoiceField({
  name,
  label,
  hint,
  optional,
  disabled,
  className,
  choices,
  none,
  ...rest
}: ChoiceFieldProps) {
  const { field, fieldState } = useController({ name });
  const [query, setQuery] = useState("");
  const value = choices.find((choice) => choice.value === (field.value ?? none)) ?? null;
  const choose = (choice: Choice | null) => {
    field.onChange(choice?.value === none ? null : (choice?.value ?? ""));
    setQuery("");
  };
  return (
    <Field label={label} hint={hint} error={fieldState.error?.message} optional={optional} className={className}>
      {(control) => (
        <Combobox<Choice>
          {...control}
          {...rest}
          disabled={disabled}
          value={value}
          onValue={choose}
          items={matching(choices, query)}
          query={query}
          onQuery={setQuery}
          itemId={(choice) => choice.value}
          itemLabel={(choice) => choice.label}
          itemHint={(choice) => choice.hint}
        />
      )}
    </Field>
  );
}
