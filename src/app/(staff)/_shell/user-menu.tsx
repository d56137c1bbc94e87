"use client";

import { Keyboard, LogOut, UserRound } from "lucide-react";
import { usePerson } from "@/client/person";
import { signOut } from "@/client/session";
import { Avatar } from "@/ui/avatar";
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from "@/ui/dropdown-menu";
import { ThemeMenuItems } from "@/ui/theme-menu-items";
import { notify } from "@/ui/toast";
import { useShortcutsSetting } from "@/ui/use-shortcut";

async function leave(): Promise<void> {
  // A full page load, so that no data of this person stays in memory.
  if (await signOut()) window.location.assign("/sign-in");
  else notify.error("You are still signed in: the server could not be reached. Try again in a moment.");
}

/** The account menu: profile, theme and sign-out. */
export function UserMenu() {
  const person = usePerson();
  const [hasShortcuts, setShortcuts] = useShortcutsSetting();
  return (
    <Menu
      label="Your account"
      trigger={
        <button type="button" aria-label={`Your account: ${person.name}`} className="rounded-full">
          <Avatar name={person.name} />
        </button>
      }
    >
      <MenuLabel>{`${person.name}, ${person.role}`}</MenuLabel>
      <MenuItem href="/profile" icon={<UserRound />}>
        Your profile
      </MenuItem>
      <MenuSeparator />
      <ThemeMenuItems />
      <MenuSeparator />
      <MenuCheckItem checked={hasShortcuts} onChecked={setShortcuts}>
        <Keyboard aria-hidden className="text-muted" /> Single-key shortcuts
      </MenuCheckItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => void leave()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
