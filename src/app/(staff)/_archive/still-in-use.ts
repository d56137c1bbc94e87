import { type ClientError, refusalOf } from "@/client/refusal";
import { stillInUse } from "@/modules/catalog/archiving";
import type { Use } from "@/modules/catalog/contract";

/**
 * What hangs on a thing, from the refusal to archive it; null where it was refused for another reason, or where the
 * question cannot be fetched, so that the refusal itself is shown.
 */
export async function readUse(error: ClientError): Promise<Use | null> {
  const { code, details } = refusalOf(error);
  if (code !== stillInUse.code) return null;
  const shapes = await import("@/modules/catalog/contract").catch(() => null);
  return shapes?.StillInUseDetails.safeParse(details).data?.use ?? null;
}
