"use client";

import { type ComponentType, createElement, lazy, type ReactNode, Suspense, useEffect, useState } from "react";

/**
 * A dialog that is no part of a page's first load. It is fetched behind the page's own scripts, so that it is there
 * before somebody asks for it, and stays usable when the line is cut.
 */
export function onDemand<Props extends { open: boolean }>(load: () => Promise<ComponentType<Props>>) {
  const Loaded: ComponentType<Props> = lazy(async () => ({ default: await load() }));
  return function OnDemand(props: Props): ReactNode {
    const [isWanted, setWanted] = useState(props.open);
    if (props.open && !isWanted) setWanted(true);
    // What fails here is fetched again when it is wanted.
    useEffect(() => void load().catch(() => {}), []);
    return isWanted && <Suspense>{createElement(Loaded, props)}</Suspense>;
  };
}
