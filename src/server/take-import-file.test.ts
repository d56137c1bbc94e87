import { expect, test } from "vitest";
import { testDatabase } from "@/testing/database";
import { takeImportFile } from "./take-import-file";

testDatabase();

const send = (headers: Record<string, string>) =>
  takeImportFile(
    new Request("http://localhost:3000/api/imports", { method: "POST", body: "Title,Price\nMug,1\n", headers }),
  );

const OWN = { "x-quartermaster": "1", "sec-fetch-site": "same-origin" };

test.each([
  ["another site", { ...OWN, "sec-fetch-site": "cross-site" }],
  ["a form without our header", { "sec-fetch-site": "same-origin" }],
])("a file from %s is refused", async (_whence, headers) => {
  const response = await send(headers);
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ refusal: { code: "platform.foreign-origin" } });
});

test("a file from nobody who is signed in is refused, unread and uncached", async () => {
  const response = await send(OWN);
  expect(response.status).toBe(401);
  expect(response.headers.get("cache-control")).toBe("no-store");
});
