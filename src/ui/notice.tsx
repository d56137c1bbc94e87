import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";

const TONES = {
  info: { icon: Info, style: "bg-info-subtle text-info-text" },
  success: { icon: CircleCheck, style: "bg-success-subtle text-success-text" },
  warning: { icon: TriangleAlert, style: "bg-warning-subtle text-warning-text" },
  danger: { icon: CircleAlert, style: "bg-danger-subtle text-danger-text" },
} as const;

type NoticeProps = {
  tone: keyof typeof TONES;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string | undefined;
};

/** A message beside what it is about. Errors interrupt a screen reader; other messages wait. */
export function Notice({ tone, title, children, action, className }: NoticeProps) {
  const { icon: Icon, style } = TONES[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cn("flex items-start gap-2.5 rounded-lg px-3 py-2.5 text-sm", style, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          {title && <p className="font-medium">{title}</p>}
          {children && <div className={cn(title && "text-foreground")}>{children}</div>}
        </div>
        {action}
      </div>
    </div>
  );
}
