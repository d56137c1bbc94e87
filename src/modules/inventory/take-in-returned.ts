import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import type { Quantity } from "@/shared/quantity";
import { VIRTUAL_LOCATION_IDS } from "./inventory";
import { post } from "./ledger/ledger";
import type { Posting, SourceDocument } from "./ledger/posting";
import { postMirrorImage } from "./reverse-transaction";
import { stockTransactions } from "./schema";
import { assertNotOnHand } from "./serials/arriving-pieces";
import { leftWithoutSerials, serialsMissing } from "./serials/refusals";

/** Where items that came back go: into a bin, out of reach until somebody has looked at them, or away. */
type Place = { to: "restock"; locationId: string } | { to: "quarantine" } | { to: "scrap" };
type Returned = { variantId: string; lotId: string | null; quantity: Quantity; place: Place };

type TakenIn = { document: SourceDocument; key: string; lines: readonly Returned[] };

/**
 * Takes items in that came back from customers, in the lots they left with. A unit is worth what the catalog says, as
 * it was when it left, so that what shipping took from the value of the stock returning brings back.
 *
 * @throws locationUnusable, warehouseNotGranted; serialsOnHand where a piece is here already,
 * leftWithoutSerials
 */
export async function takeInReturned(ctx: TxContext, { document, key, lines }: TakenIn) {
  await assertNotOnHand(
    ctx,
    lines.filter(({ place }) => place.to !== "scrap").map(({ lotId }) => lotId),
    ["on-hand", "quarantine"],
  );
  return postReturned(ctx, {
    postingKey: postingKeyOf(key),
    document,
    movements: lines.map(({ place, ...line }) => ({
      ...line,
      fromLocationId: VIRTUAL_LOCATION_IDS.customer,
      toLocationId: placeId(place),
      unitCost: null,
    })),
  });
}

/**
 * Takes what was taken in under this key out again, by its mirror image: from the same bins, lots and worth. Nothing
 * where nothing was. @throws insufficientInBin, goodsArePromised where the items are not free there any more
 */
export async function giveBackReturned(ctx: TxContext, key: string): Promise<void> {
  const [original] = await ctx.db
    .select()
    .from(stockTransactions)
    .where(eq(stockTransactions.postingKey, postingKeyOf(key)));
  if (original) await postMirrorImage(ctx, original, { note: "" });
}

const postingKeyOf = (key: string): string => `return:${key}`;

type Released = Omit<Returned, "place"> & {
  document: SourceDocument;
  key: string;
  place: Exclude<Place, { to: "quarantine" }>;
};

/** Takes items out of quarantine: into a bin, to be sold again, or away. @throws as `takeInReturned` */
export async function takeOutOfQuarantine(ctx: TxContext, { document, key, place, ...line }: Released) {
  if (place.to !== "scrap") await assertNotOnHand(ctx, [line.lotId], ["on-hand"]);
  return postReturned(ctx, {
    postingKey: postingKeyOf(key),
    document,
    movements: [
      {
        ...line,
        fromLocationId: VIRTUAL_LOCATION_IDS.quarantine,
        toLocationId: placeId(place),
        unitCost: null,
      },
    ],
  });
}

/** @throws leftWithoutSerials */
const postReturned = (ctx: TxContext, posting: Omit<Posting, "kind">) =>
  post(ctx, { kind: "return", ...posting }).catch((error: unknown) => {
    throw serialsMissing.is(error) ? leftWithoutSerials({ skus: error.details.items.map(({ sku }) => sku) }) : error;
  });

const placeId = (place: Place): string => (place.to === "restock" ? place.locationId : VIRTUAL_LOCATION_IDS[place.to]);
