"use client";

import { type ComponentType, createElement, type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { notify } from "./toast";

type DialogProps = { open: boolean; onOpen: (open: boolean) => void };

/**
 * A dialog that is no part of a page's first load. It is fetched behind the page's own scripts, so that it is there
 * before somebody asks for it. What fails is fetched again whenever it is wanted, and the page stays as it is.
 */
export function onDemand<Props extends DialogProps>(load: () => Promise<ComponentType<Props>>) {
  return function OnDemand(props: Props): ReactNode {
    const { open, onOpen } = props;
    const [Loaded, setLoaded] = useState<ComponentType<Props> | null>(null);
    const [isWanted, setWanted] = useState(open);
    if (open && !isWanted) setWanted(true);
    const giveUp = useEffectEvent(() => {
      if (!open) return;
      onOpen(false);
      notify.error("This couldn't be opened", {
        description: "Check the connection and try again. If it still doesn't open, reload the page.",
      });
    });
    useEffect(() => {
      if (!Loaded) void load().then((found) => setLoaded(() => found), giveUp);
    }, [Loaded, open]);
    return isWanted && Loaded && createElement(Loaded, props);
  };
}

/** Stands where a part of a page could not be fetched; the rest of the page goes on. */
export const PartNotLoaded = (): ReactNode => (
  <p className="text-sm text-muted">This part of the page couldn't be loaded. Reload the page to see it.</p>
);
