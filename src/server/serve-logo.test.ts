import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readShopSettings } from "@/modules/shop/queries";
import { setLogo } from "@/modules/shop/set-logo";
import { database } from "@/platform/database/db";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";
import { serveLogo } from "./serve-logo";
import { sessionCookie } from "./session-cookie";

const folder = mkdtempSync(path.join(tmpdir(), "quartermaster-logo-"));
process.env["FILES_DIR"] = folder;
const base = testDatabase();
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database().end();
});

/** A PNG of 1 × 1 pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
  "base64",
);

test("the logo is found by its key, as an address names it and as the built server hands that on", async () => {
  await setLogo(await testContext(base.db), { image: PIXEL.toString("base64") });
  const { logoKey } = await readShopSettings(base);
  const cookie = (await sessionCookie(await aSession(base.db, await aPerson(base.db)))).split(";")[0] ?? "";
  const ask = (query: string) => serveLogo(new Request(`http://localhost/api/logo${query}`, { headers: { cookie } }));

  for (const query of [`?${logoKey}`, `?${logoKey}=`]) {
    const answer = await ask(query);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PIXEL);
  }
  expect((await ask("?another")).status).toBe(404);
  expect((await ask("")).status).toBe(404);
});
