"use client";

import { RefusalNotice, refusalOf } from "@/client/refusal";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { PromisedNotice } from "./promised-notice";
import { StockRefusal } from "./stock-refusal";
import type { useAdjustment } from "./use-adjustment";

type AdjustRefusalProps = { adjust: ReturnType<typeof useAdjustment>; isAsSent: boolean };

/** Why an adjustment was not booked, and what would book it: a yes, or a second person. */
export function AdjustRefusal({ adjust, isAsSent }: AdjustRefusalProps) {
  if (adjust.isAboveLimit && isAsSent) return <SecondPersonNotice adjust={adjust} />;
  if (adjust.promised === null) return <StockRefusal of={adjust.error} />;
  if (!isAsSent) return null;
  return <PromisedNotice loss={adjust.promised} onAccept={adjust.sendAccepted} error={adjust.acceptedError} />;
}

/** Above the limit of the person: what they entered is kept, and sent to somebody else with one press. */
function SecondPersonNotice({ adjust }: { adjust: ReturnType<typeof useAdjustment> }) {
  return (
    <>
      <Notice
        tone="warning"
        title="This needs a second person"
        action={
          <Button size="sm" variant="primary" pending={adjust.isPending} onClick={adjust.sendForApproval}>
            Send for approval
          </Button>
        }
      >
        {adjust.error && <p>{refusalOf(adjust.error).message}</p>}
      </Notice>
      <RefusalNotice of={adjust.askError} />
    </>
  );
}
