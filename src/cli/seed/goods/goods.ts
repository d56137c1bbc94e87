import type { Season } from "@/cli/seed/year/calendar";

/** One product of the invented shop, from which its variants, codes, costs and sales are made. */
export type Goods = {
  title: string;
  /** How its SKUs begin. */
  code: string;
  vendor: string;
  /** `Camping / Tents`: a path in the tree of categories. */
  category: string;
  /** In euros, the first variant's; larger sizes cost more where `step` says so. */
  price: number;
  options?: Readonly<Record<string, readonly string[]>>;
  step?: number;
  season?: Season;
  /** How well it sells beside an ordinary product. */
  pull?: number;
  /** How long a batch keeps; goods that keep for ever have no lots. */
  shelfDays?: number;
  /** How many come in a carton, where they come in cartons. */
  carton?: number;
  description: string;
};

export const SIZES = ["XS", "S", "M", "L", "XL", "XXL"] as const;
export const SOCK_SIZES = ["36-38", "39-41", "42-44", "45-47"] as const;
export const SHOE_SIZES = ["37", "38", "39", "40", "41", "42", "43", "44", "45"] as const;
