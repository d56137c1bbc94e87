"use client";

import { cn } from "./class-names";
import { DialogFrame, type DialogProps } from "./dialog-frame";

export { DialogCancel } from "./dialog-frame";

const WIDTHS = { sm: "md:max-w-sm", md: "md:max-w-lg", lg: "md:max-w-3xl" } as const;
const CONTENT =
  "md:inset-x-4 md:top-[12vh] md:bottom-auto md:mx-auto md:max-h-[76vh] md:animate-appear md:rounded-xl md:border " +
  "md:border-border";

/** Asks for input before an action. */
export function Dialog({ size = "md", ...rest }: DialogProps) {
  return (
    <DialogFrame
      {...rest}
      look={{ content: cn(CONTENT, WIDTHS[size]), header: "pt-4 pb-2", description: "mt-0.5", body: "px-5 py-2 pb-5" }}
    />
  );
}
