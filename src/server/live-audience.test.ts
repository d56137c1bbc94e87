import { describe, expect, test } from "vitest";
import { FactBatch, type PublishedFact } from "@/platform/outbox/fact-batch";
import type { Person, Role, WarehouseScope } from "@/shared/access";
import { LIVE_RESYNC } from "@/shared/event";
import { newId } from "@/shared/id";
import { mayHear, messageFor, toldTo } from "./live-audience";

const [front, back] = [newId(), newId()];

const aPerson = (role: Role, warehouses: WarehouseScope = "all"): Person => ({
  kind: "person",
  userId: newId(),
  sessionId: newId(),
  name: "Ada",
  role,
  warehouses,
});
const fact = (name: string, more: Partial<PublishedFact> = {}): PublishedFact => ({
  position: 7,
  name,
  entityIds: [],
  warehouseIds: null,
  ...more,
});
const batch = (...facts: PublishedFact[]) => new FactBatch(facts, 7, true);
const textFor = (actor: Person, facts: FactBatch) => new TextDecoder().decode(messageFor(actor, facts));

test("a fact of a module that nobody may read by name is heard by nobody", () => {
  for (const name of ["secrets.changed", "constructor"])
    expect(mayHear({ kind: "system" }, { name, entityIds: [], warehouseIds: null })).toBe(false);
});

test("people learn when their own access changes, and of another's only if they manage it", () => {
  const [clerk, admin] = [aPerson("staff"), aPerson("admin")];
  const changed = (userId: string) => fact("users.changed", { entityIds: [userId] });
  expect(mayHear(clerk, changed(clerk.userId))).toBe(true);
  expect(mayHear(clerk, changed(admin.userId))).toBe(false);
  expect(mayHear(admin, changed(clerk.userId))).toBe(true);
});

test("what is about one person's inbox is heard by that person alone", () => {
  const [clerk, admin] = [aPerson("staff", []), aPerson("admin")];
  const changed = fact("notifications.inbox-changed", { entityIds: [clerk.userId] });
  expect(mayHear(clerk, changed)).toBe(true);
  expect(mayHear(admin, changed)).toBe(false);
  expect(mayHear({ kind: "system" }, changed)).toBe(false);
});

test("everybody is told that they missed too much", () => {
  expect(toldTo(aPerson("staff", []), batch(fact(LIVE_RESYNC)))).toMatchObject([{ name: LIVE_RESYNC }]);
});

test("of the warehouses that a fact happened in, people are told of those they work in", () => {
  const moved = batch(fact("inventory.stock-changed", { warehouseIds: [front, back] }));
  expect(toldTo(aPerson("staff", [back]), moved)[0]?.warehouseIds).toEqual([back]);
  expect(toldTo(aPerson("staff"), moved)[0]?.warehouseIds).toEqual([front, back]);
  expect(toldTo(aPerson("staff"), batch(fact("shop.changed")))[0]).not.toHaveProperty("warehouseIds");
});

describe("a message", () => {
  test("is made once for all of a role who work in the same warehouses, in whatever order these are named", () => {
    const facts = batch(fact("orders.placed", { warehouseIds: [front] }));
    const first = messageFor(aPerson("staff", [front, back]), facts);
    expect(messageFor(aPerson("staff", [back, front]), facts)).toBe(first);
  });

  test("is another for another role, and for other warehouses", () => {
    const facts = batch(
      fact("imports.changed"),
      fact("orders.placed", { warehouseIds: [front], position: 8 }),
      fact("orders.held", { warehouseIds: [back], position: 9 }),
    );
    expect(textFor(aPerson("manager"), facts)).toMatch(/imports[^]*placed[^]*held/);
    expect(textFor(aPerson("staff"), facts)).not.toContain("imports");
    expect(textFor(aPerson("staff", [front]), facts)).not.toContain("held");
    expect(textFor(aPerson("staff", [back]), facts)).not.toContain("placed");
    expect(textFor(aPerson("staff", []), facts)).toBe("");
  });

  test("about one person is theirs alone, and no other of their role is sent it", () => {
    const [one, other] = [aPerson("staff"), aPerson("staff")];
    const facts = batch(fact("users.changed", { entityIds: [one.userId] }));
    expect(textFor(one, facts)).toContain("users.changed");
    expect(textFor(other, facts)).toBe("");
  });
});
