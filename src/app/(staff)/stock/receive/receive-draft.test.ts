import { expect, test } from "vitest";
import {
  addGoods,
  addLot,
  addSerial,
  awaitsSerials,
  changeLine,
  changeSerials,
  EMPTY_RECEIPT,
  ensureGoods,
  issuesOf,
  toReceipt,
  withoutSent,
} from "./receive-draft";

const tea = { variantId: "tea", sku: "TEA", title: "Tea", optionValues: [], unit: "each", hasSerials: false };
const cup = { variantId: "cup", sku: "CUP", title: "Cup", optionValues: ["Blue"], unit: "each", hasSerials: false };

const lineOf = (draft: typeof EMPTY_RECEIPT, index: number) => {
  const line = draft.lines[index];
  if (!line) throw new Error(`There is no line ${index}.`);
  return line;
};

test("a second scan counts onto the same line, a pack counts whole", () => {
  let draft = addGoods(EMPTY_RECEIPT, tea, 1, "1");
  draft = addGoods(draft, cup, 1, "2");
  draft = addGoods(draft, tea, 12, "3");

  expect(draft.lines.map(({ key, sku, quantity }) => [key, sku, quantity])).toEqual([
    ["1", "TEA", 13],
    ["2", "CUP", 1],
  ]);
});

test("after a second lot is opened, scans count there", () => {
  const first = addGoods(EMPTY_RECEIPT, tea, 5, "1");
  const second = addGoods(addLot(changeLine(first, "1", { lotCode: "A" }), lineOf(first, 0), "2"), tea, 1, "3");

  expect(second.lines.map(({ lotCode, quantity }) => [lotCode, quantity])).toEqual([
    ["", 2],
    ["A", 5],
  ]);
});

test("a label's lot and expiry are filled in, and its lot counts on a line of its own", () => {
  const label = { lot: "L-1", expiresOn: "2027-12-31" };
  let draft = addGoods(EMPTY_RECEIPT, tea, 5, "1");
  draft = addGoods(draft, tea, 24, "2", label);
  draft = addGoods(draft, tea, 24, "3", { ...label, lot: "l-1" });
  draft = addGoods(draft, tea, 1, "4", { lot: "L-2", expiresOn: null });

  expect(draft.lines.map(({ lotCode, expiresOn, quantity }) => [lotCode, expiresOn, quantity])).toEqual([
    ["L-2", "", 1],
    ["L-1", "2027-12-31", 48],
    ["", "", 5],
  ]);
  expect(draft.lines.map(issuesOf)).toEqual([{}, {}, {}]);
});

test("goods that a link names are added once, however often the page is loaded", () => {
  const once = ensureGoods(EMPTY_RECEIPT, tea, "1");
  expect(ensureGoods(once, tea, "2")).toEqual(once);
});

test("what is scanned while the posting is on its way is not lost", () => {
  const sent = addGoods(EMPTY_RECEIPT, tea, 5, "1");
  const meanwhile = addGoods(addGoods(sent, tea, 1, "2"), cup, 1, "3");

  expect(withoutSent(meanwhile, sent.lines).lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ["CUP", 1],
    ["TEA", 1],
  ]);
});

test("a cost that is no amount and a date without its lot are told at the line", () => {
  const line = lineOf(addGoods(EMPTY_RECEIPT, tea, 1, "1"), 0);
  expect(issuesOf(line)).toEqual({});
  expect(issuesOf({ ...line, cost: "ten" })).toHaveProperty("cost");
  expect(issuesOf({ ...line, cost: "-1" })).toHaveProperty("cost");
  expect(issuesOf({ ...line, expiresOn: "2030-01-31" })).toHaveProperty("lot");
});

test("a cost with a decimal comma is that cost, and one that may be two is asked for", () => {
  const line = lineOf(addGoods(EMPTY_RECEIPT, tea, 1, "1"), 0);
  const sent = (cost: string) => toReceipt(changeLine(addGoods(EMPTY_RECEIPT, tea, 1, "1"), "1", { cost }), "bin");
  expect(sent("0,125").lines[0]).toMatchObject({ unitCost: 125_000 });
  expect(sent("12,50").lines[0]).toMatchObject({ unitCost: 12_500_000 });
  expect(issuesOf({ ...line, cost: "1,250" }).cost).toContain("1250 or 1.25");
});

test("costs keep every digit, and what was left empty is not sent", () => {
  const draft = changeLine(addGoods(addGoods(EMPTY_RECEIPT, cup, 1, "1"), tea, 2, "2"), "2", {
    cost: "0.1234",
    lotCode: " L1 ",
    expiresOn: "2030-01-31",
  });

  expect(toReceipt(draft, "bin").lines).toEqual([
    {
      variantId: "tea",
      locationId: "bin",
      quantity: 2,
      unitCost: 123_400,
      lot: { code: "L1", expiresOn: "2030-01-31" },
    },
    { variantId: "cup", locationId: "bin", quantity: 1, unitCost: null, lot: null },
  ]);
});

const camera = { variantId: "cam", sku: "CAM", title: "Camera", optionValues: [], unit: "each", hasSerials: true };
const withSerials = (...serials: string[]) =>
  serials.reduce((draft, serial) => addSerial(draft, camera, serial, serial).draft, EMPTY_RECEIPT);

test("a box of twelve waits for twelve serial numbers, and says how many are to come", () => {
  let draft = addGoods(EMPTY_RECEIPT, camera, 12, "1", { lot: "L-1", expiresOn: "2027-12-31" });
  expect(awaitsSerials(draft)).toMatchObject({ variantId: "cam" });
  draft = addSerial(draft, camera, "SN-1", "2").draft;
  expect(lineOf(draft, 0)).toMatchObject({ key: "1", quantity: 12, serials: ["SN-1"], lotCode: "" });
  expect(issuesOf(lineOf(draft, 0))).toEqual({ serials: "Enter 11 more serial numbers of CAM." });
  expect(awaitsSerials(addGoods(draft, tea, 1, "3"))).toBeNull();
});

test("once each item has its serial number one more is one more item, and one removed takes its item with it", () => {
  const two = withSerials("SN-1", "SN-2");
  expect(lineOf(two, 0)).toMatchObject({ quantity: 2, serials: ["SN-1", "SN-2"] });
  const one = changeSerials(two, "SN-1", ([, ...rest]) => rest);
  expect(lineOf(one, 0)).toMatchObject({ quantity: 1, serials: ["SN-2"] });
  expect(issuesOf({ ...lineOf(two, 0), quantity: 1 })).toHaveProperty("serials");
});

test("serial numbers are sent with their line, and those scanned meanwhile are kept", () => {
  const sent = withSerials("SN-1");
  expect(toReceipt(sent, "bin").lines).toMatchObject([{ quantity: 1, serials: ["SN-1"], lot: null }]);
  const meanwhile = addSerial(sent, camera, "SN-2", "x").draft;
  expect(withoutSent(meanwhile, sent.lines).lines).toMatchObject([{ quantity: 1, serials: ["SN-2"] }]);
  expect(toReceipt(addGoods(EMPTY_RECEIPT, tea, 1, "1"), "bin").lines[0]).not.toHaveProperty("serials");
});
