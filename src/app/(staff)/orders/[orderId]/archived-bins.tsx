"use client";

import * as z from "zod";
import { useCan } from "@/client/person";
import { type ClientError, RefusalNotice, refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import { notify } from "@/ui/toast";

const ArchivedBinsDetails = z.object({ bins: z.array(z.object({ locationId: z.string(), code: z.string() })) });

/** The way out where bins were archived after these items left them. */
export function ArchivedBins({ of: error }: { of: ClientError }) {
  const mayRestore = useCan("inventory.restore-location");
  const restore = trpc.inventory.restoreLocation.useMutation({
    onSuccess: () => notify.success("Bin restored", { description: "Void the shipment now." }),
  });
  if (!mayRestore) return null;
  const details = ArchivedBinsDetails.safeParse(refusalOf(error).details);
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {details.data?.bins.map(({ locationId, code }) => (
        <Button
          key={locationId}
          size="sm"
          pending={restore.isPending && restore.variables.locationId === locationId}
          onClick={() => restore.mutate({ locationId })}
        >
          Restore {code}
        </Button>
      ))}
      <RefusalNotice of={restore.error} />
    </div>
  );
}
