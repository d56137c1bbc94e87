"use client";

import { Boxes, ClipboardList, LogIn, type LucideIcon, Shirt, Upload, UserRound, Users, Warehouse } from "lucide-react";
import { capitalized, sayChange } from "@/app/(staff)/_history/describe-change";
import { Loaded } from "@/client/loaded";
import { type Outputs, trpc } from "@/client/trpc";
import { Card, CardHeader } from "@/ui/card";
import { TextLink } from "@/ui/text-link";
import { Timeline } from "@/ui/timeline";
import { CardSkeleton } from "./card-skeleton";

type Entry = Outputs["history"]["list"]["rows"][number];

const SHOWN = 15;

/** How each kind of thing is shown, and where one goes to see it. */
const KINDS: Readonly<Record<string, { icon: LucideIcon; hrefOf?: (id: string) => string }>> = {
  order: { icon: ClipboardList, hrefOf: (id) => `/orders/${id}` },
  customer: { icon: UserRound, hrefOf: (id) => `/customers/${id}` },
  product: { icon: Shirt, hrefOf: (id) => `/products/${id}` },
  "product-import": { icon: Upload },
  "stock-transaction": { icon: Boxes },
  location: { icon: Warehouse },
  user: { icon: Users },
  session: { icon: LogIn },
};

function Title({ entry }: { entry: Entry }) {
  const href = KINDS[entry.entity]?.hrefOf?.(entry.entityId);
  // A posting without a document is called by its kind, which the verb has already said.
  const isNamed = entry.label !== "" && entry.label !== entry.after?.["kind"];
  return (
    <>
      {capitalized(sayChange(entry))}{" "}
      {isNamed &&
        (href ? <TextLink href={href}>{entry.label}</TextLink> : <span className="font-medium">{entry.label}</span>)}
    </>
  );
}

/** What just happened, as it happens, whoever did it. */
export function DashboardActivity() {
  const activity = trpc.history.list.useQuery({ limit: SHOWN });
  return (
    <Card>
      <CardHeader title="Just now" />
      <Loaded inline query={activity} skeleton={<CardSkeleton />}>
        {({ rows }) => (
          <Timeline
            live
            label="What just happened"
            empty="Nothing has happened yet. What anyone does appears here by itself."
            items={rows.map((entry) => {
              const Icon = KINDS[entry.entity]?.icon;
              return {
                id: entry.id,
                title: <Title entry={entry} />,
                at: entry.occurredAt,
                who: entry.actorName ?? "System",
                ...(Icon && { icon: <Icon aria-hidden /> }),
              };
            })}
          />
        )}
      </Loaded>
    </Card>
  );
}
