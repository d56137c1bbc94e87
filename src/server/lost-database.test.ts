import { afterAll, beforeAll, expect, test } from "vitest";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { database } from "@/platform/database/db";
import { collectBy } from "@/platform/telemetry/measure";
import { Browser, read } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { keepUploadsApart } from "@/testing/imports";
import { aPerson, TEST_PASSWORD } from "@/testing/people";
import { FaultyDatabase } from "../../e2e/fixtures/faulty-database";
import { appRouter } from "./router";
import { takeImportFile } from "./take-import-file";
import { makeTrpcHandler } from "./trpc-handler";

/* The doors beside procedures, whose faults `e2e/every-fault.spec.ts` asks of the built server. */

const world = testDatabase({ keepRows: true });
keepUploadsApart();
const handle = makeTrpcHandler(appRouter);
const browser = new Browser(handle);
const ALWAYS = Number.POSITIVE_INFINITY;
let door: FaultyDatabase;
let email: string;
let userId: string;

beforeAll(async () => {
  door = new FaultyDatabase(new URL(world.url));
  process.env["DATABASE_URL"] = await door.open();
  ({ email, userId } = await aPerson(world.db, { role: "admin" }));
  await browser.signIn(email, TEST_PASSWORD);
});
afterAll(async () => {
  await database().end();
  door.close();
});

const headers = { "content-type": "application/octet-stream" };
const upload = async () =>
  read(await browser.send(takeImportFile, "/api/imports", { method: "POST", body: "Title,SKU\n", headers }));

const BUSY = { status: 409, code: "platform.busy" };
const AWAY = { status: 503, code: "platform.unavailable" };

test.each([
  ["57014", AWAY],
  ["53100", AWAY],
  ["40P01", BUSY],
])("an upload and a stream that is open already say what %s means", async (answer, { status, code }) => {
  await browser.query("users.getMe");
  door.break({ at: /"import_uploads"/, times: ALWAYS, does: { answer } });
  expect(await upload()).toMatchObject({ status, text: expect.stringContaining(code) });
  door.break({ at: /from "sessions"/, times: ALWAYS, does: { answer } });
  const stream = await browser.query("live.events", {}, { accept: "text/event-stream" });
  expect(stream.refusal).toMatchObject({ code });
  await door.mend();
});

test.each(["away", "starting"] as const)(
  "with a database that is %s all doors say so, and open again",
  async (mode) => {
    await door.become(mode);
    const [asked, changed, uploaded, signedIn] = await Promise.all([
      browser.query("customers.list", {}),
      browser.mutate("customers.create", { name: "Nobody" }),
      upload(),
      new Browser(handle).signIn(email, TEST_PASSWORD),
    ]);
    for (const each of [asked, changed, uploaded]) {
      expect(each).toMatchObject({ status: AWAY.status, text: expect.stringContaining(AWAY.code) });
      expect(each.text).not.toMatch(/nothing was changed/i);
    }
    expect(signedIn).toMatchObject({ status: 401, url: expect.stringContaining("error=Unavailable") });
    await door.mend();
    await expect.poll(async () => (await upload()).status, { timeout: 10_000 }).toBe(200);
  },
);

test("a call whose caller cannot even be looked up counts as one that failed", async () => {
  const outcomes: unknown[] = [];
  collectBy((name, _, { outcome }) => name === "procedure" && outcomes.push(outcome));
  dropCachedSessions(userId);
  await door.become("away");
  expect(await browser.query("customers.list", {})).toMatchObject({ status: AWAY.status });
  await door.mend();
  collectBy(null);
  expect(outcomes).toEqual(["failed"]);
});
