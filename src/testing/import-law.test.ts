import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { foreignWrites, productSources } from "./table-owners";

const ROOT = path.resolve(import.meta.dirname, "../..");
const OUTPUT_BYTES_MAX = 100_000_000;
const run = promisify(execFile);

const Report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/**
 * Asks dependency-cruiser what breaks the law below a folder. It answers with an exit code, too: the number of faults.
 */
async function cruise(root: string): Promise<z.infer<typeof Report>["summary"]> {
  const program = path.join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const cruised = run(
    process.execPath,
    [program, "--config", ".dependency-cruiser.mjs", "--output-type", "json", "src"],
    {
      cwd: root,
      maxBuffer: OUTPUT_BYTES_MAX,
    },
  );
  const output = await cruised.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
  return Report.parse(JSON.parse(output)).summary;
}

/** A small house in which everything stands where it should. */
const HOUSE: Record<string, string> = {
  "shared/money.ts": "export const zero = 0;",
  "ui/button.tsx": 'import { zero } from "@/shared/money";\nexport const Button = () => <button>{zero}</button>;',
  "platform/context.ts":
    'import { readFileSync } from "node:fs";\nexport type Context = ReturnType<typeof readFileSync>;',
  "platform/database/db.ts": "export type Db = object;",
  "platform/outbox/emit.ts": 'import type { Context } from "@/platform/context";\nexport type Emit = Context;',
  "platform/transaction.ts": 'import type { Emit } from "./outbox/emit";\nexport type Work = Emit;',
  "platform/jobs/worker.ts": 'import type { Work } from "@/platform/transaction";\nexport type Jobs = Work;',
  "shared/paging.ts": 'import * as z from "zod";\nexport const Paging = z.object({});',
  "modules/users/user.ts": "export const isActive = () => true;",
  "modules/users/schema.ts": 'import type { Context } from "@/platform/context";\nexport type Users = Context;',
  "modules/catalog/contract.ts": 'import { Paging } from "@/shared/paging";\nexport const List = Paging;',
  "modules/inventory/reserve-stock.ts":
    'import type { Users } from "@/modules/users/schema";\nexport type Reserve = Users;',
  "modules/orders/order.ts": "export const canBecome = () => true;",
  "modules/orders/queries.ts": 'import type { Users } from "@/modules/users/schema";\nexport type Order = Users;',
  "modules/orders/confirm-order.ts":
    'import type { Reserve } from "@/modules/inventory/reserve-stock";\nexport type Confirm = Reserve;',
  "modules/orders/router.ts": 'import type { Confirm } from "./confirm-order";\nexport type Orders = Confirm;',
  "modules/orders/jobs.ts": 'import type { Confirm } from "./confirm-order";\nexport type Jobs = Confirm;',
  "modules/purchasing/purchase.ts": "export const due = 1;",
  "server/router.ts": 'import type { Orders } from "@/modules/orders/router";\nexport type AppRouter = Orders;',
  "server/prefetch.ts": "export const prefetch = () => {};",
  "client/trpc.ts": 'import type { AppRouter } from "@/server/router";\nexport type Client = AppRouter;',
  "app/orders/page.tsx":
    'import { prefetch } from "@/server/prefetch";\nimport { OrderScreen } from "./order-screen";\n' +
    "export default () => <OrderScreen key={String(prefetch)} />;",
  "app/orders/order-screen.tsx":
    'import type { Client } from "@/client/trpc";\nimport { canBecome } from "@/modules/orders/order";\n' +
    'import { List } from "@/modules/catalog/contract";\n' +
    "export const OrderScreen = ({ of }: { of?: Client }) => <p>{String(canBecome()) + String(of) + String(List)}</p>;",
  "cli/migrate.ts": 'import type { Context } from "@/platform/context";\nexport type Migrate = Context;',
  "testing/shop.ts": "export const shop = 1;",
};

type Plant = { file: string; imports: string; rule: RegExp };

