import type { Sizes } from "./bulk";

/** What `npm run sample` makes when it is not told otherwise. */
const DEFAULTS: Sizes = { variants: 100_000, orders: 500_000, movements: 2_000_000 };
/** Above what the sample year has by itself, and what its rows can be numbered by. */
const LEAST: Sizes = { variants: 1_000, orders: 7_000, movements: 30_000 };
const MOST = 20_000_000;

type Words = { readonly [Of in keyof Sizes]?: string | undefined };

export const readSizes = (words: Words): Sizes => ({
  variants: Number(words.variants ?? DEFAULTS.variants),
  orders: Number(words.orders ?? DEFAULTS.orders),
  movements: Number(words.movements ?? DEFAULTS.movements),
});

/** A line of an order ships by one movement, and a variant comes in by one. */
export function faultOf(sizes: Sizes): string | null {
  for (const kind of ["variants", "orders", "movements"] as const) {
    if (!Number.isInteger(sizes[kind]) || sizes[kind] < LEAST[kind] || sizes[kind] > MOST)
      return `Say how many with --${kind}: a whole number from ${LEAST[kind]} to ${MOST}.`;
  }
  const least = sizes.orders * 3 + sizes.variants * 2;
  if (sizes.movements >= least) return null;
  return `So many orders and variants need more movements: at least --movements ${least}.`;
}
