"use client";

import { cn } from "./class-names";
import { DialogFrame, type DialogProps } from "./dialog-frame";

const WIDTHS = { sm: "md:w-80", md: "md:w-[28rem]", lg: "md:w-[44rem]" } as const;
const CONTENT =
  "md:inset-y-0 md:right-0 md:left-auto md:max-h-none md:animate-slide-left md:rounded-none md:border-l " +
  "md:border-border";

/** A panel beside the page on wide screens, to look closer without leaving it. */
export function Sheet({ size = "md", ...rest }: DialogProps) {
  return (
    <DialogFrame
      {...rest}
      look={{ content: cn(CONTENT, WIDTHS[size]), header: "border-b border-border py-3", description: "", body: "p-5" }}
    />
  );
}
