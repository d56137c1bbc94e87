import * as z from "zod";
import { processSingleton } from "@/platform/process-singleton";

const Report = z.object({ sick: z.array(z.string()) });

/**
 * The processes beside this one that end again and again, by name, as the supervisor of `npm start` reports them over
 * its channel. Empty where nobody supervises this process.
 */
export const sickProcesses = (): readonly string[] => heard().sick;

/** Begins to listen. Reports that came before are delivered then. */
export const hearOfSickProcesses = (): void => void heard();

const heard = () =>
  processSingleton("sick-processes", () => {
    const state: { sick: readonly string[] } = { sick: [] };
    process.on("message", (message) => {
      const report = Report.safeParse(message);
      if (report.success) state.sick = report.data.sick;
    });
    return state;
  });
