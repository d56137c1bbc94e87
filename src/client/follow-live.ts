import type { Query, QueryClient } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import type { AppRouter } from "@/server/router";
import type { StalenessTable } from "@/shared/staleness";
import { LiveChannel } from "./live-channel";
import { isShownOutdated, resetStatus, setOutdated, setStatus } from "./live-status";
import { LiveStream } from "./live-stream";
import { watchBuilds } from "./other-build";
import { StaleQueries } from "./stale-queries";
import { mayBeAnsweredLater, readAfter } from "./trpc";

/** What failed is asked for again, since nobody will tell of it a second time: by each browser at another moment. */
const ASK_AGAIN_MS = 5_000;
const askAgainPause = (): number => ASK_AGAIN_MS * (0.5 + Math.random());

const isHidden = () => document.visibilityState === "hidden";

const waits = ({ state }: Query) =>
  state.isInvalidated && (state.fetchStatus !== "idle" || mayBeAnsweredLater(state.error));

/** Ends `updating` as soon as nothing on the screen waits for a new answer, and asks again for what failed. */
function watchOutdated(queryClient: QueryClient) {
  const cache = queryClient.getQueryCache();
  let askingAgain: ReturnType<typeof setTimeout> | undefined;
  const askAgain = () => {
    askingAgain = undefined;
    if (!isHidden()) void queryClient.refetchQueries({ type: "active", fetchStatus: "idle", predicate: waits });
  };
  const look = () => {
    if (!isShownOutdated() || isHidden()) return;
    const waiting = cache.findAll({ type: "active", predicate: waits });
    if (waiting.length === 0) setOutdated(false);
    else if (waiting.every(({ state }) => state.fetchStatus === "idle"))
      askingAgain ??= setTimeout(askAgain, askAgainPause());
  };
  // The query client asks again when it hears that the tab is shown, which may be after this.
  const lookSoon = () => void setTimeout(look);
  document.addEventListener("visibilitychange", lookSoon);
  const unsubscribe = cache.subscribe(() => isShownOutdated() && lookSoon());
  return {
    onOutdated: () => {
      setOutdated(true);
      lookSoon();
    },
    stop: () => {
      document.removeEventListener("visibilitychange", lookSoon);
      clearTimeout(askingAgain);
      unsubscribe();
    },
  };
}

type Following = { queryClient: QueryClient; client: TRPCClient<AppRouter>; staleness: StalenessTable };

/** Until it is stopped: hears what happens, and asks again for what is stale by it. */
export function followLive({ queryClient, client, staleness }: Following): () => void {
  const { onOutdated, stop } = watchOutdated(queryClient);
  const stale = new StaleQueries(queryClient, staleness, { isHidden, onOutdated });
  const builds = watchBuilds();
  const channel = new LiveChannel((after, listener) => new LiveStream(client, after, listener), {
    onEvent: (event) => {
      readAfter(event.readAfter);
      stale.add(event);
    },
    onStatus: setStatus,
    onBuild: builds.hear,
  });
  const onVisibility = () => channel.setHidden(isHidden());
  document.addEventListener("visibilitychange", onVisibility);
  onVisibility();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    stop();
    builds.stop();
    channel.stop();
    stale.stop();
    resetStatus();
  };
}
