"use client";

import { type ComponentType, lazy, Suspense } from "react";
import { type ClientError, RefusalNotice } from "@/client/refusal";

/** Where the table cannot be fetched the sentence stays. */
const ShortageRefusal = lazy((): Promise<{ default: ComponentType<{ of: ClientError }> }> =>
  import("./shortage-refusal").then(
    (file) => ({ default: file.ShortageRefusal }),
    () => ({ default: RefusalNotice }),
  ),
);

/** The refusal of an order's step: its sentence, and as soon as it is there the table of what is short. */
export function OrderRefusal({ of: error }: { of: ClientError | null | undefined }) {
  if (!error) return null;
  return (
    <Suspense fallback={<RefusalNotice of={error} />}>
      <ShortageRefusal of={error} />
    </Suspense>
  );
}
