import { expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { openPrimaryPool } from "./primary-pool";

const world = testDatabase();

test("the next address is found by as many as meet one that is gone at the same moment", async () => {
  const url = world.url.replace(/@([^/]*)/, "@127.0.0.1:1,$1");
  const pool = openPrimaryPool(url, { max: 2, connectionTimeoutMillis: 2_000 });
  pool.on("error", () => {});
  const askTwice = async () => {
    const asked = Array.from({ length: 2 }, () => pool.query("select 1"));
    return (await Promise.allSettled(asked)).map(({ status }) => status);
  };
  expect(await askTwice()).toEqual(["rejected", "rejected"]);
  await expect.poll(askTwice).toEqual(["fulfilled", "fulfilled"]);
  await pool.end();
});
