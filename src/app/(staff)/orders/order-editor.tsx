"use client";

import { Package } from "lucide-react";
import { useState } from "react";
import type { Backorders, OnBackorder } from "@/app/(staff)/_orders/on-backorder";
import { OrderRefusal } from "@/app/(staff)/_orders/order-refusal";
import { useCurrentWarehouse } from "@/app/(staff)/_places/use-current-warehouse";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import type { ClientError } from "@/client/refusal";
import { useShop } from "@/client/shop";
import type { Inputs } from "@/client/trpc";
import { REFERENCE_CHARACTERS_MAX } from "@/modules/orders/order";
import { Money } from "@/ui/amount";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { cn } from "@/ui/class-names";
import { DescriptionList } from "@/ui/description-list";
import { EmptyState } from "@/ui/empty-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Notice } from "@/ui/notice";
import { deferred } from "@/ui/on-demand";
import { PageBody } from "@/ui/page";
import { Select } from "@/ui/select";
import { Textarea } from "@/ui/textarea";
import { AddressChoice, type SavedAddresses } from "./address-choice";
import { CustomerPicker } from "./customer-picker";
import { GoodsPicker } from "./goods-picker";
import type { OpenOrder } from "./order-change";
import type { Order } from "./order-data";
import { addGoods, type Draft, type DraftLine, forCustomer, isTaxOpen, readDraft, totalsOf } from "./order-draft";
import { useAvailable } from "./use-available";
import { type DraftTaxes, useDefaultTax } from "./use-default-tax";
import { type DraftPrices, useListedPrices } from "./use-listed-prices";
import { useTypedQuantity } from "./use-typed-quantity";

/** Behind the page: they have something to show once there are lines. */
const DraftLines = deferred(() => import("./draft-lines").then((file) => file.DraftLines));
const OrderTermsCard = deferred(() => import("./order-terms-card").then((file) => file.OrderTermsCard));

export type OrderToSend = Omit<Inputs["orders"]["place"], "confirm">;

type ChangeDraft = (change: (draft: Draft) => Draft) => void;

type OrderEditorProps = {
  draft: Draft;
  /** The order as it is, where stock is reserved for it already. */
  open?: OpenOrder | null;
  /** The order that is edited: what it has reserved or holds is there for it. */
  own?: Order | null;
  onDraft: ChangeDraft;
  /** Null while there is nothing to discard. */
  discard: { label: string; hint: string; run: () => void } | null;
  error: ClientError | null;
  pending: "save" | "confirm" | null;
  /** Also gets the draft with the prices that were shown. */
  onSend: (order: OrderToSend, act: "save" | "confirm", shown: Draft) => void;
  /** Which of its buttons was refused, and may be pressed again by who accepts that items are backordered. */
  refused?: "save" | "confirm";
  /** What is written down on an order that is edited. */
  savedAddresses?: SavedAddresses;
};

/** A form for a new order, a draft or an open order. Nothing is sent before one of its buttons is pressed. */
export function OrderEditor(props: OrderEditorProps) {
  const { draft: written, open = null, onDraft: setDraft, discard, error, pending, onSend, savedAddresses } = props;
  const { own = null, refused = "confirm" } = props;
  const { warehouses } = useWarehouses();
  const [missing, setMissing] = useState<string | null>(null);
  const current = useCurrentWarehouse();
  const { defaultWarehouseId } = useShop();
  // Until someone chooses: where the person works, else the shop's default, else the first.
  const usual = [current?.id, defaultWarehouseId].find((id) => warehouses.some((each) => each.id === id));
  const listed = useListedPrices(written);
  const { draft, taxes } = useDefaultTax(
    { ...listed.draft, warehouseId: written.warehouseId ?? usual ?? warehouses[0]?.id ?? null },
    { open, saved: savedAddresses },
  );
  const setLines = (change: (lines: DraftLine[]) => DraftLine[]) =>
    setDraft((now) => ({ ...now, lines: change(now.lines) }));

  const send = (act: "save" | "confirm", acceptBackorders?: Backorders) => {
    const read = readDraft(draft);
    setMissing("missing" in read ? read.missing : null);
    if ("input" in read) onSend({ ...read.input, ...(acceptBackorders && { acceptBackorders }) }, act, draft);
  };

  return (
    <PageBody
      aside={
        <Summary
          draft={draft}
          open={open}
          discard={discard}
          missing={missing}
          error={error}
          pending={pending}
          onSend={send}
          onBackorder={(accepted) => send(refused, accepted)}
        />
      }
    >
      <Head draft={draft} hasShipped={open?.hasShipped ?? false} savedAddresses={savedAddresses} onDraft={setDraft} />
      <Lines draft={draft} open={open} own={own} taxes={taxes} prices={listed.prices} onLines={setLines} />
      <OrderTermsCard draft={draft} isNew={own === null} taxes={taxes} onDraft={setDraft} />
    </PageBody>
  );
}

type HeadProps = {
  draft: Draft;
  hasShipped: boolean;
  savedAddresses: SavedAddresses | undefined;
  onDraft: ChangeDraft;
};

