"use client";

import { useTheme } from "next-themes";

/** The theme and how to change it. All of the page changes at once: nothing fades on its own. */
export function useThemeChoice() {
  const { theme, resolvedTheme, setTheme } = useTheme();
  const choose = (chosen: string) => {
    const { dataset } = document.documentElement;
    dataset["still"] = "";
    setTheme(chosen);
    // The next frame has the new colours; the one after it may move again.
    requestAnimationFrame(() => requestAnimationFrame(() => delete dataset["still"]));
  };
  return { theme, resolvedTheme, setTheme: choose };
}
