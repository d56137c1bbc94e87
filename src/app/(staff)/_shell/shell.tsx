"use client";

import { type ReactNode, useState } from "react";
import { useLiveStatus } from "@/client/live-status";
import { usePerson } from "@/client/person";
import { AppShell } from "@/ui/app-shell";
import { isDialogOpen } from "@/ui/is-dialog-open";
import { LiveMarker } from "@/ui/live-marker";
import { Logo } from "@/ui/logo";
import { onDemand } from "@/ui/on-demand";
import { useShortcut } from "@/ui/use-shortcut";
import { navigationOf, phoneNavigationOf } from "./navigation";
import { NotificationBell } from "./notification-bell";
import { StaffScan } from "./scan-bar";
import { ShopName } from "./shop-name";
import { UserMenu } from "./user-menu";
import { WorkingIn } from "./working-in";
import { ZoneNote } from "./zone-note";

const StaffPalette = onDemand(() => import("./palette").then((file) => file.StaffPalette));

/** The frame around every page of the staff. */
export function StaffShell({ children }: { children: ReactNode }) {
  const { role } = usePerson();
  const live = useLiveStatus();
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isPageCovered, setPageCovered] = useState(false);
  const openPalette = () => {
    if (!isPaletteOpen) setPageCovered(isDialogOpen());
    setPaletteOpen(true);
  };
  useShortcut("mod+k", openPalette);
  return (
    <AppShell
      brand={<Logo />}
      name="Quartermaster"
      homeHref="/"
      nav={navigationOf(role)}
      phoneNav={phoneNavigationOf(role)}
      scan={<StaffScan />}
      onPalette={openPalette}
      live={<LiveMarker status={live} />}
      updating={live === "updating"}
      alerts={
        <>
          <ZoneNote />
          <WorkingIn />
          <NotificationBell />
        </>
      }
      footer={<ShopName />}
      user={<UserMenu />}
    >
      {children}
      <StaffPalette open={isPaletteOpen} onOpen={setPaletteOpen} isPageCovered={isPageCovered} />
    </AppShell>
  );
}
