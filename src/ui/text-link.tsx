import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { textLinkStyle } from "./plain-link";

export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link {...rest} className={cn(textLinkStyle, className)} />;
}
