"use client";

import { onDemand } from "@/ui/on-demand";

/** A customer, created or edited. */
export const CustomerDialog = onDemand(() => import("./customer-form-dialog").then((file) => file.CustomerFormDialog));

/** The people at a customer. */
export const ContactsDialog = onDemand(() => import("./contacts-dialog").then((file) => file.ContactsDialog));

/** The addresses of a customer beside the main one. */
export const AddressesDialog = onDemand(() => import("./addresses-dialog").then((file) => file.AddressesDialog));

/** When a customer pays, and what may be open. */
export const TermsDialog = onDemand(() => import("./terms-dialog").then((file) => file.TermsDialog));

/** Two customers that are the same. */
export const MergeDialog = onDemand(() => import("./merge-dialog").then((file) => file.MergeDialog));