/** One of each kind of import that the law forbids. */
const PLANTS: Plant[] = [
  { file: "shared/plant.ts", imports: "@/ui/button", rule: /^shared imports nothing of ours/ },
  { file: "ui/plant.tsx", imports: "@/modules/orders/order", rule: /^ui imports only shared/ },
  { file: "platform/plant.ts", imports: "@/modules/users/user", rule: /^platform imports only shared/ },
  { file: "modules/users/plant.ts", imports: "@/server/prefetch", rule: /^modules imports only/ },
  { file: "modules/orders/plant-ui.ts", imports: "@/ui/button", rule: /^modules imports only/ },
  { file: "server/plant.ts", imports: "@/client/trpc", rule: /^server imports only/ },
  { file: "cli/plant.ts", imports: "@/server/prefetch", rule: /^cli imports only/ },
  { file: "client/plant.ts", imports: "@/modules/orders/order", rule: /^client imports only/ },
  { file: "client/plant-server.ts", imports: "@/server/prefetch", rule: /^client imports only/ },
  { file: "app/plant.tsx", imports: "@/server/prefetch", rule: /^app imports only/ },
  { file: "app/plant-platform.tsx", imports: "@/platform/context", rule: /^app imports only/ },
  { file: "app/plant/page.tsx", imports: "@/platform/context", rule: /^a page, layout or route imports only/ },
  { file: "proxy.ts", imports: "@/modules/orders/order", rule: /^what Next calls before any page/ },
  { file: "app/plant-operation.tsx", imports: "@/modules/orders/confirm-order", rule: /^app imports of a module only/ },
  { file: "app/plant-queries.tsx", imports: "@/modules/orders/queries", rule: /^app imports of a module only/ },
  { file: "app/plant/route.ts", imports: "@/modules/users/schema", rule: /^app imports of a module only/ },
  { file: "modules/users/contract.ts", imports: "@/platform/context", rule: /^a contract or a rule/ },
  { file: "modules/orders/contract.ts", imports: "./queries", rule: /^a contract or a rule/ },
  { file: "modules/catalog/product.ts", imports: "node:crypto", rule: /^a contract or a rule/ },
  { file: "modules/catalog/codes/barcode.ts", imports: "drizzle-orm", rule: /^a contract or a rule/ },
  { file: "shared/plant-package.ts", imports: "drizzle-orm", rule: /^shared is pure/ },
  { file: "shared/plant-builtin.ts", imports: "node:crypto", rule: /^shared is pure/ },
  { file: "platform/database/plant.ts", imports: "@/platform/context", rule: /^platform\/database imports only/ },
  { file: "platform/logger.ts", imports: "@/platform/database/db", rule: /^platform\/logger imports only/ },
  { file: "platform/audit/plant.ts", imports: "@/platform/outbox/emit", rule: /^platform\/audit imports only/ },
  { file: "platform/outbox/plant.ts", imports: "@/platform/jobs/worker", rule: /^platform\/outbox imports only/ },
  {
    file: "platform/outbox/plant-circle.ts",
    imports: "@/platform/transaction",
    rule: /^platform\/outbox imports only/,
  },
  { file: "platform/plant-room.ts", imports: "./plant-drawer", rule: /^every room of platform has its place/ },
  {
    file: "modules/users/plant-upward.ts",
    imports: "@/modules/catalog/contract",
    rule: /^users knows only the modules below it: shop/,
  },
  {
    file: "modules/catalog/plant.ts",
    imports: "@/modules/inventory/reserve-stock",
    rule: /^catalog knows only the modules below it: shop, users/,
  },
  {
    file: "modules/orders/plant.ts",
    imports: "@/modules/purchasing/purchase",
    rule: /^orders knows only the modules below it/,
  },
  {
    file: "modules/purchasing/plant.ts",
    imports: "@/modules/orders/order",
    rule: /^purchasing knows only the modules below it/,
  },
  {
    file: "modules/notifications/plant.ts",
    imports: "@/modules/orders/router",
    rule: /^router.ts and jobs.ts are doors/,
  },
  {
    file: "modules/notifications/plant-jobs.ts",
    imports: "@/modules/orders/jobs",
    rule: /^router.ts and jobs.ts are doors/,
  },
  {
    file: "modules/orders/plant-ledger.ts",
    imports: "@/modules/inventory/ledger/ledger",
    rule: /^only inventory posts/,
  },
  {
    file: "modules/notifications/plant-drawer.ts",
    imports: "@/modules/drawer/thing",
    rule: /^every module has its place/,
  },
  { file: "server/plant-app.ts", imports: "@/app/orders/order-screen", rule: /^app is imported by nobody/ },
  { file: "server/plant-testing.ts", imports: "@/testing/shop", rule: /^testing is imported only by tests/ },
  { file: "modules/orders/plant-postgres.ts", imports: "postgres", rule: /^only platform talks to the driver/ },
  { file: "shared/plant-drawer.ts", imports: "./utils", rule: /^there is no index, utils/ },
  { file: "ui/plant-barrel.ts", imports: "./index", rule: /^there is no index, utils/ },
  { file: "shared/plant-library.ts", imports: "./lib/thing", rule: /^there is no index, utils/ },
  { file: "shared/circle.ts", imports: "./plant-circle", rule: /^imports run down: no circle/ },
];

