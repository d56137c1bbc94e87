import { proveFewAreRead } from "@/testing/many-price-lists";

/* A million prices. */
proveFewAreRead({ lists: 100, products: 10_000 });
