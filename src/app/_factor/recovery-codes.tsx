"use client";

import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { FormActions } from "@/ui/form";
import { Notice } from "@/ui/notice";

/** They exist on this screen alone: nothing that was stored could show them again. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="warning" title="Keep these recovery codes now; they are shown only once">
        Each signs you in once, without your telephone. Print them, or keep them where you keep passwords.
      </Notice>
      <div className="flex items-start gap-2">
        <ol aria-label="Recovery codes" className="grid grid-cols-1 flex-1 gap-1 font-mono text-sm">
          {codes.map((code) => (
            <li key={code} className="wrap-anywhere">
              {code}
            </li>
          ))}
        </ol>
        <CopyButton text={codes.join("\n")} label="Copy all codes" />
      </div>
      <FormActions>
        <Button variant="primary" onClick={onDone}>
          I have kept them
        </Button>
      </FormActions>
    </div>
  );
}
