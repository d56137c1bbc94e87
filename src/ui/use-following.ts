"use client";

import { useEffect, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Values of the same fields, in whatever order. */
const areSame = (one: FieldValues, other: FieldValues): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => isSame(one[key], other[key]));

/** What was saved, with what was typed into the boxes since they were sent. */
export function withTypedSince<Values extends FieldValues>(saved: Values, sent: Values, now: Values): Values {
  const values = { ...saved };
  for (const key in now) if (!isSame(now[key], sent[key])) values[key] = now[key];
  return values;
}

/**
 * Keeps a form at what is saved until somebody types. From then on it stays as it is, and `isBehind` while others have
 * saved something else than `base`, which it began with. `restart` begins with a new base, and with `values` in the
 * boxes; `accept` with what was saved of `sent`, and what was typed meanwhile stays typed.
 */
export function useFollowing<Values extends FieldValues, Sent extends FieldValues>(
  form: UseFormReturn<Values, unknown, Sent>,
  saved: Values,
  begun = saved,
) {
  const [start, setStart] = useState({ base: saved, values: begun });
  const { isDirty } = form.formState;
  const differs = !areSame(start.base, saved);
  const restart = (base: Values, values = base) => setStart({ base, values });
  const accept = (base: Values, sent: Values) => restart(base, withTypedSince(base, sent, form.getValues()));
  if (differs && !isDirty) restart(saved);
  useEffect(() => {
    form.reset(start.base);
    form.reset(start.values, { keepDefaultValues: true });
  }, [form, start]);
  return { base: start.base, isBehind: differs && isDirty, restart, accept };
}
