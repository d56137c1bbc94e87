import type { ReactNode } from "react";
import { BinChoiceProvider } from "@/app/(staff)/_places/bin-choice";
import { StaffShell } from "@/app/(staff)/_shell/shell";
import { STALENESS } from "@/app/(staff)/_shell/staleness";
import { LiveUpdates } from "@/client/live-updates";
import { PersonProvider } from "@/client/person";
import { ScanProvider } from "@/client/scan";
import { ShopProvider } from "@/client/shop";
import { beginStaffPage } from "@/server/staff-page";

/** The frame of every page behind sign-in, kept current by the live feed. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const { me, settings, renderedAtMs } = await beginStaffPage();
  return (
    <PersonProvider me={me}>
      <ShopProvider settings={settings} renderedAtMs={renderedAtMs}>
        <ScanProvider>
          <LiveUpdates staleness={STALENESS} />
          <BinChoiceProvider>
            <StaffShell>{children}</StaffShell>
          </BinChoiceProvider>
        </ScanProvider>
      </ShopProvider>
    </PersonProvider>
  );
}
