"use client";

import { createContext, type ReactNode, useContext } from "react";
import { DEFAULT_REGION, type Region, setRegion } from "@/shared/region";

type Frame = { region: Region; renderedAtMs: number };

const RegionContext = createContext<Frame>({ region: DEFAULT_REGION, renderedAtMs: 0 });

type RegionProviderProps = {
  region: Region;
  /** When the server rendered the page, so that its first times read the same in the browser. */
  renderedAtMs: number;
  children: ReactNode;
};

/** How the page around it writes numbers, money and times, for its components and for all that format text. */
export function RegionProvider({ region, renderedAtMs, children }: RegionProviderProps) {
  // A page has one region, and whoever formats reads it there; the context makes components follow a change.
  setRegion(region);
  return <RegionContext value={{ region, renderedAtMs }}>{children}</RegionContext>;
}

/** The region that a component writes by; a change of it renders the component again. */
export const useRegion = (): Region => useContext(RegionContext).region;

export const useRenderedAt = (): number => useContext(RegionContext).renderedAtMs;
