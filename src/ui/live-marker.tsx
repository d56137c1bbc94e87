import { cn } from "./class-names";
import { Tooltip } from "./tooltip";

const STATES = {
  live: { label: "Live", hint: "Updates automatically.", dot: "bg-success" },
  connecting: { label: "Connecting...", hint: "Connecting to live updates.", dot: "bg-warning animate-pulse" },
  reconnecting: { label: "Reconnecting...", hint: "This page may be out of date.", dot: "bg-warning animate-pulse" },
  updating: {
    label: "Updating...",
    hint: "This page is out of date and is loading what changed.",
    dot: "bg-warning animate-pulse",
  },
  offline: { label: "Offline", hint: "This page may be out of date. Check your connection.", dot: "bg-danger" },
} as const;

/** Where the word has room. On a phone the scan box needs it all, unless there is no connection at all. */
const WORD = { live: "sr-only lg:not-sr-only", offline: undefined, other: "sr-only sm:not-sr-only" } as const;

/** Whether the screen is current. The state has a word unless it is the normal one. */
export function LiveMarker({ status }: { status: keyof typeof STATES }) {
  const { label, hint, dot } = STATES[status];
  return (
    <Tooltip text={hint} side="bottom">
      <span
        tabIndex={0}
        role="status"
        data-live={status}
        className="inline-flex h-6 items-center gap-1.5 rounded-full px-1.5 text-xs text-muted"
      >
        <span aria-hidden className={cn("size-2 rounded-full", dot)} />
        <span className={status === "live" || status === "offline" ? WORD[status] : WORD.other}>{label}</span>
      </span>
    </Tooltip>
  );
}
