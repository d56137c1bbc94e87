"use client";

import { type ComponentType, useEffect, useState } from "react";
import type { NotifyOptions, Show, Tone } from "./toast-options";

let begin: (show: Show) => void;
const begun = new Promise<Show>((resolve) => (begin = resolve));
/** Fetches what could not be fetched before. */
let fetchAgain = () => {};

const send =
  (tone: Tone) =>
  (title: string, options: NotifyOptions = {}): void => {
    fetchAgain();
    void begun.then((show) => show(tone, title, options));
  };

/** Toasts: what was done, with undo where there is one. Never the only place that shows a failure. */
export const notify = { success: send("success"), info: send("info"), warning: send("warning"), error: send("error") };

/**
 * Where toasts appear. It is fetched behind the page's own scripts and not with the first toast: a screen reader
 * announces only what comes into a region that was there before.
 */
export function Toaster() {
  const [Toasts, setToasts] = useState<ComponentType<{ onReady: (show: Show) => void }> | null>(null);
  useEffect(() => {
    if (Toasts) return;
    const fetchToasts = () => void import("./toasts").then((found) => setToasts(() => found.Toasts)).catch(() => {});
    fetchAgain = fetchToasts;
    fetchToasts();
    return () => {
      fetchAgain = () => {};
    };
  }, [Toasts]);
  return Toasts && <Toasts onReady={begin} />;
}
