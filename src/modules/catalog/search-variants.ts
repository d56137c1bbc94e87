import { and, asc, isNull, or, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { getShopSettings } from "@/modules/shop/queries";
import type { ReadContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { inLetters } from "@/platform/database/letters";
import { arrayOf } from "@/platform/database/rows";
import { containing, isWhole, startingWith } from "@/platform/database/search";
import { searchWords } from "@/shared/search-form";
import type { SearchVariants } from "./contract";
import { matchesSearch, pricedColumns } from "./queries";
import { products, variants } from "./schema";

/** So many are all read and ranked; of more, only those that may come first. */
const RANKED_MAX = 1_000;
/** A shorter word is found by an index only where a word begins. */
const CHARACTERS_INDEXED_MIN = 3;

/** Variants to choose from while typing: a whole SKU first, then those whose own words match best. */
export async function searchVariants(ctx: ReadContext, { query, limit }: SearchVariants) {
  const { locale } = await getShopSettings(ctx);
  const byTitle = [asc(inLetters(products.title, locale)), asc(products.id), asc(variants.position)];
  const ids = await readCandidates(ctx, query, sql`order by ${sql.join(byTitle, sql`, `)} ${atMost(limit)}`);
  return ctx.db
    .select(pricedColumns)
    .from(variants)
    .innerJoin(products, isOffered)
    .where(sql`${variants.id} = any(${arrayOf(ids, "uuid")})`)
    .orderBy(
      sql`(${isWhole(variants.sku, variants.searchForm, query)}) desc`,
      sql`(${ownMatches(query)}) desc`,
      ...byTitle,
    )
    .limit(limit);
}

const isOffered = sql`${products.id} = ${variants.productId}
  and ${and(isNull(products.archivedAt), isNull(variants.archivedAt))}`;

const isLikeAny = (patterns: readonly string[]): SQL =>
  sql`(${sql.join(
    patterns.map((pattern) => sql`${variants.searchForm} like ${pattern}`),
    sql` or `,
  )})`;

/** How many words of the search the variant's own words hold. */
const ownMatches = (query: string): SQL =>
  sql.join(
    [sql`0::integer`, ...searchWords(query).map((word) => sql`${isLikeAny(word.map(containing))}::integer`)],
    sql` + `,
  );

const patternsOf = (word: string): string[] =>
  word.length < CHARACTERS_INDEXED_MIN ? [startingWith(word), `% ${startingWith(word)}`] : [containing(word)];

/**
 * The ids of all that match. Of very many, the first by title of each rank instead, so that no search costs more
 * because more have the word: of those whose own words hold all of the search, then all but one word, which is often
 * the title's, then any of it, and of all others.
 */
async function readCandidates(ctx: ReadContext, query: string, firstByTitle: SQL): Promise<string[]> {
  const own = searchWords(query).map((word) => isLikeAny(word.flatMap(patternsOf)));
  if (own.length === 0) return readIds(ctx, undefined, firstByTitle);
  const matches = matchesSearch(query);
  const all = await readIds(ctx, matches, A_FEW);
  if (all.length <= RANKED_MAX) return all;
  const allButOne = own.map((left) => and(...own.filter((word) => word !== left)));
  const ranks = [sql`lower(${variants.sku}) = lower(${query.trim()})`, and(...own)];
  if (own.length > 2) ranks.push(or(...allButOne));
  if (own.length > 1) ranks.push(or(...own));
  const found = [];
  for (const rank of ranks) {
    const few = await readIds(ctx, and(matches, rank), A_FEW);
    found.push(few.length <= RANKED_MAX ? few : await readIds(ctx, and(matches, rank), firstByTitle));
  }
  return [...found, await readIds(ctx, matches, firstByTitle)].flat();
}

const Ids = z.array(z.object({ id: z.string() }));
const A_FEW = atMost(RANKED_MAX + 1);

async function readIds(ctx: ReadContext, condition: SQL | undefined, which: SQL): Promise<string[]> {
  const where = condition ? sql`where ${condition}` : sql``;
  const rows = await ctx.db.execute(sql`
    select ${variants.id} from ${variants} join ${products} on ${isOffered} ${where} ${which}`);
  return Ids.parse([...rows]).map(({ id }) => id);
}
