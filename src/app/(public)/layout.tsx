import type { ReactNode } from "react";
import { Logo } from "@/ui/logo";
import { ThemeToggle } from "@/ui/theme-toggle";

/** The few pages that need no sign-in: one card each. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <div className="flex justify-end p-3">
        <ThemeToggle />
      </div>
      <main className="flex flex-1 flex-col items-center justify-center px-4 pt-2 pb-24">
        <div className="mb-6 flex items-center gap-2.5">
          <Logo className="size-8" />
          <span className="text-lg font-semibold tracking-tight">Quartermaster</span>
        </div>
        {children}
      </main>
    </div>
  );
}