/** What plants point at and a sound house does not have. */
const BAIT: Record<string, string> = {
  "modules/inventory/ledger/ledger.ts": "export const post = 1;",
  "platform/plant-drawer.ts": "export const thing = 1;",
  "modules/drawer/thing.ts": "export const thing = 1;",
  "shared/utils.ts": "export const anything = 1;",
  "shared/lib/thing.ts": "export const thing = 1;",
  "ui/index.ts": "export const everything = 1;",
  "shared/plant-circle.ts": 'import type { Planted } from "./circle";\nexport type Circle = Planted;',
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "import-law-"));
  for (const name of [".dependency-cruiser.mjs", ".dependency-cruiser.resolve.cjs", "package.json"]) {
    cpSync(path.join(ROOT, name), path.join(folder, name));
  }
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  write(HOUSE);
});

afterAll(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, "src", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** A type is enough: types count as imports. */
const plantText = ({ imports }: Plant) =>
  `import type * as forbidden from "${imports}";\nexport type Planted = typeof forbidden;\n`;

describe("the import law", () => {
  test("accepts a sound house and refuses each planted import, with the sentence of its own rule", async () => {
    expect((await cruise(folder)).violations).toEqual([]);
    write(BAIT);
    write(Object.fromEntries(PLANTS.map((plant) => [plant.file, plantText(plant)])));
    const { violations } = await cruise(folder);
    const unseen = PLANTS.filter(
      ({ file, rule }) => !violations.some(({ from, rule: { name } }) => from === `src/${file}` && rule.test(name)),
    );
    expect(unseen).toEqual([]);
    const planted = new Set([
      ...PLANTS.map(({ file }) => `src/${file}`),
      ...Object.keys(BAIT).map((name) => `src/${name}`),
    ]);
    expect(violations.filter(({ from }) => !planted.has(from))).toEqual([]);
  }, 60_000);

  test("lets the browser's half know of the server one type only", () => {
    const imports = [...productSources(ROOT)]
      .filter(([file]) => file.startsWith("src/client/"))
      .flatMap(([, text]) => [...text.matchAll(/import[^;]*?from "@\/server\/[^"]*"/g)].map(([line]) => line));
    expect(new Set(imports)).toEqual(new Set(['import type { AppRouter } from "@/server/router"']));
  });

  test("finds no drawer, whether or not somebody imports it", () => {
    const drawers = [...productSources(ROOT).keys()].filter((file) =>
      /\/(index|utils?|helpers?|common|lib)(\.tsx?$|\/)/.test(file),
    );
    expect(drawers).toEqual([]);
  });
});

describe("a table is written by its owner alone", () => {
  /** Millions of rows are written past the operations; the books are verified before they are committed. */
  const isBulkSample = ({ file }: { file: string }) => file.startsWith("src/cli/sample/");

  test("in the product", () => {
    expect(foreignWrites(productSources(ROOT)).filter((write) => !isBulkSample(write))).toEqual([]);
  });

  const schema = [
    "src/modules/inventory/schema.ts",
    'export const stockBalances = pgTable("stock_balances", {});',
  ] as const;
  const helper = [
    "src/platform/database/rows.ts",
    "export async function insertRows<Table extends PgTable>(ctx: Context, table: Table, rows: Rows) {}",
  ] as const;
  const importLine = 'import { type Balance, stockBalances as balances } from "@/modules/inventory/schema";\n';

  test.each([
    ["Drizzle's insert", `${importLine}await ctx.db.insert(balances).values({});`, "balances"],
    [
      "Drizzle's update on a line of its own",
      `${importLine}await ctx.db\n  .update(balances)\n  .set({});`,
      "balances",
    ],
    ["Drizzle's delete", `${importLine}await tx.delete(balances);`, "balances"],
    [
      "SQL with the table in it",
      `${importLine}await tx.execute(sql\`update \${balances} set on_hand = 1\`);`,
      "balances",
    ],
    [
      "SQL with its name",
      "await tx.execute(sql<Row>`with x as (select 1) insert into stock_balances select * from x`);",
      "stock_balances",
    ],
    ["a helper that is handed the table", `${importLine}await insertRows(ctx, balances, rows);`, "balances"],
    [
      "such a helper over lines",
      `${importLine}await insertRows(\n  ctx,\n  balances,\n  rows.map(toRow),\n);`,
      "balances",
    ],
  ])("and is refused when another module writes it by %s", (_title, text, table) => {
    const file = "src/modules/orders/plant.ts";
    expect(foreignWrites(new Map([schema, helper, [file, text]]))).toEqual([{ file, table, owner: "inventory" }]);
  });

  test("and may be read and joined by others, and written at home", () => {
    const read = `${importLine}await ctx.db.select().from(balances).where(sql\`\${balances.id} = 1\`).for("update");`;
    const write = 'import { stockBalances } from "./schema";\nawait ctx.db.insert(stockBalances).values({});';
    const sources = new Map([
      schema,
      ["src/modules/orders/queries.ts", read],
      ["src/modules/inventory/ledger.ts", write],
    ]);
    expect(foreignWrites(sources)).toEqual([]);
  });
});
