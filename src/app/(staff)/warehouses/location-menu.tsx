"use client";

import { Archive, Ellipsis, Pencil } from "lucide-react";
import { useState } from "react";
import type { NamedLocation } from "@/app/(staff)/_places/locations";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Menu, MenuItem } from "@/ui/dropdown-menu";
import { IconButton } from "@/ui/icon-button";
import { onDemand } from "@/ui/on-demand";
import { notify } from "@/ui/toast";

const RenameLocationDialog = onDemand(() =>
  import("./rename-location-dialog").then((file) => file.RenameLocationDialog),
);

type LocationMenuProps = {
  location: NamedLocation;
  what: "warehouse" | "zone" | "bin";
  size?: "sm" | "md";
  onArchived?: () => void;
};

/** Actions on a location itself, not on the stock in it. */
export function LocationMenu({ location, what, size = "md", onArchived }: LocationMenuProps) {
  const mayRename = useCan("inventory.rename-location");
  const mayArchive = useCan("inventory.archive-location");
  const [asked, setAsked] = useState<"rename" | "archive" | null>(null);
  const archive = trpc.inventory.archiveLocation.useMutation({
    onSuccess: () => {
      notify.success(`${location.name} archived`);
      onArchived?.();
    },
  });
  if (!mayRename && !mayArchive) return null;
  const close = (isOpen: boolean) => !isOpen && setAsked(null);
  return (
    <>
      <Menu
        label={`More for ${location.name}`}
        trigger={<IconButton size={size} label={`More for ${location.name}`} icon={<Ellipsis aria-hidden />} />}
      >
        {mayRename && (
          <MenuItem icon={<Pencil />} onSelect={() => setAsked("rename")}>
            Rename
          </MenuItem>
        )}
        {mayArchive && (
          <MenuItem icon={<Archive />} tone="danger" onSelect={() => setAsked("archive")}>
            Archive
          </MenuItem>
        )}
      </Menu>
      <RenameLocationDialog open={asked === "rename"} onOpen={close} location={location} what={what} />
      <ConfirmDialog
        open={asked === "archive"}
        onOpen={close}
        title={`Archive the ${what} ${location.name}?`}
        confirm="Archive"
        onConfirm={() => archive.mutateAsync({ locationId: location.id })}
      >
        {what === "bin"
          ? "It will be hidden and can't receive stock."
          : `Archive its bins first; then it is hidden from lists.`}{" "}
        Its history stays. A location that still holds stock can't be archived.
      </ConfirmDialog>
    </>
  );
}
