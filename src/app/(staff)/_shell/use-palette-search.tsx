"use client";

import { Fingerprint, Warehouse } from "lucide-react";
import { useRouter } from "next/navigation";
import { ENTITY_HREFS } from "@/app/(staff)/_history/entity-href";
import { ENTITY_PAGES } from "@/app/(staff)/_history/entity-pages";
import { serialHref } from "@/app/(staff)/_serials/serial-address";
import { isSerial } from "@/app/(staff)/_serials/serials";
import { trpc } from "@/client/trpc";
import { formatOrderNumber } from "@/modules/orders/order";
import { SEARCH_CHARACTERS_MAX } from "@/shared/search-length";
import type { PaletteGroup } from "@/ui/command-palette";

const FOUND_MAX = 6;
const QUERY_CHARACTERS_MIN = 2;

/** `key` is unique where several results lead to one page, as the variants of a product do. */
type Found = { id: string; key?: string; label: string; hint: string };

type PaletteSearch = { results: PaletteGroup[]; isLoading: boolean; hasFailed: boolean };

/** Search results for the palette, grouped by kind. */
export function usePaletteSearch(typed: string): PaletteSearch {
  const router = useRouter();
  const search = typed.trim().slice(0, SEARCH_CHARACTERS_MAX);
  const enabled = search.length >= QUERY_CHARACTERS_MIN;
  const orders = trpc.orders.list.useQuery({ search, limit: FOUND_MAX }, { enabled });
  const variants = trpc.catalog.searchVariants.useQuery({ query: search, limit: FOUND_MAX }, { enabled });
  const customers = trpc.customers.list.useQuery({ search, limit: FOUND_MAX }, { enabled });
  const pieces = trpc.inventory.findSerial.useQuery({ serial: search }, { enabled: enabled && isSerial(search) });
  const bins = trpc.inventory.searchBins.useQuery({ query: search, limit: FOUND_MAX }, { enabled });
  if (!enabled) return { results: [], isLoading: false, hasFailed: false };

  const groupOf = (entity: "order" | "product" | "customer", found: readonly Found[]): PaletteGroup => {
    const { plural, icon: Icon } = ENTITY_PAGES[entity];
    const href = ENTITY_HREFS[entity];
    return {
      heading: plural,
      commands: found.map(({ id, key = id, label, hint }) => ({
        id: key,
        label,
        hint,
        icon: <Icon />,
        run: () => router.push(href(id)),
      })),
    };
  };
  const foundOrders = (orders.data?.rows ?? []).map((order) => ({
    id: order.id,
    label: `${formatOrderNumber(order.number)}, ${order.customerName}`,
    hint: order.foundTracking ?? order.foundItem ?? order.customerReference,
  }));
  const foundVariants = (variants.data ?? []).map(({ productId, variantId, title, sku }) => ({
    id: productId,
    key: variantId,
    label: title,
    hint: sku,
  }));
  const foundCustomers = (customers.data?.rows ?? []).map(({ id, name, email, phone }) => ({
    id,
    label: name,
    hint: email || phone,
  }));
  // Each with its warehouse, since several may have the code.
  const foundBins = (bins.data ?? []).map(({ id, code, warehouseName }) => ({
    id,
    label: code,
    hint: warehouseName,
    icon: <Warehouse />,
    run: () => router.push(`/warehouses/bins/${id}`),
  }));
  // Whole alone, as it is scanned; items of several products may have it.
  const foundPieces = (pieces.data ?? []).map(({ lotId, serial, variantId, sku }) => ({
    id: lotId,
    label: serial,
    hint: sku,
    icon: <Fingerprint />,
    run: () => router.push(serialHref(variantId, serial)),
  }));
  const asked = [orders, variants, customers, bins, pieces];
  return {
    results: [
      { heading: "Serial numbers", commands: foundPieces },
      groupOf("order", foundOrders),
      groupOf("product", foundVariants),
      groupOf("customer", foundCustomers),
      { heading: "Bins", commands: foundBins },
    ].filter(({ commands }) => commands.length > 0),
    isLoading: asked.some(({ isFetching }) => isFetching),
    hasFailed: asked.some(({ isError }) => isError),
  };
}
