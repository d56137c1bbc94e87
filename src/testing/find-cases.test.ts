import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { caseFiles } from "./case-files";
import { testContext } from "./context";
import { testDatabase } from "./database";
import { makeScanned, makeThings, type Place, scanAll, searchAll } from "./find-cases";
import { aShop } from "./shop";

const database = testDatabase();
let place: Place;
beforeEach(async () => {
  const ctx = await testContext(database.db);
  place = { ...(await aShop(ctx, { CASE: 50 })), ctx };
});

type Case = { name: string; data: Record<string, unknown>; expected: unknown };

/** What the repository knows of the same families, so that it stands alone. */
const SCANS: readonly Case[] = [
  {
    name: "labels of one item",
    data: { "barcode of a notebook": "9780306406157", "sku of a pen": "PEN-7" },
    expected: {
      "]E09780306406157": "found",
      "01097803064061571727063010B7": "found, lot B7, expires 2027-06-30",
      "]C110B7\u001d0109780306406157": "found, lot B7",
      "(02)09780306406157(37)12": "told: a box that holds 12 of it",
      "https://shop.example/01/09780306406157/10/B7/21/S9": "found, lot B7, serial S9",
      "0306406152": "found",
      "pen-7": "found",
      "9780306406158": "nothing",
    },
  },
];

const SEARCHES: readonly Case[] = [
  {
    name: "spellings",
    data: {
      products: ["Øl Glas Größe Æ", { title: "Bolt M3", sku: "BM-10", barcode: "4006381333931" }],
      customers: ["Zoë Ångström, zoe@example.test, +49 (0)30 123456", "Łukasz Ðorđe, 089 / 98 76 54", "Max Mueller"],
      bins: ["A-2", "A-10", "B-2"],
      orders: [{ customer: "François Núñez", tracking: "JD 0146 0000-12" }, "Plain Jane"],
    },
    expected: {
      products: {
        "ol glas": 1,
        grosse: 1,
        GRÖSSE: 1,
        "oel groesse": 1,
        "bm-1": 1,
        381333: 1,
        "m3 bolt": 1,
        nothing: 0,
      },
      customers: {
        "zoe angstrom": 1,
        aangstroem: 1,
        Muller: 0,
        Mueller: 1,
        Müller: 1,
        "030 123456": 1,
        "+49 30 123456": 1,
        "0049 30-123456": 1,
        "4930123456": 1,
        "lukasz dorde": 1,
        "+49 89 987654": 1,
        "example.test": 1,
      },
      bins: { "a-": ["A-2", "A-10"], "2": ["A-2", "B-2"], "a-10": 1, "c-": 0 },
      orders: {
        "#1001": ["#1001"],
        "1002": ["#1002"],
        "0001002": ["#1002"],
        "01": ["#1001"],
        "100": 2,
        jd014600: ["#1001"],
        "0146 0000 12": ["#1001"],
        "francois nunez": ["#1001"],
        NÚÑEZ: ["#1001"],
        case: 2,
      },
    },
  },
];

const named = (own: readonly Case[], kind: string) =>
  [...own, ...caseFiles((each) => each === kind)].map((each) => [each.name, each] as const);

describe("a case of scanning", () => {
  test.each(named(SCANS, "scan"))("%s", async (_name, { data, expected }) => {
    await makeScanned(place, data);
    for (const { code, found, wanted } of await scanAll(place, expected)) {
      if (wanted === null) expect(found, code).toBeNull();
      else expect(found, code).toMatchObject(wanted);
    }
  });
});

describe("a case of searching", () => {
  test.each(named(SEARCHES, "search"))("%s", async (_name, { data, expected }) => {
    await makeThings(place, data);
    const findings = await searchAll(place, expected);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ isRight }) => !isRight)).toEqual([]);
  });
});

/** Cases of steps are stories of the tests that have their name, with blanks or with hyphens. */
test.each([
  "archived-product-with-stock",
  "bin-code-in-three-warehouses",
  "browser-time-zone",
  "expired-lot-goes-out-first",
  "opening-stock-into-an-archived-bin",
  "opening-stock-into-a-foreign-warehouse",
  "pages-by-title-greek",
  "partly-shipped-order-totals",
])("the case %s is a story of its name", (name) => {
  const own = fileURLToPath(import.meta.url);
  const stories = ["src", "e2e"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((file) => path.resolve(folder, file))
      .filter((file) => /\.(?:test|spec)\.tsx?$/.test(file) && file !== own)
      .map((file) => readFileSync(file, "utf8")),
  );
  expect(stories.some((story) => story.includes(name) || story.includes(name.replaceAll("-", " ")))).toBe(true);
});
