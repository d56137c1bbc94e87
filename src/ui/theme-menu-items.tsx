"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { MenuRadio } from "./dropdown-menu";
import { useThemeChoice } from "./use-theme-choice";

const THEMES = [
  { value: "light", name: "Light", icon: Sun },
  { value: "dark", name: "Dark", icon: Moon },
  { value: "system", name: "System", icon: Monitor },
] as const;

/** The choice of a theme, as part of a larger menu. */
export function ThemeMenuItems() {
  const { theme, setTheme } = useThemeChoice();
  return (
    <MenuRadio
      value={theme ?? "system"}
      onValue={setTheme}
      options={THEMES.map(({ value, name, icon: Icon }) => ({
        value,
        label: (
          <>
            <span className="flex-1">{name}</span>
            <Icon aria-hidden className="text-muted" />
          </>
        ),
      }))}
    />
  );
}
