"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { StalenessTable } from "@/shared/staleness";
import { useLiveStatus } from "./live-status";
import { trpc } from "./trpc";

const FETCH_AGAIN_MS = 5_000;

/**
 * Keeps every screen of this tab current. Stands once in the frame of the signed-in pages. What does it is fetched
 * behind the page's own scripts: a page shows what its answers say before it follows what happens.
 */
export function LiveUpdates({ staleness: given }: { staleness: StalenessTable }) {
  // The table never changes, but each rendering of the layout brings a copy, which must not reopen the stream.
  const [staleness] = useState(given);
  const queryClient = useQueryClient();
  const { client } = trpc.useUtils();
  useEffect(() => {
    let isOver = false;
    let stop = () => {};
    const begin = () => {
      const fetchAgain = () => {
        const timer = setTimeout(begin, FETCH_AGAIN_MS);
        stop = () => clearTimeout(timer);
      };
      import("./follow-live").then(
        ({ followLive }) => isOver || (stop = followLive({ queryClient, client, staleness })),
        () => isOver || fetchAgain(),
      );
    };
    begin();
    return () => {
      isOver = true;
      stop();
    };
  }, [queryClient, client, staleness]);
  return <span hidden data-live={useLiveStatus()} />;
}
