import { linkAskedFor, linkOffered } from "@/modules/users/contract";
import { handle, react } from "@/platform/jobs/handler";
import { MAIL_RETRY, mailNotices } from "./contract";
import { mailAskedLink, mailOfferedLink } from "./mail-link";
import { mailWaiting } from "./mail-notices";

export const notificationsJobs = [
  handle(mailNotices, mailWaiting),
  react(linkOffered, "notifications.mail-offered-link", mailOfferedLink, MAIL_RETRY),
  react(linkAskedFor, "notifications.mail-asked-link", mailAskedLink, MAIL_RETRY),
];
