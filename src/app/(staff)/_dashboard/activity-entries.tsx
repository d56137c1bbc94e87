import { capitalize, type HistoryEntry, whoDid } from "@/app/(staff)/_history/change";
import { entityHref } from "@/app/(staff)/_history/entity-href";
import { entityView } from "@/app/(staff)/_history/entity-views";
import { TextLink } from "@/ui/text-link";
import { Timeline } from "@/ui/timeline";

function Title({ entry }: { entry: HistoryEntry }) {
  const { name, changes } = entityView(entry.entity);
  const href = entityHref(entry.entity, entry.entityId);
  const label = name?.(entry) ?? entry.label;
  return (
    <>
      {capitalize(changes.verb(entry))}{" "}
      {href && label ? <TextLink href={href}>{label}</TextLink> : <span className="font-medium">{label}</span>}
    </>
  );
}

/** The latest changes, in the words of their kinds. */
export function ActivityEntries({ rows }: { rows: readonly HistoryEntry[] }) {
  return (
    <Timeline
      live
      label="Recent activity"
      empty="No activity yet. Changes appear here automatically."
      items={rows.map((entry) => {
        const { icon: Icon, changes } = entityView(entry.entity);
        return {
          id: entry.id,
          title: <Title entry={entry} />,
          at: entry.occurredAt,
          who: whoDid(entry, changes.anonymous?.(entry)),
          icon: <Icon aria-hidden />,
        };
      })}
    />
  );
}
