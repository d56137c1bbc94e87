"use client";

import { Archive, ArchiveRestore, ArrowDown, ArrowUp, Star, Trash2 } from "lucide-react";
import { Badge } from "@/ui/badge";
import { IconButton } from "@/ui/icon-button";
import { Input } from "@/ui/input";
import type { DraftMethod } from "./merge-methods";

type MethodRowProps = {
  row: DraftMethod;
  place: { isFirst: boolean; isLast: boolean };
  onChange: (changed: Partial<DraftMethod>) => void;
  onDefault: () => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

export function MethodRow({ row, place, onChange, onDefault, onMove, onRemove }: MethodRowProps) {
  const { id, name, isDefault, isArchived } = row;
  const called = name || "the new method";
  return (
    <li className="flex flex-wrap items-center gap-1">
      <Input
        aria-label={id === undefined ? "Name of the new method" : `Name of ${called}`}
        className="min-w-40 flex-1"
        value={name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      {isDefault && <Badge>Default</Badge>}
      {isArchived && <Badge tone="warning">Archived</Badge>}
      <span className="ml-auto flex">
        {!isDefault && !isArchived && (
          <IconButton label={`Make ${called} the default`} icon={<Star aria-hidden />} onClick={onDefault} />
        )}
        <IconButton
          label={`Move ${called} up`}
          icon={<ArrowUp aria-hidden />}
          disabled={place.isFirst}
          onClick={() => onMove(-1)}
        />
        <IconButton
          label={`Move ${called} down`}
          icon={<ArrowDown aria-hidden />}
          disabled={place.isLast}
          onClick={() => onMove(1)}
        />
        {id === undefined ? (
          <IconButton label="Remove the new method" icon={<Trash2 aria-hidden />} onClick={onRemove} />
        ) : (
          <IconButton
            label={`${isArchived ? "Restore" : "Archive"} ${called}`}
            icon={isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
            disabled={isDefault}
            onClick={() => onChange({ isArchived: !isArchived })}
          />
        )}
      </span>
    </li>
  );
}
