"use client";

import { useRef, useState } from "react";
import { describeScanned, describeUncounted } from "@/app/(staff)/_scan/describe-label";
import type { ScanFeedback } from "@/app/(staff)/_scan/scan-status";
import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { narrowTo, useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { type ClientError, refusalOf } from "@/client/refusal";
import { trpc, TRPCClientError } from "@/client/trpc";
import { formatQuantity, toQuantity } from "@/shared/quantity";
import {
  binOf,
  describeSerial,
  type PickList,
  type PickTask,
  scannedBin,
  scannedGoods,
  scannedLot,
  takeOf,
  type Taken,
  takeSerial,
  tasksOf,
} from "./pick-scan";

const isClientError = (error: unknown): error is ClientError & Error => error instanceof TRPCClientError;

type Feedback = Omit<ScanFeedback, "turn">;

const askedOf = ({ row }: PickTask) =>
  row.hasSerials
    ? { title: `Scan the serial number of ${row.sku}`, advice: "Any that is in this bin will do." }
    : { title: `Scan the lot of ${row.sku}`, advice: `Pick lot ${row.lotCode ?? ""}.` };

/** Confirms what was taken, order by order. */
function useTake(listId: string, show: (feedback: Feedback) => void) {
  const utils = trpc.useUtils();
  const { mutateAsync: confirm, isPending } = trpc.picking.confirmPick.useMutation();
  /** At once, so that the next scan knows of it before the list was asked for again. */
  const note = (allocationId: string, picked: number, lotCode: string | null) =>
    utils.picking.get.setData({ listId }, (list) => {
      if (!list) return list;
      const picks = list.picks.map((row) =>
        row.allocationId === allocationId ? { ...row, picked: toQuantity(picked), lotCode } : row,
      );
      return { ...list, picks };
    });
  const take = async (task: PickTask, taken: Taken, what = "") => {
    try {
      for (const { row, quantity, serial } of taken) {
        const { allocationId, locationId, variantId, lotId } = row;
        const pick = { listId, allocationId, locationId, variantId };
        const inHand = serial === undefined ? { lotId } : { lotId: null, serial };
        const { picked } = await confirm({ ...pick, ...inHand, quantity: toQuantity(quantity) });
        note(allocationId, picked, serial ?? row.lotCode);
      }
      const count = taken.reduce((sum, { quantity }) => sum + quantity, 0);
      const left = task.left - count;
      show({
        tone: "success",
        title: `${formatQuantity(count)} × ${task.row.sku}`,
        advice: [what, left > 0 ? `${formatQuantity(left)} left here` : "Complete"].filter(Boolean).join(". "),
      });
    } catch (error) {
      const advice = isClientError(error) ? refusalOf(error).message : "Check the connection and scan again.";
      show({ tone: "warning", title: "Not picked", advice });
    }
  };
  return { take, isPending };
}

/** Scans on the way through a list: the bin, then its items, then the next bin. */
export function usePicking({ listId, picks }: PickList) {
  const [atBinId, setAtBin] = useState<string | null>(null);
  // What scans go by that follow each other faster than the screen is drawn.
  const at = useRef<string | null>(null);
  const asked = useRef<{ task: PickTask; count: number } | null>(null);
  const turn = useRef(Promise.resolve());
  const utils = trpc.useUtils();
  const { read, isReading } = useReadCode();
  const { feedback, show } = useScanFeedback();
  const { take, isPending } = useTake(listId, show);
  const tasks = tasksOf(picks);
  const goTo = binOf(tasks, atBinId);
  const isAtBin = goTo !== null && goTo.locationId === atBinId;

  const refuse = (title: string, advice: string) => show({ tone: "warning", title, advice });
  const goToBin = (binId: string, code: string) => {
    at.current = binId;
    asked.current = null;
    setAtBin(binId);
    show({ tone: "success", title: `At ${code}`, advice: "Scan what you take." });
  };
  type Outcome = ReturnType<typeof takeOf>;
  const carryOut = async (outcome: Outcome, count: number, what = "") => {
    if (outcome.kind === "wrong") return refuse(outcome.title, outcome.advice);
    if (outcome.kind === "take") return take(outcome.task, outcome.taken, what || describeSerial(outcome.taken));
    asked.current = { task: outcome.task, count };
    return show({ tone: "success", ...askedOf(outcome.task) });
  };

  const scanNow = async (code: string) => {
    const now = tasksOf(utils.picking.get.getData({ listId })?.picks ?? picks);
    const next = binOf(now, at.current);
    if (!next) return;
    const ofLot = asked.current;
    asked.current = null;
    if (ofLot) return carryOut(scannedLot(ofLot.task, code, ofLot.count), ofLot.count);
    const reading = narrowTo(await read(code), (variantId) => now.some(({ row }) => row.variantId === variantId));
    if (reading.kind === "bin") {
      const outcome = scannedBin(now, reading.bins, next);
      return outcome.kind === "bin" ? goToBin(outcome.binId, outcome.code) : refuse(outcome.title, outcome.advice);
    }
    if (reading.kind === "goods") {
      const { goods, label } = reading;
      const uncounted = describeUncounted(label);
      if (uncounted !== null) return refuse(`How many ${goods.sku}?`, `${uncounted} Then use the button of the item.`);
      const count = label.count ?? 1;
      const outcome = scannedGoods(now, at.current, { ...goods, lot: label.lot, count });
      return carryOut(outcome, count, describeScanned(label) ?? "");
    }
    return show(describeUnusableCode(reading, code));
  };
  return {
    tasks,
    goTo,
    isAtBin,
    /** One after another, whatever time the answers take. */
    scan: (code: string) => {
      turn.current = turn.current.then(() => scanNow(code));
    },
    goToBin,
    pick: (task: PickTask, count: number) => void carryOut(takeOf(task, count), count),
    pickSerial: (task: PickTask, serial: string) => void carryOut(takeSerial(task, serial), 1),
    say: show,
    feedback,
    isBusy: isReading || isPending,
  };
}
