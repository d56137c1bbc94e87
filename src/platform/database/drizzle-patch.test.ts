import { Column, is, SQL, sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { users } from "@/modules/users/schema";

/** Whether `value` is a `type`, and how often a class was looked at to find that out. */
function looksOf(value: unknown, type: typeof Column | typeof SQL) {
  const looks = vi.spyOn(Object, "getPrototypeOf");
  const answer = is<typeof Column | typeof SQL>(value, type);
  const count = looks.mock.calls.length;
  looks.mockRestore();
  return { answer, count };
}

test("of which kind a value is, Drizzle finds out once for its class", () => {
  const text = sql`select 1`;
  expect(looksOf(text, Column).answer).toBe(false);
  expect(looksOf(sql`select 2`, Column)).toEqual({ answer: false, count: 1 });
  expect(looksOf(text, SQL)).toEqual({ answer: true, count: 1 });
  expect(looksOf(users.id, SQL).answer).toBe(false);
  expect(looksOf(users.id, Column).answer).toBe(true);
  expect(looksOf(users.name, Column)).toEqual({ answer: true, count: 1 });
  for (const none of [null, undefined, "text", {}, []]) expect(looksOf(none, SQL).answer).toBe(false);
});
