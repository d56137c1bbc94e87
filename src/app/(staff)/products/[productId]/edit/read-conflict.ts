import { type ClientError, refusalOf } from "@/client/refusal";
import type { ProductChangedDetails as Conflict } from "@/modules/catalog/contract";

export type { Conflict };

/** The product as others have saved it meanwhile; null where an edit was refused for another reason. */
export async function readConflict(error: ClientError): Promise<Conflict | null> {
  const { code, details } = refusalOf(error);
  const contract = await import("@/modules/catalog/contract").catch(() => null);
  if (code !== contract?.productChanged.code) return null;
  return contract.ProductChangedDetails.safeParse(details).data ?? null;
}
