import { beforeAll, expect, test } from "vitest";
import { placeOrder } from "@/modules/orders/place-order";
import { shipOrder } from "@/modules/orders/ship-order";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aParcel } from "@/testing/parcels";
import { nodesOf, plansOf, rowsRead, statementsOf } from "@/testing/plans";
import { aShop } from "@/testing/shop";
import { ListParcels } from "./contract";
import { listParcels } from "./queries";

/* Years of parcels of one carrier, and a few old ones of another: a page looks at those that it shows. */

const PATIENCE_MS = 300_000;
const [PARCELS, ROWS_OF_PAGE_MAX] = [20_000, 100];

const store = testDatabase({ keepRows: true });
let ctx: Context;
let [busy, quiet] = ["", ""];

beforeAll(async () => {
  ctx = await testContext(store.db);
  const shop = await aShop(ctx, { TEA: 10 });
  [{ carrierId: busy }, { carrierId: quiet }] = [
    await createCarrier(ctx, { name: "Busy", services: [], trackingLink: "" }),
    await createCarrier(ctx, { name: "Quiet", services: [], trackingLink: "" }),
  ];
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 2 }];
  const { orderId } = await placeOrder(ctx, { customerId, warehouseId, lines, confirm: true });
  await shipOrder(ctx, { orderId });
  const { parcelId } = await aParcel(ctx, orderId);
  await store.owner`
    insert into parcels (id, shipment_id, sequence, carrier_id, packed_by, packed_at, handed_over_at, handed_over_by)
    select uuidv7(), p.shipment_id, n + 1, case when n > 3 then ${busy}::uuid else ${quiet}::uuid end, p.packed_by,
      p.packed_at, now(), p.packed_by
    from parcels p, generate_series(1, ${PARCELS}::int) n where p.id = ${parcelId}`;
  await store.owner`vacuum analyze parcels`;
}, PATIENCE_MS);

test("what a carrier has had is found by an index, however few it had", { timeout: PATIENCE_MS }, async () => {
  for (const [carrierId, count] of [
    [quiet, 3],
    [busy, 20],
  ] as const) {
    const ask = () => listParcels(ctx, ListParcels.parse({ view: "handed-over", carrierId, limit: 20 }));
    expect((await ask()).rows).toHaveLength(count);
    const read: number[] = [];
    for (const statement of await statementsOf([store.database], ask))
      for (const node of (await plansOf(store.owner, statement)).flatMap(nodesOf))
        if (node["Relation Name"] === "parcels") read.push(rowsRead(node));
    expect(Math.max(...read)).toBeGreaterThan(0);
    expect(Math.max(...read)).toBeLessThan(ROWS_OF_PAGE_MAX);
  }
});
