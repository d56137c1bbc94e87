import { encode } from "next-auth/jwt";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { dropCachedSessions } from "@/modules/users/sessions/session-cache";
import { config } from "@/platform/config";
import { database } from "@/platform/database/db";
import { isSafeJson } from "@/platform/http/safe-json";
import { ROLES, type Role } from "@/shared/access";
import { newId } from "@/shared/id";
import { parseJson } from "@/shared/json";
import { type Answer, Browser, read } from "@/testing/browser";
import { testDatabase } from "@/testing/database";
import { HOSTILE, type Place, placesOf, withHostile } from "@/testing/hostile-input";
import { keepUploadsApart } from "@/testing/imports";
import { keepLogLines } from "@/testing/log-lines";
import { aPerson, aSession } from "@/testing/people";
import { sampleOf, type Shape, shapeOf } from "@/testing/sample-input";
import { aShop } from "@/testing/shop";
import { order, type ShopAtWork } from "@/testing/shop-at-work";
import { sized } from "@/testing/size";
import { inherited } from "@/testing/unsafe-json";
import { VALID_INPUTS } from "@/testing/valid-inputs";
import { appRouter } from "./router";
import { makeTrpcHandler } from "./trpc-handler";

/*
 * Every procedure, with every part of its input replaced by what no form sends: it is answered or refused in words,
 * never by a fault of ours, and nothing of it is an error in the log.
 */

const lines = keepLogLines("warn");
const before = inherited();

const Definition = z.object({
  type: z.enum(["query", "mutation", "subscription"]),
  inputs: z.array(z.instanceof(z.ZodType)),
});
type Procedure = { name: string; type: "query" | "mutation" | "subscription"; shape: Shape };
const procedures = Object.entries(appRouter._def.procedures).map(([name, procedure]): Procedure => {
  const { type, inputs } = Definition.parse(Reflect.get(procedure, "_def"));
  return { name, type, shape: inputs[0] ? shapeOf(inputs[0]) : {} };
});
const inputsOf = new Map(
  Object.entries(appRouter._def.procedures).map(([name, procedure]) => [
    name,
    Definition.parse(Reflect.get(procedure, "_def")).inputs,
  ]),
);
const named = procedures.filter(({ type }) => type !== "subscription").map((each) => [each.name, each] as const);
const mutationInputs = new Map<string, (shop: ShopAtWork) => unknown>(
  Object.entries(VALID_INPUTS).flatMap(([module, ofModule]) =>
    Object.entries<(shop: ShopAtWork) => unknown>(ofModule).map(
      ([name, inputOf]) => [`${module}.${name}`, inputOf] as const,
    ),
  ),
);

keepUploadsApart();
/** Made once: each procedure finds them as they were. */
const base = testDatabase({
  fill: async () => {
    shop = await everybodySignsIn();
    known = await work(shop);
  },
});
const handle = makeTrpcHandler(appRouter);
const signedIn = new Map<Role, { userId: string; token: string }>();
const browsers = new Map<Role | "anyone", Browser>();
let shop: ShopAtWork;
let known: Readonly<Record<string, string>>;

/** Each procedure meets sessions as they were: one before it may have ended or renewed them. */
beforeEach(() => {
  browsers.set("anyone", new Browser(handle));
  for (const [role, { userId, token }] of signedIn) {
    dropCachedSessions(userId);
    const browser = new Browser(handle);
    browser.cookies.set("qm-session", token);
    browsers.set(role, browser);
  }
});

/** In a shop of the administrator's. */
async function everybodySignsIn(): Promise<ShopAtWork> {
  for (const role of ROLES) await signIn(role);
  const actor = await signIn("admin");
  const ctx = { db: base.db, actor, now: new Date(), action: "tests.prepare", requestId: newId() };
  return { ...(await aShop(ctx, { TEA: 100 })), ctx };
}

async function signIn(role: Role) {
  const person = await aSession(base.db, await aPerson(base.db, { role, passwordHash: "unusable" }));
  const { sessionId, userId } = person;
  const token = await encode({ token: { sessionId, userId }, secret: config().secrets.cookie[0] });
  signedIn.set(role, { userId, token });
  return person;
}

async function work(at: ShopAtWork): Promise<Readonly<Record<string, string>>> {
  const { warehouseId, binId, customerId, variant } = at;
  const { orderId } = await order(at, "shipped in part");
  const [{ id: productId } = { id: "" }] = await base.owner<{ id: string }[]>`select id from products limit 1`;
  return { warehouseId, locationId: binId, customerId, variantId: variant.TEA, productId, orderId };
}

afterAll(() => database().end());

const partition = <Of>(all: readonly Of[], isFirst: (one: Of) => boolean): [Of[], Of[]] => [
  all.filter(isFirst),
  all.filter((one) => !isFirst(one)),
];

