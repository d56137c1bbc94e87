import { expect, test } from "vitest";
import { pause } from "@/shared/pause";
import { AnswerCache } from "./answer-cache";
import { makeMemoryStore } from "./memory-store";

const LIFETIME_MS = 30_000;
const LONG_MS = 1_500;
const answers = () => new AnswerCache(makeMemoryStore());

async function mustFind(cache: AnswerCache, key: string): Promise<(text: string | null) => void> {
  const found = await cache.find(key);
  if ("known" in found) throw new Error("It is known already.");
  return found.keep;
}

test("who asks for what somebody else is finding out is given the same", async () => {
  const cache = answers();
  const keep = await mustFind(cache, "a");
  const others = Promise.all([cache.find("a"), cache.find("a")]);
  keep("found");
  expect(await others).toEqual([{ known: "found" }, { known: "found" }]);
  expect(await cache.find("a")).toEqual({ known: "found" });
});

test("what the first could not find out is found out by the others", async () => {
  const cache = answers();
  const keep = await mustFind(cache, "a");
  const other = mustFind(cache, "a");
  keep(null);
  (await other)("found");
  expect(await cache.find("a")).toEqual({ known: "found" });
});

test("nobody waits for long behind somebody whose own calls stand in line", async () => {
  const cache = answers();
  await mustFind(cache, "a");
  const began = performance.now();
  (await mustFind(cache, "a"))("found");
  expect(performance.now() - began).toBeLessThan(LONG_MS);
  expect(await cache.find("a")).toEqual({ known: "found" });
});

test("the memory of a process keeps no more characters than it may, the newest ones", async () => {
  const store = makeMemoryStore(100);
  for (const key of ["a", "b", "c", "d"]) await store.set(key, key.repeat(40), LIFETIME_MS);
  expect(await Promise.all(["a", "b", "c", "d"].map(store.get))).toEqual([null, null, "c".repeat(40), "d".repeat(40)]);
  await store.set("c", "short", LIFETIME_MS);
  await store.set("e", "e".repeat(40), LIFETIME_MS);
  expect(await Promise.all(["c", "d", "e"].map(store.get))).toEqual(["short", "d".repeat(40), "e".repeat(40)]);
});

test("what is over is not given out, and makes room", async () => {
  const store = makeMemoryStore(100);
  await store.set("a", "a".repeat(90), 1);
  await pause(5);
  expect(await store.get("a")).toBeNull();
  await store.set("b", "b".repeat(90), LIFETIME_MS);
  expect(await store.get("b")).toBe("b".repeat(90));
});
