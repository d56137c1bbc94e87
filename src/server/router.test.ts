import { describe, expect, test } from "vitest";
import { SCOPES } from "@/modules/users/key";
import { PEER_HEADER } from "@/platform/http/caller-address";
import { ACCESS, isScope, type Permission, ROLES, roleMay } from "@/shared/access";
import { moduleOf } from "@/shared/event";
import { newId } from "@/shared/id";
import { type Answer, Browser, ORIGIN } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { anOwnKey } from "@/testing/keys";
import { askProcedures, namedProcedures, type Procedure, procedures } from "@/testing/procedures";
import { leaksOf, sampleOf } from "@/testing/sample-input";

const mutations = namedProcedures.filter(([, { type }]) => type === "mutation");

const base = testDatabase({ fill: () => signIn() });
const { signIn, handle, browserOf, ask } = askProcedures(base);

const isSignedOut = ({ refusal }: Answer) => refusal?.code === "users.signed-out";
const isNotAllowed = ({ refusal }: Answer) => refusal?.code === "users.not-allowed";

test("there are procedures, each under the name of its module", () => {
  expect(procedures.length).toBeGreaterThan(20);
  const rooms = new Set(Object.keys(ACCESS).map((permission) => permission.split(".")[0]));
  for (const { permission } of procedures) expect(rooms).toContain(permission.split(".")[0]);
});

/** Queries that ask for another permission than their module's `read`, and why. */
const READ_EXCEPTIONS: Readonly<Record<string, Permission>> = {
  /** Everyone sees their own account; `users.read` shows everybody's and is for administrators. */
  "users.getMe": "users.read-own",
  "users.listOwnSessions": "users.read-own",
  "users.listOwnKeys": "users.read-own",
  "users.getOwnFactor": "users.read-own",
  /** Every key may, whatever else it may. */
  "users.getToken": "users.get-token",
  /** Shows costs, and who may see costs is decided in one place for the whole product. */
  "inventory.listStockValueByWarehouse": "catalog.see-cost",
  /** All that was done, to people and doors as well: a right of its own. */
  "history.listAll": "history.read-all",
  "history.listActors": "history.read-all",
  "history.getTrail": "history.read-all",
  /** Only the page on which the settings are edited asks what may still be changed. */
  "shop.getSettingsState": "shop.edit-settings",
  "shop.listTimeZones": "shop.edit-settings",
};

const toKebabCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe("the permission", () => {
  const others = namedProcedures.filter(([, { type }]) => type !== "subscription");

  test.each(others)("of %s follows from its name", (name, { type, permission }) => {
    const read = READ_EXCEPTIONS[name] ?? `${moduleOf(name)}.read`;
    expect(permission).toBe(type === "mutation" ? toKebabCase(name) : read);
  });

  test("of an exception belongs to a query that exists", () => {
    const queries = namedProcedures.filter(([, { type }]) => type === "query").map(([name]) => name);
    expect(queries).toEqual(expect.arrayContaining(Object.keys(READ_EXCEPTIONS)));
  });
});

/** Lists and searches that read at the primary, and why. */
const AT_THE_PRIMARY: Readonly<Record<string, string>> = {
  "orders.listBroken": "people accept what it lists, and the adjustment that follows is refused where it differs",
  "picking.listStillPicked": "whoever ships an order is told what of it somebody still fetches",
  "users.listSessions": "whoever ends a session looks whether it is gone",
  "users.listOwnSessions": "likewise",
  "shop.listTimeZones": "belongs to the form of the settings",
};

describe("where a query reads", () => {
  const queries = namedProcedures.filter(([, { type }]) => type === "query");

  test.each(queries)("is declared for %s, and a list reads on replicas", (name, { readsOn }) => {
    const isList = /^\w+\.(list|search)/.test(name) && !Object.hasOwn(AT_THE_PRIMARY, name);
    expect(readsOn, "make it by queryOnReplica or queryOnPrimary").toBeDefined();
    if (isList) expect(readsOn).toBe("replica");
  });

  test.each(mutations)("is nothing that the change %s has a choice of", (_name, { readsOn }) => {
    expect(readsOn).toBeUndefined();
  });
});

describe("every procedure as every role", () => {
  test.each(namedProcedures)("%s", async (_name, procedure) => {
    const isOpen = ACCESS[procedure.permission].some((who) => who === "anyone");
    // Subscriptions refuse inside a stream that is itself status 200.
    const refusedStatus = (status: number) => (procedure.type === "subscription" ? 200 : status);

    const stranger = await ask("anyone", procedure);
    expect(isSignedOut(stranger)).toBe(!isOpen);
    if (!isOpen) expect(stranger.status).toBe(refusedStatus(401));

    for (const role of ROLES) {
      const answer = await ask(role, procedure);
      expect(isSignedOut(answer)).toBe(false);
      expect(isNotAllowed(answer)).toBe(!roleMay(role, procedure.permission));
      if (!roleMay(role, procedure.permission)) expect(answer.status).toBe(refusedStatus(403));
    }
  });
});

