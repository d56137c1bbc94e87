import { BoundedMap } from "@/platform/bounded-map";
import { isWithinLimit } from "@/platform/cache/rate-limits";
import { processSingleton } from "@/platform/process-singleton";
import { defineError } from "@/shared/error";
import { PerMinute } from "@/shared/per-minute";

const tooManyExports = defineError<Record<string, never>>(
  "platform.too-many-exports",
  "limit",
  () => "Too much is being exported at once. Wait until your other exports are done, and try again.",
);

/** Of one person a second may begin while one runs; of a process as many as leave connections for everybody else. */
const AT_ONCE_OF_ONE_MAX = 2;
const AT_ONCE_MAX = 6;
/** Where no store is shared, each process counts for itself. */
const PER_MINUTE_MAX = 20;
const CALLERS_MAX = 1_000;

const underWay = () => processSingleton("exports.under-way", () => new Map<string, number>());
const minutes = () => processSingleton("exports.minutes", () => new BoundedMap<string, PerMinute>(CALLERS_MAX));

/** A place among the exports under way, until it is given back. @throws tooManyExports */
export async function takeExportPlace(caller: string): Promise<() => void> {
  const minute = minutes().get(caller) ?? new PerMinute(PER_MINUTE_MAX);
  minutes().set(caller, minute);
  if (!minute.take() || !(await isWithinLimit("export", caller))) throw tooManyExports({});
  const places = underWay();
  const own = places.get(caller) ?? 0;
  const all = [...places.values()].reduce((sum, count) => sum + count, 0);
  if (own >= AT_ONCE_OF_ONE_MAX || all >= AT_ONCE_MAX) throw tooManyExports({});
  places.set(caller, own + 1);
  let isGiven = false;
  return () => {
    if (isGiven) return;
    isGiven = true;
    const left = (places.get(caller) ?? 1) - 1;
    if (left > 0) places.set(caller, left);
    else places.delete(caller);
  };
}
