import { type ClientError, refusalOf } from "@/client/refusal";
import { describeStanding, SERIAL_STATES, type SerialState } from "@/modules/inventory/serials/serial";
import { hasParts, isText, listOf, orNull } from "@/shared/guard";
import { serialKey } from "./serials";

const isState = (found: unknown): found is SerialState => SERIAL_STATES.some((state) => state === found);
const hasStandings = hasParts({
  serials: listOf(hasParts({ serial: isText, sku: orNull(isText), state: isState, locationCode: orNull(isText) })),
});

const NONE: ReadonlyMap<string, string> = new Map();

/** Of a posting that was refused, what is said beside each serial number that is elsewhere: `S-1 is in A-01.` */
export function standingFaults(error: ClientError | null | undefined): ReadonlyMap<string, string> {
  if (!error) return NONE;
  const { details } = refusalOf(error);
  if (!hasStandings(details)) return NONE;
  return new Map(details.serials.map((at) => [serialKey(at.serial), `${describeStanding({ ...at, sku: null })}.`]));
}