function send(who: Role | "anyone", { name, type }: Procedure, text: string): Promise<Response> {
  const browser = browsers.get(who) ?? new Browser(handle);
  if (type !== "mutation") return browser.send(handle, `/api/trpc/${name}?input=${encodeURIComponent(text)}`, {});
  const headers = { "content-type": "application/json", "idempotency-key": newId() };
  return browser.send(handle, `/api/trpc/${name}`, { method: "POST", body: text, headers });
}

const NEVER_SHOWN = new RegExp(
  [String.raw`\bat .+:\d+`, "node_modules", String.raw`\.ts\b`, "SQLSTATE", "DatabaseError", "syntax error"]
    .concat("out of range", 'relation "', 'column "', "TypeError", "undefined", String.raw`\[object`)
    .join("|"),
);

/** What is wrong with an answer; nothing where it is right. */
function faultOf({ status, refusal, text }: Answer, sent: string): string | null {
  if (status >= 500) return `${status} ${refusal?.code}`;
  if (status === 200) return null;
  const { message = "", code = "" } = refusal ?? {};
  if (code === "" || !/^\S.+[.?!)]$/s.test(message)) return `${status} without words: ${text.slice(0, 200)}`;
  return NEVER_SHOWN.test(message.replaceAll(sent, "")) ? `${status} ${message.slice(0, 200)}` : null;
}

/** A good question: of what there is, and with nothing that need not be asked. */
function questionOf({ shape }: Procedure): unknown {
  const sample = Object.entries(Object(sampleOf(shape, "TEA")));
  return Object.fromEntries(
    sample
      .filter(([key]) => shape.required?.includes(key))
      .map(([key, value]) => [key, known[key] ?? (key.endsWith("Ids") ? [known[key.slice(0, -1)]] : value)]),
  );
}

const inputOf = async (procedure: Procedure): Promise<unknown> =>
  (await mutationInputs.get(procedure.name)?.(shop)) ?? questionOf(procedure);

/** A password is hashed for each try, or who guesses is kept waiting: both take long by intention. */
const SLOW = new Set(["users.changeOwnPassword", "users.acceptInvitation", "users.confirmIdentity"]);
const SLOW_MAX = 6;

/** Whether the door and the shape let a text through to the procedure: only that needs to be asked in earnest. */
function reaches({ name }: Procedure, text: string): boolean {
  const [input] = inputsOf.get(name) ?? [];
  const parsed = parseJson(text);
  return parsed !== undefined && isSafeJson(text) && input?.safeParse(parsed).success === true;
}

/** All of them, or some others at each place of an input. */
const hostileAt = (at: number) => HOSTILE.filter((_, nth) => (nth + at) % sized(1, 12) === 0);

/** All of them, or the whole and some others of each procedure. */
const chosenPlaces = (input: unknown, { name, shape }: Procedure) =>
  [...placesOf(input, shape).entries()].filter(([at]) => at === 0 || (at + name.length) % sized(1, 4) === 0);

describe("no input is a fault of ours", () => {
  test.each(named)("%s", { timeout: 120_000 }, async (_name, procedure) => {
    const faults: string[] = [];
    const statuses: number[] = [];
    let input = await inputOf(procedure);
    const ask = async (who: Role | "anyone", place: Place, hostile: string) => {
      lines.length = 0;
      const answer = await read(await send(who, procedure, withHostile(input, place, hostile)));
      const logged = lines.find((line) => /"level":"(error|fatal)"/.test(line));
      statuses.push(answer.status);
      const fault = faultOf(answer, hostile) ?? (logged && `logged ${logged.slice(0, 300)}`);
      if (fault) faults.push(`${who}, ${place.join(".")} = ${hostile.slice(0, 60)}: ${fault}`);
      return answer;
    };
    for (const [at, place] of chosenPlaces(input, procedure)) {
      const [through, refused] = partition(hostileAt(at), (hostile) =>
        reaches(procedure, withHostile(input, place, hostile)),
      );
      const sent = SLOW.has(procedure.name) ? through.slice(0, SLOW_MAX) : through;
      for (const hostile of [...sent, ...refused.slice(0, 2)]) {
        const { status } = await ask("admin", place, hostile);
        if (status === 200 && procedure.type === "mutation") input = await inputOf(procedure).catch(() => input);
      }
      for (const who of ["staff", "anyone"] as const) await ask(who, place, refused[0] ?? "null");
    }
    expect(faults).toEqual([]);
    // Else all of it was refused at the door, and nothing was shown.
    expect(statuses[0]).not.toBe(401);
  });
});

test("no input has changed what every object has", () => {
  expect(inherited()).toEqual(before);
  expect(Reflect.get({}, "a")).toBeUndefined();
});
