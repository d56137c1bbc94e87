import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

/** Joins class names; where two say different things about one property, the later wins. */
export const cn = (...classes: ClassValue[]) => twMerge(clsx(classes));
