import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openDatabase } from "./database.mjs";

const NAMES = ["DATABASE_URL", "MIGRATION_DATABASE_URL"].flatMap((name) => [name, `${name}_FILE`]);
const given = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
const nobodyLogs = () => {};

afterEach(() => setTo(given));

function setTo(values: Record<string, string | undefined>): void {
  for (const name of NAMES) {
    const value = values[name];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** What listens and is not asked anything. */
async function aServer() {
  const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("It listens on no port.");
  return { url: `postgres://one@127.0.0.1:${address.port}/shop`, close: () => server.close() };
}

test("an owner's address alone does not open the embedded database in place of the one that was meant", async () => {
  setTo({ MIGRATION_DATABASE_URL: "postgres://owner@127.0.0.1:9/shop" });
  await expect(openDatabase(nobodyLogs)).rejects.toThrow(/MIGRATION_DATABASE_URL is given without DATABASE_URL/);
});

test.each([
  ["no address of a Postgres", "mysql://owner@127.0.0.1/shop"],
  ["does not answer", "postgres://owner@127.0.0.1:9/shop"],
])("an owner's address that is wrong is named by its own variable: %s", async (words, url) => {
  const server = await aServer();
  setTo({ DATABASE_URL: server.url, MIGRATION_DATABASE_URL: url });
  const refusal = openDatabase(nobodyLogs);
  await expect(refusal).rejects.toThrow(words);
  await expect(refusal).rejects.toThrow(/(^|Check )MIGRATION_DATABASE_URL/);
  server.close();
});
