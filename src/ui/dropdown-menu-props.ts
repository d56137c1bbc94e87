import type { ReactElement, ReactNode } from "react";

export type MenuProps = {
  trigger: ReactElement;
  label: string;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  children: ReactNode;
};

export type MenuItemProps = {
  onSelect?: () => void;
  href?: string;
  /** A file, which opens in a tab of its own. */
  opensTab?: boolean;
  icon?: ReactNode;
  shortcut?: string;
  tone?: "neutral" | "danger";
  disabled?: boolean;
  children: ReactNode;
};

export type MenuCheckItemProps = {
  checked: boolean;
  onChecked: (checked: boolean) => void;
  disabled?: boolean;
  children: ReactNode;
};

export type MenuRadioProps = {
  value: string;
  onValue: (value: string) => void;
  options: readonly { value: string; label: ReactNode }[];
};
