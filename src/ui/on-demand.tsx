"use client";

import {
  type ComponentType,
  createElement,
  type KeyboardEvent as KeyPress,
  type MouseEvent as MousePress,
  type PointerEvent as PointerPress,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";
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
      reportNotOpened();
    });
    useEffect(() => {
      if (!Loaded) void load().then((found) => setLoaded(() => found), giveUp);
    }, [Loaded, open]);
    return isWanted && Loaded && createElement(Loaded, props);
  };
}

function reportNotOpened(): void {
  notify.error("This couldn't be opened", {
    id: "not-opened",
    description: "Check the connection and try again. If it still doesn't open, reload the page.",
  });
}

const isModified = (event: KeyPress | PointerPress) =>
  event.ctrlKey || event.metaKey || event.altKey || (event.type === "keydown" && event.shiftKey);

/** What opens the real control: a button that is pressed, or a whole click; and keys, unless they are clicks, too. */
type FirstUse = { press: "pointerdown" | "click"; opensBy: (key: string) => boolean };

/** At the same place: a list closes when its pointer is lifted far from where it was pressed. */
const repeat = (type: FirstUse["press"], { clientX, clientY }: MousePress) =>
  new PointerEvent(type, { bubbles: true, cancelable: true, pointerType: "mouse", clientX, clientY });

/**
 * For a control that opens from a trigger, such as a menu: its machinery is fetched when a pointer or the focus comes
 * near, and takes the place of a plain trigger when that is first pressed. The same press is then repeated on the real
 * one, so that it opens as if it had been there before. Who went on meanwhile, or pressed Escape, is not called back.
 */
export function useOnFirstUse<Parts>(load: () => Promise<Parts>, { press: pressed, opensBy }: FirstUse) {
  const triggerRef = useRef<HTMLButtonElement>(null);
  const [loaded, setLoaded] = useState<Parts | null>(null);
  const press = useRef<Event>(undefined);
  const begin = (event: Event) => {
    press.current = event;
    void load().then((parts) => press.current && setLoaded(() => parts), reportNotOpened);
  };
  const giveUp = () => {
    press.current = undefined;
  };
  useEffect(() => {
    const trigger = triggerRef.current;
    if (!loaded || !press.current || !trigger) return;
    if (press.current instanceof KeyboardEvent) trigger.focus();
    trigger.dispatchEvent(press.current);
    press.current = undefined;
  }, [loaded]);
  const comeNear = () => void load().catch(() => {});
  const click = (event: MousePress) => begin(repeat(pressed, event));
  return {
    loaded,
    triggerRef,
    /** On the plain trigger. A finger may still be scrolling, so it counts when it has tapped. */
    trigger: {
      onPointerEnter: comeNear,
      onFocus: comeNear,
      onBlur: giveUp,
      onPointerDown: (event: PointerPress) => {
        if (pressed === "click" || event.pointerType !== "mouse" || event.button !== 0 || isModified(event)) return;
        event.preventDefault();
        click(event);
      },
      onClick: click,
      onKeyDown: (event: KeyPress) => {
        if (event.key === "Escape") giveUp();
        if (isModified(event) || !opensBy(event.key)) return;
        event.preventDefault();
        begin(new KeyboardEvent("keydown", { key: event.key, code: event.code, bubbles: true, cancelable: true }));
      },
    },
  };
}

/** How long after a failed try a part of a page is fetched again, as when the connection was away. */
const FETCH_AGAIN_MS = 5_000;

/**
 * A part of a page that stands in it from the beginning and is no part of its first load: it is fetched behind the
 * page's own scripts, once, and `Waiting` stands in its place until then. Where it could not be fetched it says so, and
 * is fetched again until it comes, for as long as its place is there.
 */
export function deferred<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Waiting: ComponentType = () => null,
  NotLoaded: ComponentType = PartNotLoaded,
) {
  let known: ComponentType<Props> | null = null;
  return function Deferred(props: Props): ReactNode {
    const [Loaded, setLoaded] = useState(() => known);
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      // One that came between rendering and this is there at once, since it is fetched once.
      if (Loaded) return;
      let isWanted = true;
      let again: ReturnType<typeof setTimeout> | undefined;
      const failed = () => {
        setFailed(true);
        if (isWanted) again = setTimeout(fetchIt, FETCH_AGAIN_MS);
      };
      const fetchIt = () =>
        void load().then((found) => {
          known = found;
          setLoaded(() => found);
        }, failed);
      fetchIt();
      return () => {
        isWanted = false;
        clearTimeout(again);
      };
    }, [Loaded]);
    if (Loaded) return createElement(Loaded, props);
    return hasFailed ? <NotLoaded /> : <Waiting />;
  };
}

/** The rest of the page goes on. */
const PartNotLoaded = (): ReactNode => (
  <p className="text-sm text-muted">This part of the page couldn't be loaded. Reload the page to see it.</p>
);
