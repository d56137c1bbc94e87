import * as z from "zod";
import { type Change, type ChangeWords, readValues, recorded } from "./change";
import { lifecycleVerb } from "./lifecycle-changes";

const Customer = z.object({
  name: recorded(z.string()),
  email: recorded(z.string()),
  phone: recorded(z.string()),
  address: recorded(z.string()),
  country: recorded(z.string()),
  note: recorded(z.string()),
});

function customerDetails({ before, after }: Change): string[] {
  // What a customer began with stands on the page.
  if (before === null) return [];
  const [was, is] = [readValues(Customer, before), readValues(Customer, after)];
  return Customer.keyof().options.flatMap((key) => {
    if (!is[key] || is[key] === was[key]) return [];
    return [was[key] ? `${key}: ${was[key]} → ${is[key]}` : `${key}: ${is[key]}`];
  });
}

const Erased = z.object({ erased: recorded(z.boolean()) });

const customerVerb = (change: Change): string =>
  readValues(Erased, change.after).erased ? "erased the personal data of" : lifecycleVerb(change);

export const CUSTOMER_CHANGES: ChangeWords = { verb: customerVerb, details: customerDetails };
