"use client";

import { Checkbox } from "./checkbox";

export type RowBoxProps = {
  name: string;
  isChosen: boolean;
  onChosen: (isChosen: boolean, withShift: boolean) => void;
};

/** Chooses a row of a list. */
export const RowBox = ({ name, isChosen, onChosen }: RowBoxProps) => (
  <Checkbox aria-label={`Select ${name}`} checked={isChosen} onChecked={onChosen} />
);