describe("every procedure by a key of an administrator", () => {
  let place = 0;
  const ALL_BUT = (permission: Permission) => SCOPES.filter((scope) => scope !== permission);

  test.each(namedProcedures)("%s: with what it asks for alone, and with all else", async (_name, procedure) => {
    const { permission } = procedure;
    const owner = await testContext(base.db);
    const answerBy = async (scopes: readonly Permission[]) => {
      const { key } = await anOwnKey(owner, { scopes: [...scopes] });
      // Without the cookie, which counts for nothing beside a key.
      const { type, name } = procedure;
      const browser = new Browser(handle);
      const headers = {
        authorization: `Bearer ${key}`,
        "sec-fetch-site": "cross-site",
        "x-quartermaster": "",
        // Of a network of its own: of one, so many keys are looked for in a while and no more.
        [PEER_HEADER]: `fd00:${place.toString(16)}::1`,
      };
      place += 1;
      return type === "mutation" ? browser.mutate(name, undefined, headers) : browser.query(name, undefined, headers);
    };
    const isForAnyKey = permission === "users.get-token";
    expect(isNotAllowed(await answerBy(ALL_BUT(permission)))).toBe(!isForAnyKey);
    if (isScope(permission)) expect(isNotAllowed(await answerBy([permission]))).toBe(false);
  });

  test("of accounts it only reads", () => {
    const ofAccounts = SCOPES.filter((scope) => moduleOf(scope) === "users");
    expect(ofAccounts).toEqual(["users.read", "users.read-own"]);
    expect(SCOPES.filter((scope) => ACCESS[scope].some((who) => who === "anyone"))).toEqual([]);
  });
});

describe("every input", () => {
  test.each(namedProcedures)(
    "of %s is declared, and refuses keys nobody named, at every depth",
    async (_name, procedure) => {
      expect(procedure.shape).toBeDefined();
      expect(leaksOf(procedure.shape ?? {})).toEqual([]);
      const sample = sampleOf(procedure.shape ?? {}, "plain");
      const planted = {
        ...(typeof sample === "object" ? sample : {}),
        role: "admin",
        id: newId(),
        createdAt: "2020-01-01",
        isAdmin: true,
      };
      expect(await ask("admin", procedure, planted)).toMatchObject({ refusal: { code: "platform.invalid-input" } });
    },
  );
});

describe("every list", () => {
  const lists = namedProcedures.filter(([, { shape }]) => shape?.properties?.["limit"] !== undefined);

  const firstPage = ({ shape }: Procedure) => (shape?.properties?.["cursor"] === undefined ? {} : { cursor: null });

  test("is known", () => expect(lists.length).toBeGreaterThan(8));

  test.each(lists)("of %s gives no more than two hundred rows at once", async (_name, procedure) => {
    const asked = (limit: number) =>
      ask("admin", procedure, { ...Object(sampleOf(procedure.shape ?? {}, "plain")), ...firstPage(procedure), limit });
    expect((await asked(1)).refusal?.code).not.toBe("platform.invalid-input");
    expect(await asked(100_000)).toMatchObject({ refusal: { code: "platform.invalid-input" } });
    expect(await asked(201)).toMatchObject({ refusal: { code: "platform.invalid-input" } });
  });
});

describe("no change", () => {
  const TYPES = [
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
  ];
  const ASKERS: Record<string, string>[] = [
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: ORIGIN },
    {},
  ];
  const isOwn = (asker: Record<string, string>) =>
    asker["sec-fetch-site"] === "same-origin" || asker["origin"] === ORIGIN;

  test.each(mutations)("by %s comes from another site, as a form, or by GET", async (name) => {
    const admin = browserOf("admin");
    const cookie = `qm-session=${admin.cookies.get("qm-session")}`;
    for (const type of TYPES) {
      for (const asker of ASKERS) {
        for (const ownHeader of [true, false]) {
          const headers = {
            cookie,
            "content-type": type,
            "idempotency-key": newId(),
            ...asker,
            ...(ownHeader ? { "x-quartermaster": "1" } : {}),
          };
          const { status } = await handle(
            new Request(`${ORIGIN}/api/trpc/${name}`, { method: "POST", body: '{"unknown":1}', headers }),
          );
          const reached = isOwn(asker) && ownHeader;
          if (!reached) expect({ type, asker, status }).toMatchObject({ status: 403 });
          else if (type !== "application/json") expect({ type, asker, status }).toMatchObject({ status: 415 });
          else expect([403, 415]).not.toContain(status);
        }
      }
    }
    expect((await admin.query(name)).status).toBe(405);
  });
});
