import { beforeEach, expect, test } from "vitest";
import { editCustomer } from "@/modules/customers/edit-customer";
import { getCustomer } from "@/modules/customers/queries";
import { setAddresses } from "@/modules/customers/set-addresses";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aShop, type Shop } from "@/testing/shop";
import { cancelOrder } from "./cancel-order";
import { editOrder } from "./edit-order";
import { duplicateOrder } from "./origins/duplicate-order";
import { reopenAsDraft } from "./origins/reopen-as-draft";
import { splitOrder } from "./origins/split-order";
import { placeOrder } from "./place-order";
import { getOrder } from "./queries";

const database = testDatabase();

let ctx: Context;
let shop: Shop<"TEA">;
let head: { customerId: string; warehouseId: string; lines: { variantId: string; quantity: number }[] };

const place = {
  recipient: "",
  postcode: "",
  city: "",
  country: "DE",
  isDeliveryDefault: false,
  isBillingDefault: false,
};

beforeEach(async () => {
  ctx = await testContext(database.db);
  shop = await aShop(ctx, { TEA: 10 });
  const { customerId, warehouseId } = shop;
  head = { customerId, warehouseId, lines: [{ variantId: shop.variant.TEA, quantity: 1 }] };
  await editCustomer(ctx, {
    customerId,
    version: 1,
    name: "Ada",
    address: "Main Street 1",
    city: "Kiel",
    country: "DE",
  });
  await setAddresses(ctx, {
    customerId,
    version: 2,
    addresses: [
      { ...place, recipient: "Accounts", address: "P.O. Box 1", isBillingDefault: true },
      { ...place, address: "Dock 4", city: "Hamburg" },
    ],
  });
});

test("an order keeps the default addresses as they were, whatever becomes of the customer", async () => {
  const { orderId } = await placeOrder(ctx, { ...head, confirm: true });
  const written = {
    deliveryAddress: { name: "Ada", address: "Main Street 1", postcode: "", city: "Kiel", country: "DE" },
    billingAddress: { name: "Accounts", address: "P.O. Box 1", postcode: "", city: "", country: "DE" },
  };
  expect(await getOrder(ctx, { orderId })).toMatchObject(written);
  const { customerId } = head;
  await editCustomer(ctx, { customerId, version: 3, name: "Ada King", address: "Elsewhere 2" });
  await setAddresses(ctx, { customerId, version: 4, addresses: [] });
  expect(await getOrder(ctx, { orderId })).toMatchObject(written);
});

test("the addresses that somebody chooses are written down, and stay until an edit chooses others", async () => {
  const { customerId } = head;
  const [accounts, dock] = (await getCustomer(ctx, { customerId })).addresses;
  const chosen = { deliveryAddressId: dock?.id ?? "", billingAddressId: customerId };
  const { orderId } = await placeOrder(ctx, { ...head, ...chosen });
  const written = { deliveryAddress: { address: "Dock 4" }, billingAddress: { address: "Main Street 1" } };
  expect(await getOrder(ctx, { orderId })).toMatchObject(written);
  await editOrder(ctx, { ...head, orderId, version: 1, note: "Soon" });
  expect(await getOrder(ctx, { orderId })).toMatchObject(written);
  await editOrder(ctx, { ...head, orderId, version: 2, deliveryAddressId: accounts?.id ?? "" });
  expect(await getOrder(ctx, { orderId })).toMatchObject({ ...written, deliveryAddress: { address: "P.O. Box 1" } });
});

test("what is split off or reopened goes where the first order went, and a duplicate where orders go now", async () => {
  const { customerId } = head;
  const lines = [{ ...head.lines[0], variantId: shop.variant.TEA, quantity: 2 }];
  const { orderId } = await placeOrder(ctx, { ...head, lines, confirm: true });
  await setAddresses(ctx, { customerId, version: 3, addresses: [] });
  await editCustomer(ctx, { customerId, version: 4, name: "Ada King", address: "Elsewhere 2" });
  const { lines: written, version } = await getOrder(ctx, { orderId });
  const part = [{ orderLineId: written[0]?.id ?? "", quantity: 1 }];
  const split = await splitOrder(ctx, { orderId, version, lines: part });
  const copy = await duplicateOrder(ctx, { orderId });
  await cancelOrder(ctx, { orderId });
  const draft = await reopenAsDraft(ctx, { orderId });
  const before = { deliveryAddress: { name: "Ada", address: "Main Street 1" }, billingAddress: { name: "Accounts" } };
  expect(await getOrder(ctx, { orderId: split.orderId })).toMatchObject(before);
  expect(await getOrder(ctx, { orderId: draft.orderId })).toMatchObject(before);
  const today = { name: "Ada King", address: "Elsewhere 2" };
  const copied = await getOrder(ctx, { orderId: copy.orderId });
  expect(copied).toMatchObject({ deliveryAddress: today, billingAddress: today });
});

test("an address that is gone, or another customer's, is refused in words, and no order is placed", async () => {
  const refused = { code: "customers.address-not-found" };
  const gone = { ...head, deliveryAddressId: crypto.randomUUID() };
  await expect(placeOrder(ctx, gone)).rejects.toMatchObject(refused);
  const { orderId } = await placeOrder(ctx, head);
  await expect(editOrder(ctx, { ...gone, orderId, version: 1 })).rejects.toMatchObject(refused);
  expect(await getOrder(ctx, { orderId })).toMatchObject({ number: 1001, version: 1 });
});
