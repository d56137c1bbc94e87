"use client";

import type { ReactNode } from "react";
import type { Order } from "@/app/(staff)/orders/order-data";
import { formatOrderNumber } from "@/modules/orders/order";
import type { OriginKind } from "@/modules/orders/origins/origin";
import { TextLink } from "@/ui/text-link";

const LABELS = {
  duplicate: { origin: "Duplicate of", follower: "Duplicated as" },
  reopened: { origin: "Reopened from", follower: "Reopened as" },
  split: { origin: "Split off", follower: "Split into" },
  exchange: { origin: "Replaces items of", follower: "Replaced by" },
} as const satisfies Record<OriginKind, object>;

/** The orders that this one came of, and that came of it, as facts with links. */
export function linkFacts({ links }: Order): { label: string; value: ReactNode }[] {
  const labelOf = ({ kind, isOrigin }: Order["links"][number]) => LABELS[kind][isOrigin ? "origin" : "follower"];
  return [...new Set(links.map(labelOf))].map((label) => ({
    label,
    value: (
      <span className="flex flex-wrap gap-x-2">
        {links
          .filter((link) => labelOf(link) === label)
          .map(({ id, number }) => (
            <TextLink key={id} href={`/orders/${id}`}>
              {formatOrderNumber(number)}
            </TextLink>
          ))}
      </span>
    ),
  }));
}
