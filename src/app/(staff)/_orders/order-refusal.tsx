"use client";

import { lazy, Suspense } from "react";
import { type ClientError, RefusalNotice } from "@/client/refusal";

const ShortageRefusal = lazy(() => import("./shortage-refusal").then((file) => ({ default: file.ShortageRefusal })));

/** The refusal of an order's step: its sentence, and as soon as it is there the table of what is short. */
export function OrderRefusal({ of: error }: { of: ClientError | null | undefined }) {
  if (!error) return null;
  return (
    <Suspense fallback={<RefusalNotice of={error} />}>
      <ShortageRefusal of={error} />
    </Suspense>
  );
}
