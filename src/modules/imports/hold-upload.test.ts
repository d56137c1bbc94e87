import { expect, test } from "vitest";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { dropUpload, holdUpload, keepUpload, releaseUpload } from "./hold-upload";

const store = testDatabase();
const LIMITS = { ofOne: { files: 3, bytes: 100 }, ofAll: { files: 5, bytes: 150 } };
const code = (error: { details: { whose: string } }) => error.details.whose;

test("one person's open files have a limit, by number and by size, also when many come at once", async () => {
  const ctx = await testContext(store.db, { role: "manager" });
  const held = await Promise.allSettled(Array.from({ length: 8 }, () => holdUpload(ctx, 10, LIMITS)));
  expect(held.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  const other = await testContext(store.db, { role: "manager" });
  expect(await holdUpload(other, 101, LIMITS).catch(code)).toBe("own");
});

test("all files together have a limit, which no one person can use up", async () => {
  const [greedy, second, third] = await Promise.all([1, 2, 3].map(() => testContext(store.db, { role: "manager" })));
  if (!greedy || !second || !third) throw new Error("Three people are needed.");
  await holdUpload(greedy, 100, LIMITS);
  await holdUpload(second, 40, LIMITS);
  expect(await holdUpload(third, 20, LIMITS).catch(code)).toBe("all");
  await holdUpload(third, 10, LIMITS);
});

test("a file that did not arrive, or was imported, counts no more", async () => {
  const ctx = await testContext(store.db, { role: "manager" });
  const [lost, kept, third] = [
    await holdUpload(ctx, 30, LIMITS),
    await holdUpload(ctx, 30, LIMITS),
    await holdUpload(ctx, 30, LIMITS),
  ];
  await dropUpload(ctx, lost);
  await keepUpload(ctx, kept, { key: "a".repeat(32), bytes: 20 });
  await holdUpload(ctx, 50, LIMITS);
  expect(await holdUpload(ctx, 1, LIMITS).catch(code)).toBe("own");
  await releaseUpload(ctx, "a".repeat(32));
  await dropUpload(ctx, third);
  await holdUpload(ctx, 1, LIMITS);
});
