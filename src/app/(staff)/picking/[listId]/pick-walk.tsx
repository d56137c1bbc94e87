"use client";

import { MapPin } from "lucide-react";
import { useState } from "react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import { LotMark } from "@/app/(staff)/_goods/lot-mark";
import { ScanStatus } from "@/app/(staff)/_scan/scan-status";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatQuantity } from "@/shared/quantity";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { onDemand } from "@/ui/on-demand";
import { ScanBox } from "@/ui/scan-box";
import { PickQuantity } from "./pick-quantity";
import { ordersOf, type PickList, type PickRow, type PickTask } from "./pick-scan";
import { PickSerials } from "./pick-serials";
import { usePicking } from "./use-picking";

const ShortDialog = onDemand(() => import("./short-dialog").then((file) => file.ShortDialog));

/** Bin by bin: where to go, what to take there, and what the last scan did. */
export function PickWalk({ list }: { list: PickList }) {
  const { tasks, goTo, isAtBin, scan, goToBin, pick, pickSerial, say, feedback, isBusy } = usePicking(list);
  const [short, setShort] = useState<PickTask | null>(null);
  // The dialog keeps what it asks while it closes.
  const [shown, setShown] = useState<PickTask | null>(null);
  if (!goTo) return null;
  const here = tasks.filter(({ row }) => row.locationId === goTo.locationId);
  return (
    <section aria-label="Picking" className="flex flex-col gap-3">
      <ScanBox
        size="lg"
        label="Scan a bin or an item"
        placeholder={isAtBin ? "Scan an item" : `Scan ${goTo.locationCode}`}
        pending={isBusy}
        onScan={scan}
      />
      <ScanStatus
        feedback={feedback}
        hint={isAtBin ? "Scan what you take." : `Go to ${goTo.locationCode} and scan its label.`}
      />
      <Card padded={false}>
        <BinHead goTo={goTo} isAtBin={isAtBin} onThere={() => goToBin(goTo.locationId, goTo.locationCode)} />
        <ul aria-label={`To pick from ${goTo.locationCode}`} className="divide-y divide-border">
          {here.map((task) => (
            <Task
              key={task.key}
              task={task}
              isAtBin={isAtBin}
              isBusy={isBusy}
              onPick={(count) => pick(task, count)}
              onSerial={(serial) => pickSerial(task, serial)}
              onShort={() => {
                setShown(task);
                setShort(task);
              }}
            />
          ))}
        </ul>
      </Card>
      {shown && (
        <ShortDialog
          open={short !== null}
          onOpen={(open) => !open && setShort(null)}
          listId={list.listId}
          task={shown}
          onDone={(advice) => say({ tone: "success", title: `${shown.row.locationCode} is to be counted`, advice })}
        />
      )}
    </section>
  );
}

function BinHead({ goTo, isAtBin, onThere }: { goTo: PickRow; isAtBin: boolean; onThere: () => void }) {
  return (
    <div className="flex items-center justify-between gap-3 border-b border-border p-4">
      <div className="min-w-0">
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <MapPin aria-hidden className="size-4" />
          {isAtBin ? "You are at" : "Go to"}
          {goTo.zoneCode !== null && ` zone ${goTo.zoneCode},`} bin
        </p>
        <p className="text-3xl font-semibold tracking-tight wrap-anywhere">{goTo.locationCode}</p>
      </div>
      {!isAtBin && (
        <Button size="lg" onClick={onThere}>
          I&apos;m there
        </Button>
      )}
    </div>
  );
}

type TaskProps = {
  task: PickTask;
  isAtBin: boolean;
  isBusy: boolean;
  onPick: (count: number) => void;
  onSerial: (serial: string) => void;
  onShort: () => void;
};

function Task({ task, isAtBin, isBusy, onPick, onSerial, onShort }: TaskProps) {
  const { row, rows, left } = task;
  const lotCode = row.hasSerials ? null : row.lotCode;
  const name = lotCode === null ? row.sku : `${row.sku}, lot ${lotCode}`;
  return (
    <li className="flex flex-col gap-3 p-4">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <GoodsName goods={row} className="text-base font-medium" />
          <p className="text-sm text-muted">{row.sku}</p>
          {lotCode !== null && (
            <p className="text-sm">
              Lot <LotMark {...row} />
            </p>
          )}
          <p className="text-sm text-muted">
            For{" "}
            {ordersOf(rows)
              .map(([number, open]) => `${formatOrderNumber(number)} (${formatQuantity(open)})`)
              .join(", ")}
          </p>
        </div>
        <p className="text-3xl font-semibold whitespace-nowrap tabular">{formatQuantity(left, unitOf(row))}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {row.hasSerials ? (
          <PickSerials task={task} isDisabled={!isAtBin || isBusy} onPick={onSerial} />
        ) : (
          <PickQuantity task={task} name={name} isAtBin={isAtBin} isBusy={isBusy} onPick={onPick} />
        )}
        <Button size="lg" aria-label={`Short of ${name}`} disabled={isBusy} onClick={onShort}>
          Short
        </Button>
      </div>
    </li>
  );
}