/** Who it is for, and what is written about the order as a whole. */
function Head({ draft, hasShipped, savedAddresses, onDraft }: HeadProps) {
  const { warehouses } = useWarehouses();
  return (
    <Card className="grid grid-cols-1 gap-4 sm:grid-cols-2">
      <CustomerPicker
        customer={draft.customer}
        onCustomer={(customer) => onDraft((now) => forCustomer(now, customer))}
      />
      <Field label="Ships from" required>
        {({ "aria-required": _, ...control }) => (
          <Select
            {...control}
            disabled={hasShipped}
            value={draft.warehouseId}
            onValue={(warehouseId) => onDraft((now) => ({ ...now, warehouseId }))}
            options={warehouses.map(({ id, name }) => ({ value: id, label: name }))}
            placeholder="Choose a warehouse"
          />
        )}
      </Field>
      <AddressChoice
        draft={draft}
        saved={savedAddresses}
        onChoose={(chosen) => onDraft((now) => ({ ...now, ...chosen }))}
      />
      <Field label="Customer reference" optional>
        {(control) => (
          <Input
            {...control}
            maxLength={REFERENCE_CHARACTERS_MAX}
            autoComplete="off"
            value={draft.customerReference ?? ""}
            onChange={(event) => onDraft((now) => ({ ...now, customerReference: event.target.value }))}
            placeholder="Their own order number"
          />
        )}
      </Field>
      <Field label="Note" optional className="sm:col-span-2">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={draft.note}
            onChange={(event) => onDraft((now) => ({ ...now, note: event.target.value }))}
            placeholder="For the packing team"
          />
        )}
      </Field>
    </Card>
  );
}

function Lines({
  own,
  onLines,
  ...of
}: {
  draft: Draft;
  open: OpenOrder | null;
  own: Order | null;
  taxes: DraftTaxes;
  prices: DraftPrices;
  onLines: (change: (lines: DraftLine[]) => DraftLine[]) => void;
}) {
  const { lines, warehouseId } = of.draft;
  const typed = useTypedQuantity(lines);
  const availableOf = useAvailable(
    warehouseId,
    lines.map(({ goods }) => goods),
    own,
  );
  return (
    <Card>
      <CardHeader title="Products" description={PRICES_FROM[of.open ? "open" : "draft"]} />
      <GoodsPicker
        onScan={typed.begin}
        onScanned={typed.end}
        onGoods={(goods, count, lookup) => {
          const quantity = typed.add(goods.variantId, lookup);
          onLines((now) => addGoods(now, goods, count, quantity));
        }}
      />
      {lines.length === 0 && (
        <EmptyState icon={<Package />} title="No products yet">
          Search for a product, or scan one, then type how many. Scanning it again adds one more.
        </EmptyState>
      )}
      <DraftLines {...of} availableOf={availableOf} onLines={onLines} />
    </Card>
  );
}

const PRICES_FROM = {
  draft: "Prices follow the catalog and the customer's price lists until you type others, also when a draft is saved.",
  open: "Lines keep the prices that were confirmed. New ones have those of today.",
} as const;

type Act = { act: "save" | "confirm"; label: string; shortcut: string; isPrimary: boolean };
const PLACE: readonly Act[] = [
  { act: "confirm", label: "Place and confirm", shortcut: "mod+enter", isPrimary: true },
  { act: "save", label: "Save as draft", shortcut: "mod+s", isPrimary: false },
];
const CHANGE: readonly Act[] = [{ act: "save", label: "Save changes", shortcut: "mod+s", isPrimary: true }];

type SummaryProps = {
  draft: Draft;
  open: OpenOrder | null;
  discard: OrderEditorProps["discard"];
  missing: string | null;
  error: ClientError | null;
  pending: "save" | "confirm" | null;
  onSend: (act: "save" | "confirm") => void;
  onBackorder: OnBackorder;
};

function Summary({ draft, open, discard, missing, error, pending, onSend, onBackorder }: SummaryProps) {
  const { net, tax, total, discountAmount } = totalsOf(draft, open?.cancelled);
  const isOpen = draft.lines.some(isTaxOpen);
  const amount = (minor: number | null, className?: string) => (
    <span className={cn("block text-right", className)}>{minor === null ? "…" : <Money minor={minor} />}</span>
  );
  return (
    <Card className="flex flex-col gap-4 lg:sticky lg:top-20">
      <DescriptionList
        items={[
          ...(discountAmount > 0 ? [{ label: "Discount", value: amount(-discountAmount) }] : []),
          { label: "Net", value: amount(isOpen && draft.pricesIncludeTax ? null : net) },
          { label: "Tax", value: amount(isOpen ? null : tax) },
          { label: "Total", value: amount(isOpen ? null : total, "text-lg font-semibold") },
          ...(open && !isOpen && total !== open.total ? [{ label: "Before", value: amount(open.total) }] : []),
        ]}
      />
      {missing ? <Notice tone="danger">{missing}</Notice> : <OrderRefusal of={error} onBackorder={onBackorder} />}
      <div className="flex flex-col gap-2">
        {(open ? CHANGE : PLACE).map(({ act, label, shortcut, isPrimary }) => (
          <Button
            key={act}
            variant={isPrimary ? "primary" : "secondary"}
            shortcut={shortcut}
            pending={pending === act}
            disabled={pending !== null}
            onClick={() => onSend(act)}
          >
            {label}
          </Button>
        ))}
        {discard && (
          <Button variant="ghost" disabled={pending !== null} onClick={discard.run}>
            {discard.label}
          </Button>
        )}
      </div>
      <p className="text-xs text-muted">
        {open ? "What is reserved follows the order when you save." : "Confirming reserves stock; a draft doesn't."}
        {discard && ` ${discard.hint}`}
      </p>
    </Card>
  );
}
