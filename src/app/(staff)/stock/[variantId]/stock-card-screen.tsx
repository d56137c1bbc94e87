"use client";

import { PackagePlus, SlidersHorizontal } from "lucide-react";
import { unitOf } from "@/app/(staff)/_goods/goods";
import { SERIAL_ADDRESS } from "@/app/(staff)/_serials/serial-address";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { formatOptions, formatVariant } from "@/modules/catalog/product";
import { CopyButton } from "@/ui/copy-button";
import { LinkButton } from "@/ui/link-button";
import { deferred } from "@/ui/on-demand";
import { PageBody, PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { TextLink } from "@/ui/text-link";
import { BinBalances } from "./bin-balances";
import { Movements } from "./movements";
import { WarehouseTiles } from "./warehouse-tiles";

/** Behind the page: few items have any. */
const WaitingAdjustments = deferred(() =>
  import("@/app/(staff)/_approvals/waiting-adjustments").then((file) => file.WaitingAdjustments),
);

/** Fetched where one of an item's serial numbers is looked at. */
const SerialPath = deferred(() => import("./serial-path").then((file) => file.SerialPath));

type Variant = Outputs["inventory"]["getStockedVariant"];

/** The stock card: how much there is of a variant, where, and every movement behind it. */
export function StockCardScreen({ variantId }: { variantId: string }) {
  const variant = trpc.inventory.getStockedVariant.useQuery({ variantId });
  return (
    <Loaded query={variant} skeleton={<DetailSkeleton />}>
      {(variant) => <StockCard variant={variant} />}
    </Loaded>
  );
}

function StockCard({ variant }: { variant: Variant }) {
  const unit = unitOf(variant);
  const [{ serial }] = useAddress(SERIAL_ADDRESS);
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Stock", href: "/stock" }, { label: variant.sku }]}
        title={variant.title}
        description={<Description variant={variant} />}
        actions={<CardActions variantId={variant.id} />}
      />
      <PageBody className="gap-6">
        {variant.hasSerials && serial !== null ? (
          <SerialPath variantId={variant.id} serial={serial} />
        ) : (
          <>
            <WaitingAdjustments of={variant.id} />
            <WarehouseTiles variantId={variant.id} unit={unit} />
            <BinBalances
              variantId={variant.id}
              name={formatVariant(variant.title, variant.optionValues)}
              unit={unit}
              hasSerials={variant.hasSerials}
            />
            <Movements variantId={variant.id} unit={unit} hasSerials={variant.hasSerials} />
          </>
        )}
      </PageBody>
    </>
  );
}

function Description({ variant }: { variant: Variant }) {
  const options = formatOptions(variant.optionValues);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      {options && <span className="min-w-0 text-foreground">{options}</span>}
      <span className="inline-flex min-w-0 items-center gap-0.5">
        <span className="min-w-0">SKU {variant.sku}</span>
        <CopyButton text={variant.sku} label="Copy SKU" />
      </span>
      <TextLink href={`/products/${variant.productId}`}>Open product</TextLink>
    </span>
  );
}

function CardActions({ variantId }: { variantId: string }) {
  const mayAdjust = useCan("inventory.adjust-stock");
  const mayReceive = useCan("inventory.receive-stock");
  return (
    <>
      {mayAdjust && (
        <LinkButton href={`/stock/adjust?variant=${variantId}`} icon={<SlidersHorizontal aria-hidden />}>
          Adjust
        </LinkButton>
      )}
      {mayReceive && (
        <LinkButton href={`/stock/receive?variant=${variantId}`} icon={<PackagePlus aria-hidden />} variant="primary">
          Receive
        </LinkButton>
      )}
    </>
  );
}
