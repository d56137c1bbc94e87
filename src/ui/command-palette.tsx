"use client";

import { Command, defaultFilter } from "cmdk";
import { Search } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { cn } from "./class-names";
import { Kbd } from "./kbd";
import { NOT_SEARCHED } from "./not-searched";
import { Spinner } from "./spinner";

export type PaletteCommand = {
  id: string;
  label: string;
  hint?: string;
  icon?: ReactNode;
  shortcut?: string;
  keywords?: string[];
  run: () => void;
};

export type PaletteGroup = { heading: string; commands: readonly PaletteCommand[] };

type CommandPaletteProps = {
  open: boolean;
  onOpen: (open: boolean) => void;
  groups: readonly PaletteGroup[];
  query?: string;
  onQuery?: (query: string) => void;
  /** Found on the server for the query: shown first and not filtered again. */
  results?: readonly PaletteGroup[];
  loading?: boolean;
  /** Some of what was asked had no answer. */
  failed?: boolean;
  placeholder?: string;
};

/** Every page and action, found by typing. */
export function CommandPalette(props: CommandPaletteProps) {
  const {
    open,
    onOpen,
    groups,
    query,
    onQuery,
    results = [],
    loading = false,
    failed = false,
    placeholder = "Search or type a command",
  } = props;
  const [selected, setSelected] = useSelected(results);
  const run = (command: PaletteCommand) => {
    onOpen(false);
    command.run();
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className={cn(
            "fixed inset-x-3 top-3 z-50 mx-auto max-w-xl animate-appear overflow-hidden rounded-xl border",
            "border-border bg-raised shadow-large outline-none",
            "md:top-[14vh]",
          )}
        >
          <Dialog.Title className="sr-only">Command palette</Dialog.Title>
          <Command
            label="Command palette"
            loop
            value={selected}
            onValueChange={setSelected}
            filter={likenessBeside(results)}
          >
            <div className="flex items-center gap-2.5 border-b border-border px-3.5">
              {loading ? <Spinner className="text-muted" /> : <Search aria-hidden className="size-4 text-muted" />}
              <Command.Input
                {...(query !== undefined && { value: query })}
                {...(onQuery && { onValueChange: onQuery })}
                placeholder={placeholder}
                className="h-12 w-full bg-transparent text-base outline-none placeholder:text-faint"
              />
            </div>
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto overscroll-contain p-1.5">
              {/* cmdk's list does not count the results of the server. */}
              {results.every((group) => group.commands.length === 0) && (
                <Command.Empty className="px-2 py-8 text-center text-sm text-muted">
                  {loading ? "Searching…" : failed ? NOT_SEARCHED : "Nothing found. Try other words."}
                </Command.Empty>
              )}
              {results.map((group) => (
                <Group key={group.heading} group={group} onRun={run} always />
              ))}
              {groups.map((group) => (
                <Group key={group.heading} group={group} onRun={run} />
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const FOUND_LIKENESS = 2;

/** What the server found stays in its order and above the commands: cmdk sorts by likeness, which is 1 at most. */
function likenessBeside(results: readonly PaletteGroup[]): typeof defaultFilter {
  const found = new Set(results.flatMap(({ commands }) => commands.map(({ id }) => id)));
  return (id, search, keywords) => (found.has(id) ? FOUND_LIKENESS : defaultFilter(id, search, keywords));
}

/** What Enter runs: the first result as soon as there is one, though results come later than the commands. */
function useSelected(results: readonly PaletteGroup[]) {
  const first = results.find((group) => group.commands.length > 0)?.commands[0]?.id;
  const [selected, setSelected] = useState("");
  const [lastFirst, setLastFirst] = useState(first);
  if (first !== lastFirst) {
    setLastFirst(first);
    if (first !== undefined) setSelected(first);
  }
  return [selected, setSelected] as const;
}

type GroupProps = { group: PaletteGroup; onRun: (command: PaletteCommand) => void; always?: boolean };

function Group({ group, onRun, always = false }: GroupProps) {
  if (group.commands.length === 0) return null;
  return (
    <Command.Group
      heading={group.heading}
      forceMount={always}
      className={cn(
        "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1",
        "[&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted",
      )}
    >
      {group.commands.map((command) => (
        <Command.Item
          key={command.id}
          value={command.id}
          keywords={[command.label, ...(command.keywords ?? [])]}
          forceMount={always}
          onSelect={() => onRun(command)}
          className={cn(
            "flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2 py-1 text-sm",
            "data-[selected=true]:bg-subtle [&_svg]:size-4",
            "pointer-coarse:min-h-11",
          )}
        >
          <span aria-hidden className="flex size-4 shrink-0 items-center justify-center text-muted">
            {command.icon}
          </span>
          <span className="min-w-0 flex-1 truncate">{command.label}</span>
          {command.hint && <span className="shrink-0 text-xs text-muted tabular">{command.hint}</span>}
          {command.shortcut && <Kbd keys={command.shortcut} className="text-muted" />}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
