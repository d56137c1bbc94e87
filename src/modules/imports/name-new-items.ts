import { type AnyColumn, sql } from "drizzle-orm";
import { cutText, foldText, HANDLE_CHARACTERS_MAX, makeSku, SKU_CHARACTERS_MAX } from "@/modules/catalog/product";
import type { ProductChange } from "@/modules/catalog/save-products";
import { products, variants } from "@/modules/catalog/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { newId } from "@/shared/id";

const NUMBERS_TRIED_MAX = 60;
/** For titles without any letter or digit. */
const NAMELESS = "product";

/** Gives new products their handles and new variants the SKUs that they lack; a name that is taken counts up (-2). */
export async function nameNewItems(ctx: TxContext, changes: readonly ProductChange[]): Promise<ProductChange[]> {
  const created = changes.filter(({ before }) => before === null);
  const handles = await chooseNames(ctx, products.handle, {
    wanted: created.map(({ after }) => after.handle || NAMELESS),
    charactersMax: HANDLE_CHARACTERS_MAX,
  });
  const handleOf = new Map(created.map(({ after }, index) => [after.id, handles[index] ?? after.handle]));
  const named = changes.map(({ before, after }) => ({
    before,
    after: { ...after, handle: handleOf.get(after.id) ?? after.handle },
  }));

  const nameless = named.flatMap(({ after }) =>
    after.variants
      .filter(({ sku }) => sku === "")
      .map(({ id, optionValues }) => ({ id, handle: after.handle, optionValues })),
  );
  const skus = await chooseNames(ctx, variants.sku, {
    wanted: nameless.map(({ handle, optionValues }) => makeSku(handle, optionValues) || NAMELESS.toUpperCase()),
    charactersMax: SKU_CHARACTERS_MAX,
    used: named.flatMap(({ after }) => after.variants.flatMap(({ sku }) => (sku === "" ? [] : sku))),
  });
  const skuOf = new Map(nameless.map(({ id }, index) => [id, skus[index] ?? newId()]));
  return named.map(({ before, after }) => ({
    before,
    after: {
      ...after,
      variants: after.variants.map((variant) =>
        variant.sku === "" ? { ...variant, sku: skuOf.get(variant.id) ?? newId() } : variant,
      ),
    },
  }));
}

type Names = { wanted: readonly string[]; charactersMax: number; used?: readonly string[] };

/** A free name for each wanted one, in their order. Most are free at once; only those that are not are counted up. */
async function chooseNames(
  ctx: TxContext,
  column: AnyColumn,
  { wanted, charactersMax, used = [] }: Names,
): Promise<string[]> {
  const taken = new Set(used.map(foldText));
  const counted = new Set<string>();
  for (let unknown: readonly string[] = wanted; ;) {
    for (const name of await takenOf(ctx, column, unknown)) taken.add(name);
    const names = countUp(wanted, taken, charactersMax);
    const more = wanted.filter((name, index) => name !== names[index] && !counted.has(name));
    if (more.length === 0) return names;
    for (const name of more) counted.add(name);
    unknown = [...new Set(more)].flatMap((name) =>
      Array.from({ length: NUMBERS_TRIED_MAX }, (_, index) => numbered(name, index + 1, charactersMax)),
    );
  }
}

/**
 * For each name the first of its numbers that is free and goes to no name before it. The numbers end by one that nobody
 * can have.
 */
function countUp(wanted: readonly string[], taken: ReadonlySet<string>, charactersMax: number): string[] {
  const used = new Set(taken);
  const nextOf = new Map<string, number>();
  return wanted.map((name) => {
    let number = nextOf.get(name) ?? 1;
    while (number <= NUMBERS_TRIED_MAX && used.has(foldText(numbered(name, number, charactersMax)))) number += 1;
    nextOf.set(name, number + 1);
    const chosen = numbered(name, number, charactersMax);
    used.add(foldText(chosen));
    return chosen;
  });
}

const numbered = (name: string, number: number, charactersMax: number): string => {
  if (number === 1) return name;
  const end = number <= NUMBERS_TRIED_MAX ? String(number) : newId();
  return `${cutText(name, charactersMax - end.length - 1)}-${end}`;
};

/** Those of the names that are taken, in lower case, as the database's unique indexes compare them. */
async function takenOf(ctx: TxContext, column: AnyColumn, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const rows = await ctx.db
    .select({ name: sql<string>`lower(${column})` })
    .from(column.table)
    .where(sql`lower(${column}) in (select lower(name) from unnest(${arrayOf(names, "text")}) as name)`);
  return new Set(rows.map(({ name }) => name));
}
