"use client";

import { type KeyboardEvent, type RefObject, useState } from "react";
import { flushSync } from "react-dom";
import { trpc } from "@/client/trpc";
import { type Asked, askedMention, type Reader, withMention } from "./mention";

const KEPT_MS = 60_000;

type Options = {
  box: RefObject<HTMLTextAreaElement | null>;
  orderId: string;
  value: string;
  onValue: (text: string) => void;
  onMention: (reader: Reader) => void;
};

/** Whom the text before the caret may name, and the keys that choose one of them. */
export function useMention({ box, orderId, value, onValue, onMention }: Options) {
  const { asked, look, close } = useAsked();
  const [marked, setMarked] = useState(0);
  const search = asked?.words ?? "";
  // What an earlier search found is not offered: Enter would choose of it.
  const found = trpc.orders.listReaders.useQuery({ orderId, search }, { enabled: asked !== null, staleTime: KEPT_MS });
  const readers: readonly Reader[] = asked === null ? [] : (found.data?.rows ?? []);
  const place = Math.min(marked, Math.max(0, readers.length - 1));

  const choose = (reader: Reader) => {
    if (asked === null) return;
    const { text, caret } = withMention(value, asked, reader.name);
    // The caret is set in the text that has the name.
    flushSync(() => {
      onValue(text);
      onMention(reader);
      close();
    });
    box.current?.focus();
    box.current?.setSelectionRange(caret, caret);
  };
  const chooseMarked = () => {
    const reader = readers[place];
    if (reader) choose(reader);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setMarked((place + 1) % readers.length),
    ArrowUp: () => setMarked((place - 1 + readers.length) % readers.length),
    Enter: chooseMarked,
    Tab: chooseMarked,
    Escape: close,
  };
  return {
    readers,
    place,
    choose,
    close,
    look: (from: HTMLTextAreaElement) => {
      setMarked(0);
      look(from);
    },
    /** Whether the key was for the list. */
    press({ key, shiftKey }: KeyboardEvent): boolean {
      const act = readers.length > 0 && !shiftKey ? keys[key] : undefined;
      act?.();
      return act !== undefined;
    },
  };
}

/** Whom the text before the caret asks for. One that was chosen or closed is not asked for again. */
function useAsked() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const look = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) => {
    const next = selectionStart === selectionEnd ? askedMention(value, selectionStart) : null;
    if (next === null) setClosedAt(null);
    setAsked(next);
  };
  const close = () => {
    if (asked !== null) setClosedAt(asked.from);
    setAsked(null);
  };
  return { asked: asked !== null && asked.from === closedAt ? null : asked, look, close };
}
