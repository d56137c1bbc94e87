import { randomInt } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";

/*
 * Whether quantities add up to the same for each of very many keys, in one pass without a table of all keys: each key
 * gets a weight of 31 random bits, new for each statement. Weighted sums are the same where those of each key are, and
 * else once in two thousand million times. Whoever finds them different groups by key and names the differences.
 */

const SEED_MAX = 2 ** 47;

export const newSeed = (): number => randomInt(SEED_MAX);

const NOTHING = sql`'00000000-0000-0000-0000-000000000000'::uuid`;

/**
 * The weight of a key of several ids, of which some may be null. The hash of each id is the seed of the next: of hashes
 * that are merely combined, those of two keys may come to the same as those of two keys with their halves swapped.
 */
export function weightOf(seed: number, keys: readonly SQL[]): SQL {
  const hash = keys.reduce(
    (before, key) => sql`uuid_hash_extended(coalesce(${key}, ${NOTHING}), ${before})`,
    sql`${String(seed)}::bigint`,
  );
  return sql`(${hash} & 2147483647)`;
}

/** The sum of columns of bigints, in two halves, so that no product leaves the bigints. */
export const weightedSum = (weight: SQL, quantity: SQL): SQL => sql`
  (coalesce(sum(${weight} * (${quantity} & 2147483647)), 0)
    + 2147483648 * coalesce(sum(${weight} * (${quantity} >> 31)), 0))`;

/** Whether the quantities of a key, or any of several kinds of them, may not add up to zero in `rows`. */
export function mayDiffer(rows: SQL, keys: readonly SQL[], ...quantities: readonly SQL[]): SQL {
  const named = quantities.map((quantity, index) => ({ quantity, name: sql.identifier(`quantity_${index}`) }));
  const differs = named.map(({ name }) => sql`${weightedSum(sql`weight`, sql`${name}`)} <> 0`);
  const columns = named.map(({ quantity, name }) => sql`(${quantity})::bigint as ${name}`);
  return sql`(
    select ${sql.join(differs, sql` or `)}
    from (select ${weightOf(newSeed(), keys)} as weight, ${sql.join(columns, sql`, `)} from ${rows}) as weighted)`;
}
