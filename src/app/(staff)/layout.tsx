import type { ReactNode } from "react";
import { StaffShell } from "@/app/(staff)/_shell/shell";
import { STALENESS } from "@/app/(staff)/_shell/staleness";
import { LiveUpdates } from "@/client/live-updates";
import { PersonProvider } from "@/client/person";
import { ScanProvider } from "@/client/scan";
import { requirePerson } from "@/server/context";

/** The frame of every page behind sign-in, kept current by the live feed. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  return (
    <PersonProvider person={person}>
      <ScanProvider>
        <LiveUpdates staleness={STALENESS} />
        <StaffShell>{children}</StaffShell>
      </ScanProvider>
    </PersonProvider>
  );
}
