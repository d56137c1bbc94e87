"use client";

import { useState } from "react";
import { refusalOf } from "@/client/refusal";
import { type Inputs, trpc } from "@/client/trpc";
import { reasonLabel } from "@/modules/inventory/inventory";
import { aboveLimit, goodsArePromised } from "@/modules/inventory/refusals";
import { notify } from "@/ui/toast";
import { type BookedGoods, changeOf } from "./adjustment";
import type { Adjustment } from "./adjustment-input";
import { usePosting } from "./use-posting";

type AdjustInput = Inputs["inventory"]["adjustStock"];
export type StockLoss = Inputs["orders"]["listBroken"];
export type Accepted = Inputs["orders"]["adjustReserved"]["accepted"];

/**
 * Sends an adjustment. Where it would take reserved items, `promised` is the loss to ask about, and `sendAccepted`
 * sends it again with the reservations that the person agreed to lose. Where it is above their limit,
 * `sendForApproval` asks a second person to book it.
 */
export function useAdjustment(goods: BookedGoods, onDone: () => void) {
  const plain = usePosting(trpc.inventory.adjustStock.useMutation());
  const reserved = usePosting(trpc.orders.adjustReserved.useMutation());
  const [sent, setSent] = useState<{ input: AdjustInput; change: number } | null>(null);

  const send = (values: Adjustment, recorded: number) => {
    const change = changeOf(recorded, values);
    if (change === null) return;
    const { variantId, locationId, lotId } = goods;
    const figure = values.way === "counted" ? { count: { quantity: recorded + change, recorded } } : { change };
    const input = { variantId, locationId, lotId, reason: values.reason, note: values.note, ...figure };
    setSent({ input, change });
    plain.post(input, postedOf(goods, change, onDone));
  };
  const sendAccepted = (accepted: Accepted) => {
    if (sent) reserved.post({ ...sent.input, accepted }, postedOf(goods, sent.change, onDone));
  };
  const ask = trpc.inventory.requestAdjustment.useMutation({
    onSuccess: () => {
      notify.success("Sent for approval", { description: "Nothing is booked until somebody approves it." });
      onDone();
    },
  });
  const sendForApproval = () => {
    if (!sent) return;
    const { reason, note } = sent.input;
    ask.mutate({ adjustment: sent.input, reason: note || reasonLabel(reason) });
  };
  const isRefusedAs = (code: string) => plain.error !== null && refusalOf(plain.error).code === code;
  const isPromised = isRefusedAs(goodsArePromised.code);
  const { variantId, locationId, lotId } = goods;
  return {
    send,
    sendAccepted,
    isAboveLimit: isRefusedAs(aboveLimit.code),
    sendForApproval,
    askError: ask.error,
    isPending: plain.isPending || reserved.isPending || ask.isPending,
    error: plain.error,
    acceptedError: reserved.error,
    promised: isPromised && sent ? { variantId, locationId, lotId, change: sent.change } : null,
  };
}

const postedOf = ({ name, locationCode }: BookedGoods, change: number, onPosted: () => void) =>
  change === 0
    ? { title: `Count of ${name} in ${locationCode} recorded`, undo: "nobody" as const, onPosted }
    : { title: `${name} adjusted in ${locationCode}`, onPosted };
