"use client";

import { Keyboard } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useSyncExternalStore } from "react";
import { usePerson } from "@/client/person";
import { CommandPalette, type PaletteGroup } from "@/ui/command-palette";
import { followCommands, readCommands } from "@/ui/page-commands";
import { KeysDialog } from "./keys-dialog";
import { actionsOf, navigationOf } from "./navigation";
import { usePaletteSearch } from "./use-palette-search";

type StaffPaletteProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  /** What the page lets a person do waits behind a dialog. */
  isPageCovered: boolean;
};

/** The command palette: pages, actions and search results. */
export function StaffPalette({ open, onOpen, isPageCovered }: StaffPaletteProps) {
  const [query, setQuery] = useState("");
  const { results, isLoading, hasFailed } = usePaletteSearch(open ? query : "");
  const [areKeysShown, setKeysShown] = useState(false);
  const groups = useCommands({ isPageCovered, onKeys: () => setKeysShown(true) });
  const toggle = (isOpen: boolean) => {
    if (!isOpen) setQuery("");
    onOpen(isOpen);
  };
  return (
    <>
      <CommandPalette
        open={open}
        onOpen={toggle}
        groups={groups}
        query={query}
        onQuery={setQuery}
        results={results}
        loading={isLoading}
        failed={hasFailed}
        placeholder="Search items, orders, parcels, customers, bins, or type a command"
      />
      <KeysDialog open={areKeysShown} onOpen={setKeysShown} />
    </>
  );
}

type Commands = { isPageCovered: boolean; onKeys: () => void };

function useCommands({ isPageCovered, onKeys }: Commands): PaletteGroup[] {
  const router = useRouter();
  const { role } = usePerson();
  const here = useSyncExternalStore(followCommands, readCommands, readCommands);
  const isHere = (label: string) => here.some((command) => command.label === label);
  const actions = actionsOf(role)
    .filter(({ label }) => !isHere(label))
    .map(({ label, href, icon: Icon }) => ({
      id: href,
      label,
      icon: <Icon />,
      run: () => router.push(href),
    }));
  const pages = navigationOf(role)
    .flatMap(({ items }) => items)
    .map(({ label, href, icon, shortcut }) => ({
      id: `go ${href}`,
      label,
      icon,
      ...(shortcut && { shortcut }),
      run: () => router.push(href),
    }));
  return [
    { heading: "On this page", commands: isPageCovered ? [] : here },
    { heading: "Actions", commands: actions },
    { heading: "Go to", commands: pages },
    { heading: "Help", commands: [{ id: "keys", label: "Keyboard shortcuts", icon: <Keyboard />, run: onKeys }] },
  ];
}
