"use client";

import { Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { buttonStyle } from "./button-style";

const LABEL = "Switch between light and dark";

/**
 * From light to dark and back, for pages without an account menu. Both icons are rendered and CSS shows one, so that
 * server and browser agree before the theme is known.
 */
export function ThemeToggle() {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <button
      type="button"
      aria-label={LABEL}
      title={LABEL}
      onClick={() => setTheme(resolvedTheme === "dark" ? "light" : "dark")}
      className={buttonStyle({ variant: "ghost", square: true })}
    >
      <Sun aria-hidden className="dark:hidden" />
      <Moon aria-hidden className="hidden dark:block" />
    </button>
  );
}
