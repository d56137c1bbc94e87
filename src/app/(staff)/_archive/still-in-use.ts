import { type ClientError, refusalOf } from "@/client/refusal";
import { stillInUse, StillInUseDetails, type Use } from "@/modules/catalog/archiving";

/** What hangs on a thing, from the refusal to archive it; null where it was refused for another reason, or not. */
export function readUse(error: ClientError): Use | null {
  const { code, details } = refusalOf(error);
  const read = code === stillInUse.code ? StillInUseDetails.safeParse(details) : null;
  return read?.success ? read.data.use : null;
}
