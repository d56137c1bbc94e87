"use client";

import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { describeTaken } from "@/modules/parcels/contract";
import { TRACKING_FILE_CHARACTERS_MAX } from "@/modules/parcels/parcel";
import { formatCount } from "@/shared/plural";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { FileDrop } from "@/ui/file-drop";
import { Notice } from "@/ui/notice";

type TrackingDialogProps = { open: boolean; onOpen: (open: boolean) => void };

/** Reads the numbers back that the carrier's own program gave. */
export function TrackingDialog({ open, onOpen }: TrackingDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title="Take over tracking numbers"
      description="A CSV file of the carrier with a column Reference, as in the export, and a column Tracking."
    >
      <Reading />
    </Dialog>
  );
}

/** UTF-16, which spreadsheets write as "Unicode text", says so itself; the two columns are the same in all others. */
function textOf(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  return new TextDecoder(first === 0xff && second === 0xfe ? "utf-16le" : "utf-8").decode(bytes);
}

function Reading() {
  const take = trpc.parcels.takeTracking.useMutation();
  const read = async ([file]: File[]) => {
    if (file) take.mutate({ text: textOf(await file.arrayBuffer()) });
  };
  return (
    <div className="flex flex-col gap-4">
      <FileDrop
        label="CSV file with tracking numbers"
        hint="The whole file is read before anything is taken over."
        accept=".csv,.txt,text/csv,text/plain"
        bytesMax={TRACKING_FILE_CHARACTERS_MAX}
        disabled={take.isPending}
        onFiles={(files) => void read(files)}
      />
      <RefusalNotice of={take.error} />
      {take.data && <Taken result={take.data} />}
      <div className="flex justify-end">
        <DialogCancel>Close</DialogCancel>
      </div>
    </div>
  );
}

function Taken({ result }: { result: Outputs["parcels"]["takeTracking"] }) {
  const { faults, unchanged } = result;
  return (
    <Notice tone={faults.length > 0 ? "warning" : "success"} title={describeTaken(result)}>
      {unchanged > 0 && <p>{formatCount(unchanged, "parcel")} had theirs already.</p>}
      {faults.length > 0 && (
        <ul aria-label="Lines left out" className="mt-1 flex max-h-60 flex-col gap-1 overflow-y-auto">
          {faults.map(({ line, reference, reason }) => (
            <li key={line}>
              Line {line}
              {reference && ` (${reference})`}: {reason}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
