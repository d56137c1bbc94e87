import type { ReactNode } from "react";
import { formatOptions } from "@/modules/catalog/product";
import { cn } from "@/ui/class-names";

export type Goods = {
  variantId: string;
  sku: string;
  title: string;
  optionValues: readonly string[];
  unit: string;
  /** Each item has a serial number of its own, under which it is received, moved and shipped. */
  hasSerials: boolean;
};

/** Single pieces need no unit: "12", but "250 g". */
export const unitOf = ({ unit }: Pick<Goods, "unit">): string | undefined => (unit === "each" ? undefined : unit);

/** In a table a name wraps between words, not between letters. */
export const TABLE_NAME_STYLE = "md:inline-block md:min-w-40";

/** A product's name with the options that distinguish its variants. */
export function GoodsName({
  goods,
  className,
}: {
  goods: Pick<Goods, "title" | "optionValues">;
  className?: string;
}): ReactNode {
  const options = formatOptions(goods.optionValues);
  return (
    <span className={cn("wrap-anywhere", className)}>
      {goods.title}
      {options && <span className="font-normal text-muted"> · {options}</span>}
    </span>
  );
}
