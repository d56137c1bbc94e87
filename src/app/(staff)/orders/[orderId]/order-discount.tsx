"use client";

import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { type ClientError, RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { formatMoney, formatRate } from "@/shared/money";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { onDemand } from "@/ui/on-demand";
import { TextLink } from "@/ui/text-link";

const AskDialog = onDemand(() => import("./ask-approval-dialog").then((file) => file.AskApprovalDialog));

type Standing = Outputs["orders"]["getDiscount"];

/** Whether the discount of a draft needs a second person, and how far that has come. */
export function OrderDiscount({ order, refused }: { order: Order; refused: ClientError | null }) {
  const { data } = trpc.orders.getDiscount.useQuery({ orderId: order.id });
  const [isAsking, setAsking] = useState(false);
  const isWaiting = data?.request?.state === "waiting";
  if (!data || (!data.isOver && !isWaiting)) return <RefusalNotice of={refused} />;
  // Once somebody is asked, that they have to be is no news.
  const isOpen = !data.isApproved && !isWaiting;
  const { title, tone } = headingOf(data);
  return (
    <>
      <Notice
        tone={tone}
        title={title}
        action={
          isOpen && (
            <Button size="sm" variant="primary" onClick={() => setAsking(true)}>
              Ask for approval
            </Button>
          )
        }
      >
        <p>
          {formatMoney(data.givenAway, order.currency)} less than the catalog&apos;s prices, up to{" "}
          {formatRate(data.rateMax)} on an item.
        </p>
        <LastRequest of={data.request} />
      </Notice>
      {isOpen && <RefusalNotice of={refused} />}
      <AskDialog order={order} open={isAsking} onOpen={setAsking} />
    </>
  );
}

function headingOf({ isApproved, request, rateMax, limit }: Standing) {
  if (isApproved) return { tone: "success" as const, title: "The discount is approved" };
  if (request?.state === "waiting") return { tone: "info" as const, title: "The discount waits for approval" };
  const above = `A discount of ${formatRate(rateMax)} is above your limit of ${formatRate(limit ?? 0)}`;
  if (request?.state === "refused") return { tone: "warning" as const, title: "The discount was refused" };
  if (request?.state === "approved") return { tone: "warning" as const, title: `${above}, and more than was approved` };
  return { tone: "warning" as const, title: `${above}. It needs a second person.` };
}

function LastRequest({ of: request }: { of: Standing["request"] }) {
  if (!request) return null;
  return (
    <p>
      Asked by {request.askedByName}: {request.reason}.
      {request.decidedByName && ` ${request.state === "approved" ? "Approved" : "Refused"} by ${request.decidedByName}`}
      {request.note && `: ${request.note}`}{" "}
      {request.state === "waiting" && <TextLink href="/approvals?state=waiting">Open approvals</TextLink>}
    </p>
  );
}
