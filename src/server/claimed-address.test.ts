import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { linkAskedFor } from "@/modules/users/contract";
import { usersRouter } from "@/modules/users/router";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { meetRequests } from "@/platform/http/peer";
import { router } from "@/platform/trpc/procedure";
import { newId } from "@/shared/id";
import { ORIGIN } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { Door, PASSED_ON } from "@/testing/door";
import { MailServer } from "@/testing/mail-server";
import { runJobsNamed } from "@/testing/mails";
import { aPerson } from "@/testing/people";
import { makeCallHandler } from "./trpc-handler";

/* Over a real connection, as the web process meets each: whoever calls says that they are somebody else. */

const FREE_TRIES = 40;
const world = testDatabase();
const door = new Door(makeCallHandler(router({ users: usersRouter })));
let server: MailServer;

beforeAll(async () => {
  server = await MailServer.start();
  vi.stubEnv("SMTP_URL", server.url);
  vi.stubEnv("MAIL_FROM", "Shop <shop@stock.example>");
  // Before the door, as the web process does.
  meetRequests();
  await door.open();
});
beforeEach(() => void (server.received.length = 0));
afterAll(async () => {
  door.close();
  await server.stop();
  await database().end();
});

const askForLink = (email: string, claimed: Record<string, string>, origin = ORIGIN) =>
  door.send(
    new Request(`${origin}/api/trpc/users.askForLink`, {
      method: "POST",
      body: JSON.stringify({ email }),
      headers: {
        "content-type": "application/json",
        "sec-fetch-site": "same-origin",
        "x-quartermaster": "1",
        "idempotency-key": newId(),
        ...claimed,
      },
    }),
  );

test("a caller who claims another address each time is counted as the one that they are", async () => {
  const statuses: number[] = [];
  for (let turn = 0; turn < FREE_TRIES + 3; turn += 1) {
    const address = `203.0.113.${turn}`;
    const claimed = { "x-forwarded-for": address, "x-real-ip": address, forwarded: `for=${address}` };
    const { status } = await askForLink(`nobody-${turn}@example.test`, claimed);
    statuses.push(status);
  }
  expect(statuses.slice(0, FREE_TRIES)).toEqual(Array.from({ length: FREE_TRIES }, () => 200));
  expect(statuses.slice(FREE_TRIES)).toContain(429);
});

test("the link in an email leads to this shop, whichever host or scheme its asker claims", async () => {
  const { email } = await aPerson(world.db, { passwordHash: "unusable" });
  const claimed = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    "x-forwarded-port": "8443",
    "x-original-url": "https://evil.example/welcome",
    forwarded: "host=evil.example;proto=https",
  };
  expect((await askForLink(email, claimed)).status).toBe(200);
  await runJobsNamed(world.db, linkAskedFor.name);
  const [mail] = server.received;
  const text = (mail?.raw ?? "").replaceAll("=\r\n", "").replaceAll("=3D", "=");
  expect(text).toContain(`${config().appUrl.origin}/welcome#`);
  expect(text).not.toContain("evil.example");
});

test("a call for another host than ours is no call, and sends no email", async () => {
  const { email } = await aPerson(world.db, { passwordHash: "unusable" });
  expect((await askForLink(email, {}, "http://evil.example")).status).toBe(PASSED_ON);
  await runJobsNamed(world.db, linkAskedFor.name);
  expect(server.received).toEqual([]);
});
