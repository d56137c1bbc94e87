"use client";

import { useEffect, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Keeps a form at what is saved until somebody types. From then on it stays as it is, and `isBehind` while others have
 * saved something else than `base`, which it began with. `restart` begins with `next`, and with `values` in the boxes.
 */
export function useFollowing<Values extends FieldValues, Sent extends FieldValues>(
  form: UseFormReturn<Values, unknown, Sent>,
  saved: Values,
  begun = saved,
) {
  const [start, setStart] = useState({ base: saved, values: begun });
  const { isDirty } = form.formState;
  const differs = !isSame(start.base, saved);
  const restart = (base: Values, values = base) => setStart({ base, values });
  if (differs && !isDirty) restart(saved);
  useEffect(() => {
    form.reset(start.base);
    form.reset(start.values, { keepDefaultValues: true });
  }, [form, start]);
  return { base: start.base, isBehind: differs && isDirty, restart };
}
