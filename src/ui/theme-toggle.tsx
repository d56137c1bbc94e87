"use client";

import { Moon, Sun } from "lucide-react";
import { buttonStyle } from "./button-style";
import { useThemeChoice } from "./use-theme-choice";

const LABEL = "Switch between light and dark";

/**
 * From light to dark and back, for pages without an account menu. Both icons are rendered and CSS shows one, so that
 * server and browser agree before the theme is known.
 */
export function ThemeToggle() {
  const { resolvedTheme, setTheme } = useThemeChoice();
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
