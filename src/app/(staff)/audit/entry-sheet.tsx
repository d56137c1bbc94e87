"use client";

import type { ReactNode } from "react";
import { entityHref } from "@/app/(staff)/_history/entity-href";
import { entityView } from "@/app/(staff)/_history/entity-views";
import { browserName } from "@/modules/users/browser-name";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { DateTime } from "@/ui/date-time";
import { DescriptionList } from "@/ui/description-list";
import { Section } from "@/ui/page";
import { Sheet } from "@/ui/sheet";
import { TextLink } from "@/ui/text-link";
import { type AuditRow, doneOf, kindOf, thingOf, whoOf } from "./audit-columns";
import { differencesOf } from "./differences";

type EntrySheetProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  entry: AuditRow | null;
  /** Shows all that was done in a session. */
  onSession: (sessionId: string) => void;
};

/** One entry beside the list: who, from where, in which request, and what was before and after. */
export function EntrySheet({ open, onOpen, entry, onSession }: EntrySheetProps) {
  return (
    <Sheet
      size="lg"
      open={open}
      onOpen={onOpen}
      title={entry ? doneOf(entry) : "Entry"}
      {...(entry && { description: [thingOf(entry), kindOf(entry)].filter(Boolean).join(", ") })}
    >
      {entry && <Entry entry={entry} onSession={onSession} />}
    </Sheet>
  );
}

function Entry({ entry, onSession }: { entry: AuditRow } & Pick<EntrySheetProps, "onSession">) {
  const { sessionId } = entry;
  return (
    <div className="flex flex-col gap-6">
      <DescriptionList
        items={[
          { label: "Time", value: <DateTime at={entry.occurredAt} mode="datetime" /> },
          { label: "Who", value: whoOf(entry) },
          ...(entry.type === "change" ? [{ label: "Thing", value: <Thing {...entry} /> }] : []),
          { label: "Address", value: entry.address || "Not known" },
          ...(entry.type === "change" && entry.userAgent
            ? [{ label: "Browser", value: browserName(entry.userAgent) }]
            : []),
          ...(sessionId
            ? [
                {
                  label: "Session",
                  value: (
                    <Button size="sm" onClick={() => onSession(sessionId)}>
                      Show all of this session
                    </Button>
                  ),
                },
              ]
            : []),
          { label: "Action", value: actionOf(entry) },
          { label: "Request", value: <Copied text={entry.requestId} what="request number" /> },
          { label: "Entry", value: <Copied text={entry.id} what="entry number" /> },
        ]}
      />
      {entry.type === "change" && <Changed {...entry} />}
      {entry.type === "export" && (
        <Section title="What left">
          <DescriptionList
            items={[
              { label: "Rows", value: entry.isWhole ? entry.rows : "Broken off, or under way" },
              { label: "Narrowed to", value: <code className="wrap-anywhere">{JSON.stringify(entry.filters)}</code> },
            ]}
          />
        </Section>
      )}
    </div>
  );
}

type Change = Extract<AuditRow, { type: "change" }>;

const actionOf = (entry: AuditRow): string =>
  entry.type === "change" ? entry.action : entry.type === "event" ? entry.subject : entry.list;

function Thing({ entity, entityId, label }: Change): ReactNode {
  const href = entityHref(entity, entityId);
  return href ? <TextLink href={href}>{label || "Open"}</TextLink> : label;
}

function Copied({ text, what }: { text: string; what: string }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <code className="font-mono text-xs wrap-anywhere">{text}</code>
      <CopyButton text={text} label={`Copy the ${what}`} />
    </span>
  );
}

function Changed(entry: Change) {
  const differences = differencesOf(entry);
  // A plain change is said once, by its values.
  const isSaid = differences.length > 0 && differences.every(({ isPlain }) => isPlain);
  const lines = isSaid ? [] : (entityView(entry.entity).changes.details?.(entry) ?? []);
  return (
    <Section title="What changed">
      {lines.length > 0 && (
        <ul className="mb-3 flex flex-col gap-0.5 text-sm wrap-anywhere">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {differences.length > 0 ? (
        <table className="w-full table-fixed text-left text-sm">
          <thead className="text-xs text-muted">
            <tr>
              <th scope="col" className="w-1/4 py-1.5 font-medium">
                Field
              </th>
              <th scope="col" className="py-1.5 pr-3 font-medium">
                Before
              </th>
              <th scope="col" className="py-1.5 font-medium">
                After
              </th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ field, before, after }) => (
              <tr key={field} className="border-t border-border align-top wrap-anywhere">
                <th scope="row" className="py-1.5 pr-3 font-normal text-muted">
                  {field}
                </th>
                <td className="py-1.5 pr-3">{before ?? <span className="text-faint">None</span>}</td>
                <td className="py-1.5">{after ?? <span className="text-faint">None</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="text-sm text-muted">No values were recorded with it.</p>
      )}
    </Section>
  );
}
