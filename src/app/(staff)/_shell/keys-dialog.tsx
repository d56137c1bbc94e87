"use client";

import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";

/** What no button shows beside its name. */
const KEYS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["mod+k"], does: "Search everything, or type a command" },
  { keys: ["/"], does: "Search the list" },
  { keys: ["j", "k"], does: "Go down and up in a list" },
  { keys: ["enter"], does: "Open the row" },
  { keys: ["space", "arrowright"], does: "Look at the row beside the list" },
  { keys: ["x"], does: "Select the row" },
  { keys: ["shift+x"], does: "Select all rows from the one selected before" },
  { keys: ["escape"], does: "Close what is open" },
];

type KeysDialogProps = { open: boolean; onOpen: (open: boolean) => void };

export function KeysDialog({ open, onOpen }: KeysDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title="Keyboard shortcuts"
      description="Buttons and pages show theirs. Single keys can be turned off in the menu of your account."
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2 text-sm">
        {KEYS.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1.5 text-muted">
              {keys.map((each) => (
                <Kbd key={each} keys={each} />
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
