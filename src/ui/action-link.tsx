"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { ButtonLook } from "./button-style";
import { LinkButton } from "./link-button";
import { Tooltip } from "./tooltip";
import { useCommand } from "./use-command";

type ActionLinkProps = {
  href: string;
  shortcut: string;
  icon?: ReactNode;
  variant?: ButtonLook["variant"];
  children: string;
};

/** A link to the page of an action, by click or by key. */
export function ActionLink({ href, shortcut, icon, variant, children }: ActionLinkProps) {
  const router = useRouter();
  useCommand({ label: children, icon, shortcut, run: () => router.push(href) });
  return (
    <Tooltip text={children} shortcut={shortcut}>
      <LinkButton href={href} icon={icon} variant={variant}>
        {children}
      </LinkButton>
    </Tooltip>
  );
}
