import type { ComponentProps } from "react";

export const textLinkStyle =
  "min-w-0 rounded-sm font-medium text-accent-text " +
  "underline decoration-current/30 underline-offset-2 hover:decoration-current";

/** A link that loads its page whole, for pages that have no other use for the router's links: those are 5 kB. */
export const PlainLink = ({ children, ...rest }: ComponentProps<"a">) => (
  <a className={textLinkStyle} {...rest}>
    {children}
  </a>
);
