import { randomInt } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";

/*
 * Whether quantities add up to the same for each of very many keys, in one pass without a table of all keys: each key
 * gets a weight of 31 random bits, new for each statement. Weighted sums are the same where those of each key are, and
 * else once in two thousand million times. Whoever finds them different groups by key and names the differences.
 */

const SEED_MAX = 2 ** 47;

export const newSeed = (): number => randomInt(SEED_MAX);

/** The weight of a key of several ids, of which some may be null. */
export function weightOf(seed: number, keys: readonly SQL[]): SQL {
  const hashes = keys.map((key, index) => {
    const own = sql`${String(seed + index)}::bigint`;
    return sql`coalesce(uuid_hash_extended(${key}, ${own}), ${own})`;
  });
  return sql`((${sql.join(hashes, sql` # `)}) & 2147483647)`;
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
