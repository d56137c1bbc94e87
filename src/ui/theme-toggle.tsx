"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { Menu, MenuRadio } from "./dropdown-menu";
import { IconButton } from "./icon-button";

const THEMES = [
  { value: "light", name: "Light", icon: Sun },
  { value: "dark", name: "Dark", icon: Moon },
  { value: "system", name: "System", icon: Monitor },
] as const;

/** The choices alone, for a larger menu. */
export function ThemeMenuItems() {
  const { theme, setTheme } = useTheme();
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

/** Both icons are rendered and CSS shows one, so that server and browser agree before the theme is known. */
export function ThemeToggle() {
  return (
    <Menu
      label="Theme"
      trigger={
        <IconButton
          label="Theme"
          icon={
            <>
              <Sun aria-hidden className="dark:hidden" />
              <Moon aria-hidden className="hidden dark:block" />
            </>
          }
        />
      }
    >
      <ThemeMenuItems />
    </Menu>
  );
}
