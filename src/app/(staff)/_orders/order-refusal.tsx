"use client";

import { type ComponentType, lazy, Suspense } from "react";
import { type ClientError, RefusalNotice } from "@/client/refusal";
import type { OnBackorder } from "./on-backorder";

/** Where the table cannot be fetched the sentence stays. */
const ShortageRefusal = lazy((): Promise<{ default: ComponentType<{ of: ClientError; onBackorder: OnBackorder }> }> =>
  import("./shortage-refusal").then(
    (file) => ({ default: file.ShortageRefusal }),
    () => ({ default: RefusalNotice }),
  ),
);

type OrderRefusalProps = { of: ClientError | null | undefined; onBackorder?: OnBackorder };

/**
 * The refusal of an order's step: its sentence, and as soon as it is there the table of what is short. Where that may
 * be backordered the person is asked, and says so by a button.
 */
export function OrderRefusal({ of: error, onBackorder }: OrderRefusalProps) {
  if (!error) return null;
  return (
    <Suspense fallback={<RefusalNotice of={error} />}>
      <ShortageRefusal of={error} onBackorder={onBackorder} />
    </Suspense>
  );
}
