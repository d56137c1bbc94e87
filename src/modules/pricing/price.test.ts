import { expect, test } from "vitest";
import { listedPrice, type Offer, priceListState } from "./price";

const offer = (name: string, values: Partial<Offer> = {}): Offer => ({
  priceListId: name,
  name,
  isOwn: false,
  rate: 0,
  breaks: [],
  ...values,
});
const at = (from: number, price: number) => ({ from, price });
const group = offer("Resellers", { breaks: [at(1, 900), at(10, 800)] });

test.each([
  ["as usual without any list", [], 5, 1_000, null],
  ["by the list of the group", [group], 9, 900, "Resellers"],
  ["less from the quantity of a break on", [group], 10, 800, "Resellers"],
  ["as usual below the first break", [offer("Cartons", { breaks: [at(12, 700)] })], 11, 1_000, null],
  ["a part less where the list has no price", [offer("Staff", { rate: 100_000 })], 1, 900, "Staff"],
  [
    "what the list has and not the part less",
    [offer("Staff", { rate: 500_000, breaks: [at(1, 950)] })],
    1,
    950,
    "Staff",
  ],
  ["by the own list, dearer as it is", [group, offer("Ada", { isOwn: true, breaks: [at(1, 990)] })], 10, 990, "Ada"],
  [
    "by the group where the own list has none",
    [group, offer("Ada", { isOwn: true, breaks: [at(20, 1)] })],
    1,
    900,
    "Resellers",
  ],
  ["the lowest of several lists of the group", [group, offer("Spring", { breaks: [at(1, 850)] })], 1, 850, "Spring"],
  ["by the first of two that are equal", [group, offer("Spring", { breaks: [at(1, 900)] })], 1, 900, "Resellers"],
  ["more than usual where a list says so", [offer("Export", { breaks: [at(1, 1_200)] })], 1, 1_200, "Export"],
  ["nothing where a list gives it away", [offer("Samples", { rate: 1_000_000 })], 1, 0, "Samples"],
] as const)("it costs %s", (_name, offers, quantity, price, list) => {
  const found = listedPrice({ price: 1_000, offers }, quantity);
  expect([found.price, found.list?.name ?? null]).toEqual([price, list]);
});

test("half a cent of a part less is rounded away from zero, as discounts are", () => {
  expect(listedPrice({ price: 5, offers: [offer("Staff", { rate: 100_000 })] }, 1).price).toBe(4);
});

test.each([
  ["2026-02-28", "planned"],
  ["2026-03-01", "active"],
  ["2026-03-31", "active"],
  ["2026-04-01", "ended"],
])("on %s a list of March is %s", (today, state) => {
  const march = { archivedAt: null, validFrom: "2026-03-01", validUntil: "2026-03-31" };
  expect(priceListState(march, today)).toBe(state);
  expect(priceListState({ ...march, archivedAt: new Date() }, today)).toBe("archived");
});
