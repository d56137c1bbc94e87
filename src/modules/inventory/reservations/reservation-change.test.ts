import fc from "fast-check";
import { expect, test } from "vitest";
import { givenTo, type Held, heldAfter, sumChanges, waitingLines } from "./reservation-change";

const HERE = "here";
const amount = fc.integer({ min: 0, max: 9 });
const row = (lineId: string) =>
  fc.record({
    lineId: fc.constant(lineId),
    warehouseId: fc.constantFrom(HERE, "elsewhere"),
    variantId: fc.constant("TEA"),
    quantity: amount,
    short: amount,
    backordered: amount,
  });
const rows = fc.tuple(row("1"), row("2"), row("3"));
const wishes = fc.tuple(amount, amount, amount);
const wanted = (quantities: readonly number[]) =>
  quantities.map((quantity, index) => ({ lineId: String(index + 1), variantId: "TEA", quantity }));
const allOf = ({ quantity, short, backordered }: Held) => quantity + short + backordered;

test("a line holds and waits for what it needs, and never waits for more than before", () => {
  fc.assert(
    fc.property(rows, wishes, (held, quantities) => {
      const after = heldAfter(held, { warehouseId: HERE, lines: wanted(quantities) });
      for (const [index, line] of after.entries()) {
        const before = held[index];
        expect(allOf(line)).toBe(quantities[index]);
        expect(Math.min(line.quantity, line.short, line.backordered)).toBeGreaterThanOrEqual(0);
        const isHere = before?.warehouseId === HERE;
        expect(line.backordered).toBeLessThanOrEqual(isHere ? before.backordered : 0);
        expect(line.short).toBeLessThanOrEqual(isHere ? before.short : 0);
        // What was lost is given up only once nothing is backordered, and what is held last of all.
        if (isHere && line.short < before.short) expect(line.backordered).toBe(0);
        if (isHere && line.quantity < before.quantity) expect(line.short + line.backordered).toBe(0);
      }
    }),
  );
});

test("what is missing is waited for to the item, by lines that want more, the last of them first", () => {
  fc.assert(
    fc.property(rows, wishes, fc.nat(30), (held, quantities, free) => {
      const after = heldAfter(held, { warehouseId: HERE, lines: wanted(quantities) });
      const more = sumChanges(held, after).find(({ warehouseId }) => warehouseId === HERE)?.delta ?? 0;
      const quantity = Math.max(0, more - free);
      const waiting = waitingLines(held, after, [{ warehouseId: HERE, variantId: "TEA", quantity }]);
      const all = after.map((line) => waiting.find(({ lineId }) => lineId === line.lineId) ?? line);
      expect(all.map(allOf)).toEqual(after.map(allOf));
      const taken = sumChanges(held, all).find(({ warehouseId }) => warehouseId === HERE)?.delta ?? 0;
      expect(taken).toBe(more - quantity);
      for (const [index, line] of all.entries()) {
        const before = held[index];
        const had = before?.warehouseId === HERE ? before.quantity : 0;
        if (waiting.some(({ lineId }) => lineId === line.lineId)) expect(line.quantity).toBeGreaterThanOrEqual(had);
      }
    }),
  );
});

test("what is split off in its warehouse is what was given up, to the item", () => {
  fc.assert(
    fc.property(rows, wishes, (somewhere, parts) => {
      const held = somewhere.map((line) => ({ ...line, warehouseId: HERE }));
      const moved = held.map((line, index) => Math.min(parts[index] ?? 0, allOf(line)));
      const left = held.map((line, index) => allOf(line) - (moved[index] ?? 0));
      const kept = heldAfter(held, { warehouseId: HERE, lines: wanted(left) });
      const lines = wanted(moved).map((line) => ({ ...line, fromLineId: line.lineId, lineId: `new ${line.lineId}` }));
      const given = givenTo({ warehouseId: HERE, lines }, { held, kept, isSameWarehouse: true });
      for (const [index, line] of given.entries()) {
        const [before, after] = [held[index], kept[index]];
        for (const part of ["quantity", "short", "backordered"] as const)
          expect(line[part] + (after?.[part] ?? 0)).toBe(before?.[part]);
      }
    }),
  );
});
