import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { inTransaction } from "@/platform/transaction";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { writeFacts } from "@/testing/outbox";
import { hasFacts, readFacts } from "./read-facts";

const store = testDatabase();

const publish = () =>
  store.db.execute(sql`
    update outbox set published_at = now(), position = place.position
    from (select id, row_number() over (order by id) as position from outbox) as place where place.id = outbox.id`);
const read = (reader: string, limit = 10) =>
  inTransaction(systemContext(store.db), async (ctx) =>
    (await readFacts(ctx, reader, limit)).map(({ position }) => position),
  );

test("each reader goes on from a place of its own, once", async () => {
  await writeFacts(store.db, 3);
  await publish();
  expect(await read("one", 2)).toEqual([1, 2]);
  expect(await read("one")).toEqual([3]);
  expect(await read("one")).toEqual([]);
  expect(await read("other")).toEqual([1, 2, 3]);
});

test("while somebody reads nobody else does, nor waits, and what they leave is read again", async () => {
  await writeFacts(store.db, 1);
  await publish();
  await read("one", 0);
  await expect(
    inTransaction(systemContext(store.db), async (ctx) => {
      expect(await readFacts(ctx, "one", 10)).toHaveLength(1);
      expect(await read("one")).toEqual([]);
      throw new Error("The worker ends here.");
    }),
  ).rejects.toThrow("ends here");
  expect(await read("one")).toEqual([1]);
});

test("jobs are nothing to read, wherever they stand", async () => {
  await writeFacts(store.db, 2);
  await store.db.execute(sql`update outbox set kind = 'job' where id = (select max(id) from outbox)`);
  expect(await hasFacts(store, "one")).toBe(false);
  await publish();
  expect(await hasFacts(store, "one")).toBe(true);
  expect(await read("one")).toEqual([1]);
  expect(await hasFacts(store, "one")).toBe(false);
});
