import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { acceptInvitation } from "@/modules/users/accept-invitation";
import { askForLink } from "@/modules/users/ask-for-link";
import { linkAskedFor, linkOffered } from "@/modules/users/contract";
import { inviteUser } from "@/modules/users/invite-user";
import { findSignInFacts } from "@/modules/users/sessions/known-devices";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { MailServer } from "@/testing/mail-server";
import { runJobsNamed } from "@/testing/mails";
import { aPerson } from "@/testing/people";

const PASSWORD = "four yellow lamps hum";
const ADDRESS = "192.0.2.7";

const world = testDatabase();
let server: MailServer;

beforeAll(async () => {
  server = await MailServer.start();
  vi.stubEnv("SMTP_URL", server.url);
  vi.stubEnv("MAIL_FROM", "Shop <shop@stock.example>");
});
afterEach(() => {
  server.received.length = 0;
  server.answers = [];
});
afterAll(() => server.stop());

const asked = async () => {
  const boss = await testContext(world.db);
  return { ...boss, actor: { kind: "anyone" } as const };
};
const plain = (raw = "") => raw.replaceAll("=\r\n", "").replaceAll("=3D", "=");
const tokenIn = (raw?: string) => /\/welcome#([\w-]+)/.exec(plain(raw))?.[1] ?? "";

test("an invitation comes by email, works beside the one on the screen, and ends it by being used", async () => {
  const boss = await testContext(world.db);
  const invited = { name: "Grace", email: "grace@example.test", role: "staff", warehouses: "all" } as const;
  const { link } = await inviteUser(boss, invited);
  await runJobsNamed(world.db, linkOffered.name);
  await runJobsNamed(world.db, linkOffered.name);
  expect(server.received.map(({ to }) => to)).toEqual([["grace@example.test"]]);

  const stranger = await asked();
  const token = tokenIn(server.received[0]?.raw);
  await acceptInvitation(stranger, { token, name: "Grace", password: PASSWORD });
  const shown = link.path.split("#")[1] ?? "";
  await expect(acceptInvitation(stranger, { token: shown, name: "Grace", password: PASSWORD })).rejects.toMatchObject({
    code: "users.link-unusable",
  });
});

test("an invitation that was accepted meanwhile is not emailed any more", async () => {
  const boss = await testContext(world.db);
  const { link } = await inviteUser(boss, {
    name: "Grace",
    email: "grace@example.test",
    role: "staff",
    warehouses: "all",
  });
  const token = link.path.split("#")[1] ?? "";
  await acceptInvitation(await asked(), { token, name: "Grace", password: PASSWORD });
  await runJobsNamed(world.db, linkOffered.name);
  expect(server.received).toEqual([]);
});

test("who forgot their password gets a link, and nobody else hears whether the email is known", async () => {
  const person = await aPerson(world.db, { passwordHash: "unusable", email: "ada@example.test" });
  const stranger = await asked();
  expect(await askForLink(stranger, { email: person.email }, ADDRESS)).toBeUndefined();
  expect(await askForLink(stranger, { email: "nobody@example.test" }, ADDRESS)).toBeUndefined();
  const written = await world.owner<{ payload: { sealedEmail: string } }[]>`
    select payload from outbox where name = ${linkAskedFor.name}`;
  expect(written).toHaveLength(2);
  expect(JSON.stringify(written)).not.toContain("example.test");

  await runJobsNamed(world.db, linkAskedFor.name);
  expect(server.received.map(({ to }) => to)).toEqual([["ada@example.test"]]);
  const token = tokenIn(server.received[0]?.raw);
  expect(await acceptInvitation(stranger, { token, name: "Ada", password: PASSWORD })).toEqual({ email: person.email });
});

test("a disabled account gets no link", async () => {
  const person = await aPerson(world.db, { passwordHash: "unusable", status: "disabled" });
  await askForLink(await asked(), { email: person.email }, ADDRESS);
  await runJobsNamed(world.db, linkAskedFor.name);
  expect(server.received).toEqual([]);
});

test("asking again and again is stopped, for known and unknown emails alike", async () => {
  const { email } = await aPerson(world.db, { passwordHash: "unusable" });
  const stranger = await asked();
  for (const asksFor of [email, "nobody@example.test"]) {
    const ask = () => askForLink(stranger, { email: asksFor }, ADDRESS);
    for (let turn = 0; turn < 9; turn += 1) await ask();
    await expect(ask()).rejects.toMatchObject({ code: "users.too-many-links" });
  }
});

test("a link that a stranger asks for does not open the account for more tries at its password", async () => {
  const person = await aPerson(world.db, { passwordHash: "unusable" });
  await askForLink(await asked(), { email: person.email }, ADDRESS);
  await runJobsNamed(world.db, linkAskedFor.name);
  expect(await findSignInFacts(world, { email: person.email, device: "" })).toMatchObject({ openedAt: null });
});
