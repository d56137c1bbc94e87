"use client";

import { Copy, Ellipsis, FileText, Mail, Split } from "lucide-react";
import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { DOCUMENT_NAMES, documentPath, documentsOf } from "@/modules/documents/document";
import { isMailed, type MailedKind } from "@/modules/orders/mails/mail";
import { formatOrderNumber } from "@/modules/orders/order";
import { Menu, MenuItem } from "@/ui/dropdown-menu";
import { IconButton } from "@/ui/icon-button";
import { onDemand } from "@/ui/on-demand";
import { canSplit } from "./can-split";
import type { useOrderCopies } from "./use-order-copies";

/** Moves open items into a second order. */
const SplitDialog = onDemand(() => import("./split-order-dialog").then((file) => file.SplitOrderDialog));

const SendDialog = onDemand(() => import("@/app/(staff)/_mails/send-dialog").then((file) => file.SendDialog));

type OrderMenuProps = { order: Order; copies: ReturnType<typeof useOrderCopies> };

/** What is seldom done with an order, and its documents. */
export function OrderMenu({ order, copies }: OrderMenuProps) {
  const [isSplitting, setSplitting] = useState(false);
  const mayDuplicate = useCan("orders.duplicate");
  const maySplit = useCan("orders.split") && canSplit(order);
  const documents = documentsOf(order.status);
  const maySend = useCan("documents.send");
  const [sent, setSent] = useState<MailedKind | null>(null);
  const [isSending, setSending] = useState(false);
  if (!mayDuplicate && !maySplit && documents.length === 0) return null;
  return (
    <>
      <Menu
        label="More actions"
        align="end"
        trigger={<IconButton label="More actions" icon={<Ellipsis aria-hidden />} />}
      >
        {documents.map((kind) => (
          <MenuItem key={kind} icon={<FileText />} href={documentPath(kind, order.id)} opensTab>
            {DOCUMENT_NAMES[kind]}
          </MenuItem>
        ))}
        {maySend &&
          documents.map(
            (kind) =>
              isMailed(kind) && (
                <MenuItem
                  key={`email ${kind}`}
                  icon={<Mail />}
                  onSelect={() => {
                    setSent(kind);
                    setSending(true);
                  }}
                >
                  {`Email ${DOCUMENT_NAMES[kind].toLowerCase()}`}
                </MenuItem>
              ),
          )}
        {maySplit && (
          <MenuItem icon={<Split />} onSelect={() => setSplitting(true)}>
            Split order
          </MenuItem>
        )}
        {mayDuplicate && (
          <MenuItem icon={<Copy />} disabled={copies.isPending} onSelect={copies.duplicate}>
            Duplicate
          </MenuItem>
        )}
      </Menu>
      {sent && (
        <SendDialog
          key={sent}
          sending={{
            kind: sent,
            documentId: order.id,
            called: `${DOCUMENT_NAMES[sent].toLowerCase()} ${formatOrderNumber(order.number)}`,
          }}
          open={isSending}
          onOpen={setSending}
        />
      )}
      <SplitDialog order={order} open={isSplitting && maySplit} onOpen={setSplitting} />
    </>
  );
}
