"use client";

import { CopyButton } from "@/ui/copy-button";
import { DateTime } from "@/ui/date-time";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Notice } from "@/ui/notice";

type OneTimeLinkProps = { name: string; link: { path: string; expiresAt: string }; isEmailed: boolean };

/** A link to hand over. It exists on this screen alone: nothing that was stored could show it again. */
export function OneTimeLink({ name, link, isEmailed }: OneTimeLinkProps) {
  const address = `${window.location.origin}${link.path}`;
  return (
    <div className="flex flex-col gap-3">
      {isEmailed && <Notice tone="success">{name} gets a link by email, too. It works as well as this one.</Notice>}
      <Notice tone="warning" title="Copy it now; it is shown only once">
        Share it only with {name}. It works once and expires <DateTime at={link.expiresAt} mode="datetime" />.
      </Notice>
      <Field label="Link">
        {(control) => (
          <div className="flex items-center gap-2">
            <Input {...control} readOnly value={address} onFocus={(event) => event.target.select()} />
            <CopyButton text={address} label="Copy the link" />
          </div>
        )}
      </Field>
    </div>
  );
}
