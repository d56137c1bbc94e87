import { proveFewAreRead } from "@/testing/many-price-lists";
import { sized } from "@/testing/size";

/* A million prices, or a tenth of them. */
proveFewAreRead({ lists: 100, products: sized(10_000, 1_000) });
