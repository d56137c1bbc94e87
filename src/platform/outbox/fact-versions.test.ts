import { sql } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { Replicas } from "@/platform/database/replicas";
import { makeLogger } from "@/platform/logger";
import { testDatabase } from "@/testing/database";
import { publishAll, writeFacts } from "@/testing/outbox";
import { FactVersions } from "./fact-versions";
import { Feed } from "./feed";

const store = testDatabase();
const log = makeLogger("silent");
const NOBODY = { committed: null, published: null };
const feeds: Feed[] = [];
afterEach(async () => void (await Promise.all(feeds.splice(0).map((feed) => feed.close()))));

const written = () => new Replicas({ primary: store.database, urls: [], max: 1, log, role: "" }).written();

async function startedFeed({ factsMax = 5_000 } = {}) {
  const feed = new Feed(store.database, log, { factsMax });
  feeds.push(feed);
  await feed.start();
  return feed;
}

async function begin(options?: { factsMax: number }) {
  return new FactVersions(await startedFeed(options), store.database, written);
}

async function watch(options?: { factsMax: number }) {
  const versions = await begin(options);
  await versions.look();
  return versions;
}

const publish = async (versions: FactVersions, name: string, count = 1) => {
  await writeFacts(store.db, count, name);
  await publishAll(store.db);
  await versions.look();
};

test("an answer is as new as the newest fact that may change it, by its name, its module or any", async () => {
  const versions = await watch();
  await publish(versions, "catalog.one");
  await publish(versions, "catalog.two");
  await publish(versions, "orders.one");
  const at = (...facts: string[]) => versions.at(facts, NOBODY);
  const [one, two, orders] = [await at("catalog.one"), await at("catalog"), await at("orders", "catalog.two")];
  expect([two, orders]).toEqual([Number(one) + 1, Number(one) + 2]);
  expect([await at("*"), await at("shop.none")]).toEqual([orders, Number(one) - 1]);
});

test("all who ask before anybody has looked wait for one look, and none is sent to the database", async () => {
  const versions = await begin();
  const asked = await Promise.all(Array.from({ length: 20 }, () => versions.at(["catalog"], NOBODY)));
  expect(asked).not.toContain(null);
});

test("a look that hangs keeps nobody waiting for good", async () => {
  const hanging = new FactVersions(await startedFeed(), store.database, () => new Promise(() => {}));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const asked = hanging.at(["catalog"], NOBODY);
  await vi.advanceTimersByTimeAsync(5_000);
  vi.useRealTimers();
  expect(await asked).toBeNull();
});

test("facts that change nothing of it leave it as it is, however many they are", async () => {
  const versions = await watch({ factsMax: 10 });
  await publish(versions, "catalog.one");
  const before = await versions.at(["catalog"], NOBODY);
  await publish(versions, "orders.one", 30);
  expect(await versions.at(["catalog"], NOBODY)).toBe(before);
});

test("who wrote something is answered by the database until it is published and read", async () => {
  const versions = await watch();
  await writeFacts(store.db, 1, "catalog.one");
  const own = { committed: await written(), published: null };
  await versions.look();
  expect(await versions.at(["catalog"], own)).toBeNull();
  expect(await versions.at(["catalog"], NOBODY)).not.toBeNull();
  await publish(versions, "catalog.two");
  // The log goes on by itself where nobody writes; here nobody does.
  await store.db.execute(sql`select pg_logical_emit_message(false, 'tests', 'goes on')`);
  await versions.look();
  expect(await versions.at(["catalog"], own)).not.toBeNull();
});

test("who was told of a fact has it read first", async () => {
  const versions = await watch();
  await publish(versions, "catalog.one");
  const before = Number(await versions.at(["catalog"], NOBODY));
  await writeFacts(store.db, 1, "catalog.two");
  await publishAll(store.db);
  expect(await versions.at(["catalog"], { committed: null, published: before + 1 })).toBe(before + 1);
  expect(await versions.at(["catalog"], { committed: null, published: before + 9 })).toBeNull();
});

test("nobody is given what is kept while facts are not published", async () => {
  const versions = await watch();
  await writeFacts(store.db, 1, "catalog.one");
  await store.owner`update outbox set occurred_at = now() - interval '1 minute' where position is null`;
  await versions.look();
  expect(await versions.at(["catalog"], NOBODY)).toBeNull();
  await publish(versions, "catalog.two");
  expect(await versions.at(["catalog"], NOBODY)).not.toBeNull();
});
