import { beforeAll, expect, test } from "vitest";
import { keepSetTotals } from "@/modules/inventory/totals/keep-set-totals";
import { keepTotals } from "@/modules/inventory/totals/keep-totals";
import { keepValues } from "@/modules/inventory/totals/keep-values";
import { takeNotice } from "@/modules/notifications/take-notice";
import { pollOutbox } from "@/platform/outbox/relay";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { publishAll } from "@/testing/outbox";
import { nodesOf, plansOf, rowsRead, statementsOf } from "@/testing/plans";

const store = testDatabase({ keepRows: true });
const FACTS = 3_000;
const ROWS_READ_MAX = 10;

/** What idle processes ask several times a second. */
const POLLS = {
  "the relay": () => pollOutbox(store.db),
  totals: () => keepTotals(systemContext(store.db)),
  "totals of sets": () => keepSetTotals(systemContext(store.db)),
  "the value of stock": () => keepValues(systemContext(store.db)),
  notifications: () => takeNotice(systemContext(store.db)),
};

/** As after a rush, before Postgres has counted anew: it still expects facts that nobody has read. */
beforeAll(async () => {
  await store.owner`
    insert into outbox (kind, name, payload, entity_ids, request_id, occurred_at)
    select 'event', 'tests.changed', '{}', '{}', 'tests', now() from generate_series(1, ${FACTS}::integer)`;
  await store.owner`analyze outbox`;
  await publishAll(store.db);
  const { "the relay": _, ...readers } = POLLS;
  for (const poll of Object.values(readers)) while ((await poll()) > 0);
});

test.for(Object.entries(POLLS))("what %s asks reads no facts that are done", async ([, poll]) => {
  const statements = await statementsOf([store.database], poll);
  expect(statements).toHaveLength(1);
  for (const statement of statements)
    for (const plan of await plansOf(store.owner, statement))
      expect(Math.max(...nodesOf(plan).map(rowsRead))).toBeLessThan(ROWS_READ_MAX);
});
