"use client";

import { useSyncExternalStore } from "react";
import { RadioGroup } from "@/ui/radio-group";
import { useThemeChoice } from "@/ui/use-theme-choice";

const never = () => () => {};

/** The theme is known in the browser only, so nothing is marked as chosen until the page runs there. */
export function ThemeChoice() {
  const { theme, setTheme } = useThemeChoice();
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <RadioGroup
      label="Theme"
      value={isInBrowser ? (theme ?? "system") : null}
      onValue={setTheme}
      options={[
        { value: "light", label: "Light" },
        { value: "dark", label: "Dark" },
        { value: "system", label: "System", hint: "Matches your device." },
      ]}
    />
  );
}
