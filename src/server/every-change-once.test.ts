import { describe, expect, test } from "vitest";
import * as z from "zod";
import { FREQUENT_ENTITIES } from "@/platform/audit/schema";
import { newId } from "@/shared/id";
import { testDatabase } from "@/testing/database";
import { added, everyChange, sendChanges } from "@/testing/every-change";
import { appRouter } from "./router";
import { verifyBooks } from "./verify-books";

/*
 * Every mutation of every module, sent again and again under one key to the real door on the real database. What had
 * an effect is read from the rows themselves: each names the transaction that wrote it.
 */

const SENDS = [2, 3, 4, 5] as const;
/** A mutation for the sake of its question, which is a secret; it leaves its answer behind and nothing else. */
const CHANGES_NOTHING = ["users.getLink", "system.retryJob", "system.discardJob"];
/** What a person has read or seen to is told to screens and is no change of the shop. */
const WITHOUT_HISTORY = [
  "users.askForLink",
  "notifications.markRead",
  "notifications.markAllRead",
  "notifications.acknowledgeAlert",
  "notifications.chooseKind",
  "notifications.setSchedule",
  "views.setDefault",
  "documents.printOrders",
  "documents.printInvoices",
];

const changes = everyChange.map((change, place) => ({ ...change, sends: SENDS[place % SENDS.length] ?? SENDS[0] }));

const world = testDatabase({ fill: () => openShop(), max: 6 });
const { openShop, handle, administrator, shop, send, writers } = sendChanges(world);

/** Which of these requests are in the history, and which published an event. */
async function traces(requestIds: readonly string[]) {
  const [history, published] = await Promise.all([
    world.owner<
      { id: string }[]
    >`select distinct request_id as id from audit_entries where request_id in ${world.owner(requestIds)}`,
    world.owner<
      { id: string }[]
    >`select distinct request_id as id from outbox where request_id in ${world.owner(requestIds)}`,
  ]);
  return { history: history.map(({ id }) => id), published: published.map(({ id }) => id) };
}

/** The same request but for its first text, or else its first number, which becomes another of its kind. */
function changed(input: unknown): unknown {
  const hasText = /"[^"]*":"/.test(JSON.stringify(input));
  let isChanged = false;
  const changedPart = (part: unknown): unknown => {
    if (isChanged) return part;
    if (Array.isArray(part)) return part.map(changedPart);
    if (part !== null && typeof part === "object")
      return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, changedPart(inner)]));
    if (typeof part === "number" && !hasText) {
      isChanged = true;
      return part + 1;
    }
    if (typeof part !== "string") return part;
    isChanged = true;
    return z.uuid().safeParse(part).success ? newId() : `${part}x`;
  };
  return changedPart(input);
}

test("no mutation is left out", () => {
  const Definition = z.object({ type: z.string() });
  const mutations = Object.entries(appRouter._def.procedures).filter(
    ([, procedure]) => Definition.parse(Reflect.get(procedure, "_def")).type === "mutation",
  );
  expect(everyChange.map(({ name }) => name).toSorted()).toEqual(mutations.map(([name]) => name).toSorted());
});

/** Entries that the audit looks for in warehouses alone, and that name none. */
const withoutPlace = () => world.owner`
  select action from audit_entries where entity in ${world.owner([...FREQUENT_ENTITIES])} and warehouse_ids is null`;

describe("one key, one effect", () => {
  test.each(changes)(
    "$name, sent $sends times at once and once more, and with another body",
    async ({ name, inputOf, sends }) => {
      const input = await inputOf(shop());
      const key = newId();
      const before = await writers();

      const answers = await Promise.all(Array.from({ length: sends }, () => send({ name, key, input })));
      const requestIds = answers.map(({ headers }) => headers.get("x-request-id") ?? "");
      const [first] = answers;
      expect(answers.map(({ status, refusal }) => ({ status, refusal }))).toEqual(
        answers.map(() => ({ status: 200, refusal: null })),
      );
      expect(answers.map(({ data }) => data)).toEqual(answers.map(() => first?.data));
      const after = await writers();
      expect(added(before, after)).toHaveLength(1);
      const { history, published } = await traces(requestIds);
      expect(history).toHaveLength([...CHANGES_NOTHING, ...WITHOUT_HISTORY].includes(name) ? 0 : 1);
      expect(published).toHaveLength(CHANGES_NOTHING.includes(name) ? 0 : 1);

      const again = await send({ name, key, input });
      expect({ status: again.status, data: again.data }).toEqual({ status: 200, data: first?.data });
      expect(await send({ name, key, input: changed(input) })).toMatchObject({
        status: 422,
        refusal: { code: "platform.idempotency-key-reused" },
      });
      expect(added(after, await writers())).toEqual([]);
      expect(await verifyBooks(shop().ctx)).toMatchObject({ isSound: true });
      expect(await withoutPlace()).toEqual([]);
    },
  );
});

describe("the changes of one batch", () => {
  const names = ["customers.create", "catalog.createCategory", "customers.create", "orders.confirm"];
  const inputs = [{ name: "Batch" }, { name: "Batch" }, { name: "Batch" }, { orderId: newId() }];

  const sendBatch = async (key: string, sent: readonly unknown[] = inputs) => {
    const body = JSON.stringify({ ...sent });
    const headers = { "content-type": "application/json", "idempotency-key": key };
    const path = `/api/trpc/${names.slice(0, sent.length).join(",")}?batch=1`;
    const response = await administrator().send(handle, path, { method: "POST", body, headers });
    const answers = z.array(Answered).parse(await response.json());
    return { status: response.status, answers: answers.map(({ result, error }) => error?.data.refusal.code ?? result) };
  };
  const Answered = z.object({
    result: z.object({ data: z.unknown() }).optional(),
    error: z.object({ data: z.object({ refusal: z.object({ code: z.string() }) }) }).optional(),
  });

  test("are actions of their own: equal ones are both made, one that is refused takes none with it", async () => {
    const key = newId();
    const { status, answers } = await sendBatch(key);
    expect(status).toBe(207);
    expect(answers.map((answer) => typeof answer)).toEqual(["object", "object", "object", "string"]);
    expect(answers[3]).toBe("orders.order-not-found");
    expect(answers[0]).not.toEqual(answers[2]);

    const again = await sendBatch(key);
    expect(again.answers).toEqual(answers);
    expect((await sendBatch(key, [{ name: "Other" }])).answers).toEqual(["platform.idempotency-key-reused"]);
    const [made] = await world.owner`select count(*)::int as customers from customers where name = 'Batch'`;
    expect(made?.["customers"]).toBe(2);
  });
});
