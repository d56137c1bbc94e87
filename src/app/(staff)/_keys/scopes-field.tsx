"use client";

import { useState } from "react";
import { useController } from "react-hook-form";
import { type ScopeGroup, scopeGroups, scopeName } from "@/modules/users/key";
import type { Permission, Role } from "@/shared/access";
import { Button } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";

/** What a key may do, of all that its owner may: by what it is about, whole or one by one. */
export function ScopesField({ role }: { role: Role }) {
  const { field, fieldState } = useController<{ scopes: Permission[] }>({ name: "scopes" });
  const given: readonly Permission[] = Array.isArray(field.value) ? field.value : [];
  const give = (scopes: readonly Permission[], isGiven: boolean) => {
    const others = given.filter((scope) => !scopes.includes(scope));
    field.onChange(isGiven ? [...others, ...scopes] : others);
  };
  const error = fieldState.error?.message;
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 text-sm font-medium">What it may do</legend>
      <p className="mb-2 text-xs text-muted">Give it only what the program needs.</p>
      <div className="divide-y divide-border rounded-md border border-border">
        {scopeGroups(role).map((group) => (
          <Group key={group.name} group={group} given={given} onGive={give} />
        ))}
      </div>
      {error && (
        <p role="alert" className="mt-1 text-xs text-danger-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}

type GroupProps = {
  group: ScopeGroup;
  given: readonly Permission[];
  onGive: (scopes: readonly Permission[], isGiven: boolean) => void;
};

function Group({ group: { name, scopes }, given, onGive }: GroupProps) {
  const [open, setOpen] = useState(false);
  const own = scopes.filter((scope) => given.includes(scope));
  const hasAll = own.length === scopes.length;
  return (
    <div className="px-3 py-1.5">
      <div className="flex items-center justify-between gap-3">
        <Checkbox label={name} checked={hasAll} onChecked={(isGiven) => onGive(scopes, isGiven)} />
        {scopes.length > 1 && (
          <span className="flex items-center gap-2">
            {!hasAll && own.length > 0 && (
              <span className="text-xs text-muted">
                {own.length} of {scopes.length}
              </span>
            )}
            <Button
              size="sm"
              variant="ghost"
              aria-expanded={open}
              aria-label={`Choose in ${name}`}
              onClick={() => setOpen(!open)}
            >
              {open ? "Close" : "Choose"}
            </Button>
          </span>
        )}
      </div>
      {open && (
        <div className="ml-6 grid grid-cols-1 gap-x-4 pb-1 sm:grid-cols-2">
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              label={scopeName(scope)}
              aria-label={`${name}: ${scopeName(scope)}`}
              checked={own.includes(scope)}
              onChecked={(isGiven) => onGive([scope], isGiven)}
            />
          ))}
        </div>
      )}
    </div>
  );
}
