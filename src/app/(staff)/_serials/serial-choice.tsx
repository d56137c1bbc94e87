"use client";

import { COUNTED_SERIALS_MAX, SERIALS_MAX } from "@/modules/inventory/serials/serial";
import { Checkbox } from "@/ui/checkbox";
import { Field } from "@/ui/field";
import { SerialCount, SerialEntry, SerialRows } from "./serial-entry";
import { type ChangeSerials, enterSerials, hasSerial, serialKey, withoutSerial } from "./serials";
import { useEnterSerials } from "./use-enter-serials";

/** One of the serial numbers to choose from, and what is known of it, such as its bin. */
type KnownSerial = { serial: string; hint?: string };

type SerialChoiceProps = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  variantId: string;
  known: readonly KnownSerial[];
  chosen: readonly string[];
  change: ChangeSerials;
  /** How many are to be chosen; null where any number will do. */
  wanted: number | null;
  /** What is said of a serial number that isn't one of them: `Not in A-01`. */
  strange: string;
  /** Others are taken, too, such as those that a count finds. */
  takesOthers?: boolean;
};

/** Which of the serial numbers that are known: each scanned, typed, pasted, or chosen from the list below. */
export function SerialChoice(props: SerialChoiceProps) {
  const { label, hint, error, variantId, known, chosen, change, wanted, strange, takesOthers = false } = props;
  const among = known.map(({ serial }) => serial);
  const most = takesOthers ? COUNTED_SERIALS_MAX : SERIALS_MAX;
  const enter = useEnterSerials({ variantId, change, wanted, among: takesOthers ? null : among, strange, most });
  const others = chosen.filter((serial) => !hasSerial(among, serial)).map((serial) => ({ serial, hint: strange }));
  const rows: readonly KnownSerial[] = [...others, ...known];
  const choose = (serial: string, isChosen: boolean) =>
    change((now) => (isChosen ? enterSerials(now, [serial], null, most).serials : withoutSerial(now, serial)));
  const name = (
    <>
      {label} <SerialCount entered={chosen.length} wanted={wanted} />
    </>
  );
  return (
    <Field label={name} hint={hint} error={error}>
      {(control) => (
        <>
          <SerialEntry control={control} onEnter={enter} />
          {rows.length > 0 && (
            <SerialRows label={label}>
              {rows.map(({ serial, hint: note }) => (
                <li key={serialKey(serial)} className="px-3 py-1">
                  <Checkbox
                    checked={hasSerial(chosen, serial)}
                    onChecked={(isChosen) => choose(serial, isChosen)}
                    label={<span className="font-medium wrap-anywhere">{serial}</span>}
                    hint={note}
                  />
                </li>
              ))}
            </SerialRows>
          )}
        </>
      )}
    </Field>
  );
}
