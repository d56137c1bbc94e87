import { post } from "@/modules/inventory/ledger/ledger";
import type { SourceDocument } from "@/modules/inventory/ledger/posting";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { assertDeliveryNoteIsNew } from "./assert-delivery-note-is-new";
import type { ReceiveStock } from "./contract";
import { VIRTUAL_LOCATION_IDS } from "./inventory";
import { ensureLots } from "./lots/ensure-lots";
import { findExpiredLots } from "./lots/good-lots";
import { receivesExpired } from "./refusals";
import { assertArrive } from "./serials/arriving-pieces";
import { splitIntoPieces } from "./serials/pieces";

type Lot = NonNullable<ReceiveStock["lines"][number]["lot"]>;
type Accepts = "acceptExpired" | "acceptRepeatedReference";
/** What nobody says yes to is asked about. */
type Receipt = Omit<ReceiveStock, Accepts> & Partial<Pick<ReceiveStock, Accepts>> & { document?: SourceDocument };

/**
 * Receives stock from suppliers. `document` is what it was ordered by, where there is one. What is probably a mistake
 * is refused until the person says that it is meant.
 *
 * @throws deliveryNoteSeen, receivesExpired, lotMismatch, what `splitIntoPieces` and `assertArrive` do
 */
export async function receiveStock(ctx: Context, input: Receipt): Promise<{ transactionId: string }> {
  return inTransaction(ctx, async (ctx) => {
    if (!input.acceptRepeatedReference) await assertDeliveryNoteIsNew(ctx, input);
    const lines = (await splitIntoPieces(ctx, input.lines)).map((line) => ({ ...line, lot: lotOfLine(line) }));
    const lotIds = await ensureLots(ctx, lines);
    await assertArrive(ctx, lines, lotIds);
    if (!input.acceptExpired) await assertStillGood(ctx, lotIds);
    const { transactionId } = await post(ctx, {
      kind: "receive",
      postingKey: `receive:${newId()}`,
      reference: input.reference,
      note: input.note,
      ...(input.document ? { document: input.document } : {}),
      movements: lines.map((line, index) => ({
        variantId: line.variantId,
        lotId: lotIds[index] ?? null,
        fromLocationId: VIRTUAL_LOCATION_IDS.supplier,
        toLocationId: line.locationId,
        quantity: line.quantity,
        unitCost: line.unitCost,
      })),
    });
    return { transactionId };
  });
}

/** A serial number is the lot of its piece, whichever lot the label names besides. */
const lotOfLine = ({ serial, lot }: { serial: string | null; lot: Lot | null }) =>
  serial === null ? lot : { code: serial, ...(lot && { expiresOn: lot.expiresOn }) };

/** @throws receivesExpired */
async function assertStillGood(ctx: TxContext, lotIds: readonly (string | null)[]): Promise<void> {
  const expired = await findExpiredLots(ctx, lotIds);
  if (expired.length > 0) throw receivesExpired({ lots: expired });
}
