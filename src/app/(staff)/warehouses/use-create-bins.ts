"use client";

import { useState } from "react";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { notify } from "@/ui/toast";

/** Creates bins one after the other. Stops at the first refusal and reports how many were created. */
export function useCreateBins(onDone: () => void) {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [done, setDone] = useState(0);
  const createOne = trpc.inventory.createLocation.useMutation();

  const create = async (parentId: string, codes: readonly string[]) => {
    let made = 0;
    setProgress({ done: 0, total: codes.length });
    try {
      for (const code of codes) {
        await createOne.mutateAsync({ parentId, kind: "bin", code });
        made += 1;
        setProgress({ done: made, total: codes.length });
      }
      notify.success(`${formatCount(made, "bin")} added`);
      onDone();
    } catch {
      // The refusal stands in `createOne.error`; those made before it stay.
    } finally {
      setDone(made);
      setProgress(null);
    }
  };

  const refused = createOne.error && refusalOf(createOne.error).message;
  const before = `${formatCount(done, "bin")} added before this.`;
  return {
    create,
    progress,
    error: refused && progress === null ? (done > 0 ? `${refused} ${before}` : refused) : null,
  };
}
