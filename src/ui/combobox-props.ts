import type { ReactNode } from "react";
import type { ControlProps } from "./field";

export type ComboboxProps<Item> = ControlProps & {
  value: Item | null;
  onValue: (item: Item | null) => void;
  /** What was found for `query` as it is now: of an earlier one nothing, since Enter takes the first. */
  items: readonly Item[];
  query: string;
  onQuery: (query: string) => void;
  itemId: (item: Item) => string;
  itemLabel: (item: Item) => string;
  itemHint?: (item: Item) => ReactNode;
  loading?: boolean;
  /** The search had no answer, which isn't that nothing was found. */
  failed?: boolean;
  empty?: ReactNode;
  clearable?: boolean;
};
