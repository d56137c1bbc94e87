"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { ButtonLook } from "@/ui/button-style";
import { LinkButton } from "@/ui/link-button";
import { Tooltip } from "@/ui/tooltip";
import { useShortcut } from "@/ui/use-shortcut";

type LinkActionProps = {
  href: string;
  shortcut: string;
  icon?: ReactNode;
  variant?: ButtonLook["variant"];
  children: ReactNode;
};

/** Goes to where something is done, by click or by key. */
export function LinkAction({ href, shortcut, icon, variant, children }: LinkActionProps) {
  const router = useRouter();
  useShortcut(shortcut, () => router.push(href));
  return (
    <Tooltip text={children} shortcut={shortcut}>
      <LinkButton href={href} icon={icon} variant={variant}>
        {children}
      </LinkButton>
    </Tooltip>
  );
}
