import { proveFewAreRead } from "@/testing/many-price-lists";

/* `many-lists.long.test.ts` has ten times as many. */
proveFewAreRead({ lists: 100, products: 1_000 });
