import { beforeAll, expect, test } from "vitest";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { ListVendors } from "./contract";
import { listVendors } from "./queries";

const database = testDatabase({ keepRows: true });
let ctx: Context;

beforeAll(async () => {
  ctx = await testContext(database.db);
  await database.owner`
    insert into products (id, handle, title, vendor, created_at, updated_at)
    select gen_random_uuid(), 'tee-' || n, 'Tee', case n when 1200 then 'Zürcher Wolle' else 'Vendor ' || n / 2 end,
      now(), now()
    from generate_series(2, 1200) n`;
});

const listed = (search?: string) => listVendors(ctx, ListVendors.parse({ search }));

test("vendors are offered by name, each once", async () => {
  expect((await listed()).slice(0, 3)).toEqual(["Vendor 1", "Vendor 2", "Vendor 3"]);
});

test("of a thousand vendors each is found by what its name contains", async () => {
  expect(await listed("vendor 598")).toEqual(["Vendor 598"]);
  expect(await listed("zurcher")).toEqual(["Zürcher Wolle"]);
  expect(await listed("nobody")).toEqual([]);
});
