import { beforeEach, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { getCustomer } from "@/modules/customers/queries";
import { setTerms } from "@/modules/customers/set-terms";
import { listHistory } from "@/modules/history/queries";
import { ListOrders, PlaceOrder } from "@/modules/orders/contract";
import { mergeCustomers } from "@/modules/orders/merge-customers";
import { listOrders } from "@/modules/orders/order-list";
import { placeOrder } from "@/modules/orders/place-order";
import { getOrder } from "@/modules/orders/queries";
import { archiveCarrier } from "@/modules/shop/carriers/archive-carrier";
import { createCarrier } from "@/modules/shop/carriers/create-carrier";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { listCarriedOf } from "./list-carried-of";
import { setCarrier } from "./set-carrier";

const world = testDatabase();
let ctx: Awaited<ReturnType<typeof testContext>>;
let shop: Shop<"TEA">;
let [dhl, ups] = ["", ""];

beforeEach(async () => {
  ctx = await testContext(world.db, { name: "Ann" });
  shop = await aShop(ctx, { TEA: 20 });
  [{ carrierId: dhl }, { carrierId: ups }] = [
    await createCarrier(ctx, { name: "DHL", services: ["Express"], trackingLink: "" }),
    await createCarrier(ctx, { name: "UPS", services: [], trackingLink: "" }),
  ];
});

type Carrier = { carrierId: string; service: string } | null;
const EXPRESS = () => ({ carrierId: dhl, service: "Express" });
const TERMS = { paymentTermsDays: null, creditLimit: null, creditPolicy: null };

/** What is left out stays as it is. */
async function terms(more: { carrier?: Carrier } = {}, { customerId } = shop): Promise<void> {
  const { version } = await getCustomer(ctx, { customerId });
  await setTerms(ctx, { customerId, version, ...TERMS, ...more });
}
async function placed(more: { carrier?: Carrier; confirm?: boolean } = {}): Promise<string> {
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  return (await placeOrder(ctx, PlaceOrder.parse({ customerId, warehouseId, lines, confirm: true, ...more }))).orderId;
}
async function goesWith(orderId: string): Promise<string> {
  const { carrierName, carrierService } = await getOrder(ctx, { orderId });
  return `${carrierName} ${carrierService}`.trim();
}
const usual = async ({ customerId } = shop) => {
  const { carrierName, carrierService, carrierIsArchived } = await getCustomer(ctx, { customerId });
  return { carrier: `${carrierName ?? ""} ${carrierService}`.trim(), carrierIsArchived };
};

test("an order goes with whom the customer's orders go, unless it names another or nobody", async () => {
  expect(await goesWith(await placed())).toBe("");
  await terms({ carrier: EXPRESS() });
  expect(await goesWith(await placed())).toBe("DHL Express");
  expect(await goesWith(await placed({ carrier: { carrierId: ups, service: "" } }))).toBe("UPS");
  expect(await goesWith(await placed({ carrier: null }))).toBe("");
});

test("a draft takes it too, and may be freed of it", async () => {
  await terms({ carrier: EXPRESS() });
  const orderId = await placed({ confirm: false });
  expect(await goesWith(orderId)).toBe("DHL Express");
  await setCarrier(ctx, { orderId, carrier: null, seen: EXPRESS() });
  expect(await goesWith(orderId)).toBe("");
});

test("orders that were placed stay as they are when the customer's carrier is another", async () => {
  await terms({ carrier: EXPRESS() });
  const orderId = await placed();
  await terms({ carrier: { carrierId: ups, service: "" } });
  expect([await goesWith(orderId), await goesWith(await placed())]).toEqual(["DHL Express", "UPS"]);
});

test("who is in use no more is not taken, stays with the customer, and is given to nobody else", async () => {
  await terms({ carrier: EXPRESS() });
  await archiveCarrier(ctx, { carrierId: dhl });
  expect(await goesWith(await placed())).toBe("");
  await terms({ carrier: EXPRESS() });
  expect(await usual()).toEqual({ carrier: "DHL Express", carrierIsArchived: true });
  const other = await createCustomer(ctx, { name: "Bob" });
  await expect(terms({ carrier: EXPRESS() }, { ...shop, ...other })).rejects.toMatchObject({
    code: "shop.carrier-archived",
  });
  const nobody = terms({ carrier: { carrierId: newId(), service: "" } });
  await expect(nobody).rejects.toMatchObject({ code: "shop.carrier-not-found" });
});

test("whoever sets other terms leaves it, and the history says who it was and is", async () => {
  await terms({ carrier: EXPRESS() });
  await terms();
  expect(await usual()).toMatchObject({ carrier: "DHL Express" });
  await terms({ carrier: null });
  expect(await usual()).toMatchObject({ carrier: "" });
  const { rows } = await listHistory(ctx, { entityId: shop.customerId, limit: 3 });
  expect(rows.map(({ before, after }) => [before?.["goesWith"], after?.["goesWith"]])).toEqual([
    ["DHL Express", ""],
    ["DHL Express", "DHL Express"],
    ["", "DHL Express"],
  ]);
});

test("of two customers who are one, the carrier of who stays holds, or else that of the other", async () => {
  const mergeWith = async (carrier: Carrier) => {
    const other = await createCustomer(ctx, { name: "Ada" });
    await terms({ carrier }, { ...shop, ...other });
    const { customerId } = shop;
    const { version } = await getCustomer(ctx, { customerId });
    await mergeCustomers(ctx, { customerId, version, otherId: other.customerId, otherVersion: 2 });
    return (await usual()).carrier;
  };
  expect(await mergeWith(EXPRESS())).toBe("DHL Express");
  expect(await mergeWith({ carrierId: ups, service: "" })).toBe("DHL Express");
});

test("the list shows the orders of one carrier, archived or not, and its file says with whom each goes", async () => {
  const [express, plain, nobody] = [
    await placed({ carrier: EXPRESS() }),
    await placed({ carrier: { carrierId: dhl, service: "" } }),
    await placed(),
  ];
  await placed({ carrier: { carrierId: ups, service: "" } });
  await archiveCarrier(ctx, { carrierId: dhl });
  const found = async (more: object) =>
    (await listOrders(ctx, ListOrders.parse({ carrierId: dhl, ...more }))).rows.map(({ id }) => id);
  expect(await found({})).toEqual([plain, express]);
  expect(await found({ sort: "total", descending: false, limit: 1 })).toHaveLength(1);
  expect(await found({ status: "draft" })).toEqual([]);
  expect(await listCarriedOf(ctx, [express, plain, nobody])).toEqual(
    new Map([
      [express, { carrierName: "DHL", carrierService: "Express" }],
      [plain, { carrierName: "DHL", carrierService: "" }],
    ]),
  );
});
