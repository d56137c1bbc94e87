"use client";

import { usePathname } from "next/navigation";
import { type MouseEvent, useId, useState } from "react";

export type CameraScan = ReturnType<typeof useCameraScan>;

/** Whether a box for codes reads by the camera: opened by its button, closed at the latest when its page is left. */
export function useCameraScan(isAllowed = true) {
  const id = useId();
  const pathname = usePathname();
  const [opened, setOpened] = useState<{ pathname: string; opener: HTMLElement } | null>(null);
  if (opened && opened.pathname !== pathname) setOpened(null);
  return {
    id,
    isAllowed,
    /** By which button, while it is open. */
    opener: isAllowed && opened ? opened.opener : null,
    toggle: ({ currentTarget: opener }: MouseEvent<HTMLElement>) => setOpened(opened ? null : { pathname, opener }),
    close: () => setOpened(null),
  };
}
