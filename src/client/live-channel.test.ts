import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LIVE_STARTED, type LiveEvent } from "@/shared/event";
import { type LiveListener, LiveChannel, type LiveStatus } from "./live-channel";

/** Node has no Web Locks: first come, first served, as in a browser. */
class Locks {
  private readonly queue: (() => Promise<void>)[] = [];
  private isHeld = false;

  request(_name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = async () => {
        await hold();
        resolve();
      };
      this.queue.push(turn);
      signal.addEventListener("abort", () => {
        const place = this.queue.indexOf(turn);
        if (place < 0) return;
        this.queue.splice(place, 1);
        reject(signal.reason);
      });
      void this.next();
    });
  }

  private async next(): Promise<void> {
    if (this.isHeld) return;
    const turn = this.queue.shift();
    if (!turn) return;
    this.isHeld = true;
    await turn();
    this.isHeld = false;
    void this.next();
  }
}

type Tab = {
  channel: LiveChannel;
  received: number[];
  heard: string[];
  statuses: LiveStatus[];
  builds: (string | undefined)[];
  openedAfter: (number | null)[];
  closed: () => number;
  stream: LiveListener | undefined;
};
let tabs: Tab[] = [];

function openTab(): Tab {
  const received: number[] = [];
  const heard: string[] = [];
  const statuses: LiveStatus[] = [];
  const builds: (string | undefined)[] = [];
  const openedAfter: (number | null)[] = [];
  let closed = 0;
  const tab: Partial<Tab> = { received, statuses, builds, openedAfter };
  const open = (after: number | null, listener: LiveListener) => {
    openedAfter.push(after);
    tab.stream = listener;
    return { close: () => (closed += 1) };
  };
  const channel = new LiveChannel(open, {
    onEvent: ({ name, position }) => {
      received.push(position);
      heard.push(`${name} ${position}`);
    },
    onStatus: (status) => statuses.push(status),
    onBuild: (build) => builds.push(build),
  });
  const opened: Tab = {
    received,
    heard,
    statuses,
    builds,
    openedAfter,
    closed: () => closed,
    channel,
    get stream() {
      return tab.stream;
    },
  };
  tabs.push(opened);
  return opened;
}

const fact = (position: number): LiveEvent => ({ position, name: "orders.confirmed", entityIds: [] });
const started = (position: number): LiveEvent => ({ position, name: LIVE_STARTED, entityIds: [] });

