import { rmSync } from "node:fs";
import postgres, { type Sql } from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newId } from "@/shared/id";
import { spareDatabase } from "@/testing/database";
import { folderOfRelease, readReleases } from "@/testing/release";
import { migrate } from "./migrations";

let spare: { url: string; drop: () => Promise<void> };
let old: Sql;
beforeEach(async () => {
  spare = await spareDatabase("codes");
  old = postgres(spare.url, { max: 1, onnotice: () => {} });
});
afterEach(async () => {
  await old.end({ timeout: 5 });
  await spare.drop();
});

async function anItem(title: string, code: string): Promise<void> {
  const [product, variant] = [newId(), newId()];
  await old`
    insert into products (id, handle, title, search_text, created_at, updated_at)
    values (${product}, ${title}, ${title}, ${`${title} sku-${title} ${code}`}, now(), now())`;
  await old`
    insert into variants (id, product_id, sku, position, price, currency, created_at, updated_at)
    values (${variant}, ${product}, ${`SKU-${title}`}, 1, 100, 'EUR', now(), now())`;
  const kind = /^\d+$/.test(code) ? "gtin" : "internal";
  await old`insert into barcodes (code, variant_id, kind) values (${code}, ${variant}, ${kind})`;
}

const RIGHT_BOTH_WAYS = "4006381333009";
const RIGHT_WITH_THE_ZERO = "4006381333012";
const RIGHT_WITHOUT_IT = "4006381333016";

test("codes that the first release kept with decimals are the numbers before the point after the upgrade", async () => {
  const [first] = readReleases();
  if (!first) throw new Error("The first release is gone.");
  const folder = folderOfRelease(first);
  await migrate(spare.url, { folder }).finally(() => rmSync(folder, { recursive: true }));
  await anItem("both", `${RIGHT_BOTH_WAYS}.0`);
  await anItem("chance", `${RIGHT_WITH_THE_ZERO}.0`);
  await anItem("plain", `${RIGHT_WITHOUT_IT}.0`);
  await anItem("held", "4006381333931");
  await anItem("second", "4006381333931.0");
  await anItem("case", "14006381333009");
  await anItem("own", "1001.0");
  await migrate(spare.url);

  const rows = await old<{ title: string; code: string; kind: string; words: string }[]>`
    select title, code, kind, search_text as words from products
    join variants on variants.product_id = products.id join barcodes on barcodes.variant_id = variants.id`;
  const found = new Map(rows.map(({ title, code, kind, words }) => [title, [kind, code, words.includes(code)]]));
  expect(Object.fromEntries(found)).toEqual({
    both: ["gtin", RIGHT_BOTH_WAYS, true],
    chance: ["internal", `${RIGHT_WITH_THE_ZERO}.0`, true],
    plain: ["gtin", RIGHT_WITHOUT_IT, true],
    held: ["gtin", "4006381333931", true],
    second: ["internal", "4006381333931.0", true],
    case: ["gtin", "14006381333009", true],
    own: ["internal", "1001.0", true],
  });
  expect(rows.find(({ title }) => title === "both")?.words).toBe(
    `both sku-both ${RIGHT_BOTH_WAYS}.0 ${RIGHT_BOTH_WAYS}`,
  );
});
