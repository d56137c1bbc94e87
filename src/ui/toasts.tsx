"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { type ExternalToast, Toaster as Sonner, toast } from "sonner";
import type { NotifyOptions, Show } from "./toast-options";

const DURATION_MS = 5_000;
/** Errors and undo stay longer, so that people have time to read and reach them (WCAG 2.2.1). */
const DURATION_LONG_MS = 12_000;

function toSonner({ description, action, requestId, id, staysMs }: NotifyOptions, long: boolean): ExternalToast {
  const reference = requestId && `Reference ${requestId}`;
  const text = [description, reference].filter(Boolean).join(" · ");
  return {
    duration: staysMs ?? (long || action ? DURATION_LONG_MS : DURATION_MS),
    ...(text && { description: text }),
    ...(action && { action: { label: action.label, onClick: () => action.run() } }),
    ...(id && { id }),
  };
}

const show: Show = (tone, title, options) =>
  void toast[tone](title, toSonner(options, tone === "warning" || tone === "error"));

export function Toasts({ onReady }: { onReady: (show: Show) => void }) {
  const { resolvedTheme } = useTheme();
  useEffect(() => onReady(show), [onReady]);
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      closeButton
      expand
      style={{ fontFamily: "inherit" }}
      mobileOffset={{ bottom: "4.5rem", left: "0.75rem", right: "0.75rem" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg border border-border bg-raised p-3 pr-9 text-sm " +
            "text-foreground shadow-large " +
            "[&_[data-icon]]:mt-0.5 md:w-(--width)",
          title: "font-medium",
          description: "max-h-48 overflow-y-auto text-muted whitespace-pre-line",
          content: "min-w-0 flex-1",
          actionButton: "shrink-0 rounded-md px-2 py-1 text-sm font-medium text-accent-text hover:bg-subtle",
          closeButton:
            "absolute top-2 right-2 left-auto inline-flex size-7 translate-none items-center justify-center " +
            "rounded-sm text-muted " +
            "hover:bg-subtle hover:text-foreground " +
            "[&_svg]:size-4",
          success: "[&_[data-icon]]:text-success-text",
          error: "[&_[data-icon]]:text-danger-text",
          warning: "[&_[data-icon]]:text-warning-text",
          info: "[&_[data-icon]]:text-info-text",
        },
      }}
    />
  );
}
