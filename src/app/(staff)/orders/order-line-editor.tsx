"use client";

import { Trash2 } from "lucide-react";
import { GoodsName, unitOf } from "@/app/(staff)/_goods/goods";
import { TAX_CODE_NAMES, type TaxCode } from "@/modules/catalog/taxes/tax";
import type { ListedPrice } from "@/modules/pricing/price";
import { formatMoney } from "@/shared/money";
import { formatQuantity } from "@/shared/quantity";
import { moneyKind, percentKind, quantityKind } from "@/shared/typed-number";
import { Money } from "@/ui/amount";
import { cn } from "@/ui/class-names";
import { IconButton } from "@/ui/icon-button";
import { textLinkStyle } from "@/ui/plain-link";
import { useRegion } from "@/ui/region";
import { Available } from "./available";
import { DiscountInput } from "./discount-input";
import { type DraftLine, isTaxOpen, lineFaults, netOf } from "./order-draft";
import { ParsedInput } from "./parsed-input";
import { quantityBoxId } from "./use-typed-quantity";

type OrderLineEditorProps = {
  line: DraftLine;
  pricesIncludeTax: boolean;
  /** What it is taxed by, unless somebody types a rate. */
  tax?: { name: string; taxCategory: TaxCode | null } | undefined;
  /** What lists and the catalog say it costs; undefined until that is loaded. */
  listed?: ListedPrice | undefined;
  /** What of it has shipped: less it can't become, and its price stays. */
  shipped?: number;
  /** What is available at the warehouse; undefined until that is loaded. */
  available: number | undefined;
  onLine: (change: Partial<DraftLine>) => void;
  onRemove: () => void;
};

/** Of a line and of the heads above: where there is little room the product stands in a row of its own. */
export const LINE_COLUMNS =
  "@xl:grid-cols-[minmax(0,6.5fr)_minmax(0,7fr)_minmax(0,6fr)_minmax(0,5fr)_minmax(0,6.5fr)_2rem] " +
  "@3xl:grid-cols-[minmax(0,1fr)_6.5rem_7rem_6rem_5rem_6.5rem_2rem]";

/** One line of an order that is being written: a row, two where that is too narrow, or a card, by the room there is. */
export function OrderLineEditor({ shipped = 0, ...props }: OrderLineEditorProps) {
  const { line, pricesIncludeTax, available, onLine, onRemove } = props;
  const faults = lineFaults(line, shipped);
  const isFixed = shipped > 0;
  const { currency } = useRegion();
  const net = netOf(line, pricesIncludeTax);
  const { sku } = line.goods;
  return (
    <li
      className={cn(
        "grid grid-cols-2 items-start gap-x-3 gap-y-2 border-b border-border py-3",
        "last:border-b-0",
        LINE_COLUMNS,
      )}
    >
      <Product line={line} shipped={shipped} onRemove={isFixed ? null : onRemove} />
      <Cell name="Quantity">
        <ParsedInput
          label={`Quantity of ${sku}`}
          id={quantityBoxId(line.key)}
          value={line.quantity}
          onValue={(quantity) => onLine({ quantity })}
          kind={quantityKind}
          invalid={faults.quantity}
        />
        <Available
          quantity={line.quantity}
          available={available}
          unit={unitOf(line.goods)}
          className="mt-1 block text-right"
        />
      </Cell>
      <Cell name={pricesIncludeTax ? "Price with tax" : "Price"}>
        <ParsedInput
          label={`Price of ${sku}`}
          value={line.unitPrice}
          onValue={(unitPrice) => onLine({ unitPrice, takesListedPrice: false })}
          kind={moneyKind(currency)}
          invalid={faults.unitPrice}
          disabled={isFixed}
          unit={currency}
        />
        <PriceFrom line={line} listed={props.listed} isFixed={isFixed} onLine={onLine} />
      </Cell>
      <Cell name="Discount">
        <LineDiscount line={line} onLine={onLine} invalid={faults.discountRate} disabled={isFixed} />
      </Cell>
      <Cell name="Tax">
        <ParsedInput
          label={`Tax on ${sku} in percent`}
          value={line.taxRate}
          onValue={(taxRate) => onLine({ taxRate, takesDefaultTax: false })}
          kind={percentKind}
          empty={0}
          placeholder={isTaxOpen(line) ? "…" : undefined}
          invalid={faults.taxRate}
          disabled={isFixed}
          unit="%"
        />
        {line.takesDefaultTax && props.tax && <WhichTax tax={props.tax} />}
      </Cell>
      <div className="col-span-2 flex items-center justify-between text-sm @xl:col-span-1 @xl:h-8 @xl:justify-end">
        <span className="text-muted @xl:hidden">Net</span>
        {net === null ? <span className="text-muted">–</span> : <Money minor={net} className="font-medium" />}
      </div>
      <span className="@max-xl:hidden">{!isFixed && <Remove sku={sku} onRemove={onRemove} />}</span>
    </li>
  );
}

