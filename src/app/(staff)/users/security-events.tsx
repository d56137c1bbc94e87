"use client";

import { ShieldAlert } from "lucide-react";
import { Loaded } from "@/client/loaded";
import { type Outputs, trpc } from "@/client/trpc";
import { DateTime } from "@/ui/date-time";
import { Loading, Skeleton } from "@/ui/skeleton";

type SecurityEvent = Outputs["users"]["listSecurityEvents"][number];

const REFUSED: Readonly<Record<string, string>> = {
  "users.api-key": "API key not accepted",
  "users.second-factor": "Wrong code after the right password",
};

const WHAT_HAPPENED = {
  "sign-in-refused": ({ subject }) => REFUSED[subject] ?? "Wrong password, or no such account",
  "sign-in-stopped": ({ subject }) =>
    subject === "users.reset-factor"
      ? "Second factor reset by an administrator"
      : "Too many tries at passwords or codes",
  "access-denied": ({ subject }) => `Not allowed: ${subject}`,
} as const satisfies Record<SecurityEvent["kind"], (event: SecurityEvent) => string>;

/** What was refused of late, for whoever looks after access. */
export function SecurityEvents() {
  const events = trpc.users.listSecurityEvents.useQuery();
  return (
    <section aria-labelledby="security-events" className="mt-8">
      <h2 id="security-events" className="mb-2 text-base font-semibold">
        Refused sign-ins and access
      </h2>
      <Loaded
        inline
        query={events}
        skeleton={
          <Loading>
            <Skeleton className="h-16" />
          </Loading>
        }
      >
        {(events) =>
          events.length === 0 ? (
            <p className="text-sm text-muted">Nothing was refused in the last months.</p>
          ) : (
            <ul className="divide-y divide-border">
              {events.map((event) => (
                <li key={event.id} className="flex items-center gap-3 py-2.5 text-sm">
                  <ShieldAlert aria-hidden className="size-4 shrink-0 text-muted" />
                  <div className="min-w-0 flex-1">
                    <p className="font-medium">{WHAT_HAPPENED[event.kind](event)}</p>
                    <p className="truncate text-xs text-muted">
                      <DateTime at={event.occurredAt} />
                      {event.name && `, ${event.name}`}
                      {event.address && `, from ${event.address}`}
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
