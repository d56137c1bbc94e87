import { createTRPCClient, httpSubscriptionLink, retryLink, type TRPCClient } from "@trpc/client";
import type { AppRouter } from "@/server/router";
import type { LiveListener } from "./live-channel";
import { isSignedOut, pauseBefore, TRPCClientError, URL_PATH } from "./trpc";

/** A stream that is not back by then counts as lost, though it goes on trying. */
const OFFLINE_AFTER_MS = 8_000;
const REOPEN_MS = 2_000;

const isUnauthorized = (error: unknown): boolean => error instanceof TRPCClientError && isSignedOut(error);

/** Apart from the client of all other calls, so that a page's first load has nothing of it. */
const makeStreamClient = () =>
  createTRPCClient<AppRouter>({
    links: [
      retryLink({ retry: ({ error }) => !isSignedOut(error), retryDelayMs: pauseBefore }),
      httpSubscriptionLink({ url: URL_PATH }),
    ],
  });

type Timer = ReturnType<typeof setTimeout>;

/** The server's live events. After a cut it opens again by itself, from the last position that it received. */
export class LiveStream {
  private subscription: { unsubscribe: () => void } | undefined;
  private reopening: Timer | undefined;
  private givingUp: Timer | undefined;
  private isClosed = false;
  private readonly streamClient = makeStreamClient();

  constructor(
    private readonly client: TRPCClient<AppRouter>,
    private position: number | null,
    private readonly listener: LiveListener,
  ) {
    // The browser knows at once that its network is gone; the stream would stay open in silence.
    window.addEventListener("offline", this.onOffline);
    window.addEventListener("online", this.reopen);
    this.open();
  }

  close(): void {
    this.isClosed = true;
    window.removeEventListener("offline", this.onOffline);
    window.removeEventListener("online", this.reopen);
    clearTimeout(this.reopening);
    clearTimeout(this.givingUp);
    this.subscription?.unsubscribe();
  }

  private open(): void {
    this.subscription = this.streamClient.live.events.subscribe(
      { lastEventId: this.position === null ? null : String(this.position) },
      {
        onData: ({ data }) => {
          this.position = data.position;
          this.listener.onEvent(data);
        },
        onConnectionStateChange: ({ state }) => this.setLive(state === "pending"),
        onComplete: this.reopen,
        onError: (error) => void this.recover(error),
      },
    );
  }

  /** A stream that began under a session which was replaced since is refused, though its browser is signed in. */
  private async recover(error: unknown): Promise<void> {
    const isSignedOut =
      isUnauthorized(error) && (await this.client.users.getMe.query().then(() => false, isUnauthorized));
    // The page's own guard redirects.
    if (isSignedOut) window.location.reload();
    else this.reopen();
  }

  private readonly reopen = (): void => {
    if (this.isClosed) return;
    this.setLive(false);
    this.subscription?.unsubscribe();
    clearTimeout(this.reopening);
    this.reopening = setTimeout(() => this.open(), REOPEN_MS);
  };

  private readonly onOffline = (): void => this.listener.onStatus("offline");

  private setLive(isLive: boolean): void {
    if (this.isClosed) return;
    if (isLive) {
      clearTimeout(this.givingUp);
      this.givingUp = undefined;
      this.listener.onStatus("live");
    } else if (this.givingUp === undefined) {
      this.listener.onStatus("connecting");
      this.givingUp = setTimeout(() => this.listener.onStatus("offline"), OFFLINE_AFTER_MS);
    }
  }
}