type PriceFromProps = Pick<OrderLineEditorProps, "line" | "listed" | "onLine"> & { isFixed: boolean };

/** Which list the price is from; and where somebody typed another, the way back. */
function PriceFrom({ line, listed, isFixed, onLine }: PriceFromProps) {
  const { currency } = useRegion();
  if (!listed || isFixed) return null;
  const name = listed.list?.name;
  if (line.takesListedPrice) return name && <span className="mt-1 block text-right text-xs text-muted">{name}</span>;
  if (line.unitPrice === listed.price) return null;
  return (
    <button
      type="button"
      className={cn(textLinkStyle, "mt-1 block w-full text-right text-xs")}
      onClick={() => onLine({ unitPrice: listed.price, takesListedPrice: true })}
    >
      Take {formatMoney(listed.price, currency)} {name ? `of ${name}` : ""}
    </button>
  );
}

/** By its category, or why there is none. */
function WhichTax({ tax: { name, taxCategory } }: { tax: NonNullable<OrderLineEditorProps["tax"]> }) {
  const text = taxCategory === null || taxCategory === "S" || taxCategory === "Z" ? name : TAX_CODE_NAMES[taxCategory];
  return <span className="mt-1 block text-right text-xs text-muted">{text}</span>;
}

type LineDiscountProps = Pick<OrderLineEditorProps, "line" | "onLine"> & { invalid: boolean; disabled: boolean };

function LineDiscount({ line: { goods, discountRate, discountAmount }, onLine, ...box }: LineDiscountProps) {
  return (
    <DiscountInput
      {...box}
      of={goods.sku}
      value={discountAmount === undefined ? discountRate : discountAmount}
      inMoney={discountAmount !== undefined}
      onValue={(value, inMoney) =>
        onLine(
          inMoney ? { discountRate: 0, discountAmount: value } : { discountRate: value, discountAmount: undefined },
        )
      }
    />
  );
}

type ProductProps = { line: DraftLine; shipped: number; onRemove: (() => void) | null };

function Product({ line: { goods }, shipped, onRemove }: ProductProps) {
  return (
    <div className="col-span-full flex min-w-0 items-start justify-between gap-2 @3xl:col-span-1">
      <div className="min-w-0">
        <GoodsName goods={goods} className="font-medium" />
        <div className="text-xs text-muted">
          {goods.sku}
          {shipped > 0 && ` · ${formatQuantity(shipped, unitOf(goods))} shipped, price fixed`}
        </div>
      </div>
      <span className="@xl:hidden">{onRemove && <Remove sku={goods.sku} onRemove={onRemove} />}</span>
    </div>
  );
}

function Cell({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <span aria-hidden className="mb-1 block text-xs text-muted @xl:hidden">
        {name}
      </span>
      {children}
    </div>
  );
}

function Remove({ sku, onRemove }: { sku: string; onRemove: () => void }) {
  return <IconButton label={`Remove ${sku}`} icon={<Trash2 aria-hidden />} onClick={onRemove} />;
}
