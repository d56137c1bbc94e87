import { beforeEach, describe, expect, test } from "vitest";
import { recordChange } from "@/platform/audit/record-change";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { answerOnce, canonicalJson } from "./answer-once";
import { idempotencyKeys } from "./schema";

const database = testDatabase();
let ctx: Context;

beforeEach(async () => {
  ctx = await testContext(database.db);
});

type Paint = { key: string; input?: unknown; who?: Context; fails?: boolean };

const paint = ({ key, input = { colour: "blue" }, who = ctx, fails = false }: Paint) =>
  inTransaction({ ...who, once: answerOnce(who, { key, procedure: "tests.paint", input }) }, async (inside) => {
    recordChange(inside, { entity: "product", entityId: newId(), label: "Shelf", before: null, after: {} });
    if (fails) throw new Error("the paint is out");
    return { painted: newId(), secret: "shown once" };
  });

const effects = async () => (await database.db.select().from(auditEntries)).length;

describe("one key, one effect", () => {
  test("the second request gets the first one's answer", async () => {
    const key = newId();
    const first = await paint({ key });
    expect(await paint({ key, input: { colour: "blue" } })).toEqual(first);
    expect(await effects()).toBe(1);
  });

  test.each([2, 3, 4, 5])("%d requests at once have one effect and one answer", async (count) => {
    const key = newId();
    const answers = await Promise.all(Array.from({ length: count }, () => paint({ key })));
    expect(new Set(answers.map(canonicalJson)).size).toBe(1);
    expect(await effects()).toBe(1);
  });

  test("a changed request under the same key is refused", async () => {
    const key = newId();
    await paint({ key });
    await expect(paint({ key, input: { colour: "red" } })).rejects.toMatchObject({
      code: "platform.idempotency-key-reused",
    });
    expect(await effects()).toBe(1);
  });

  test("a request that failed left nothing, and may be sent again", async () => {
    const key = newId();
    await expect(paint({ key, fails: true })).rejects.toThrow("the paint is out");
    await paint({ key });
    expect(await effects()).toBe(1);
  });

  test("another person's key is another key", async () => {
    const key = newId();
    await paint({ key });
    await paint({ key, who: await testContext(database.db) });
    expect(await effects()).toBe(2);
  });
});

test("a stored answer cannot be read from the table", async () => {
  await paint({ key: newId() });
  expect(JSON.stringify(await database.db.select().from(idempotencyKeys))).not.toContain("shown once");
});

test("the same question has the same text, however its keys are ordered", () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe(canonicalJson({ a: null, b: [{ c: 2, d: 1 }] }));
});

test.each(["constructor", "toString", "__proto__"])(
  "an answer that holds the word %s is given again as it was",
  async (word) => {
    const once = answerOnce(ctx, { key: newId(), procedure: "tests.paint", input: {} });
    const send = () => inTransaction({ ...ctx, once }, async () => ({ name: word }));
    expect([await send(), await send()]).toEqual([{ name: word }, { name: word }]);
  },
);
