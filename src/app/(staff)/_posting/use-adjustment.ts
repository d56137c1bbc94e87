"use client";

import { useState } from "react";
import { type ClientError, refusalOf } from "@/client/refusal";
import { type Inputs, trpc } from "@/client/trpc";
import { reasonLabel } from "@/modules/inventory/inventory";
import { aboveLimit, goodsArePromised } from "@/modules/inventory/refusals";
import { notify } from "@/ui/toast";
import type { BookedGoods } from "./adjustment";
import { usePosting } from "./use-posting";

type AdjustInput = Inputs["inventory"]["adjustStock"];
export type StockLoss = Inputs["orders"]["listBroken"];
export type Accepted = Inputs["orders"]["adjustReserved"]["accepted"];

/** What was entered of the goods in a bin. */
export type AdjustmentEntry = Omit<AdjustInput, "variantId" | "locationId" | "lotId">;

/**
 * Sends an adjustment. Where it would take reserved items, `promised` is the loss to ask about, and `sendAccepted`
 * sends it again with the reservations that the person agreed to lose. Where it is above their limit,
 * `sendForApproval` asks a second person to book it.
 */
export function useAdjustment(goods: BookedGoods, onDone: () => void) {
  const plain = usePosting(trpc.inventory.adjustStock.useMutation());
  const reserved = usePosting(trpc.orders.adjustReserved.useMutation());
  const [accepted, setAccepted] = useState<Accepted | null>(null);
  const [sent, setSent] = useState<{ input: AdjustInput; change: number } | null>(null);

  /** `change` is what the entry comes to. */
  const send = (entry: AdjustmentEntry, change: number) => {
    const { variantId, locationId, lotId } = goods;
    const input = { variantId, locationId, lotId, ...entry };
    setSent({ input, change });
    plain.post(input, postedOf(goods, change, onDone));
  };
  const sendAccepted = (accepted: Accepted) => {
    setAccepted(accepted);
    if (sent) reserved.post({ ...sent.input, accepted }, postedOf(goods, sent.change, onDone));
  };
  const ask = useRequests(onDone);
  const sendForApproval = () => {
    if (sent) ask.send(sent.input, isReservedAbove ? accepted : null);
  };
  const isPromised = isRefusedAs(plain.error, goodsArePromised.code);
  const isReservedAbove = isPromised && isRefusedAs(reserved.error, aboveLimit.code);
  const { variantId, locationId, lotId } = goods;
  return {
    send,
    sendAccepted,
    isAboveLimit: isRefusedAs(plain.error, aboveLimit.code) || isReservedAbove,
    sendForApproval,
    askError: ask.error,
    isPending: plain.isPending || reserved.isPending || ask.isPending,
    error: isReservedAbove ? reserved.error : plain.error,
    acceptedError: reserved.error,
    promised: isPromised && sent ? { variantId, locationId, lotId, change: sent.change } : null,
  };
}

const isRefusedAs = (error: ClientError | null, code: string) => error !== null && refusalOf(error).code === code;

/** Asks a second person; with the reservations that were accepted, where the adjustment takes reserved items. */
function useRequests(onDone: () => void) {
  const onSuccess = () => {
    notify.success("Sent for approval", { description: "Nothing is booked until somebody approves it." });
    onDone();
  };
  const plain = trpc.inventory.requestAdjustment.useMutation({ onSuccess });
  const reserved = trpc.orders.requestReservedLoss.useMutation({ onSuccess });
  return {
    send: (input: AdjustInput, accepted: Accepted | null) => {
      const reason = input.note || reasonLabel(input.reason);
      if (accepted) reserved.mutate({ adjustment: { ...input, accepted }, reason });
      else plain.mutate({ adjustment: input, reason });
    },
    isPending: plain.isPending || reserved.isPending,
    error: plain.error ?? reserved.error,
  };
}

const postedOf = ({ name, locationCode }: BookedGoods, change: number, onPosted: () => void) =>
  change === 0
    ? { title: `Count of ${name} in ${locationCode} recorded`, undo: "nobody" as const, onPosted }
    : { title: `${name} adjusted in ${locationCode}`, onPosted };
