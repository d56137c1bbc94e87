import { expect, test } from "vitest";
import { toQuantity } from "@/shared/quantity";
import {
  binOf,
  describeSerial,
  ordersOf,
  type PickRow,
  scannedBin,
  scannedGoods,
  scannedLot,
  tasksOf,
} from "./pick-scan";

const ROW: PickRow = {
  allocationId: "a",
  orderId: "order",
  orderNumber: 1001,
  orderStatus: "confirmed",
  customerName: "Ada",
  variantId: "TEA",
  sku: "TEA",
  title: "Tea",
  optionValues: [],
  unit: "each",
  hasSerials: false,
  locationId: "A-01",
  locationCode: "A-01",
  zoneCode: null,
  lotId: null,
  lotCode: null,
  expiresOn: null,
  isExpired: false,
  isBlocked: false,
  blockReason: null,
  quantity: toQuantity(2),
  picked: toQuantity(0),
  toPutBack: toQuantity(0),
  shipped: toQuantity(0),
  short: toQuantity(0),
};
const row = (over: Partial<PickRow>): PickRow => ({ ...ROW, ...over });
const inLot = (lot: string, over: Partial<PickRow> = {}) =>
  row({ allocationId: lot, lotId: lot, lotCode: lot, ...over });
const scan = (over: Partial<Parameters<typeof scannedGoods>[2]> = {}) => ({
  variantId: "TEA",
  title: "Tea",
  lot: null,
  count: 1,
  ...over,
});

test("one stays at a bin while it has something to pick, and then goes to the next on the way", () => {
  const tasks = tasksOf([row({}), row({ allocationId: "b", locationId: "B-01", locationCode: "B-01" })]);
  expect(binOf(tasks, null)?.locationCode).toBe("A-01");
  expect(binOf(tasks, "B-01")?.locationCode).toBe("B-01");
  expect(binOf(tasks, "elsewhere")?.locationCode).toBe("A-01");
  expect(binOf([], null)).toBeNull();
});

test("the items of an order on hold are passed by", () => {
  expect(tasksOf([row({ orderStatus: "on_hold" }), row({ picked: toQuantity(2) })])).toEqual([]);
});

test("a bin that is not on the list is the wrong one", () => {
  const tasks = tasksOf([row({})]);
  expect(scannedBin(tasks, [{ id: "A-01", code: "A-01" }], ROW)).toMatchObject({ kind: "bin", binId: "A-01" });
  expect(scannedBin(tasks, [{ id: "B-01", code: "B-01" }], ROW)).toEqual({
    kind: "wrong",
    title: "Wrong bin: B-01",
    advice: "Go to A-01.",
  });
});

test("an item counts at its bin alone, and no more of it than is wanted", () => {
  const tasks = tasksOf([row({}), row({ allocationId: "b", orderNumber: 1002 })]);
  expect(scannedGoods(tasks, null, scan())).toMatchObject({ kind: "wrong", title: "Scan the bin first" });
  expect(scannedGoods(tasks, "A-01", scan({ variantId: "MUG", title: "Mug" }))).toMatchObject({
    kind: "wrong",
    title: "Wrong item: Mug",
  });
  const taken = scannedGoods(tasks, "A-01", scan({ count: 3 }));
  expect(taken).toMatchObject({ taken: [{ quantity: 2 }, { row: { orderNumber: 1002 }, quantity: 1 }] });
  expect(scannedGoods(tasks, "A-01", scan({ count: 6 }))).toMatchObject({ kind: "wrong", title: "6 is too many" });
});

test("of an item in lots the lot is scanned, too, or stands on the label", () => {
  const tasks = tasksOf([inLot("EARLY"), inLot("LATE")]);
  expect(scannedGoods(tasks, "A-01", scan())).toMatchObject({ kind: "ask-lot" });
  expect(scannedGoods(tasks, "A-01", scan({ lot: "late" }))).toMatchObject({ taken: [{ row: { lotCode: "LATE" } }] });
  expect(scannedGoods(tasks, "A-01", scan({ lot: "OLD" }))).toMatchObject({
    kind: "wrong",
    advice: "Pick lot EARLY, lot LATE.",
  });
  const [first] = tasks;
  if (!first) throw new Error("There is a task.");
  expect(scannedLot(first, "EARLY", 1)).toMatchObject({ taken: [{ quantity: 1 }] });
  expect(scannedLot(first, "LATE", 1)).toMatchObject({ kind: "wrong", title: "Wrong lot: LATE" });
});

const piece = (serial: string, over: Partial<PickRow> = {}) =>
  inLot(serial, { hasSerials: true, quantity: toQuantity(1), ...over });

test("of items with serial numbers a bin is one task, and any of them may be taken", () => {
  const tasks = tasksOf([piece("SN-1"), piece("SN-2"), piece("SN-3", { orderNumber: 1002 })]);
  const [task] = tasks;
  if (!task) throw new Error("There is a task.");
  expect(tasks).toHaveLength(1);
  expect(ordersOf(task.rows)).toEqual([
    [1001, 2],
    [1002, 1],
  ]);
  expect(scannedGoods(tasks, "A-01", scan())).toMatchObject({ kind: "ask-lot" });

  const proposed = scannedGoods(tasks, "A-01", scan({ lot: "sn-2" }));
  expect(proposed).toMatchObject({ taken: [{ row: { lotCode: "SN-2" }, quantity: 1, serial: "sn-2" }] });
  const other = scannedLot(task, "SN-9", 1);
  expect(other).toMatchObject({ taken: [{ row: { lotCode: "SN-1" }, serial: "SN-9" }] });
  if (other.kind !== "take") throw new Error("It is taken.");
  expect(describeSerial(other.taken)).toBe("SN-9 instead of SN-1");
});
