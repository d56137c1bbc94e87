"use client";

import { Copy, Ellipsis, FileText, Mail, Split } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { DOCUMENT_NAMES, documentPath, documentsOf, type OrderDocument } from "@/modules/documents/document";
import { isMailed, type MailedKind } from "@/modules/orders/mails/mail";
import { formatOrderNumber } from "@/modules/orders/order";
import { Menu, MenuItem } from "@/ui/dropdown-menu";
import { IconButton } from "@/ui/icon-button";
import { onDemand } from "@/ui/on-demand";
import { PageCommand } from "@/ui/use-command";
import { canSplit } from "./can-split";
import type { useOrderCopies } from "./use-order-copies";

/** Moves open items into a second order. */
const SplitDialog = onDemand(() => import("./split-order-dialog").then((file) => file.SplitOrderDialog));

const SendDialog = onDemand(() => import("@/app/(staff)/_mails/send-dialog").then((file) => file.SendDialog));

type OrderMenuProps = { order: Order; copies: ReturnType<typeof useOrderCopies> };

type Entry = {
  label: string;
  icon: ReactNode;
  href?: string;
  shortcut?: string;
  disabled?: boolean;
  run: () => void;
};

/** What is seldom done with an order, and its documents: in the menu, by key, and in the palette. */
export function OrderMenu({ order, copies }: OrderMenuProps) {
  const [isSplitting, setSplitting] = useState(false);
  const mayDuplicate = useCan("orders.duplicate");
  const maySplit = useCan("orders.split") && canSplit(order);
  const maySend = useCan("documents.send");
  const [sent, setSent] = useState<MailedKind | null>(null);
  const [isSending, setSending] = useState(false);
  const send = (kind: MailedKind) => {
    setSent(kind);
    setSending(true);
  };
  const documents = documentsOf(order.status);
  const entries: Entry[] = [
    ...documents.map((kind) => toOpen(kind, order.id)),
    ...(maySend ? documents.filter(isMailed).map((kind) => toSend(kind, send)) : []),
    ...(maySplit
      ? [{ label: "Split order", icon: <Split />, shortcut: "shift+s", run: () => setSplitting(true) }]
      : []),
    ...(mayDuplicate
      ? [{ label: "Duplicate", icon: <Copy />, shortcut: "shift+d", disabled: copies.isPending, run: copies.duplicate }]
      : []),
  ];
  if (entries.length === 0) return null;
  return (
    <>
      <Menu
        label="More actions"
        align="end"
        trigger={<IconButton label="More actions" icon={<Ellipsis aria-hidden />} />}
      >
        {entries.map(({ label, href, run, ...look }) => (
          <MenuItem key={label} {...look} {...(href ? { href, opensTab: true } : { onSelect: run })}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      {entries.map(({ disabled = false, ...entry }) => (
        <PageCommand key={entry.label} {...entry} enabled={!disabled} />
      ))}
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

function toOpen(kind: OrderDocument, orderId: string): Entry {
  const href = documentPath(kind, orderId);
  return { label: DOCUMENT_NAMES[kind], icon: <FileText />, href, run: () => window.open(href, "_blank", "noopener") };
}

const toSend = (kind: MailedKind, send: (kind: MailedKind) => void): Entry => ({
  label: `Email ${DOCUMENT_NAMES[kind].toLowerCase()}`,
  icon: <Mail />,
  run: () => send(kind),
});
