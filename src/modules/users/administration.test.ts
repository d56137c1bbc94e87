import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { listHistory } from "@/modules/history/queries";
import { endOwnSession } from "@/modules/users/sessions/end-own-session";
import { endSessions } from "@/modules/users/sessions/end-sessions";
import { signIn } from "@/modules/users/sessions/sign-in";
import { auditEntries } from "@/platform/audit/schema";
import type { Context } from "@/platform/context";
import { outbox } from "@/platform/outbox/schema";
import type { Person } from "@/shared/access";
import type { Entity } from "@/shared/entity";
import { newId } from "@/shared/id";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession, TEST_PASSWORD } from "@/testing/people";
import { acceptInvitation } from "./accept-invitation";
import { changeAccess } from "./change-access";
import { changeOwnPassword } from "./change-own-password";
import { ListUsers } from "./contract";
import { inviteFirstAdministrator } from "./invite-first-administrator";
import { inviteUser } from "./invite-user";
import { findActor, getLink, getMe, getUser, listUsers } from "./queries";
import { renewInvitation } from "./renew-invitation";
import { oneTimeLinks, sessions, users } from "./schema";
import { listSessions } from "./sessions/list-sessions";

const base = testDatabase();
const HOUR_MS = 60 * 60_000;

const as = (actor: Context["actor"], now = new Date()): Context => ({
  db: base.db,
  actor,
  now,
  action: "tests.act",
  requestId: newId(),
});
const nobody = (now?: Date) => as({ kind: "anyone" }, now);
const anAdmin = async (): Promise<Person> =>
  aSession(base.db, await aPerson(base.db, { role: "admin", name: "Grace" }));

/** A bare row, since the module of warehouses depends on this one. */
async function aWarehouse(): Promise<string> {
  const id = newId();
  await base.db.execute(
    sql`insert into locations (id, kind, warehouse_id, code, name, created_at)
      values (${id}, 'warehouse', ${id}, 'N', 'North', now())`,
  );
  return id;
}

const aClerk = { email: "clerk@example.test", name: "Clara Clerk", role: "staff", warehouses: "all" } as const;
const chosen = (path: string, more: object = {}) => ({
  token: path.split("#")[1] ?? "",
  name: "Clara",
  password: TEST_PASSWORD,
  ...more,
});
const enter = (email: string, password = TEST_PASSWORD) =>
  signIn(nobody(), { email, password, userAgent: "", address: "" });
const entered = async (entity: Entity) => base.db.select().from(auditEntries).where(eq(auditEntries.entity, entity));

