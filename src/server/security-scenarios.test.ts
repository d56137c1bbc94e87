import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { changeAccess } from "@/modules/users/change-access";
import { signIn } from "@/modules/users/sessions/sign-in";
import { recordExport } from "@/platform/audit/record-export";
import { recordSecurityEvent } from "@/platform/audit/record-security-event";
import type { Context } from "@/platform/context";
import { database } from "@/platform/database/db";
import { newId } from "@/shared/id";
import { strangerContext, systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { anOwnKey } from "@/testing/keys";
import { keepLogLines } from "@/testing/log-lines";
import { aPerson, aSession, aTry } from "@/testing/people";
import { findByBearer } from "./find-by-bearer";
import { appRouter } from "./router";

/* What concerns safety leaves one entry in the audit for each time that it happens, whoever it is of. */

const world = testDatabase();
const lines = keepLogLines("info");
let admin: Context;
afterAll(() => database().end());

beforeEach(async () => {
  lines.length = 0;
  admin = await testContext(world.db);
});

async function told(): Promise<string[]> {
  const caller = appRouter.createCaller({ ...admin, idempotencyKey: null });
  const { rows } = await caller.history.listAll({});
  return rows.map((row) =>
    row.type === "change" ? `${row.action} ${row.entity}` : row.type === "event" ? row.kind : "list-exported",
  );
}

const nobody = () => strangerContext(world.db, { action: "users.sign-in" });

describe("is told once", () => {
  test("a sign-in, and one that was refused", async () => {
    const person = await aPerson(world.db);
    await signIn(nobody(), aTry(person.email));
    await signIn(nobody(), aTry(person.email, "wrong password, plainly")).catch(() => {});
    expect(await told()).toEqual(["sign-in-refused", "users.sign-in session"]);
  });

  test("access that was denied", async () => {
    const actor = await aSession(world.db, await aPerson(world.db));
    const caller = appRouter.createCaller({ ...admin, actor, idempotencyKey: null, address: "192.0.2.1" });
    await expect(caller.users.list({})).rejects.toThrow("FORBIDDEN");
    expect(await told()).toEqual(["access-denied"]);
  });

  test("a change of somebody's role", async () => {
    const { userId } = await aPerson(world.db);
    const change = { userId, version: 1, role: "manager", warehouses: "all", disabled: false } as const;
    await changeAccess({ ...admin, action: "users.changeAccess" }, change);
    expect(await told()).toEqual(["users.changeAccess user"]);
  });

  test("a list that left as a file", async () => {
    await recordExport({ ...admin, db: world.db }, { list: "orders.list", filters: {}, address: "" });
    expect(await told()).toEqual(["list-exported"]);
  });

  test("the first use of a key on a day, by however many processes at once, and again on the next", async () => {
    const { key, keyId } = await anOwnKey(admin, { name: "Shop sync" });
    const use = () => findByBearer(key, { address: "192.0.2.7", requestId: newId() });
    await Promise.all([use(), use(), use()]);
    const uses = async () => (await told()).filter((kind) => kind === "key-used").length;
    expect(await uses()).toBe(1);

    await world.owner`update api_keys set last_used_at = now() - interval '2 minutes' where id = ${keyId}`;
    await findByBearer(`${key}`, { address: "192.0.2.8", requestId: newId() });
    expect(await uses()).toBe(1);
  });
});

test("what a stranger sends cannot write a line of the log, nor leave its field in the record", async () => {
  const forged = '192.0.2.1"}\n{"level":"info","msg":"signed in"}\r\u001B[2K';
  await signIn(nobody(), { ...aTry("nobody@example.test"), address: forged }).catch(() => {});
  await recordSecurityEvent(systemContext(world.db), {
    kind: "access-denied",
    userId: null,
    address: forged,
    subject: "users.read",
  });

  const refused = lines.map((line): unknown => JSON.parse(line.trimEnd()));
  expect(lines.filter((line) => line.trimEnd().includes("\n"))).toEqual([]);
  expect(refused).toContainEqual(expect.objectContaining({ msg: "sign-in refused", address: forged }));
  expect(refused).not.toContainEqual(expect.objectContaining({ msg: "signed in" }));
  const kept = await world.owner`select address from security_events`;
  expect(kept.map(({ address }) => address)).toEqual([forged, forged]);
});