/** What tabs tell each other comes by a channel of the machine, which takes its time on a slow one. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

beforeEach(() => {
  vi.stubGlobal("navigator", { locks: new Locks() });
  // Young pages, as most are.
  vi.spyOn(performance, "now").mockReturnValue(1_000);
});
afterEach(() => {
  for (const { channel } of tabs) channel.stop();
  tabs = [];
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("only one tab opens a stream, and all hear each fact once", async () => {
  const [first, second, third] = [openTab(), openTab(), openTab()];
  first.stream?.onEvent(started(4));
  first.stream?.onStatus("live");
  first.stream?.onEvent(fact(5));
  first.stream?.onEvent(fact(6));
  await soon(() => expect(third.received).toEqual([5, 6]));
  await soon(() => expect(second.received).toEqual([5, 6]));
  expect(first.received).toEqual([5, 6]);
  expect([first.openedAfter, second.openedAfter, third.openedAfter]).toEqual([[null], [], []]);
  expect(third.statuses.at(-1)).toBe("live");
});

test("when the leading tab closes, the next goes on from the last event it received", async () => {
  const [first, second] = [openTab(), openTab()];
  first.stream?.onEvent(started(10));
  first.stream?.onStatus("live");
  first.stream?.onEvent(fact(11));
  await soon(() => expect(second.received).toEqual([11]));
  first.channel.stop();
  await soon(() => expect(second.openedAfter).toEqual([11]));
  second.stream?.onEvent(fact(11));
  second.stream?.onEvent(fact(12));
  expect(second.received).toEqual([11, 12]);
});

test("all tabs hear what the server was built from, whichever follows it", async () => {
  const [first, second] = [openTab(), openTab()];
  first.stream?.onBuild("old");
  first.stream?.onStatus("live");
  await soon(() => expect(second.builds.at(-1)).toBe("old"));
  first.stream?.onBuild("new");
  first.stream?.onStatus("live");
  await soon(() => expect(second.builds.at(-1)).toBe("new"));
  expect(first.builds).toEqual(["old", "new"]);
  expect(openTab().stream).toBeUndefined();
  await soon(() => expect(tabs.at(-1)?.builds.at(-1)).toBe("new"));
});

test("a tab that opens later hears what happened while it was loading", async () => {
  const first = openTab();
  first.stream?.onEvent(started(20));
  first.stream?.onStatus("live");
  first.stream?.onEvent(fact(21));
  const second = openTab();
  await soon(() => expect(second.received).toEqual([21]));
  expect(second.statuses.at(-1)).toBe("live");
});

test("a page that was old before its first event revalidates everything", () => {
  vi.spyOn(performance, "now").mockReturnValue(60_000);
  const only = openTab();
  only.stream?.onEvent(started(30));
  expect(only.received).toEqual([30]);
});

test("tabs that are hidden for long leave the stream, and go on where it was when they are shown", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const [first, second] = [openTab(), openTab()];
  first.stream?.onEvent(started(40));
  first.stream?.onStatus("live");
  first.stream?.onEvent(fact(41));
  await soon(() => expect(second.received).toEqual([41]));

  first.channel.setHidden(true);
  vi.advanceTimersByTime(59_000);
  expect(first.closed()).toBe(0);
  second.channel.setHidden(true);
  vi.advanceTimersByTime(1_000);
  expect(first.closed()).toBe(1);
  await soon(() => expect(second.openedAfter).toEqual([41]));
  vi.advanceTimersByTime(60_000);
  expect([second.closed(), second.statuses.at(-1), first.openedAfter.length]).toEqual([1, "connecting", 1]);

  second.channel.setHidden(false);
  await soon(() => expect(second.openedAfter).toEqual([41, 41]));
  second.stream?.onEvent(fact(42));
  await soon(() => expect(first.received).toEqual([41, 42]));
});

/** A tab that heard up to 41 and stood back, and one that was opened since. */
async function openAfterStoodBack(): Promise<[Tab, Tab]> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const first = openTab();
  first.stream?.onEvent(started(40));
  first.stream?.onEvent(fact(41));
  first.channel.setHidden(true);
  vi.advanceTimersByTime(60_000);
  expect(first.closed()).toBe(1);
  const second = openTab();
  await soon(() => expect(second.openedAfter).toEqual([null]));
  return [first, second];
}

test("what came while every tab stood back is not lost on them when a new tab begins where the server is", async () => {
  const [first, second] = await openAfterStoodBack();
  second.stream?.onEvent(started(50));
  second.stream?.onStatus("live");
  second.stream?.onEvent(fact(51));
  await soon(() => expect(first.heard).toEqual(["orders.confirmed 41", "live.resync 50", "orders.confirmed 51"]));
  expect(second.heard).toEqual(["orders.confirmed 51"]);
});

test("who heard what a new leader begins with goes on", async () => {
  const [first, second] = await openAfterStoodBack();
  second.stream?.onEvent(started(40));
  second.stream?.onEvent(fact(41));
  second.stream?.onEvent(fact(42));
  await soon(() => expect(first.received).toEqual([41, 42]));
});

test("a tab that is hidden for a moment goes on leading", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const only = openTab();
  only.channel.setHidden(true);
  vi.advanceTimersByTime(50_000);
  only.channel.setHidden(false);
  vi.advanceTimersByTime(50_000);
  expect([only.closed(), only.openedAfter]).toEqual([0, [null]]);
});

test("where a browser cannot share, each tab follows for itself", () => {
  vi.stubGlobal("navigator", {});
  const [first, second] = [openTab(), openTab()];
  expect([first.openedAfter, second.openedAfter]).toEqual([[null], [null]]);
});
