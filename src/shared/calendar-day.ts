import * as z from "zod";

/** A day as `2026-01-31`, of a year that databases have: there is none that is called 0. */
export const CalendarDay = z.iso.date().refine((day) => !day.startsWith("0000"), "Enter a day of year 1 or later.");