describe("an invitation", () => {
  test("is a link that works once, and its holder chooses the password", async () => {
    const admin = await anAdmin();
    const { userId, link } = await inviteUser(as(admin), aClerk);
    expect(link.path).toMatch(/^\/welcome#[\w-]{43}$/);
    expect(await getLink(nobody(), chosen(link.path).token)).toEqual({
      purpose: "invitation",
      email: aClerk.email,
      name: aClerk.name,
      hasFactor: false,
    });
    await expect(enter(aClerk.email)).rejects.toMatchObject({ code: "users.sign-in-refused" });

    expect(await acceptInvitation(nobody(), chosen(link.path))).toEqual({ email: aClerk.email });

    expect(await enter(aClerk.email)).toMatchObject({ userId });
    expect(await getUser(as(admin), userId)).toMatchObject({ name: "Clara", status: "active" });
    await expect(acceptInvitation(nobody(), chosen(link.path))).rejects.toMatchObject({ code: "users.link-unusable" });
  });

  test("is used by one of two who come at once", async () => {
    const { link } = await inviteUser(as(await anAdmin()), aClerk);
    const answers = await Promise.allSettled([
      acceptInvitation(nobody(), chosen(link.path)),
      acceptInvitation(nobody(), chosen(link.path)),
    ]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("is kept as a digest, and neither history nor outbox holds its token or a password", async () => {
    const { link } = await inviteUser(as(await anAdmin()), aClerk);
    await acceptInvitation(nobody(), chosen(link.path));
    const everything = JSON.stringify([
      await base.db.select().from(oneTimeLinks),
      await base.db.select().from(auditEntries),
      await base.db.select().from(outbox),
      await base.db.select().from(users),
    ]);
    expect(everything).not.toContain(chosen(link.path).token);
    expect(everything).not.toContain(TEST_PASSWORD);
  });

  test("answers the same when it is unknown, used, replaced, too old, or its person was disabled", async () => {
    const admin = await anAdmin();
    const { userId, link } = await inviteUser(as(admin), aClerk);
    const { link: newer } = await renewInvitation(as(admin), { userId });
    const late = new Date(Date.now() + HOUR_MS + 1_000);
    const { version } = await getUser(as(admin), userId);
    const refused = [
      await getLink(nobody(), "no such link").catch((error: unknown) => error),
      await getLink(nobody(), chosen(link.path).token).catch((error: unknown) => error),
      await getLink(nobody(late), chosen(newer.path).token).catch((error: unknown) => error),
    ];
    await changeAccess(as(admin), { userId, version, role: "staff", warehouses: "all", disabled: true });
    refused.push(await acceptInvitation(nobody(), chosen(newer.path)).catch((error: unknown) => error));

    for (const refusal of refused) expect(refusal).toMatchObject({ code: "users.link-unusable", details: {} });
    await expect(renewInvitation(as(admin), { userId })).rejects.toMatchObject({ code: "users.link-not-offered" });
  });

  test("is not written for an address that is taken, whatever its case", async () => {
    const admin = await anAdmin();
    await inviteUser(as(admin), aClerk);
    await expect(inviteUser(as(admin), { ...aClerk, name: "Other" })).rejects.toMatchObject({
      code: "users.email-taken",
    });
    expect(await entered("user")).toHaveLength(1);
  });

  test("refuses a warehouse that does not exist, and leaves no trace", async () => {
    await expect(inviteUser(as(await anAdmin()), { ...aClerk, warehouses: [newId()] })).rejects.toMatchObject({
      code: "users.unknown-warehouse",
    });
    expect(await entered("user")).toEqual([]);
    expect(await base.db.select().from(outbox)).toEqual([]);
  });

  test("resets a forgotten password, and ends the sessions under the old one", async () => {
    const admin = await anAdmin();
    const person = await aPerson(base.db);
    const session = await aSession(base.db, person);
    const { link } = await renewInvitation(as(admin), { userId: person.userId });
    expect(await getLink(nobody(), chosen(link.path).token)).toMatchObject({ purpose: "password-reset" });

    await acceptInvitation(nobody(), chosen(link.path, { password: "twelve green lanterns hum" }));

    expect(await findActor(nobody(), session.sessionId)).toBeNull();
    await expect(enter(person.email)).rejects.toMatchObject({ code: "users.sign-in-refused" });
    await enter(person.email, "twelve green lanterns hum");
  });

  test("a right password beside a new one that is refused is counted as no guess", async () => {
    const person = await aSession(base.db, await aPerson(base.db));
    const change = { currentPassword: TEST_PASSWORD, newPassword: "password1234" };
    await expect(changeOwnPassword(as(person), change)).rejects.toMatchObject({ code: "users.password-refused" });
    expect(await base.owner`select tries from password_tries`).toEqual([{ tries: 0 }]);
  });
});

describe("the first administrator", () => {
  const first = { name: "Grace", email: "grace@example.test" };

  test("does not exist at first: a new database has no password, no session and no link", async () => {
    expect(await base.db.select({ status: users.status, passwordHash: users.passwordHash }).from(users)).toEqual([
      { status: "system", passwordHash: null },
    ]);
    expect([await base.db.$count(sessions), await base.db.$count(oneTimeLinks)]).toEqual([0, 0]);
    for (const password of ["", "admin", "password", "quartermaster", TEST_PASSWORD]) {
      await expect(enter("system@quartermaster.invalid", password)).rejects.toMatchObject({
        code: "users.sign-in-refused",
      });
    }
  });

  test("is created by a one-time link where nobody can sign in", async () => {
    await expect(enter("system@quartermaster.invalid")).rejects.toMatchObject({ code: "users.sign-in-refused" });
    const link = await inviteFirstAdministrator(systemContext(base.db));
    expect(await getLink(nobody(), chosen(link?.path ?? "").token)).toEqual({
      purpose: "first-administrator",
      email: null,
      name: null,
      hasFactor: false,
    });

    await acceptInvitation(nobody(), chosen(link?.path ?? "", first));

    const { userId } = await enter(first.email);
    expect(await getUser(systemContext(base.db), userId)).toMatchObject({
      role: "admin",
      status: "active",
      warehouses: "all",
    });
    expect(await inviteFirstAdministrator(systemContext(base.db))).toBeNull();
  });

  test("is created once: a newer link replaces an older one, and none works once there is a user", async () => {
    const older = await inviteFirstAdministrator(systemContext(base.db));
    const newer = await inviteFirstAdministrator(systemContext(base.db));
    await expect(acceptInvitation(nobody(), chosen(older?.path ?? "", first))).rejects.toMatchObject({
      code: "users.link-unusable",
    });
    await aPerson(base.db);
    await expect(acceptInvitation(nobody(), chosen(newer?.path ?? "", first))).rejects.toMatchObject({
      code: "users.link-unusable",
    });
  });

  test("enters an email, and a refusal leaves the link usable", async () => {
    const link = await inviteFirstAdministrator(systemContext(base.db));
    await expect(acceptInvitation(nobody(), chosen(link?.path ?? ""))).rejects.toMatchObject({
      code: "users.password-refused",
    });
    await acceptInvitation(nobody(), chosen(link?.path ?? "", first));
  });
});

describe("access", () => {
  test("changes for open sessions at once, and the history has the old and the new values", async () => {
    const admin = await anAdmin();
    const person = await aPerson(base.db, { name: "Clara" });
    const session = await aSession(base.db, person);
    const warehouseId = await aWarehouse();

    await changeAccess(as(admin), {
      userId: person.userId,
      version: 1,
      role: "manager",
      warehouses: [warehouseId],
      disabled: false,
    });

    expect(await findActor(nobody(), session.sessionId)).toMatchObject({ role: "manager", warehouses: [warehouseId] });
    const [entry] = (await listHistory(as(admin), { entityId: person.userId, limit: 1 })).rows;
    expect(entry).toMatchObject({
      actorName: "Grace",
      label: "Clara",
      entity: "user",
      before: { role: "staff", warehouses: "all", status: "active" },
      after: { role: "manager", warehouses: [warehouseId], status: "active" },
    });
  });

  test("of a disabled person ends with their sessions, and is restored with the old password", async () => {
    const admin = await anAdmin();
    const person = await aPerson(base.db);
    const session = await aSession(base.db, person);
    const access = { userId: person.userId, role: "staff", warehouses: "all" } as const;

    const { version } = await changeAccess(as(admin), { ...access, version: 1, disabled: true });
    expect(await findActor(nobody(), session.sessionId)).toBeNull();
    await expect(enter(person.email)).rejects.toMatchObject({ code: "users.sign-in-refused" });

    await changeAccess(as(admin), { ...access, version, disabled: false });
    expect(await findActor(nobody(), session.sessionId)).toBeNull();
    await enter(person.email);
  });

  test("is not changed by the second of two who looked at the same row", async () => {
    const admin = await anAdmin();
    const person = await aPerson(base.db);
    const access = { userId: person.userId, version: 1, warehouses: "all", disabled: false } as const;
    await changeAccess(as(admin), { ...access, role: "manager" });
    await expect(changeAccess(as(admin), { ...access, role: "admin" })).rejects.toMatchObject({
      code: "users.access-changed-meanwhile",
      details: { version: 2 },
    });
  });

  test("of the only active administrator stays", async () => {
    const admin = await anAdmin();
    await aPerson(base.db, { role: "admin", status: "disabled" });
    const own = { userId: admin.userId, version: 1, warehouses: "all" } as const;
    await expect(changeAccess(as(admin), { ...own, role: "staff", disabled: false })).rejects.toMatchObject({
      code: "users.last-administrator",
    });
    await expect(changeAccess(as(admin), { ...own, role: "admin", disabled: true })).rejects.toMatchObject({
      code: "users.last-administrator",
    });
    await changeAccess(as(admin), { ...own, role: "admin", disabled: false });
  });

  test("of two administrators who demote each other at the same moment stays with one", async () => {
    for (let round = 0; round < 5; round += 1) {
      await base.db
        .update(users)
        .set({ status: "disabled" })
        .where(sql`${users.status} = 'active'`);
      const [ada, grace] = [await anAdmin(), await anAdmin()];
      const demote = (by: Person, whom: Person) =>
        changeAccess(as(by), { userId: whom.userId, version: 1, role: "staff", warehouses: "all", disabled: false });
      const answers = await Promise.allSettled([demote(ada, grace), demote(grace, ada)]);
      expect(answers.map((answer) => answer.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    }
  });

  test("of the system cannot be changed or seen", async () => {
    const admin = await anAdmin();
    const userId = "00000000-0000-7000-8000-000000000001";
    await expect(
      changeAccess(as(admin), { userId, version: 1, role: "staff", warehouses: "all", disabled: true }),
    ).rejects.toMatchObject({ code: "users.not-found" });
    expect((await listUsers(as(admin), ListUsers.parse({}))).rows.map((row) => row.userId)).toEqual([admin.userId]);
  });
});

describe("sessions", () => {
  test("are seen by their person, who ends one of them, and not somebody else's", async () => {
    const person = await aPerson(base.db);
    const [here, there] = [await aSession(base.db, person), await aSession(base.db, person)];
    const stranger = await anAdmin();
    expect(
      (await listSessions(as(here), person.userId)).map((row) => [row.sessionId, row.isThisOne]).toSorted(),
    ).toEqual(
      [
        [here.sessionId, true],
        [there.sessionId, false],
      ].toSorted(),
    );

    await endOwnSession(as(here), { sessionId: there.sessionId });

    expect(await findActor(nobody(), there.sessionId)).toBeNull();
    expect(await findActor(nobody(), here.sessionId)).not.toBeNull();
    await expect(endOwnSession(as(stranger), { sessionId: here.sessionId })).rejects.toMatchObject({
      code: "users.session-not-found",
    });
    await expect(endOwnSession(as(here), { sessionId: there.sessionId })).rejects.toMatchObject({
      code: "users.session-not-found",
    });
  });

  test("of a person all end when an administrator ends them", async () => {
    const admin = await anAdmin();
    const person = await aPerson(base.db);
    const open = [await aSession(base.db, person), await aSession(base.db, person)];
    expect(await endSessions(as(admin), { userId: person.userId })).toEqual({ ended: 2 });
    for (const { sessionId } of open) expect(await findActor(nobody(), sessionId)).toBeNull();
    expect(await findActor(nobody(), admin.sessionId)).not.toBeNull();
  });

  test("but this one end when their person chooses a new password", async () => {
    const person = await aPerson(base.db);
    const [here, there] = [await aSession(base.db, person), await aSession(base.db, person)];
    const change = { currentPassword: TEST_PASSWORD, newPassword: "twelve green lanterns hum" };
    await expect(
      changeOwnPassword(as(here), { ...change, currentPassword: "not this one at all" }),
    ).rejects.toMatchObject({ code: "users.wrong-current-password" });
    expect(await findActor(nobody(), there.sessionId)).not.toBeNull();

    await changeOwnPassword(as(here), change);

    expect(await findActor(nobody(), here.sessionId)).not.toBeNull();
    expect(await findActor(nobody(), there.sessionId)).toBeNull();
    await enter(person.email, "twelve green lanterns hum");
  });
});

describe("what people see", () => {
  test("the list of users is found by any part of name or address, filtered, and paged without repeat", async () => {
    const admin = await anAdmin();
    for (let number = 1; number <= 5; number += 1)
      await aPerson(base.db, { name: `Clerk ${number}`, email: `clerk_${number}@example.test` });
    await aPerson(base.db, { name: "100% Wool", email: "wool@example.test", status: "disabled" });

    expect((await listUsers(as(admin), ListUsers.parse({ search: "100%" }))).rows.map((row) => row.name)).toEqual([
      "100% Wool",
    ]);
    expect((await listUsers(as(admin), ListUsers.parse({ search: "CLERK_3@" }))).rows.map((row) => row.name)).toEqual([
      "Clerk 3",
    ]);
    expect((await listUsers(as(admin), ListUsers.parse({ status: "disabled" }))).rows).toHaveLength(1);
    expect((await listUsers(as(admin), ListUsers.parse({ role: "admin" }))).rows).toHaveLength(1);
    const names: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await listUsers(as(admin), ListUsers.parse({ limit: 2, cursor }));
      names.push(...page.rows.map((row) => row.name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(["100% Wool", "Clerk 1", "Clerk 2", "Clerk 3", "Clerk 4", "Clerk 5", "Grace"]);
  });

  test("everyone sees their own name, email and permissions", async () => {
    const clerk = await aSession(base.db, await aPerson(base.db, { email: "clerk@example.test" }));
    const me = await getMe(as(clerk));
    expect(me).toMatchObject({ email: "clerk@example.test", actor: { role: "staff", warehouses: "all" } });
    expect(me.permissions).toContain("orders.confirm");
    expect(me.permissions).not.toContain("users.read");
    expect(me.permissions).not.toContain("catalog.see-cost");
  });
});
