import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** The number of a parcel or of another's books as it is searched, without what is written for the eye. */
export const codeForm = (code: AnyColumn, form = sql`search_form(${code})`): SQL => sql`translate(${form}, ' -./', '')`;
