"use client";

import { Tag } from "lucide-react";
import { useState } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { useCan } from "@/client/person";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";
import { TagBadge } from "@/ui/tag-badge";

const TagsDialog = onDemand(() => import("./tags-dialog").then((file) => file.TagsDialog));

/** The tags of an order, and the way to change them. */
export function OrderTags({ order }: { order: Order }) {
  const mayTag = useCan("orders.add-tag");
  const [isOpen, setOpen] = useState(false);
  const hasTags = order.tags.length > 0;
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      {order.tags.map((tag) => (
        <TagBadge key={tag} tag={tag} />
      ))}
      {mayTag && (
        <Button
          size="sm"
          variant="ghost"
          square={hasTags}
          aria-label={hasTags ? "Change tags" : undefined}
          icon={<Tag aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {!hasTags && "Add tags"}
        </Button>
      )}
      {mayTag && <TagsDialog order={order} open={isOpen} onOpen={setOpen} />}
    </span>
  );
}
