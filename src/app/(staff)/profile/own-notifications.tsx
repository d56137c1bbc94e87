"use client";

import { Loaded } from "@/client/loaded";
import { refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { kindOf } from "@/modules/notifications/kind";
import { Select } from "@/ui/select";
import { Loading, Skeleton } from "@/ui/skeleton";
import { Switch } from "@/ui/switch";
import { notify } from "@/ui/toast";

type Choices = Outputs["notifications"]["getChoices"];
type Schedule = Choices["schedule"];

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));
const AT_ONCE = "at-once";
const WHEN = [
  { value: AT_ONCE, label: "At once" },
  ...HOURS.map(({ value, label }) => ({ value, label: `Once a day, at ${label}` })),
];
const NIGHT = { quietFrom: 20, quietUntil: 7 } as const;

/** What one is told of, and how. Each choice is kept at once. */
export function OwnNotifications() {
  const choices = trpc.notifications.getChoices.useQuery();
  return (
    <Loaded inline query={choices} skeleton={<ChoicesSkeleton />}>
      {({ kinds, schedule }) => (
        <>
          <Kinds kinds={kinds} />
          <EmailTimes schedule={schedule} />
        </>
      )}
    </Loaded>
  );
}

function useKept() {
  const utils = trpc.useUtils();
  return {
    onSuccess: () => utils.notifications.getChoices.invalidate(),
    onError: (error: Parameters<typeof refusalOf>[0]) => notify.error(refusalOf(error).message),
  };
}

function Kinds({ kinds }: Pick<Choices, "kinds">) {
  const choose = trpc.notifications.chooseKind.useMutation(useKept());
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-b border-border text-left text-xs text-muted">
          <th scope="col" className="pb-2 font-medium">
            About
          </th>
          <th scope="col" className="w-20 pb-2 text-center font-medium">
            In the app
          </th>
          <th scope="col" className="w-20 pb-2 text-center font-medium">
            Email
          </th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ kind, ...isOn }) => {
          const { name, hint, mayStop } = kindOf(kind);
          return (
            <tr key={kind} className="border-b border-border last:border-b-0">
              <th scope="row" className="py-2 pr-3 text-left font-normal">
                {name}
                <span className="block text-xs text-muted">{hint}</span>
              </th>
              {(["app", "mail"] as const).map((channel) => (
                <td key={channel} className="py-2 text-center align-middle">
                  {mayStop ? (
                    <Switch
                      aria-label={`${name}: ${channel === "app" ? "in the app" : "email"}`}
                      checked={isOn[channel]}
                      onChecked={(next) => choose.mutate({ kind, channel, isOn: next })}
                    />
                  ) : (
                    <span className="text-xs text-muted">Always</span>
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function EmailTimes({ schedule: kept }: { schedule: Schedule }) {
  const set = trpc.notifications.setSchedule.useMutation(useKept());
  // The next choice is added to the one before it, which may be on its way yet.
  const schedule = set.isPending ? set.variables : kept;
  const change = (changed: Partial<Schedule>) => set.mutate({ ...schedule, ...changed });
  const { digestHour } = schedule;
  return (
    <div className="mt-4 flex flex-col gap-3 border-t border-border pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
        <span>Emails come</span>
        <Select
          label="Emails come"
          className="w-56"
          value={digestHour === null ? AT_ONCE : String(digestHour)}
          options={WHEN}
          onValue={(value) => change({ digestHour: value === AT_ONCE ? null : Number(value) })}
        />
      </div>
      {digestHour === null && <QuietHours schedule={schedule} onChange={change} />}
    </div>
  );
}

type QuietHoursProps = { schedule: Schedule; onChange: (changed: Partial<Schedule>) => void };

/** For emails that come at once: one a day has an hour of its own. */
function QuietHours({ schedule: { quietFrom, quietUntil }, onChange }: QuietHoursProps) {
  return (
    <>
      <Switch
        label="Quiet hours"
        hint="No emails between these hours of the shop's day, but for those about your account."
        checked={quietFrom !== null}
        onChecked={(isOn) => onChange(isOn ? NIGHT : { quietFrom: null, quietUntil: null })}
      />
      {quietFrom !== null && (
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <Select
            label="Quiet from"
            className="w-28"
            value={String(quietFrom)}
            options={HOURS}
            onValue={(value) => onChange({ quietFrom: Number(value) })}
          />
          <span>until</span>
          <Select
            label="Quiet until"
            className="w-28"
            value={String(quietUntil)}
            options={HOURS}
            onValue={(value) => onChange({ quietUntil: Number(value) })}
          />
        </div>
      )}
    </>
  );
}

function ChoicesSkeleton() {
  return (
    <Loading className="flex flex-col gap-3">
      <Skeleton className="w-full" />
      <Skeleton className="w-full" />
      <Skeleton className="w-full" />
    </Loading>
  );
}
