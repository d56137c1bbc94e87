import type { ReactNode } from "react";
import { BinChoiceProvider } from "@/app/(staff)/_places/bin-choice";
import { StaffShell } from "@/app/(staff)/_shell/shell";
import { STALENESS } from "@/app/(staff)/_shell/staleness";
import { ConfirmIdentity } from "@/app/_factor/confirm-identity";
import { FirstData } from "@/client/first-data";
import { LiveUpdates } from "@/client/live-updates";
import { PersonProvider } from "@/client/person";
import { Providers } from "@/client/providers";
import { ScanProvider } from "@/client/scan";
import { ShopProvider } from "@/client/shop";
import { ALL_PAGES, firstData } from "@/server/first-data";
import { beginStaffPage } from "@/server/staff-page";
import { Toaster } from "@/ui/toast";

/** The frame of every page behind sign-in, kept current by the live feed. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const asked = firstData(({ users, shop, inventory, notifications, approvals, queryClient }, { caller }) => [
    users.getMe.prefetch(),
    shop.getSettings.prefetch(),
    queryClient.prefetchInfiniteQuery({
      ...inventory.listLocations.infiniteQueryOptions({}),
      queryFn: ({ pageParam }) => caller.inventory.listLocations.query({ cursor: pageParam }),
      ...ALL_PAGES,
    }),
    notifications.countUnread.prefetch(),
    approvals.countWaiting.prefetch(),
  ]);
  const [{ me, settings, renderedAtMs }, first] = await Promise.all([beginStaffPage(), asked]);
  return (
    <Providers>
      <FirstData state={first}>
        <PersonProvider me={me}>
          <ShopProvider settings={settings} renderedAtMs={renderedAtMs}>
            <ScanProvider>
              <LiveUpdates staleness={STALENESS} />
              <BinChoiceProvider>
                <StaffShell>{children}</StaffShell>
              </BinChoiceProvider>
              <ConfirmIdentity />
            </ScanProvider>
          </ShopProvider>
        </PersonProvider>
      </FirstData>
      <Toaster />
    </Providers>
  );
}
