import { expect, test } from "vitest";
import { files } from "@/platform/files";
import { Browser } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { keepUploadsApart } from "@/testing/imports";
import { aPerson, TEST_PASSWORD } from "@/testing/people";
import { appRouter } from "./router";
import { takeImportFile } from "./take-import-file";
import { makeTrpcHandler } from "./trpc-handler";

const world = testDatabase();
keepUploadsApart();

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

test("a file that no import can read is refused as it arrives, in words, and is kept nowhere", async () => {
  const browser = new Browser(makeTrpcHandler(appRouter));
  await browser.signIn((await aPerson(world.db, { role: "admin" })).email, TEST_PASSWORD);
  const upload = (body: string | Uint8Array<ArrayBuffer>) =>
    browser.send(takeImportFile, "/api/imports", {
      method: "POST",
      body,
      headers: { "content-type": "application/octet-stream" },
    });
  const kept = async () => ({
    files: await files().listOlderThan(new Date(Date.now() + 60_000)),
    rows: [...(await world.owner`select id from import_uploads`)],
  });
  for (const [content, says] of [
    [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0]), "a workbook or a zip archive"],
    ["wide,".repeat(1_000), "more than 250 columns"],
    ["\n\n", "The file is empty."],
  ] as const) {
    const response = await upload(content);
    expect(response.status).toBe(422);
    const { refusal } = await response.json();
    expect(refusal).toMatchObject({ code: "imports.file-unreadable", message: expect.stringContaining(says) });
    expect(await kept()).toEqual({ files: [], rows: [] });
  }
  expect((await upload("Title,Price\nMug,1\n")).status).toBe(200);
  expect((await kept()).files).toHaveLength(1);
});
