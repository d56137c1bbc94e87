import { afterEach, expect, test, vi } from "vitest";
import { newId } from "@/shared/id";
import { makeLinks, trpc, TRPCClientError } from "./trpc";

const ORDER_ID = newId();

const makeClient = () => trpc.createClient({ links: makeLinks() });

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Answers one sending after another with these refusals, and notes under which key each was sent. */
function answering(...refusals: readonly { httpStatus: number; code: string }[]): (string | null)[] {
  const keys: (string | null)[] = [];
  vi.stubGlobal("fetch", async (_url: string, { headers }: RequestInit) => {
    const { httpStatus, code } = refusals[keys.length] ?? { httpStatus: 200, code: "" };
    keys.push(new Headers(headers).get("idempotency-key"));
    const answer =
      httpStatus === 200
        ? { result: { data: { orderId: ORDER_ID } } }
        : { error: { message: "No.", code: -32_000, data: { httpStatus, refusal: { code } } } };
    return Response.json([answer], { status: httpStatus });
  });
  return keys;
}

const confirm = (client: ReturnType<typeof makeClient>) =>
  client.orders.confirm.mutate({ orderId: ORDER_ID }).catch((error: unknown) => {
    if (!(error instanceof TRPCClientError)) throw error;
  });

test.each([
  ["others held up, perhaps an earlier sending of it,", { httpStatus: 409, code: "platform.busy" }],
  ["failed", { httpStatus: 500, code: "platform.unexpected" }],
])("an action that %s is asked again under its key, until it is answered", async (_what, refusal) => {
  const keys = answering(refusal);
  const client = makeClient();
  await confirm(client);
  await confirm(client);
  expect(keys[1]).toBe(keys[0]);

  await confirm(client);
  expect(keys[2]).not.toBe(keys[0]);
});

test("an action that the business refused is a new one when it is asked again", async () => {
  const keys = answering({ httpStatus: 409, code: "inventory.insufficient-stock" });
  const client = makeClient();
  await confirm(client);
  await confirm(client);
  expect(keys).toHaveLength(2);
  expect(keys[1]).not.toBe(keys[0]);
});

test("an action that nobody answered is sent again under its key by itself", async () => {
  const keys = answering({ httpStatus: 503, code: "platform.unavailable" });
  await confirm(makeClient());
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
});

test("a question about hundreds of things is sent once, by POST, and a short one in the address", async () => {
  const sent: { method: string | undefined; isAboutLast: boolean }[] = [];
  const serials = Array.from({ length: 500 }, (_, nth) => `A-SERIAL-NUMBER-${nth}`);
  vi.stubGlobal("fetch", async (url: string, { method, body }: RequestInit) => {
    sent.push({ method, isAboutLast: `${url}${String(body)}`.includes("A-SERIAL-NUMBER-499") });
    return Response.json([{ result: { data: { rows: [], nextCursor: null } } }]);
  });
  const ask = (named: string[]) => makeClient().inventory.listPieces.query({ variantId: newId(), serials: named });
  await ask(serials);
  await ask(serials.slice(-1));
  expect(sent).toEqual([
    { method: "POST", isAboutLast: true },
    { method: "GET", isAboutLast: true },
  ]);
});
