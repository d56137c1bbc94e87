import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { pgTable, text } from "drizzle-orm/pg-core";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { DatabaseError, isRetryable, isViolationOf } from "./error";

const secrets = pgTable("secrets", { owner: text("owner").notNull(), token: text("token").notNull() });
const MARKER = "hunter2-marker";

const world = testDatabase({ keepRows: true });

beforeAll(async () => {
  await world.owner`
    create table secrets (owner text not null, token text not null
      constraint secrets_token_is_new unique deferrable initially immediate)`;
  await world.db.insert(secrets).values({ owner: "first", token: MARKER });
});

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail.");
}

/** Everything a log, a tracker or an answer could make of an error. */
function everySideOf(error: unknown): string {
  const own =
    error instanceof Error ? Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name))) : [];
  return [inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error), String(error), ...own].join("\n");
}

describe("the error of a failed statement", () => {
  const again = { owner: "second", token: MARKER };

  test.each([
    ["an insert", () => world.db.insert(secrets).values(again)],
    ["raw SQL", () => world.db.execute(sql`insert into secrets values ('x', ${MARKER})`)],
    ["a transaction", () => world.db.transaction((tx) => tx.insert(secrets).values(again))],
    ["a savepoint", () => world.db.transaction((tx) => tx.transaction((inner) => inner.insert(secrets).values(again)))],
    [
      "a commit",
      () =>
        world.db.transaction(async (tx) => {
          await tx.execute(sql`set constraints secrets_token_is_new deferred`);
          await tx.insert(secrets).values(again);
        }),
    ],
    [
      "an error that was swallowed",
      () =>
        world.db.transaction(async (tx) => {
          await tx
            .insert(secrets)
            .values(again)
            .catch(() => undefined);
        }),
    ],
    ["a value of the wrong type", () => world.db.execute(sql`select ${MARKER}::uuid`)],
    ["a division inside", () => world.db.execute(sql`select length(${MARKER}) / 0`)],
  ])("%s never shows a value", async (_title, work) => {
    const error = await failureOf(async () => work());
    expect(error).toBeInstanceOf(DatabaseError);
    expect(everySideOf(error)).not.toContain(MARKER);
  });

  test("names kind, constraint, table and statement", async () => {
    const error = await failureOf(async () => world.db.insert(secrets).values(again));
    expect(error).toMatchObject({
      kind: "unique",
      code: "23505",
      constraint: "secrets_token_is_new",
      table: "secrets",
      statement: "insert secrets",
    });
    expect(isViolationOf(error, "secrets_token_is_new")).toBe(true);
    expect(isRetryable(error)).toBe(false);
  });

  test("keeps the sentence about a mistake in the statement itself", async () => {
    const error = await failureOf(async () => world.db.execute(sql`select nonsense from secrets`));
    expect(String(error)).toContain('column "nonsense" does not exist');
  });

  test("leaves other errors as they are", async () => {
    const refusal = new RangeError("not the database's");
    expect(await failureOf(() => world.db.transaction(() => Promise.reject(refusal)))).toBe(refusal);
  });
});

describe("transactions that lose", () => {
  test("against another one under serializable may be retried", async () => {
    const race = () =>
      world.db.transaction(
        async (tx) => {
          await tx.execute(sql`select count(*) from secrets`);
          await tx.execute(sql`select pg_sleep(0.1)`);
          await tx.insert(secrets).values({ owner: "racer", token: crypto.randomUUID() });
        },
        { isolationLevel: "serializable" },
      );
    const lost = (await Promise.allSettled([race(), race(), race()])).filter((result) => result.status === "rejected");
    expect(lost.length).toBeGreaterThan(0);
    for (const { reason } of lost) expect(isRetryable(reason)).toBe(true);
  });

  test("in a deadlock may be retried", async () => {
    await world.db.insert(secrets).values([
      { owner: "a", token: "a" },
      { owner: "b", token: "b" },
    ]);
    const cross = (first: string, second: string) =>
      world.db.transaction(async (tx) => {
        await tx.execute(sql`select 1 from secrets where token = ${first} for update`);
        await tx.execute(sql`select pg_sleep(0.1)`);
        await tx.execute(sql`select 1 from secrets where token = ${second} for update`);
      });
    const lost = (await Promise.allSettled([cross("a", "b"), cross("b", "a")])).filter(
      (result) => result.status === "rejected",
    );
    expect(lost.map(({ reason }) => [reason.kind, isRetryable(reason)])).toEqual([["deadlock", true]]);
  });
});
