"use client";

import { Printer, Tag, Truck, Undo2 } from "lucide-react";
import { useCan } from "@/client/person";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { labelPath } from "@/modules/documents/document";
import { describeNotHandedOver, PARCELS_AT_ONCE_MAX, type ParcelView } from "@/modules/parcels/parcel";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { buttonStyle } from "@/ui/button-style";
import { PlainLink } from "@/ui/plain-link";
import type { RowSelection } from "@/ui/row-selection";
import { SelectionBar } from "@/ui/selection-bar";
import { notify } from "@/ui/toast";

type ParcelsBarProps = { selection: RowSelection; view: ParcelView };

/** What can be done with the selected parcels. */
export function ParcelsBar({ selection: { ids, change }, view }: ParcelsBarProps) {
  if (ids.size === 0) return null;
  const clear = () => change(() => new Set());
  const parcelIds = [...ids];
  return (
    <SelectionBar label="Selected parcels" count={`${formatCount(ids.size, "parcel")} selected`} onClear={clear}>
      {ids.size > PARCELS_AT_ONCE_MAX ? (
        <span className="text-sm text-muted">Select at most {PARCELS_AT_ONCE_MAX} at a time.</span>
      ) : (
        <Acts parcelIds={parcelIds} view={view} onDone={clear} />
      )}
    </SelectionBar>
  );
}

type Moved = Outputs["parcels"]["handOver"];
type ActsProps = { parcelIds: string[]; view: ParcelView; onDone: () => void };

function Acts({ parcelIds, view, onDone }: ActsProps) {
  const mayHandOver = useCan("parcels.hand-over") && view === "waiting";
  const mayTakeBack = useCan("parcels.take-back") && view === "handed-over";
  const handOver = trpc.parcels.handOver.useMutation({ onSuccess: (outcome) => tell(outcome, "handed over") });
  const takeBack = trpc.parcels.takeBack.useMutation({ onSuccess: (outcome) => tell(outcome, "taken back") });
  const tell = ({ parcelIds: done, refused }: Moved, what: string) => {
    const title = `${formatCount(done.length, "parcel")} ${what}`;
    if (refused.length === 0) notify.success(title);
    else notify.warning(title, { description: `Left out: ${describeNotHandedOver(refused)}` });
    onDone();
  };
  return (
    <>
      <PlainLink
        className={buttonStyle({})}
        href={labelPath("parcel-label", parcelIds)}
        target="_blank"
        rel="noreferrer"
      >
        <Tag aria-hidden />
        Labels
      </PlainLink>
      <PlainLink className={buttonStyle({})} href={labelPath("parcel-zpl", parcelIds)} target="_blank" rel="noreferrer">
        <Printer aria-hidden />
        ZPL
      </PlainLink>
      {mayHandOver && (
        <Button
          variant="primary"
          icon={<Truck aria-hidden />}
          pending={handOver.isPending}
          onClick={() => handOver.mutate({ parcelIds })}
        >
          Hand over
        </Button>
      )}
      {mayTakeBack && (
        <Button
          icon={<Undo2 aria-hidden />}
          pending={takeBack.isPending}
          onClick={() => takeBack.mutate({ parcelIds })}
        >
          Take back
        </Button>
      )}
      <RefusalNotice of={handOver.error ?? takeBack.error} />
    </>
  );
}
