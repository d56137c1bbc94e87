"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { RegionProvider } from "@/ui/region";
import { type Outputs, trpc } from "./trpc";

export type ShopSettings = Outputs["shop"]["getSettings"];

const ShopContext = createContext<ShopSettings | null>(null);

type ShopProviderProps = { settings: ShopSettings; renderedAtMs: number; children: ReactNode };

/** The settings of the shop: first as the page was rendered, then live. */
export function ShopProvider({ settings, renderedAtMs, children }: ShopProviderProps) {
  const live = trpc.shop.getSettings.useQuery(undefined, { placeholderData: settings });
  const shop = live.data ?? settings;
  const { locale, currency, timeZone } = shop;
  const region = useMemo(() => ({ locale, currency, timeZone }), [locale, currency, timeZone]);
  return (
    <ShopContext value={shop}>
      <RegionProvider region={region} renderedAtMs={renderedAtMs}>
        {children}
      </RegionProvider>
    </ShopContext>
  );
}

/** @throws Error outside the staff pages, which alone know the shop */
export function useShop(): ShopSettings {
  const shop = useContext(ShopContext);
  if (!shop) throw new Error("Only pages for staff know the settings of the shop.");
  return shop;
}
