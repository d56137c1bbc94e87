"use client";

import { ArrowLeftRight, PackageOpen, PackagePlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { GoodsName, TABLE_NAME_STYLE, unitOf } from "@/app/(staff)/_goods/goods";
import { LotMark } from "@/app/(staff)/_goods/lot-mark";
import { type Bin, findBin } from "@/app/(staff)/_places/locations";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { serialsHref } from "@/app/(staff)/_serials/serial-address";
import { LocationMenu } from "@/app/(staff)/warehouses/location-menu";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { formatCount } from "@/shared/plural";
import { Quantity } from "@/ui/amount";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { LinkButton } from "@/ui/link-button";
import { deferred } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";

/** Behind the page: few bins have it. */
const BinToCount = deferred(() => import("./bin-to-count").then((file) => file.BinToCount));

type Content = Outputs["inventory"]["listBinContents"]["rows"][number];

const COLUMNS: readonly Column<Content>[] = [
  {
    id: "title",
    header: "Product",
    card: "title",
    cell: (row) => <GoodsName goods={row} className={TABLE_NAME_STYLE} />,
  },
  { id: "sku", header: "SKU", card: "subtitle", cell: (row) => <span className="text-muted">{row.sku}</span> },
  {
    id: "lot",
    header: "Lot or serial number",
    cardLabel: "",
    cell: (row) => (row.hasSerials ? formatCount(row.onHand, "serial number") : <LotMark {...row} />),
  },
  {
    id: "onHand",
    header: "On hand",
    numeric: true,
    width: "9rem",
    card: "aside",
    cell: (row) => <Quantity value={row.onHand} unit={unitOf(row)} className="font-medium" />,
  },
];

/** The contents of a bin, which a scan of its label opens. */
export function BinScreen({ binId }: { binId: string }) {
  const { query } = useWarehouses();
  return (
    <Loaded query={query} skeleton={<DetailSkeleton />}>
      {(warehouses) => {
        const bin = findBin(warehouses, binId);
        return bin ? <FoundBin bin={bin} /> : <NoSuchBin />;
      }}
    </Loaded>
  );
}

function NoSuchBin() {
  return (
    <>
      <PageHeader breadcrumb={[{ label: "Warehouses", href: "/warehouses" }]} title="Bin not found" />
      <Card padded={false}>
        <EmptyState
          icon={<PackageOpen />}
          title="This bin doesn't exist"
          action={<LinkButton href="/warehouses">All warehouses</LinkButton>}
        >
          It may be archived, or belong to a warehouse you do not work in.
        </EmptyState>
      </Card>
    </>
  );
}

function FoundBin({ bin }: { bin: Bin }) {
  // No rows of another bin meanwhile, which the heading would call this one's.
  const { getNextPageParam } = ENDLESS;
  const contents = trpc.inventory.listBinContents.useInfiniteQuery({ locationId: bin.id }, { getNextPageParam });
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: "Warehouses", href: "/warehouses" },
          { label: bin.warehouseName },
          ...(bin.zone ? [{ label: bin.zone.name }] : []),
        ]}
        title={bin.code}
        description={bin.name === bin.code ? undefined : bin.name}
        actions={<BinActions bin={bin} />}
      />
      <BinToCount binId={bin.id} />
      <DataTable
        label={`Contents of ${bin.code}`}
        columns={COLUMNS}
        {...useEndlessList(contents)}
        rowId={(row) => `${row.variantId} ${row.lotId ?? ""}`}
        href={({ variantId, hasSerials }) => (hasSerials ? serialsHref(variantId, bin.id) : `/stock/${variantId}`)}
        empty={
          <EmptyState icon={<PackageOpen />} title="This bin is empty">
            Receive into it, or move items here.
          </EmptyState>
        }
      />
    </>
  );
}

function BinActions({ bin }: { bin: Bin }) {
  const router = useRouter();
  const mayMove = useCan("inventory.move-stock");
  const mayReceive = useCan("inventory.receive-stock");
  return (
    <>
      <LocationMenu location={bin} what="bin" onArchived={() => router.push("/warehouses")} />
      {mayMove && (
        <LinkButton href={`/stock/move?from=${bin.id}`} icon={<ArrowLeftRight aria-hidden />}>
          Move from here
        </LinkButton>
      )}
      {mayReceive && (
        <LinkButton href={`/stock/receive?bin=${bin.id}`} icon={<PackagePlus aria-hidden />} variant="primary">
          Receive here
        </LinkButton>
      )}
    </>
  );
}
