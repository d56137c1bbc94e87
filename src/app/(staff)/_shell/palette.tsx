"use client";

import { Boxes, ClipboardList, PackagePlus, Plus, Shirt, Upload, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useCan, usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { CommandPalette, type PaletteGroup } from "@/ui/command-palette";
import { navigationOf } from "./navigation";

const FOUND_MAX = 6;
const QUERY_CHARACTERS_MIN = 2;

type StaffPaletteProps = { open: boolean; onOpen: (open: boolean) => void };

/** Goes anywhere and finds anything, by typing. */
export function StaffPalette({ open, onOpen }: StaffPaletteProps) {
  const [query, setQuery] = useState("");
  const { results, isLoading } = useFound(open ? query : "");
  const groups = useCommands();
  const toggle = (isOpen: boolean) => {
    if (!isOpen) setQuery("");
    onOpen(isOpen);
  };
  return (
    <CommandPalette
      open={open}
      onOpen={toggle}
      groups={groups}
      query={query}
      onQuery={setQuery}
      results={results}
      loading={isLoading}
      placeholder="Search products, orders, customers, or type a command"
    />
  );
}

function useCommands(): PaletteGroup[] {
  const router = useRouter();
  const { role } = usePerson();
  const mayCreate = useCan("catalog.create-product");
  const mayImport = useCan("catalog.import-products");
  const command = (id: string, label: string, href: string, icon: ReactNode) => ({
    id,
    label,
    icon,
    run: () => router.push(href),
  });
  const act = [
    command("new-order", "New order", "/orders/new", <Plus />),
    command("receive", "Receive goods", "/stock/receive", <PackagePlus />),
    command("move", "Move goods", "/stock/move", <Boxes />),
    ...(mayCreate ? [command("new-product", "New product", "/products/new", <Plus />)] : []),
    ...(mayImport ? [command("import", "Import products", "/products/import", <Upload />)] : []),
  ];
  const places = navigationOf(role)
    .flatMap((group) => group.items)
    .map((item) => ({
      ...command(`go ${item.href}`, item.label, item.href, item.icon),
      ...(item.shortcut ? { shortcut: item.shortcut } : {}),
    }));
  return [
    { heading: "Do", commands: act },
    { heading: "Go to", commands: places },
  ];
}

function useFound(typed: string): { results: PaletteGroup[]; isLoading: boolean } {
  const router = useRouter();
  const search = useDeferredValue(typed.trim());
  const enabled = search.length >= QUERY_CHARACTERS_MIN;
  const orders = trpc.orders.list.useQuery({ search, limit: FOUND_MAX }, { enabled });
  const goods = trpc.catalog.searchVariants.useQuery({ query: search, limit: FOUND_MAX }, { enabled });
  const customers = trpc.orders.customers.useQuery({ search, limit: FOUND_MAX }, { enabled });
  if (!enabled) return { results: [], isLoading: false };

  const go = (href: string) => () => router.push(href);
  const results: PaletteGroup[] = [
    {
      heading: "Orders",
      commands: (orders.data?.rows ?? []).map((order) => ({
        id: order.id,
        label: `#${order.number}`,
        hint: order.customerName,
        icon: <ClipboardList />,
        run: go(`/orders/${order.id}`),
      })),
    },
    {
      heading: "Products",
      commands: (goods.data ?? []).map((variant) => ({
        id: variant.variantId,
        label: variant.title,
        hint: variant.sku,
        icon: <Shirt />,
        run: go(`/products/${variant.productId}`),
      })),
    },
    {
      heading: "Customers",
      commands: (customers.data?.rows ?? []).map((customer) => ({
        id: customer.id,
        label: customer.name,
        hint: customer.email,
        icon: <UserRound />,
        run: go(`/customers/${customer.id}`),
      })),
    },
  ];
  return {
    results: results.filter((group) => group.commands.length > 0),
    isLoading: orders.isFetching || goods.isFetching || customers.isFetching,
  };
}
